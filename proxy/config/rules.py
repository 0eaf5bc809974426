"""The names of checks and rules in a configuration, and the table ``[rules]``.

Rules of Askwell's own are all known. Of a check that another package brings only the name is, as
its code is not run to read a configuration: any rule of it is taken.
"""

from __future__ import annotations

import difflib

from checks import plugins
from checks.preferences import Preferences, is_phrase
from checks.registry import CHECK_NAMES, rule_ids
from proxy.config.table import Table

CLOSE_LIMIT = 3


def read(table: Table) -> Preferences:
    """Return what ``[rules]`` says; ConfigError for a rule that there is not."""
    off = table.texts("off", ())
    hold, ignore = _phrases(table, "hold_phrases"), _phrases(table, "ignore_phrases")
    table.finish()
    for name in off:
        if "/" not in name:
            raise table.error("off", _no_rule(name))
        if not _is_rule(name):
            raise table.error("off", f'there is no rule "{name}"{_close(name)}')
    both = {phrase.casefold() for phrase in hold} & {phrase.casefold() for phrase in ignore}
    if both:
        shown = min(both)
        raise table.error("ignore_phrases", f'"{shown}" is among hold_phrases too; keep one')
    return Preferences(frozenset(off), hold, ignore)


def names(table: Table, key: str, default: frozenset[str]) -> frozenset[str]:
    """Return the checks and rules that *key* of a tag names; ConfigError for an unknown one."""
    named = table.texts(key, tuple(sorted(default)))
    for name in named:
        if "/" in name and not _is_rule(name):
            raise table.error(key, f'there is no rule "{name}"{_close(name)}')
        if "/" not in name and not _is_check(name):
            raise table.error(key, _no_check(name))
    return frozenset(named)


def _phrases(table: Table, key: str) -> tuple[str, ...]:
    phrases = tuple(" ".join(phrase.split()) for phrase in table.texts(key, ()))
    for phrase in phrases:
        if not is_phrase(phrase):
            raise table.error(key, f'"{phrase}" has no word in it that could be looked for')
    return tuple(dict.fromkeys(phrases))


def _is_check(name: str) -> bool:
    return name in CHECK_NAMES or name in plugins.names()


def _is_rule(name: str) -> bool:
    check, _, rule = name.partition("/")
    if check in CHECK_NAMES:
        return name in rule_ids()
    return bool(rule) and check in plugins.names()


def _no_check(name: str) -> str:
    known = ", ".join(f'"{known}"' for known in (*CHECK_NAMES, *sorted(plugins.names())))
    return f'there is no check "{name}"; the checks are {known}'


def _no_rule(name: str) -> str:
    if _is_check(name):
        return (
            f'"{name}" is a whole check, and here stand rules, as CHECK/RULE{_close(name)}; '
            "what checks there are is for hold and advise in [tags.NAME]"
        )
    return f'"{name}" is no rule, which is written CHECK/RULE{_close(name)}'


def _close(name: str) -> str:
    """Return the rules that look most like *name*: by the last word of it, then by the whole."""
    known = rule_ids()
    wanted = name.rpartition("/")[2]
    same = [rule for rule in known if rule.partition("/")[2] == wanted]
    whole = difflib.get_close_matches(name, known, CLOSE_LIMIT)
    of_check = [rule for rule in known if rule.startswith(f"{name}/")][:CLOSE_LIMIT]
    close = list(dict.fromkeys([*same, *whole]))[:CLOSE_LIMIT] or of_check
    if not close:
        by_rule = {rule.partition("/")[2]: rule for rule in known}
        close = [by_rule[found] for found in difflib.get_close_matches(wanted, by_rule, 3, 0.5)]
    shown = " or ".join(f'"{rule}"' for rule in close)
    return f"; did you mean {shown}?" if close else "; askwell check --json names the rules it met"
