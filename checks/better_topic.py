"""What a letter speaks of: a field, a trade or a place of work, to make a question of.

Only words that are known to be such are taken, so that a question never asks about "mind" or
"Chicago"; a letter that names none has no topic. Pure, and never raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_READ = 6_000
"""Characters of a letter that are looked at."""
_LONGEST = 34


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FIELDS = _listed(
    """
    accounting advertising aerospace agriculture analytics animation apparel archaeology
    architecture archives archiving auditing automation automotive aviation baking banking
    beekeeping biology biotech bookkeeping brewing broadcasting carpentry catering ceramics
    chemistry childcare cinematography civics cleaning coding compliance computing
    construction consulting controlling conservation cooking copywriting counseling
    counselling cryptography cybersecurity dentistry design development dietetics
    dispatching distribution ecology e-commerce economics editing education electronics
    energy engineering entertainment epidemiology estimating farming fashion filmmaking
    finance firefighting fishing forestry fundraising gaming gardening genetics geology
    government hairdressing healthcare history horticulture hospitality housekeeping hvac
    insurance investing investment investments it journalism landscaping law lending
    linguistics livestock logistics machining maintenance manufacturing marketing masonry
    mathematics media medicine metallurgy microbiology midwifery mining music networking
    neuroscience nonprofits nursing oceanography operations optics packaging paediatrics
    painting pediatrics pharma pharmacy philosophy photography physics physiotherapy
    planning plumbing policy printing procurement programming psychiatry psychology
    publishing purchasing qa quality radiology railways recruiting refrigeration renewables
    retail robotics roofing sailing sales scheduling security semiconductors shipbuilding
    shipping software sourcing statistics storytelling surveying sustainability tailoring
    tax taxation teaching telecom telecommunications testing textiles theology theatre
    theater tourism trading training translation transport transportation travel trucking
    typography underwriting upholstery utilities veterinary warehousing watchmaking weaving
    welding winemaking woodworking writing zoology
    """
)
_TWO_WORDS = (
    ("supply", "chain"), ("cold", "chain"), ("human", "resources"), ("public", "health"),
    ("health", "care"), ("real", "estate"), ("social", "work"), ("customer", "service"),
    ("customer", "success"), ("machine", "learning"), ("data", "science"), ("public", "relations"),
    ("project", "management"), ("product", "management"), ("elder", "care"), ("child", "care"),
    ("video", "games"), ("fine", "art"), ("early", "childhood"), ("solar", "power"),
    ("wind", "power"), ("technical", "support"), ("property", "management"), ("pest", "control"),
)  # fmt: skip
_BEFORE_FIELDS = _listed(
    """
    agricultural airline battery book brand bridge bus business child civil clinical cloud
    college commercial community container content corporate crane creative crop customer
    dairy data digital documentary e-commerce electrical emergency environmental event
    events executive fashion field film financial food forest freight furniture garden
    general geriatric grain graphic health heavy hospital hotel industrial interior
    international java kitchen landscape language legal literary marine maritime mechanical
    medical mental museum music naval network night nuclear office orchestra pastry payroll
    pharma pharmaceutical plant police port power primary product production project
    property public python quantitative rail railway research restaurant retail risk safety
    school science secondary senior-care site social software solar sports staff steel
    structural substitute supply-chain support surgical systems tax technical telecom
    textile theater theatre truck typesetting urban ux veterinary video warehouse water web
    wholesale wind wine youth
    """
)
_ROLES = _listed(
    """
    accountant actor actuary analyst animator apprentice arborist archaeologist architect
    archivist attorney auditor baker barber barista bartender beekeeper biologist
    boatbuilder bookbinder bookkeeper bookseller brewer bricklayer butcher captain caregiver
    caretaker carpenter cashier caterer cellist chef chemist cleaner clerk coach coder
    conductor confectioner consultant controller cook copywriter counselor counsellor
    courier curator dancer dentist designer developer dietitian director dispatcher doctor
    draftsman draughtsman drummer economist editor electrician engineer estimator farmer
    farrier firefighter fisherman fitter florist forester foreman forwarder fundraiser
    gardener geologist glazier goldsmith groom guitarist hairdresser handyman historian
    housekeeper illustrator inspector interpreter janitor jeweler jeweller joiner journalist
    lawyer librarian lifeguard linguist locksmith logistician luthier machinist maintainer
    manager marketer mason mathematician mechanic midwife miller miner musician nanny nurse
    operator optician optometrist orchardist painter paralegal paramedic pharmacist
    photographer physicist physiotherapist pianist pilot planner plasterer plumber porter
    potter producer professor programmer proofreader psychologist publicist radiographer
    receptionist researcher reporter roofer saddler sailor salesman saleswoman scientist
    seamstress secretary shepherd shipwright singer smith solicitor statistician steward
    stylist supervisor surgeon surveyor tailor teacher technician teller therapist tiler
    toolmaker trainer translator typesetter underwriter upholsterer vet videographer vintner
    violinist waiter waitress watchmaker weaver welder woodworker writer
    """
)
_PLACES = _listed(
    """
    agency airline airport archive bakery bank bookshop boatyard brewery bridge cannery
    choir clinic college dairy dealership depot factory farm foundation foundry gallery
    garage greenhouse harbor harbour hospital hotel kindergarten laboratory library magazine
    mill mine museum newspaper newsroom nursery observatory orchard orchestra pharmacy
    publisher restaurant ranch salon school shipyard startup station studio theater theatre
    university vineyard warehouse winery workshop zoo
    """
)
_OFTEN_ELSE = _listed(
    """
    archives art automation cleaning coding cooking design development education editing
    energy fashion finance fishing government history it law maintenance mathematics media
    medicine mining music networking operations packaging painting planning policy printing
    quality recruiting sailing scheduling security shipping sourcing surveying testing
    training transport travel writing
    """
)
"""Fields whose names mean something else as often; they count next to a word that says so."""
_LEADS_IN = _listed("in into within of from the my your our a an and or with")
_LEADS_ON = _listed(
    """
    job jobs role roles position positions work team company firm department industry field
    career gig gigs opening openings vacancy vacancies side group people agency world and or
    """
)
_NO_FIELD = _listed(
    """
    a all an and any as at bad best big booming business corporate different entire every
    family future good great growing her his hot inside its job large little many modern my
    new old open other our outside own particular past private public real related right s
    same service similar small some tech that their this tough u us various whole whatever
    which wider wrong your
    """
)

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_NAMED = re.compile(
    r"(?i)\bin (?:the )?(?P<words>[a-z-]+(?: [a-z-]+)?) (?:field|industry|sector|trade)\b"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a letter speaks of: ``words`` name it, ``job`` says what work in it is called."""

    words: str
    job: str


def find_topic(excerpt: str, *others: str) -> Topic | None:
    """Return what *excerpt* speaks of, else what the first of *others* does that names it."""
    for text in (excerpt, *others):
        found = _topic(text[:_READ].replace("’", "'"))
        if found is not None and len(found.words) <= _LONGEST:
            return found
    return None


def _topic(text: str) -> Topic | None:
    return _named(text) or _field(text) or _role(text) or _place(text)


def _named(text: str) -> Topic | None:
    """Return the field that is called one: "in the packaging industry"."""
    for found in _NAMED.finditer(text):
        words = found["words"].lower().split()
        while words and words[0] in _NO_FIELD:
            del words[0]
        if words and not _NO_FIELD & set(words):
            return _as_field(" ".join(words))
    return None


def _field(text: str) -> Topic | None:
    words = _WORD.findall(text)
    low = [word.lower() for word in words]
    for at, word in enumerate(low):
        pair = tuple(low[at : at + 2])
        if pair in _TWO_WORDS:
            article = "the " if pair[1] == "chain" else ""
            return _as_field(article + " ".join(pair))
        if word not in _FIELDS or (word == "it" and words[at] != "IT"):
            continue
        if at + 1 < len(low) and low[at + 1] in _ROLES:
            continue  # "a sales manager" is a role
        if word in _OFTEN_ELSE and not _is_meant(low, at):
            continue
        first = at
        while first and first > at - 2 and low[first - 1] in _BEFORE_FIELDS | (_FIELDS - {"it"}):
            first -= 1
        return _as_field(" ".join(_spelled(words[i]) for i in range(first, at + 1)))
    return None


def _is_meant(words: list[str], at: int) -> bool:
    """Tell whether a field of many meanings stands where one speaks of a field."""
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if before in _BEFORE_FIELDS or before in {"in", "into"}:
        return True
    return before in _LEADS_IN and after in _LEADS_ON


def _role(text: str) -> Topic | None:
    words = _WORD.findall(text)
    low = [word.lower() for word in words]
    for at, word in enumerate(low):
        if word not in _ROLES and not (word.endswith("s") and word[:-1] in _ROLES):
            continue
        qualified = at > 0 and low[at - 1] in _BEFORE_FIELDS | (_FIELDS - {"it"})
        if word.rstrip("s") in {"manager", "director", "apprentice"} and not qualified:
            continue  # says nothing of the work, and may well be the contact's own title
        one = word if word in _ROLES else word[:-1]
        name = f"{_spelled(words[at - 1])} {one}" if qualified else one
        return Topic(f"the work of {_with_article(name)}", f"as {_with_article(name)}")
    return None


def _place(text: str) -> Topic | None:
    words = _WORD.findall(text.lower())
    places = [at for at, word in enumerate(words) if word in _PLACES]
    # The contact's own place is the one to ask about.
    for at in sorted(places, key=lambda at: (at == 0 or words[at - 1] != "your", at)):
        place = _with_article(words[at])
        return Topic(f"the work at {place}", f"at {place}")
    return None


def _as_field(words: str) -> Topic:
    return Topic(words, f"in {words}")


def _spelled(word: str) -> str:
    """Return *word* in lower case, unless it is an abbreviation such as IT or UX."""
    return word if len(word) <= 4 and word.isupper() else word.lower()


def _with_article(name: str) -> str:
    article = "an" if name[0] in "aeioAEIO" or name.startswith(("un", "up")) else "a"
    return f"{article} {name}"
