"""One spelling for comparing words across languages: no case, no accents, no typographic variants.

For comparison only. What a person is shown is always their own spelling.
"""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark; the dashes and
# apostrophes are written in many ways by word processors.
_VARIANTS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "―": "-",
        "−": "-",
    }
)


def fold(text: str) -> str:
    """Return *text* as it is compared: compatibility forms unified, marks and case dropped."""
    taken_apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in taken_apart if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare.translate(_VARIANTS)).casefold()


def phrases(listing: str) -> frozenset[str]:
    """Return the folded phrases of a *listing* that separates them with ``|``."""
    found = (" ".join(fold(phrase).split()) for phrase in listing.split("|"))
    return frozenset(phrase for phrase in found if phrase)
