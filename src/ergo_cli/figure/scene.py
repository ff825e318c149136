"""A clip set up to be looked at, and the pictures of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from msgspec import Struct

from ergo_cli.content.model.figures import Clip, Cue, Framing, Joint, Prop, Whole
from ergo_cli.figure.body import Look, shapes
from ergo_cli.figure.camera import Box, Camera, box_around, camera, union
from ergo_cli.figure.cues import arc, cue_marks, prop_lines, trail_marks
from ergo_cli.figure.motion import Moment, Motion, motion, round_at
from ergo_cli.figure.pose import Pose
from ergo_cli.figure.shapes import Mark, Scene
from ergo_cli.figure.skeleton import HEAD_RADIUS, Skeleton, solve
from ergo_cli.figure.vector import Vector

# Poses that a box or a path is made from.
_SAMPLES = 12
_PATH = 48
_RIM = 2.4
_WHOLES: tuple[Whole, ...] = get_args(Whole)


class Marks(Struct, frozen=True):
    """What does not move, behind the body and before it."""

    behind: tuple[Mark, ...]
    before: tuple[Mark, ...]


class Figure(Struct, frozen=True):
    """A clip that is ready to be played and drawn: its motion, the camera, one box for all of it, and what stands still.

    *marks* are those of the loop as it is, and of the loop the other way.
    """

    title: str
    text: str
    motion: Motion
    camera: Camera
    box: Box
    accents: tuple[str, ...]
    bring: tuple[str, ...]
    hide: tuple[str, ...]
    fingers: bool
    marks: tuple[Marks, Marks]


def figure(clip: Clip, poses: Mapping[str, Pose], props: Sequence[Prop]) -> Figure:
    """Return *clip* set up; *poses* by id, and *props*, hold those that it names."""
    moves, view = motion(clip, poses), camera(clip.view)
    chosen = [prop for prop in props if prop.id in clip.props]
    return Figure(
        clip.name,
        clip.text,
        moves,
        view,
        _box(clip, moves, view, chosen),
        clip.accents,
        clip.bring,
        tuple(member for member in _WHOLES if clip.only and member not in clip.only),
        bool(clip.fingers),
        _marks(clip, moves, view, chosen),
    )


def scene(figure: Figure, moment: Moment) -> Scene:
    """Return the picture of *figure* at *moment*."""
    look = Look(figure.accents, figure.bring, figure.hide, figure.fingers)
    marks = figure.marks[moment.reverse]
    return Scene(
        figure.title,
        figure.text,
        figure.box,
        marks.behind,
        shapes(solve(moment.pose), figure.camera, look),
        marks.before,
        moment.mirrored,
    )


def _marks(clip: Clip, moves: Motion, view: Camera, props: Sequence[Prop]) -> tuple[Marks, Marks]:
    """Return the marks of the loop as it is, and of the loop the other way."""
    start = solve(moves.start)
    laps = [solve(round_at(moves, index / _PATH)).joints for index in range(_PATH if clip.trails else 0)]
    things = [(line, prop.front) for prop in props for line in prop_lines(prop, view)]
    turns = []
    for reverse in (False, True):
        arrows = [mark for entry in clip.cues for mark in cue_marks(entry, start, view, reverse=reverse)]
        paths = [mark for j in clip.trails for mark in trail_marks([lap[j] for lap in laps], view, reverse=reverse)]
        behind = [line for line, front in things if not front]
        turns.append(Marks((*behind, *paths), (*arrows, *(line for line, front in things if front))))
    return turns[0], turns[1]


def _box(clip: Clip, moves: Motion, view: Camera, props: Sequence[Prop]) -> Box:
    """Return one box for every instant of the clip, so that the picture neither jumps nor leaves the canvas."""
    skeletons = [solve(pose) for pose in _poses(moves)]
    boxes = [framed(clip.frame, clip.keep, skeleton, view) for skeleton in skeletons]
    if clip.frame == "full":
        lines = [line for prop in props if not prop.across for line in prop_lines(prop, view)]
        boxes += [box_around(line.spots, line.radius) for line in lines]
    boxes += [_arc_box(entry, skeletons[0], view) for entry in clip.cues]
    return union(boxes)


def _arc_box(entry: Cue, skeleton: Skeleton, view: Camera) -> Box:
    return box_around([view.sees(point) for point in arc(entry, skeleton)], _RIM)


def _poses(moves: Motion) -> Iterator[Pose]:
    for index in range(_SAMPLES):
        share = index / (_SAMPLES - 1)
        for step in moves.approach:
            yield step.at(step.take * share)
        if moves.loop:
            yield round_at(moves, share)
    yield moves.peak


def framed(frame: Framing, keep: Iterable[Joint], skeleton: Skeleton, view: Camera) -> Box:
    """Return the box about what *frame* shows of *skeleton*, and about the joints to *keep* in it."""
    seen = {name: view.sees(at) for name, at in skeleton.joints.items()}
    head = box_around([seen["head"]], HEAD_RADIUS * 1.1)
    kept = [box_around([seen[joint]], _RIM) for joint in keep]
    if frame == "full":
        return union([box_around(seen.values(), _RIM), head])
    if frame == "forearm":
        return union([box_around([seen["right-wrist"], seen["right-hand"]], 4.0), *kept])
    shoulders = [seen["left-shoulder"], seen["right-shoulder"]]
    if frame == "bust":
        body = [*shoulders, _below(seen["neck"], 8.0)]
    else:
        body = [
            *shoulders,
            _below(seen["waist"], 4.0),
            *(seen[f"{s}-{j}"] for s in ("left", "right") for j in ("elbow", "hand")),
        ]
    boxes = union([box_around(body, _RIM), head, *kept])
    return Box(boxes.left, boxes.bottom, boxes.right, boxes.top, close=True)


def _below(at: Vector, down: float) -> Vector:
    return (at[0], at[1] - down, at[2])
