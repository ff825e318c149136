"""Lines of a screen: texts with their styles, wrapped, hung behind marks and cut to a width.

Texts are wrapped here, and not by rich, because importing what it does that with takes longer than all of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from rich.cells import cell_len, chop_cells, set_cell_size

# Each text with the name of its style; none is the terminal's own.
Line: TypeAlias = tuple[tuple[str, str], ...]
Lines: TypeAlias = tuple[Line, ...]

_LEAST = 4


@lru_cache(512)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """Return *text* in rows of at most *width* columns."""
    return tuple(row.rstrip() for line in text.split("\n") for row in _rows(line, max(width, _LEAST)))


def _rows(line: str, width: int) -> Iterator[str]:
    """Yield *line* in rows, broken between words; a word that is too long for any row begins one, and is broken."""
    row = ""
    for word in re.findall(r"\s*\S+\s*", line):
        if cell_len(row) + cell_len(word.rstrip()) <= width:
            row += word
            continue
        if row:
            yield row
        *full, row = chop_cells(word, width) if cell_len(word.rstrip()) > width else [word]
        yield from full
    yield row


def para(text: str, style: str, width: int) -> Lines:
    """Return *text* as lines of one style."""
    return tuple(((row, style),) for row in wrap(text, width))


def hung(mark: Line, lines: Iterable[Line]) -> Lines:
    """Return *lines* behind a *mark*, which stands in front of the first."""
    blank: Line = ((" " * line_len(mark), ""),)
    return tuple((*(blank if index else mark), *line) for index, line in enumerate(lines))


def listed(entries: Iterable[tuple[str, str]], width: int) -> tuple[Lines, ...]:
    """Return the lines of each of *entries*, marks and texts; the text hangs behind its mark."""
    return tuple(hung(((f"{mark:<2} ", "mark"),), para(text, "plain", width - 3)) for mark, text in entries)


def line_len(line: Line) -> int:
    """Return how many columns *line* takes."""
    return sum(cell_len(text) for text, _ in line)


def trimmed(line: Line) -> Line:
    """Return *line* without the blanks at its end, which a pipe or a copied screen has no use for."""
    while line and not line[-1][0].strip(" "):
        line = line[:-1]
    return (*line[:-1], (line[-1][0].rstrip(" "), line[-1][1])) if line else ()


def ends(text: str, style: str, aside: str, width: int) -> Line:
    """Return *text* on the left and the quieter *aside* on the right; the text is cut if there is no room."""
    room = width - cell_len(aside) - 1
    if not aside or room < 1:
        return ((text if cell_len(text) <= width else set_cell_size(text, width), style),)
    return ((set_cell_size(text, room), style), (f" {aside}", "muted"))


def meter(share: float, length: int, style: str = "good", *, ascii_only: bool = False) -> Line:
    """Return a bar, *length* columns long, of which *share* is full."""
    full, empty = "#-" if ascii_only else "█░"
    count = round(share * length)
    return ((full * count, style), (empty * (length - count), "muted"))
