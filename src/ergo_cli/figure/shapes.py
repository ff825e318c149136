"""The display list: what a picture consists of, in the view plane (% of stature, y up), whatever draws it."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from ergo_cli.figure.camera import Box, Spot
from ergo_cli.figure.vector import Vector

Layer = Literal["cue", "accent", "body", "prop", "trail"]
# Whose colour a spot has on which several are.
LAYERS: tuple[Layer, ...] = ("cue", "accent", "body", "prop", "trail")


class Capsule(NamedTuple):
    """A bone with its flesh, round at its ends; the first *bare* share of it has no halo, where it joins the body."""

    start: Spot
    end: Spot
    start_radius: float
    end_radius: float
    layer: Layer
    bare: float = 0.0


class Polygon(NamedTuple):
    """Flesh between bones, left away where figures are thin."""

    spots: tuple[Spot, ...]
    layer: Layer


class Head(NamedTuple):
    """A ball with hair and face; *axes* are its left, up and ahead as the viewer sees them, *nose* the tip's place."""

    at: Spot
    radius: float
    axes: tuple[Vector, Vector, Vector]
    nose: Spot
    layer: Layer


class Line(NamedTuple):
    """A line through *spots*, *radius* thick; dotted, or over all that is behind it with a halo."""

    spots: tuple[Spot, ...]
    layer: Layer
    radius: float = 0.0
    style: Literal["plain", "dotted", "halo"] = "plain"


class Arrow(NamedTuple):
    """The head of an arrow at *tip*, which points in *direction* (length 1)."""

    tip: Spot
    direction: Spot
    layer: Layer


Piece: TypeAlias = Capsule | Polygon | Head
Mark: TypeAlias = Line | Arrow


class Shape(NamedTuple):
    """A member of the body: its pieces hide, with one halo, what is behind them; *depth* towards the viewer."""

    name: str
    depth: float
    pieces: tuple[Piece, ...]


class Scene(NamedTuple):
    """A picture: marks behind the body, its shapes from the farthest to the nearest, and marks before it.

    All of it is to be mirrored if *mirrored*; *title* and *text* say it in words.
    """

    title: str
    text: str
    box: Box
    behind: tuple[Mark, ...]
    shapes: tuple[Shape, ...]
    before: tuple[Mark, ...]
    mirrored: bool = False
