"""Windows: other keys, signals, consoles, pipes and encodings. The seams to it are faked, nothing of ours is."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from ergo_cli.cli.console import obey_escape_codes
from ergo_cli.cli.glyphs import glyphs
from ergo_cli.cli.main import main, run
from ergo_cli.cli.settings import keep_country, settings
from ergo_cli.cli.wiring import can_animate, can_ask
from ergo_cli.store.database import address_of
from tests.cli.test_contract import CLEAR, LINES
from tests.cli.test_gate import screened
from tests.conftest import Ergo
from tests.faults.processes import in_shell, run_python
from tests.windows import OBEYS_ESCAPE_CODES, Windows, windows

__all__ = ["windows"]  # a fixture

on_windows = pytest.mark.usefixtures("windows")
SOON = 10  # seconds that no test comes to wait
A_GRAVE, CTRL_C = "à", "\x03"
UP, RIGHT, LEFT = "\xe0H", "\xe0M", "\xe0K"
DELETE, ALT_Q, ALT_F10, CTRL_F5 = "\xe0S", "\0\x10", "\0q", "\0b"

# --- keys


Read = Callable[[float], list[str]]


@pytest.fixture
def read(windows: Windows) -> Iterator[Read]:  # noqa: ARG001  # it is what makes this Windows
    from ergo_cli.prompt.keys import reading

    with reading() as reader:
        yield reader


@pytest.mark.parametrize(
    ("pressed", "keys"),
    [
        (["n"], ["n"]),
        (["n", "b", " "], ["n", "b", " "]),
        (["\r"], ["\n"]),
        ([UP, RIGHT, LEFT], ["\x1b[A", "\x1b[C", "\x1b[D"]),
        ([RIGHT, "q"], ["\x1b[C", "q"]),
        ([A_GRAVE], ["à"]),
        ([A_GRAVE, "q"], ["à", "q"]),
        ([A_GRAVE, LEFT], ["à", "\x1b[D"]),
    ],
)
def test_keys_are_those_of_a_terminal(windows: Windows, read: Read, pressed: list[str], keys: list[str]) -> None:
    windows.keyboard.press(*pressed)
    assert read(SOON) == keys


@pytest.mark.parametrize("pressed", [DELETE, ALT_Q, ALT_F10, CTRL_F5])
def test_a_special_key_is_not_the_letter_that_it_ends_with(windows: Windows, read: Read, pressed: str) -> None:
    windows.keyboard.press(pressed)
    assert read(SOON) == [""]


def test_who_cannot_wait_gets_the_keys_that_are_there(windows: Windows, read: Read) -> None:
    windows.keyboard.press("q")
    assert read(0) == ["q"]


def test_without_a_key_there_is_nothing_to_read_and_the_time_is_kept(read: Read) -> None:
    start = time.monotonic()
    assert read(0.05) == []
    assert time.monotonic() - start >= 0.05


def test_ctrl_c_interrupts_even_where_it_is_a_key(windows: Windows, read: Read) -> None:
    windows.keyboard.press(CTRL_C)
    with pytest.raises(KeyboardInterrupt):
        read(SOON)


def test_what_is_typed_too_late_does_not_reach_the_shell(windows: Windows) -> None:
    from ergo_cli.prompt.keys import reading

    with reading():
        windows.keyboard.press("d", "e", "l", UP, "\r")
    assert not windows.keyboard.kbhit()


# --- signals


@on_windows
@pytest.mark.parametrize("name", ["SIGTERM", "SIGBREAK"])
def test_ctrl_break_or_a_closed_console_end_a_session_in_order(name: str) -> None:
    from ergo_cli.prompt.signals import held_signals

    number = getattr(signal, name)
    with pytest.raises(SystemExit) as end, held_signals():
        os.kill(os.getpid(), number)
    assert end.value.code == 128 + number
    assert signal.getsignal(number) is signal.SIG_DFL


@on_windows
def test_there_is_no_ctrl_z() -> None:
    from ergo_cli.prompt.signals import held_signals, stop

    with held_signals() as stopped:
        stop()
        assert not stopped()


# --- consoles


def test_a_console_obeys_escape_codes_until_the_program_ends(windows: Windows) -> None:
    console = windows.console(mode=0x3)
    obey_escape_codes(console)
    assert windows.modes[console.fileno()] == 0x3 | OBEYS_ESCAPE_CODES
    windows.end()
    assert windows.modes[console.fileno()] == 0x3


def test_a_console_that_cannot_stays_as_it_is(windows: Windows) -> None:
    windows.obeys = False
    console = windows.console(mode=0x3)
    obey_escape_codes(console)
    assert (windows.modes, windows.ends) == ({console.fileno(): 0x3}, [])


def test_what_is_no_console_is_left_alone(windows: Windows) -> None:
    for stream in (windows.nul(), io.StringIO()):
        obey_escape_codes(stream)  # neither a device nor what has no number is
    assert (windows.modes, windows.ends) == ({}, [])


def test_a_console_shows_no_codes_if_it_cannot_obey_them(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rich.console.WINDOWS", True)  # and its features those of Linux: none
    monkeypatch.delenv("NO_COLOR")
    console = windows.console()
    monkeypatch.setattr(sys, "stdout", console)
    assert main(["posture", "sitting"]) == 0
    assert "Sitting" in console.text
    assert "\x1b" not in console.text


@pytest.mark.parametrize(
    ("stdin", "stdout", "asks"),
    [("console", "console", True), ("nul", "console", False), ("console", "nul", False), ("nul", "nul", False)],
)
def test_nobody_is_asked_through_nul(
    windows: Windows, monkeypatch: pytest.MonkeyPatch, stdin: str, stdout: str, *, asks: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", getattr(windows, stdin)())
    monkeypatch.setattr(sys, "stdout", getattr(windows, stdout)())
    assert can_ask(no_input=False) is asks


@on_windows
@pytest.mark.parametrize(("term", "moves"), [(None, True), ("xterm-256color", True), ("dumb", False)])
def test_a_console_can_be_redrawn_though_nothing_names_it(
    monkeypatch: pytest.MonkeyPatch, term: str | None, *, moves: bool
) -> None:
    if term:
        monkeypatch.setenv("TERM", term)
    assert can_animate() is moves


@pytest.mark.parametrize(
    ("name", "characters"), [(None, "ascii"), ("WT_SESSION", "braille"), ("TERM_PROGRAM", "braille")]
)
def test_figures_keep_to_the_font_of_the_old_console(
    windows: Windows, monkeypatch: pytest.MonkeyPatch, name: str | None, characters: str
) -> None:
    monkeypatch.setattr(sys, "stdout", windows.console())
    if name:
        monkeypatch.setenv(name, "1")
    assert glyphs(None) == characters
    assert glyphs("block") == "block"


@pytest.fixture
def line() -> Iterator[PipeInput]:
    """Answers to what is asked: prompt_toolkit has its own way to them on Windows, and its own tests."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


AtConsole = Callable[..., str]


@pytest.fixture
def at_console(line: PipeInput, windows: Windows, monkeypatch: pytest.MonkeyPatch, home: Path) -> AtConsole:
    """Run `ergo` at a console that obeys escape codes, as somebody who was screened; return what it shows."""
    screened(home)

    def run(*argv: str, keys: Sequence[str], answers: str = "") -> str:
        console = windows.console(mode=0x7)
        windows.keyboard.press(*keys)
        line.send_text(answers)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", windows.console("keys"))
            patch.setattr(sys, "stdout", console)
            assert main(argv) == 0
        return console.text

    return run


def test_a_session_is_guided_on_the_whole_screen_and_gives_it_back(at_console: AtConsole) -> None:
    shown = at_console("stretch", "shoulder-rolls", "--no-bell", keys=[RIGHT, CTRL_F5, ALT_F10, "q"], answers="n")
    session, _, after = shown.partition("\x1b[?1049l")
    assert session.startswith("\x1b[?1049h\x1b[?25l")
    assert "Before you start" in session
    assert "No stretch finished this time" in after


def test_a_break_ends_with_any_key(at_console: AtConsole) -> None:
    assert "any key ends it" in at_console("break", "--eyes", keys=[DELETE])


# --- pipes


class Pipe(io.RawIOBase):
    """A pipe whose reader has gone away, as Windows tells it."""

    def writable(self) -> bool:
        return True

    def write(self, _: object) -> int:
        raise OSError(errno.EINVAL, "Invalid argument")

    def fileno(self) -> int:
        return self._fd

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._fd = os.open(file, os.O_CREAT | os.O_WRONLY)


@on_windows
@pytest.mark.parametrize("argv", [["habits"], ["habits", "--json"], ["--help"], ["data", "--help"]], ids=" ".join)
def test_a_reader_that_goes_away_is_no_trouble(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    argv: list[str],
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(Pipe(tmp_path / "pipe"), encoding="utf-8", write_through=True))  # type: ignore[type-var]
        assert main(argv) == 0
    assert capsys.readouterr().err == ""


# --- encodings


CP1252 = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
GERMAN = (
    "stretches: [{id: recken, name: Größe, summary: Reckt., areas: [neck], position: either, muscles: alle, cautions: [], "
    "parts: [{id: hoch, name: Hoch, steps: [Recken.], feel: überall, hold: 9, figure: neck-chin}], "
    "sources: [kp-ergonomics]}]\n"
)


@pytest.fixture
def german(home: Path) -> None:
    path = home / "packs" / "mine" / "stretches.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(GERMAN, encoding="utf-8")


@pytest.mark.usefixtures("german")
def test_json_is_json_on_a_stream_that_is_not_utf8() -> None:
    run = in_shell("", "stretch", "--list", "--json", **CP1252)
    assert run.stdout.isascii()
    assert "Größe" in {entry["name"] for entry in json.loads(run.stdout)["result"]["stretches"]}


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("form", ["svg", "html"])
def test_drawings_say_the_same_on_a_stream_that_is_not_utf8(home: Path, form: str) -> None:
    screened(home)
    run = in_shell("", "stretch", "--show", "recken", "-f", form, **CP1252)
    assert (run.returncode, run.stdout.isascii()) == (0, True)
    assert "Gr&#246;&#223;e" in run.stdout


OLD_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_settings_are_utf8_whatever_the_locale(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    (home / "config.toml").write_text("# Größe\r\nscreening_days = 7\r\n", encoding="utf-8", newline="")
    for name, value in OLD_LOCALE.items():
        monkeypatch.setenv(name, value)
    told = run_python("from ergo_cli.cli.settings import keep_country; keep_country('GB')")
    assert told.stderr == ""
    expected = 'country = "GB"\n# Größe\r\nscreening_days = 7\r\n'
    assert (home / "config.toml").read_bytes().decode() == expected


def test_a_mark_at_the_beginning_of_the_settings_is_none_of_them(home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("screening_days = 7\n", encoding="utf-8-sig")
    assert settings().screening_days == 7
    keep_country("GB")
    assert (settings().screening_days, settings().country) == (7, "GB")


COMMANDS = """
import json, sys
from ergo_cli.cli.main import main
for argv in json.loads(sys.argv[1]):
    print(argv, main(argv), file=sys.stderr)
"""


def test_no_file_is_read_or_written_in_the_encoding_of_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONWARNDEFAULTENCODING", "1")
    monkeypatch.setenv("PYTHONWARNINGS", "error::EncodingWarning")
    told = run_python(COMMANDS, json.dumps([[*line.argv] for line in LINES.values()])).stderr
    assert "EncodingWarning" not in told
    assert told.count("\n[") + told.startswith("[") == len(LINES)


# --- files


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PureWindowsPath(r"C:\Users\a b\history.db"), "file:///C%3A/Users/a%20b/history.db"),
        (PureWindowsPath(r"\\server\share\history.db"), "file:////server/share/history.db"),
        (PurePosixPath("/home/ä?#%/history.db"), "file:///home/%C3%A4%3F%23%25/history.db"),
    ],
)
def test_sqlite_is_told_a_path_in_its_own_way(path: PureWindowsPath | PurePosixPath, address: str) -> None:
    assert address_of(path) == address


@on_windows
def test_a_history_is_kept_without_the_locks_of_unix(ergo: Ergo, home: Path) -> None:
    assert ergo(*CLEAR).code == 0
    (home / "history.db.damaged-1").write_bytes(b"junk")
    assert ergo("screen", "--status").code == 0
    (home / "history.db").write_bytes(b"not a database, but long enough to be one")
    assert "It is kept as" in ergo("screen", "--status").err
    assert ergo(*CLEAR).code == 0
    assert ergo("data", "forget", "--yes").code == 0
    assert list(home.iterdir()) == []


# --- all of it


IMPORTING = """
import asyncio, importlib, os, pkgutil, signal, sys, types
import msgspec, platformdirs, questionary, rich.console, typer, yaml  # as they are here
for name in ("SIGTSTP", "SIGHUP", "SIGQUIT", "SIGWINCH", "SIGCONT", "SIGKILL", "SIGALRM"):
    delattr(signal, name)
for name in ("fork", "geteuid", "getuid", "getpgrp", "openpty", "statvfs", "uname"):
    delattr(os, name)
for name in ("termios", "tty", "fcntl", "pwd", "grp", "resource", "pty"):
    sys.modules[name] = None
sys.modules["msvcrt"] = types.ModuleType("msvcrt")
sys.platform = "win32"
import ergo_cli
for module in pkgutil.walk_packages(ergo_cli.__path__, "ergo_cli."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def test_every_module_can_be_imported_without_what_windows_lacks() -> None:
    told = run_python(IMPORTING)
    assert (told.returncode, told.stderr) == (0, "")


def test_the_program_starts_in_a_console_and_leaves_it_as_it_was(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = windows.console(mode=0x3)
    monkeypatch.setattr(sys, "stdout", console)
    monkeypatch.setattr(sys, "argv", ["ergo", "habits", "exercise"])
    before = {name: signal.getsignal(getattr(signal, name)) for name in ("SIGTERM", "SIGBREAK")}
    try:
        with pytest.raises(SystemExit) as end:
            run()
        assert signal.getsignal(signal.SIGUSR1) is not before["SIGBREAK"]
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
    windows.end()
    assert (end.value.code, windows.modes[console.fileno()]) == (0, 0x3)
    assert "Exercise" in console.text
