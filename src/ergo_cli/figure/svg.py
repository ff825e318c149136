"""A scene as SVG: the same display list as the dots, drawn with smooth shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import hypot, sqrt
from typing import NamedTuple
from xml.sax.saxutils import escape

from ergo_cli.figure.camera import Fit, Spot, fit
from ergo_cli.figure.face import eyes, hair_side, is_hair, nose
from ergo_cli.figure.shapes import Arrow, Capsule, Head, Mark, Polygon, Scene, Shape

WIDTH, HEIGHT = 240, 280
_MARGIN = 8.0
# What a shape's halo adds to its radius, % of stature.
_HALO = 1.2
_HAIR_ROWS = 16
_STYLE = (
    ".paper{fill:#fff;stroke:#fff}.body{fill:#2b3a4a;stroke:#2b3a4a}.accent{fill:#d9480f;stroke:#d9480f}"
    ".prop{stroke:#9aa5b1}.trail{stroke:#2b8a3e}.cue{stroke:#2b8a3e}"
    ".line{fill:none;stroke-linecap:round;stroke-linejoin:round}.flesh{stroke-width:.1}svg{max-width:100%}"
    ".label,.name{font-family:system-ui,sans-serif;font-size:13px;fill:#1c242c}.name{font-size:16px;font-weight:bold}"
    "@media (prefers-color-scheme:dark){.label,.name{fill:#e9edf1}.paper{fill:#14181d;stroke:#14181d}.body{fill:#cbd5df;stroke:#cbd5df}"
    ".accent{fill:#ff922b;stroke:#ff922b}.prop{stroke:#75808c}.trail,.cue{stroke:#51cf66}}"
)


class Sheet(NamedTuple):
    """What a document is: its title and text, for those who cannot see it, and its size in CSS pixels."""

    title: str
    text: str
    width: int
    height: int


def svg(scene: Scene, width: int = WIDTH, height: int = HEIGHT) -> str:
    """Return *scene* as a document of *width* by *height* CSS pixels."""
    return document(Sheet(scene.title, scene.text, width, height), drawing(scene, width, height))


def document(sheet: Sheet, inner: str, style: str = "", inside: str = "") -> str:
    """Return *inner* in an SVG document.

    Within an HTML page it is an element, which has no namespace; *inside* is then a name that it shares with no other.
    """
    width, height = sheet.width, sheet.height
    space = "" if inside else 'xmlns="http://www.w3.org/2000/svg" '
    title, desc = f"{inside}title", f"{inside}desc"
    return (
        f'<svg {space}viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="{title} {desc}"><title id="{title}">{escape(sheet.title)}</title>'
        f'<desc id="{desc}">{escape(sheet.text)}</desc><style>{_STYLE}{style}</style>'
        f'<rect class="paper" width="{width}" height="{height}"/>{inner}</svg>\n'
    )


def drawing(scene: Scene, width: int, height: int) -> str:
    """Return the elements that draw *scene*."""
    return "".join(layers(scene, width, height))


def layers(scene: Scene, width: int, height: int) -> tuple[str, str, str]:
    """Return the elements behind the body, those of the body, and those before it."""
    pen = _Pen(placed(scene, width, height))
    # The first mark is the nearest.
    behind, before = map(pen.mark, reversed(scene.behind)), map(pen.mark, reversed(scene.before))
    return "".join(behind), "".join(map(pen.shape, scene.shapes)), "".join(before)


def placed(scene: Scene, width: int, height: int) -> Fit:
    """Return how *scene* goes onto *width* by *height* CSS pixels."""
    return fit(scene.box, width, height, _MARGIN, mirrored=scene.mirrored)


class _Pen(NamedTuple):
    """Draws in pixels as *view* has it."""

    view: Fit

    def mark(self, mark: Mark) -> str:
        if isinstance(mark, Arrow):
            return self._arrow(mark)
        path = _path(map(self.view.spot, mark.spots))
        width = max(1.2, 2 * mark.radius * self.view.scale)
        dots = ' stroke-dasharray="0 6"' if mark.style == "dotted" else ""
        halo = _line(path, "paper", 7) if mark.style == "halo" else ""
        if dots and mark.layer == "cue":  # it runs over the body, whose colour may be too near to its own
            halo = _line(path, "paper", 4.4, dots)
        return halo + _line(path, mark.layer, 2.4 if mark.layer in {"cue", "trail"} else width, dots)

    def _arrow(self, arrow: Arrow) -> str:
        x, y = self.view.spot(arrow.tip)
        across, down = arrow.direction[0] * self.view.way, -arrow.direction[1]
        corners = [(x - across * 8 - side * down * 6, y - down * 8 + side * across * 6) for side in (1, -1)]
        path = _path([corners[0], (x, y), corners[1]])
        return _line(path, "paper", 7) + _line(path, arrow.layer, 2.4)

    def shape(self, shape: Shape) -> str:
        halos = [self._capsule(piece, _HALO) for piece in shape.pieces if isinstance(piece, Capsule) and piece.bare < 1]
        return "".join(halos) + "".join(map(self._piece, shape.pieces))

    def _piece(self, piece: Capsule | Polygon | Head) -> str:
        match piece:
            case Capsule():
                return self._capsule(piece)
            case Polygon():
                return _flesh(_path(map(self.view.spot, piece.spots)) + "Z", piece.layer)
            case Head():
                return self._head(piece)

    def _capsule(self, piece: Capsule, halo: float = 0.0) -> str:
        """Return the hull of two discs, or if there is a *halo*, the hull about all of it but its bare share."""
        layer = "paper" if halo else piece.layer
        share = piece.bare if halo else 0.0
        scale = self.view.scale
        (ax, ay), (bx, by) = self.view.spot(piece.start), self.view.spot(piece.end)
        ax, ay = ax + (bx - ax) * share, ay + (by - ay) * share
        radius = piece.start_radius + (piece.end_radius - piece.start_radius) * share
        r, q = (radius + halo) * scale, (piece.end_radius + halo) * scale
        size = hypot(bx - ax, by - ay)
        if size <= abs(r - q) + 0.5:
            return f'<circle class="{layer} flesh" cx="{ax:.1f}" cy="{ay:.1f}" r="{max(r, q):.1f}"/>'
        cosine = (r - q) / size
        sine = sqrt(1 - cosine * cosine)
        u, v = (bx - ax) / size, (by - ay) / size
        one, other = ((u * cosine - v * side, v * cosine + u * side) for side in (sine, -sine))
        start, end = f"{ax + one[0] * r:.1f} {ay + one[1] * r:.1f}", f"{bx + one[0] * q:.1f} {by + one[1] * q:.1f}"
        back, out = (
            f"{bx + other[0] * q:.1f} {by + other[1] * q:.1f}",
            f"{ax + other[0] * r:.1f} {ay + other[1] * r:.1f}",
        )
        near, far = int(cosine > 0), int(cosine < 0)
        return _flesh(
            f"M{start}L{end}A{q:.1f} {q:.1f} 0 {far} 0 {back}L{out}A{r:.1f} {r:.1f} 0 {near} 0 {start}Z", layer
        )

    def _head(self, head: Head) -> str:
        x, y = self.view.spot(head.at)
        radius, stroke = head.radius * self.view.scale, 1.1 * self.view.scale
        spot = f'cx="{x:.1f}" cy="{y:.1f}"'
        parts = [f'<circle class="paper" {spot} r="{radius + stroke:.1f}"/><g class="{head.layer}">']
        parts.append(f'<circle class="line" {spot} r="{radius:.1f}" stroke-width="{stroke:.1f}"/>')
        if hair := list(_hair(head)):
            parts.append(f'<path class="flesh" d="{_path(map(self.view.spot, hair))}Z"/>')
        if profile := nose(head):
            parts.append(
                f'<path class="line" d="{_path(map(self.view.spot, profile))}" stroke-width="{1.5 * stroke:.1f}"/>'
            )
        for eye_x, eye_y in map(self.view.spot, eyes(head)):
            parts.append(f'<circle class="flesh" cx="{eye_x:.1f}" cy="{eye_y:.1f}" r="{0.7 * stroke:.1f}"/>')
        return "".join(parts) + "</g>"


def _hair(head: Head) -> Iterator[Spot]:
    """Yield the outline of the hair: down one side of it and up the other."""
    side = hair_side(head)
    rows = []
    for index in range(1, 2 * _HAIR_ROWS):
        up = 1 - index / _HAIR_ROWS
        half = sqrt(1 - up * up)
        steps = [half * step / _HAIR_ROWS for step in range(-_HAIR_ROWS, _HAIR_ROWS + 1)]
        found = [x for x in steps if is_hair((x, up, sqrt(max(0.0, 1 - x * x - up * up))), side)]
        if found:
            rows.append(((found[0], up), (found[-1], up)))
    for x, up in [*(first for first, _ in rows), *(last for _, last in reversed(rows))]:
        yield (head.at[0] + x * head.radius, head.at[1] + up * head.radius)


def _path(spots: Iterable[Spot]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)


def _line(path: str, layer: str, width: float, more: str = "") -> str:
    return f'<path class="line {layer}" d="{path}" stroke-width="{width:.1f}"{more}/>'


def _flesh(path: str, layer: str) -> str:
    return f'<path class="{layer} flesh" d="{path}"/>'
