"""The rules of the house, as far as a program can tell whether they are kept."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for package in ("proxy", "checks") for path in (ROOT / package).rglob("*.py"))
UNTESTED = {
    "proxy/__main__.py": "tests/proxy/running.py starts every service through it",
}


def _test_file(source: Path) -> Path:
    inside = source.relative_to(ROOT)
    name = inside.parent.name if source.name == "__init__.py" else source.stem
    folder = inside.parent.parent if source.name == "__init__.py" else inside.parent
    return ROOT / "tests" / folder / f"test_{name}.py"


def _is_bare(source: Path) -> bool:
    """Whether a file holds a docstring and names of others, and so nothing that could fail."""
    body = ast.parse(source.read_text(encoding="utf-8")).body
    return all(isinstance(node, ast.Expr | ast.ImportFrom | ast.Assign) for node in body)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_source_file_has_its_test_file(source: Path) -> None:
    name = str(source.relative_to(ROOT))
    if name in UNTESTED or _is_bare(source):
        return
    assert _test_file(source).exists(), f"{name} wants {_test_file(source).relative_to(ROOT)}"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_source_file_says_what_it_is_for(source: Path) -> None:
    assert ast.get_docstring(ast.parse(source.read_text(encoding="utf-8")))
