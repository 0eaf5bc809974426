"""The set of separated messages: our reading of each, and what is known to fall short."""

from __future__ import annotations

import pytest

from checks.message import parse
from tests.judgement.separation import Sample, letter, main, samples

SHORT = {
    # A ">" that format=flowed sets apart looks like any quote mark once lines are joined.
    ("encodings", "flowed, space-stuffed"),
    # Supercite's attribution looks like a quote of depth five.
    ("second", "emacs with an organisation"),
}


SAMPLES = list(samples())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.family}: {sample.name}")
def test_the_authors_own_words_are_told_apart(sample: Sample) -> None:
    own = sample.told(parse(sample.content).body.own)
    assert (own == sample.told(sample.own)) is ((sample.family, sample.name) not in SHORT)


def test_the_set_is_large_and_no_two_messages_are_alike() -> None:
    assert len({sample.content for sample in SAMPLES}) == len(SAMPLES) >= 300


def test_a_library_is_given_decoded_text() -> None:
    content = (
        b"Content-Type: text/plain; charset=iso-8859-1; format=flowed\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe =\r\n \r\naus K=F6ln\r\n"
    )
    assert letter(content).plain == "Gr\u00fc\u00dfe  aus K\u00f6ln\n"


def test_the_table_names_our_own_reading(capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    assert "\nours  " in capsys.readouterr().out
