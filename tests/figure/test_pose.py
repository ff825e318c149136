from __future__ import annotations

from itertools import pairwise

from ergo_cli.content.model.figures import Arm, Foot, Hand, Leg, Stance, StartingPose
from ergo_cli.figure.pose import STANDING, Between, Pose, merge, mix, starting, unwound
from ergo_cli.figure.skeleton import solve

KNEE = Hand(touch="left-knee", offset=(0, 5, 0))


def test_a_stance_that_sets_nothing_changes_nothing() -> None:
    assert merge(Pose(), Stance()) == Pose()


def test_a_stance_changes_what_it_sets_alone() -> None:
    assert merge(Pose(), Stance(neck=(1, 2, 3), left_arm=Arm(lift=9))) == Pose(neck=(1, 2, 3), left_arm=Arm(lift=9))


def test_both_sides_are_set_at_once_and_one_by_itself_wins() -> None:
    merged = merge(Pose(), Stance(arms=Arm(lift=1), right_arm=Arm(lift=2), legs=Leg(bend=3), shoulders=(4, 5)))
    assert (merged.left_arm, merged.right_arm) == (Arm(lift=1), Arm(lift=2))
    assert merged.left_leg == merged.right_leg == Leg(bend=3)
    assert merged.left_shoulder == merged.right_shoulder == (4, 5)


def test_a_contact_takes_the_place_of_angles_and_the_other_way_round() -> None:
    held = merge(Pose(), Stance(left_hand=KNEE))
    assert held.left_arm == KNEE
    assert merge(held, Stance(left_arm=Arm(lift=9))).left_arm == Arm(lift=9)


def test_a_move_is_from_where_the_pelvis_is() -> None:
    assert merge(Pose(root=(0, 30, 0)), Stance(move=(1, -2, 3))).root == (1, 28, 3)


def test_starting_poses_start_from_standing() -> None:
    assert starting([StartingPose(id="up", head=(1, 0, 0))]) == {"up": Pose(root=(0, STANDING, 0), head=(1, 0, 0))}


def test_a_mix_begins_with_one_and_ends_with_the_other() -> None:
    a, b = Pose(), Pose(neck=(10, 20, 30), left_arm=Arm(lift=90), right_arm=KNEE)
    assert (mix(a, b, 0), mix(a, b, 1)) == (a, b)
    assert mix(a, b, 0.5).neck == (5, 10, 15)


def test_a_contact_that_both_have_is_kept_all_the_way() -> None:
    a = Pose(left_leg=Foot(touch="floor", offset=(6, 4, 0)))
    b = Pose(root=(0, 45, -5), left_leg=Foot(touch="floor", offset=(6, 4, 0)))
    ankles = [solve(mix(a, b, step / 10)).joints["left-ankle"] for step in range(11)]
    assert max(abs(p - q) for one, other in pairwise(ankles) for p, q in zip(one, other, strict=True)) < 0.02


def test_a_change_of_contact_turns_each_bone_by_itself() -> None:
    a, b = Pose(), Pose(left_arm=KNEE)
    assert mix(a, b, 0.25).left_arm == Between(Arm(), KNEE, 0.25)


def test_an_arm_that_goes_round_goes_on_the_short_way() -> None:
    last, first = Pose(left_arm=Arm(lift=-240)), Pose(left_arm=Arm(lift=10), right_arm=KNEE)
    assert unwound(first, last) == Pose(left_arm=Arm(lift=-350), right_arm=KNEE)
