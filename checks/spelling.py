"""What a token stands for: contractions, shorthand and slips of hand, by phrases/spelling.toml.

Only slips of the words that the checks look for are known, and none that is another good
word; nothing here guesses at the rest of the language.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

_VOWELS = "aeiou"


@cache
def spellings() -> dict[str, str]:
    """Return the plain form by token, both lower case; a plain form may be several words."""
    text = files("checks.phrases").joinpath("spelling.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    known: dict[str, str] = {}
    for word in table["often_misspelt"]:
        known.update(dict.fromkeys(_misspelt(word), word))
    for word in [*table["often_misspelt"], *table["real_words"]]:
        known.pop(word, None)
    known.update(table["plain"])
    return known


def _misspelt(word: str) -> set[str]:
    """Return the slips of hand that *word* suffers: swapped, lost, doubled letters, vowels."""
    inner = range(1, len(word) - 1)
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in inner}
    lost = {word[:i] + word[i + 1 :] for i in inner}
    doubled = {word[:i] + word[i] + word[i:] for i in inner}
    vowels = {
        word[:i] + vowel + word[i + 1 :] for i in inner if word[i] in _VOWELS for vowel in _VOWELS
    }
    return (swapped | lost | doubled | vowels) - {word}
