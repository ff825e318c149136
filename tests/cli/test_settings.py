from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from ergo_cli.cli.settings import Settings, keep_country, settings
from ergo_cli.errors import ExitCode, SettingsError
from ergo_cli.plain import clean
from tests.conftest import Ergo


@pytest.fixture
def config(home: Path) -> Path:
    home.mkdir()
    return home / "config.toml"


def refusal(config: Path) -> str:
    """Return what is told of a *config* that cannot be used, after its path."""
    with pytest.raises(SettingsError) as caught:
        settings()
    where, what = str(caught.value).split(": ", 1)
    assert where == str(config)
    return what


def test_without_a_file_there_are_defaults_and_nothing_is_made(home: Path) -> None:
    assert settings() == Settings(country=None, screening_days=30)
    assert not home.exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Settings()),
        ("# nothing but a remark\n", Settings()),
        ('country = "GB"', Settings(country="GB")),
        ("country = 'gb' # small\r\n", Settings(country="gb")),
        ("screening_days = 1", Settings(screening_days=1)),
        ("screening_days = 365", Settings(screening_days=365)),
        ('screening_days = 7\ncountry = "US"\n', Settings("US", 7)),
    ],
)
def test_what_the_file_says_is_set_and_the_rest_is_as_by_default(config: Path, text: str, expected: Settings) -> None:
    config.write_bytes(text.encode())
    assert settings() == expected


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('county = "GB"', "unknown field `county`"),
        ('[ergo]\ncountry = "GB"', "unknown field `ergo`"),
        ('country = "Great Britain"', "country"),
        ('country = ""', "country"),
        ('country = "G1"', "country"),
        ('country = "GB\\n"', "country"),
        ("country = 44", "country"),
        ("screening_days = 0", "screening_days"),
        ("screening_days = 366", "screening_days"),
        ("screening_days = -30", "screening_days"),
        ("screening_days = 1.5", "screening_days"),
        ('screening_days = "30"', "screening_days"),
        ("screening_days = 99999999999999999999", "screening_days"),
    ],
)
def test_a_setting_that_does_not_exist_or_cannot_be_is_refused_by_its_name(config: Path, text: str, what: str) -> None:
    config.write_text(text)
    assert what in refusal(config)
    assert 'It may say: country = "GB"' in refusal(config)


@pytest.mark.parametrize("text", ["country = GB", "country", 'country = "GB"\ncountry = "US"', "[", "\x00", "{}"])
def test_what_is_no_toml_is_refused_with_its_place(config: Path, text: str) -> None:
    config.write_text(text)
    assert re.search(r"\(at (line \d+, column \d+|end of document)\)$", refusal(config))


@pytest.mark.parametrize("data", [b"\xff\xfe", 'country = "GB"'.encode("utf-16")])
def test_what_is_no_text_is_refused(config: Path, data: bytes) -> None:
    config.write_bytes(data)
    assert refusal(config)


def test_a_folder_in_the_place_of_the_file_is_refused(config: Path) -> None:
    config.mkdir()
    assert "directory" in refusal(config)


def test_what_is_told_of_the_file_cannot_reach_the_terminal_raw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "a\x1b[31m"
    home.mkdir()
    monkeypatch.setenv("ERGO_HOME", str(home))
    (home / "config.toml").write_text('"\\u001b[31m\\u202e" = 1')
    with pytest.raises(SettingsError) as caught:
        settings()
    assert [line for line in str(caught.value).split("\n") if line != clean(line)] == []


@pytest.mark.parametrize(
    "argv", [("troubleshoot", "wrist-pain"), ("stretch", "wrist-circles"), ("screen", "--status"), ()]
)
def test_a_broken_file_is_named_by_whatever_looks_at_the_history(ergo: Ergo, home: Path, argv: tuple[str, ...]) -> None:
    assert ergo("screen", "--new-pain").code == 0
    (home / "config.toml").write_text("country = ")
    code, out, err = ergo(*argv)
    assert (code, out) == (2, "")
    assert str(home / "config.toml") in err


def test_settings_that_cannot_be_used_are_a_mistake_in_usage() -> None:
    assert SettingsError("").exit_code is ExitCode.USAGE


def test_a_country_is_kept_in_a_file_and_folder_for_the_owner_alone(home: Path) -> None:
    keep_country("GB")
    config = home / "config.toml"
    assert settings() == Settings(country="GB")
    assert [stat.S_IMODE(entry.stat().st_mode) for entry in (home, config)] == [0o700, 0o600]


@pytest.mark.parametrize("before", ["", "screening_days = 7\n", "# Größe\nscreening_days = 7", "\n\n# end"])
def test_a_country_is_kept_beside_what_was_set_before(config: Path, before: str) -> None:
    config.write_text(before, encoding="utf-8")
    days = settings().screening_days
    keep_country("US")
    assert settings() == Settings("US", days)
    assert config.read_text(encoding="utf-8").endswith(before)


def test_a_country_is_kept_where_a_linked_file_really_is(config: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "dotfiles.toml"
    elsewhere.write_text("screening_days = 7\n")
    config.symlink_to(elsewhere)
    keep_country("GB")
    assert config.is_symlink()
    assert settings() == Settings("GB", 7)


def test_a_country_is_kept_in_front_of_any_table(config: Path) -> None:
    config.write_text("[later]\nsetting = 1\n")
    keep_country("DE")
    assert config.read_text() == 'country = "DE"\n[later]\nsetting = 1\n'


@pytest.mark.parametrize("data", [b"# \xff\n", b"\xff\xfe"])
def test_a_country_is_not_kept_where_it_would_spoil_what_cannot_be_read(config: Path, data: bytes) -> None:
    config.write_bytes(data)
    with pytest.raises(SettingsError, match=r"config\.toml: "):
        keep_country("GB")
    assert config.read_bytes() == data


def test_a_country_that_cannot_be_kept_is_an_error(home: Path) -> None:
    home.write_text("a file")
    with pytest.raises(SettingsError, match=r"config\.toml: "):
        keep_country("GB")
