"""Dots to characters: rows of text, each character with the layer that gives it its colour."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Literal, TypeAlias

from ergo_cli.figure.camera import Spot
from ergo_cli.figure.raster import Canvas, Rows, paint, placed
from ergo_cli.figure.shapes import LAYERS, Layer, Scene

Glyphs = Literal["braille", "block", "ascii"]
Cell: TypeAlias = tuple[str, Layer | None]
Row: TypeAlias = tuple[Cell, ...]

# A character is so many dots.
ACROSS, DOWN = 2, 4
# In fewer columns, or in ASCII, flesh only blurs.
_THIN_BELOW = 18
_EMPTY: Cell = (" ", None)
_NOTHING: Rows = [0] * DOWN

# Bits of a Braille pattern by row, left and right (Unicode, block U+2800).
_BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
# What an ASCII character looks like: for each of its looks four rows of two dots; 1 is left, 2 is right, 3 is both.
_LOOKS = {
    "|": "1111 2222 1110 0111 2220 0222",
    "/": "2211 0211 2210 2311 0210 2231 0231",
    "\\": "1122 0122 1120 1322 0120",
    "-": "0300 0030 0330 0210",
    "_": "0003 0033",
    "'": "3000 1000 2000 3300 1100 2200",
    ".": "0001 0002 0011 0022 0020 0010",
    "#": "3333",
    "(": "2112",
    ")": "1221",
    "+": "2322 1311",
    "=": "3030 0303",
    '"': "3330",
    "o": "0333 3330 0332 0331",
}


def cells(scene: Scene, columns: int, rows: int, glyphs: Glyphs, *, fleshy: bool = False) -> tuple[Row, ...]:
    """Return *scene* as *rows* of *columns* characters with their layers; an empty one is a space without a layer.

    Small figures, and those in ASCII, are of bones alone unless they are to be *fleshy*.
    """
    thin = not fleshy and (glyphs == "ascii" or columns < _THIN_BELOW)
    canvas = paint(scene, columns * ACROSS, rows * DOWN, thin=thin)
    return tuple(_row(canvas, top * DOWN, columns, _table(glyphs)) for top in range(rows))


def cell_of(scene: Scene, columns: int, rows: int, spot: Spot) -> tuple[int, int]:
    """Return the column and the row of the character in which *spot* of *scene* is."""
    x, y = placed(scene, columns * ACROSS, rows * DOWN).spot(spot)
    return round(x) // ACROSS, round(y) // DOWN


def text(rows: tuple[Row, ...]) -> str:
    """Return *rows* as lines, without spaces at their ends."""
    return "".join("".join(character for character, _ in row).rstrip() + "\n" for row in rows)


def runs(row: Row) -> tuple[Cell, ...]:
    """Return *row* as texts with their layers."""
    return tuple(
        ("".join(character for character, _ in cells), layer) for layer, cells in groupby(row, key=itemgetter(1))
    )


def _row(canvas: Canvas, top: int, columns: int, table: tuple[str, ...]) -> Row:
    lines = {layer: rows[top : top + DOWN] for layer, rows in canvas.layers.items() if any(rows[top : top + DOWN])}
    every = [a | b | c | d | e for a, b, c, d, e in zip(*(lines.get(layer, _NOTHING) for layer in LAYERS), strict=True)]
    inked = [(layer, rows[0] | rows[1] | rows[2] | rows[3]) for layer, rows in lines.items()]
    row: list[Cell] = []
    for shift in range(0, columns * ACROSS, ACROSS):
        layer = next((layer for layer, ink in inked if ink >> shift & 3), None)
        # A cue stands alone in its character, which would show what is about it in the cue's colour.
        row.append((table[_pattern(lines["cue"] if layer == "cue" else every, shift)], layer) if layer else _EMPTY)
    return tuple(row)


def _pattern(rows: Rows, shift: int) -> int:
    first, second, third, fourth = rows
    return first >> shift & 3 | (second >> shift & 3) << 2 | (third >> shift & 3) << 4 | (fourth >> shift & 3) << 6


@cache
def _table(glyphs: Glyphs) -> tuple[str, ...]:
    """Return the character for each of the 256 patterns of dots; two bits a row, the upper row lowest."""
    draw = {"braille": _braille, "block": _block, "ascii": _ascii}[glyphs]
    return (" ", *(draw([pattern >> shift & 3 for shift in (0, 2, 4, 6)]) for pattern in range(1, 256)))


def _braille(rows: list[int]) -> str:
    dots = (bit for row, bits in zip(rows, _BRAILLE, strict=True) for side, bit in enumerate(bits) if row >> side & 1)
    return chr(0x2800 + sum(dots))


def _block(rows: list[int]) -> str:
    return _QUADRANTS[(rows[0] | rows[1]) | (rows[2] | rows[3]) << 2]


def _ascii(rows: list[int]) -> str:
    """Return the character with the look from which the fewest dots differ."""
    looks = [(_differing(rows, look), glyph) for glyph, every in _LOOKS.items() for look in every.split()]
    return min(looks)[1]


def _differing(rows: list[int], look: str) -> int:
    return sum((row ^ int(digit)).bit_count() for row, digit in zip(rows, look, strict=True))
