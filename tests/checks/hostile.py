"""Messages of a megabyte that were made to be slow to judge: one shape each, made when asked for.

Not a test: the shapes that tests.checks.test_fuzz drives through the checks.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Callable

MB = 1_000_000
CHANCE = random.Random(7)
UTF_8 = "Content-Type: text/plain; charset=utf-8"
WORDS = [
    "looking",
    "job",
    "search",
    "hiring",
    "opening",
    "anyone",
    "know",
    "position",
    "role",
    "laid",
    "off",
    "refer",
    "resume",
    "I",
    "my",
    "your",
    "team",
    "company",
    "would",
    "could",
    "forward",
    "pass",
    "along",
    "keep",
    "in",
    "mind",
    "if",
    "you",
    "hear",
    "of",
    "anything",
]


def fill(unit: str, length: int = MB) -> str:
    """Return *unit* over and over, *length* characters of it."""
    return (unit * (length // len(unit) + 1))[:length]


def text(body: str | bytes, *fields: str) -> bytes:
    """Return a letter of *body*."""
    octets = body.encode() if isinstance(body, str) else body
    return "\r\n".join(["Subject: Hello", *fields, "", ""]).encode() + octets


def html(body: str) -> bytes:
    """Return a letter of that markup."""
    return text(body, "Content-Type: text/html; charset=utf-8")


SHAPES: dict[str, Callable[[], bytes]] = {
    "one letter": lambda: text(fill("a")),
    "one letter lines": lambda: text(fill("a\r\n")),
    "blank lines": lambda: text(fill("\r\n")),
    "spaces": lambda: text(fill(" ")),
    "tabs and nbsp": lambda: text(fill("\t\u00a0", 400_000), UTF_8),
    "commas": lambda: text(fill(",")),
    "commas words": lambda: text(fill("job, ")),
    "single quotes": lambda: text(fill("'")),
    "double quotes": lambda: text(fill('"')),
    "typographic quotes": lambda: text(fill("“", 300_000), UTF_8),
    "periods": lambda: text(fill(".")),
    "period words": lambda: text(fill("a. ")),
    "questions": lambda: text(fill("Job? ")),
    "question marks": lambda: text(fill("?")),
    "colons": lambda: text(fill(":")),
    "colon lines": lambda: text(fill("On a:\r\n")),
    "quoted lines": lambda: text(fill("> a\r\n")),
    "nested quotes": lambda: text(fill(">")),
    "deep quote lines": lambda: text(fill("> " * 400 + "a\r\n")),
    "quotes alternating": lambda: text(fill("> a\r\nb\r\n")),
    "attributions": lambda: text(
        fill("On Mon, 3 Nov 2025 at 10:14, Bill <bill@example.com> wrote:\r\n")
    ),
    "attributions wrapped": lambda: text(fill("On Mon, 3 Nov 2025 at 10:14, Bill\r\n")),
    "attributions quoted": lambda: text(fill("On Mon, 3 Nov 2025, Bill wrote:\r\n> a\r\n")),
    "dashes": lambda: text(fill("-")),
    "dash lines": lambda: text(fill("-- \r\n")),
    "dash words": lambda: text(fill("a-")),
    "rulers": lambda: text(fill("-----Original Message\r\n")),
    "underscores": lambda: text(fill("_")),
    "header block lines": lambda: text(fill("From: a\r\n")),
    "dates": lambda: text(fill("3 Nov 2025 ")),
    "date ranges": lambda: text(fill("Jan 2019 - Mar 2021\r\n")),
    "digits": lambda: text(fill("1")),
    "phones": lambda: text(fill("+1 (555) 123-4567 ")),
    "links": lambda: text(fill("https://example.com/a ")),
    "one link": lambda: text("https://example.com/" + fill("a")),
    "links bracketed": lambda: text(fill("<https://linkedin.com/in/a> ")),
    "link stubs": lambda: text(fill("https://")),
    "dots and slashes": lambda: text(fill("a.b/")),
    "ats": lambda: text(fill("a@")),
    "ats only": lambda: text(fill("@")),
    "addresses in body": lambda: text(fill("a@example.com ")),
    "combining marks": lambda: text("a" + fill("\u0301", 500_000), UTF_8),
    "combined letters": lambda: text(fill("e\u0301\u0323", 300_000), UTF_8),
    "emoji": lambda: text(fill("👩‍👩‍👧‍👦", 80_000), UTF_8),
    "flags": lambda: text(fill("🇩🇪", 120_000), UTF_8),
    "bidi controls": lambda: text(fill("\u202e\u200b", 330_000), UTF_8),
    "nul": lambda: text(fill("\0")),
    "high bytes": lambda: text(b"\xff" * MB),
    "greek": lambda: text(fill("ς ", 500_000), UTF_8),
    "cjk": lambda: text(fill("漢", 330_000), UTF_8),
    "parentheses": lambda: text(fill("(")),
    "brackets": lambda: text(fill("[")),
    "angles": lambda: text(fill("<")),
    "stars": lambda: text(fill("*")),
    "hashes": lambda: text(fill("#\r\n")),
    "bullets": lambda: text(fill("• a\r\n", 600_000), UTF_8),
    "table": lambda: text(fill("a | b | c\r\n")),
    "words on one line": lambda: text(" ".join(CHANCE.choices(WORDS, k=170_000))),
    "words on lines": lambda: text("\r\n".join(CHANCE.choices(WORDS, k=150_000))),
    "asks": lambda: text(fill("Do you know anyone who is hiring? ")),
    "asks unended": lambda: text(fill("do you know anyone who is hiring ")),
    "asks lines": lambda: text(fill("Is there an opening at your company?\r\n")),
    "laid off": lambda: text(fill("I was laid off. ")),
    "capital names": lambda: text(fill("Ann Lee\r\n")),
    "closings": lambda: text(fill("Best,\r\nAnn\r\n")),
    "closings paragraphs": lambda: text(fill("Best,\r\n\r\n")),
    "device lines": lambda: text(fill("Sent from my \r\n")),
    "postscripts": lambda: text(fill("P.S. a\r\n")),
    "cards": lambda: text(fill("Ann Lee\r\n+1 555 123 4567\r\n\r\n")),
    "boilerplate": lambda: text(fill("This message is confidential ")),
    "boilerplate paragraphs": lambda: text(fill("This e-mail is confidential, recipient\r\n\r\n")),
    "list footer": lambda: text(fill("this a b c d e ")),
    "flowed": lambda: text(fill("a \r\n"), "Content-Type: text/plain; format=flowed"),
    "flowed marks": lambda: text(fill("> a \r\n"), "Content-Type: text/plain; format=flowed"),
    "headings": lambda: text(fill("Experience\r\nEducation\r\nSkills\r\n")),
    "resume": lambda: text(
        fill(
            "Experience\r\nEngineer, Acme, Jan 2019 - Mar 2021\r\n- Led the team\r\nEducation\r\nBSc 2010\r\nSkills\r\n"  # noqa: E501
        )
    ),
    "base64 lines": lambda: text(
        fill("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2\r\n")
    ),
    "base64 body": lambda: text(
        base64.encodebytes(fill("Is there a job? ").encode()), "Content-Transfer-Encoding: base64"
    ),
    "base64 broken": lambda: text(
        b"!==" + fill("QUJ=").encode(), "Content-Transfer-Encoding: base64"
    ),
    "qp": lambda: text(fill("=41=\r\n"), "Content-Transfer-Encoding: quoted-printable"),
    "qp equals": lambda: text(fill("="), "Content-Transfer-Encoding: quoted-printable"),
    "html nest": lambda: html(fill("<div>")),
    "html b nest": lambda: html(fill("<b>")),
    "html quote nest": lambda: html(fill("<blockquote>")),
    "html table": lambda: html("<table>" + fill("<tr><td>a</td><td>b</td></tr>")),
    "html nested tables": lambda: html(fill("<table><tr><td>")),
    "html entities": lambda: html(fill("&amp;")),
    "html entities unended": lambda: html(fill("&amp")),
    "html ampersands": lambda: html(fill("&")),
    "html numeric entities": lambda: html(fill("&#x41;")),
    "html numeric huge": lambda: html("&#" + fill("9")),
    "html unclosed comments": lambda: html(fill("<!-- a ")),
    "html comments": lambda: html(fill("<!-- a -->b")),
    "html declarations": lambda: html(fill("<!x ")),
    "html cdata": lambda: html(fill("<![CDATA[")),
    "html conditional": lambda: html(fill("<![if mso]>")),
    "html pi": lambda: html(fill("<?x ")),
    "html open angles": lambda: html(fill("<")),
    "html open tags": lambda: html(fill("<a ")),
    "html attributes": lambda: html("<a " + fill("b=c ") + ">x"),
    "html attribute quotes": lambda: html("<a b='" + fill('"')),
    "html links": lambda: html(fill('<a href="https://example.com/a">a</a> ')),
    "html links open": lambda: html(fill('<a href="https://example.com/a">a')),
    "html styles": lambda: html(fill('<p style="height:0;overflow:x">a')),
    "html one style": lambda: html('<p style="' + fill("height:0; ") + '">a'),
    "html overflow": lambda: html(fill('<p style="' + "height:0;" * 200 + '">a')),
    "html classes": lambda: html(fill('<p class="gmail_quote a b">a')),
    "html br": lambda: html(fill("<br>")),
    "html text": lambda: html(fill("Is there an opening? ")),
    "html pre": lambda: html("<pre>" + fill("a\n")),
    "html script": lambda: html(fill("<script>a")),
    "html close tags": lambda: html(fill("</div>")),
    "html mixed close": lambda: html(fill("<b><i></b></i>")),
    "html bold labels": lambda: html(fill('<div style="border-top:solid"><b>a:</b>')),
    "alternative": lambda: text(
        "--b\r\nContent-Type: text/plain\r\n\r\n"
        + fill("Is there an opening? ", 450_000)
        + "\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>"
        + fill("Another word here. <br>", 450_000)
        + "\r\n--b--",
        "Content-Type: multipart/alternative; boundary=b",
    ),
    "alternative stub": lambda: text(
        "--b\r\nContent-Type: text/plain\r\n\r\n"
        + fill("html ", 599)
        + "\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>"
        + fill("html view\n", 900_000)
        + "\r\n--b--",
        "Content-Type: multipart/alternative; boundary=b",
    ),
    "huge subject": lambda: b"Subject: " + fill("Job? ").encode() + b"\r\n\r\nHello\r\n",
    "subject answers": lambda: b"Subject: " + fill("Re: ").encode() + b"\r\n\r\nHello\r\n",
    "subject encoded words": lambda: (
        b"Subject: " + fill("=?utf-8?q?a?= ").encode() + b"\r\n\r\nHello\r\n"
    ),
    "subject encoded open": lambda: (
        b"Subject: " + fill("=?utf-8?q?a ").encode() + b"\r\n\r\nHello\r\n"
    ),
    "subject marks": lambda: b"Subject: " + fill("=?").encode() + b"\r\n\r\nHello\r\n",
    "100,000 fields": lambda: b"X-A: b\r\n" * 100_000 + b"\r\nHello",
    "100,000 subjects": lambda: b"Subject: b\r\n" * 100_000 + b"\r\nHello",
    "100,000 references": lambda: b"References: " + b"<a@b>\r\n " * 100_000 + b"\r\n\r\nHello",
    "references distinct": lambda: (
        b"References: " + b"".join(b"<%d@b>\r\n " % i for i in range(80_000)) + b"\r\n\r\nHello"
    ),
    "references open": lambda: b"References: " + fill("<").encode() + b"\r\n\r\nHello",
    "10,000 addresses": lambda: (
        b"To: "
        + b",\r\n ".join(b"Bill Smith <bill%d@example.com>" % i for i in range(10_000))
        + b"\r\n\r\nHello"
    ),
    "10,000 To fields": lambda: (
        b"".join(b"To: bill%d@example.com\r\n" % i for i in range(10_000)) + b"\r\nHello"
    ),
    "address comments": lambda: b"To: " + fill("(").encode() + b"\r\n\r\nHello",
    "address quotes": lambda: b"To: " + fill('"\\').encode() + b"\r\n\r\nHello",
    "address angles": lambda: b"To: " + fill("<").encode() + b"\r\n\r\nHello",
    "address commas": lambda: b"To: " + fill(",").encode() + b"\r\n\r\nHello",
    "address dots": lambda: b"To: " + fill("a.").encode() + b"\r\n\r\nHello",
    "address colons": lambda: b"To: " + fill("a:;").encode() + b"\r\n\r\nHello",
    "address routes": lambda: b"From: <" + fill("@a,").encode() + b"\r\n\r\nHello",
    "address ats": lambda: b"To: " + fill("a@").encode() + b"\r\n\r\nHello",
    "address letters": lambda: b"To: " + fill("a").encode() + b"\r\n\r\nHello",
    "address brackets": lambda: b"To: " + fill("[").encode() + b"\r\n\r\nHello",
    "parameters": lambda: b"Content-Type: text/plain; " + fill("a=b; ").encode() + b"\r\n\r\nHello",
    "parameters 2231": lambda: (
        b"Content-Type: text/plain; " + fill("name*0*=a; ").encode() + b"\r\n\r\nHello"
    ),
    "parameter quotes": lambda: (
        b'Content-Type: text/plain; name="' + fill('\\"').encode() + b"\r\n\r\nHello"
    ),
    "mime parts": lambda: text(
        "--b\r\n\r\na\r\n" * 90_000, "Content-Type: multipart/mixed; boundary=b"
    ),
    "mime boundaries": lambda: text("--b" * 330_000, "Content-Type: multipart/mixed; boundary=b"),
    "mime deep": lambda: (
        (
            "".join(
                f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n"
                for i in range(1000)
            )
        ).encode()
        + fill("a\r\n").encode()
    ),
    "mime messages": lambda: (
        b"Content-Type: message/rfc822\r\n\r\n" * 1000 + fill("a\r\n").encode()
    ),
    "mime same boundary": lambda: (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 19_000
    ),
    "mime headers only": lambda: text(
        ("--b\r\n" + "X: a\r\n" * 100 + "\r\n") * 1400, "Content-Type: multipart/mixed; boundary=b"
    ),
    "1,000 html parts": lambda: text(
        "--b\r\nContent-Type: text/html\r\n\r\n<p>Is there an opening?</p>\r\n" * 13_000,
        "Content-Type: multipart/mixed; boundary=b",
    ),
    "invalid charset": lambda: text(fill("é"), "Content-Type: text/plain; charset=x-nobody"),
    "utf-7": lambda: text(fill("+AGE-"), "Content-Type: text/plain; charset=utf-7"),
    "utf-16": lambda: text(fill("a").encode("utf-16"), "Content-Type: text/plain; charset=utf-16"),
    "utf-32 lie": lambda: text(fill("a"), "Content-Type: text/plain; charset=utf-32"),
    "iso-2022-jp": lambda: text(fill("\x1b$B"), "Content-Type: text/plain; charset=iso-2022-jp"),
    "idna": lambda: text(fill("a"), "Content-Type: text/plain; charset=idna"),
    "punycode": lambda: text(fill("a-b"), "Content-Type: text/plain; charset=punycode"),
    "dots": lambda: text(fill(".", MB - 2) + "a"),
    "dots in rows": lambda: text(fill("." * 999 + "a ")),
    "gaps": lambda: text(fill("a" + " " * 300 + "b\r\n")),
    "distinct sentences": lambda: text("".join(f"Job {at}? " for at in range(90_000))),
}

SOME = [
    "one letter", "commas", "typographic quotes", "questions", "distinct sentences",
    "quotes alternating", "nested quotes", "attributions wrapped", "dashes", "header block lines",
    "date ranges", "links", "one link", "ats", "combining marks", "emoji", "bullets", "table",
    "words on lines", "asks unended", "laid off", "boilerplate", "device lines", "resume",
    "base64 lines", "flowed marks", "html b nest", "html table", "html ampersands", "html styles",
    "html unclosed comments", "html links open", "alternative", "huge subject", "subject marks",
    "100,000 fields", "10,000 addresses", "address letters", "address dots", "parameters 2231",
    "mime deep", "mime parts", "invalid charset", "dots", "gaps",
]  # fmt: skip
"""Those of the suite: every kind once, and all that were slow when they were first tried."""
