"""Arms and legs: from angles, or from what they touch, to the directions of their bones."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin, sqrt
from typing import NamedTuple, TypeAlias

from ergo_cli.content.model.figures import Arm, Foot, Hand, Leg
from ergo_cli.figure.pose import Between, Limb
from ergo_cli.figure.vector import (
    AHEAD,
    DOWN,
    Frame,
    Vector,
    along,
    cross,
    dot,
    inside,
    length,
    rotate,
    slerp,
    sub,
    times,
    unit,
)

# Bone lengths in % of stature.
UPPER, FORE, HAND = 17.5, 15.0, 8.5
THIGH, SHANK = 24.5, 24.5
# How far beyond the wrist an open hand grips.
GRIP = HAND / 2

Locate: TypeAlias = Callable[[Hand | Foot], Vector]


class Bones(NamedTuple):
    """Directions, of length 1: two long bones, hand or foot, and where the thumb points (of a leg: to its left)."""

    upper: Vector
    lower: Vector
    end: Vector
    thumb: Vector


class Socket(NamedTuple):
    """Where a limb starts: the joint, the frame that its angles are seen from, and 1 for the left side, -1 for the right."""

    at: Vector
    frame: Frame
    side: int


def bones(limb: Limb, socket: Socket, locate: Locate) -> Bones:
    """Return the bones of *limb*; *locate* tells where what it touches is."""
    match limb:
        case Between():
            start, end = bones(limb.start, socket, locate), bones(limb.end, socket, locate)
            return Bones(*(slerp(a, b, limb.share) for a, b in zip(start, end, strict=True)))
        case Arm():
            return _swung_arm(limb, socket)
        case Hand():
            return _reaching_arm(limb, socket, locate(limb))
        case Leg():
            return _swung_leg(limb, socket)
        case Foot():
            return _planted_leg(limb, socket, locate(limb))


def _swing(limb: Arm | Leg, side: int) -> tuple[Vector, Vector]:
    """Return where the upper bone points and where its front does, seen from the socket: swing, then twist."""
    plane = radians(limb.plane)
    axis = unit(cross(DOWN, (side * sin(plane), 0.0, cos(plane))))
    upper = rotate(DOWN, axis, limb.lift)
    return upper, rotate(rotate(AHEAD, axis, limb.lift), upper, side * limb.twist)


def _swung_arm(arm: Arm, socket: Socket) -> Bones:
    upper, front = _swing(arm, socket.side)
    lower, front = _hinge(upper, front, arm.bend)
    end, thumb = _hand(arm, lower, front, socket.side)
    return Bones(*(inside(socket.frame, bone) for bone in (upper, lower, end, thumb)))


def _swung_leg(leg: Leg, socket: Socket) -> Bones:
    upper, front = _swing(leg, socket.side)
    lower, front = _hinge(upper, front, -leg.bend)
    end, _ = _hinge(front, lower, leg.ankle)
    upper, lower, end = (inside(socket.frame, bone) for bone in (upper, lower, end))
    return Bones(upper, lower, end, socket.frame.left)


def _hinge(bone: Vector, front: Vector, degrees: float) -> tuple[Vector, Vector]:
    """Return *bone* and its *front* turned by *degrees* towards the front."""
    cosine, sine = cos(radians(degrees)), sin(radians(degrees))
    return along(times(bone, cosine), front, sine), along(times(front, cosine), bone, -sine)


def _hand(arm: Arm | Hand, lower: Vector, front: Vector, side: int) -> tuple[Vector, Vector]:
    across = unit(cross(lower, front))
    end = rotate(rotate(lower, across, -arm.flex), front, arm.sway * side)
    return end, times(across, -side)


def _reaching_arm(arm: Hand, socket: Socket, target: Vector) -> Bones:
    x, y, z = arm.pole
    reach = FORE if arm.wrist else FORE + GRIP
    upper, lower = _two_bones(sub(target, socket.at), UPPER, reach, inside(socket.frame, (socket.side * x, y, z)))
    front = unit(along(upper, lower, -dot(upper, lower)), otherwise=times(socket.frame.ahead, -1))
    end, thumb = _hand(arm, lower, times(front, -1), socket.side)
    return Bones(upper, lower, end, thumb)


def _planted_leg(leg: Foot, socket: Socket, target: Vector) -> Bones:
    upper, lower = _two_bones(sub(target, socket.at), THIGH, SHANK, inside(socket.frame, leg.pole))
    end = rotate(socket.frame.ahead, socket.frame.left, leg.sole)
    return Bones(upper, lower, end, socket.frame.left)


def _two_bones(way: Vector, first: float, second: float, pole: Vector) -> tuple[Vector, Vector]:
    """Return the directions of two bones that end *way* from their start, the joint between them towards *pole*.

    What is out of reach is pointed at (law of cosines).
    """
    distance = max(abs(first - second) + 0.01, min(first + second - 0.01, length(way)))
    ahead = unit(way, otherwise=DOWN)
    aside = unit(along(pole, ahead, -dot(pole, ahead)), otherwise=unit(cross(ahead, (0.6, 0.0, 0.8))))
    cosine = (first * first + distance * distance - second * second) / (2 * first * distance)
    upper = along(times(ahead, cosine), aside, sqrt(max(0.0, 1 - cosine * cosine)))
    return upper, unit(along(times(ahead, distance), upper, -first))
