"""The signs of a resume: each word can be met, each pattern fires and doesn't, none is slow."""

from __future__ import annotations

import re
import time

import pytest

from checks import resume_contrast, resume_signs
from checks.folding import fold
from checks.resume_page import read_page
from checks.resume_score import score

SECTIONS = {
    "history": resume_signs.HISTORY,
    "education": resume_signs.EDUCATION,
    "skills": resume_signs.SKILLS,
    "section": resume_signs.OTHER_SECTIONS,
}

FIRES: dict[str, tuple[str, ...]] = {
    "DATE_RANGE": (
        "jan 2019 - present",
        "06/2018 - 09/2021",
        "2018-21",
        "2015 bis heute",
        "since march 2020",
        "septiembre de 2015 hasta la fecha",
        "2018年4月 ~ 现在",
    ),
    "DEGREES": ("b.a. history", "mba", "ph.d. in botany", "diplom-kauffrau", "licenciada", "本科"),
    "EMAIL": ("jane.doe+cv@mail.example.org", "(j@example.com)"),
    "PHONE": ("+49 30 901820", "(207) 555-0190", "555-0142", "06 12 34 56 78"),
    "PLACE": ("salem, ma", "jane doe, berlin", "10115 berlin", "12 main street", "sw1a 2aa"),
    "PROFILE_LINK": ("linkedin: jane", "https://example.org", "www.example.org", "portfolio"),
    "REFERENCES_OFFERED": (
        "references available upon request",
        "referenzen auf anfrage",
        "references sur demande",
    ),
}

SILENT: dict[str, tuple[str, ...]] = {
    "DATE_RANGE": ("copyright 2019", "rooms 1950-1", "2019 was better than 2020", "since then"),
    "DEGREES": ("ma belle", "badges", "phdream", "dutch duties", "diplomacy", "dip"),
    "EMAIL": ("jane at example.org", "@example", "a@b"),
    "PHONE": ("in 2019", "12/34", "room 7"),
    "PLACE": ("salem", "one, two", "room 12", "12 b"),
    "PROFILE_LINK": ("i link it", "example.org", "portfolios"),
    "REFERENCES_OFFERED": ("see the references", "references to the book are available"),
}

PATTERNS: dict[str, re.Pattern[str]] = {
    name: found
    for module in (resume_signs, resume_contrast)
    for name, found in vars(module).items()
    if isinstance(found, re.Pattern)
}
PIECES = (
    *(
        "a",
        "a ",
        "a-",
        "a.",
        "a, ",
        "a@",
        "a.a@",
        "_",
        "-",
        ".",
        " ",
        "1",
        "1 ",
        "1-",
        "(1) ",
        "1 a ",
    ),
    *(
        "2019",
        "2019 - ",
        "jan 2019 / ",
        "since ",
        "references ",
        "reference",
        "they ",
        "b. ",
        "12 a ",
    ),
)


@pytest.mark.parametrize(("name", "text"), [(n, text) for n in FIRES for text in FIRES[n]])
def test_a_sign_is_seen(name: str, text: str) -> None:
    assert PATTERNS[name].search(text)


@pytest.mark.parametrize(("name", "text"), [(n, text) for n in SILENT for text in SILENT[n]])
def test_what_only_resembles_a_sign_is_not(name: str, text: str) -> None:
    assert not PATTERNS[name].search(text)


def test_every_pattern_has_texts_of_both_kinds() -> None:
    own = {name for name in PATTERNS if hasattr(resume_signs, name)}
    assert own == set(FIRES) == set(SILENT)


@pytest.mark.parametrize("name", FIRES)
def test_the_texts_are_as_patterns_meet_them(name: str) -> None:
    assert all(text == fold(text) for text in FIRES[name] + SILENT[name])


@pytest.mark.parametrize("kind", SECTIONS)
def test_each_heading_heads_its_section(kind: str) -> None:
    unmet = [
        heading
        for heading in SECTIONS[kind]
        if kind not in read_page(f"{heading.title()}:").headings
    ]
    assert unmet == []


def test_no_heading_is_of_two_kinds_that_both_score() -> None:
    scored = [SECTIONS[kind] for kind in ("history", "education", "skills")]
    assert len(frozenset().union(*scored)) == sum(map(len, scored))


def test_each_title_is_met_on_top_of_a_page() -> None:
    assert [t for t in resume_signs.TITLES if not score(f"{t.upper()}\nJane").has("title")] == []


def test_each_job_title_is_met_beside_a_span_of_time() -> None:
    unmet = [
        title
        for title in resume_signs.JOB_TITLES
        if not score(f"{title.title()}, Museum\n2015 - 2018\n").has("posts")
    ]
    assert unmet == []


def test_each_verb_is_met_at_the_head_of_a_line() -> None:
    unmet = [
        verb
        for verb in resume_signs.ACTION_VERBS
        if not score(f"• {verb.capitalize()} the boats\n" * 3).has("deeds")
    ]
    assert unmet == []


def test_each_personal_detail_is_met() -> None:
    unmet = [
        detail
        for detail in resume_signs.PERSONAL_DATA
        if not score(f"Jane\n{detail}: x").has("personal data")
    ]
    assert unmet == []


WORST_LINES = tuple((piece * 400)[:400] for piece in PIECES)
"""A page cuts its lines at 400 characters."""
WHOLE_PAGE = {"DEGREES", "REFERENCES_OFFERED", "ADDRESS", "THIRD_PERSON"}


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - began


@pytest.mark.parametrize("name", sorted(set(PATTERNS) - WHOLE_PAGE))
def test_the_worst_line_of_a_page_takes_hardly_any_time(name: str) -> None:
    assert max(_seconds(PATTERNS[name], line) for line in WORST_LINES) < 0.05


@pytest.mark.parametrize("name", sorted(WHOLE_PAGE))
def test_the_worst_page_takes_little_time(name: str) -> None:
    # A page is 1,500 lines at most: here a tenth of it, in a tenth of the time it may take.
    worst = max(_seconds(PATTERNS[name], " ".join([line] * 150)) for line in WORST_LINES)
    assert worst < 0.5
