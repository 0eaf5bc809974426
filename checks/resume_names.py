"""What a file's name says about it: a resume, a cover letter, or neither.

A name is weak evidence: it decides only where the content can't. So a word that is mostly something
else (to *resume* talks, a *CV* joint) counts only while nothing beside it says so.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from pathlib import PurePosixPath

from checks.folding import fold, phrases
from checks.resume_signs import JOB_TITLES


class Name(StrEnum):
    """What a name claims."""

    RESUME = "resume"
    COVER_LETTER = "cover letter"
    OTHER = "other"


# Extensions under which people send a document to be read (or a picture, or a pack of them). A
# table, a calendar entry or a program called "cv" is something else.
_READABLE = phrases(
    "pdf|doc|docx|docm|dot|dotx|odt|ott|fodt|rtf|txt|text|md|markdown|htm|html|xhtml|mht|pages"
    "|wpd|wps|tex|pub|xps|oxps|ps|epub|zip|7z|rar|jpg|jpeg|png|gif|tif|tiff|bmp|webp|heic|indd|ai"
    "|pptx|odp"
)

# Words that mean a resume and hardly anything else, by language.
_CERTAIN = phrases(
    "curriculum vitae|curricula vitae|bio data|biodata"  # English, Latin, many others
    "|lebenslauf|tabellarischer lebenslauf|werdegang"  # German
    "|hoja de vida|currículo|currículum vitae|historial laboral"  # Spanish
    "|currículo profissional|curriculo lattes"  # Portuguese
    "|levensloop"  # Dutch
    "|meritförteckning|levnadsbeskrivning"  # Swedish
    "|levnedsløb|levnedsbeskrivelse"  # Danish
    "|levnetsløp|levnetsbeskrivelse"  # Norwegian
    "|ansioluettelo"  # Finnish
    "|życiorys|zyciorys"  # Polish
    "|životopis|zivotopis|strukturovaný životopis|življenjepis"  # Czech, Slovak, Croatian, Slovene
    "|резюме|автобиография|резюме на работу|автобіографія"  # Russian, Bulgarian, Ukrainian
    "|özgeçmiş|özgecmis"  # Turkish
    "|βιογραφικό|βιογραφικό σημείωμα"  # Greek
    "|önéletrajz"  # Hungarian
    "|elulookirjeldus|gyvenimo aprašymas|dzīves apraksts"  # Estonian, Lithuanian, Latvian
    "|السيرة الذاتية|سيرة ذاتية|رزومه"  # Arabic, Persian
    "|קורות חיים|קוח"  # Hebrew
    "|sơ yếu lý lịch|daftar riwayat hidup|riwayat hidup"  # Vietnamese, Indonesian
    "|बायोडाटा"  # Hindi
)
# Scripts that write words without spaces: found anywhere in the name.
_CERTAIN_UNSPACED = phrases(
    "简历|簡歷|履历|履歷|履歴書|職務経歴書|職歴書|이력서|경력기술서|ประวัติย่อ|เรซูเม่|ประวัติการทำงาน|lebenslauf"
)
_AMBIGUOUS = phrases("resume|cv|curriculum|curriculum v|resumee|résumé")

_LETTER = phrases(
    "cover letter|coverletter|covering letter|application letter|letter of application"
    "|motivation letter|letter of motivation|letter of interest|job application|anschreiben"
    "|bewerbung|bewerbungsschreiben|motivationsschreiben|bewerbungsunterlagen"
    "|lettre de motivation|lettre motivation|lettre de candidature|candidature"
    "|carta de presentación|carta de motivación|carta de apresentação|carta de motivação"
    "|lettera di presentazione|lettera di motivazione|sollicitatiebrief|motivatiebrief"
    "|personligt brev|jobansøgning|jobbsøknad|søknad|hakemus|list motywacyjny|motivační dopis"
    "|сопроводительное письмо|ön yazı|motivációs levél"
)
_LETTER_UNSPACED = phrases("求职信|求職信|志望動機書|자기소개서")

# "resume" as a verb: what it takes as an object, and what stands before it.
_RESUMED = phrases(
    "talks|talk|work|working|service|services|operations|operation|training|play|playback|meeting"
    "|meetings|negotiations|discussions|discussion|session|sessions|download|upload|normal"
    "|production|delivery|deliveries|shipping|flights|travel|school|classes|class|construction"
    "|trading|game|games|activities|activity|business|here|later|tomorrow|after|from|in|on|at|the"
    "|our|point|token|button|function|mode|state|dialogue|dialog|conversation|hearing|hearings"
    "|payments|dosing|treatment|rehearsals|season"
    # French: a summary of something.
    "|du|des|executif|analytique|non|rapport|reunion|de la|article"
)
_BEFORE_VERB = phrases("to|will|can|shall|must|please|we|when|how|not|pause|suspend|stop|and we")
# The name is about resumes, not one.
_ABOUT = phrases(
    "template|templates|tips|guide|guides|write|writing|make|improve|workshop|example|examples"
    "|sample|samples|builder|parser|parsing|screening|policy|checklist|advice|webinar|course"
    "|database|keywords|statistics|scanner|guidelines|questions|handbook|slides|vorlage|modele"
    "|plantilla|muster|agenda|minutes|invoice"
)
_NO_VITAE = phrases(
    "joint|joints|boot|boots|axle|axles|shaft|shafts|driveshaft|aircraft|osprey|valve|valves"
    "|carrier|model|models|dataset|results|scores|fold|folds|curve|curves|measurement"
    "|measurements|voltammetry|validation|cross|vision|computer|coefficient|variation|assay"
    "|damper|engine|truck|export|spec|specs"
)
_NO_COURSE = phrases(
    "math|maths|school|training|grade|development|committee|k|design|review|course|map|standards"
    "|unit|reading|science|history|teacher|teachers|program|programme|escolar|studies|overview"
    "|plan|lesson"
)
_CONTRARY = {"cv": _NO_VITAE, "curriculum": _NO_COURSE}

_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+")
_GLUED = re.compile(r"(?=\w{10})\w*(?<!p)resume\Z|resume(?!n|d|s)\w{5,}\Z|(?=\w{7})\w+cv\Z")


def judge_name(filename: str | None) -> Name:
    """Return what a file name claims; a name that only might mean a resume is ``OTHER``."""
    if not filename or not _may_be_document(filename):
        return Name.OTHER
    words = name_words(filename)
    # A cover letter that comes with a resume in one file is, above all, a resume.
    if _is_certain(words) or _is_likely(words):
        return Name.RESUME
    if _contains(words, _LETTER) or _has_unspaced(words, _LETTER_UNSPACED):
        return Name.OTHER if _ABOUT & set(words) else Name.COVER_LETTER
    return Name.OTHER


def name_words(filename: str) -> tuple[str, ...]:
    """Return the folded words and numbers of a file name, its extension left out."""
    stem = unicodedata.normalize("NFKC", filename)
    if _has_extension(stem):
        stem = stem.rpartition(".")[0]
    return tuple(_WORD_OR_NUMBER.findall(fold(_open_camel_case(stem))))


def _has_extension(filename: str) -> bool:
    ending = PurePosixPath(filename).suffix[1:]
    return bool(ending) and ending.isalnum() and len(ending) <= 8


def _may_be_document(filename: str) -> bool:
    ending = PurePosixPath(filename).suffix[1:].lower()
    return not _has_extension(filename) or ending in _READABLE or ending.isdecimal()


def _open_camel_case(name: str) -> str:
    """Return *name* with a space where a new word starts: ``JaneDoeCV`` as ``Jane Doe CV``."""
    opened = ""
    for index, letter in enumerate(name):
        before, after = name[index - 1 : index], name[index + 1 : index + 2]
        starts = letter.isupper() and (before.islower() or (before.isupper() and after.islower()))
        opened += f" {letter}" if starts else letter
    return opened


def _is_certain(words: tuple[str, ...]) -> bool:
    if _ABOUT & set(words):
        return False
    return _contains(words, _CERTAIN) or _has_unspaced(words, _CERTAIN_UNSPACED)


def _contains(words: tuple[str, ...], wanted: frozenset[str]) -> bool:
    spaced = f" {' '.join(words)} "
    return any(f" {phrase} " in spaced for phrase in wanted)


def _has_unspaced(words: tuple[str, ...], wanted: frozenset[str]) -> bool:
    glued = "".join(words)
    return any(phrase in glued for phrase in wanted)


def _is_likely(words: tuple[str, ...]) -> bool:
    return any(_stands_for_resume(words, index) for index in range(len(words)))


def _stands_for_resume(words: tuple[str, ...], index: int) -> bool:
    word, around = words[index], set(words)
    if _GLUED.match(word):
        return not _ABOUT & around
    if word not in _AMBIGUOUS or _ABOUT & around:
        return False
    if _CONTRARY.get(word, frozenset()) & around and not JOB_TITLES & around:
        return False
    return not (_is_verb(words, index) or _is_designation(words, index))


def _is_verb(words: tuple[str, ...], index: int) -> bool:
    if words[index] != "resume":
        return False
    if index and words[index - 1] in _BEFORE_VERB:
        return True
    taken = " ".join(words[index + 1 : index + 3])
    # "Resume Operations Manager" is a resume, "Resume operations" is not.
    resumed = words[index + 1 : index + 2] and (words[index + 1] in _RESUMED or taken in _RESUMED)
    return bool(resumed) and not JOB_TITLES & set(words)


def _is_designation(words: tuple[str, ...], index: int) -> bool:
    """Say whether *cv* is the first half of a type number, as in CV-22."""
    number = "".join(words[index + 1 : index + 2])
    return words[index] == "cv" and index == 0 and number.isdecimal() and 2 <= len(number) <= 3
