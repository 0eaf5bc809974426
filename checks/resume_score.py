"""How much a text is like a resume: a sum of named signs, each with the words that it rests on.

No sign decides alone. Resumes are told by their build (sections, dates, contact details, short
lines that begin with what was done); other papers by words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from checks import resume_contrast as contrast
from checks import resume_signs as signs
from checks.folding import fold
from checks.resume_page import INLINE, Page, read_page

CLEARLY = 9
"""Points from which on a text is clearly a resume; chosen so that no two signs suffice."""
HARDLY = 5
"""Points below which a text is clearly none."""
_SHORTEST = 150
"""Letters below which a text says too little to contradict its name."""
_BULLET = re.compile(r"\s*(?:[•·●▪■◦‣⁃*–—○➢✓-]|o\s)\s*")
_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)")
_CAREER_YEARS = 5
_IN_A_NAME = re.compile(r"\b(?:Our|Your|We|You) [A-Z]")
_EMAIL_OR_LINK = re.compile(r"\S*[@/]\S*")
_WORD = re.compile(r"[^\W\d_]+")
_BUILD = ("title", "history", "education", "skills", "posts")
"""Signs of which every resume has one; contact details and dates stand in any paper."""
_TOP = 14
"""Lines at the top in which the contact details of a resume stand."""


class Likeness(StrEnum):
    """What the score comes to."""

    RESUME = "resume"
    UNCLEAR = "unclear"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its name, its points (negative for other papers), and the lines it rests on."""

    name: str
    points: int
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """All signs found in a text."""

    page: Page
    signs: tuple[Sign, ...]
    letters: int

    @property
    def points(self) -> int:
        """The sum of all signs."""
        return sum(sign.points for sign in self.signs)

    @property
    def likeness(self) -> Likeness:
        """What the text is, as far as its build and words tell."""
        if self.points >= CLEARLY and self._has_substance():
            return Likeness.RESUME
        says_enough = self.letters >= _SHORTEST
        if says_enough and (self.points < HARDLY or not self.has_any(*_BUILD)):
            return Likeness.OTHER
        return Likeness.UNCLEAR

    def has(self, *names: str) -> bool:
        """Say whether all of these signs were found."""
        return set(names) <= {sign.name for sign in self.signs}

    def has_any(self, *names: str) -> bool:
        """Say whether one of these signs was found."""
        return not set(names).isdisjoint(sign.name for sign in self.signs)

    def evidence(self, count: int = 5) -> str:
        """Return the lines that weigh most, in the order in which they stand."""
        weighty = sorted(self.signs, key=lambda sign: -sign.points)
        first = [sign.lines[0] for sign in weighty if sign.points > 0 and sign.lines]
        chosen = sorted(dict.fromkeys(first[:count]))
        return " … ".join(" ".join(self.page.lines[index].split())[:60] for index in chosen)

    def _has_substance(self) -> bool:
        if self.has("history") or self.has("education", "skills"):
            return True
        # Spans of time alone are those of a firm or a project as well.
        return self.has("dates") and self.has_any(
            "education", "skills", "title", "own name", "career"
        )


def score(text: str) -> Score:
    """Return how much *text* is like a resume; the work is bounded whatever the text."""
    page = read_page(text)
    found = (sign for rule in _RULES for sign in rule(page))
    return Score(page, tuple(found), sum(letter.isalpha() for letter in page.flat))


def _sections(page: Page) -> Iterator[Sign]:
    for kind, points in (("history", 3), ("education", 2), ("skills", 2)):
        if lines := page.headings.get(kind):
            yield Sign(kind, points, lines)
    if lines := page.headings.get("section"):
        distinct = {page.folded[index] for index in lines}
        yield Sign("section", min(len(distinct), 2), lines)


def _title(page: Page) -> Iterator[Sign]:
    for index, line in enumerate(page.folded[:_TOP]):
        words = " ".join(line.split())
        label = INLINE.split(words, maxsplit=1)
        if words in signs.TITLES or {label[0], label[-1]} & signs.TITLES:
            yield Sign("title", 3, (index,))
            return


def _contact(page: Page) -> Iterator[Sign]:
    kinds = (signs.EMAIL, signs.PHONE, signs.PROFILE_LINK, signs.PLACE)
    top = [fold(line) for line in page.lines[:_TOP]]
    present = [next((i for i, line in enumerate(top) if kind.search(line)), None) for kind in kinds]
    lines = tuple(sorted(index for index in present if index is not None))
    if len(lines) >= 2:
        yield Sign("contact", min(len(lines), 3), lines)
    elif any(signs.EMAIL.search(line) for line in page.folded):
        yield Sign("contact below", 1)


def _own_name(page: Page) -> Iterator[Sign]:
    """Yield where the mail address at the top is that of the person whose name heads the page."""
    for index, line in enumerate(page.folded[:3]):
        words = _WORD.findall(_EMAIL_OR_LINK.sub(" ", line))
        if not words or " ".join(line.split()) in signs.TITLES:
            continue
        names = {word for word in words[:4] if len(word) >= 3}
        for address in signs.EMAIL.findall(" ".join(fold(top) for top in page.lines[:_TOP])):
            local = address.partition("@")[0]
            if local not in signs.ROLES and any(name in local for name in names):
                yield Sign("own name", 2, (index,))
                return
        return


def _dates(page: Page) -> Iterator[Sign]:
    if len(page.ranges) >= 2:
        yield Sign("dates", min(len(page.ranges), 4), page.ranges)


def _posts(page: Page) -> Iterator[Sign]:
    """Yield for short lines with a job title beside a span of time."""
    near = {index + step for index in page.ranges for step in (-2, -1, 0, 1, 2)}
    posts = tuple(index for index in sorted(near) if _is_post(page, index))
    if posts:
        yield Sign("posts", min(len(posts), 2), posts)


def _career(page: Page) -> Iterator[Sign]:
    """Yield for posts over many years: those of a project lie within a few, and ahead."""
    dated = [index for index in page.ranges if _is_post(page, index) or _is_post(page, index - 1)]
    if len(page.ranges) >= 3 and signs.DEGREES.search(page.flat):
        # Some name only their employers; whoever has a degree is a person.
        dated = list(page.ranges)
    years = [int(year) for index in dated for year in _YEAR.findall(page.folded[index])]
    if len(dated) >= 2 and max(years, default=0) - min(years, default=0) >= _CAREER_YEARS:
        yield Sign("career", 1, tuple(dated))


def _is_post(page: Page, index: int) -> bool:
    if not 0 <= index < len(page.folded):
        return False
    line = page.folded[index]
    words = _WORD.findall(line)
    return len(words) <= 12 and not line.endswith(".") and bool(signs.JOB_TITLES & set(words))


def _deeds(page: Page) -> Iterator[Sign]:
    """Yield for lines that begin with what was done: *Managed a team of nine*."""
    lines = tuple(index for index, line in enumerate(page.lines) if _is_deed(line))
    if len(lines) >= 3:
        yield Sign("deeds", 3 if len(lines) >= 6 else 2, lines)


def _is_deed(line: str) -> bool:
    first = _WORD.match(_BULLET.sub("", line, count=1))
    if first is None or not first.group()[0].isupper():
        return False
    return fold(first.group()) in signs.ACTION_VERBS


def _details(page: Page) -> Iterator[Sign]:
    if signs.DEGREES.search(page.flat):
        yield Sign("degree", 1)
    if signs.REFERENCES_OFFERED.search(page.flat):
        yield Sign("references offered", 2)
    if any(f" {phrase}" in page.flat for phrase in signs.PERSONAL_DATA):
        yield Sign("personal data", 1)


def _other_kinds(page: Page) -> Iterator[Sign]:
    """Yield for words of other papers, where they label a line; long phrases count anywhere.

    A teacher's resume speaks of homework and an accountant's of invoices, but inside a sentence.
    """
    starts = "\n".join(f"{_NUMBERING.sub('', line)} " for line in page.folded)
    labels, text = "\n" + _PUNCTUATION.sub("", starts), _PUNCTUATION.sub("", page.flat)
    for kind, phrases in contrast.OTHER_KINDS.items():
        count = sum(_speaks(phrase, labels, text) for phrase in phrases)
        if count >= 2:
            yield Sign(kind, -min(2 * count - 2, 9))


def _speaks(phrase: str, labels: str, text: str) -> bool:
    return f"\n{phrase} " in labels or (phrase.count(" ") >= 2 and f" {phrase} " in text)


_NUMBERING = re.compile(r"^(?:\d{1,2}[.)]?|[ivx]{1,4}[.)])\s+")
_PUNCTUATION = re.compile(r"(?<=\w)[:.,;!?)]+(?=\s)")


def _voice(page: Page) -> Iterator[Sign]:
    """Yield for the voice: a resume addresses nobody, speaks for no firm, tells of no third."""
    words = max(len(_WORD.findall(page.flat)), 60)
    count = len(contrast.ADDRESS.findall(page.flat))
    share = 100 * count / words
    # A single one may stand in a name: "Our Town", a play.
    named = count == 1 and any(_IN_A_NAME.search(line) for line in page.lines)
    if share >= 1 and not named:
        yield Sign("addresses somebody", -5 if share >= 2.5 else -3)
    told = len(contrast.THIRD_PERSON.findall(page.flat))
    if told >= 2:
        yield Sign("tells of somebody", -5 if told >= 4 else -3)


def _blanks(page: Page) -> Iterator[Sign]:
    count = sum(bool(contrast.BLANKS.search(line)) for line in page.lines)
    if count >= 3:
        yield Sign("blanks to fill in", -6)


_RULES: tuple[Callable[[Page], Iterator[Sign]], ...] = (
    *(_title, _sections, _contact, _own_name, _dates, _posts, _career, _deeds, _details),
    *(_other_kinds, _voice, _blanks),
)
