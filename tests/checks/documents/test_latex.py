"""LaTeX: headings, items and letters as they are set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.documents.latex import read, text_of

MODERNCV = r"""\documentclass[11pt]{moderncv} % a class
\name{Jane}{M\"uller}
\email{jane@example.com}
\begin{document}
\makecvtitle
\section{Experience}
\cventry{2019--2021}{Engineer}{Example \& Sons}{Salem}{}{Built \textbf{bridges}}
\begin{itemize}[noitemsep]
  \item Led Caf\'e na\"{\i}ve fa\c{c}ade stra\ss e
\end{itemize}
\href{https://example.com}{my page} 100\% \hfill 2020
\end{document}
"""


@pytest.mark.parametrize(
    "line",
    [
        "Jane, Müller",
        "jane@example.com",
        "Experience",
        "2019-2021, Engineer, Example & Sons, Salem, , Built  bridges",
        "• Led Café naïve façade straße",
        "https://example.com my page 100%",
    ],
)
def test_a_source_becomes_the_text_it_sets(line: str) -> None:
    lines = [" ".join(found.split()) for found in text_of(MODERNCV).splitlines()]
    assert any(" ".join(line.split()) in found for found in lines), lines


def test_commands_and_comments_are_gone() -> None:
    assert "\\" not in text_of(MODERNCV)
    assert "a class" not in text_of(MODERNCV)


@given(st.text(alphabet="\\{}%[]\n a'\"c~&$-é", max_size=300))
def test_any_text_is_survived(source: str) -> None:
    assert isinstance(text_of(source), str)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["\\", "{", "}", "\\item[", "\\href{", "\\begin{", "}{", "\\a", "%"]
)
def test_a_huge_source_takes_bounded_time(piece: str) -> None:
    "".join(read(piece.encode() * 200_000, None).passages)
