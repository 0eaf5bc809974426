"""`askwell service`: run Askwell in the background, as the person's own systemd service.

Handles unit files and nothing else: configuration and mail are never touched.
"""

import json
import os
import socket as sockets
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import click

from proxy import unit_files, units
from proxy.cli.place import Place, pass_place
from proxy.config import ConfigError, Listen, load
from proxy.systemctl import SystemctlError, state, systemctl
from proxy.units import SERVICE, SOCKET

PROBE_TIMEOUT_S = 3.0


@click.group()
def service() -> None:
    """Run Askwell in the background, as a systemd service of your own."""


@service.command()
@click.option(
    "--socket/--no-socket",
    "with_socket",
    default=None,
    help="Let systemd listen, and start Askwell with the first connection.  [default: as it is]",
)
@click.option("--no-start", is_flag=True, help="Put it in place and enable it; start nothing.")
@click.option("--force", is_flag=True, help="Replace unit files that were edited.")
@pass_place
def install(place: Place, with_socket: bool | None, no_start: bool, force: bool) -> None:
    """Put the service in place, and start it now and at every login."""
    folder = unit_files.folder(os.environ, Path.home())
    listen, problem = _listening(place.config)
    if with_socket is None:
        with_socket = unit_files.is_there(folder / SOCKET)
    try:
        wanted = _rendered(place, listen, with_socket=with_socket)
    except units.UnitError as exc:
        raise click.UsageError(str(exc)) from exc
    _refuse_edited([folder / SERVICE, folder / SOCKET], force=force)
    changed = _write(folder, wanted)
    start = not no_start and problem is None
    try:
        _bring_up(folder, wanted, changed, start=start)
    except SystemctlError as exc:
        raise click.ClickException(_unreachable(exc, SOCKET if with_socket else SERVICE)) from exc
    _say_installed(with_socket=with_socket, start=start)
    if problem is not None and not no_start:
        raise click.ClickException(
            f"not started: {problem}\nOnce that is settled: askwell service install"
        )


@service.command()
@click.option("--force", is_flag=True, help="Remove unit files that were edited.")
@pass_place
def uninstall(place: Place, force: bool) -> None:
    """Stop the service and remove it; mail and configuration stay."""
    folder = unit_files.folder(os.environ, Path.home())
    present = [name for name in (SOCKET, SERVICE) if unit_files.is_there(folder / name)]
    if not present:
        click.echo(f"Nothing to remove: {folder / SERVICE} is not there.")
        return
    _refuse_edited([folder / name for name in present], force=force)
    trouble = _take_down(folder, present)
    click.echo(f"Kept: {place.config} and {place.state} (held mail stays there).")
    if trouble is not None:
        raise click.ClickException(
            f"{trouble}\nIf Askwell still runs, stop it: systemctl --user stop {SERVICE}"
        )


@service.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@pass_place
def status(place: Place, as_json: bool) -> None:
    """Tell whether the service is installed, runs and answers; exit 1 if it does not run."""
    folder = unit_files.folder(os.environ, Path.home())
    listen, problem = _listening(place.config)
    active, waiting = state("is-active", SERVICE), state("is-active", SOCKET) == "active"
    # A connection would start a service that only waits for one.
    answer = "waits" if waiting and active != "active" else _answer(listen.hosts[0], listen.port)
    facts: dict[str, object] = {
        "installed": unit_files.is_there(folder / SERVICE),
        "unit": str(folder / SERVICE),
        "edited": unit_files.is_edited(folder / SERVICE),
        "socket": unit_files.is_there(folder / SOCKET),
        "enabled": state("is-enabled", SOCKET if unit_files.is_there(folder / SOCKET) else SERVICE),
        "active": active,
        "host": listen.hosts[0],
        "port": listen.port,
        "answer": answer,
        "problem": problem,
    }
    click.echo(json.dumps(facts) if as_json else _described(facts))
    if active != "active" and not waiting:
        click.get_current_context().exit(1)


def _listening(config: Path) -> tuple[Listen, str | None]:
    """Return where clients connect, or the default and what is wrong with *config*."""
    try:
        return load(config).listen, None
    except ConfigError as exc:
        return Listen(), str(exc)


def _rendered(place: Place, listen: Listen, *, with_socket: bool) -> dict[str, str]:
    scripts = Path(sysconfig.get_path("scripts"))
    command = units.running_command(sys.argv[0], scripts, sys.executable)
    words = [*command, *_options(place), "serve"]
    checkout = _checkout() if "-m" in command else None
    rendered = {SERVICE: units.fill_service(units.template(SERVICE), words, checkout)}
    if with_socket:
        rendered[SOCKET] = units.fill_socket(units.template(SOCKET), listen.hosts, listen.port)
    return {name: units.stamped(text) for name, text in rendered.items()}


def _options(place: Place) -> list[str]:
    """Return the options that keep the service at *place*.

    A shell's XDG variables do not reach the service, so that they count as named, too.
    """
    options = []
    if place.explicit_config or "XDG_CONFIG_HOME" in os.environ:
        options += ["--config", str(place.config.absolute())]
    if place.explicit_state or "XDG_DATA_HOME" in os.environ:
        options += ["--state", str(place.state.absolute())]
    return options


def _checkout() -> Path | None:
    """Return the folder that `python -m proxy` must run in; None if it is installed."""
    root = Path(units.__file__).parent.parent
    installed = {Path(sysconfig.get_path("purelib")), Path(sysconfig.get_path("platlib"))}
    return None if root in installed else root


def _refuse_edited(paths: list[Path], *, force: bool) -> None:
    for path in paths:
        if unit_files.is_edited(path) and not force:
            raise click.ClickException(
                f"{path} was edited, or written by something else; nothing was changed.\n"
                f"Keep changes of yours in a drop-in (systemctl --user edit {path.name})"
                " and use --force."
            )


def _write(folder: Path, wanted: Mapping[str, str]) -> set[str]:
    """Write the units that differ from what is there; return their names."""
    changed = set()
    for name, text in wanted.items():
        try:
            written = unit_files.put(folder / name, text)
        except OSError as exc:
            raise click.ClickException(f"{folder / name}: can't be written: {exc}") from exc
        click.echo(f"{'Written' if written else 'Unchanged'}: {folder / name}")
        if written:
            changed.add(name)
    return changed


def _bring_up(folder: Path, wanted: Mapping[str, str], changed: set[str], *, start: bool) -> None:
    if SOCKET not in wanted and unit_files.is_there(folder / SOCKET):
        systemctl("disable", "--now", SOCKET)
        unit_files.remove(folder / SOCKET)
        click.echo(f"Removed: {folder / SOCKET}")
    systemctl("daemon-reload")
    if SOCKET in changed and start:
        # systemd can't listen while the service itself does.
        systemctl("disable", "--now", SERVICE, SOCKET)
    elif SERVICE in changed and start:
        systemctl("try-restart", SERVICE)
    entry = SOCKET if SOCKET in wanted else SERVICE
    systemctl("enable", *(["--now"] if start else []), entry)


def _say_installed(*, with_socket: bool, start: bool) -> None:
    entry = SOCKET if with_socket else SERVICE
    if start:
        click.echo(f"Running, now and at every login: {entry}")
        click.echo("Also while you are logged out: loginctl enable-linger")
    else:
        click.echo(f"Enabled: {entry} (from the next login, or systemctl --user start {entry})")


def _unreachable(exc: SystemctlError, entry: str) -> str:
    return (
        f"{exc}\nThe unit files are in place. Without systemd, run `askwell serve` yourself."
        " With it, from a login of your own (not sudo or su):\n"
        f"  systemctl --user daemon-reload && systemctl --user enable --now {entry}\n"
        f"If it does not start: journalctl --user -u {SERVICE}"
    )


def _take_down(folder: Path, present: list[str]) -> SystemctlError | None:
    """Stop, disable and remove *present*; return what systemd had against it."""
    trouble = None
    try:
        systemctl("disable", "--now", *present)
    except SystemctlError as exc:
        trouble = exc
    for name in present:
        unit_files.remove(folder / name)
        click.echo(f"Removed: {folder / name}")
    if trouble is None:
        try:
            systemctl("daemon-reload")
        except SystemctlError as exc:
            trouble = exc
    return trouble


def _answer(host: str, port: int) -> str:
    """Return what a mail client finds at the port: "greets", "open" (no greeting) or "closed"."""
    try:
        with sockets.create_connection((host, port), PROBE_TIMEOUT_S) as connection:
            try:
                greeting = connection.recv(512)
                connection.sendall(b"QUIT\r\n")
            except OSError:
                return "open"
            return "greets" if greeting.startswith(b"220") else "open"
    except OSError:
        return "closed"


def _described(facts: Mapping[str, object]) -> str:
    installed = "yes" if facts["installed"] else "no (askwell service install)"
    if facts["edited"]:
        installed += ", edited"
    answers = {
        "greets": "answers",
        "open": "is open, without a greeting",
        "closed": "does not answer",
        "waits": "is systemd's: Askwell starts with the first connection",
    }
    lines = [
        f"Installed: {installed}  {facts['unit']}",
        f"Enabled:   {facts['enabled']}{', by socket' if facts['socket'] else ''}",
        f"Running:   {facts['active']}",
        f"Port:      {facts['host']} {facts['port']} {answers[str(facts['answer'])]}",
    ]
    if facts["problem"] is not None:
        lines.append(f"Problem:   {facts['problem']}")
    return "\n".join(lines)
