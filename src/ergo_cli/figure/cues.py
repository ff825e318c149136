"""What is drawn round a figure: things beside it, dotted paths of its joints, arrows that say where to go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, hypot, radians, sin

from ergo_cli.content.model.figures import Cue, Prop
from ergo_cli.figure.camera import Camera, Spot
from ergo_cli.figure.shapes import Arrow, Layer, Line, Mark
from ergo_cli.figure.skeleton import Skeleton
from ergo_cli.figure.vector import Vector, add

# How far a line across the picture goes to each side, % of stature: out of any box.
_ACROSS = 400.0
_ARC = 32
# Where on a path its arrow is, and how large a path must be to have one, % of stature.
_ARROW_AT, _ARROW_FROM = 0.3, 6.0


def prop_lines(prop: Prop, camera: Camera) -> Iterator[Line]:
    """Yield the lines of *prop* as *camera* sees them."""
    for points in prop.lines:
        spots = tuple(camera.sees(point)[:2] for point in points)
        if prop.across:
            spots = ((-_ACROSS, spots[0][1]), (_ACROSS, spots[0][1]))
        yield Line(spots, "prop", prop.radius)


def trail_marks(path: Sequence[Vector], camera: Camera, *, reverse: bool) -> Iterator[Mark]:
    """Yield the dotted *path* of a joint round a loop, with an arrow that says which way, unless it is tiny."""
    spots = [camera.sees(point)[:2] for point in path]
    spots = spots[::-1] if reverse else spots
    yield Line((*spots, spots[0]), "trail", style="dotted")
    rights, ups = zip(*spots, strict=True)
    if max(max(rights) - min(rights), max(ups) - min(ups)) >= _ARROW_FROM:
        tip = round(len(spots) * _ARROW_AT)
        yield from _arrow(spots[tip - 2], spots[tip], "trail")


def cue_marks(cue: Cue, skeleton: Skeleton, camera: Camera, *, reverse: bool) -> Iterator[Mark]:
    """Yield the arc of *cue* and the arrow at its end."""
    spots = [camera.sees(point)[:2] for point in arc(cue, skeleton)]
    spots = spots[::-1] if reverse else spots
    yield from _arrow(spots[-4], spots[-1], "cue")
    if cue.both:
        yield from _arrow(spots[3], spots[0], "cue")
    yield Line(tuple(spots), "cue", style="halo")


def arc(cue: Cue, skeleton: Skeleton) -> Iterator[Vector]:
    """Yield the points of the arc of *cue*."""
    middle = add(skeleton.joints[cue.around], cue.offset)
    for index in range(_ARC + 1):
        angle = radians(cue.start + (cue.end - cue.start) * index / _ARC)
        along, up = cue.radius * cos(angle), cue.radius * sin(angle)
        match cue.plane:
            case "side":
                yield add(middle, (0.0, up, along))
            case "front":
                yield add(middle, (along, up, 0.0))
            case "top":
                yield add(middle, (along, 0.0, up))


def _arrow(before: Spot, tip: Spot, layer: Layer) -> Iterator[Arrow]:
    across, up = tip[0] - before[0], tip[1] - before[1]
    if size := hypot(across, up):
        yield Arrow(tip, (across / size, up / size), layer)
