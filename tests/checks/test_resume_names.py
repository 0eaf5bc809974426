"""What file names claim, in many languages and spellings."""

from __future__ import annotations

import unicodedata
from typing import Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.resume_names import Name, judge_name, name_words

RESUMES = [
    *("Jane_Doe-CV_2026 (final).pdf", "resume.pdf", "Résumé.docx", "RESUME_JaneDoe.doc"),
    *("JaneDoeResume.pdf", "JaneDoeCV.pdf", "CVJaneDoe.pdf", "janedoeresume.pdf", "my cv v3.docx"),
    *("curriculum_vitae-en.pdf", "Curriculum Vitae", "Resume 2026.pdf", "resume(1).pdf"),
    *("Bill Smith resume - operations manager.pdf", "Resume_Operations_Manager.pdf", "resume.jpg"),
    *("Lebenslauf Müller.pdf", "LebenslaufMueller.pdf", "CV Français.pdf", "Levensloop.pdf"),
    *("currículo.pdf", "Currículum.pdf", "hoja de vida 2026.pdf", "Curriculum-Vitae_IT.pdf"),
    *("meritförteckning.pdf", "levnedsløb.docx", "levnetsløp.pdf", "ansioluettelo.pdf"),
    *("Życiorys.pdf", "životopis.pdf", "önéletrajz.pdf", "özgeçmiş.pdf", "Резюме Иван.pdf"),
    *("Βιογραφικό Σημείωμα.pdf", "个人简历.pdf", "履歷表.docx", "履歴書_山田.pdf"),
    *("職務経歴書.docx", "이력서.pdf", "السيرة الذاتية.pdf", "קורות חיים.docx", "cv.zip"),
    *("Doe, Jane - Resume.pages", "CV_Data_Model_Engineer.pdf"),
]
LETTERS = [
    *("Cover Letter.pdf", "Jane_CoverLetter.docx", "Anschreiben.pdf", "Bewerbung_Engel.pdf"),
    *("lettre de motivation.pdf", "carta de presentación.docx", "Motivationsschreiben.pdf"),
]
OTHERS = [
    *("cvs_export.csv", "cv_joint_spec.pdf", "resume_talks_agenda.docx", "CV-22 aircraft"),
    *("CV-22.pdf", "resumed work.pdf", "presume.pdf", "Resumen ejecutivo.pdf", "how to resume.pdf"),
    *("resume.py", "cv.xlsx", "opencv.pdf", "math curriculum.pdf", "Curriculum committee.docx"),
    *("resume template.docx", "resume writing guide.pdf", "résumé du rapport.pdf", "recv.txt"),
    *("We resume operations on Monday.pdf", "cv curve results.pdf", "Resume service notice.pdf"),
    *("CVS pharmacy receipt.pdf", "cross-validation cv scores.pdf", "minutes.docx", "cover.pdf"),
    *("how-to-write-a-resume.html", "image001.png", "", "."),
]


Form = Literal["NFC", "NFD", "NFKC", "NFKD"]


@pytest.mark.parametrize("form", get_args(Form))
@pytest.mark.parametrize(
    ("name", "claim"),
    [
        *((name, Name.RESUME) for name in RESUMES),
        *((name, Name.COVER_LETTER) for name in LETTERS),
        *((name, Name.OTHER) for name in OTHERS),
    ],
)
def test_a_name_claims_the_same_in_every_normal_form(name: str, claim: Name, form: Form) -> None:
    assert judge_name(unicodedata.normalize(form, name)) is claim


def test_a_missing_name_claims_nothing() -> None:
    assert judge_name(None) is Name.OTHER


def test_a_name_falls_apart_into_words() -> None:
    assert name_words("JaneDoe_CV2026-v3.pdf") == ("jane", "doe", "cv", "2026", "v", "3")


@given(st.text(max_size=300))
def test_no_name_makes_it_raise(name: str) -> None:
    assert judge_name(name) in Name
