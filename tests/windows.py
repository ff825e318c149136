"""Windows, as far as the program asks for it: keyboard and console as its runtime library has them, and what it lacks."""

from __future__ import annotations

import ctypes
import io
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

OBEYS_ESCAPE_CODES = 0x4
LACKING = ("SIGTSTP", "SIGHUP", "SIGQUIT", "SIGWINCH", "SIGCONT")
_SEAMS = ("ergo_cli.prompt.keys", "ergo_cli.prompt.signals")


class Keyboard(ModuleType):
    """`msvcrt`, over a queue of keys.

    As in Microsoft's getwch.cpp, the second part of a special key goes where `ungetwch` puts its one character, and
    `kbhit` does not look there.
    """

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self._keys: deque[str] = deque()
        self._behind = ""

    def press(self, *keys: str) -> None:
        """Press *keys*: each is a character, or the two parts of a special key."""
        self._keys.extend(keys)

    def kbhit(self) -> bool:
        return bool(self._keys)

    def getwch(self) -> str:
        key, self._behind = self._behind, ""
        if not key:
            assert self._keys, "this would wait for ever"
            key = self._keys.popleft()
            key, self._behind = key[0], key[1:]
        return key

    def ungetwch(self, character: str) -> None:
        if self._behind:
            raise OSError
        self._behind = character

    def get_osfhandle(self, fd: int) -> int:
        return fd


class Console(io.TextIOWrapper):
    """A stream that is a console, or just NUL, which says so too; what is written goes to *file*."""

    def __init__(self, file: Path) -> None:
        super().__init__(file.open("wb"), encoding="utf-8", errors="replace", line_buffering=True)
        self._file = file

    def isatty(self) -> bool:
        return True

    @property
    def text(self) -> str:
        return self._file.read_text(encoding="utf-8")


class Windows:
    """What a test can do on Windows."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.keyboard = Keyboard()
        self.modes: dict[int, int] = {}
        self.obeys = True
        self.ends: list[tuple[Callable[..., object], tuple[object, ...]]] = []
        self._folder = folder
        self._streams: list[Console] = []
        kernel = SimpleNamespace(GetConsoleMode=self._get, SetConsoleMode=self._set)
        for name in LACKING:
            monkeypatch.delattr(signal, name, raising=False)
        monkeypatch.setattr(signal, "SIGBREAK", signal.SIGUSR1, raising=False)
        monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
        monkeypatch.setattr("atexit.register", lambda end, *arguments: self.ends.append((end, arguments)))
        monkeypatch.setitem(sys.modules, "msvcrt", self.keyboard)
        for name in ("termios", "tty", "fcntl"):
            monkeypatch.setitem(sys.modules, name, None)
        monkeypatch.setattr(sys, "platform", "win32")
        for name in _SEAMS:
            monkeypatch.delitem(sys.modules, name, raising=False)
            import_module(name)

    def console(self, name: str = "console", mode: int = 0x3) -> Console:
        """Return a console in *mode*; by default it obeys no escape codes."""
        stream = self._open(name)
        self.modes[stream.fileno()] = mode
        return stream

    def nul(self) -> Console:
        return self._open("nul")

    def end(self) -> None:
        """Do what is to be done at the end of the program."""
        for end, arguments in self.ends:
            end(*arguments)

    def close(self) -> None:
        for stream in self._streams:
            stream.close()

    def _open(self, name: str) -> Console:
        self._streams.append(Console(self._folder / f"{name}{len(self._streams)}"))
        return self._streams[-1]

    def _get(self, handle: ctypes.c_void_p, mode: object) -> int:
        fd = handle.value or 0
        if fd not in self.modes:
            return 0
        mode._obj.value = self.modes[fd]  # type: ignore[attr-defined]
        return 1

    def _set(self, handle: ctypes.c_void_p, mode: ctypes.c_ulong) -> int:
        fd = handle.value or 0
        if fd not in self.modes or (mode.value & OBEYS_ESCAPE_CODES and not self.obeys):
            return 0
        self.modes[fd] = mode.value
        return 1


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Windows]:
    """Be on Windows, where TERM is not set and the old console is what runs a program."""
    for name in ("TERM", "WT_SESSION", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    found = Windows(tmp_path, monkeypatch)
    yield found
    found.close()
