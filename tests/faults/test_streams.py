"""Streams that are closed or know few characters, and terminals that go away in the middle of it."""

from __future__ import annotations

import json
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from ergo_cli.store.history import History
from tests.cli.test_contract import EMERGENCY
from tests.cli.test_terminal import Start, Terminal, start
from tests.faults.processes import ERGO, in_shell, lines, run_python

__all__ = ["start"]  # a fixture

CLOSED = "ergo: stdout is closed: the result could not be written"
ASCII = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("argv", "code"), [(["siting"], 2), (EMERGENCY, 4)], ids=["nothing to show", "an outcome"])
def test_a_closed_stream_is_told_where_there_is_another(closed: str, argv: Sequence[str], code: int) -> None:
    run = in_shell(closed, *argv)
    unseen = ">&-" in closed.split() and code != 2
    assert run.returncode == (74 if unseen else code)
    assert (CLOSED in lines(run)) == (unseen and "2>&-" not in closed)


def test_what_is_recorded_with_all_streams_closed_is_recorded(home: Path) -> None:
    in_shell("<&- >&- 2>&-", *EMERGENCY)
    assert len(History(home / "history.db").all(["screen-back"])) == 1


@pytest.mark.parametrize(
    ("argv", "shown"),
    [
        (["posture", "sitting"], ["  +  Keep ear, shoulder", "  x  Letting head"]),
        (["fit", "178"], ["46 +/- 2.5 cm"]),
        ([*EMERGENCY, "--no-save"], ["| Get emergency help now"]),
    ],
    ids=lambda value: " ".join(value)[:20],
)
def test_with_ascii_alone_good_and_bad_can_be_told_apart(argv: Sequence[str], shown: Sequence[str]) -> None:
    run = in_shell("", *argv, **ASCII)
    assert lines(run) == []
    assert run.stdout.isascii()
    assert [text for text in shown if text not in run.stdout] == []
    assert "?  " not in run.stdout


def test_json_comes_through_ascii_as_it_is(home: Path) -> None:
    path = home / "packs" / "mine" / "habits.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("habits: [{id: music, name: Singen ü 🎵, text: Sing., tips: [], sources: [kp-ergonomics]}]\n")
    run = in_shell("", "habits", "music", "--json", PYTHONIOENCODING="ascii")
    assert (run.stdout.isascii(), run.stderr) == (True, "")
    assert json.loads(run.stdout)["result"]["habits"][0]["name"] == "Singen ü 🎵"


@pytest.mark.parametrize("env", [ASCII, {"LANG": "C"}], ids=["ASCII", "C"])
def test_in_the_c_locale_nothing_is_a_bug(env: dict[str, str]) -> None:
    run = in_shell("", "troubleshoot", "caf\udce9", **env)
    assert lines(run) is not None
    assert run.returncode in {0, 1}


@pytest.mark.parametrize("number", [signal.SIGHUP])
def test_a_terminal_or_session_that_ends_keeps_the_answers_so_far(start: Start, home: Path, number: int) -> None:
    terminal = start(*ERGO, "screen")
    answer(terminal, "n", 2)
    terminal.signal(number)
    assert terminal.end() in {74, 130}  # where the terminal is gone, nothing can be told
    drafts = History(home / "history.db").drafts()
    assert drafts == {"screen-back": {"leg-symptoms": "no", "bladder-bowel": "no"}}


def test_a_signal_that_is_to_be_ignored_is_ignored() -> None:
    run = run_python(
        "import os, signal; from ergo_cli.cli import main; signal.signal(signal.SIGHUP, signal.SIG_IGN); "
        "main._end_as_if_interrupted(); os.kill(os.getpid(), signal.SIGHUP); print('alive')"
    )
    assert run.stdout == "alive\n"


def answer(terminal: Terminal, key: str, count: int) -> None:
    """Press *key* for each of the first *count* questions and wait for the next."""
    for number in range(1, count + 1):
        terminal.expect(f"{number}/")
        terminal.press(key)
    terminal.expect(f"{count + 1}/")
