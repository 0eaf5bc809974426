"""Resumes in a message: attached, packed, pasted, linked; and all that is none."""

from __future__ import annotations

import tomllib
from base64 import b64encode
from pathlib import Path

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.finding import Finding, Severity
from checks.message import parse
from checks.resume import check
from tests.checks.making import (
    make,
    make_doc,
    make_docx,
    make_eml,
    make_pdf,
    make_scan,
    make_tnef,
    make_zip,
    message,
    part,
)

HERE = Path(__file__).parent


def _documents() -> dict[str, dict[str, str]]:
    found = {}
    for name in (
        "resumes.toml",
        *(f"resumes_{n}.toml" for n in ("second", "third", "fourth", "fifth")),
    ):
        for document in tomllib.loads((HERE / name).read_text(encoding="utf-8"))["document"]:
            found[document["id"]] = document
    return found


DOCUMENTS = _documents()
RESUMES = [key for key, document in DOCUMENTS.items() if document["label"] == "resume"]
LETTERS = [key for key, document in DOCUMENTS.items() if document["label"] == "letter"]
OTHERS = [key for key, document in DOCUMENTS.items() if document["label"] == "other"]
WORDS = DOCUMENTS["military-transition"]["text"]
MINUTES = DOCUMENTS["meeting-minutes"]["text"]


def _attached(key: str, name: str | None = None) -> tuple[Finding, ...]:
    document = DOCUMENTS[key]
    made = make(document["text"], document["format"])
    return check(message(part(made, name or document["name"])))


def _only(findings: tuple[Finding, ...]) -> Finding:
    assert len(findings) == 1
    return findings[0]


def test_there_is_enough_to_learn_from() -> None:
    assert len(RESUMES) >= 25
    assert len(OTHERS) >= 25
    assert {document["format"] for document in DOCUMENTS.values()} >= {
        *("pdf", "docx", "odt", "rtf", "html", "txt", "md"),
    }


@pytest.mark.parametrize("key", RESUMES)
def test_a_resume_is_known_by_its_content(key: str) -> None:
    finding = _only(_attached(key))
    assert (finding.check, finding.rule, finding.severity) == ("resume", "content", Severity.HOLD)
    assert finding.where == f"attachment:{DOCUMENTS[key]['name']}"
    # The excerpt names the file and quotes it.
    assert finding.excerpt.startswith(f'{DOCUMENTS[key]["name"]}: "')
    assert len(finding.excerpt) > len(DOCUMENTS[key]["name"]) + 12


@pytest.mark.parametrize("key", LETTERS)
def test_a_letter_of_application_is_held_as_such(key: str) -> None:
    finding = _only(_attached(key))
    assert (finding.rule, finding.severity) == ("cover-letter", Severity.HOLD)


@pytest.mark.parametrize("key", OTHERS)
def test_other_papers_pass(key: str) -> None:
    assert _attached(key) == ()


@pytest.mark.parametrize("key", ["job-posting", "meeting-minutes", "invoice", "research-paper"])
def test_content_that_is_clearly_something_else_overrules_the_name(key: str) -> None:
    assert _attached(key, "Jane Doe resume.pdf") == ()


def test_a_name_decides_where_the_content_leaves_it_open() -> None:
    short = make_pdf("Jane Doe\nDesigner\nPortfolio on request")
    assert _only(check(message(part(short, "Jane_Doe-CV_2026 (final).pdf")))).rule == "name"
    assert check(message(part(short, "card.pdf"))) == ()


@pytest.mark.parametrize(
    "payload",
    [make_scan(), make_pdf(WORDS, password="secret"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"],
    ids=["scan", "locked", "old-word"],
)
def test_a_name_decides_where_the_content_cannot_be_read(payload: bytes) -> None:
    finding = _only(check(message(part(payload, "Résumé.pdf"))))
    assert finding.rule == "unreadable-name"
    assert finding.excerpt == "Résumé.pdf"
    other = _only(check(message(part(payload, "Offer.pdf"))))
    assert (other.rule, other.severity) == ("unreadable", Severity.ADVISE)
    assert other.excerpt.startswith("Offer.pdf: ")


def test_a_cover_letter_that_cannot_be_read_is_known_by_name() -> None:
    finding = _only(check(message(part(make_scan(), "Cover Letter Jane Doe.pdf"))))
    assert finding.rule == "cover-letter"


def test_a_file_without_a_name_is_judged_by_content() -> None:
    finding = _only(check(message(part(make_docx(WORDS), None))))
    assert finding.where == "attachment:unnamed file"


def test_a_resume_in_a_zip_is_found_at_its_place() -> None:
    pack = make_zip({"notes.txt": MINUTES.encode(), "docs/inner.pdf": make_pdf(WORDS)})
    finding = _only(check(message(part(pack, "outer.zip"))))
    assert finding.where == "attachment:outer.zip/docs/inner.pdf"
    assert finding.rule == "content"


def test_a_zip_of_other_papers_passes() -> None:
    pack = make_zip({"notes.txt": MINUTES.encode(), "scan.pdf": make_scan()})
    finding = _only(check(message(part(pack, "outer.zip"))))
    assert (finding.rule, finding.severity) == ("unreadable", Severity.ADVISE)


def test_a_resume_in_a_zip_comes_before_what_could_not_be_read_there() -> None:
    pack = make_zip({"a.pdf": make_scan(), "b.txt": WORDS.encode()})
    assert _only(check(message(part(pack, "outer.zip")))).rule == "content"


def test_a_resume_in_winmail_dat_and_in_a_saved_message_is_found() -> None:
    packs = {
        "winmail.dat": make_tnef({"Document1.doc": make_doc(WORDS)}),
        "Fw.eml": make_eml("See there.", {"Document1.doc": make_doc(WORDS)}),
    }
    for name, pack in packs.items():
        finding = _only(check(message(part(pack, name))))
        assert finding.where == f"attachment:{name}/Document1.doc"
        assert finding.rule == "content"


@pytest.mark.parametrize("ending", ["doc", "pages", "tex"])
def test_a_resume_in_any_format_is_known(ending: str) -> None:
    assert _only(check(message(part(make(WORDS, ending), f"Document1.{ending}")))).rule == "content"


def test_a_scan_titled_as_a_resume_is_held() -> None:
    pdf = FPDF()
    pdf.set_title("Jane Doe - Resume")
    pdf.add_page()
    finding = _only(check(message(part(bytes(pdf.output()), "scan0001.pdf"))))
    assert (finding.rule, finding.severity) == ("unreadable-name", Severity.HOLD)
    assert finding.excerpt == 'scan0001.pdf: titled "Jane Doe - Resume"'


def test_files_beyond_those_looked_into_are_judged_by_name_and_told() -> None:
    files = [part(b"a,b", f"{n}.csv") for n in range(30)]
    found = check(message(*files, part(WORDS.encode(), "notes.txt"), part(b"x", "Jane CV.pdf")))
    assert [finding.rule for finding in found] == ["unreadable-name", "unreadable"]
    assert "32" in found[1].excerpt


def test_photographs_are_not_spoken_of() -> None:
    assert check(message(part(b"\xff\xd8\xff\xe0 and more", "beach.jpg"))) == ()


def test_a_scan_in_a_zip_is_known_by_its_name() -> None:
    pack = make_zip({"papers/Lebenslauf.pdf": make_scan()})
    finding = _only(check(message(part(pack, "outer.zip"))))
    assert finding.where == "attachment:outer.zip/papers/Lebenslauf.pdf"
    assert finding.rule == "unreadable-name"


def test_each_attached_resume_has_its_finding() -> None:
    files = (part(WORDS.encode(), "a.txt"), part(make_docx(WORDS), "b.docx"))
    found = check(message(*files))
    assert [finding.where for finding in found] == ["attachment:a.txt", "attachment:b.docx"]


@pytest.mark.parametrize("key", ["military-transition", "electrician-plain-text", "french-cv"])
def test_a_pasted_resume_is_held(key: str) -> None:
    own = f"Hi Bill,\n\nlong time no see! Here is what I have been up to:\n{DOCUMENTS[key]['text']}"
    finding = _only(check(message(own=own)))
    assert (finding.rule, finding.where, finding.severity) == ("pasted", "body", Severity.HOLD)


@pytest.mark.parametrize(
    "own",
    [
        DOCUMENTS["job-posting"]["text"],
        DOCUMENTS["project-timeline-with-roles"]["text"],
        DOCUMENTS["speaker-program"]["text"],
        DOCUMENTS["family-newsletter"]["text"],
        (
            "Hi Bill,\n\nSince 2019 I have been with Prairie; before that, 2009 - 2016, at"
            " Lakeshore. My experience there taught me a lot. How did you get into operations?"
            " What education do you think matters today, and which skills?\n\nBest,\nMartin"
        ),
        "Experience:\nwe had a great one at the lake, 2019 - present every summer!\n\nLove, Ann",
    ],
)
def test_a_letter_that_speaks_of_work_is_no_pasted_resume(own: str) -> None:
    assert check(message(own=own)) == ()


def test_a_link_to_a_resume_is_held_in_the_body_and_coached_in_the_signature() -> None:
    link = "My resume: https://drive.google.com/file/d/1abc/view"
    held = _only(check(message(own=f"Hi Bill,\n\n{link}\n")))
    assert (held.rule, held.where, held.severity) == ("link", "body", Severity.HOLD)
    assert "https://drive.google.com/file/d/1abc/view" in held.excerpt
    coached = _only(check(message(signature=f"Ann\n{link}")))
    assert (coached.where, coached.severity) == ("body", Severity.ADVISE)


def test_every_reason_is_told_in_plain_words() -> None:
    found = [
        *_attached("operations-manager"),
        *_attached("cover-letter-formal"),
        *check(message(own=f"Hi\n{WORDS}")),
        *check(message(own="my CV: https://www.dropbox.com/s/abc")),
        *check(message(part(make_scan(), "cv.pdf"))),
    ]
    assert len({finding.why for finding in found}) == 5
    for finding in found:
        assert finding.why.endswith(".")
        assert "contact" in finding.why
        assert finding.instead.endswith(".")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=2_000), st.text(max_size=200))
def test_no_text_makes_it_raise(own: str, signature: str) -> None:
    assert isinstance(check(message(own=own, signature=signature)), tuple)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", ["\n", "a ", "2019 - ", "1", "www.", "- ", "a, ", "\t", "é", "_"])
def test_a_huge_text_takes_bounded_time(piece: str) -> None:
    assert check(message(own=piece * 500_000, signature=piece * 100_000)) == ()


@pytest.mark.parametrize(
    "field",
    [
        "attachment; filename*=UTF-8''R%C3%A9sum%C3%A9%20Jane.pdf",
        "attachment; filename*0*=UTF-8''R%C3%A9sum; filename*1*=%C3%A9.pdf",
        'attachment; filename="=?utf-8?B?TGViZW5zbGF1Zi5wZGY=?="',
        'attachment; filename="=?iso-8859-1?Q?Curr=EDculo.pdf?="',
    ],
)
def test_an_encoded_name_is_judged_as_it_is_shown(field: str) -> None:
    raw = (
        "Subject: Hello\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf\r\n"
        f"Content-Disposition: {field}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{b64encode(make_scan()).decode()}\r\n"
    )
    assert _only(check(parse(raw.encode()))).rule == "unreadable-name"
