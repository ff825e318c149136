from __future__ import annotations

from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ergo_cli.content.model.figures import Arm, Foot, Hand, Leg
from ergo_cli.figure.motion import pose_at
from ergo_cli.figure.pose import Pose, merge, mix
from ergo_cli.figure.reach import gaps, keys
from ergo_cli.figure.skeleton import BONES, HEAD_RADIUS, Skeleton, solve
from ergo_cli.figure.vector import Vector, sub
from tests.figure.shipped import PICTURES, POSES, each_clip, shipped

angle = st.floats(-180, 180)
turn = st.tuples(angle, angle, angle)
place = st.tuples(*[st.floats(-60, 60)] * 3)
arm = st.builds(Arm, lift=angle, plane=angle, twist=angle, bend=st.floats(0, 150), flex=angle, sway=angle) | st.builds(
    Hand, touch=st.sampled_from(["floor", "head", "chest", "left-knee"]), offset=place, pole=place, flex=angle
)
leg = st.builds(Leg, lift=angle, plane=angle, twist=angle, bend=st.floats(0, 150), ankle=angle) | st.builds(
    Foot, touch=st.sampled_from(["floor", "pelvis"]), offset=place, pole=place, sole=angle
)
pose = st.builds(
    Pose, root=place, body=turn, spine=turn, chest=turn, neck=turn, head=turn,
    left_arm=arm, right_arm=arm, left_leg=leg, right_leg=leg,
)  # fmt: skip


def stretched(skeleton: Skeleton) -> list[str]:
    """Return the bones that do not have their length."""
    joints = skeleton.joints
    return [f"{a}-{b}" for a, b, size in BONES if abs(dist(joints[a], joints[b]) - size) > 1e-6]


@given(pose, pose, st.floats(0, 1))
def test_no_mix_of_poses_stretches_a_bone(a: Pose, b: Pose, share: float) -> None:
    assert stretched(solve(mix(a, b, share))) == []


@pytest.mark.untraced
@each_clip
def test_no_instant_of_a_clip_stretches_a_bone(name: str) -> None:
    motion = shipped(name).motion
    assert [t for t in range(60) if stretched(solve(pose_at(motion, motion.duration * t / 59)))] == []


@each_clip
def test_what_a_key_touches_is_within_reach(name: str) -> None:
    missed = [
        (index, limb, round(gap, 1))
        for index, pose in enumerate(keys(shipped(name).motion))
        for limb, gap in gaps(pose).items()
        if gap > 1
    ]
    assert missed == []


def test_what_a_starting_pose_touches_is_within_reach() -> None:
    assert [(name, gaps(pose)) for name, pose in POSES.items() if max([0.0, *gaps(pose).values()]) > 1] == []


def test_what_a_picture_touches_is_within_reach() -> None:
    poses = {picture.id: merge(POSES[picture.pose], picture) for picture in PICTURES}
    assert [(name, gaps(pose)) for name, pose in poses.items() if max([0.0, *gaps(pose).values()]) > 1] == []


def test_one_who_stands_is_as_tall_as_stature_and_stands_on_the_floor() -> None:
    joints = solve(Pose()).joints
    assert joints["crown"][1] == pytest.approx(100, abs=3)
    assert joints["left-toe"][1] == joints["right-heel"][1] == pytest.approx(1.7, abs=0.1)
    assert dist(joints["crown"], joints["head"]) == pytest.approx(HEAD_RADIUS)


@pytest.mark.parametrize(
    ("arm", "hand"),
    [
        (Arm(lift=0, plane=0, bend=0), (0, -41, 0)),
        (Arm(lift=90, plane=0, bend=0), (0, 0, 41)),
        (Arm(lift=90, plane=90, bend=0), (41, 0, 0)),
        (Arm(lift=180, plane=0, bend=0), (0, 41, 0)),
        (Arm(lift=90, plane=180, bend=0), (0, 0, -41)),
        (Arm(lift=90, plane=-90, bend=0), (-41, 0, 0)),
        (Arm(lift=0, plane=0, bend=90), (0, -17.5, 23.5)),
    ],
)
def test_an_arm_goes_where_its_angles_say(arm: Arm, hand: Vector) -> None:
    joints = solve(Pose(left_arm=arm)).joints
    assert sub(joints["left-hand"], joints["left-shoulder"]) == pytest.approx(hand, abs=1e-9)


def test_both_sides_are_mirror_pictures() -> None:
    arm = Arm(lift=50, plane=30, twist=20, bend=40, flex=10, sway=15)
    leg = Leg(lift=40, plane=25, twist=10, bend=60, ankle=5)
    joints = solve(Pose(left_arm=arm, right_arm=arm, left_leg=leg, right_leg=leg)).joints
    for name in ("elbow", "wrist", "hand", "knee", "ankle", "toe", "heel"):
        x, y, z = joints[f"left-{name}"]
        assert joints[f"right-{name}"] == pytest.approx((-x, y, z), abs=1e-9)


def test_a_bow_of_the_pelvis_leaves_the_feet_where_they_are() -> None:
    upright, bowed = solve(Pose()), solve(Pose(body=(60, 0, 0)))
    for name in ("left-ankle", "right-toe"):
        assert bowed.joints[name] == pytest.approx(upright.joints[name])
