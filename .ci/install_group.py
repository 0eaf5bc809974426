"""Install a dependency group of pyproject.toml (PEP 735), by whatever pip.

Usage: python .ci/install_group.py GROUP
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"

with PROJECT.open("rb") as file:
    requirements = tomllib.load(file)["dependency-groups"][sys.argv[1]]
subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *requirements], check=True)
