"""The kinds of asks, each with why it corners a contact and easy questions in its place.

Data: how a kind shows, what the person reads. ``{topic}`` stands for what the letter speaks of,
``{job}`` for work of that kind (with a space before it, or nothing), ``{who}`` for whom a letter
asks on behalf of. The questions are short enough for a line of the warning, and each can be
answered in a sentence by anybody who knows the work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of ask: ``sign`` recognises it, ``also`` says what else to do about it."""

    name: str
    sign: re.Pattern[str]
    why: str
    questions: tuple[str, ...]
    plain_questions: tuple[str, ...]
    also: str = ""

    def __post_init__(self) -> None:
        if not self.questions or not self.plain_questions:
            raise ValueError(f"the kind {self.name} needs questions")


def _sign(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{' '.join(pattern.split())})\b".replace("| ", "|"), re.IGNORECASE)


RELATIVE = (
    r"(?:nephew|niece|son|daughter|brother|sister|wife|husband|partner|boyfriend|girlfriend|friend"
    r"|cousin|mother|father|mom|mum|dad|uncle|aunt|neighbor|neighbour|roommate|colleague|kid"
    r"|(?:son|daughter|brother|sister|mother|father)-in-law|grandson|granddaughter|fiancee?)"
)

BEHALF = Kind(
    "on somebody's behalf",
    _sign(
        rf"(?:for|take|hire|use|has|have|needs|help|find|refer|introduce|give"
        rf"|want) my (?:\w+ )?{RELATIVE}"
        rf"| my (?:\w+ )?{RELATIVE} (?:is|was|has|needs|wants|looks|lost|would|could|just|\w+ is)"
        r"| (?:use|hire|need|take|employ) (?:him|her)"
    ),
    "Whoever has no place{job} for {who} must turn down two people at once: {who}, and you.",
    (
        "What would you tell a beginner in {topic}?",
        "How did you get your start in {topic}?",
        "What do newcomers to {topic} get wrong?",
        "What should one learn first about {topic}?",
    ),
    (
        "What would you tell somebody starting out?",
        "How did you get your own start?",
        "What do beginners get wrong most often?",
    ),
)
RESUME = Kind(
    "resume",
    _sign(
        r"(?:resume|résumé|cv|c\.v\.|curriculum vitae|cover letter|job application"
        r"|application documents"
        r"|my papers)"
    ),
    "A resume nobody asked for makes them look for a place{job} for you before you have talked.",
    (
        "Which skill counts most in {topic} today?",
        "What would you learn next about {topic}?",
        "What matters most in {topic} these days?",
        "What has become harder in {topic}?",
    ),
    (
        "Which skill counts most in your work today?",
        "What would you learn next, in my place?",
        "What do you wish you had learned sooner?",
    ),
    "keep the resume until they ask for it",
)
INTRODUCTION = Kind(
    "introduction",
    _sign(
        r"(?:introduce|introductions? to|intros? to|an introduction|connect me|put (?:me|us|him"
        r"|her) in (?:touch|contact)"
        r"| hiring manager|headhunters?|recruiters?|hr|human resources"
        r"| who (?:do|should|could|can) i (?:need to )?(?:talk|speak|write|be talking) to)"
    ),
    "An introduction to whoever decides on work{job} spends their standing, and it is theirs to "
    "offer.",
    (
        "Who shaped how you think about {topic}?",
        "How did you find your own way into {topic}?",
        "Which book or talk on {topic} taught you most?",
        "Whose writing on {topic} do you trust?",
    ),
    (
        "Who taught you most about your work?",
        "How did you find your own way in?",
        "Whose advice has served you best?",
    ),
)
REFERRAL = Kind(
    "referral or recommendation",
    _sign(
        r"(?:refer|referral|referrals|referring|recommend me|recommend (?:him|her)"
        r"|recommendation|vouch|good word"
        r"| kind word|put in a word|drop my name|hat in|in the hat|reference for me|endorse"
        r"| my name (?:to|along|in|forward|up|on)|mention me|mention my name|speak for me"
        r"|put me forward"
        r"| bring up my name|pull strings)"
    ),
    "It asks them to stake their good name on you{job}, which is hard to refuse and harder to do "
    "gladly.",
    (
        "What makes somebody good at {topic}?",
        "What do people get wrong about {topic}?",
        "What was hardest for you to learn in {topic}?",
        "What would you do first, new to {topic}?",
    ),
    (
        "What makes somebody good at what you do?",
        "What was hardest for you to learn there?",
        "What do outsiders get wrong about your work?",
    ),
)
WATCH = Kind(
    "keep in mind",
    _sign(
        r"(?:(?:keep|bear|have|kept) (?:me|him|her|us|my \w+) in mind|in mind for me|keep (?:an"
        r"|your) (?:ears?|eyes?)"
        r"|ears? (?:open|out|to the ground)|eyes? (?:open|out|peeled)|on your radar|think of me"
        r"|remember me|forget me"
        r"| spare a thought|(?:hear|hears|hearing|know|learn|come across|comes? up|stumble|see"
        r"|catch wind)"
        r" (?:of |about |on |across )?(?:anything|something|any)"
        r"| tell me (?:when|if)|let me know (?:if|when|of|about)|ask(?:ing)? around"
        r"|keep me posted|call me)"
    ),
    "It leaves them on watch for a job{job}, owing you an answer that may never come.",
    (
        "How do you see {topic} changing?",
        "What surprised you lately about {topic}?",
        "Which news about {topic} should one follow?",
        "What is new in {topic} this year?",
    ),
    (
        "What surprised you lately at work?",
        "What are you working on these days?",
        "What do you read to keep up?",
    ),
)
APPLICATION = Kind(
    "application",
    _sign(
        r"(?:apply|applying|applied|application|applications|candidate|candidacy|consider me"
        r"|considered for|consideration"
        r"|put myself forward|interested in (?:the|your|this) (?:\w+ ){0,2}(?:position|job|role"
        r"|post|opening))"
    ),
    "It is an application{job}: they become a hiring office, and no longer somebody to talk to.",
    (
        "What is a normal week in {topic} like?",
        "What made you choose {topic}?",
        "What do outsiders miss about {topic}?",
        "What do you like best about {topic}?",
    ),
    (
        "What is a normal week like where you are?",
        "What made you choose your work?",
        "What do you like best where you are?",
    ),
    "apply where the employer takes applications",
)
GIGS = Kind(
    "gigs",
    _sign(
        r"(?:gigs?|freelanc\w+|commissions?|clients?|assignments?|contracts?|contract work"
        r"|projects? for me|mandates?|my way"
        r"|in my direction|sub for|jobs? on the side|odd jobs|extra work|shifts?)"
    ),
    "It asks them to hand you work{job}, or to give away the names of those who do.",
    (
        "What do clients ask for in {topic} these days?",
        "How has demand changed in {topic}?",
        "What makes clients come back in {topic}?",
        "What has become rare in {topic}?",
    ),
    (
        "What do clients ask you for these days?",
        "How has demand changed where you are?",
        "What makes your clients come back?",
    ),
)
LEAD = Kind(
    "lead",
    _sign(
        r"(?:know (?:of )?(?:some|any)(?:one|body)|knows? (?:of )?(?:some|any)(?:one|body)"
        r"|(?:some|any)(?:one|body) (?:you know"
        r"|who(?:'s| is)? ?(?:hiring|looking|needs|need|does|could|might|wants)|hiring|that)"
        r"|know someone who"
        r"|leads?|pointers?|tips|know (?:of )?(?:a|an|any) (?:\w+ ){0,2}(?:company|firm|place"
        r"|bakery|shop|employer|business"
        r"|opening|openings|jobs?|position|positions|role|roles|vacancy|vacancies)|who is hiring"
        r"|who's hiring|who hires|who needs"
        r"|has one|name (?:a|some|of)|point me)"
    ),
    "It asks them to name a place{job} on the spot; if none comes to mind, they can only say so.",
    (
        "Who writes or talks best about {topic}?",
        "Where do people in {topic} meet?",
        "Which association for {topic} is worth it?",
        "What would you read first about {topic}?",
    ),
    (
        "Which association has been worth it for you?",
        "Where do people in your field meet?",
        "What would you read first, in my place?",
    ),
)
HIRE = Kind(
    "job at your firm",
    _sign(
        r"(?:hire|hiring|hires|employ|employed|recruit|recruiting|jobs?|positions?|roles?"
        r"|openings?|opening|vacanc(?:y|ies)|vacant"
        r"|internships?|apprenticeships?|traineeships?|placement|employment|opportunit(?:y|ies)"
        r"|join your|on your (?:team|crew|staff)"
        r"|work (?:for|with|under) you|your (?:team|crew|staff|company|firm|department|office)"
        r"|take me on|a spot|a place"
        r"|any work|some work|for work|anything for me|something for me|use me|need (?:a|an|any"
        r"|another|some)|short (?:a|an|of)"
        r"|could use|extra (?:hands?|pair))"
    ),
    "It asks them for a job{job}; if they have none to give, the only answer left is a no.",
    (
        "What has changed most in {topic} lately?",
        "What would you read first about {topic}?",
        "Which association helps most with {topic}?",
        "What would surprise me about {topic}?",
    ),
    (
        "What has changed most in your work lately?",
        "Which book helped you most in your work?",
        "What are you most curious about these days?",
    ),
)
HINT = Kind(
    "hint",
    re.compile(r"(?!)"),
    "They will read it as a request for work{job}, and have to guess what they owe you.",
    (
        "What do you make of {topic} these days?",
        "What would you look at first in {topic}?",
        "What should I understand about {topic}?",
        "What would you read about {topic}?",
    ),
    (
        "How do you see your field these days?",
        "What would you look at first, in my place?",
        "What has your own work been like lately?",
    ),
)

KINDS = (BEHALF, RESUME, INTRODUCTION, REFERRAL, WATCH, APPLICATION, GIGS, LEAD, HIRE)
"""In the order in which they are looked for: what is most telling first."""

OF_RULES = {
    "asks-who-hires": LEAD,
    "asks-if-hiring": HIRE,
    "asks-to-be-let-in": HIRE,
    "asks-if-they-need-somebody": HIRE,
    "asks-to-speak-for-author": REFERRAL,
    "asks-for-work-to-pass-on": GIGS,
    "asks-to-show-papers": RESUME,
    "asks-for-opening": HIRE,
    "asks-for-anything": HIRE,
    "asks-for-help-finding-job": LEAD,
    "asks-for-leads": LEAD,
    "asks-outright": HIRE,
    "asks-for-referral": REFERRAL,
    "asks-for-introduction": INTRODUCTION,
    "asks-to-pass-on-resume": RESUME,
    "asks-to-look-at-resume": RESUME,
    "hands-over-resume": RESUME,
    "subject-asks-for-job": HIRE,
    "asks-to-tell-of-openings": WATCH,
    "asks-to-keep-in-mind": WATCH,
    "asks-to-look-out": WATCH,
    "asks-to-be-hired": HIRE,
    "offers-to-work-for-contact": HIRE,
    "applies-for-job": APPLICATION,
}
"""What a rule's own name says of the kind, where the words show none of the signs."""
