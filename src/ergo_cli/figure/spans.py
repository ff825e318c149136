"""Convex areas as dots: for every row that they reach, its bits, lowest bit leftmost.

What is beyond the canvas need not be found: to the left and above it never is, below it is not if *rows* are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, hypot, sqrt
from typing import TypeAlias

from ergo_cli.figure.camera import Spot

Dots: TypeAlias = dict[int, int]

# No canvas has more dots either way; a row of what is beyond would be a number of a thousand digits.
_MOST = 2048
# In dots.
_LONG = 6


def run(low: float, high: float) -> int:
    """Return the bits from *low* to *high*; the one nearest to their middle if there is none between them."""
    first, last = ceil(low), floor(high)
    if last < first:
        first = last = round((low + high) / 2)
    first, last = max(first, 0), min(last, _MOST)
    return ((1 << (last - first + 1)) - 1) << first if last >= first else 0


def reach(low: float, high: float, rows: int = _MOST) -> range:
    """Return the rows from *low* to *high*, or the one nearest to their middle, that are among the first *rows*."""
    first, last = ceil(low), floor(high)
    if last < first:
        first = last = round((low + high) / 2)
    return range(max(first, 0), min(last + 1, rows))


def disc(at: Spot, radius: float) -> Dots:
    """Return the dots of a disc."""
    x, y = at
    found: Dots = {}
    for row in reach(y - radius, y + radius):
        half = sqrt(max(0.0, radius * radius - (row - y) ** 2))
        found[row] = run(x - half, x + half)
    return found


def capsule(a: Spot, b: Spot, a_radius: float, b_radius: float, rows: int = _MOST) -> Dots:
    """Return the dots of the hull of two discs: of any thickness without a gap."""
    distance = hypot(b[0] - a[0], b[1] - a[1])
    if distance <= abs(a_radius - b_radius):
        return disc(a, a_radius) if a_radius >= b_radius else disc(b, b_radius)
    edges = _tangents(a, b, a_radius, b_radius, distance)
    found: Dots = {}
    for row in reach(min(a[1] - a_radius, b[1] - b_radius), max(a[1] + a_radius, b[1] + b_radius), rows):
        low, high = 1e9, -1e9
        for (x, y), radius in ((a, a_radius), (b, b_radius)):
            if (square := radius * radius - (row - y) ** 2) >= 0:
                half = sqrt(square)
                low, high = min(low, x - half), max(high, x + half)
        for (x0, y0), (x1, y1) in edges:
            if (y0 <= row) != (y1 <= row):
                x = x0 + (row - y0) * (x1 - x0) / (y1 - y0)
                low, high = min(low, x), max(high, x)
        if low <= high:
            found[row] = run(low, high)
    return found


def _tangents(a: Spot, b: Spot, a_radius: float, b_radius: float, distance: float) -> list[tuple[Spot, Spot]]:
    """Return the two lines that touch both discs on the outside."""
    across, down = (b[0] - a[0]) / distance, (b[1] - a[1]) / distance
    cosine = (a_radius - b_radius) / distance
    sine = sqrt(1 - cosine * cosine)
    edges = []
    for side in (sine, -sine):
        x, y = across * cosine - down * side, down * cosine + across * side
        start = (a[0] + x * a_radius, a[1] + y * a_radius)
        edges.append((start, (b[0] + x * b_radius, b[1] + y * b_radius)))
    return edges


def polygon(spots: Sequence[Spot]) -> Dots:
    """Return the dots between the outermost edges of a polygon."""
    edges = list(zip(spots, [*spots[1:], spots[0]], strict=True))
    found: Dots = {}
    for row in range(ceil(min(y for _, y in spots)), floor(max(y for _, y in spots)) + 1):
        crossed = [
            x0 + (row - y0) * (x1 - x0) / (y1 - y0) for (x0, y0), (x1, y1) in edges if (y0 <= row) != (y1 <= row)
        ]
        if crossed and ceil(min(crossed)) <= max(crossed):
            found[row] = run(min(crossed), max(crossed))
    return found


def grown(dots: Dots) -> Dots:
    """Return *dots* with a rim of one dot."""
    wide = {row: bits | bits << 1 | bits >> 1 for row, bits in dots.items()}
    found: Dots = {}
    for row, bits in wide.items():
        for near in (row - 1, row, row + 1):
            found[near] = found.get(near, 0) | bits
    return found


def line(a: Spot, b: Spot) -> Dots:
    """Return the dots of a thin line; a long one that is nearly level or upright is made so: it would wobble else."""
    if abs(a[1] - b[1]) < 1 and abs(a[0] - b[0]) > _LONG:
        row = round((a[1] + b[1]) / 2)
        return {row: run(round(min(a[0], b[0])), round(max(a[0], b[0])))}
    if abs(a[0] - b[0]) < 1 and abs(a[1] - b[1]) > _LONG:
        x = round((a[0] + b[0]) / 2)
        return {row: run(x, x) for row in reach(min(a[1], b[1]), max(a[1], b[1]))}
    steps = max(1, ceil(max(abs(b[0] - a[0]), abs(b[1] - a[1]))))
    found: Dots = {}
    for step in range(steps + 1):
        row = round(a[1] + (b[1] - a[1]) * step / steps)
        x = round(a[0] + (b[0] - a[0]) * step / steps)
        found[row] = found.get(row, 0) | run(x, x)
    return found
