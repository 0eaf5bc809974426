"""The layout of a page: headings and spans of time, as they are really written."""

from __future__ import annotations

import pytest

from checks.resume_page import read_page


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("WORK EXPERIENCE", "history"),
        ("Relevant Teaching Experience:", "history"),
        ("# Experience", "history"),
        ("E X P E R I E N C E", "history"),
        ("Berufserfahrung", "history"),
        ("EXPÉRIENCES PROFESSIONNELLES", "history"),
        ("工作经历", "history"),
        ("Education & Certifications", "education"),
        ("EDUCATION: B.A., Example College, 2009", "education"),
        ("Technical Skills", "skills"),
        ("Skills and Interests", "skills"),
        ("Education      Skills", "skills"),
    ],
)
def test_a_heading_is_known(line: str, kind: str) -> None:
    assert read_page(f"Jane Doe\n{line}\ntext").headings[kind] == (1,)


@pytest.mark.parametrize(
    "line",
    [
        "My experience with boats is long",
        "User Experience Design Review",
        "Education is the subject of this talk",
        "Skill",
        "The skills shortage and education policy in the north",
    ],
)
def test_a_sentence_is_no_heading(line: str) -> None:
    assert read_page(line).headings == {}


@pytest.mark.parametrize(
    "line",
    [
        "2018 – 2021",
        "Clerk, Museum, Jan 2019 - present",
        "06/2018 – 09/2021 Leiterin",
        "Depuis 2021 : responsable",
        "March 2021 - Present (4 years 8 months)",
        "Sept. 2015 to June 2018 | Guide",
        "2018年4月 ～ 現在  東京商事",
        "enero de 2019 a la fecha",
        "2018-21 Guide",
    ],
)
def test_a_span_of_time_is_known(line: str) -> None:
    assert read_page(line).ranges == (0,)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 2019",
        "Call 207-555-0190 before 2030",
        "It is between these two moments, that of 2018 – 2021 and that of the present one, we live",
        "Rooms 1950-1 and 12-14",
    ],
)
def test_other_numbers_are_none(line: str) -> None:
    assert read_page(line).ranges == ()


def test_invisible_characters_hide_no_heading_and_reach_nobody() -> None:
    page = read_page("Edu\u200bca\u00adtion\x1b")
    assert page.lines == ("Education",)
    assert page.headings == {"education": (0,)}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Where I've cooked", "history"),
        ("What I have built so far", "history"),
        ("Where I learned", "education"),
        ("Where I trained as a nurse", "education"),
    ],
)
def test_a_heading_in_words_of_ones_own_is_one(line: str, kind: str) -> None:
    assert kind in read_page(line).headings


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("Casa Exemplo, executive chef in Newark, 2019 to 2021: forty covers every night", True),
        ("The committee met in the years from 2019 to 2021 whenever the board asked it to", False),
    ],
)
def test_a_span_of_time_may_stand_inside_a_line(line: str, *, dated: bool) -> None:
    assert bool(read_page(line).ranges) is dated
