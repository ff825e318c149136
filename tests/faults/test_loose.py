"""Folders and files that have become open to others: ours are closed again at the next write, nobody else's are touched."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.test_contract import CLEAR
from tests.conftest import Ergo
from tests.faults.processes import ERGO, environment
from tests.users import NOBODY
from tests.windows import windows

__all__ = ["windows"]  # a fixture

# Everything that ergo leaves in a folder, at one time or another.
OURS = ("history.db", "history.db-wal", "history.db-shm", "history.db.damaged-1", "history.db.damaged-1-wal")
WRITE = ["screen", "--new-pain"]


def modes(folder: Path) -> Mapping[str, int]:
    """Return the modes of *folder* (its name is a dot) and of all that is in it."""
    found = {entry.name: stat.S_IMODE(entry.lstat().st_mode) for entry in folder.iterdir()}
    return {".": stat.S_IMODE(folder.stat().st_mode), **found}


def loosen(folder: Path, *, mode: int = 0o755) -> None:
    for entry in folder.iterdir():
        entry.chmod(0o644)
    folder.chmod(mode)


@pytest.fixture
def used(ergo: Ergo, home: Path) -> Path:
    """A folder that holds a history and what may lie beside it, open to all."""
    assert ergo(*CLEAR).code == 0
    (home / "history.db.damaged-1").write_bytes(b"junk")
    (home / "history.db.damaged-1-wal").write_bytes(b"junk")
    (home / "config.toml").write_text('country = "GB"\n')
    loosen(home)
    return home


def test_a_folder_and_files_of_ours_are_closed_at_the_next_write_without_a_word(ergo: Ergo, used: Path) -> None:
    (used / "packs").mkdir()
    assert ergo(*WRITE)[::2] == (0, "")
    found = modes(used)
    assert {name: found[name] for name in (".", *OURS) if name in found} == {
        ".": 0o700,
        "history.db": 0o600,
        "history.db.damaged-1": 0o600,
        "history.db.damaged-1-wal": 0o600,
    }
    assert found["config.toml"] == 0o644  # the user wrote it


@pytest.mark.parametrize(
    "argv", [WRITE, CLEAR, ["screen", "--avoid", "neck"], ["screen", "--forget", "--yes"]], ids=" ".join
)
def test_whatever_writes_closes_them(ergo: Ergo, used: Path, argv: list[str]) -> None:
    assert ergo(*argv).code == 0
    assert modes(used)["."] == 0o700


@pytest.mark.parametrize(
    "argv", [["screen", "--status"], ["data", "export"], ["data", "path"], ["habits"]], ids=" ".join
)
def test_what_only_reads_changes_nothing(ergo: Ergo, used: Path, argv: list[str]) -> None:
    before = modes(used)
    assert ergo(*argv).code == 0
    assert modes(used) == before


def test_a_folder_that_holds_something_else_is_left_alone_and_our_files_are_closed(ergo: Ergo, used: Path) -> None:
    (used / "holiday.jpg").write_bytes(b"a picture")
    loosen(used, mode=0o775)
    assert ergo(*WRITE)[::2] == (0, "")
    found = modes(used)
    assert (found["."], found["holiday.jpg"], found["history.db"]) == (0o775, 0o644, 0o600)


@pytest.mark.parametrize("mode", [0o1777, 0o2775])
def test_a_folder_that_is_meant_to_be_shared_is_left_alone(ergo: Ergo, home: Path, mode: int) -> None:
    home.mkdir()
    home.chmod(mode)
    assert ergo(*WRITE).code == 0
    assert modes(home) == {".": mode, "history.db": 0o600}


@pytest.fixture
def default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that has ergo's name, there since before, with something in it that the user put there."""
    monkeypatch.delenv("ERGO_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "ergo"
    folder.mkdir()
    (folder / "copy of history.db").write_bytes(b"a copy")
    loosen(folder)
    return folder


def test_the_folder_with_our_name_is_ours_whatever_else_is_in_it(ergo: Ergo, default: Path) -> None:
    assert ergo(*WRITE)[::2] == (0, "")
    assert modes(default) == {".": 0o700, "copy of history.db": 0o644, "history.db": 0o600}


def test_a_link_with_our_name_leads_to_a_folder_that_may_not_be_ours(ergo: Ergo, default: Path, tmp_path: Path) -> None:
    elsewhere = default.rename(tmp_path / "elsewhere")
    default.symlink_to(elsewhere)
    assert ergo(*WRITE).code == 0
    assert modes(elsewhere) == {".": 0o755, "copy of history.db": 0o644, "history.db": 0o600}


def test_the_folder_of_the_settings_is_closed_when_something_is_set(default: Path, tmp_path: Path) -> None:
    from ergo_cli.cli.settings import keep_country

    folder = tmp_path / "config" / "ergo"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("screening_days = 7\n")
    loosen(folder)
    keep_country("GB")
    assert modes(folder) == {".": 0o700, "config.toml": 0o600}
    assert modes(default)["."] == 0o755


def test_what_belongs_to_somebody_else_is_not_touched(ergo: Ergo, used: Path) -> None:
    if os.geteuid():
        pytest.skip("only root can give a file to somebody else")
    for entry in (used, *used.iterdir()):
        os.chown(entry, NOBODY, NOBODY)
    before = modes(used)
    assert ergo(*WRITE).code == 0
    assert modes(used) == before


@pytest.mark.skipif(not shutil.which("strace"), reason="no strace here")
def test_a_mode_that_cannot_be_changed_stops_nothing(used: Path, tmp_path: Path) -> None:
    refusing = ["strace", "-f", "-qq", "-o", str(tmp_path / "calls"), "-e", "trace=?chmod,?fchmod,?fchmodat,?fchmodat2"]
    refusing += ["-e", "inject=?chmod,?fchmod,?fchmodat,?fchmodat2:error=EPERM"]
    run = subprocess.run([*refusing, *ERGO, *WRITE], env=environment({}), capture_output=True, text=True, check=False)
    if not (tmp_path / "calls").exists():
        pytest.skip("strace may not trace here")
    assert (run.returncode, run.stderr) == (0, "")
    assert "EPERM" in (tmp_path / "calls").read_text()
    assert modes(used)["."] == 0o755


@pytest.mark.usefixtures("windows")
def test_windows_has_no_modes_to_change(ergo: Ergo, used: Path) -> None:
    before = modes(used)
    assert ergo(*WRITE).code == 0
    assert modes(used) == before
