"""HTML files as a reader sees them."""

from __future__ import annotations

from checks.documents import extract
from tests.checks.making import part


def _lines(html: str) -> list[str]:
    text = extract(part(html.encode(), "a.html")).text
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_blocks_are_lines_and_source_line_breaks_are_spaces() -> None:
    assert _lines("<h1>Jane\nDoe</h1><p>one<br>two</p><ul><li>three</ul>") == [
        "Jane Doe",
        "one",
        "two",
        "• three",
    ]


def test_what_a_browser_hides_is_left_out() -> None:
    assert _lines("<head><title>T</title></head><style>p{}</style><script>x()</script><p>seen") == [
        "seen"
    ]
