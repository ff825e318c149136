"""Stills as characters: the points to look at numbered in the picture, and what they say in words below or beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from math import ceil
from textwrap import wrap
from typing import NamedTuple, TypeAlias

from rich.cells import cell_len

from ergo_cli.figure.cells import ACROSS, DOWN, Glyphs, cell_of, cells, runs
from ergo_cli.figure.film import scenes, sheet
from ergo_cli.figure.motion import instants
from ergo_cli.figure.scene import Figure
from ergo_cli.figure.shapes import Layer, Scene
from ergo_cli.figure.still import Still, alike
from ergo_cli.render.blocks import Picture

Line: TypeAlias = tuple[tuple[str, str], ...]

# From so many columns on there is room for two pictures, or a picture and words, side by side.
SIDE_BY_SIDE = 58
_GAP = 2
# No picture gains by more characters; under and over it go the name and the labels.
_COLUMNS, _ROWS, _AROUND = 44, 20, 9
_LEAST_ROWS = 9
# A picture on a contact sheet, and how many at least are on it.
_FRAME = (24, 14)
_FRAMES = 4
_WORDS_BESIDE = 28
# The dots that stay free at a picture's edges.
_FREE = 4
_NUMBERS = "123456789abcdefghijklmnopqrstuvwxyz"


class Room(NamedTuple):
    """How many characters there are for pictures, across and down, and which of them to draw with."""

    columns: int
    rows: int
    glyphs: Glyphs


class _Words(NamedTuple):
    """How a verdict is told: its style, that of its numbers, its sign (and one of plain ASCII) and its word."""

    style: str
    number: str
    sign: str
    plain_sign: str
    word: str


_VERDICTS = {
    "good": _Words("good", "figure.good", "✓ ", "+ ", "Good: "),
    "bad": _Words("danger", "figure.bad", "✗ ", "x ", "Bad: "),
    None: _Words("figure.cue", "figure.mark", "", "", ""),
}


def side_by_side(stills: Sequence[Still], room: Room) -> Picture:
    """Return *stills*, labelled, two beside each other or, where that is too narrow, one above the other."""
    abreast = 2 if room.columns >= SIDE_BY_SIDE else 1
    width = min(_COLUMNS, (room.columns - _GAP * (abreast - 1)) // abreast)
    same = alike(stills)
    rows = _rows(same[0].scene, width, room)
    columns = [list(_column(still, width, rows, room.glyphs)) for still in same]
    lines: list[Line] = []
    for first in range(0, len(columns), abreast):
        if first:
            lines.append(())
        lines += [_joined(row, width) for row in zip_longest(*columns[first : first + abreast], fillvalue=())]
    return Picture(tuple(lines))


def beside(still: Still, room: Room) -> Picture:
    """Return *still* with its labels beside it, each as high as its point or below; below it where that is too narrow."""
    if room.columns < SIDE_BY_SIDE:
        return side_by_side([still], room)
    width = min(_COLUMNS, room.columns - _WORDS_BESIDE - _GAP)
    rows = _rows(still.scene, width, room)
    drawn = list(_drawn(still, width, rows, room.glyphs))
    words: list[Line] = []
    for number, label in zip(_NUMBERS, still.labels, strict=False):
        _, top = cell_of(still.scene, width, rows, label.at)
        words += [()] * (top - len(words))
        words += _label(number, label.text, still, room.columns - width - _GAP, room.glyphs)
    return Picture(tuple(_joined(row, width) for row in zip_longest(drawn, words, fillvalue=())))


def contact_sheet(figure: Figure, room: Room) -> Picture:
    """Return telling pictures of *figure*, two rows or more, each below the second at which it is seen."""
    abreast = max(1, (room.columns + 1) // (_FRAME[0] + 1))
    count = max(_FRAMES, 2 * abreast)
    moments = list(zip(instants(figure.motion, count), scenes(figure, count), strict=True))
    lines: list[Line] = []
    for first in range(0, count, abreast):
        row = moments[first : first + abreast]
        times = " ".join(f"{seconds:.1f} s".ljust(_FRAME[0]) for seconds, _ in row)
        lines.append(((times.rstrip(), "muted"),))
        drawn = sheet([scene for _, scene in row], *_FRAME, room.glyphs)
        lines += [tuple((text, _style(layer, "figure.cue")) for text, layer in runs(line)) for line in drawn]
    return Picture(tuple(lines))


def _style(layer: Layer | None, cue: str) -> str:
    """Return the style for what is in *layer*; cues have one of their own."""
    return "plain" if layer is None else cue if layer == "cue" else f"figure.{layer}"


def _rows(scene: Scene, width: int, room: Room) -> int:
    """Return how many rows *scene* needs at *width*, of those that there are."""
    box = scene.box
    dots = (box.top - box.bottom) / (box.right - box.left) * (width * ACROSS - _FREE) + _FREE
    return max(_LEAST_ROWS, min(_ROWS, room.rows - _AROUND, ceil(dots / DOWN)))


def _joined(row: Sequence[Line], width: int) -> Line:
    """Return the lines of one row, each but the last filled to *width* and a gap."""
    joined: list[tuple[str, str]] = []
    for line in row[:-1]:
        used = sum(cell_len(text) for text, _ in line)
        joined += [*line, (" " * (width - used + _GAP), "plain")]
    return (*joined, *row[-1])


def _column(still: Still, width: int, rows: int, glyphs: Glyphs) -> Iterator[Line]:
    words = _VERDICTS[still.verdict]
    sign = words.plain_sign if glyphs == "ascii" else words.sign
    for text in wrap(f"{sign}{words.word}{still.scene.title}", width):
        yield ((text, words.style),)
    yield from _drawn(still, width, rows, glyphs)
    for number, label in zip(_NUMBERS, still.labels, strict=False):
        yield from _label(number, label.text, still, width, glyphs)


def _label(number: str, text: str, still: Still, width: int, glyphs: Glyphs) -> Iterator[Line]:
    """Yield a label behind its number, in lines of at most *width*."""
    words = _VERDICTS[still.verdict]
    said = words.plain_sign + text.replace("°", " degrees") if glyphs == "ascii" else words.sign + text
    first, *more = wrap(said, width - 2)
    yield ((number, words.number), (f" {first}", "plain"))
    yield from (((f"  {rest}", "plain"),) for rest in more)


def _drawn(still: Still, width: int, rows: int, glyphs: Glyphs) -> Iterator[Line]:
    """Yield the rows of the picture with the number of each label at its place."""
    words = _VERDICTS[still.verdict]
    numbers = _numbered(still, width, rows)
    # Bones alone would be lost among the lines of furniture, and below a plumb line.
    for y, row in enumerate(cells(still.scene, width, rows, glyphs, fleshy=True)):
        line: list[tuple[str, str]] = []
        start = 0
        for x in sorted(column for column, top in numbers if top == y):
            line += [(text, _style(layer, words.style)) for text, layer in runs(row[start:x])]
            line.append((numbers[x, y], words.number))
            start = x + 1
        line += [(text, _style(layer, words.style)) for text, layer in runs(row[start:])]
        yield tuple(line)


def _numbered(still: Still, width: int, rows: int) -> dict[tuple[int, int], str]:
    """Return which cell each number stands in: where its point is, or the next that is free below it."""
    taken: dict[tuple[int, int], str] = {}
    for number, label in zip(_NUMBERS, still.labels, strict=False):
        x, y = cell_of(still.scene, width, rows, label.at)
        cell = (max(0, min(width - 1, x)), max(0, min(rows - 1, y)))
        while cell in taken:
            cell = (cell[0], (cell[1] + 1) % rows)
        taken[cell] = number
    return taken
