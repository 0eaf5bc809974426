"""``make judge``: what the program makes of the corpus, beside three other ways to judge.

Prints precision, recall and F1 by split and by kind, every message that is judged wrongly with its
excerpt, and on the test split the same figures for a keyword list, TF-IDF with logistic regression,
and the rules without the encoder; all measured in this one run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from checks import Severity, examine
from tests.judgement import baselines, corpus, documents
from tests.judgement.corpus import Labelled, content
from tests.judgement.documents import Document

_EXCERPT = 110


@dataclass(slots=True)
class Count:
    """How often a judge was right and wrong: held and to be held, and so on."""

    rightly_held: int = 0
    false_alarms: int = 0
    missed: int = 0
    rightly_passed: int = 0
    kinds: dict[str, Count] = field(default_factory=dict)

    def add(self, *, holds: bool, held: bool) -> None:
        """Count one message that *holds* says must be held, and that was *held* or not."""
        self.rightly_held += holds and held
        self.missed += holds and not held
        self.false_alarms += held and not holds
        self.rightly_passed += not holds and not held

    @property
    def size(self) -> int:
        """The number of messages."""
        return self.rightly_held + self.false_alarms + self.missed + self.rightly_passed

    @property
    def precision(self) -> float:
        """The share of what was held that had to be; 1 if nothing was held."""
        return _share(self.rightly_held, self.rightly_held + self.false_alarms)

    @property
    def recall(self) -> float:
        """The share of what had to be held that was; 1 if nothing had to be."""
        return _share(self.rightly_held, self.rightly_held + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def line(self, name: str) -> str:
        """Return one row of the report."""
        return (
            f"{name:<34} {self.size:>5}   precision {self.precision:.3f}   recall {self.recall:.3f}"
            f"   F1 {self.f1:.3f}   false alarms {self.false_alarms:>3}   missed {self.missed:>3}"
        )


def counted(messages: Sequence[Labelled | Document], held: Iterable[bool]) -> Count:
    """Return the count for *messages* or files, of which each was *held* or not."""
    whole = Count()
    for message, was_held in zip(messages, held, strict=True):
        whole.add(holds=message.holds, held=was_held)
        name = f"{message.label}/{message.kind}"
        whole.kinds.setdefault(name, Count()).add(holds=message.holds, held=was_held)
    return whole


def is_held(message: Labelled) -> bool:
    """Say whether the program holds *message*, as a submission to the network."""
    return any(f.severity is Severity.HOLD for f in examine(content(message)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Judge, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("train", "dev", "test"), action="append")
    parser.add_argument("--file", help="a file of labelled messages instead of the corpus")
    parser.add_argument("--quiet", action="store_true", help="leave out kinds and wrong ones")
    asked = parser.parse_args(arguments)
    if asked.file:
        from pathlib import Path

        _report(asked.file, corpus.read_file(Path(asked.file)), quiet=asked.quiet)
        return
    for name in asked.split or ("train", "dev", "test"):
        messages = corpus.split(name)
        _report(name, messages, quiet=asked.quiet)
        if name == "test":
            _compare(messages)
            _report_files(quiet=asked.quiet)


def _report(name: str, messages: Sequence[Labelled], *, quiet: bool) -> None:
    held = [is_held(message) for message in messages]
    count = counted(messages, held)
    _print(f"\n{name}: {len(messages)} messages\n")
    _print(count.line(f"{name}: askwell"))
    if quiet:
        return
    for kind, part in sorted(count.kinds.items()):
        _print(part.line(f"  {kind}"))
    _print(f"\n{name}: every message that is judged wrongly\n")
    for message, was_held in zip(messages, held, strict=True):
        if was_held != message.holds:
            _print(_wrong(message, was_held=was_held))


def _wrong(message: Labelled, *, was_held: bool) -> str:
    words = message.excerpt
    if was_held:
        words = next(f.excerpt for f in examine(content(message)) if f.severity is Severity.HOLD)
    shown = " ".join(words.split())[:_EXCERPT]
    wrong = "false alarm" if was_held else "missed"
    return f"  {wrong:<12} {message.id:<22} {message.kind:<20} {shown}"


def _report_files(*, quiet: bool) -> None:
    files = documents.read_file()
    held = [documents.is_held(file) for file in files]
    _print(f"\ntest: {len(files)} files, of which resumes must be held\n")
    _print(counted(files, held).line("files: askwell"))
    for file, was_held in zip(files, held, strict=True):
        if was_held != file.holds and not quiet:
            _print(f"  {'taken for a resume' if was_held else 'missed':<20} {file.id}")


def _compare(messages: Sequence[Labelled]) -> None:
    learned = corpus.split("train")
    judges: dict[str, Callable[[Sequence[Labelled], Sequence[Labelled]], list[bool]]] = {
        "keyword list": baselines.keywords,
        "TF-IDF with logistic regression": baselines.bag_of_words,
        "rules without the encoder": baselines.rules_alone,
        "encoder without the rules": baselines.encoder_alone,
    }
    _print("\ntest: the same messages, judged in other ways in this run\n")
    for name, judge in judges.items():
        _print(counted(messages, judge(learned, messages)).line(f"  {name}"))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
