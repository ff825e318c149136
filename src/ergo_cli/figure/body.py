"""Flesh on the bones: a skeleton as a camera sees it, member by member."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import NamedTuple

from ergo_cli.figure.camera import Camera
from ergo_cli.figure.shapes import Capsule, Head, Layer, Piece, Polygon, Shape
from ergo_cli.figure.skeleton import HEAD_RADIUS, Side, Skeleton
from ergo_cli.figure.vector import Frame, Vector, add, along, inside, lerp, sub, unit

# Radii at both ends, % of stature.
_UPPER, _FORE, _HAND = (2.5, 2.1), (2.1, 1.6), (1.7, 1.5)
_THIGH, _SHANK, _FOOT = (3.6, 2.7), (2.6, 1.9), (1.8, 1.5)
_SPINE = (4.6, 4.4, 5.0, 3.4)
_SHOULDERS, _HIPS = 2.3, 3.0
# Half widths of the chest, the waist and the pelvis.
_CHEST, _WAIST, _PELVIS = 7.0, 6.3, 5.2
_FINGERS = ((-1.5, 3.9), (-0.5, 4.8), (0.5, 4.6), (1.5, 4.0))
# More than a body is deep: brings a member before all others.
_BEFORE_ALL = 100.0


class Look(NamedTuple):
    """How the body is shown: members in the accent's layer, before all others, left away; hands with fingers or not."""

    accents: Collection[str] = ()
    bring: Collection[str] = ()
    hide: Collection[str] = ()
    fingers: bool = False


def shapes(skeleton: Skeleton, camera: Camera, look: Look) -> tuple[Shape, ...]:
    """Return the members of the body from the farthest to the nearest."""
    view = _Viewed(skeleton, camera, look)
    members = [view.torso(), view.neck(), view.head()]
    for side in ("left", "right"):
        members += [view.arm(side), view.leg(side)]
    shown = [
        member._replace(depth=member.depth + _BEFORE_ALL) if member.name in look.bring else member
        for member in members
        if member.name not in look.hide
    ]
    return tuple(sorted(shown, key=lambda shape: shape.depth))


class _Viewed:
    """A skeleton seen by a camera."""

    def __init__(self, skeleton: Skeleton, camera: Camera, look: Look) -> None:
        self._skeleton = skeleton
        self._sees = camera.sees
        self._look = look
        self._seen = {name: camera.sees(at) for name, at in skeleton.joints.items()}

    def _layer(self, *names: str) -> Layer:
        return "accent" if any(name in self._look.accents for name in names) else "body"

    def torso(self) -> Shape:
        layer = self._layer("torso")
        seen, joints = self._seen, self._skeleton.joints
        pelvis, chest = self._skeleton.frames["pelvis"], self._skeleton.frames["chest"]
        shoulders = (seen["left-shoulder"], seen["right-shoulder"])
        ribs = self._pair(joints["neck"], chest, _CHEST, -3.0)
        waist = self._pair(joints["waist"], chest, _WAIST, 0.0)
        hips = self._pair(joints["pelvis"], pelvis, _PELVIS, 0.0)
        nape = self._sees(lerp(joints["neck"], joints["skull"], 0.62))
        spine = [
            seen["pelvis"],
            seen["waist"],
            self._sees(add(joints["neck"], inside(chest, (0.0, -4.0, 0.0)))),
            seen["neck"],
        ]
        pieces: list[Piece] = [
            Polygon((ribs[0][:2], ribs[1][:2], waist[1][:2], waist[0][:2]), layer),
            Polygon((waist[0][:2], waist[1][:2], hips[1][:2], hips[0][:2]), layer),
            _bone(shoulders[0], shoulders[1], (_SHOULDERS, _SHOULDERS), layer),
            _bone(seen["left-hip"], seen["right-hip"], (_HIPS, _HIPS), layer),
            *(_bone(a, b, radii, layer) for (a, b), radii in zip(pairwise(spine), pairwise(_SPINE), strict=True)),
        ]
        left, right = (_raised(shoulder, 1.8) for shoulder in shoulders)
        pieces.append(Polygon((nape[:2], left, ribs[0][:2], ribs[1][:2], right), layer))
        return Shape("torso", (seen["waist"][2] + seen["neck"][2] + seen["pelvis"][2]) / 3, tuple(pieces))

    def _pair(self, middle: Vector, turned: Frame, half: float, up: float) -> tuple[Vector, Vector]:
        left, right = (inside(turned, (sign * half, up, 0.0)) for sign in (1, -1))
        return self._sees(add(middle, left)), self._sees(add(middle, right))

    def neck(self) -> Shape:
        bottom, top = self._seen["neck"], self._seen["skull"]
        # Without a halo: it grows out of the torso.
        piece = _bone(bottom, top, (2.4, 2.2), self._layer("neck"))._replace(bare=1.0)
        return Shape("neck", (bottom[2] + top[2]) / 2 - 0.5, (piece,))

    def head(self) -> Shape:
        at, turned = self._skeleton.joints["head"], self._skeleton.frames["head"]
        middle = self._seen["head"]
        left, up, ahead = (sub(self._sees(add(at, axis)), middle) for axis in turned)
        nose = self._sees(add(at, inside(turned, (0.0, -0.5, HEAD_RADIUS * 1.22))))
        ball = Head(middle[:2], HEAD_RADIUS, (left, up, ahead), nose[:2], self._layer("head"))
        return Shape("head", middle[2], (ball,))

    def arm(self, side: Side) -> Shape:
        shoulder, elbow, wrist, hand = (self._seen[f"{side}-{n}"] for n in ("shoulder", "elbow", "wrist", "hand"))
        whole = f"{side}-arm"
        layer = self._layer(whole, f"{side}-hand")
        pieces: list[Piece] = [
            _bone(shoulder, elbow, _UPPER, self._layer(whole, f"{side}-upper"))._replace(bare=0.45),
            _bone(elbow, wrist, _FORE, self._layer(whole, f"{side}-fore")),
        ]
        pieces += self._fingers(side, layer) if self._look.fingers else [_bone(wrist, hand, _HAND, layer)]
        # An arm is before the body when its forearm is.
        return Shape(whole, (elbow[2] + wrist[2] * 2) / 3, tuple(pieces))

    def _fingers(self, side: Side, layer: Layer) -> list[Piece]:
        joints, thumb = self._skeleton.joints, self._skeleton.thumbs[side]
        wrist = joints[f"{side}-wrist"]
        ahead = unit(sub(joints[f"{side}-hand"], wrist))
        palm = along(wrist, ahead, 4.0)
        ends = [
            (base, along(along(base, ahead, size), thumb, aside * 0.45))
            for aside, size in _FINGERS
            for base in [along(palm, thumb, aside * 1.25)]
        ]
        ends.append((along(along(wrist, ahead, 1.2), thumb, 1.4), along(along(wrist, ahead, 3.4), thumb, 4.2)))
        radii = [(0.4, 0.4)] * len(ends) + [(2.2, 2.2)]
        ends.append((along(wrist, ahead, 0.5), palm))
        return [_bone(self._sees(a), self._sees(b), r, layer) for (a, b), r in zip(ends, radii, strict=True)]

    def leg(self, side: Side) -> Shape:
        hip, knee, ankle, heel, toe = (self._seen[f"{side}-{n}"] for n in ("hip", "knee", "ankle", "heel", "toe"))
        whole = f"{side}-leg"
        shank = self._layer(whole, f"{side}-shank")
        pieces = (
            _bone(hip, knee, _THIGH, self._layer(whole, f"{side}-thigh"))._replace(bare=0.45),
            _bone(knee, ankle, _SHANK, shank),
            _bone(heel, toe, _FOOT, shank),
        )
        return Shape(whole, (hip[2] + knee[2] + ankle[2]) / 3, pieces)


def _bone(start: Vector, end: Vector, radii: tuple[float, float], layer: Layer) -> Capsule:
    return Capsule(start[:2], end[:2], radii[0], radii[1], layer)


def _raised(at: Vector, up: float) -> tuple[float, float]:
    return (at[0], at[1] + up)
