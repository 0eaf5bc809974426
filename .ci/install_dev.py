"""Install the development dependencies that pyproject.toml names (PEP 735), by whatever pip."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"

with PROJECT.open("rb") as file:
    requirements = tomllib.load(file)["dependency-groups"]["dev"]
subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *requirements], check=True)
