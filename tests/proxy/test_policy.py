"""The policy, as tables: tags and findings to what follows."""

from __future__ import annotations

import dataclasses

import pytest

from checks.finding import Finding, Severity
from proxy.allowance import Allowed
from proxy.contacts import Contact, ContactBook
from proxy.conversation import Conversation
from proxy.hold import HeldMessage, Identity
from proxy.policy import (
    DEFAULT_TAGS,
    Disposition,
    TagPolicy,
    Unreadable,
    Verdict,
    decide,
    guarded,
    judged_contacts,
    policy_for,
    strictest,
    weigh,
)
from tests.proxy.making import ANN, BILL, CLEO, Letter, finding, held_message, submission

HOLD, RELAY, CONFIRM = Disposition.HOLD, Disposition.RELAY, Disposition.CONFIRM
JOB, RESUME = finding("job-ask"), finding("resume")
COACHING = finding("coaching", Severity.ADVISE)
GENTLE = finding("job-ask", Severity.ADVISE)


def book(**tags: str) -> ContactBook:
    mailboxes = {"bill": BILL, "ann": ANN, "cleo": CLEO}
    return ContactBook(
        tuple(
            Contact(mailboxes[name], tags=frozenset(words.split())) for name, words in tags.items()
        )
    )


@pytest.mark.parametrize(
    ("tags", "found", "disposition", "severities"),
    [
        ("network", (JOB,), HOLD, "hold"),
        ("network", (RESUME,), HOLD, "hold"),
        ("network", (JOB, RESUME), HOLD, "hold hold"),
        ("network", (GENTLE,), RELAY, "advise"),
        ("network", (COACHING,), RELAY, "advise"),
        ("network", (JOB, COACHING), HOLD, "hold advise"),
        ("close", (COACHING,), RELAY, ""),
        ("network", (GENTLE, RESUME), HOLD, "advise hold"),
        ("network", (), RELAY, ""),
        ("close", (JOB, RESUME), RELAY, "advise advise"),
        ("recruiter", (JOB, RESUME), RELAY, ""),
        ("friend", (JOB,), RELAY, ""),
        ("", (JOB,), RELAY, ""),
        ("close network", (JOB,), HOLD, "hold"),
        ("recruiter network", (JOB,), HOLD, "hold"),
        ("recruiter close", (JOB,), RELAY, "advise"),
        ("network", (finding("spelling"),), RELAY, ""),
    ],
)
def test_the_tags_say_what_a_finding_leads_to(
    tags: str, found: tuple[Finding, ...], disposition: Disposition, severities: str
) -> None:
    verdict = decide(submission(b"", BILL), book(bill=tags), examine=lambda _: found)
    assert verdict.disposition is disposition
    assert " ".join(f.severity for f in verdict.findings) == severities


@pytest.mark.parametrize(
    "tags", [{}, {"bill": ""}, {"bill": "recruiter"}, {"bill": "unheard-of"}, {"ann": "network"}]
)
def test_mail_to_no_judged_contact_is_never_read(tags: dict[str, str]) -> None:
    def refuse(content: bytes) -> tuple[Finding, ...]:
        raise AssertionError(f"{len(content)} octets were read")

    assert decide(submission(b"content", BILL), book(**tags), examine=refuse) == Verdict()


def test_one_tagged_recipient_among_others_is_enough() -> None:
    verdict = decide(
        submission(b"", ANN, BILL, CLEO),
        book(bill="network", cleo="recruiter"),
        examine=lambda _: (JOB,),
    )
    assert verdict.disposition is HOLD
    assert [contact.pattern for contact in verdict.contacts] == [BILL]


def test_the_strictest_tag_of_all_recipients_holds() -> None:
    verdict = decide(
        submission(b"", ANN, BILL), book(ann="close", bill="network"), examine=lambda _: (JOB,)
    )
    assert verdict.disposition is HOLD
    assert len(verdict.contacts) == 2


def test_a_tag_may_hold_one_check_and_advise_on_another() -> None:
    tags = {"mentor": TagPolicy(frozenset({"resume"}), frozenset({"job-ask"}))}
    verdict = decide(
        submission(b"", BILL), book(bill="mentor"), tags, examine=lambda _: (JOB, RESUME)
    )
    assert [f.severity for f in verdict.findings] == [Severity.ADVISE, Severity.HOLD]


def test_what_one_tag_holds_no_other_softens() -> None:
    contacts = book(bill="network", ann="close").contacts
    policy = strictest(contacts, DEFAULT_TAGS)
    assert policy == TagPolicy(frozenset({"job-ask", "resume"}), frozenset({"coaching"}))
    assert strictest((), DEFAULT_TAGS) == TagPolicy()


def test_a_policy_never_makes_a_finding_more_severe() -> None:
    assert weigh([GENTLE], DEFAULT_TAGS["network"]) == (GENTLE,)
    assert weigh([JOB], DEFAULT_TAGS["close"]) == (GENTLE,)
    assert weigh([JOB], DEFAULT_TAGS["recruiter"]) == ()


def test_only_contacts_with_a_judging_tag_are_judged() -> None:
    contacts = book(bill="network friend", ann="recruiter", cleo="close").contacts
    assert [c.pattern for c in judged_contacts(contacts, DEFAULT_TAGS)] == [BILL, CLEO]


FIRST = Letter(press=1)
AGAIN = Letter(press=2)


def _held(letter: Letter) -> HeldMessage:
    return dataclasses.replace(held_message(), identity=Identity.of(letter.content))


@pytest.mark.parametrize(
    ("sent", "held", "disposition"),
    [
        (AGAIN, FIRST, CONFIRM),
        (FIRST, FIRST, HOLD),
        (dataclasses.replace(AGAIN, text="Have you a job for me?"), FIRST, HOLD),
        (dataclasses.replace(AGAIN, subject="Catching up!"), FIRST, HOLD),
        (dataclasses.replace(AGAIN, file=b"another"), FIRST, HOLD),
        (dataclasses.replace(AGAIN, file_name="resume.pdf"), FIRST, HOLD),
    ],
)
def test_only_the_same_text_sent_anew_confirms(
    sent: Letter, held: Letter, disposition: Disposition
) -> None:
    verdict = decide(
        submission(sent.content, BILL),
        book(bill="network"),
        identity=Identity.of(sent.content),
        confirmable=[_held(Letter(text="something else")), _held(held)],
        examine=lambda _: (JOB,),
    )
    assert verdict.disposition is disposition
    assert (verdict.confirms is not None) is (disposition is CONFIRM)


def test_nothing_is_confirmed_by_what_need_not_be_held() -> None:
    verdict = decide(
        submission(AGAIN.content, BILL),
        book(bill="network"),
        identity=Identity.of(AGAIN.content),
        confirmable=[_held(FIRST)],
        examine=lambda _: (),
    )
    assert verdict.disposition is RELAY


def test_without_a_hold_to_confirm_it_is_held() -> None:
    verdict = decide(
        submission(AGAIN.content, BILL),
        book(bill="network"),
        identity=Identity.of(AGAIN.content),
        examine=lambda _: (JOB,),
    )
    assert verdict.disposition is HOLD


ODD = TagPolicy(frozenset({"job-ask"}), frozenset({"job-ask/hint"}))
HINT = finding("job-ask", rule="hint")


@pytest.mark.parametrize(
    ("policy", "found", "severities"),
    [
        (ODD, (JOB, HINT), "hold advise"),
        (
            TagPolicy(frozenset({"job-ask/hint"}), frozenset({"job-ask"})),
            (JOB, HINT),
            "advise hold",
        ),
        (TagPolicy(frozenset({"job-ask/hint"})), (JOB, HINT), "hold"),
        (TagPolicy(advise=frozenset({"job-ask/hint"})), (JOB, HINT), "advise"),
    ],
)
def test_a_rule_that_a_tag_names_counts_for_more_than_its_check(
    policy: TagPolicy, found: tuple[Finding, ...], severities: str
) -> None:
    assert " ".join(f.severity for f in weigh(found, policy)) == severities


def test_a_rule_that_one_tag_only_coaches_is_held_for_another() -> None:
    tags = {"odd": ODD, "network": DEFAULT_TAGS["network"], "close": DEFAULT_TAGS["close"]}
    both = book(bill="odd", ann="network").contacts
    assert weigh([HINT], strictest(both, tags)) == (HINT,)
    alone = strictest(book(bill="odd close").contacts, tags)
    assert [f.severity for f in weigh([HINT, JOB], alone)] == ["advise", "hold"]


def test_who_asks_for_one_rule_still_hears_that_its_check_failed() -> None:
    failed = finding("job-ask", rule="unexamined")
    (heard,) = weigh([failed], TagPolicy(frozenset({"job-ask/hint"})))
    assert heard.severity is Severity.ADVISE
    assert weigh([failed], TagPolicy(frozenset({"resume"}))) == ()


@pytest.mark.parametrize(
    ("allowed", "disposition", "severities"),
    [
        (Allowed(), HOLD, "hold hold"),
        (Allowed(keys=frozenset({BILL})), HOLD, "hold hold"),
        (Allowed(keys=frozenset({BILL, ANN})), RELAY, "advise advise"),
        (Allowed(whole=True), RELAY, "advise advise"),
    ],
)
def test_what_is_allowed_is_judged_and_not_held(
    allowed: Allowed, disposition: Disposition, severities: str
) -> None:
    verdict = decide(
        submission(b"", BILL, ANN),
        book(bill="network", ann="network"),
        allowed=allowed,
        examine=lambda _: (JOB, RESUME),
    )
    assert verdict.disposition is disposition
    assert " ".join(f.severity for f in verdict.findings) == severities
    assert len(verdict.contacts) == 2


def test_what_is_allowed_for_one_is_not_for_the_others_of_a_pattern() -> None:
    everybody = ContactBook((Contact("*@example.com", tags=frozenset({"network"})),))
    bill = Allowed(keys=frozenset({BILL}))
    assert policy_for([BILL], everybody, DEFAULT_TAGS, bill).hold == frozenset()
    assert policy_for([BILL, CLEO], everybody, DEFAULT_TAGS, bill) == DEFAULT_TAGS["network"]


def test_whom_it_is_allowed_to_is_none_for_whose_sake_mail_is_held() -> None:
    known = book(bill="network", ann="network", cleo="close")
    everybody = (BILL, ANN, CLEO)
    assert guarded(everybody, known, DEFAULT_TAGS) == (BILL, ANN)
    assert guarded(everybody, known, DEFAULT_TAGS, Allowed(keys=frozenset({BILL}))) == (ANN,)
    assert guarded(everybody, known, DEFAULT_TAGS, Allowed(whole=True)) == ()


def test_what_has_unfolded_softens_an_ask_and_what_is_allowed_the_rest() -> None:
    def severities(allowed: Allowed, answered: int) -> str:
        verdict = decide(
            submission(b"", BILL),
            book(bill="network"),
            allowed=allowed,
            conversation=Conversation(answered),
            unfolded_after=3,
            examine=lambda _: (JOB, RESUME),
        )
        return " ".join(f.severity for f in verdict.findings)

    assert severities(Allowed(), 2) == "hold hold"
    assert severities(Allowed(), 3) == "advise hold"
    assert severities(Allowed(whole=True), 2) == "advise advise"


@pytest.mark.parametrize(
    ("choice", "severities"),
    [
        (Unreadable.ADVISE, [Severity.ADVISE]),
        (Unreadable.HOLD, [Severity.HOLD]),
        (Unreadable.IGNORE, []),
    ],
)
@pytest.mark.parametrize("rule", ["unreadable", "unexamined"])
def test_what_could_not_be_judged_follows_the_choice(
    choice: Unreadable, severities: list[Severity], rule: str
) -> None:
    found = dataclasses.replace(finding("resume", Severity.ADVISE), rule=rule)
    policy = TagPolicy(frozenset({"resume"}), unreadable=choice)
    assert [f.severity for f in weigh([found], policy)] == severities
    gentle = TagPolicy(advise=frozenset({"resume"}), unreadable=choice)
    assert all(f.severity is Severity.ADVISE for f in weigh([found], gentle))


def test_of_two_tags_the_stricter_choice_counts() -> None:
    check = frozenset({"resume"})
    tags = {"a": TagPolicy(check, unreadable=Unreadable.IGNORE), "b": TagPolicy(check)}
    contacts = (Contact(BILL, tags=frozenset({"a", "b"})),)
    assert strictest(contacts, tags).unreadable is Unreadable.ADVISE
