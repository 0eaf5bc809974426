"""Why a resume stops a message, and what to do instead: the words that the person reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """What a rule tells the person: what happens to the contact, and the better way."""

    why: str
    instead: str


_LATER = (
    "Leave it off for now. Write about what you would like to learn from them, and offer the "
    "resume once they ask for it."
)

REASONS = {
    "name": Reason(
        "A file named like a resume tells your contact that they are expected to find you a "
        "job, before they have had a chance to say hello.",
        _LATER,
    ),
    "content": Reason(
        "This file is a resume, and a resume nobody asked for makes your contact feel "
        "responsible for your job search, and uneasy if they can't help.",
        _LATER,
    ),
    "pasted": Reason(
        "Your message contains a resume: your contact reads it as an application, and has to come "
        "back with a no if they have no job to give.",
        "Take it out and say in one or two sentences what you do now and why you thought of "
        "them; offer the whole story once they ask for it.",
    ),
    "link": Reason(
        "A link to a resume is the resume: your contact will feel that they have to open it and "
        "do something about it.",
        "Leave the link out. If the conversation comes to your work, ask whether they would like "
        "to see your resume, and send it then.",
    ),
    "signature-link": Reason(
        "Your signature links to a resume, so that every letter of yours looks like an "
        "application to the contact who reads it.",
        "Take the link out of the signature while you catch up with people; a profile page "
        "serves as well, and asks nothing of them.",
    ),
    "cover-letter": Reason(
        "A letter of application turns your contact into a hiring office: they have to pass it on "
        "or turn you down.",
        "Keep it for the employer you are applying to. Ask your contact something that is easy to "
        "give, such as how they see that employer or that line of work.",
    ),
    "unreadable": Reason(
        "What is in this file could not be judged; to your contact it may be a resume.",
        "Look whether it is one. If it is, leave it off and offer it once they ask.",
    ),
    "unreadable-name": Reason(
        "This file is named like a resume, and its content can't be read to tell otherwise; to "
        "your contact it would look like a request to find you a job.",
        "Leave it off and offer it once they ask. If it is something else, give it a name that "
        "says what it is.",
    ),
}
