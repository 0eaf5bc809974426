"""XML as text: the words that count, however the bytes come in; and no entity, ever."""

from __future__ import annotations

import pytest

from checks.documents.document import Unreadable
from checks.documents.markup import Vocabulary, passages

WORDS = Vocabulary(
    text=frozenset({"t"}), skip=frozenset({"gone"}), before={"tab": "\t"}, after={"p": "\n"}
)
LETTER = '<d xmlns:w="urn:w"><w:p>no<w:t>Zoë &amp; <b>Ann</b></w:t><w:tab/></w:p><t>€</t></d>'
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>
<d><t>&e;</t></d>"""


def _text(xml: bytes, step: int = 1_000_000) -> str:
    pieces = (xml[at : at + step] for at in range(0, len(xml), step))
    return "".join(passages(pieces, WORDS))


@pytest.mark.parametrize("step", [1, 2, 3, 7, 1_000_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_text_is_the_same_however_its_bytes_are_cut(step: int, encoding: str) -> None:
    assert _text(LETTER.encode(encoding), step) == "Zoë & Ann\t\n€"


def test_text_outside_the_elements_that_count_is_left_out() -> None:
    assert _text(b"<d>no<t>yes</t>no<p><t/>no</p></d>") == "yes\n"


def test_what_is_skipped_is_skipped_with_all_inside() -> None:
    skipped = b"<gone><t>no</t><tab/><gone><t>no</t></gone><t>no</t></gone>"
    assert _text(b"<d><t>a</t>" + skipped + b"<t>b</t></d>") == "ab"


@pytest.mark.parametrize(
    "xml",
    [
        LAUGHS,
        b'<!DOCTYPE d SYSTEM "http://192.0.2.1/d.dtd"><d><t>x</t></d>',
        b'<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><d><t>&f;</t></d>',
        b"<!DOCTYPE d><d><t>x</t></d>",
    ],
    ids=["billion laughs", "external type", "external entity", "harmless"],
)
@pytest.mark.parametrize("step", [1, 1_000_000])
def test_a_document_type_ends_the_reading_before_any_text(xml: bytes, step: int) -> None:
    pieces = (xml[at : at + step] for at in range(0, len(xml), step))
    said: list[str] = []
    with pytest.raises(Unreadable, match="declares XML entities, which no honest document does"):
        said.extend(passages(pieces, WORDS))
    assert "".join(said) == ""


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"hello",
        b"<d><t>x</t>",
        b"<d><t>x</d></t>",
        b"<d>&nosuch;</d>",
        b"<d/><d/>",
        b"\xff<d/>",
        b"<d>\x00</d>",
    ],
)
def test_anything_but_sound_xml_is_damaged(xml: bytes) -> None:
    with pytest.raises(Unreadable, match="is damaged"):
        _text(xml)


def test_what_was_read_before_the_damage_was_given_out() -> None:
    text = passages(iter([b"<d><t>kept", b"</t></p>"]), WORDS)
    assert next(text) == "kept"
    with pytest.raises(Unreadable):
        list(text)


def test_elements_a_hundred_thousand_deep_are_no_trouble() -> None:
    deep = 100_000
    assert _text(b"<t>" * deep + b"x" + b"</t>" * deep) == "x"
