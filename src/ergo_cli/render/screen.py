"""The alternate screen: takes whole frames and writes the lines that differ, so that nothing flickers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache

from rich.console import Console
from rich.text import Text

from ergo_cli.render.lines import Line

# What a terminal that does not tell its size has.
_USUAL = (80, 24)
_KEPT = 2048


class Screen:
    """The screen of *console* while a session has it."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._size = (0, 0)
        self._shown: list[str] = []
        self._codes = lru_cache(_KEPT)(self._encoded)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows as they are now; the window may change at any time."""
        with suppress(OSError, ValueError):
            size = os.get_terminal_size(self._console.file.fileno())
            if all(size):
                return (size.columns, size.lines)
        return _USUAL

    def show(self, frame: Sequence[Line], size: tuple[int, int]) -> None:
        """Show *frame*, made for *size*; its lines leave the last column free, so that what is behind can be erased."""
        written = ""
        if size != self._size:
            self._size, self._shown, written = size, [], "\x1b[2J"
        lines = [self._codes(line, size[0] - 1) for line in frame[: size[1]]]
        lines += [""] * (len(self._shown) - len(lines))
        for row, line in enumerate(lines):
            if row >= len(self._shown) or self._shown[row] != line:
                written += f"\x1b[{row + 1};1H{line}\x1b[K"
        self._shown = lines
        if written:
            _write(self._console, written)

    def _encoded(self, line: Line, width: int) -> str:
        text = Text.assemble(*line)
        text.truncate(width)
        with self._console.capture() as capture:
            self._console.print(text, end="", soft_wrap=True)
        return capture.get()


@contextmanager
def alternate_screen(console: Console) -> Iterator[Screen]:
    """Give the alternate screen of *console*, and the terminal back as it was, whatever happens."""
    try:
        _write(console, "\x1b[?1049h\x1b[?25l")
        yield Screen(console)
    finally:
        with suppress(OSError):  # the terminal may be gone
            _write(console, "\x1b[0m\x1b[?25h\x1b[?1049l")


def _write(console: Console, codes: str) -> None:
    """Write past rich, whose buffer an interrupt may have left half full."""
    console.file.write(codes)
    console.file.flush()
