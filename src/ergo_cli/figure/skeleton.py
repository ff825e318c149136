"""From a pose to where every joint is: forward kinematics of a body of constant bones.

Lengths are % of stature, near those of Drillis and Contini's segment table (in Winter, Biomechanics and Motor Control
of Human Movement); the head is drawn about a fifth too large on purpose, so that few dots show where it looks.
"""

from __future__ import annotations

from functools import partial
from typing import Literal, NamedTuple, TypeAlias

from ergo_cli.content.model.figures import Foot, Hand
from ergo_cli.figure.limbs import FORE, HAND, SHANK, THIGH, UPPER, Bones, Socket, bones
from ergo_cli.figure.pose import Limb, Pose
from ergo_cli.figure.vector import DOWN, Frame, Vector, add, along, frame, inside, joined, times, unit

Side: TypeAlias = Literal["left", "right"]

LUMBAR, THORAX, NECK, SKULL = 14.5, 15.0, 6.0, 6.8
HEAD_RADIUS = 7.2
SHOULDER, HIP = 11.0, 6.0
ANKLE = 3.8
FOOT_AHEAD, FOOT_BEHIND = 9.6, 2.2

BONES = (
    ("pelvis", "waist", LUMBAR),
    ("waist", "neck", THORAX),
    ("neck", "skull", NECK),
    ("skull", "head", SKULL),
    *(
        (f"{side}-{start}", f"{side}-{end}", size)
        for side in ("left", "right")
        for start, end, size in (
            ("shoulder", "elbow", UPPER),
            ("elbow", "wrist", FORE),
            ("wrist", "hand", HAND),
            ("hip", "knee", THIGH),
            ("knee", "ankle", SHANK),
        )
    ),
)


class Skeleton(NamedTuple):
    """Where the joints are (by name, % of stature), how pelvis, chest and head are turned, where the thumbs point."""

    joints: dict[str, Vector]
    frames: dict[str, Frame]
    thumbs: dict[Side, Vector]


def solve(pose: Pose) -> Skeleton:
    """Return the skeleton in *pose*."""
    skeleton = Skeleton({"pelvis": pose.root, "floor": (0.0, 0.0, 0.0)}, {}, {})
    _trunk(pose, skeleton)
    planted = frame(0, 0, pose.body[2])
    # Hands may touch a leg.
    _leg(pose.left_leg, "left", planted, skeleton)
    _leg(pose.right_leg, "right", planted, skeleton)
    _arm(pose.left_arm, "left", skeleton)
    _arm(pose.right_arm, "right", skeleton)
    return skeleton


def _trunk(pose: Pose, skeleton: Skeleton) -> None:
    joints, frames = skeleton.joints, skeleton.frames
    pelvis = frame(*pose.body)
    spine = joined(pelvis, frame(*pose.spine))
    chest = joined(spine, frame(*pose.chest))
    neck = joined(chest, frame(*pose.neck))
    head = joined(neck, frame(*pose.head))
    frames.update(pelvis=pelvis, chest=chest, head=head)
    joints["waist"] = along(pose.root, spine.up, LUMBAR)
    joints["neck"] = joints["chest"] = along(joints["waist"], chest.up, THORAX)
    joints["skull"] = along(joints["neck"], neck.up, NECK)
    joints["head"] = along(joints["skull"], head.up, SKULL)
    for name, offset in _ON_THE_HEAD.items():
        joints[name] = add(joints["head"], inside(head, offset))
    for side, sign, (up, ahead) in (("left", 1, pose.left_shoulder), ("right", -1, pose.right_shoulder)):
        # A shoulder that goes ahead or back goes round the ribs, and so inwards.
        offset = (sign * (SHOULDER - abs(ahead) * 0.12), up - 2.0, ahead)
        joints[f"{side}-shoulder"] = add(joints["neck"], inside(chest, offset))
        joints[f"{side}-hip"] = along(pose.root, pelvis.left, sign * HIP)


_ON_THE_HEAD: dict[str, Vector] = {
    "crown": (0.0, HEAD_RADIUS, 0.0),
    "ear": (0.0, -1.0, 0.0),
    "eye": (0.0, 0.6, HEAD_RADIUS * 0.95),
    "chin": (0.0, -6.2, 4.2),
}


def located(skeleton: Skeleton, contact: Hand | Foot) -> Vector:
    """Return the place that *contact* touches."""
    at = skeleton.joints[contact.touch]
    turned = skeleton.frames.get(contact.touch)
    return add(at, inside(turned, contact.offset) if turned else contact.offset)


def _arm(arm: Limb, side: Side, skeleton: Skeleton) -> None:
    at = skeleton.joints[f"{side}-shoulder"]
    socket = Socket(at, skeleton.frames["chest"], 1 if side == "left" else -1)
    found = bones(arm, socket, partial(located, skeleton))
    _chain(skeleton, at, found, {f"{side}-elbow": UPPER, f"{side}-wrist": FORE, f"{side}-hand": HAND})
    skeleton.thumbs[side] = found.thumb


def _leg(leg: Limb, side: Side, planted: Frame, skeleton: Skeleton) -> None:
    at = skeleton.joints[f"{side}-hip"]
    found = bones(leg, Socket(at, planted, 1 if side == "left" else -1), partial(located, skeleton))
    _chain(skeleton, at, found, {f"{side}-knee": THIGH, f"{side}-ankle": SHANK})
    # The sole is below the ankle, at right angles to the foot.
    sole = times(unit(along(DOWN, found.end, found.end[1])), ANKLE * 0.55)
    ankle = add(skeleton.joints[f"{side}-ankle"], sole)
    skeleton.joints[f"{side}-toe"] = along(ankle, found.end, FOOT_AHEAD)
    skeleton.joints[f"{side}-heel"] = along(ankle, found.end, -FOOT_BEHIND)


def _chain(skeleton: Skeleton, start: Vector, found: Bones, sizes: dict[str, float]) -> None:
    for direction, (joint, size) in zip(found, sizes.items(), strict=False):
        start = skeleton.joints[joint] = along(start, direction, size)
