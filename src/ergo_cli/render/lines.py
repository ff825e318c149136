"""Lines of a screen that is redrawn: texts with their styles, wrapped and cut to a width."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

Line: TypeAlias = tuple[tuple[str, str], ...]
Lines: TypeAlias = tuple[Line, ...]

_PLAIN = Console(file=io.StringIO(), width=80, highlight=False, markup=False, emoji=False)


@lru_cache(512)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """Return *text* in rows of at most *width* columns."""
    return tuple(row.plain.rstrip() for row in Text(text).wrap(_PLAIN, max(width, 4)))


def para(text: str, style: str, width: int) -> Lines:
    """Return *text* as lines of one style."""
    return tuple(((row, style),) for row in wrap(text, width))


def listed(entries: Iterable[tuple[str, str]], width: int) -> tuple[Lines, ...]:
    """Return the lines of each of *entries*, marks and texts; the text hangs behind its mark."""
    return tuple(_hanging(mark, wrap(text, width - 3)) for mark, text in entries)


def _hanging(mark: str, rows: Sequence[str]) -> Lines:
    first: Line = ((f"{mark:<2} ", "mark"), (rows[0], "plain"))
    return (first, *((("   ", "plain"), (row, "plain")) for row in rows[1:]))


def ends(text: str, style: str, aside: str, width: int) -> Line:
    """Return *text* on the left and the quieter *aside* on the right; the text is cut if there is no room."""
    room = width - cell_len(aside) - 1
    if not aside or room < 1:
        return ((text if cell_len(text) <= width else set_cell_size(text, width), style),)
    return ((set_cell_size(text, room), style), (f" {aside}", "muted"))


def meter(share: float, length: int, *, ascii_only: bool = False) -> Line:
    """Return a bar, *length* columns long, of which *share* is full."""
    full, empty = "#-" if ascii_only else "█░"
    count = round(share * length)
    return ((full * count, "good"), (empty * (length - count), "muted"))
