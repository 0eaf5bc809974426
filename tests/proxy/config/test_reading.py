"""Bad configurations: each is refused with the file, the key and what to do. Good ones load."""

from pathlib import Path

import pytest
import trustme

from proxy.config import Auth, Config, ConfigError, WarningStyle, load
from proxy.policy import DEFAULT_TAGS, TagPolicy, Unreadable
from proxy.smarthost import Tls

ACCOUNT = """
[[account]]
name = "main"
senders = ["ann@example.org"]
host = "smtp.example.org"
port = 465
tls = "implicit"
"""

OPEN_TO_ALL = '[listen]\nhost = "0.0.0.0"\ntls = "starttls"\ncertificate = "c.pem"\nkey = "k.pem"\n'

STORED = 'auth = "stored"\n'


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with c.pem and k.pem, which belong together, and other.pem, which doesn't."""
    folder = tmp_path_factory.mktemp("pem")
    authority = trustme.CA()
    for certificate, key in (("c.pem", "k.pem"), ("other-c.pem", "other.pem")):
        issued = authority.issue_cert("localhost")
        issued.cert_chain_pems[0].write_to_path(str(folder / certificate))
        issued.private_key_pem.write_to_path(str(folder / key))
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    return folder


def _load(folder: Path, text: str | bytes) -> Config:
    file = folder / "config.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(file)


def _without(key: str) -> str:
    return "\n".join(line for line in ACCOUNT.splitlines() if not line.startswith(f"{key} ="))


def _with(key: str, value: str) -> str:
    return f"{_without(key)}\n{key} = {value}\n"


BAD: dict[str, tuple[str | bytes, str]] = {
    "nothing at all": ("", "account: is missing"),
    "not TOML": ("[listen\n", "is not valid TOML: "),
    "twice the same key": ("[listen]\nport = 1\nport = 2\n" + ACCOUNT, "is not valid TOML: "),
    "not UTF-8": (b"# caf\xe9\n", "is not UTF-8 text: save it as UTF-8"),
    "unknown table": (
        "[listn]\nport = 1\n" + ACCOUNT,
        "listn: is no key that Askwell knows; did you mean listen?",
    ),
    "unknown key": (
        "[listen]\nprot = 1587\n" + ACCOUNT,
        "[listen] prot: is no key that Askwell knows; did you mean port?",
    ),
    "unknown key of an account": (
        _with("sender", '"x"'),
        "[[account]] number 1: sender: is no key that Askwell knows; did you mean senders?",
    ),
    "a table that is none": ("listen = 1587\n" + ACCOUNT, "listen: must be a table, not 1587"),
    "an account as a plain table": ("[account]\n", "account: must be written as [[account]]"),
    "accounts as words": ('account = ["main"]\n', "account: must be written as [[account]]"),
    "port as text": (
        '[listen]\nport = "1587"\n' + ACCOUNT,
        "[listen] port: must be a whole number, not '1587'",
    ),
    "port as a flag": (
        "[listen]\nport = true\n" + ACCOUNT,
        "[listen] port: must be a whole number, not True",
    ),
    "port out of range": (
        "[listen]\nport = 70000\n" + ACCOUNT,
        "[listen] port: must be from 1 to 65535, not 70000",
    ),
    "a flag as text": (
        '[listen]\nipv6_loopback = "no"\n' + ACCOUNT,
        "[listen] ipv6_loopback: must be true or false, not 'no'",
    ),
    "seconds out of range": (
        "[hold]\nconfirm_window_s = -1\n" + ACCOUNT,
        "[hold] confirm_window_s: must be from 0 to 86400 seconds, not -1",
    ),
    "seconds as text": (
        '[hold]\nconfirm_window_s = "15m"\n' + ACCOUNT,
        "[hold] confirm_window_s: must be a number of seconds, not '15m'",
    ),
    "unknown warning style": (
        '[hold]\nwarning = "sms"\n' + ACCOUNT,
        '[hold] warning: must be one of "reply", "email", not "sms"',
    ),
    "no name": (_without("name"), "[[account]] number 1: name: is missing; it must be a string"),
    "empty name": (_with("name", '" "'), "[[account]] number 1: name: must not be empty"),
    "no host": (_without("host"), "[[account]] number 1: host: is missing"),
    "no port": (
        _without("port"),
        "[[account]] number 1: port: is missing; it must be a whole number",
    ),
    "no tls": (_without("tls"), "[[account]] number 1: tls: is missing"),
    "unknown tls": (
        _with("tls", '"ssl"'),
        '[[account]] number 1: tls: must be one of "implicit", "starttls", "none", not "ssl"',
    ),
    "no senders": (
        _without("senders"),
        "[[account]] number 1: senders: is missing; it must be a list of strings",
    ),
    "empty senders": (
        _with("senders", "[]"),
        'senders: must name at least one mailbox; "*" stands for any',
    ),
    "senders as text": (
        _with("senders", '"ann@example.org"'),
        "senders: must be a list of strings, not 'ann@example.org'",
    ),
    "a sender that is a number": (_with("senders", "[7]"), "senders: must be a list of strings"),
    "a sender that is no mailbox": (
        _with("senders", '["ann at example"]'),
        "senders: 'ann at example' is not a mailbox",
    ),
    "unknown auth": (
        _with("auth", '"password"'),
        'auth: must be one of "passthrough", "stored", "none", not "password"',
    ),
    "a password command without a use": (
        _with("password_command", '"pass x"'),
        'password_command: has no use with auth = "passthrough"; set "stored"',
    ),
    "a credential without a use": (
        _with("credential", '"smtp"'),
        'credential: has no use with auth = "passthrough"; set "stored"',
    ),
    "a password command as a number": (
        ACCOUNT + STORED + "password_command = 1\n",
        "password_command: must be a string or a list of strings, not 1",
    ),
    "two places for a password": (
        ACCOUNT + STORED + 'password_command = "x"\ncredential = "y"\n',
        "credential: and password_command exclude each other; keep one",
    ),
    "nobody to log in as": (
        _with("senders", '["*"]') + STORED,
        'username: is missing; auth = "stored" logs in with it',
    ),
    "a password over an open line": (
        _with("tls", '"none"'),
        'tls: must be "implicit" or "starttls": a password would go over an open line',
    ),
    "no such authority": (
        _with("ca_file", '"gone.pem"'),
        "gone.pem can't be read: No such file or directory",
    ),
    "two accounts of one name": (
        ACCOUNT + ACCOUNT.replace("ann@", "bob@"),
        'account: two accounts are called "main"; give each its own name',
    ),
    "a sender of two accounts": (
        ACCOUNT + ACCOUNT.replace('"main"', '"work"').replace("ann@example.org", "Ann@Example.org"),
        'account: Ann@example.org is a sender of "main" and of "work"; keep one',
    ),
    "itself as the smarthost": (
        _with("host", '"localhost"').replace("465", "1587"),
        "localhost:1587, which is Askwell itself: name your real outgoing server",
    ),
    "itself on IPv6": (_with("host", '"::1"').replace("465", "1587"), "which is Askwell itself"),
    "itself by the address it listens on": (
        '[listen]\nport = 465\nhost = "127.0.0.2"\n' + _with("host", '"127.0.0.2"'),
        "which is Askwell itself",
    ),
    "open to the network without TLS": (
        '[listen]\nhost = "0.0.0.0"\n' + ACCOUNT,
        "[listen] host: 0.0.0.0 can be reached from other machines: set tls, certificate and key",
    ),
    "TLS without a certificate": (
        '[listen]\ntls = "starttls"\n' + ACCOUNT,
        '[listen] certificate: is missing; tls = "starttls" needs a PEM file here',
    ),
    "TLS with a certificate that is gone": (
        '[listen]\ntls = "starttls"\ncertificate = "gone.pem"\n' + ACCOUNT,
        "gone.pem can't be read: No such file or directory",
    ),
    "tags as a list": ('tags = ["network"]\n' + ACCOUNT, "tags: must be written as [tags.NAME]"),
    "a tag that is no table": (
        '[tags]\nnetwork = "hold"\n' + ACCOUNT,
        "tags.network: must be a table, [tags.network]",
    ),
    "a tag that is no word": (
        '[tags."my friends"]\nhold = []\n' + ACCOUNT,
        "[tags.my friends]: 'my friends' is not a tag",
    ),
    "an unknown check": (
        '[tags.network]\nhold = ["jobask"]\n' + ACCOUNT,
        '[tags.network] hold: there is no check "jobask"; the checks are "job-ask", ',
    ),
    "an unknown check to advise": (
        '[tags.network]\nadvise = ["cv"]\n' + ACCOUNT,
        '[tags.network] advise: there is no check "cv"',
    ),
    "a tag with a rule that there is not": (
        '[tags.network]\nadvise = ["resume/lnik"]\n' + ACCOUNT,
        '[tags.network] advise: there is no rule "resume/lnik"; did you mean "resume/link"',
    ),
    "an unknown key of a tag": (
        '[tags.network]\nholds = ["resume"]\n' + ACCOUNT,
        "[tags.network] holds: is no key that Askwell knows; did you mean hold?",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_configuration_is_refused_by_file_key_and_remedy(case: str, tmp_path: Path) -> None:
    text, told = BAD[case]
    with pytest.raises(ConfigError) as refused:
        _load(tmp_path, text)
    assert str(refused.value).startswith(f"{tmp_path / 'config.toml'}: ")
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_no_configuration_points_to_init(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="run 'askwell init' to make one"):
        load(tmp_path / "config.toml")


def test_a_directory_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't be read: Is a directory"):
        load(tmp_path)


def test_a_certificate_that_is_none_is_refused(tmp_path: Path, pem: Path) -> None:
    text = (
        f'[listen]\ntls = "implicit"\ncertificate = "config.toml"\nkey = "{pem}/k.pem"\n{ACCOUNT}'
    )
    with pytest.raises(ConfigError, match=r"\[listen\] certificate: can't be used with its key"):
        _load(tmp_path, text)


def test_a_key_of_another_certificate_is_refused(tmp_path: Path, pem: Path) -> None:
    listen = f'[listen]\ntls = "implicit"\ncertificate = "{pem}/c.pem"\nkey = "{pem}/other.pem"\n'
    with pytest.raises(ConfigError, match="certificate: can't be used with its key"):
        _load(tmp_path, listen + ACCOUNT)


def test_a_file_without_authorities_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="ca_file: holds no certificates in PEM form"):
        _load(tmp_path, _with("ca_file", '"config.toml"'))


def test_open_to_the_network_an_account_without_login_is_refused(tmp_path: Path, pem: Path) -> None:
    text = OPEN_TO_ALL.replace('"c.pem"', f'"{pem}/c.pem"').replace('"k.pem"', f'"{pem}/k.pem"')
    with pytest.raises(ConfigError, match=r'\[listen\] host: .* the account "main" asks for no'):
        _load(tmp_path, text + _with("auth", '"none"'))


def test_open_to_the_network_with_tls_and_login_is_allowed(tmp_path: Path, pem: Path) -> None:
    text = OPEN_TO_ALL.replace('"c.pem"', f'"{pem}/c.pem"').replace('"k.pem"', f'"{pem}/k.pem"')
    config = _load(tmp_path, text + ACCOUNT)
    assert not config.listen.is_local
    assert config.listen.tls is Tls.STARTTLS
    assert config.listen.tls_context() is not None


def test_open_to_the_network_askwell_recognises_itself(tmp_path: Path, pem: Path) -> None:
    text = OPEN_TO_ALL.replace('"c.pem"', f'"{pem}/c.pem"').replace('"k.pem"', f'"{pem}/k.pem"')
    with pytest.raises(ConfigError, match="which is Askwell itself"):
        _load(tmp_path, text + _with("host", '"127.0.0.1"').replace("465", "1587"))


def test_the_least_configuration_gets_the_defaults(tmp_path: Path) -> None:
    config = _load(tmp_path, ACCOUNT)
    (account,) = config.accounts
    assert config.listen.hosts == ("127.0.0.1", "::1")
    assert config.listen.port == 1587
    assert config.listen.tls is Tls.NONE
    assert config.hold.warning is WarningStyle.REPLY
    assert config.hold.confirm_window_s == 900
    assert config.tags == DEFAULT_TAGS
    assert account.auth is Auth.PASSTHROUGH
    assert account.login_name == "ann@example.org"
    assert account.warning is WarningStyle.REPLY
    assert account.smarthost.timeout_s == 90


def test_an_account_warns_as_hold_says_unless_it_says_otherwise(tmp_path: Path) -> None:
    other = ACCOUNT.replace('"main"', '"work"').replace("ann@", "bob@") + 'warning = "reply"\n'
    config = _load(tmp_path, f'[hold]\nwarning = "email"\n{ACCOUNT}{other}')
    assert [account.warning for account in config.accounts] == ["email", "reply"]


def test_a_password_command_is_a_shell_line_or_a_list_of_words(tmp_path: Path) -> None:
    line = _load(tmp_path, ACCOUNT + STORED + 'password_command = "pass show mail | head -1"\n')
    words = _load(tmp_path, ACCOUNT + STORED + 'password_command = ["pass", "show", "mail"]\n')
    assert line.accounts[0].password_command == ("/bin/sh", "-c", "pass show mail | head -1")
    assert words.accounts[0].password_command == ("pass", "show", "mail")


def test_a_server_on_this_machine_may_do_without_tls(tmp_path: Path) -> None:
    text = _with("host", '"127.0.0.1"').replace('"implicit"', '"none"').replace("465", "25")
    assert _load(tmp_path, text).accounts[0].smarthost.tls is Tls.NONE


def test_an_open_line_without_a_password_is_allowed(tmp_path: Path) -> None:
    config = _load(tmp_path, _with("tls", '"none"') + 'auth = "none"\n')
    assert config.accounts[0].auth is Auth.NONE


def test_files_are_looked_for_beside_the_configuration(tmp_path: Path, pem: Path) -> None:
    (tmp_path / "ca.pem").write_bytes((pem / "ca.pem").read_bytes())
    config = _load(tmp_path, _with("ca_file", '"ca.pem"'))
    assert config.accounts[0].smarthost.ca_file == tmp_path.resolve() / "ca.pem"


def test_tags_are_added_to_the_defaults_and_may_change_them(tmp_path: Path) -> None:
    text = '[tags.network]\nhold = ["resume"]\n[tags.Mentor]\nadvise = ["job-ask"]\n'
    tags = _load(tmp_path, text + ACCOUNT).tags
    assert tags["network"] == TagPolicy(frozenset({"resume"}), frozenset({"coaching"}))
    assert tags["mentor"] == TagPolicy(advise=frozenset({"job-ask"}))
    assert tags["close"] == DEFAULT_TAGS["close"]


def test_what_a_tag_holds_need_not_be_taken_out_of_what_it_advises(tmp_path: Path) -> None:
    tags = _load(tmp_path, '[tags.close]\nhold = ["resume"]\n' + ACCOUNT).tags
    assert tags["close"] == TagPolicy(frozenset({"resume"}), frozenset({"job-ask"}))


def test_senders_may_be_patterns(tmp_path: Path) -> None:
    config = _load(tmp_path, _with("senders", '["*@Example.org", "*"]'))
    assert config.accounts[0].senders == ("*@example.org", "*")
    assert config.account_for("anyone@example.org") is not None


@pytest.mark.parametrize("choice", Unreadable)
def test_what_follows_from_the_unreadable_is_a_choice_for_all_tags(
    choice: Unreadable, tmp_path: Path
) -> None:
    text = f'{ACCOUNT}\n[judgement]\nunreadable = "{choice}"\n[tags.mentor]\nhold = ["resume"]\n'
    tags = _load(tmp_path, text).tags
    assert {policy.unreadable for policy in tags.values()} == {choice}
    assert "mentor" in tags
