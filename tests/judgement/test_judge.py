from __future__ import annotations

from pathlib import Path

import pytest

from tests.judgement.corpus import Labelled, content
from tests.judgement.judge import Count, counted, main


def labelled(label: str, body: str = "Hello.", kind: str = "plain") -> Labelled:
    return Labelled("1", "b", label, kind, "Hi", body)


def test_precision_recall_and_f1_are_those_of_the_textbook() -> None:
    count = Count(rightly_held=6, false_alarms=2, missed=3, rightly_passed=9)
    assert count.size == 20
    assert count.precision == 0.75
    assert count.recall == pytest.approx(2 / 3)
    assert count.f1 == pytest.approx(12 / 17)


def test_where_nothing_is_held_or_to_be_held_nothing_is_wrong() -> None:
    assert (Count().precision, Count().recall) == (1.0, 1.0)
    assert Count(missed=1).f1 == 0.0


def test_messages_are_counted_as_a_whole_and_by_kind() -> None:
    messages = [labelled("hold"), labelled("hold"), labelled("relay", kind="business")]
    count = counted(messages, [True, False, True])
    assert (count.rightly_held, count.missed, count.false_alarms) == (1, 1, 1)
    assert count.kinds["hold/plain"].size == 2
    assert count.kinds["relay/business"].false_alarms == 1


def test_a_message_goes_as_its_author_wrote_it() -> None:
    message = Labelled("1", "b", "hold", "plain", "Grüße", "Bonjour à tous\n", html="<p>B</p>")
    octets = content(message)
    assert b"multipart/alternative" in octets
    assert b"Subject: =?utf-8?" in octets


def test_a_file_of_ones_own_is_judged_and_its_faults_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        '[[message]]\nlabel = "hold"\nkind = "direct"\nsubject = "Hi"\n'
        'body = "Do you have any openings on your team for me?"\n'
        'excerpt = "Do you have any openings on your team for me?"\n'
        '[[message]]\nlabel = "hold"\nkind = "odd"\nsubject = "Hi"\n'
        'body = "See you on Monday at the dentist."\nexcerpt = "See you on Monday"\n'
    )
    main(["--file", str(file)])
    printed = capsys.readouterr().out
    assert "recall 0.500" in printed
    assert "missed       own/2" in printed
