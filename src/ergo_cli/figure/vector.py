"""Points and directions in space, and turns about them."""

from __future__ import annotations

from math import acos, cos, hypot, pi, radians, sin
from typing import NamedTuple, TypeAlias

Vector: TypeAlias = tuple[float, float, float]

UP: Vector = (0.0, 1.0, 0.0)
DOWN: Vector = (0.0, -1.0, 0.0)
AHEAD: Vector = (0.0, 0.0, 1.0)
NIL = 1e-9


class Frame(NamedTuple):
    """The directions, of length 1, that a body calls left, up and ahead."""

    left: Vector
    up: Vector
    ahead: Vector


def add(a: Vector, b: Vector) -> Vector:
    """Return *a* + *b*."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def sub(a: Vector, b: Vector) -> Vector:
    """Return *a* - *b*."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def times(a: Vector, factor: float) -> Vector:
    """Return *a* times *factor*."""
    return (a[0] * factor, a[1] * factor, a[2] * factor)


def along(start: Vector, direction: Vector, distance: float) -> Vector:
    """Return the point *distance* from *start* in *direction*."""
    return (
        start[0] + direction[0] * distance,
        start[1] + direction[1] * distance,
        start[2] + direction[2] * distance,
    )


def dot(a: Vector, b: Vector) -> float:
    """Return the scalar product of *a* and *b*."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """Return the vector product of *a* and *b*."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(a: Vector) -> float:
    """Return the length of *a*."""
    return hypot(*a)


def unit(a: Vector, otherwise: Vector = (0.0, 0.0, 0.0)) -> Vector:
    """Return *a* at length 1; *otherwise* if it has none."""
    size = length(a)
    return times(a, 1 / size) if size > NIL else otherwise


def lerp(a: Vector, b: Vector, share: float) -> Vector:
    """Return the point *share* of the way from *a* to *b*."""
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share)


def rotate(a: Vector, axis: Vector, degrees: float) -> Vector:
    """Return *a* turned about *axis*, of length 1 (Rodrigues' formula)."""
    cosine, sine = cos(radians(degrees)), sin(radians(degrees))
    turned = add(times(a, cosine), times(cross(axis, a), sine))
    return along(turned, axis, dot(axis, a) * (1 - cosine))


def slerp(a: Vector, b: Vector, share: float) -> Vector:
    """Return the direction *share* of the way along the shortest arc from *a* to *b*, all of length 1."""
    angle = acos(max(-1.0, min(1.0, dot(a, b))))
    if angle < 1e-4:  # noqa: PLR2004  # the same direction, for the eye
        return b
    if angle > pi - 0.01:
        # There is no shortest arc to the opposite direction: leave in any.
        b = unit(add(b, (0.02, 0.0, 0.05)))
        angle = acos(dot(a, b))
    return unit(add(times(a, sin((1 - share) * angle)), times(b, sin(share * angle))))


def frame(forward: float = 0.0, lean: float = 0.0, turn: float = 0.0) -> Frame:
    """Return the frame bent *forward*, then leant to its own left, then turned to it; degrees."""

    def turned(a: Vector) -> Vector:
        return rotate(rotate(rotate(a, (1.0, 0.0, 0.0), forward), AHEAD, -lean), UP, turn)

    return Frame(turned((1.0, 0.0, 0.0)), turned(UP), turned(AHEAD))


def inside(outer: Frame, a: Vector) -> Vector:
    """Return *a*, given in the directions of *outer*, in those of the room."""
    return along(along(times(outer.left, a[0]), outer.up, a[1]), outer.ahead, a[2])


def joined(outer: Frame, inner: Frame) -> Frame:
    """Return *inner*, given in *outer*, in the room's directions."""
    return Frame(*(inside(outer, axis) for axis in inner))
