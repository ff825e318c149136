"""A full disk: a result is shown whatever happens, the trouble is told, what was there before stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_contract import CLEAR, EMERGENCY
from tests.conftest import Ergo
from tests.faults.processes import in_shell, lines, with_small_files

full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")


@pytest.mark.parametrize("limit", [0, 20_000])
def test_on_a_full_disk_the_outcome_is_shown_the_trouble_told_and_the_past_kept(
    ergo: Ergo, home: Path, limit: int
) -> None:
    assert ergo(*CLEAR).code == 0
    before = ergo("data", "export").out
    run = with_small_files(limit, *EMERGENCY, "--country=GB")
    assert run.returncode == 74
    assert run.stdout.startswith("▌ Get emergency help now\n")
    assert lines(run) == [
        f"ergo: the history {home / 'history.db'} could not be used: the disk is full or failing",
    ]
    after = ergo("data", "export").out
    assert json.loads(after)["result"] == json.loads(before)["result"]
    assert ergo(*CLEAR).code == 0


def test_on_a_full_disk_what_was_recorded_can_be_read_and_deleted(ergo: Ergo, home: Path) -> None:
    ergo(*CLEAR)
    for argv in (["screen", "--status"], ["data", "export"], ["data", "forget", "--yes"]):
        assert with_small_files(0, *argv).returncode == 0, argv
    assert list(home.iterdir()) == []


def test_an_export_that_finds_no_room_says_so(ergo: Ergo, tmp_path: Path) -> None:
    for _ in range(5):
        ergo(*CLEAR)
    run = in_shell(f"> {tmp_path / 'export.json'}", "data", "export")
    assert (run.returncode, run.stderr) == (0, "")
    run = in_shell("> /dev/full", "data", "export")
    assert (run.returncode, lines(run)) == (74, ["ergo: the result could not be written: No space left on device"])


@full
@pytest.mark.parametrize("argv", [["--help"], ["data", "--help"]], ids=" ".join)
def test_help_that_finds_no_room_is_no_bug(argv: list[str]) -> None:
    run = in_shell("> /dev/full", *argv)
    assert (run.returncode, lines(run)) == (74, ["ergo: the result could not be written: No space left on device"])


@full
@pytest.mark.parametrize(("argv", "code"), [(["screem"], 2), (CLEAR, 0)])
def test_talk_that_finds_no_room_changes_no_exit_code(argv: list[str], code: int) -> None:
    assert in_shell("2> /dev/full", *argv).returncode == code
