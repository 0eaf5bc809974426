"""The lines that introduce somebody else's words: "On ... wrote:", header blocks, rules.

Tables of what mail clients insert, by language; nothing here decides how far a quote reaches.
Every pattern looks at a bounded stretch of text.
"""

from __future__ import annotations

import re
from collections import deque

LINE_LIMIT = 400
"""Characters; a longer line was never an attribution."""

_VERB = re.compile(
    r"\b(?:wrote|writes|schrieb|schreibt|a écrit|écrit|escribió|escribi[oó]|ha scritto|scrive"
    r"|schreef|schrijft|het volgende geschreven|escreveu|skrev|skriver|kirjoitti|pisze"
    r"|napisał(?:\(a\)|a)?|napsal(?:\(a\)|a)?|написал(?:\(а\)|а)?|пишет|написав|пише|έγραψε"
    r"|a scris|yazdı|şunları yazdı|ezt írta|írta)(?!\w)|写道|寫道|のメール|書きました|님이 작성",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\s*(?:(?:on|am|le|el|il|op|em|en|în|den|w dniu|dnia|dne|på|lø|ti|ma|в|在)\s"
    r"|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim"
    r"|mié|jue|vie|sáb|dom|gio|sab|seg|ter|qua|qui|sex|ma|woe?|vr|za|zo|tors?|fre|lör|sön"
    r"|man|tir|ons|lør|søn|pon|wt|śr|czw|pt|sob|niedz)\w{0,9}[.,]?\s*\d?"
    r"|(?:ke|pe|la|su|po|út|st|čt|pá|ne|пн|вт|ср|чт|пт|сб|вс|понед|втор|сред|четв|пятн|субб|воскр)"
    r"\w{0,9}[.,]?\s\d"
    r"|\d{4}-\d\d-\d\d\b|\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\d{1,2}\.?\s\w{3,10}\.?,?\s\d{4}\b"
    r"|\d{1,2}\.\s\d{1,2}\.\s\d{2,4}\b|\d{4}[年년])",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h]\d\d(?!\d|\.\d)")
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}[./]\d{1,2}[./]?(?!\d)"
)
_ADDRESS = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{1,255}")
_ENDS_IN_ADDRESS = re.compile(r"@[^\s<>@]{1,255}[>)]{1,2}\s{0,2}:\s*$")
_SELF = re.compile(
    r"\b(?:i|we|you|ich|wir|du|sie|ihr|j'ai|nous|vous|tu|yo|io|jag|jeg|ik|eu|ja)\b", re.IGNORECASE
)
_NAME_ONLY = re.compile(
    r"\s*(?:(?:[^\W\d_a-zà-öø-ÿ][\w.'’-]{0,30}|<?[^\s<>@]{1,64}@[^\s<>@]{1,255}>?"
    r"|\([^()]{0,60}\)|de|da|di|von|van|der|del),?\s{1,2}){1,6}"
)

_OF_FORWARD = (
    "forwarded message|forwarded by|weitergeleitete nachricht|message transféré|message transmis"
    "|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|mensagem encaminhada"
    "|vidarebefordrat meddelande|videresendt meddelelse|videresendt besked|przekazana wiadomość"
    "|treść przekazanej wiadomości|wiadomość przekazana|videresendt melding|välitetty viesti"
    "|přeposlaná zpráva|пересылаемое сообщение|пересланное сообщение|转发的邮件|转发邮件|轉寄郵件"
    "|転送メッセージ"
)
_OF_REPLY = (
    "original message|original appointment|ursprüngliche nachricht|ursprüngl\\. nachricht"
    "|originalnachricht|message d[’']origine|message original|mensaje original|messaggio originale"
    "|oorspronkelijk bericht|mensagem original|ursprungligt meddelande|originalmeddelande"
    "|originalmeddelelse|oprindelig meddelelse|oprindelig besked|oryginalna wiadomość"
    "|wiadomość oryginalna|reply message|opprinnelig melding|alkuperäinen viesti|původní zpráva"
    "|исходное сообщение|原始邮件|原始郵件|元のメッセージ|원본 메시지"
)
_RULE = re.compile(
    rf"\s*-{{2,20}}\s*(?:{_OF_FORWARD}|{_OF_REPLY})\b[^-]{{0,60}}-{{2,20}}\s*$", re.IGNORECASE
)
_FORWARD_RULE = re.compile(
    rf"\s*-{{2,20}}\s*(?:{_OF_FORWARD})\b[^-]{{0,60}}-{{2,20}}\s*$", re.IGNORECASE
)
FORWARD_RULE = "-------- Forwarded message --------"
"""What stands above a forwarded message, in the form that ``opens_forward`` knows."""
_BEGIN_FORWARD = re.compile(
    r"\s*(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)"
    r"|début du (?:message|e-?mail) (?:réexpédié|transféré)|inicio del mensaje reenviado"
    r"|inizio (?:del )?messaggio inoltrato|begin doorgestuurd bericht"
    r"|início da mensagem (?:encaminhada|reencaminhada)"
    r"|vidarebefordrat (?:brev|mejl|meddelande)|videresendt (?:besked|meddelelse|mail)"
    r"|początek przekazanej wiadomości|rozpoczęcie przekazanej wiadomości)\s{0,3}:\s*$",
    re.IGNORECASE,
)

_LABELS = {
    "from": "from|von|de|da|van|från|fra|od|lähettäjä|от|від|από|de la|kimden|feladó|差出人|发件人"
    "|寄件者|보낸 사람",
    "sent": "sent|date|gesendet|datum|envoyé|enviado(?: el)?|enviada em|enviado em|fecha|inviato"
    "|data|verzonden|skickat|dato|sendt|wysłane|wysłano|отправлено|дата|надіслано|lähetetty"
    "|päivämäärä|odesláno|στάλθηκε|ημερομηνία|trimis|gönderildi|tarih|elküldve|送信日時|日付|日時"
    "|发送时间|发送日期|寄件日期|日期|傳送時間|보낸 날짜|날짜",
    "to": "to|an|à|para|a|per|aan|till|til|do|кому|cc|kopie|kopia|copia|dw|bcc|vastaanottaja"
    "|kopio|komu|προς|către|kime|címzett|宛先|收件人|抄送|收件者|副本|받는 사람|pour|копия",
    "subject": "subject|betreff|objet|asunto|oggetto|onderwerp|assunto|ämne|emne|temat|тема"
    "|aihe|předmět|θέμα|subiect|konu|tárgy|件名|主题|主旨|제목|sujet",
}
_FIELD = re.compile(
    r"\s{0,4}\*{0,2}(?:"
    + "|".join(f"(?P<{kind}>{labels})" for kind, labels in _LABELS.items())
    + r")\s{0,2}\*{0,2}\s{0,2}(?:：|:\*{0,2}(?=\s|$))",
    re.IGNORECASE,
)
_RULER = re.compile(r"\s*[_\-=*#~]{8,}\s*$")
_TITLE = re.compile(r"\s*-{3,40}\s?[^\s-][^-]{0,60}-{3,40}\s*$")
_ATTRIBUTION_RULE = re.compile(r"\s*-{2,20}\s?(?P<text>[^\s-].{0,360}?)\s?-{2,20}\s*$")
_END = re.compile(
    r"\s*-{2,20}\s?(?:end(?: of)?|ende(?: der)?|fin(?: du| del)?|fine(?: del)?|slut på|koniec)\s"
    rf"(?:{_OF_FORWARD}|{_OF_REPLY}|weitergeleiteten nachricht)\b[^-]{{0,60}}-{{2,20}}\s*$",
    re.IGNORECASE,
)


def opens_everything(line: str) -> bool:
    """Say whether all that follows *line* is a forwarded or an original message."""
    line = line[:LINE_LIMIT]
    if _RULE.match(line) or _BEGIN_FORWARD.match(line):
        return True
    ruled = _ATTRIBUTION_RULE.match(line)
    return ruled is not None and names_unmarked_quote(f"{ruled['text']}:")


def closes_forward(line: str) -> bool:
    """Say whether *line* ends a forwarded message, as mutt writes below it."""
    return bool(_END.match(line[:LINE_LIMIT]))


def opens_forward(line: str) -> bool:
    """Say whether *line* opens a forwarded message, rather than the one that is answered."""
    line = line[:LINE_LIMIT]
    return bool(_FORWARD_RULE.match(line) or _BEGIN_FORWARD.match(line))


def author(lines: list[str]) -> str:
    """Return the address of whom *lines*, an attribution or a header block, name; else nothing."""
    for line in lines:
        field = _FIELD.match(line[:LINE_LIMIT])
        if field is None or field["from"]:
            found = _ADDRESS.search(line[:LINE_LIMIT])
            return found[0].strip("\"'()[],;:").casefold() if found else ""
    return ""


def is_ruler(line: str) -> bool:
    """Say whether *line* is a drawn rule, such as Outlook's row of underscores."""
    return bool(_RULER.match(line[:LINE_LIMIT]))


def is_title(line: str) -> bool:
    """Say whether *line* is a few words between dashes, as above a header block."""
    return bool(_TITLE.match(line[:LINE_LIMIT]))


def names_quote(text: str) -> bool:
    """Say whether *text* can introduce the marked quote that follows it."""
    if not _ends_attribution(text):
        return False
    if _LEAD.match(text) and (_DATE.search(text) or _CLOCK.search(text) or _ADDRESS.search(text)):
        return True
    verb = _VERB.search(text)
    if _SELF.search(text):
        return False
    dated = _DATE.search(text) is not None and _CLOCK.search(text) is not None
    if dated and "?" not in text and (verb is not None or _ADDRESS.search(text)):
        return True
    if verb is None:
        return False
    if _LEAD.match(text) and len(text) < 60:
        return True
    return _is_name(text[: verb.start()])


def names_unmarked_quote(text: str) -> bool:
    """Say whether *text* can only be a client's line above a quote that bears no marks.

    "On Monday I wrote:" is the author speaking: a clock time or an address is asked for, and
    nobody who says I or you.
    """
    if not _ends_attribution(text) or _SELF.search(_without_lead(text)):
        return False
    if not _LEAD.match(text):
        return _names_everything(text)
    addressed, verb = _ENDS_IN_ADDRESS.search(text), _last_verb(text)
    if not addressed and (verb is None or not _is_name(text[verb.end() :].rstrip(" \xa0:"))):
        return False
    if _ADDRESS.search(text):
        return bool(_DATE.search(text) or _CLOCK.search(text))
    return bool(_DATE.search(text) and _CLOCK.search(text))


def _names_everything(text: str) -> bool:
    """Say whether *text* opens with a name and an address, and has a verb, a date and a time."""
    found = _ADDRESS.search(text)
    if found is None or not _is_name(text[: found.start()].rstrip(" <(")):
        return False
    return all(sign.search(text, found.end()) for sign in (_VERB, _DATE, _CLOCK))


def _last_verb(text: str) -> re.Match[str] | None:
    return deque(_VERB.finditer(text), maxlen=1).pop() if _VERB.search(text) else None


def _is_name(text: str) -> bool:
    return not text.strip() or _NAME_ONLY.fullmatch(text.rstrip() + " ") is not None


def may_begin(line: str) -> bool:
    """Say whether *line* can be the first of an attribution that is wrapped over several."""
    return len(line) <= LINE_LIMIT and _LEAD.match(line) is not None


def _without_lead(text: str) -> str:
    found = _LEAD.match(text)
    return text[found.end() :] if found else text


def _ends_attribution(text: str) -> bool:
    if len(text) > LINE_LIMIT or not text.rstrip().endswith((":", "：")):
        return False
    return _VERB.search(text) is not None or _ADDRESS.search(text) is not None


def header_block(lines: list[str]) -> int:
    """Return how many of *lines* are a header block that a client put above a quote; else 0.

    An itinerary has From, To and Date as well; a header block has a subject too, or an address.
    """
    kinds: set[str] = set()
    count = 0
    for line in lines:
        found = _FIELD.match(line[:LINE_LIMIT])
        if found is None and not (kinds and _continues(line)):
            break
        if found is not None:
            kinds.update(kind for kind, label in found.groupdict().items() if label)
        count += 1
    addressed = any(_ADDRESS.search(line[:LINE_LIMIT]) for line in lines[:count])
    routed = kinds >= {"from", "to"} or kinds >= {"from", "sent"}
    return count if routed and (addressed or kinds >= {"sent", "subject"}) else 0


def _continues(line: str) -> bool:
    # Recipients wrap onto lines of their own.
    return bool(_ADDRESS.search(line[:LINE_LIMIT])) and len(line) <= LINE_LIMIT and "?" not in line
