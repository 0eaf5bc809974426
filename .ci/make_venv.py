"""Make a virtual environment, also on a Debian whose Python came without pip and ensurepip.

Usage: python3 .ci/make_venv.py DIRECTORY
"""

from __future__ import annotations

import hashlib
import html.parser
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import venv
from pathlib import Path

OLDEST = (3, 11)
INDEX = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple")
WHEEL = re.compile(r"/(pip-(\d+)\.(\d+)(?:\.(\d+))?-py3-none-any\.whl)#sha256=([0-9a-f]{64})$")


class Links(html.parser.HTMLParser):
    """The targets of all links on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the target of a link."""
        self.targets += [value for name, value in attrs if tag == "a" and name == "href" and value]


def main(directory: str) -> None:
    """Make the environment, with pip in it."""
    if sys.version_info < OLDEST:
        sys.exit(f"Askwell needs Python {OLDEST[0]}.{OLDEST[1]} or newer; set PYTHON= to one")
    has_pip = importlib.util.find_spec("ensurepip") is not None
    venv.create(directory, with_pip=has_pip, symlinks=True, clear=True)
    if not has_pip:
        install_pip(str(Path(directory, "bin", "python")))


def install_pip(python: str) -> None:
    """Install pip from the package index: its wheel can run itself."""
    page = f"{INDEX.rstrip('/')}/pip/"
    with urllib.request.urlopen(page, timeout=60) as answer:
        links = Links()
        links.feed(answer.read().decode())
    found = [(WHEEL.search(target), target) for target in links.targets]
    match, target = max(((m, t) for m, t in found if m), key=lambda pair: version(pair[0]))
    with urllib.request.urlopen(urllib.parse.urljoin(page, target), timeout=120) as answer:
        octets = answer.read()
    if hashlib.sha256(octets).hexdigest() != match[5]:
        sys.exit("the pip that was downloaded is not the one that the index names")
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder, match[1])
        wheel.write_bytes(octets)
        subprocess.run([python, f"{wheel}/pip", "install", "--no-index", str(wheel)], check=True)


def version(match: re.Match[str]) -> list[int]:
    """Return the numbers of a wheel's version."""
    return [int(number or 0) for number in match.groups()[1:4]]


if __name__ == "__main__":
    main(sys.argv[1])
