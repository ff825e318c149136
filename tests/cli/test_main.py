from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ergo_cli.cli.app import SUMMARIES, build
from ergo_cli.version import __version__
from tests.conftest import Ergo

ERGO = Path(sys.executable).with_name("ergo")
COMMANDS = [
    *([name] for name in SUMMARIES if name not in {"content", "data"}),
    ["data", "path"],
    ["data", "export"],
    ["data", "forget"],
    ["content", "list"],
    ["content", "lint"],
    ["content", "schema"],
]


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_name_in_the_summary_is_a_command(ergo: Ergo, name: str) -> None:
    code, out, err = ergo(name, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: ergo {name} ")


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_command_that_is_asked_for_is_built_and_the_others_are_only_named(name: str) -> None:
    app = build([name])
    built = {c.callback.__name__ for c in app.registered_commands if c.callback} - {"_not_asked_for"}
    assert len(built) + len(app.registered_groups) == 1
    assert len(app.registered_commands) + len(app.registered_groups) == len(SUMMARIES)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_help_of_every_command_has_an_example(ergo: Ergo, command: Sequence[str]) -> None:
    assert f"Example: ergo {' '.join(command)}" in ergo(*command, "--help").out


@pytest.mark.parametrize("command", [[], ["content"], ["data"], *COMMANDS], ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_fits_80_columns(ergo: Ergo, command: Sequence[str], option: str) -> None:
    code, out, err = ergo(*command, option)
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("command", [[], ["content"], ["data"]], ids=" ".join)
def test_the_list_of_commands_says_whole_what_each_is_for(ergo: Ergo, command: Sequence[str]) -> None:
    commands = ergo(*command, "--help").out.partition("Commands:\n")[2]
    assert [line for line in commands.splitlines() if line.endswith("...")] == []


def test_the_version_is_told(ergo: Ergo) -> None:
    assert ergo("--version") == (0, f"ergo {__version__}\n", "")


@pytest.mark.parametrize("option", ["--json", "--no-input", "--format=json"])
def test_an_option_in_front_of_the_command_is_not_dropped_in_silence(ergo: Ergo, option: str) -> None:
    code, out, err = ergo(option, "posture", "sitting")
    assert (code, out) == (2, "")
    assert "options go behind the command" in err


def test_a_bug_shows_its_traceback_and_exits_70(ergo: Ergo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "msgspec", None)  # a broken installation: nobody's input can do this
    code, out, err = ergo("content", "schema", "stretches")
    assert (code, out) == (70, "")
    assert err.startswith("Traceback ")
    assert "ModuleNotFoundError" in err


@pytest.mark.parametrize("start", [[str(ERGO)], [sys.executable, "-m", "ergo_cli"]])
def test_the_program_starts_as_a_script_and_as_a_module(start: Sequence[str]) -> None:
    run = subprocess.run([*start, "stretch", "--area=eyes"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("ergo: no stretch fits")


def test_ctrl_c_exits_130_without_a_traceback(tmp_path: Path) -> None:
    pipe = tmp_path / "answers.yaml"
    os.mkfifo(pipe)
    with subprocess.Popen([ERGO, "screen", "--answers", pipe], stderr=subprocess.PIPE, text=True) as run:
        writer = _opened_by_reader(pipe, run)
        err = _interrupted(run)
        os.close(writer)
    assert run.returncode == 130
    assert "Traceback" not in err


def _interrupted(run: subprocess.Popen[str]) -> str:
    """Interrupt *run*, again if the signal came just before it began to wait, and return what it told."""
    for _ in range(20):
        run.send_signal(signal.SIGINT)
        try:
            return run.communicate(timeout=0.5)[1]
        except subprocess.TimeoutExpired:
            continue
    run.kill()
    raise AssertionError("ergo could not be interrupted")


def _opened_by_reader(pipe: Path, run: subprocess.Popen[str]) -> int:
    """Return the writing end of *pipe* as soon as *run* reads from it."""
    while run.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            continue
    raise AssertionError("ergo ended before it read its answers")
