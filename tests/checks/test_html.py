"""HTML letters as mail clients make them: what is read, what is marked, what is dropped."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.authored import separate_lines
from checks.html import render
from checks.lines import Body


@dataclass(frozen=True)
class Case:
    name: str
    html: str
    own: tuple[str, ...]
    quoted: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def read(html: str) -> Body:
    return separate_lines(render(html).lines)


def text(html: str) -> str:
    return "\n".join(line.text for line in render(html).lines)


CASES = [
    Case(
        "gmail reply",
        '<div dir="ltr">Hard, thank you.</div><br><div class="gmail_quote"><div dir="ltr" '
        'class="gmail_attr">On Mon, Nov 3, 2025 at 10:14 AM Bill &lt;bill@example.com&gt; wrote:'
        '<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">How was it?'
        "</blockquote></div>",
        ("Hard, thank you.",),
        ("How was it?", "On Mon, Nov 3"),
    ),
    Case(
        "gmail inline reply",
        '<div class="gmail_quote gmail_quote_container"><div class="gmail_attr">On x, Bill wrote:'
        '</div><blockquote class="gmail_quote">How was it?</blockquote><div>Hard.</div>'
        '<blockquote class="gmail_quote">And work?</blockquote><div>Gone.</div></div>',
        ("Hard.", "Gone."),
        ("How was it?", "And work?"),
    ),
    Case(
        "gmail forward",
        '<div>For you.</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded '
        "message ---------<br>From: Bill</div><div>The plant.<blockquote>deep</blockquote>"
        "</div></div>",
        ("For you.",),
        ("The plant.", "deep"),
    ),
    Case(
        "apple reply",
        '<div>Hard.</div><div><br><blockquote type="cite"><div>On Nov 3, 2025, at 10:14, Bill '
        "wrote:</div><div>How was it?</div></blockquote></div><div>Below.</div>",
        ("Hard.", "Below."),
        ("How was it?",),
    ),
    Case(
        "thunderbird reply",
        '<p>Hard.</p><div class="moz-cite-prefix">On 11/3/25 10:14, Bill wrote:<br></div>'
        '<blockquote type="cite" cite="mid:1@example.com"><p>How was it?</p></blockquote>'
        '<div class="moz-signature">-- <br>Ann Lee</div>',
        ("Hard.",),
        ("How was it?", "Bill wrote"),
        ("Ann Lee",),
    ),
    Case(
        "thunderbird forward",
        '<p>For you.</p><div class="moz-forward-container">-------- Forwarded Message --------'
        "<table><tr><th>Subject:</th><td>Plant</td></tr></table><p>The plant.</p></div>",
        ("For you.",),
        ("The plant.", "Subject:"),
    ),
    Case(
        "outlook reply",
        '<div>Hard.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Bill'
        "<br><b>Sent:</b> Monday</div><div>How was it?</div>",
        ("Hard.",),
        ("How was it?",),
    ),
    Case(
        "outlook desktop reply",
        '<p class="MsoNormal">Hard.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt">'
        '<p class="MsoNormal"><b>From:</b> Bill &lt;bill@example.com&gt;<br><b>Sent:</b> Monday<br>'
        '<b>To:</b> Ann<br><b>Subject:</b> Race</p></div><p class="MsoNormal">How was it?</p>',
        ("Hard.",),
        ("How was it?", "Subject:"),
    ),
    Case(
        "outlook desktop in a language we have no words for",
        '<p>Hard.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>Lahetaja:</b> B'
        "<br><b>Paivays:</b> x<br><b>Saaja:</b> y</p></div><p>How was it?</p>",
        ("Hard.",),
        ("How was it?",),
    ),
    Case(
        "a top border of the author's",
        '<p>Hard.</p><div style="border-top:solid 1px"><b>Warning:</b> long.</div><p>Mine.</p>',
        ("Hard.", "long.", "Mine."),
    ),
    Case(
        "yahoo reply",
        '<div>Hard.</div><div id="ydp1yahoo_quoted_1" class="ydp1yahoo_quoted"><div>On Monday, '
        "Bill wrote:</div><div>How was it?</div></div>",
        ("Hard.",),
        ("How was it?",),
    ),
    Case(
        "proton",
        '<div>Hard.</div><div class="protonmail_quote">Bill wrote:<div>How was it?</div></div>',
        ("Hard.",),
        ("How was it?",),
    ),
    Case(
        "unmarked reply under a quote",
        '<blockquote type="cite">How was it?</blockquote><div>Hard.</div>',
        ("Hard.",),
        ("How was it?",),
    ),
    Case(
        "indented by the author",
        '<blockquote style="margin:0 0 0 40px;border:none;padding:0px">Indented.</blockquote>',
        ("Indented.",),
    ),
    Case("bare blockquote", "<blockquote>Cited.</blockquote>Mine.", ("Mine.",), ("Cited.",)),
    Case(
        "gmail signature",
        '<div>Hi.</div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" '
        'class="gmail_signature"><div>Ann Lee, and a sentence that is in here.</div></div>',
        ("Hi.",),
        (),
        ("a sentence that is in here",),
    ),
    Case(
        "words below the signature",
        '<div>Hi.</div><div class="gmail_signature">Ann Lee</div><div>P.S. Any opening?</div>',
        ("P.S. Any opening?",),
        (),
        ("Ann Lee",),
    ),
    Case(
        "outlook mobile signature",
        '<div>Hi.</div><div id="ms-outlook-mobile-signature">Get Outlook for iOS</div>',
        ("Hi.",),
        (),
        ("Get Outlook",),
    ),
    Case(
        "a class that only sounds like a signature",
        '<div class="signature-dish">The chowder.</div>',
        ("The chowder.",),
    ),
    Case(
        "plain marks within html",
        "<div>Hi.</div><div>On Mon, Nov 3, 2025 at 10:14 Bill &lt;b@example.com&gt; wrote:</div>"
        "<div>&gt; How was it?</div>",
        ("Hi.",),
        ("How was it?", "b@example.com"),
    ),
    Case(
        "hidden",
        '<div style="display: none">One</div><p hidden>Two</p><span style="font-size:0px">Three'
        '</span><span style="mso-hide:all">Four</span><i style="visibility:hidden">Five</i>'
        '<div style="max-height:0;overflow:hidden">Six</div>Seen',
        ("Seen",),
        gone=("One", "Two", "Three", "Four", "Five", "Six"),
    ),
    Case(
        "shown again",
        '<div style="font-size:0"><div style="font-size:14px">Seen</div>Unseen</div>',
        ("Seen",),
        gone=("Unseen",),
    ),
    Case("small print", '<p style="font-size:0.8em">Small</p>', ("Small",)),
    Case(
        "never shown",
        "<head><title>Title</title><style>p{color:red}</style></head><body><script>var x</script>"
        "<!-- note --><!--[if mso]>office<![endif]--><xml>x</xml><p>Seen</p></body>",
        ("Seen",),
        gone=("Title", "color", "var", "note", "office"),
    ),
    Case("a head never closed", "<html><head><body><p>Seen</p></body>", ("Seen",)),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_letters_are_told_apart(case: Case) -> None:
    body = read(case.html)
    everything = f"{body.own}\n{body.quoted}\n{body.signature}\n{body.rest}"
    assert [words for words in case.own if words not in body.own] == []
    assert [words for words in case.quoted if words not in body.quoted] == []
    assert [words for words in case.signature if words not in body.signature] == []
    others = (*case.quoted, *case.signature)
    assert [words for words in others if words in body.own] == []
    assert [words for words in case.gone if words in everything] == []


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        (
            "<table><tr><td>One</td><td>Two</td></tr><tr><td>Three</td></tr></table>",
            "One\tTwo\nThree",
        ),
        ("re<b>sum</b>e", "resume"),
        ("one\n   two\t three", "one two three"),
        ("<pre>one\n  two</pre>", "one\ntwo"),
        ("caf&eacute; &amp; t&#233;l&#x65;", "café & téle"),
        ("re\u00adsu\u200bme&shy;&zwnj;&nbsp;now", "resume now"),
        (
            '<a href="https://example.com/r.pdf">this file</a>',
            "this file <https://example.com/r.pdf>",
        ),
        ('<a href="https://example.com/">example.com</a>', "example.com"),
        ('<a href="mailto:ann@example.com">Ann</a>', "Ann"),
        ("a < b and c > d", "a < b and c > d"),
        ("if x<y then", "if x<y then"),
        ('<img src="x" alt="not read">seen', "seen"),
        ('<p title="it\'s">seen</p>', "seen"),
        ("<p>never closed", "never closed"),
        ("", ""),
    ],
)
def test_the_page_reads_as_it_is_shown(html: str, shown: str) -> None:
    assert text(html).strip() == shown


def test_nesting_of_any_depth_is_read() -> None:
    deep = "<div>" * 10_000 + "deep down" + "</div>" * 10_000
    assert text(deep).strip() == "deep down"
    assert read("<blockquote>" * 10_000 + "deep down").quoted.strip() == "deep down"


def test_a_page_beyond_the_limits_is_said_to_be_cut() -> None:
    assert render("<p>x</p>" * 1_000).complete
    assert not render("<p>x</p>" * 50_000).complete


def test_paragraphs_of_word_are_lines_and_its_empty_ones_are_blank_lines() -> None:
    line = "<p class=MsoNormal>"
    page = f"{line}One</p>{line}two</p>{line}&nbsp;</p><p>Three</p><p>four</p>"
    assert text(page) == "One\ntwo\n\nThree\n\nfour\n"


def test_what_a_style_sheet_hides_is_not_read() -> None:
    page = "<style>.pre{display:none}</style><div class=pre>Preview <p>of it</div><p>Hello."
    assert text(page) == "Hello.\n"


@given(st.text(alphabet=st.sampled_from("<>/!-?&;#=\"' abpdivscriptxml\n\x00é"), max_size=200))
def test_any_markup_has_a_rendering(html: str) -> None:
    assert isinstance(render(html).lines, tuple)


SLOW = [
    "<",
    "<a ",
    "<!",
    "<![a",
    "<!--",
    "<?",
    "&",
    '<a href="',
    "<script",
    "<style>",
    "<textarea>",
]
NESTED = ["<p></b>", "<td>x", "<a href='http://x'>", "<div style='border-top:solid'>", "<title>"]


@pytest.mark.parametrize("unit", [*SLOW, *NESTED])
def test_a_quarter_megabyte_of_anything_is_read_in_linear_time(unit: str) -> None:
    render(unit * (250_000 // len(unit)))
