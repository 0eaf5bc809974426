from __future__ import annotations

import sys
from pathlib import Path

import pytest

from proxy.dispatch import now
from proxy.hold import HeldMessage, State
from proxy.store import Store
from tests.proxy.cli.holding import ASK, FRIENDLY, Desk, letter
from tests.servers.sink import Sink


@pytest.fixture
def held(desk: Desk) -> HeldMessage:
    """A letter to a contact that asks for a job."""
    desk.add_contact()
    return desk.hold()


def write(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> None:
    """Let the editor replace all that it is given with *text*."""
    sheet = folder / "sheet"
    sheet.write_text(text)
    script = folder / "editor"
    script.write_text(f'#!/bin/sh\ncp {sheet} "$1"\n')
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))


def test_a_better_letter_is_held_no_more_than_until_it_is_released(
    desk: Desk, held: HeldMessage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(monkeypatch, tmp_path, f"Subject: Chicago\n\n{FRIENDLY}")
    result = desk.run("edit", held.id)
    assert result.exit_code == 0, result.output
    (new,) = desk.waiting()
    assert "Nothing holds it any more." in result.stdout
    assert f"askwell release {new.short_id}" in result.stdout
    assert desk.content(new) == letter(FRIENDLY, "Chicago")
    assert new.envelope == held.envelope
    assert desk.find(held).state is State.SUPERSEDED


def test_a_letter_that_still_asks_tells_why_and_is_held(
    desk: Desk, held: HeldMessage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(monkeypatch, tmp_path, f"Subject: Chicago\n\n{ASK}")
    result = desk.run("edit", held.id)
    (new,) = desk.waiting()
    assert "Why it is held" in result.stdout
    assert [finding.check for finding in new.findings][:1] == ["job-ask"]
    assert new.contacts == ("Bill",)


def test_what_passes_is_sent_at_once_if_that_was_said_before(
    desk: Desk, held: HeldMessage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(monkeypatch, tmp_path, f"Subject: Chicago\n\n{FRIENDLY}")
    with Sink() as sink:
        desk.configure(sink.endpoint.port)
        result = desk.run("edit", held.id, "--send")
        assert [m.content for m in sink.accepted] == [letter(FRIENDLY, "Chicago")]
    assert result.exit_code == 0, result.output
    assert desk.waiting() == ()


def test_what_is_still_held_is_not_sent_even_if_that_was_said_before(
    desk: Desk, held: HeldMessage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(monkeypatch, tmp_path, f"Subject: Chicago\n\n{ASK}")
    with Sink() as sink:
        desk.configure(sink.endpoint.port)
        result = desk.run("edit", held.id, "--send")
        assert sink.accepted == ()
    assert result.exit_code == 1
    assert "It is not sent." in result.stderr


def test_closing_the_editor_without_a_change_changes_nothing(
    desk: Desk, held: HeldMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    result = desk.run("edit", held.id, "--send")
    assert result.exit_code == 0
    assert "Nothing was changed" in result.stdout
    assert desk.waiting() == (held,)


@pytest.mark.parametrize("editor", ["false", "truncate -s 0", "/nowhere/editor"])
def test_an_editor_that_fails_changes_nothing(
    desk: Desk, held: HeldMessage, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    assert desk.run("edit", held.id).exit_code == 1
    assert desk.waiting() == (held,)


def test_raw_edits_the_message_itself(
    desk: Desk, held: HeldMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "sed -i s/^Message-ID.*/X-New:1/")
    desk.run("edit", "--raw", held.id)
    (new,) = desk.waiting()
    before = letter()
    assert desk.content(new) == before.replace(b"Message-ID: <one@example.org>", b"X-New:1")


def test_a_message_with_html_opens_as_its_source_and_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = letter("<p>Hi</p>\n", fields="Content-Type: text/html\n")
    monkeypatch.setenv("VISUAL", "sed -i s/Hi/Hello/")
    result = desk.run("edit", desk.hold(content).id)
    assert "because it has an HTML version" in result.stderr
    (new,) = desk.waiting()
    assert desk.content(new) == content.replace(b"Hi", b"Hello")


def test_a_message_sent_while_the_editor_was_open_stays_sent_and_the_text_is_kept(
    desk: Desk, held: HeldMessage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "editor"
    script.write_text(
        "#!/bin/sh\n"
        f"{sys.executable} - <<EOF\nimport sqlite3\n"
        f'c = sqlite3.connect("{desk.state}/askwell.sqlite3")\n'
        "c.execute(\"UPDATE held SET state = 'sent'\")\nc.commit()\nc.close()\nEOF\n"
        'echo changed >> "$1"\n'
    )
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))
    result = desk.run("edit", held.id)
    assert result.exit_code == 1
    assert f"{held.short_id} is sent: it can't be edited" in result.stderr
    assert desk.waiting() == ()
    (kept,) = desk.state.glob("edit-*/*.eml")
    assert kept.read_text().endswith("changed\n")


def test_going_back_to_an_earlier_version_holds_that_one_again(
    desk: Desk, held: HeldMessage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(monkeypatch, tmp_path, f"Subject: Catching up\n\n{FRIENDLY}")
    desk.run("edit", held.id)
    (new,) = desk.waiting()
    write(monkeypatch, tmp_path, f"Subject: Catching up\n\n{ASK}")
    assert desk.run("edit", new.id).exit_code == 0
    assert [message.id for message in desk.waiting()] == [held.id]
    assert desk.find(new).state is State.SUPERSEDED


def test_what_is_past_editing_is_refused_before_the_editor_opens(
    desk: Desk, held: HeldMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "/nowhere/editor")
    with Store.open(desk.state) as store:
        store.held.discard(held.id, now())
    result = desk.run("edit", held.id)
    assert result.exit_code == 1
    assert f"{held.short_id} is discarded: it can't be edited" in result.stderr


def test_the_tags_of_the_configuration_count(
    desk: Desk, held: HeldMessage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk.configure()
    desk.config.write_text(desk.config.read_text() + "\n[tags.network]\nhold = []\nadvise = []\n")
    write(monkeypatch, tmp_path, f"Subject: Chicago\n\n{ASK}")
    result = desk.run("edit", held.id, "--no-send")
    assert "Nothing holds it any more." in result.stdout
    assert "It is still held." in result.stdout


def test_a_broken_configuration_is_told_before_the_editor_opens(
    desk: Desk, held: HeldMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.config.write_text("nonsense")
    monkeypatch.setenv("VISUAL", "/nowhere/editor")
    result = desk.run("edit", held.id)
    assert result.exit_code == 2
    assert "is not valid TOML" in result.stderr


def test_what_the_person_has_allowed_or_switched_off_counts(
    desk: Desk, held: HeldMessage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk.configure()
    with desk.config.open("a") as file:
        file.write('[rules]\nhold_phrases = ["a gift"]\nignore_phrases = ["marathon"]\n')
    write(monkeypatch, tmp_path, "Subject: Chicago\n\nThis is a gift.\n")
    assert "Why it is held" in desk.run("edit", held.id).stdout
    assert desk.run("allow", "bill@example.com").exit_code == 0
    write(monkeypatch, tmp_path, "Subject: Chicago\n\nHere is a gift.\n")
    (new,) = desk.waiting()
    assert "Nothing holds it any more." in desk.run("edit", new.id).stdout
