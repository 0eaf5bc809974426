"""Talk to the person's own service manager, through `systemctl --user`.

The only place that runs systemctl. It never acts on the machine's services.
"""

import shutil
import subprocess

TIMEOUT_S = 200  # a stop may wait 2 minutes for a message under way (TimeoutStopSec=)


class SystemctlError(Exception):
    """systemctl is missing, or refused; the text is what it said."""


def systemctl(*arguments: str) -> None:
    """Return once systemd has done what *arguments* ask for; SystemctlError if it has not."""
    outcome = _run(*arguments)
    if outcome.returncode:
        said = outcome.stderr.strip() or f"exit status {outcome.returncode}"
        raise SystemctlError(f"systemctl --user {' '.join(arguments)}: {said}")


def state(question: str, unit: str) -> str:
    """Return systemd's word for *unit* ("is-active", "is-enabled"); "unknown" if it is mute."""
    try:
        return _run(question, unit).stdout.strip() or "unknown"
    except SystemctlError:
        return "unknown"


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemctl")
    if program is None:
        raise SystemctlError("there is no systemctl on this machine")
    try:
        return subprocess.run(
            [program, "--user", "--no-pager", *arguments],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise SystemctlError(f"systemctl --user {' '.join(arguments)}: {exc}") from exc
