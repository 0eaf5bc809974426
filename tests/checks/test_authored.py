"""The author's own words in letters as mail clients make them; positive and negative in pairs."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.authored import separate
from checks.lines import TEXT_LIMIT, within_limits


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    own: tuple[str, ...]
    others: tuple[str, ...] = ()


OWN = "See you at the race."
THEIRS = "The plant is quiet these days."

ATTRIBUTIONS = {
    "gmail en": "On Mon, Nov 3, 2025 at 10:14 AM Bill Smith <bill@example.com> wrote:",
    "gmail en wrapped": "On Mon, Nov 3, 2025 at 10:14 AM Bill Smith\n<bill@example.com> wrote:",
    "gmail en wrapped late": "On Mon, Nov 3, 2025 at 10:14 Bill Smith <bill@example.com>\nwrote:",
    "apple en": "On Nov 3, 2025, at 10:14, Bill Smith <bill@example.com> wrote:",
    "thunderbird en": "On 11/3/25 10:14, Bill Smith wrote:",
    "thunderbird de": "Am 03.11.25 um 10:14 schrieb Bill Smith:",
    "gmail de": "Am Mo., 3. Nov. 2025 um 10:14 Uhr schrieb Bill Smith <\nbill@example.com>:",
    "gmail fr": "Le lun. 3 nov. 2025 à 10:14, Bill Smith <bill@example.com> a écrit :",
    "thunderbird fr": "Le 03/11/2025 à 10:14, Bill Smith a écrit\u00a0:",
    "gmail es": "El lun, 3 nov 2025 a las 10:14, Bill Smith (<bill@example.com>) escribió:",
    "thunderbird es": "El 3/11/25 a las 10:14, Bill Smith escribió:",
    "gmail it": "Il giorno lun 3 nov 2025 alle ore 10:14 Bill Smith <\nb@example.com> ha scritto:",
    "thunderbird it": "Il 03/11/2025 10:14, Bill Smith ha scritto:",
    "gmail nl": "Op ma 3 nov 2025 om 10:14 schreef Bill Smith <bill@example.com>:",
    "thunderbird nl": "Op 03-11-2025 om 10:14 schreef Bill Smith:",
    "gmail pt": "Em seg., 3 de nov. de 2025 às 10:14, Bill Smith <bill@example.com>\nescreveu:",
    "thunderbird pt": "Em 03/11/2025 10:14, Bill Smith escreveu:",
    "gmail sv": "Den mån 3 nov. 2025 kl 10:14 skrev Bill Smith <bill@example.com>:",
    "thunderbird sv": "Den 2025-11-03 kl. 10:14, skrev Bill Smith:",
    "gmail da": "Den man. 3. nov. 2025 kl. 10.14 skrev Bill Smith <bill@example.com>:",
    "gmail pl": "pon., 3 lis 2025 o 10:14 Bill Smith <bill@example.com> napisał(a):",
    "thunderbird pl": "W dniu 3.11.2025 o 10:14, Bill Smith pisze:",
    "apple fi": "Bill Smith <bill@example.com> kirjoitti 3.11.2025 kello 10.14:",
    "gmail cs": "po 3. 11. 2025 v 10:14 odesílatel Bill Smith <bill@example.com> napsal:",
    "gmail ru": "пн, 3 нояб. 2025 г. в 10:14, Bill Smith <bill@example.com>:",
    "mail.ru": "Понедельник, 3 ноября 2025, 10:14 +03:00 от Bill Smith <bill@example.com>:",
    "gmail ja": "2025年11月3日(月) 10:14 Bill Smith <bill@example.com>:",
    "gmail zh": "Bill Smith <bill@example.com> 于2025年11月3日周一 10:14写道:",
    "thunderbird zh": "在 2025/11/3 10:14, Bill Smith 写道:",
    "gmail ko": "2025년 11월 3일 (월) 오전 10:14, Bill Smith <bill@example.com>님이 작성:",
    "yahoo es": "En lunes, 3 de noviembre de 2025, 10:14:00 CET, Bill <b@example.com> escribió:",
    "gmail pt-pt": "Bill Smith <bill@example.com> escreveu (segunda, 3/11/2025 à(s) 10:14):",
    "zoho": "---- On Mon, 03 Nov 2025 10:14:00 -0500 Bill <bill@example.com> wrote ----",
    "gmail international": "2025-11-03 10:14 GMT+01:00 Bill Smith <bill@example.com>:",
}

HEADER_BLOCKS = {
    "en": "From: Bill Smith <bill@example.com>\nSent: Monday, November 3, 2025 10:14 AM\n"
    "To: Ann Lee <ann@example.org>\nSubject: RE: Race",
    "en bold": "*From:* Bill Smith\n*Sent:* Monday, November 3, 2025\n*To:* Ann\n*Subject:* Race",
    "en names only": "From: Smith, Bill\nSent: Monday, November 3, 2025\nTo: Lee, Ann\nSubject: Go",
    "de": "Von: Bill Smith <bill@example.com>\nGesendet: Montag, 3. November 2025 10:14\n"
    "An: Ann Lee\nBetreff: AW: Lauf",
    "fr": "De : Bill Smith <bill@example.com>\nEnvoyé : lundi 3 novembre 2025 10:14\n"
    "À : Ann Lee\nObjet : RE: Course",
    "es": "De: Bill Smith\nEnviado el: lunes, 3 de noviembre de 2025 10:14\nPara: Ann\nAsunto: Yo",
    "it": "Da: Bill Smith\nInviato: lunedì 3 novembre 2025 10:14\nA: Ann Lee\nOggetto: Corsa",
    "nl": "Van: Bill Smith\nVerzonden: maandag 3 november 2025 10:14\nAan: Ann\nOnderwerp: Loop",
    "pt": "De: Bill Smith\nEnviada em: segunda-feira, 3 de novembro de 2025\nPara: Ann\nAssunto: A",
    "sv": "Från: Bill Smith\nSkickat: den 3 november 2025 10:14\nTill: Ann\nÄmne: Lopp",
    "da": "Fra: Bill Smith\nSendt: 3. november 2025 10:14\nTil: Ann Lee\nEmne: Løb",
    "fi": "Lähettäjä: Bill Smith\nLähetetty: 3. marraskuuta 2025 10:14\nVastaanottaja: A\nAihe: J",
    "cs": "Od: Bill Smith\nOdesláno: pondělí 3. listopadu 2025 10:14\nKomu: Ann Lee\nPředmět: Běh",
    "ru": "От: Bill Smith\nОтправлено: 3 ноября 2025 г. 10:14\nКому: Ann Lee\nТема: Забег",
    "ja": "差出人: Bill Smith\n送信日時: 2025年11月3日 10:14\n宛先: Ann Lee\n件名: 大会",
    "zh": "发件人： Bill Smith\n发送时间： 2025年11月3日 10:14\n收件人： Ann Lee\n主题： 比赛",
    "titled": "-----Opphavleg melding-----\nFra: Bill Smith\nSendt: 3. november\nTil: A\nEmne: L",
    "pl": "Od: Bill Smith\nWysłane: poniedziałek, 3 listopada 2025\nDo: Ann Lee\nTemat: Bieg",
}

FORWARDS = {
    "gmail": "---------- Forwarded message ---------\nFrom: Bill <bill@example.com>\n"
    "Date: Mon, Nov 3, 2025 at 10:14 AM\nSubject: Plant\nTo: <ann@example.org>\n",
    "gmail de": "---------- Weitergeleitete Nachricht ---------\nVon: Bill\n",
    "gmail fr": "---------- Message transféré ----------\nDe : Bill\n",
    "apple": "Begin forwarded message:\n\n",
    "apple de": "Anfang der weitergeleiteten Nachricht:\n\n",
    "thunderbird": "-------- Forwarded Message --------\nSubject: \tPlant\nFrom: \tBill\n",
    "outlook": "-----Original Message-----\nFrom: Bill\n",
    "outlook es": "-----Mensaje original-----\nDe: Bill\n",
    "underscores": "________________________________\nFrom: Bill <bill@example.com>\n"
    "Sent: Monday\nTo: Ann\nSubject: Plant\n",
}


@pytest.mark.parametrize("name", ATTRIBUTIONS)
def test_an_attribution_and_its_marked_quote_are_not_the_authors(name: str) -> None:
    body = separate(f"{OWN}\n\n{ATTRIBUTIONS[name]}\n\n> {THEIRS}\n>\n> Bill\n\nAnd below, too.\n")
    assert body.own == f"{OWN}\n\nAnd below, too."
    assert THEIRS in body.quoted


@pytest.mark.parametrize("name", ATTRIBUTIONS)
def test_an_attribution_opens_an_unmarked_quote(name: str) -> None:
    body = separate(f"{OWN}\n\n{ATTRIBUTIONS[name]}\n\n{THEIRS}\n\nBill\n")
    assert body.own == OWN
    assert THEIRS in body.quoted


@pytest.mark.parametrize("name", HEADER_BLOCKS)
def test_a_header_block_opens_the_original(name: str) -> None:
    body = separate(f"{OWN}\n\n{HEADER_BLOCKS[name]}\n\n{THEIRS}\n")
    assert body.own == OWN
    assert THEIRS in body.quoted


@pytest.mark.parametrize("name", FORWARDS)
def test_what_is_forwarded_is_not_the_authors(name: str) -> None:
    body = separate(f"{OWN}\n\n{FORWARDS[name]}\n{THEIRS}\n")
    assert body.own == OWN
    assert THEIRS in body.quoted


OWN_SPEECH = [
    "On Monday I wrote:\nplease call the plant.\nNobody did.",
    "On 3 May 2024 at 10:14 I wrote:\nplease call the plant.\nNobody did.",
    "Last year you wrote:\nnever give up. I have not.",
    "Am Montag schrieb ich:\nbitte anrufen. Keiner tat es.",
    "Three things came up:\none, two and three.",
    "From: the bottom of my heart, thank you.\nTo: all of you, cheers.",
    "From: Chicago\nTo: Boston\nDate: 3 May 2024\nWould that flight suit you?",
    "On Wed I saw Bill Smith <b@example.com> at 10:30 and he said:\ncome by. Shall I?",
    "On 3 Nov at 10:30 we meet with jo@example.com, agenda:\n- the pump\n- the valve",
    "Le 3 novembre à 10:30, contactez marie@example.com pour :\nune visite.",
    "To: do list\nFrom: me\nSubject: the pump\nCould you have a look?",
    "Subject: gardening. That is what I would love to hear about.",
    "The ratio is a > b, and b > c, as you know.",
    "You asked for people with more than\n> 5 years of experience, which I have.",
    ">From what I hear the plant is doing well.",
    "We met at ten. On the way home she wrote: all is well. I believed it.",
    "Forwarded message rates went up, did you see?",
    "This original message is what I sent.",
    "-- not a signature, just a dash at the start\nof a line that goes on.",
    "Two points:\n- the pump\n- the valve",
    "----- Part two -----\nThe valve leaks.",
    "----------\nThe valve leaks, and I wrote it down.\n----------",
    "name | price\n| pump | 100\n| valve | 20",
    "A> is what I called it,\nB> the other.",
    "Two columns:\n| pump | valve",
    "Next 3 weeks: the pump.\nLater: the valve.",
    "Data: the pump ran 3 days.\nDate: open.\nTarget: 2025-11-03 10:14.",
]


@pytest.mark.parametrize("text", OWN_SPEECH)
def test_the_authors_own_speech_is_kept_whole(text: str) -> None:
    body = separate(f"Hi Bill,\n\n{text}\n\nHow are you?\n")
    assert body.own == f"Hi Bill,\n\n{text}\n\nHow are you?"


CASES = [
    Case(
        "inline replies",
        "> How was the race?\nHard, thank you.\n\n> And the job?\n> Still there?\nStill there.",
        ("Hard, thank you.", "Still there."),
        ("How was the race?", "And the job?"),
    ),
    Case(
        "bottom reply",
        "Bill Smith writes:\n> How was the race?\n\nHard, thank you.",
        ("Hard, thank you.",),
        ("How was the race?", "Bill Smith writes"),
    ),
    Case(
        "own sentence above a quote",
        "Could you put me in touch? As you wrote:\n> ask me anything",
        ("Could you put me in touch?",),
        ("ask me anything",),
    ),
    Case("nested", ">> first\n> second\nthird", ("third",), ("first", "second")),
    Case("delimiter", "Hello.\n\n-- \nAnn Lee\nExample Corp", ("Hello.",), ("Ann Lee",)),
    Case(
        "delimiter that only draws a rule",
        "Hello.\n\n--\n" + "This goes on and on.\n" * 30,
        ("This goes on and on.",),
    ),
    Case(
        "postscript below the delimiter",
        "Hello.\n\n-- \nAnn\n\nP.S. Is there an opening?",
        ("P.S. Is there an opening?",),
        ("Ann",),
    ),
    Case(
        "signature above a quote, reply below",
        "Top.\n\n-- \nAnn Lee\n\n> quoted\n\nBelow.",
        ("Top.", "Below."),
        ("Ann Lee", "quoted"),
    ),
    Case("phone", "On my way.\n\nSent from my iPhone", ("On my way.",), ("iPhone",)),
    Case("phone de", "Bin da.\n\nVon meinem iPhone gesendet", ("Bin da.",), ("iPhone",)),
    Case("phone fr", "J'arrive.\n\nEnvoyé de mon iPhone", ("J'arrive.",), ("iPhone",)),
    Case("outlook", "Hi.\n\nGet Outlook for iOS<https://example.com/x>", ("Hi.",), ("Outlook",)),
    Case(
        "sent from something else",
        "Sent from my heart: congratulations.\nSent from my old address, did you get it?",
        ("Sent from my heart", "Sent from my old address"),
    ),
    Case(
        "closing and card",
        "How are you?\n\nBest regards,\n\nAnn Lee\nSenior Process Engineer | Example Corp\n"
        "Tel: +1 312 555 0100\nlinkedin.example.com/in/ann\nwww.example.com/resume",
        ("How are you?", "Ann Lee"),
        ("Senior Process Engineer", "555 0100", "www.example.com/resume"),
    ),
    Case(
        "closing de",
        "Wie geht's?\n\nMit freundlichen Grüßen\nAnn Lee\nBeispiel GmbH\nTel. 030 12345678",
        ("Wie geht's?",),
        ("Beispiel GmbH",),
    ),
    Case(
        "closing fr",
        "Ça va ?\n\nCordialement,\nAnn Lee\nExemple SA\nTél. 01 23 45 67 89",
        ("Ça va ?",),
        ("Exemple SA",),
    ),
    Case(
        "words after the card",
        "Hi.\n\nBest,\nAnn\nExample Corp\n\nP.S. Do you know anyone who is hiring?",
        ("P.S. Do you know anyone who is hiring?",),
        ("Example Corp",),
    ),
    Case(
        "a sentence under the name",
        "Hi.\n\nThanks,\nAnn\n\nI attached my resume as well, let me know what you think.",
        ("I attached my resume as well",),
    ),
    Case(
        "a short line that hands something over",
        "Hi.\n\nThanks,\nAnn\nResume attached",
        ("Resume attached",),
    ),
    Case(
        "thanks in the middle",
        "Thanks,\nthat was kind of you to say and I will remember.\nBest,\nthough, was the food.",
        ("that was kind", "though, was the food"),
    ),
    Case(
        "card without a closing",
        "Talk on Monday.\n\nAnn Lee\nExample Corp\n+1 312 555 0100",
        ("Talk on Monday.", "Ann Lee"),
        ("Example Corp", "555 0100"),
    ),
    Case(
        "a link alone is no card",
        "Have a look.\n\nMy Resume\nhttps://example.com/resume.pdf",
        ("https://example.com/resume.pdf",),
    ),
    Case(
        "disclaimer",
        "Hello.\n\nThis email and any attachments are confidential and intended solely for the\n"
        "use of the individual to whom they are addressed.",
        ("Hello.",),
        ("confidential",),
    ),
    Case(
        "disclaimer de",
        "Hallo.\n\nDiese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige\n"
        "Adressat sind, informieren Sie bitte den Absender.",
        ("Hallo.",),
        ("vertrauliche",),
    ),
    Case(
        "a secret is no disclaimer",
        "Please keep this message confidential, my boss does not know yet.",
        ("Please keep this message confidential",),
    ),
    Case("notice", "Hi.\n\nCONFIDENTIALITY NOTICE: the contents are ours.", ("Hi.",), ("NOTICE",)),
    Case("stamp", "Hi.\n\nVirus-free. www.example.com", ("Hi.",), ("Virus-free",)),
    Case(
        "list footer",
        "Hello.\n_______________________________________________\nPlants mailing list\n"
        "plants@lists.example.org\nhttps://lists.example.org/listinfo/plants",
        ("Hello.",),
        ("Plants mailing list", "listinfo"),
    ),
    Case(
        "list service",
        "Hello.\n\n-- \nYou received this message because you are subscribed to the group.\n"
        "To unsubscribe from this group, write to leave@example.org.",
        ("Hello.",),
        ("subscribed",),
    ),
    Case(
        "talk about a list",
        "Is there a mailing list for plant people? I would love to join.",
        ("Is there a mailing list",),
    ),
    Case(
        "a forward with its end",
        "Look.\n\n----- Forwarded message from Bill <b@example.com> -----\n\nSecret.\n\n"
        "----- End forwarded message -----\n\nWhat now?",
        ("Look.", "What now?"),
        ("Secret.",),
    ),
    Case(
        "a forward within a forward",
        "----- Forwarded message from A -----\nOne.\n----- Forwarded message from B -----\nTwo.\n"
        "----- End forwarded message -----\nThree.\n----- End forwarded message -----\nMine.",
        ("Mine.",),
        ("One.", "Two.", "Three."),
    ),
    Case(
        "an original with quote marks, answered below",
        "-----Original Message-----\n> From: Bill\n> To: Ann\n>\n> How was it?\n\nHard.",
        ("Hard.",),
        ("How was it?", "Original Message"),
    ),
    Case(
        "initials",
        "Bill Smith wrote:\n BS> How was it?\n\nHard.\n\n BS> And the job?\nStill there.",
        ("Hard.", "Still there."),
        ("How was it?", "And the job?", "wrote"),
    ),
    Case("bars", "Hard.\n\nBill Smith wrote:\n| How was it?\n", ("Hard.",), ("How was it?",)),
    Case(
        "a quoted line broken by a client",
        "> The race was hard and long, it rained all day, and on the way back home\nwe\n"
        "> lost the map.\nOh no.",
        ("Oh no.",),
        ("we", "lost the map"),
    ),
    Case(
        "a short answer below a long question",
        "> Did you run the race that goes all the way around the lake and then back?\nyes\n"
        "> and was it hard?\nno",
        ("yes", "no"),
    ),
    Case(
        "card below a drawn rule",
        "Hello.\n\n____\nAnn Lee | Example Inc.\nPhone: +1 312 555 0100",
        ("Hello.",),
        ("Ann Lee", "555 0100"),
    ),
    Case(
        "card between drawn rules",
        "Hello.\n\n*****\nAnn Lee\nann@example.org\n*****",
        ("Hello.",),
        ("*****", "ann@example.org"),
    ),
    Case(
        "a rule above a list's sentence",
        "Hello.\n\n----------\n\nTo unsubscribe from this group, write to a@example.org.",
        ("Hello.",),
        ("----------", "unsubscribe"),
    ),
    Case(
        "closing and card fr with spaced colons",
        "Ça va ?\n\nCordialement,\nAnn Lee\nExemple SA\nTél. : +33 1 55 50 10 00",
        ("Ça va ?",),
        ("Tél.", "Exemple SA"),
    ),
    Case(
        "a question below a drawn rule",
        "Hello.\n\n----\nCall me at +1 312 555 0100, will you?",
        ("Call me at",),
    ),
    Case(
        "phone ja",
        "伺います。\n\niPhoneから送信",
        ("伺います。",),
        ("iPhone",),
    ),
    Case("phone zh", "明天见。\n\n发自我的iPhone", ("明天见。",), ("iPhone",)),
    Case("phone ru", "Спасибо.\n\nОтправлено с iPhone", ("Спасибо.",), ("iPhone",)),
    Case(
        "a drawn rule between own paragraphs",
        "One.\n\n________________________________\n\nTwo, and more of it.",
        ("One.", "Two, and more of it."),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_letters_are_told_apart(case: Case) -> None:
    body = separate(case.text)
    for words in case.own:
        assert words in body.own
    for words in case.others:
        assert words not in body.own
        assert words in f"{body.quoted}\n{body.signature}\n{body.rest}"


def test_each_kind_of_text_has_its_place() -> None:
    body = separate(
        "Hi.\n\nOn 3 Nov 2025 at 10:14, Bill wrote:\n> quoted\n\nBest,\nAnn\nExample Corp\n\n"
        "This message and its attachments are confidential, for the recipient only.\n"
    )
    assert body.own == "Hi.\n\nBest,\nAnn"
    assert body.quoted == "On 3 Nov 2025 at 10:14, Bill wrote:\n> quoted"
    assert body.signature == "Example Corp"
    assert body.rest.startswith("This message and its attachments")


@given(st.text(alphabet=st.sampled_from("> \n-_:@.aOn1wrte?\tFromÀ\x00\u200b"), max_size=300))
def test_every_text_can_be_separated(text: str) -> None:
    body = separate(text)
    assert all(isinstance(part, str) for part in (body.own, body.quoted, body.signature, body.rest))


SLOW = [
    "> a\n",
    "On a b ",
    "From: a\n",
    "-- \n",
    "Best,\n",
    "\n",
    "this message ",
    "1 ",
    "wrote:\n",
    "---- Forwarded message ----\n",
    "---- Forwarded message ----\n---- End forwarded message ----\n",
    "-----Original Message-----\n> a\n",
    "---- a wrote ----\n",
    "Bill wrote:\n| a\nBS> a\n",
    "> " + "a " * 40 + "\nb\n",
    "____\nAnn\n",
    "-=" * 200 + "\n",
]


@pytest.mark.parametrize("unit", [*SLOW, "On 2024 10:10 a@b wrote\n", "\u0315\u0300", "P.S. a\n"])
def test_a_megabyte_of_anything_is_separated_in_linear_time(unit: str) -> None:
    text = within_limits(unit * (TEXT_LIMIT // len(unit)))
    assert len(text) <= TEXT_LIMIT
    separate(text)
