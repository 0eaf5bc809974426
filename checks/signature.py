"""Signatures: below a delimiter, a phone's own line, or the block under a closing.

Conservative: a sentence, a question or a P.S. is never part of a signature, wherever it
stands. The closing and the name stay the author's words.
"""

from __future__ import annotations

import re

from checks.lines import Page, Role

_DELIMITED_LINES = 20
_LINE_LIMIT = 200

_DEVICES = (
    r"(?:iphone|ios|ipad|ipod|mac\b|android|blackberry|galaxy|samsung|huawei|xiaomi|pixel|oneplus"
    r"|nokia|sony|motorola|windows phone|(?:smart|mobile |cell)?phone|mobile|tablet|handy"
    r"|smartphone|téléphone|portable|móvil|celular|telefono|cellulare|telefoon|telemóvel|mobil"
    r"|telefon|outlook|yahoo|gmail|proton|thunderbird|mail for|mail app|web\.de|gmx|aol|spark"
    r"|superhuman|shortwave|airmail|mailspring|canary|bluemail|aqua mail|fairemail|tutanota|tuta"
    r"|zoho|mailbird|em client)"
)
_DEVICE_LINE = re.compile(
    r"\s*(?:sent (?:from|with|via|using)|get outlook for|gesendet (?:von|mit|über)|von mein\w+"
    r"|diese nachricht wurde von mein\w+|holen sie sich outlook|envoyé (?:de|depuis|à partir)"
    r"|obtenir outlook|enviado (?:desde|do|a partir)|obtener outlook|inviato da(?:l|lla)?"
    r"|scarica outlook|verstuurd vanaf|verzonden (?:vanaf|met)|obter o outlook|skickat från"
    r"|hämta outlook|sendt fra|hent outlook|wysłan[eoay] z|pobierz outlook)\b"
    rf"[^?]{{0,40}}?{_DEVICES}[^?]{{0,80}}$",
    re.IGNORECASE,
)
_DEVICE_LINE_ELSEWHERE = re.compile(
    r"\s*(?:(?:\w+ )?(?:iphone|ipad|android|galaxy|outlook|yahoo)[^?]{0,30}?(?:から送信|에서 보냄)"
    r"|(?:发自|發自|從|从)(?:我的)?\s?(?:iphone|ipad|android|手机|手機|华为|小米|outlook|网易|qq)"
    r"[^?]{0,30}|отправлено (?:с|из|от)\s[^?]{2,60}|lähetetty (?:iphone|ipad|android|outlook|"
    r"samsung|puhelim)[^?]{0,60}|odesláno (?:z|ze|pomocí)\s(?:iphon|ipad|android|mobil|outlook|"
    r"telefon|aplikace)[^?]{0,60})\s*$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*(?:(?:with )?(?:(?:my |many |very )?(?:best|kind(?:est)?|warm(?:est)?|friendly)"
    r"(?: (?:personal )?(?:regards|wishes))?|regards|all (?:the|my) best|all best"
    r"|(?:yours )?(?:sincerely|truly|faithfully)(?: yours)?|yours|respectfully|cordially|cheers"
    r"|(?:many |warm )?thanks(?: (?:again|so much|a lot|in advance|and regards))?"
    r"|thank you(?: (?:again|so much|very much|in advance))?|take care|talk soon|best of luck"
    r"|(?:with )?(?:gratitude|appreciation)|love)"
    r"|(?:mit )?(?:freundliche[nm]?|beste[nr]?|viele[n]?|liebe[n]?|herzliche[n]?|schöne)"
    r" (?:grü(?:ß|ss)e[n]?|gru(?:ß|ss))|gru(?:ß|ss)|mfg|lg|vg|hochachtungsvoll"
    r"|(?:bien )?(?:cordialement|amicalement)|bien à (?:vous|toi)|sincères salutations|amitiés"
    r"|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|un abrazo|abrazos"
    r"|(?:cordiali|distinti|cari) saluti|saluti|cordialmente|un saluto|a presto"
    r"|(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|mvg"
    r"|atenciosamente|(?:um )?abraços?|cumprimentos|(?:com os )?melhores cumprimentos"
    r"|(?:med )?(?:(?:vänliga?|bästa|många) )?hälsning(?:ar)?"
    r"|(?:med )?(?:venlig|bedste|kærlig)e? hilsen(?:er)?|hilsen|mvh"
    r"|(?:serdecznie )?pozdrawiam|(?:z )?poważaniem|pozdrowienia)\s{0,2}[,.!;–-]{0,3}",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"\s*p\.?\s?p?\.?s\b\.?", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/])\+?\(?\d[\d\s()./-]{6,18}\d(?![\w/])")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|[^\s<>@|]{1,64}@[^\s<>@|]{1,255}|[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}/\S*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:tel|phone|ph|mobile?|mob|cell|fax|e-?mail|mail|web|website|linkedin|twitter|github"
    r"|office|direct|skype|telefon|handy|tél|móvil|t|m|f|e|w|p|o|c|d)\s?[.:](?:\s?:)?",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    re.findall(
        r"\S+",
        "of the and at for in de du des der die von van und et y e la le di da & she her he him",
    )
)
_SAYS = re.compile(
    r"\b(?:attached|enclosed|please|know|hope|let|look|hear|asking|send|thanks|thank)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_ABBREVIATED = re.compile(
    r"\b(?:inc|ltd|co|corp|llc|e\.\s?v|s\.a|b\.v|n\.v|s\.p\.a|s\.r\.l|ph\.?d|st|ave|rd|blvd)\.$",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*[-_=*~—]{3,}\s*")
_SENTENCE_END = re.compile(r"[.!…][\"')]*$")


def mark(page: Page) -> None:
    """Paint every signature among the author's own lines."""
    for find in (_mark_delimited, _mark_ruled, _mark_devices, _mark_closed, _mark_cards):
        for start, stop in page.stretches():
            find(page, start, stop)


def is_detail(line: str, *, apart: bool = False) -> bool:
    """Say whether *line* could stand in a signature: a name, a title, a phone number, a link.

    *apart* asks for more: the line stands apart from the name, as further words would.
    """
    text = line.strip()
    if not text:
        return True
    if len(text) > _LINE_LIMIT or "?" in text or _POSTSCRIPT.match(text):
        return False
    bare = _LABEL.sub(" ", _LINK.sub(" ", _PHONE.sub(" ", text)))
    words = [word for word in _WORD.findall(bare) if word.casefold() not in _PARTICLES]
    introduces = bare.rstrip().endswith(":") and (len(words) > 2 or not _LINK.search(text))
    if _SAYS.search(bare) or len(words) > 12 or introduces:
        return False
    if len(words) >= 4 and _SENTENCE_END.search(text) and not _ABBREVIATED.search(text):
        return False
    plain = len([word for word in words if word[0].islower()])
    allowed = 0 if apart and bare == text else 1
    return plain <= allowed


def _mark_delimited(page: Page, start: int, stop: int) -> None:
    """Paint from ``-- `` on (RFC 3676 section 4.3), unless what follows is a letter by itself."""
    begin, filled = stop, 0
    for at in range(stop - 1, start - 1, -1):
        if page.texts[at].rstrip() == "--":
            begin = at
        filled += bool(page.texts[at].strip())
        if filled > _DELIMITED_LINES:
            break
    page.paint(begin, _before_postscript(page, begin, stop), Role.SIGNATURE)


def _mark_ruled(page: Page, start: int, stop: int) -> None:
    """Paint the visiting card below a drawn rule: details only, and a way to reach somebody."""
    reachable, filled = False, 0
    for at in range(stop - 1, start - 1, -1):
        line = page.texts[at]
        if _RULE.fullmatch(line[:_LINE_LIMIT]):
            if not filled:
                continue  # drawn below as well
            if reachable:
                page.paint(at, stop, Role.SIGNATURE)
            return
        filled += bool(line.strip())
        if filled > _DELIMITED_LINES or not is_detail(line):
            return
        reachable = reachable or bool(_PHONE.search(line) or _LINK.search(line))


def _before_postscript(page: Page, start: int, stop: int) -> int:
    for at in range(start, stop):
        if _POSTSCRIPT.match(page.texts[at]):
            return at
    return stop


def _mark_devices(page: Page, start: int, stop: int) -> None:
    for at in range(start, stop):
        line = page.texts[at]
        if len(line) > _LINE_LIMIT:
            continue
        if _DEVICE_LINE.match(line) or _DEVICE_LINE_ELSEWHERE.match(line):
            page.paint(at, at + 1, Role.SIGNATURE)


def _mark_closed(page: Page, start: int, stop: int) -> None:
    """Paint the details below a closing and the name that follows it."""
    at = start
    while at < stop:
        begin = _after_closing(page, at, stop)
        at = at + 1 if begin is None else max(at + 1, _paint_details(page, begin, stop))


def _after_closing(page: Page, at: int, stop: int) -> int | None:
    """Return the line below the closing at *at* and its name; None if there is no closing."""
    line = page.texts[at]
    found = _CLOSING.match(line[:_LINE_LIMIT])
    if found is None:
        return None
    name = line[found.end() :]
    if name.strip():
        return at + 1 if is_name(name) else None
    below = page.next_text(at + 1)
    return below + 1 if below < stop and is_name(page.texts[below]) else at + 1


def _paint_details(page: Page, begin: int, stop: int) -> int:
    end, apart = begin, False
    while end < stop and is_detail(page.texts[end], apart=apart):
        apart = apart or not page.texts[end].strip()
        end += 1
    page.paint(begin, end, Role.SIGNATURE)
    return end


def _mark_cards(page: Page, start: int, stop: int) -> None:
    """Paint a last paragraph that is a visiting card: a name, and a phone number or address."""
    last = stop
    while last > start and not page.texts[last - 1].strip():
        last -= 1
    first = last
    while first > start and page.texts[first - 1].strip():
        first -= 1
    card = page.texts[first:last]
    if not 2 <= len(card) <= _DELIMITED_LINES or first == start or not is_name(card[0]):
        return
    reachable = any(
        _PHONE.search(line[:_LINE_LIMIT]) or "@" in line[:_LINE_LIMIT] for line in card[1:]
    )
    if reachable and all(is_detail(line) for line in card):
        page.paint(first + 1, last, Role.SIGNATURE)


def is_name(line: str) -> bool:
    """Say whether *line* reads as a person's name: one to four words, each capitalised."""
    text = line.strip(" ,.-–—")
    words = text.split()
    if not 1 <= len(words) <= 5 or len(text) > 60 or re.search(r"[\d:@/?!]", text):
        return False
    return all(word[0].isupper() or word.casefold() in _PARTICLES for word in words)
