from pathlib import Path

import pytest

from proxy import units

TEMPLATE = "[Service]\n# Where pipx puts it.\nExecStart=%h/.local/bin/askwell serve\nRestart=no\n"


def _executable(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("name", [units.SERVICE, units.SOCKET])
def test_the_published_units_are_found(name: str) -> None:
    assert "[Unit]" in units.template(name)


def test_a_checkout_and_a_package_hold_the_same_tree() -> None:
    assert {entry.name for entry in units.folder().iterdir()} >= {"system", "user"}


def test_the_running_command_is_the_one_that_was_called(tmp_path: Path) -> None:
    called = _executable(tmp_path / "bin" / "askwell")
    other = _executable(tmp_path / "scripts" / "askwell")
    assert units.running_command(str(called), other.parent, "python3") == (str(called),)


def test_a_link_is_kept_as_it_was_called(tmp_path: Path) -> None:
    target = _executable(tmp_path / "venv" / "askwell")
    link = tmp_path / "bin" / "askwell"
    link.parent.mkdir()
    link.symlink_to(target)
    assert units.running_command(str(link), tmp_path, "python3") == (str(link),)


def test_python_m_proxy_finds_the_command_of_its_environment(tmp_path: Path) -> None:
    installed = _executable(tmp_path / "askwell")
    argv0 = str(tmp_path / "proxy" / "__main__.py")
    assert units.running_command(argv0, tmp_path, "python3") == (str(installed),)


def test_without_a_command_the_interpreter_runs_the_package(tmp_path: Path) -> None:
    command = units.running_command("/gone/askwell", tmp_path, "/usr/bin/python3")
    assert command == ("/usr/bin/python3", "-m", "proxy")


def test_the_command_takes_the_place_of_the_published_one() -> None:
    filled = units.fill_service(TEMPLATE, ["/opt/a/askwell", "serve"])
    assert filled == "[Service]\nExecStart=/opt/a/askwell serve\nRestart=no\n"


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("/plain/path-1.2", "/plain/path-1.2"),
        ("/with space", '"/with space"'),
        ("/100%/x", '"/100%%/x"'),
        ('/a"b', '"/a\\"b"'),
        ("/a\\b", '"/a\\\\b"'),
        ("/a'b", '"/a\'b"'),
        ("/é", '"/é"'),
        ("/a;b", '"/a;b"'),
    ],
)
def test_no_word_means_more_than_its_characters(word: str, written: str) -> None:
    assert f"ExecStart=/askwell {written}\n" in units.fill_service(TEMPLATE, ["/askwell", word])


@pytest.mark.parametrize("program", ["/a'b/askwell", '/a"b/askwell', "/a\\b/askwell"])
def test_a_program_that_systemd_would_refuse_is_refused_first(program: str) -> None:
    with pytest.raises(units.UnitError, match="quotes or backslashes"):
        units.fill_service(TEMPLATE, [program])


def test_a_program_may_have_spaces_and_percent_signs() -> None:
    assert 'ExecStart="/a b/100%%/x"\n' in units.fill_service(TEMPLATE, ["/a b/100%/x"])


def test_only_arguments_have_variables_to_escape() -> None:
    filled = units.fill_service(TEMPLATE, ["/a$b", "/c$HOME"])
    assert 'ExecStart="/a$b" "/c$$HOME"\n' in filled


@pytest.mark.parametrize("word", ["/a\nExecStartPre=/bin/x", "/a\tb", "/a\udc80b"])
def test_a_word_cannot_add_a_line(word: str) -> None:
    with pytest.raises(units.UnitError):
        units.fill_service(TEMPLATE, ["/askwell", word])


def test_a_checkout_is_named_as_working_directory() -> None:
    filled = units.fill_service(TEMPLATE, ["python3"], Path("/my 100%"))
    assert "WorkingDirectory=/my 100%%\n" in filled


def test_the_socket_listens_where_the_configuration_says() -> None:
    template = units.template(units.SOCKET)
    filled = units.fill_socket(template, ["127.0.0.1", "::1"], 2525)
    lines = [line for line in filled.splitlines() if line.startswith("ListenStream=")]
    assert lines == ["ListenStream=127.0.0.1:2525", "ListenStream=[::1]:2525"]


def test_a_stamped_text_is_known_until_edited() -> None:
    text = units.stamped(TEMPLATE)
    assert text.endswith(TEMPLATE)
    assert units.is_stamped(text)
    assert not units.is_stamped(text.replace("Restart=no", "Restart=always"))
    assert not units.is_stamped(text + "\n")
    assert not units.is_stamped(TEMPLATE)
