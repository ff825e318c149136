"""A scene as dots: rows of bits, one set for each layer.

The scene is gone through from the nearest to the farthest. What is drawn covers, with a dark halo about it, what comes
later: so an arm across the chest is seen as an arm, and nothing has to be erased.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from math import hypot
from typing import NamedTuple, TypeAlias

from ergo_cli.figure.camera import Fit, fit
from ergo_cli.figure.face import head_dots
from ergo_cli.figure.shapes import LAYERS, Arrow, Capsule, Head, Layer, Line, Mark, Polygon, Scene, Shape
from ergo_cli.figure.spans import Dots, capsule, disc, grown, line, polygon

Rows: TypeAlias = list[int]

# Free dots all round.
_MARGIN = 1.5
# Radii in dots: of a limb at least, of a limb where figures are thin.
_LEAST, _THIN = 0.55, 0.5
# Dots from one dot of a dotted line to the next.
_DOTTED = 3.0
# From which radius in dots on a line is drawn with its thickness.
_THICK = 0.75


class Canvas:
    """*columns* by *rows* dots; *layers* hold each row's dots, lowest bit leftmost."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self.layers: dict[Layer, Rows] = {layer: [0] * rows for layer in LAYERS}
        self._free = [(1 << columns) - 1] * rows

    def draw(self, drawn: Iterable[tuple[Layer, Dots]], covered: Iterable[Dots]) -> None:
        """Draw dots where nothing covers them, then cover others from what comes later."""
        free = self._free
        for layer, dots in drawn:
            rows = self.layers[layer]
            for y, bits in dots.items():
                if 0 <= y < self.rows:
                    rows[y] |= bits & free[y]
        for dots in covered:
            for y, bits in dots.items():
                if 0 <= y < self.rows:
                    free[y] &= ~bits


def paint(scene: Scene, columns: int, rows: int, *, thin: bool) -> Canvas:
    """Return *scene* on *columns* by *rows* dots, of equal distance both ways; *thin* draws bones without flesh."""
    canvas = Canvas(columns, rows)
    view = placed(scene, columns, rows)
    pen = _Pen(view, rows, thin=thin)
    for mark in scene.before:
        canvas.draw(*_marked(mark, view))
    for shape in reversed(scene.shapes):
        canvas.draw(*_fleshed(shape, pen))
    for mark in scene.behind:
        canvas.draw(*_marked(mark, view))
    return canvas


def placed(scene: Scene, columns: int, rows: int) -> Fit:
    """Return how *scene* goes onto *columns* by *rows* dots."""
    return fit(scene.box, columns - 1, rows - 1, _MARGIN, mirrored=scene.mirrored)


class _Drawn(NamedTuple):
    """Dots to draw, by layer, and dots to cover."""

    dots: list[tuple[Layer, Dots]]
    covered: list[Dots]


class _Pen:
    """Draws on *rows* of dots, as *view* has it: no limb is thinner than a dot, and all are a dot if *thin*."""

    def __init__(self, view: Fit, rows: int, *, thin: bool) -> None:
        self.view = view
        self.rows = rows
        self.thin = thin
        self.halo = 1.0 if thin else max(1.0, min(1.8, 0.9 + view.scale))

    def width(self, radius: float) -> float:
        return _THIN if self.thin else max(_LEAST, radius * self.view.scale)

    def capsule(self, piece: Capsule) -> Dots:
        start, end = self.view.spot(piece.start), self.view.spot(piece.end)
        return capsule(start, end, self.width(piece.start_radius), self.width(piece.end_radius), self.rows)

    def halo_of(self, piece: Capsule) -> Dots:
        start, end = self.view.spot(piece.start), self.view.spot(piece.end)
        first, last = self.width(piece.start_radius), self.width(piece.end_radius)
        bare = (start[0] + (end[0] - start[0]) * piece.bare, start[1] + (end[1] - start[1]) * piece.bare)
        return capsule(bare, end, first + (last - first) * piece.bare + self.halo, last + self.halo, self.rows)


def _fleshed(shape: Shape, pen: _Pen) -> _Drawn:
    """Return the dots of a member of the body, and with its halo those that it covers."""
    drawn = _Drawn([], [])
    for piece in shape.pieces:
        match piece:
            case Capsule():
                dots = pen.capsule(piece)
                drawn.covered.append(dots if piece.bare == 1 else pen.halo_of(piece))
                if 0 < piece.bare < 1:
                    drawn.covered.append(dots)
            case Polygon():
                dots = {} if pen.thin else polygon([pen.view.spot(spot) for spot in piece.spots])
                drawn.covered.append(grown(dots))
            case Head():
                dots = head_dots(piece, pen.view, hair=not pen.thin)
                drawn.covered.extend((dots, disc(pen.view.spot(piece.at), piece.radius * pen.view.scale + 0.3)))
        drawn.dots.append((piece.layer, dots))
    return drawn


# Marks stand still while the body moves: each is drawn once a size.
@lru_cache(maxsize=256)
def _marked(mark: Mark, view: Fit) -> _Drawn:
    drawn = _Drawn([], [])
    match mark:
        case Arrow():
            dots = _arrow(mark, view)
            return _Drawn([(mark.layer, dots)], [grown(dots)] if mark.layer == "cue" else [dots])
        case Line(style="dotted"):
            drawn.dots.append((mark.layer, _dotted(mark, view)))
        case Line():
            for a, b in pairwise(mark.spots):
                start, end = view.spot(a), view.spot(b)
                radius = mark.radius * view.scale
                dots = capsule(start, end, radius, radius) if radius >= _THICK else line(start, end)
                drawn.dots.append((mark.layer, dots))
                drawn.covered.append(grown(dots) if mark.style == "halo" else dots)
    return drawn


def _dotted(mark: Line, view: Fit) -> Dots:
    found: Dots = {}
    last = (-1e9, -1e9)
    for a, b in pairwise(map(view.spot, mark.spots)):
        steps = max(1, int(hypot(b[0] - a[0], b[1] - a[1]) / (_DOTTED + 0.01)))
        for step in range(steps + 1):
            spot = (a[0] + (b[0] - a[0]) * step / steps, a[1] + (b[1] - a[1]) * step / steps)
            if hypot(spot[0] - last[0], spot[1] - last[1]) >= _DOTTED:
                for row, bits in line(spot, spot).items():
                    found[row] = found.get(row, 0) | bits
                last = spot
    return found


def _arrow(mark: Arrow, view: Fit) -> Dots:
    """Return the dots of a head of an arrow: a filled triangle of 3 to 5 dots."""
    (x, y), size = view.spot(mark.tip), max(3.0, min(5.0, 3.4 * view.scale))
    across, down = mark.direction[0] * view.way, -mark.direction[1]
    tip = (x + across * size * 0.7, y + down * size * 0.7)
    back = (x - across * size * 0.3, y - down * size * 0.3)
    corners = [(back[0] - sign * down * size * 0.62, back[1] + sign * across * size * 0.62) for sign in (1, -1)]
    found = polygon([tip, *corners])
    for corner in corners:
        for row, bits in line(tip, corner).items():
            found[row] = found.get(row, 0) | bits
    return found
