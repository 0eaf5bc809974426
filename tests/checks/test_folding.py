"""One spelling for comparing."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from checks.folding import fold, phrases


def test_accents_case_and_variants_are_one() -> None:
    assert fold("RÉSUMÉ") == fold("re\u0301sume\u0301") == "resume"
    assert fold("Życiorys, Levnedsløb, ÖZGEÇMİŞ") == "zyciorys, levnedslob, ozgecmis"
    assert fold("2018 – 2021") == "2018 - 2021"
    assert fold("ＣＶ") == "cv"


def test_scripts_without_accents_stay_as_they_are() -> None:
    assert fold("履歴書 이력서") == unicodedata.normalize("NFC", "履歴書 이력서")


def test_a_listing_falls_apart_at_its_bars() -> None:
    assert phrases("Work  Experience|Praxis||é") == {"work experience", "praxis", "e"}


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
