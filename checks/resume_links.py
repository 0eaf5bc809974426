"""Links to a resume: a file named like one, or a shared file that the words beside it call one.

A profile on a networking site is no resume, nor is an article about resumes, nor the resume of the
person written to ("your resume").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from checks.folding import fold
from checks.resume_names import Name, judge_name

_LIMIT = 50
"""Links of a message that are looked at."""
_LONGEST = 100_000
"""Characters of a message that are searched for links."""
_AROUND = 90
"""Characters beside a link in which words can be about it."""

_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'\])}]{3,2000}"
    r"|\b(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}/[^\s<>\"'\])}]{1,2000}",
    re.IGNORECASE,
)
_SHARES = re.compile(
    r"(?:^|\.)(?:drive\.google\.com|docs\.google\.com|dropbox\.com|dropboxusercontent\.com"
    r"|1drv\.ms|onedrive\.live\.com|[\w-]+\.sharepoint\.com|sharepoint\.com|box\.com|icloud\.com"
    r"|wetransfer\.com|we\.tl|notion\.so|notion\.site|canva\.com|acrobat\.adobe\.com"
    r"|documentcloud\.adobe\.com|mega\.nz|pcloud\.com|proton\.me|sync\.com|nextcloud\.[\w.-]+"
    r"|docsend\.com|scribd\.com|issuu\.com|github\.io|overleaf\.com|disk\.yandex\.ru"
    r"|pan\.baidu\.com|tinyurl\.com|bit\.ly|indeed\.com|gofile\.io|mediafire\.com)$"
)
_RESUME_SITES = re.compile(
    r"(?:^|\.)(?:resume\.io|read\.cv|visualcv\.com|standardresume\.co|flowcv\.(?:com|me)"
    r"|rxresu\.me|cvonline\.me|enhancv\.com|cakeresume\.com|resume\.[a-z.-]+|cv\.[a-z.-]+"
    r"|[a-z-]+resume\.[a-z]{2,6})$"
)
_NOUN = (
    r"(?:resume|cv|curriculum vitae|curriculum|lebenslauf|hoja de vida|curriculo|vitae|resumee"
    r"|biodata|zivotopis|zyciorys|ozgecmis|резюме|简历|履历|履歴書|이력서)"
)
# "resume" is also a verb; a noun has an owner, an article or a colon.
_CALLED = re.compile(
    r"\b(?:my|his|her|their|our|[a-z]+'s|the|a|an|this|updated|current|latest|new|attached|full"
    r"|complete|recent|mein(?:en|em)?|sein(?:en|em)?|ihr(?:en|em)?|den|mon|son|le|mi|su|el|meu"
    r"|mio|il)"
    rf"\s+(?:[\w-]+\s+){{0,2}}{_NOUN}\b|(?:^|[\n(\["
    rf"|])\W*(?:[\w']+\s+)?{_NOUN}\s*(?:\([^)\n]*\)\s*)?(?::|-|\||is|here|link|at|=|$)"
)
_NOT_THEIRS = re.compile(
    rf"\b(?:your|no|without|any)\s+(?:[\w-]+\s+){{0,2}}{_NOUN}\b|{_NOUN}\s+(?:tips|template"
    rf"|templates|guide|writing|workshop|builder|advice|review form)"
    r"|\bhow to write\b"
)
_BREAK = re.compile(r"\n\s*\n|[.!?]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a resume, with the words around it."""

    url: str
    words: str


def find_links(text: str) -> Iterator[Link]:
    """Yield the links of *text* that lead to a resume; the work is bounded whatever the text."""
    text = text[:_LONGEST]
    for count, match in enumerate(_URL.finditer(text)):
        if count >= _LIMIT:
            return
        url = match.group().rstrip(".,;:!?*_")
        before, after = _beside(text, match.start(), match.end())
        beside = fold(f"{before} {after}")
        if _NOT_THEIRS.search(beside):
            continue
        if leads_to_resume(url) or (_is_share(url) and _CALLED.search(beside)):
            yield Link(url, " ".join(f"{before}{url}{after}".split()))


def leads_to_resume(url: str) -> bool:
    """Say whether the address itself names a resume: its last segment, or a resume host."""
    host, path = _split(url)
    segments = [segment for segment in unquote(path).split("/") if segment]
    if _RESUME_SITES.search(host) and not _is_article(segments):
        return True
    last = segments[-1] if segments else ""
    return judge_name(last) is Name.RESUME and len(re.findall(r"[^\W_]+", last)) <= 8


def _is_article(segments: list[str]) -> bool:
    return any(
        segment in {"blog", "help", "templates", "examples", "pricing"} for segment in segments
    )


def _is_share(url: str) -> bool:
    return bool(_SHARES.search(_split(url)[0]))


def _split(url: str) -> tuple[str, str]:
    """Return host and path of a web address, both empty for one that is none."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        return (parts.hostname or "").removeprefix("www."), parts.path
    except ValueError:
        return "", ""


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words next to a link: of its own sentence, and of a line that leads to it."""
    before = _BREAK.split(_URL.sub(" ", text[max(0, start - 2 * _AROUND) : start]))[-1]
    after = _BREAK.split(text[end : end + _AROUND])[0]
    return before[-_AROUND:], _URL.sub(" ", after)
