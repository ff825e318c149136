"""A person at a desk, to scale: from heights in centimetres to stills, with each height written at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from msgspec.structs import replace

from ergo_cli.content.model.figures import Foot, Hand
from ergo_cli.figure.body import Look, shapes
from ergo_cli.figure.camera import Camera, Spot, box_around, union
from ergo_cli.figure.limbs import SHANK, THIGH
from ergo_cli.figure.pose import Pose
from ergo_cli.figure.scene import framed
from ergo_cli.figure.shapes import Line, Scene
from ergo_cli.figure.skeleton import ANKLE, HIP, Skeleton, solve
from ergo_cli.figure.still import Label, Still, topmost_first
from ergo_cli.plain import halves

# From the side and all but level: heights in the picture are those in the room, and the neck is before the shoulders.
_SIDE = Camera(90, 2)
# Thickness of furniture, of the flesh below the hip joint, of a forearm: % of stature.
_BOARD, _SEAT_FLESH, _WRIST = 1.0, 4.3, 1.9
# The distance of shoulder and wrist at which the elbow makes a little more than a right angle.
_REACH = 23.6
_PANEL, _DEPTH, _EDGE = 20.0, 9.0, 3.0
_MOST_LEAN = 30.0


class _Scale:
    """Heights by their names, in % of a stature in cm."""

    def __init__(self, stature: float, heights: Mapping[str, float]) -> None:
        self._stature = stature
        self._heights = heights

    def __getitem__(self, name: str) -> float:
        return self.of(self._heights[name])

    def of(self, centimetres: float) -> float:
        return 100 * centimetres / self._stature

    def cm(self, name: str) -> float:
        return self._heights[name]

    def said(self, name: str) -> str:
        return f"{halves(self._heights[name])} cm"


def seated(stature: float, heights: Mapping[str, float], *, cushion: float = 0.0, footrest: float = 0.0) -> Still:
    """Return somebody of *stature* at a desk to sit at; all in cm, *heights* by the ids of the content.

    The feet are on a *footrest*, if there is one.
    """
    scale = _Scale(stature, heights)
    floor = scale.of(footrest)
    seat, desk, screen = (scale[name] for name in ("chair-height", "seated-desk", "seated-screen-top"))
    hip = seat + scale.of(cushion) + _SEAT_FLESH
    pose = _at_keys(_looking(_sitting(hip, floor), screen), desk)
    skeleton = solve(pose)
    back = skeleton.joints["pelvis"][2] - 6.5
    front = back + scale["seat-depth"]
    rest = seat + scale["armrest"]
    things = [*_desk(skeleton, desk, screen, scale["viewing-distance"]), *_chair(skeleton, seat, back, front)]
    things += [_thing((front - 18, rest), (front - 4, rest)), _thing((front - 12, rest), (front - 12, seat))]
    if footrest:
        foot = skeleton.joints["right-heel"][2]
        things.append(
            _thing((foot - 1, _BOARD), (foot - 1, floor - _BOARD), (foot + 15, floor - _BOARD), (foot + 15, _BOARD))
        )
    labels = [
        *_screen_labels(skeleton, scale, screen, scale.said("seated-screen-top")),
        Label((_edge(skeleton), desk), f"desk or keys {scale.said('seated-desk')}"),
        Label((front - 4, rest), f"armrests {scale.said('armrest')} above seat"),
        Label((front, seat), f"seat {scale.said('chair-height')} high, {scale.said('seat-depth')} deep"),
    ]
    if footrest:
        labels.append(Label((skeleton.joints["right-toe"][2], floor), f"footrest {halves(footrest)} cm"))
    return _still(
        "Sitting, to scale", f"Someone {stature:g} cm tall sits at a desk, from the side.", skeleton, things, labels
    )


def standing(stature: float, heights: Mapping[str, float]) -> Still:
    """Return somebody of *stature* at a desk to stand at; as `seated`."""
    scale = _Scale(stature, heights)
    desk, screen = scale["standing-desk"], scale["standing-screen-top"]
    skeleton = solve(_at_keys(_looking(Pose(), screen), desk))
    labels = [
        *_screen_labels(skeleton, scale, screen, scale.said("standing-screen-top")),
        Label((_edge(skeleton), desk), f"desk or keys {scale.said('standing-desk')}"),
    ]
    things = _desk(skeleton, desk, screen, scale["viewing-distance"])
    return _still(
        "Standing, to scale", f"Someone {stature:g} cm tall stands at a desk, from the side.", skeleton, things, labels
    )


def _sitting(hip: float, floor: float) -> Pose:
    """Return somebody whose hip joints are at the height *hip*, the feet flat at the height *floor*."""
    up = hip - floor - ANKLE
    ahead = min(THIGH, sqrt(max(0.0, (THIGH + SHANK) ** 2 * 0.98 - up**2)))
    legs = {
        f"{side}_leg": Foot(touch="floor", offset=(sign * HIP, floor + ANKLE, ahead), pole=(0.0, 0.6, 1.0))
        for side, sign in (("left", 1), ("right", -1))
    }
    return replace(Pose(root=(0.0, hip, 0.0)), **legs)


def _looking(pose: Pose, eye: float) -> Pose:
    """Return *pose* leant back so far that the eyes, level, are at the height *eye*; upright if they cannot be so high."""
    low, high = 0.0, _MOST_LEAN
    for _ in range(24):
        middle = (low + high) / 2
        above = solve(_leant(pose, middle)).joints["eye"][1] > eye
        low, high = (middle, high) if above else (low, middle)
    return _leant(pose, low)


def _leant(pose: Pose, degrees: float) -> Pose:
    return replace(pose, body=(-degrees, 0.0, 0.0), neck=(degrees * 0.6, 0.0, 0.0), head=(degrees * 0.4, 0.0, 0.0))


def _at_keys(pose: Pose, desk: float) -> Pose:
    """Return *pose* with its wrists over a desk of that height, so far ahead that the elbows make right angles."""
    wrist = desk + _WRIST
    shoulder = solve(pose).joints["right-shoulder"]
    ahead = shoulder[2] + sqrt(max(8.0**2, _REACH**2 - (shoulder[1] - wrist) ** 2))
    arms = {
        f"{side}_arm": Hand(touch="floor", offset=(sign * 9.0, wrist, ahead), pole=(0.2, -1.0, -0.4), wrist=1, flex=8.0)
        for side, sign in (("left", 1), ("right", -1))
    }
    return replace(pose, **arms)


def _edge(skeleton: Skeleton) -> float:
    """Return how far ahead the edge of the desk is: the wrists are over it."""
    return skeleton.joints["right-wrist"][2] - _EDGE


def _screen_labels(skeleton: Skeleton, scale: _Scale, screen: float, said: str) -> list[Label]:
    eye, away = skeleton.joints["eye"][2], scale["viewing-distance"]
    return [
        Label((eye + away, screen), f"screen top {said}"),
        Label((eye + away / 2, screen), f"{scale.cm('viewing-distance'):g} cm from the eyes"),
    ]


def _desk(skeleton: Skeleton, desk: float, screen: float, away: float) -> list[Line]:
    """Return the desk, the keys, the screen *away* from the eyes, and the way they look."""
    eye, edge = skeleton.joints["eye"], _edge(skeleton)
    at = eye[2] + away
    back, top, middle = at + _DEPTH, desk - _BOARD, screen - _PANEL / 2
    return [
        _thing((edge, top), (back, top)),
        _thing((back - 4, top), (back - 4, _BOARD)),
        _thing((edge + 5, desk + 0.6), (edge + 15, desk + 0.9), radius=0.5),
        _thing((at + 0.9, screen - 0.9), (at + 0.9, screen - _PANEL), radius=0.9),
        _thing((at + 1, middle), (at + 5, middle - 2), (at + 5, desk), radius=0.8),
        Line(((eye[2], eye[1]), (at, screen)), "cue", style="dotted"),
    ]


def _chair(skeleton: Skeleton, seat: float, back: float, front: float) -> list[Line]:
    joints, middle, board = skeleton.joints, back + 7.0, seat - _BOARD
    waist, neck = joints["waist"], joints["neck"]
    return [
        _thing((back, board), (front, board)),
        _thing((back, seat + 4), (waist[2] - 5.9, waist[1] - 2), (neck[2] - 6.4, neck[1] - 5)),
        _thing((back - 1, seat + 4), (back + 1, board)),
        _thing((middle, board), (middle, 5.0)),
        _thing((middle - 13, 1.5), (middle, 5.0), (middle + 13, 1.5)),
    ]


def _thing(*spots: Spot, radius: float = _BOARD) -> Line:
    return Line(spots, "prop", radius)


def _still(title: str, text: str, skeleton: Skeleton, things: Sequence[Line], labels: Sequence[Label]) -> Still:
    """Return the picture of what stands behind *skeleton* and of *things*, on a floor."""
    box = union([framed("full", (), skeleton, _SIDE), *(box_around(line.spots, line.radius) for line in things)])
    floor = Line(((-400.0, 0.0), (400.0, 0.0)), "prop", 0.8)
    behind = tuple(line for line in things if line.layer != "cue")
    before = tuple(line for line in things if line.layer == "cue")
    scene = Scene(title, text, box, (*behind, floor), shapes(skeleton, _SIDE, Look()), before)
    return Still(scene, topmost_first(labels))
