import io
import mailbox
import os
from pathlib import Path

import pytest

from proxy.mailfolder import FolderError, Kind, kind_of, messages, read_message, split_mbox

LETTER = b"From: ann@example.org\nSubject: Hello\n\nHi Bill,\n\nhow are you?\n"
SEPARATOR = b"From ann@example.org Mon Nov 23 07:00:00 2026\n"


def _split(octets: bytes) -> list[bytes]:
    return list(split_mbox(io.BytesIO(octets)))


def _contents(path: Path) -> list[bytes]:
    return [found.content for found in messages(path, kind_of(path))]


def test_an_mbox_gives_back_each_message_byte_for_byte() -> None:
    letters = [LETTER, LETTER.replace(b"\n", b"\r\n"), b"Subject: 8-bit \xff\x00\n\n\xfe\n"]
    assert _split(b"".join(SEPARATOR + letter + b"\n" for letter in letters)) == letters


def test_the_last_message_needs_no_empty_line_after_it() -> None:
    assert _split(SEPARATOR + LETTER + b"\n" + SEPARATOR + LETTER) == [LETTER, LETTER]


@pytest.mark.parametrize(
    "separator",
    [
        b"From nobody\n",
        b"From - Mon Nov 23 07:00:00 2026\n",
        b"From \xe9@example.org Mon Nov 23 07:00:00 2026\n",
        b"From ann@example.org  Mon Nov 23 07:00 CET 2026\r\n",
    ],
)
def test_odd_separators_begin_a_message_all_the_same(separator: bytes) -> None:
    assert _split(separator + LETTER + b"\n" + separator + LETTER) == [LETTER, LETTER]


@pytest.mark.parametrize(
    "text",
    [
        b"\nFrom the start I knew\nthat it would work.\n",
        b"\nFrom here on\n\nnothing was as before.\n",
        b"We came\nFrom home: a long way\nNote: by train.\n",
    ],
)
def test_a_line_of_text_does_not_begin_a_message(text: bytes) -> None:
    assert _split(SEPARATOR + LETTER + text) == [LETTER + text]


def test_a_missing_empty_line_does_not_hide_a_dated_message() -> None:
    assert _split(SEPARATOR + LETTER + SEPARATOR + LETTER) == [LETTER, LETTER]


def test_quoted_from_lines_are_restored() -> None:
    quoted = b"Subject: x\n\n>From home\n>>From afar\n> From him\n"
    restored = b"Subject: x\n\nFrom home\n>From afar\n> From him\n"
    assert _split(SEPARATOR + quoted) == [restored]


def test_what_the_standard_library_writes_is_read(tmp_path: Path) -> None:
    letters = [LETTER, b"Subject: two\n\nFrom me\n\nFrom you: this\n"]
    box = mailbox.mbox(tmp_path / "box")
    for letter in letters:
        box.add(letter)
    box.close()
    assert _contents(tmp_path / "box") == letters


def test_an_mbox_numbers_its_messages(tmp_path: Path) -> None:
    path = tmp_path / "box"
    path.write_bytes((SEPARATOR + LETTER + b"\n") * 3)
    found = list(messages(path, kind_of(path)))
    assert [one.index for one in found] == [0, 1, 2]
    assert found[2].label == f"{path}, message 3"


def test_a_file_is_a_message_unless_it_begins_as_an_mbox(tmp_path: Path) -> None:
    message, box = tmp_path / "letter", tmp_path / "box.eml"
    message.write_bytes(LETTER)
    box.write_bytes(SEPARATOR + LETTER)
    assert kind_of(message) is Kind.MESSAGE
    assert kind_of(box) is Kind.MBOX
    assert _contents(message) == _contents(box) == [LETTER]


def test_an_empty_file_is_an_empty_mbox_or_an_empty_message(tmp_path: Path) -> None:
    (tmp_path / "empty.eml").touch()
    (tmp_path / "empty").touch()
    assert _contents(tmp_path / "empty.eml") == [b""]
    assert _contents(tmp_path / "empty") == []


def test_a_maildir_is_read_by_file_name(tmp_path: Path) -> None:
    for folder, name in (("cur", "3.c:2,S"), ("new", "1.a"), ("cur", "2.b:2,"), ("tmp", "0.x")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_bytes(name.encode())
    (tmp_path / "cur" / ".hidden").write_bytes(b"not mail")
    assert kind_of(tmp_path) is Kind.MAILDIR
    assert _contents(tmp_path) == [b"1.a", b"2.b:2,", b"3.c:2,S"]
    assert [one.index for one in messages(tmp_path, Kind.MAILDIR)] == [0, 1, 2]


def test_any_other_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="is a directory, but no Maildir"):
        kind_of(tmp_path)


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"gone: can't be read: No such file or directory"):
        kind_of(tmp_path / "gone")


def test_a_message_that_goes_away_meanwhile_is_told(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="gone: can't be read"):
        list(messages(tmp_path / "gone", Kind.MESSAGE))


def test_a_pipe_is_one_message_and_not_read_beforehand(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert kind_of(pipe) is Kind.MESSAGE


def test_a_stream_is_one_message_whatever_it_looks_like() -> None:
    assert read_message(io.BytesIO(SEPARATOR + LETTER), "-").content == SEPARATOR + LETTER
