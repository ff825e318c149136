"""Where the figure is looked at from, and how much of it is in the picture."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, radians, sin
from typing import TypeAlias

from msgspec import Struct

from ergo_cli.content.model.figures import Angles, View
from ergo_cli.figure.vector import Vector

Spot: TypeAlias = tuple[float, float]

VIEWS: dict[View, Angles] = {
    "front": Angles(0, 6),
    "side": Angles(90, 4),
    "three-quarter": Angles(38, 10),
    "back": Angles(180, 6),
}


class Box(Struct, frozen=True):
    """A part of the view plane, % of stature; *close*: more of the body may show below it."""

    left: float
    bottom: float
    right: float
    top: float
    close: bool = False


class Camera(Struct, frozen=True):
    """Parallel projection along a line *yaw* degrees to the figure's left of its front and *pitch* above level."""

    yaw: float
    pitch: float

    def sees(self, at: Vector) -> Vector:
        """Return *at* as right, up and towards the viewer, % of stature."""
        x, y, z = at
        sine, cosine = sin(radians(self.yaw)), cos(radians(self.yaw))
        right, near = x * cosine + z * sine, z * cosine - x * sine
        sine, cosine = sin(radians(self.pitch)), cos(radians(self.pitch))
        return (right, y * cosine - near * sine, near * cosine + y * sine)


def camera(view: View | Angles) -> Camera:
    """Return the camera of *view*."""
    angles = VIEWS[view] if isinstance(view, str) else view
    return Camera(angles.yaw, angles.pitch)


def box_around(spots: Iterable[Spot | Vector], rim: float) -> Box:
    """Return the box about *spots* (right and up) with a *rim*."""
    rights, ups = zip(*((spot[0], spot[1]) for spot in spots), strict=True)
    return Box(min(rights) - rim, min(ups) - rim, max(rights) + rim, max(ups) + rim)


def union(boxes: Iterable[Box]) -> Box:
    """Return the box about *boxes*, close if the first is."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.bottom for box in every),
        max(box.right for box in every),
        max(box.top for box in every),
        every[0].close,
    )


class Fit(Struct, frozen=True):
    """From the view plane to a canvas whose y goes down: *scale* dots a % of stature; *way* is -1 if it is mirrored."""

    scale: float
    x: float
    y: float
    way: int = 1

    def spot(self, at: Spot | Vector) -> Spot:
        """Return where *at* is on the canvas."""
        return (self.x + at[0] * self.scale * self.way, self.y - at[1] * self.scale)


def fit(box: Box, width: float, height: float, margin: float, *, mirrored: bool) -> Fit:
    """Return how *box* goes into *width* by *height* less *margin* all round: in its middle, on its lower edge.

    A close-up hangs from the upper edge instead, and what is below its box fills the rest.
    """
    across, up = max(box.right - box.left, 1e-6), max(box.top - box.bottom, 1e-6)
    scale = min((width - 2 * margin) / across, (height - 2 * margin) / up)
    way = -1 if mirrored else 1
    x = width / 2 - way * (box.left + box.right) / 2 * scale
    y = margin + box.top * scale if box.close else height - margin + box.bottom * scale
    return Fit(scale, x, y, way)
