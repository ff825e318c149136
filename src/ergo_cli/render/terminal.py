"""What is behind a stream: how wide it is and whether it takes styles; and lines as it takes them.

`rich.console` decides the same, and a test holds this to it; but to import that takes longer than all of a page.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import IO, TYPE_CHECKING, NamedTuple

from ergo_cli.render.lines import Line, trimmed
from ergo_cli.render.theme import STYLES

if TYPE_CHECKING:
    from rich.style import Style

# Longer lines are hard to read; the terminal may be wider.
MAX_WIDTH = 88
_MIN_WIDTH = 20
# What a stream has that is no terminal.
_USUAL = 80


class Terminal(NamedTuple):
    """Where *file* is shown: its *width*, and whether it takes *styles*, such as bold, and *colours* among them."""

    file: IO[str]
    width: int
    styles: bool
    colours: bool

    def write(self, lines: Iterable[Line]) -> None:
        """Write *lines*, without the blanks at their ends."""
        self.file.write("".join(f"{self._coded(trimmed(line))}\n" for line in lines))

    def _coded(self, line: Line) -> str:
        if not self.styles:
            return "".join(text for text, _ in line)
        return "".join(_style(name, colours=self.colours).render(text) for text, name in line)


def terminal_for(file: IO[str], width: int | None = None) -> Terminal:
    """Return what *file* is shown on, as far as it is told; for those who have it read to them (ACCESSIBLE), no styles."""
    styles = not os.environ.get("ACCESSIBLE") and _takes_codes(file)
    return Terminal(file, readable(width or _columns()), styles, styles and not os.environ.get("NO_COLOR"))


def readable(width: int) -> int:
    """Return *width*, or what comes next to it that can be read."""
    return max(_MIN_WIDTH, min(width, MAX_WIDTH))


def _takes_codes(file: IO[str]) -> bool:
    if sys.platform == "win32":  # whose consoles only rich can tell apart
        from rich.console import Console

        console = Console(file=file)
        return console.color_system is not None and not console.legacy_windows
    return _is_terminal(file) and os.environ.get("TERM", "").lower() not in {"dumb", "unknown"}


def _is_terminal(file: IO[str]) -> bool:
    """Return whether *file* is a terminal, or is to be taken for one (or for none) all the same."""
    if (told := os.environ.get("TTY_COMPATIBLE")) in {"0", "1"}:
        return told == "1"
    forced = os.environ.get("FORCE_COLOR")
    return file.isatty() if forced is None else forced != ""


def _columns() -> int:
    """Return the columns of the terminal that any of the three streams leads to: `ergo fit 178 | less` is seen there."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    for stream in range(3):
        with suppress(OSError):
            return os.get_terminal_size(stream).columns or _USUAL
    return _USUAL


@cache
def _style(name: str, *, colours: bool) -> Style:
    """Return the style of that *name*; its colours are of the eight that look the same wherever there are any."""
    from rich.style import Style

    style = Style.parse(STYLES[name]) if name else Style.null()
    return style if colours else style.without_color
