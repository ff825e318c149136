"""How a session fills the screen, whatever its phases: the figure beside the words, above them, or words alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Literal, NamedTuple

from ergo_cli.render.terminal import MAX_WIDTH

# From so many columns on, the figure has its place beside the words; below so many columns or rows it has none.
_BESIDE = 58
_LEAST = (40, 15)
_LARGEST = (44, 26)
# A figure of fewer rows cannot be made out; of fewer columns, it has no room for arms.
_LOWEST, _NARROWEST = 9, 28
# Columns for a row, where a figure is as wide with its arms out as it is tall.
_BROAD = 1.75
GAP = 2
# Words have at most so many columns, and so many if the figure can spare them.
_WORDS, _LINE = 60, 36
# From so many rows on, empty ones part what does not belong together.
_AIRY = 22


class Layout(NamedTuple):
    """A way to fill a screen: *columns* and *rows* of the figure, *width* and *depth* of the words; *airy* has gaps."""

    kind: Literal["beside", "above", "words"]
    columns: int
    rows: int
    width: int
    depth: int
    airy: bool


class Need(NamedTuple):
    """How many rows a session needs at a width: its words, with gaps or not, and at least; what comes next; when to stop."""

    words: Callable[[int, bool], int]
    least: Callable[[int], int]
    following: Callable[[int], int]
    stop: Callable[[int], int]


def layout(size: tuple[int, int], need: Need, *, figure: bool) -> Layout:
    """Return the layout for a screen of *size*, with a *figure* where there is room; its last column stays free."""
    width, height = size[0] - 1, size[1]
    if figure and size[0] >= _LEAST[0] and height >= _LEAST[1]:
        ways = chain(_beside(width, height, need) if size[0] >= _BESIDE else (), _above(width, height, need))
        if found := next(ways, None):
            return found
    room, airy = min(width, MAX_WIDTH), height >= _AIRY
    # Title, countdown and keys are always there.
    return Layout("words", 0, 0, room, max(1, min(need.words(room, airy), height - 3 - 2 * airy)), airy)


def _beside(width: int, height: int, need: Need) -> Iterator[Layout]:
    """Yield layouts with the figure on the left, the best first: all words with gaps, without, in pages."""
    for airy in (True, False):
        rows = min(_LARGEST[1], height - 2 - 2 * airy - need.stop(width))
        columns = max(_NARROWEST, min(_columns(rows), width - GAP - _LINE))
        room = min(_WORDS, width - columns - GAP)
        spare = rows - airy - 1 - need.following(room)
        if need.words(room, airy) <= spare:
            yield Layout("beside", columns, rows, room, need.words(room, airy), airy)
        elif not airy and need.least(room) <= spare:
            yield Layout("beside", columns, rows, room, spare, airy)


def _above(width: int, height: int, need: Need) -> Iterator[Layout]:
    """Yield layouts with the figure on top, the best first: all words with gaps, without, in pages."""
    room = min(width, MAX_WIDTH)
    for airy in (True, False):
        depth = need.words(room, airy)
        spare = height - 3 - 2 * airy - need.following(room)
        rows = min(_LARGEST[1], spare - depth)
        if rows >= (2 * _LOWEST if airy else _LOWEST):
            yield Layout("above", min(room, _columns(rows)), rows, room, depth, airy)
        elif not airy and need.least(room) <= spare - _LOWEST:
            yield Layout("above", min(room, _columns(_LOWEST)), _LOWEST, room, spare - _LOWEST, airy)


def _columns(rows: int) -> int:
    return min(_LARGEST[0], max(_NARROWEST, int(rows * _BROAD)))
