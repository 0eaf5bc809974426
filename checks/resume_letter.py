"""Whether a text is a letter of application: the letter that usually goes with a resume.

Told by phrases that only an applicant writes, in a text with the form of a letter. One such phrase
in other prose is no letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.folding import fold

_LONGEST = 8_000
"""Characters beyond which a text is not a letter."""

_FORM = (
    re.compile(
        r"(?m)^[^\w\n]*(?:dear|to whom it may concern|hello|hi\b|sehr geehrte"
        r"|guten tag|liebe[rs]?\b"
        r"|madame|monsieur|cher|chere|estimad[oa]s?|a quien corresponda|muy senor|egregi|gentile"
        r"|spettabile|geachte|basta\b|prezad|szanown|vazen|уважаем|re:|betreff|objet)"
    ),
    re.compile(
        r"(?m)^[^\w\n]*(?:sincerely|yours (?:sincerely|faithfully|truly)|(?:best|kind|warm) regards"
        r"|respectfully|regards|with (?:appreciation|best wishes)|thank you for your (?:time"
        r"|consideration)|mit freundlichen grussen|freundliche grusse|cordialement"
        r"|veuillez agreer|je vous prie|atentamente|un cordial saludo|cordiali saluti"
        r"|distinti saluti|met vriendelijke groet|atenciosamente|med vanlig)"
    ),
)

_APPLYING = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"\b(?:writing|write|reaching out) to (?:apply|express|submit my|be considered"
            r"|inquire|enquire)"
        ),
        (
            r"\b(?:apply(?:ing)?|application|candidacy|interest|considered|consideration) (?:for"
            r"|in|as) (?:the|your|a|an)\b.{0,80}\b(?:position|role|job|opening|vacancy|post"
            r"|internship|apprenticeship|opportunity|team)\b"
        ),
        (
            r"\b(?:my|enclosed|attached|accompanying) (?:enclosed |attached |current )?(?:resume"
            r"|cv|curriculum vitae)\b"
        ),
        (
            r"\b(?:welcome|appreciate|grateful for|value) (?:the|an|any) (?:opportunity"
            r"|chance) to (?:interview|discuss|meet|speak|talk|bring)"
        ),
        (
            r"\blook(?:ing)? forward to (?:hearing from you|an interview|discussing (?:how|my)"
            r"|the opportunity to|speaking with you about)"
        ),
        (
            r"\b(?:your (?:advertisement|job posting|posting|job ad|listing|vacancy)"
            r"|advertised (?:on|in|position)|saw (?:the|your) (?:posting|ad))"
        ),
        (
            r"\b(?:i am|i'm|makes me|i would be|i believe i am"
            r"|i'd be) (?:confident (?:that )?(?:my|i)|an? (?:excellent|ideal|strong|great"
            r"|perfect|good) (?:fit|candidate|match|addition))"
        ),
        (
            r"\b(?:dear|to the) (?:hiring|recruiting|recruitment|search|selection|human resources"
            r"|hr)\b"
        ),
        (
            r"\bmy (?:experience|background|skills|qualifications) (?:\w+ ){0,6}(?:make|makes"
            r"|have prepared|has prepared|align|would|match)"
        ),
        # German, French, Spanish, Italian, Portuguese, Dutch
        r"\b(?:bewerbe (?:ich )?mich|hiermit bewerbe|meine bewerbung|bewerbung (?:als|um|auf))",
        (r"\b(?:einladung zu einem|personliche[sn]? gesprach|vorstellungsgesprach)"),
        (r"\b(?:ausgeschriebene stelle|ihr(?:e|er|en)? (?:stellen)?(?:anzeige|ausschreibung))"),
        (
            r"\b(?:ma candidature|je postule|votre annonce|candidature (?:pour|au) (?:le )?poste"
            r"|poste de .{0,60}au sein de)"
        ),
        r"\b(?:un entretien|lettre de motivation|ci-joint mon (?:cv|curriculum))",
        (
            r"\b(?:mi candidatura|postular(?:me)?|solicitar el puesto|me dirijo a ustedes"
            r"|vacante de|oferta de empleo)"
        ),
        r"\b(?:una entrevista|mi curriculum|adjunto mi (?:cv|curriculum|hoja de vida))",
        r"\b(?:mia candidatura|candidarmi|minha candidatura|solliciteer ik|mijn sollicitatie)",
    )
)


def asking(text: str) -> tuple[str, ...]:
    """Return the phrases by which *text* applies for a job, or nothing if it is no such letter."""
    if len(text) > _LONGEST:
        return ()
    folded = fold(text)
    form = sum(bool(pattern.search(folded)) for pattern in _FORM)
    found = tuple(_found(" ".join(folded.split())))
    # A letter without greeting or ending (cut, or pasted) has to be plainer in its words.
    return found if len(found) + form >= 3 and len(found) >= 2 else ()


def _found(flat: str) -> Iterator[str]:
    for pattern in _APPLYING:
        if match := pattern.search(flat):
            yield match.group()[:80]
