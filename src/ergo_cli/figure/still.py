"""Stills: a posture set up to be looked at, with the points to look at and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import acos, degrees
from typing import Literal, NamedTuple

from ergo_cli.content.model.figures import Mark, Picture, Prop
from ergo_cli.figure.body import Look, shapes
from ergo_cli.figure.camera import Box, Camera, Spot, box_around, camera, union
from ergo_cli.figure.cues import prop_lines
from ergo_cli.figure.pose import Pose, merge
from ergo_cli.figure.scene import framed
from ergo_cli.figure.shapes import Line, Scene
from ergo_cli.figure.skeleton import Skeleton, solve
from ergo_cli.figure.vector import Vector, add, dot, lerp, sub, unit

# How far a plumb line goes beyond the crown, % of stature.
_ABOVE = 6.0


class Label(NamedTuple):
    """What is to be said of the point *at*."""

    at: Spot
    text: str


class Still(NamedTuple):
    """A picture with its labels, the uppermost point first; a *verdict* if it shows something done well or badly."""

    scene: Scene
    labels: tuple[Label, ...]
    verdict: Literal["good", "bad"] | None = None


def still(picture: Picture, poses: Mapping[str, Pose], props: Sequence[Prop]) -> Still:
    """Return *picture* set up; *poses* by id, and *props*, hold those that it names."""
    skeleton, view = solve(merge(poses[picture.pose], picture)), camera(picture.view)
    things = [(line, p) for p in props if p.id in picture.props for line in prop_lines(p, view)]
    plumb = list(_plumb(picture.plumb, skeleton, view)) if picture.plumb is not None else []
    lines = [_dotted(view.sees(_place(mark, skeleton)), view.sees(mark.to)) for mark in picture.marks if mark.to]
    boxes = [box_around(line.spots, line.radius) for line, prop in things if not prop.across]
    box = union([framed("full", (), skeleton, view), *boxes, *(box_around(line.spots, 0) for line in (*plumb, *lines))])
    scene = Scene(
        picture.name,
        picture.text,
        box,
        tuple(line for line, prop in things if not prop.front),
        shapes(skeleton, view, Look(hide=picture.hide)),
        (*plumb, *lines, *(line for line, prop in things if prop.front)),
    )
    labels = [Label(view.sees(_place(mark, skeleton))[:2], _said(mark, skeleton)) for mark in picture.marks]
    return Still(scene, topmost_first(labels), picture.label)


def alike(stills: Sequence[Still]) -> tuple[Still, ...]:
    """Return *stills* in boxes of one size, so that they are drawn to one scale, on the same floor."""
    boxes = [still.scene.box for still in stills]
    width = max((box.right - box.left for box in boxes), default=0.0)
    bottom, top = min((box.bottom for box in boxes), default=0.0), max((box.top for box in boxes), default=0.0)
    return tuple(
        still._replace(scene=still.scene._replace(box=_widened(still.scene.box, width, bottom, top)))
        for still in stills
    )


def topmost_first(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Return *labels* in the order in which an eye that goes down the picture meets them."""
    return tuple(sorted(labels, key=lambda label: (-round(label.at[1], 1), -label.at[0])))


def angle(joints: Mapping[str, Vector], ends: tuple[str, str, str]) -> int:
    """Return the angle, in whole degrees, that three joints make at the middle one."""
    start, middle, end = (joints[name] for name in ends)
    return round(degrees(acos(max(-1.0, min(1.0, dot(unit(sub(start, middle)), unit(sub(end, middle))))))))


def _widened(box: Box, width: float, bottom: float, top: float) -> Box:
    middle = (box.left + box.right) / 2
    return Box(middle - width / 2, bottom, middle + width / 2, top)


def _plumb(ahead: float, skeleton: Skeleton, view: Camera) -> Iterator[Line]:
    ankles = lerp(skeleton.joints["left-ankle"], skeleton.joints["right-ankle"], 0.5)
    foot = add((ankles[0], 0.0, ankles[2]), (0.0, 0.0, ahead))
    yield _dotted(view.sees(add(foot, (0.0, skeleton.joints["crown"][1] + _ABOVE, 0.0))), view.sees(foot))


def _dotted(start: Vector, end: Vector) -> Line:
    return Line((start[:2], end[:2]), "cue", style="dotted")


def _place(mark: Mark, skeleton: Skeleton) -> Vector:
    return skeleton.joints[mark.angle[1] if mark.angle else mark.at or "pelvis"]


def _said(mark: Mark, skeleton: Skeleton) -> str:
    return mark.text.replace("{deg}", f"{angle(skeleton.joints, mark.angle)}°") if mark.angle else mark.text
