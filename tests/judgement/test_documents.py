from __future__ import annotations

from tests.judgement.documents import Document, is_held, read_file

RESUME = """Ann Smith
ann@example.com | (312) 555-0101

Experience
Shift Supervisor, Lakeshore Foods, 2016 - Present
- Supervised a night crew of 24
Picker, Prairie Cold Storage, 2011 - 2016

Education
B.S. Supply Chain Management, Northern Plains University, 2011

Skills
Forklift, Spanish, voice picking
"""


def test_a_resume_under_any_name_is_held_and_an_invoice_is_not() -> None:
    assert is_held(Document("1", "resume", "scan7.docx", "docx", RESUME))
    assert not is_held(Document("2", "other", "a.docx", "docx", "Invoice 7\nTotal: 40 EUR\n"))


def test_letters_that_no_built_in_font_has_do_not_stop_a_pdf() -> None:
    assert is_held(Document("1", "resume", "a.pdf", "pdf", RESUME.replace("Ann", "Ānn")))


def test_the_set_has_both_and_each_its_own_id() -> None:
    documents = read_file()
    assert len({document.id for document in documents}) == len(documents) >= 100
    assert 40 <= sum(document.holds for document in documents) <= len(documents) - 40
