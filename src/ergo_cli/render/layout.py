"""How a session fills the screen, whatever its phases: the figure beside the words, above them, or words alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from ergo_cli.render.text import MAX_WIDTH

# From so many columns on, the figure has its place beside the words; below so many columns or rows it has none.
_BESIDE = 58
_LEAST = (40, 15)
_LARGEST = (44, 26)
# A figure of fewer rows cannot be made out; of fewer columns, it has no room for arms.
_LOWEST, _NARROWEST = 8, 28
# Columns for a row, where a figure is as wide with its arms out as it is tall.
_BROAD = 1.75
GAP = 2
_WORDS = 60
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
    """How many rows a session needs at a width: its words, with empty lines or not; what comes next; when to stop."""

    words: Callable[[int, bool], int]
    following: Callable[[int], int]
    stop: Callable[[int], int]


def layout(size: tuple[int, int], need: Need, *, figure: bool) -> Layout:
    """Return the layout for a screen of *size*, with a *figure* where there is room; its last column stays free."""
    width, height = size[0] - 1, size[1]
    if figure and size[0] >= _LEAST[0] and height >= _LEAST[1]:
        beside = _beside(width, height, need) if size[0] >= _BESIDE else iter(())
        if found := next(beside, None) or next(_above(width, height, need), None):
            return found
    room, airy = min(width, MAX_WIDTH), height >= _AIRY
    # Title, countdown and keys are always there.
    return Layout("words", 0, 0, room, max(1, min(need.words(room, airy), height - 3 - 2 * airy)), airy)


def _beside(width: int, height: int, need: Need) -> Iterator[Layout]:
    for airy in (True, False):
        rows = min(_LARGEST[1], height - 2 - 2 * airy - need.stop(width))
        columns = _columns(rows)
        room = min(_WORDS, width - columns - GAP)
        depth = need.words(room, airy)
        if depth + airy + 1 + need.following(room) <= rows:
            yield Layout("beside", columns, rows, room, depth, airy)


def _above(width: int, height: int, need: Need) -> Iterator[Layout]:
    room = min(width, MAX_WIDTH)
    for airy in (True, False):
        depth = need.words(room, airy)
        rows = min(_LARGEST[1], height - 3 - 2 * airy - depth - need.following(room))
        if rows >= (_LOWEST * 2 if airy else _LOWEST):
            yield Layout("above", min(room, _columns(rows)), rows, room, depth, airy)


def _columns(rows: int) -> int:
    return min(_LARGEST[0], max(_NARROWEST, int(rows * _BROAD)))
