"""Any keys, sizes and signals while something runs in time: no traceback, no hang, the terminal given back as it was."""

from __future__ import annotations

import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fcntl import ioctl
from functools import partial
from pathlib import Path
from threading import Event, Thread
from types import FrameType
from typing import TypeAlias

import pyte
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session

from ergo_cli.cli.main import main
from tests.cli.test_gate import screened
from tests.cli.test_terminal import ALTERNATE_SCREEN, CTRL_C, ERGO, Start, Terminal, start
from tests.faults.processes import environment
from tests.faults.test_fuzz import CODES, EXAMPLES, fuzzed

__all__ = ["start"]  # a fixture

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
CTRL_Z = "\x1a"
MODES = "stty -g | cksum"
PATIENCE = 20  # seconds that only a hang takes

Size: TypeAlias = tuple[int, int]
Step: TypeAlias = bytes | Size

RUNS = st.sampled_from(
    [
        ["stretch", "shoulder-rolls", "--no-bell"],
        ["stretch", "hamstring-stretch", "--glyphs", "ascii"],
        ["stretch", "--minutes", "2", "--no-picture"],
        ["break"],
        ["break", "--eyes"],
    ]
)
PRESSED = st.lists(
    st.sampled_from([b" ", b"n", b"b", b"r", b"\x1b[C", b"\x1b[D", b"\x1bOC", b"\x1b[A", b"N", b"B"])
    | st.sampled_from(
        [b"\r", b"\t", b"\x00", b"\x04", b"\x7f", b"\x1b", b"\x1b[", b"\x1b[200~", b"\x1b[<0;1;1M", b"\x1bq"]
    )
    | st.sampled_from(
        ["é".encode(), "é".encode()[:1], "🙂".encode()[:3], b"\xff", b"\x1b]0;x\x07", b"\x1b[999;999R", b"q"]
    )
    | st.sampled_from([b"n" * 100, b"b" * 100, b" " * 63 + b"\x1b[C"]),
    min_size=1,
    max_size=4,
).map(b"".join)
SIZES = st.tuples(
    st.sampled_from([0, 1, 2, 7, 20, 40, 56, 80, 88, 300]), st.sampled_from([0, 1, 2, 3, 5, 12, 24, 50, 100])
)
STEPS: st.SearchStrategy[list[Step]] = st.lists(PRESSED | SIZES, max_size=12)


# --- in this process: many keys and sizes


class Pty:
    """A terminal with somebody before it, in a thread of its own, who gives up in the end: q, then n."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._outside, self.fd = os.openpty()
        self.size((80, 24))
        self._steps = steps
        self._over = Event()
        self._shown = bytearray()

    def size(self, size: Size) -> None:
        ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    @contextmanager
    def attended(self) -> Iterator[None]:
        user = Thread(target=self._use)
        user.start()
        try:
            yield
        finally:
            self._over.set()
            user.join()

    def screen(self) -> pyte.Screen:
        """What the terminal has come to show."""
        screen = pyte.Screen(80, 24)
        pyte.ByteStream(screen).feed(bytes(self._shown))
        return screen

    @property
    def shown(self) -> bytes:
        return bytes(self._shown)

    def close(self) -> None:
        os.close(self.fd)
        os.close(self._outside)

    def _use(self) -> None:
        self._look(lambda: b"\x1b[?1049h" in self._shown or b"any key" in self._shown)
        for step in self._steps:
            if isinstance(step, bytes):
                os.write(self._outside, step)
            else:
                self.size(step)
            self._look(lambda: False, seconds=0.004)
        while not self._over.is_set():
            os.write(self._outside, b"\x1b[201~qn")  # whatever was pasted ends: until then, all keys belong to it
            self._look(self._over.is_set, seconds=0.02)
        self._look(lambda: False, seconds=0.001)

    def _look(self, enough: Callable[[], object], seconds: float = PATIENCE) -> None:
        end = time.monotonic() + seconds
        while not (enough() or (self._over.is_set() and seconds == PATIENCE)) and time.monotonic() < end:
            if select.select([self._outside], [], [], 0.002)[0]:
                self._shown += os.read(self._outside, 65536)


@contextmanager
def patience() -> Iterator[None]:
    """Raise what nothing catches if this takes too long."""

    def fail(_: int, frame: FrameType | None) -> None:
        pytest.fail(f"it hangs in {frame}")

    before = signal.signal(signal.SIGALRM, fail)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def run_in(pty: Pty, argv: Sequence[str]) -> int:
    with pytest.MonkeyPatch.context() as patch, patience(), pty.attended():
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            patch.setattr(sys, name, open(pty.fd, mode, closefd=False, encoding="utf-8"))  # noqa: SIM115
        patch.setenv("TERM", "xterm-256color")
        patch.setenv("PROMPT_TOOLKIT_NO_CPR", "1")
        with create_app_session():
            return main(argv)


@fuzzed
@given(argv=RUNS, steps=STEPS)
def test_any_keys_and_sizes_end_well(home: Path, argv: list[str], steps: list[Step]) -> None:
    screened(home)
    pty = Pty(steps)
    try:
        before = termios.tcgetattr(pty.fd)
        code = run_in(pty, argv)
        after = termios.tcgetattr(pty.fd)
    finally:
        pty.close()
    assert code in CODES
    assert after == before
    assert b"Traceback" not in pty.shown
    assert ALTERNATE_SCREEN not in pty.screen().mode
    assert not pty.screen().cursor.hidden


# --- as a job of a shell: signals


SIGNALS = st.sampled_from([signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
EVENTS = st.lists(
    st.sampled_from([" ", "n", "b", "r", "\x1b[C", "é", "\x1b", CTRL_Z, CTRL_Z])
    | st.sampled_from([(40, 12), (100, 30), (80, 24), (20, 5)])
    | st.sampled_from([signal.SIGTSTP, signal.SIGWINCH, signal.SIGCONT]),
    max_size=4,
)
# One takes seconds: what is found is not made smaller.
processes = settings(fuzzed, max_examples=max(2, EXAMPLES // 5), deadline=None, phases=[Phase.explicit, Phase.generate])


class Shell:
    """A shell with job control that runs one command in a terminal."""

    def __init__(self, start: Start) -> None:
        self.terminal: Terminal = start("/bin/bash", "--norc", "--noprofile", "-i", rows=24)
        self.terminal.press("PS1='shell''> '; bind 'set enable-bracketed-paste off'\r")
        self.back()
        self.before = self.told(MODES)

    def told(self, command: str) -> str:
        """Return the one line that *command* prints."""
        self.terminal.press(f"clear; echo; echo \"[$({command})\"']'\r")
        self.terminal.until(lambda: "]\nshell>" in self.terminal.text)
        return self.terminal.text.rpartition("[")[2].partition("]")[0]

    def back(self) -> None:
        """Wait until the shell has the terminal; what was on the other screen, pyte leaves on this one."""
        self.terminal.until(lambda: self.terminal.raw.endswith("shell> "))

    def job(self) -> int:
        """Return the process that the shell has started."""
        children = Path(f"/proc/{self.terminal.pid}/task/{self.terminal.pid}/children").read_text()
        return int(children.split()[0])


def suspended(shell: Shell) -> None:
    """Wait for the shell, look whether the terminal is whole, and go back to the session."""
    shell.back()
    assert given_back(shell.terminal)
    assert shell.told(MODES) == shell.before
    shell.terminal.press("clear; fg\r")


def given_back(terminal: Terminal) -> bool:
    return ALTERNATE_SCREEN not in terminal.screen.mode and not terminal.screen.cursor.hidden


@processes
@example(events=[(20, 5), (20, 5)], end=CTRL_C)
@given(events=EVENTS, end=SIGNALS | st.just(CTRL_C))
def test_any_signals_end_a_session_well(start: Start, home: Path, events: list[object], end: int | str) -> None:
    screened(home)
    shell = Shell(start)
    terminal = shell.terminal
    terminal.press(f"clear; {ERGO} stretch shoulder-rolls --no-bell\r")
    in_session = partial(terminal.until, lambda: ALTERNATE_SCREEN in terminal.screen.mode and "q quit" in terminal.text)
    for event in events:
        in_session()
        if isinstance(event, tuple):
            terminal.resize(*event)
        elif isinstance(event, signal.Signals):
            os.kill(shell.job(), event)
        else:
            terminal.press(str(event))
        if event in {CTRL_Z, signal.SIGTSTP}:
            suspended(shell)
    in_session()
    if isinstance(end, int):
        os.kill(shell.job(), end)
    else:
        terminal.press(end)
    shell.back()
    assert given_back(terminal)
    assert "Traceback" not in terminal.raw
    assert shell.told(MODES) == shell.before
    terminal.close()


# --- in a terminal that is closed


CLOSED = {129, 130, 74}


def before(terminal: int, *, deaf: bool) -> None:
    """Give the process, before it is the program, a *terminal* of its own; if *deaf*, it does not hear when that goes."""
    ioctl(terminal, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGHUP, signal.SIG_IGN if deaf else signal.SIG_DFL)


@processes
@given(
    argv=st.sampled_from([["stretch", "shoulder-rolls"], ["break"], ["stretch", "shoulder-rolls", "--no-animation"]]),
    keys=st.sampled_from([b"", b"n", b" ", b"nn", b"q"]),
    seconds=st.sampled_from([0.0, 0.05, 0.3]),
    deaf=st.booleans(),
)
def test_a_terminal_that_is_closed_ends_it(
    home: Path, argv: list[str], keys: bytes, seconds: float, *, deaf: bool
) -> None:
    screened(home)
    outside, inside = os.openpty()
    said = home.with_name("said")
    with said.open("wb") as stderr:
        process = subprocess.Popen(
            [ERGO, *argv],
            stdin=inside,
            stdout=inside,
            stderr=stderr,
            env=environment({"TERM": "xterm-256color"}),
            start_new_session=True,
            preexec_fn=partial(before, inside, deaf=deaf),  # noqa: PLW1509  # nothing else gives it a terminal
        )
    os.close(inside)
    shown = b""
    while b"\x1b[?1049h" not in shown and b"any key" not in shown and b"Take care" not in shown:
        shown += os.read(outside, 4096)
    os.write(outside, keys)
    time.sleep(seconds)
    os.close(outside)
    try:
        code = process.wait(timeout=PATIENCE)
    finally:
        process.kill()
        process.wait()
    ended = argv == ["break"] and keys  # by a key: then it depends on what comes first
    assert code in (CLOSED | {0, -signal.SIGHUP} if ended else CLOSED)
    assert "Traceback" not in said.read_text(encoding="utf-8")
    assert "ignored" not in said.read_text(encoding="utf-8")
