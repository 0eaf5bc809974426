"""Text that nobody wrote for this message: disclaimers, list footers, scanners' stamps.

Recognised a paragraph at a time and with two signs or more, so that an author who only says
"keep this message confidential" is not taken for a lawyer.
"""

from __future__ import annotations

import re

from checks import attribution
from checks.lines import Page, Role

_OPENING = 160
_PARAGRAPH_LIMIT = 4000
_FOOTER_LINES = 12

_MEDIUM = re.compile(
    r"\b(?:this|the|any|diese?r?|ce(?:t|tte)?|este|esta|questo|questa|la presente|il presente"
    r"|dit|deze|detta|det här|denne|dette|niniejsz[aey]|ta|informa\w+)\s(?:\S+\s){0,6}?"
    r"(?:e-?mails?|message|communication|transmission|nachricht|courriel|courrier|mensaje|correo"
    r"|messaggio|comunicazione|bericht|mensagem|meddelande\w*|mejl|meddelelse|mail|wiadomość"
    r"|korespondencja)\b",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"confidential|privileged|vertraulich|confidenti|confidencia|riservat|vertrouwelijk"
    r"|konfidentiel|fortrolig|poufn|proprietary|intended (?:solely|only|exclusively)",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"recipient|addressee|unauthori[sz]ed|disclos|attachments|disseminat|prohibited|erroneously"
    r"|in error|empfänger|adress?at|destinat|geadresseerde|ontvanger|mottagare|modtager|bijlagen"
    r"|anhänge|pièces jointes|adjunt|allegat|anexos|bifog|vedhæft|załącznik",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\s*\*{0,3}(?:confidentiality notice|legal notice|legal disclaimer|e?-?mail disclaimer"
    r"|privileged and confidential)\b\s{0,2}\*{0,3}\s{0,2}[:.\-–]",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"\s*(?:please consider the environment before printing|think before you print"
    r"|bitte denken sie an die umwelt|virus-free\.|this e-?mail has been (?:checked|scanned) for"
    r"|diese e-?mail wurde von .{0,40}auf viren|cet e-?mail a été vérifié par"
    r"|(?:save a tree|save paper)\b.{0,40}print)",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\bmailing list\b|\blistinfo\b|\bto unsubscribe\b|\bunsubscribe\s?(?:\s(?:from|at|here)|:)"
    r"|you (?:received|are receiving) this (?:message|e-?mail|mail) because"
    r"|\bmailingliste\b|\babmelden\b|se désabonner|désinscrire|darse de baja|disiscri"
    r"|\bafmelden\b|cancelar (?:a )?(?:inscrição|assinatura)",
    re.IGNORECASE,
)
_LIST_SENTENCE = re.compile(
    r"\s*(?:you (?:received|are receiving) this (?:message|e-?mail|mail) because you"
    r"|to unsubscribe from this|sie erhalten diese (?:nachricht|e-?mail), weil)",
    re.IGNORECASE,
)


def mark(page: Page) -> None:
    """Paint every disclaimer, stamp and list footer among the author's lines as rest."""
    for start, stop in page.stretches():
        for begin, end in _paragraphs(page, start, stop):
            text = " ".join(page.texts[begin:end])[:_PARAGRAPH_LIMIT]
            if is_boilerplate(text):
                page.paint(begin, end, Role.REST)
    for start, stop in page.stretches():
        _mark_footer(page, start, stop)
    _mark_rules(page)


def is_boilerplate(paragraph: str) -> bool:
    """Say whether *paragraph* is a disclaimer, a scanner's stamp or a list's notice."""
    if any(sign.match(paragraph) for sign in (_NOTICE, _STAMP, _LIST_SENTENCE)):
        return True
    return bool(
        _MEDIUM.search(paragraph[:_OPENING])
        and _SECRET.search(paragraph)
        and _LEGAL.search(paragraph)
    )


def _mark_footer(page: Page, start: int, stop: int) -> None:
    """Paint what a list server adds below a drawn rule or a signature delimiter."""
    for at in range(max(start, stop - _FOOTER_LINES), stop):
        if _draws(page.texts[at]):
            below = page.texts[at + 1 : stop]
            if any(_LIST.search(line[: attribution.LINE_LIMIT]) for line in below):
                page.paint(at, stop, Role.REST)
                return


def _mark_rules(page: Page) -> None:
    """Paint the rules that are drawn right above boilerplate."""
    below = Role.OWN
    for at in range(len(page) - 1, -1, -1):
        if not page.texts[at].strip():
            continue
        if below is Role.REST and page.is_own(at) and _draws(page.texts[at]):
            page.paint(at, at + 1, Role.REST)
        below = page.roles[at]


def _draws(line: str) -> bool:
    return attribution.is_ruler(line) or line.rstrip() == "--"


def _paragraphs(page: Page, start: int, stop: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    begin = start
    for at in range(start, stop + 1):
        if at == stop or not page.texts[at].strip():
            if at > begin:
                found.append((begin, at))
            begin = at + 1
    return found
