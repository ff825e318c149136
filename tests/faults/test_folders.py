"""Folders that cannot be written, or are not there: what can be read is read, and the rest is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ergo_cli.cli.main import main
from tests.cli.test_contract import CLEAR, EMERGENCY, LINES
from tests.cli.test_gate import screened
from tests.conftest import Ergo, Run
from tests.users import somebody_else

# So many users no machine has: this one is not among them.
UNKNOWN = 54321
HOMELESS = "ergo: your home folder is not known; set HOME, or ERGO_HOME to a folder of your own\n"
READING = [
    [],
    ["screen", "--status"],
    ["setup-check", "last"],
    ["setup-check", "diff"],
    ["stretch", "--show", "neck-stretch"],
    ["troubleshoot", "wrist-pain"],
    ["data", "path"],
    ["data", "export"],
]
NEEDLESS = [["posture"], ["fit", "178"], ["content", "list"], ["content", "lint"], ["screen", "--template"]]
CHECKED = LINES["setup-check"].argv
WRITING = [CLEAR, ["screen", "--new-pain"], ["screen", "--forget", "--yes"], ["data", "forget", "--yes"]]


@pytest.fixture(scope="module", autouse=True)
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Import as root what the commands import: the interpreter may be where nobody else can read it."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        patch.setenv("ERGO_HOME", str(tmp_path_factory.mktemp("warm")))
        for argv in (
            *READING,
            *WRITING,
            *NEEDLESS,
            CHECKED,
            EMERGENCY,
            ["content", "lint"],
            ["screen", "--answers", "-"],
        ):
            patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"[]")))
            main(argv)


@pytest.fixture
def mine(ergo: Ergo, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The home of somebody whom file modes bind, with a past in it."""
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        monkeypatch.setenv("ERGO_HOME", str(home))
        os.chmod(folder, 0o777)  # noqa: PTH101, S103  # for somebody else, for a moment
        with somebody_else():
            assert ergo(*CLEAR).code == 0
            yield home


def test_a_history_that_is_read_only_is_closed_to_others_and_stays_read_only(ergo: Ergo, mine: Path) -> None:
    (mine / "history.db").chmod(0o444)
    assert ergo(*CLEAR).code == 74
    assert (mine / "history.db").stat().st_mode & 0o777 == 0o400


def test_a_history_that_is_read_only_is_overwritten_before_it_is_deleted(ergo: Ergo, mine: Path) -> None:
    (mine / "history.db").chmod(0o400)
    with open(mine / "history.db", "rb") as open_before:  # noqa: PTH123  # what was deleted can be read through it
        assert ergo("data", "forget", "--yes").code == 0
        left = open_before.read()
    assert (left.strip(b"\0"), len(left) > 0) == (b"", True)


Sealed = Callable[..., Run]


@pytest.fixture(params=[(0o400, 0o500), (0o600, 0o500), (0o400, 0o700)], ids=["both", "folder", "file"])
def sealed(ergo: Ergo, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Sealed]:
    """Run `ergo` with a past in a home that is read-only: the file, the folder or both."""
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        monkeypatch.setenv("ERGO_HOME", str(home))
        os.chmod(folder, 0o777)  # noqa: PTH101, S103  # for somebody else, for a moment
        with somebody_else():
            assert [ergo(*CHECKED).code for _ in range(2)] == [0, 0]
            screened(home)
            file, directory = request.param
            (home / "history.db").chmod(file)
            home.chmod(directory)
            before = (home / "history.db").read_bytes()
            yield ergo
            assert (home / "history.db").read_bytes() == before
            home.chmod(0o700)
            (home / "history.db").chmod(0o600)
            assert ergo(*CLEAR)[::2] == (0, "")  # and nothing is in the way of what comes later


def test_what_was_recorded_can_be_read_where_nothing_can_be_written(sealed: Sealed) -> None:
    for argv in READING:
        code, out, err = sealed(*argv)
        assert code == 0, argv
        assert out, argv
        assert "ergo: " not in err, argv


def test_a_read_only_past_counts(sealed: Sealed) -> None:
    assert '"tier":"clear"' in sealed("screen", "--status", "--json").out
    assert sealed("data", "export").out.count('"kind":') > 2


def test_where_nothing_can_be_written_an_outcome_is_shown_and_the_trouble_told(sealed: Sealed) -> None:
    code, out, err = sealed(*EMERGENCY, "--country=GB")
    assert (code, out.splitlines()[0]) == (74, "▌ Get emergency help now")
    assert "it is read-only; check the permissions of the file and its folder" in err
    assert len(err.splitlines()) == 1


@pytest.fixture
def homeless(ergo: Ergo, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ergo]:
    """Run `ergo` as somebody who has no home: no variable names one, nor does the list of users."""
    if os.getuid() != 0:
        pytest.skip("only root can become a user whom nobody knows")
    for name in ("ERGO_HOME", "HOME"):
        monkeypatch.delenv(name)
    os.setresuid(UNKNOWN, UNKNOWN, 0)
    try:
        if not os.access(__file__, os.R_OK):
            pytest.skip("the program is where only root can read it")
        yield ergo
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.parametrize("argv", NEEDLESS, ids=" ".join)
def test_without_a_home_all_works_that_needs_none(homeless: Ergo, argv: list[str]) -> None:
    code, out, err = homeless(*argv)
    assert (code, err) == (0, "")
    assert out


@pytest.mark.parametrize(
    "argv",
    [[], ["screen", "--status"], ["screen", "--new-pain"], ["data", "export"], ["data", "forget", "--yes"]],
    ids=" ".join,
)
def test_without_a_home_what_needs_one_says_so(homeless: Ergo, argv: list[str]) -> None:
    assert homeless(*argv) == (74, "", HOMELESS)


def test_without_a_home_a_screening_tells_its_outcome(homeless: Ergo) -> None:
    code, out, err = homeless(*EMERGENCY)
    assert (code, out.splitlines()[0]) == (74, "▌ Get emergency help now")
    assert set(err.splitlines()) == {HOMELESS.strip()}
    assert homeless(*EMERGENCY, "--no-save").code == 4
