"""Word classes and gaps: what ``{NAME}``, ``{w3}``, ``{a3}`` and ``{q3}`` stand for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

MACRO = re.compile(r"\{([A-Z][A-Z_]*|[waq]\d)\}")

_GAPS = {
    "w": "[a-z0-9]+ ",
    "a": "(?!{LINK} )[a-z0-9]+ ",
    "q": "(?!(?:how|why|what|which|when|where) )[a-z0-9]+ ",
}


@cache
def lexicon() -> dict[str, str]:
    """Return the word classes by name, as alternations."""
    text = files("checks.phrases").joinpath("lexicon.toml").read_text(encoding="utf-8")
    return {
        name: "(" + "|".join(line for line in words.split("\n") if line) + ")"
        for name, words in tomllib.loads(text).items()
    }


def is_gap(name: str) -> bool:
    """Tell whether *name* is a gap, which may be empty, and no word class."""
    return name[1:].isdigit()


def definition(name: str) -> str:
    """Return the pattern that *name* stands for."""
    if is_gap(name):
        return f"({_GAPS[name[0]]}){{0,{name[1]}}}"
    return lexicon()[name]
