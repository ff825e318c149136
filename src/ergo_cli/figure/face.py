"""The head: a ball whose hair, and face if there is room for one, show where it looks."""

from __future__ import annotations

from math import ceil, floor, hypot, sqrt

from ergo_cli.figure.camera import Fit, Spot
from ergo_cli.figure.shapes import Head
from ergo_cli.figure.spans import Dots, capsule
from ergo_cli.figure.vector import Vector, along, dot, times

# The hair is the part of the ball beyond a plane that is tilted to the back.
_BACK, _TOP, _HAIRLINE = 0.80, 0.60, -0.12
# From so many dots of radius on there are eyes and a mouth.
_FACE_FROM = 7.0
_EYE, _MOUTH = (0.34, 0.05), (0.25, -0.50)
# What the nose sticks out by, at least, to be seen in profile; as a share of the radius.
_PROFILE = 0.95


def hair_side(head: Head) -> Vector:
    """Return what a point of the ball, seen from its middle, is multiplied with: below `HAIRLINE` it has hair."""
    _, up, ahead = head.axes
    return along(times(ahead, _BACK), up, -_TOP)


def is_hair(point: Vector, side: Vector) -> bool:
    """Return whether *point*, on a ball of radius 1, has hair; *side* is from `hair_side`."""
    return dot(point, side) < _HAIRLINE


def nose(head: Head) -> tuple[Spot, Spot] | None:
    """Return where the nose starts and ends in the view plane, if it sticks out of the ball."""
    across, up = head.nose[0] - head.at[0], head.nose[1] - head.at[1]
    out = hypot(across, up)
    if out <= head.radius * _PROFILE:
        return None
    share = head.radius * 0.9 / out
    return (head.at[0] + across * share, head.at[1] + up * share), head.nose


def eyes(head: Head) -> list[Spot]:
    """Return where the eyes are in the view plane, those that are to be seen."""
    left, up, ahead = head.axes
    x, y = _EYE
    spots = []
    for side in (x, -x):
        place = along(along(times(left, side), up, y), ahead, sqrt(1 - x * x - y * y))
        if place[2] > 0.15:  # noqa: PLR2004  # not at the very edge
            spots.append((head.at[0] + place[0] * head.radius, head.at[1] + place[1] * head.radius))
    return spots


def head_dots(head: Head, view: Fit, *, hair: bool) -> Dots:
    """Return the dots of *head*: outline, hair unless it is not wanted, face, nose."""
    x, y = view.spot(head.at)
    radius = head.radius * view.scale
    side = hair_side(head)
    found: Dots = {}
    for row in range(ceil(y - radius), floor(y + radius) + 1):
        up = (y - row) / radius
        half = sqrt(max(0.0, 1 - up * up)) * radius
        for column in range(max(0, ceil(x - half)), floor(x + half) + 1):
            across = view.way * (column - x) / radius
            square = across * across + up * up
            point = (across, up, sqrt(max(0.0, 1 - square)))
            if (
                (1 - sqrt(square)) * radius < 1
                or (hair and is_hair(point, side))
                or (radius >= _FACE_FROM and _is_face(point, head, radius))
            ):
                found[row] = found.get(row, 0) | 1 << column
    if profile := nose(head):
        start, tip = (view.spot(spot) for spot in profile)
        thick = max(0.55, radius * 0.14)
        for row, bits in capsule(start, tip, thick, thick).items():
            found[row] = found.get(row, 0) | bits
    return found


def _is_face(point: Vector, head: Head, radius: float) -> bool:
    left, up, ahead = head.axes
    if dot(point, ahead) <= 0:
        return False
    aside, height, size = abs(dot(point, left)), dot(point, up), 1.1 / radius
    is_eye = hypot(aside - _EYE[0], height - _EYE[1]) < 0.085 + size * 0.5
    return is_eye or (abs(height - _MOUTH[1]) < size * 0.8 and aside < _MOUTH[0])
