from __future__ import annotations

import itertools
from math import dist

import pytest
from msgspec.structs import replace

from ergo_cli.content.model.figures import Clip, Key
from ergo_cli.content.model.stretches import Part
from ergo_cli.figure.motion import LEAD, STAY, Moment, instants, moment_at, motion, pose_at, round_at, still
from ergo_cli.figure.pose import Pose
from ergo_cli.figure.skeleton import BONES, solve
from tests.figure.shipped import PARTS, each_clip, shipped

POSES = {"standing": Pose()}
NOD = Clip(
    id="nod", name="Nod", text="A nod.", pose="standing", back=2,
    approach=(Key(take=1, ease="linear", head=(10, 0, 0)), Key(take=3, ease="linear", head=(40, 0, 0))),
)  # fmt: skip
ROLL = Clip(
    id="roll", name="Roll", text="A roll.", pose="standing", back=1,
    loop=tuple(Key(take=1, ease="linear", neck=neck) for neck in ((8.0, 0.0, 0.0), (0.0, 8.0, 0.0), (0.0, -8.0, 0.0))),
)  # fmt: skip
HELD = Part(id="held", name="Held", steps=("Hold.",), feel="nowhere", sides="each", hold=15)
DONE = Part(id="done", name="Done", steps=("Roll.",), feel="nowhere", sides="directions", reps=5, pace=4)


def head(pose: Pose) -> float:
    return round(pose.head[0], 6)


def test_the_natural_run_goes_to_the_peak_stays_and_goes_back() -> None:
    nod = motion(NOD, POSES)
    assert nod.duration == 4 + STAY + 2
    assert [head(pose_at(nod, t)) for t in (-1, 0, 0.5, 1, 2, 4, 5, 6.9)] == [0, 0, 5, 10, 20, 40, 40, 40]
    assert [head(pose_at(nod, t)) for t in (7, 8, 9, 99)] == [40, 20, 0, 0]


def test_a_first_key_that_takes_no_time_is_the_start() -> None:
    nod = motion(replace(NOD, approach=(Key(take=0, head=(5, 0, 0)), *NOD.approach)), POSES)
    assert (head(nod.start), nod.lead, nod.duration) == (5, 4, 4 + STAY + 2)


def test_a_held_part_is_at_its_peak_for_just_as_long_as_the_content_says() -> None:
    nod = motion(NOD, POSES)
    moments = [moment_at(nod, HELD, t, 0) for t in (0, 7, 14.9)]
    assert moments == [Moment(nod.peak, "hold")] * 3


def test_the_approach_leads_up_to_the_work_and_the_way_back_follows_it() -> None:
    nod = motion(NOD, POSES)
    assert [head(moment_at(nod, HELD, t, 0).pose) for t in (-9, -4, -3.5, -2)] == [0, 0, 5, 20]
    assert [head(moment_at(nod, HELD, t, 0).pose) for t in (15, 16, 17, 30)] == [40, 20, 0, 0]
    assert [moment_at(nod, HELD, t, 0).stage for t in (-1, 1, 16)] == ["approach", "hold", "back"]


def test_repetitions_go_round_once_each_in_the_time_of_the_content() -> None:
    roll = motion(ROLL, POSES)
    lap = [moment_at(roll, DONE, 4 * rounds, 0) for rounds in range(5)]
    assert lap == [Moment(roll.peak, "loop")] * 5
    assert moment_at(roll, DONE, 4 / 3, 0).pose.neck == pytest.approx((0, 8, 0))
    assert moment_at(roll, DONE, 20, 0).stage == "back"


def test_the_second_turn_is_the_mirrored_picture_of_sides_and_the_other_way_of_directions() -> None:
    nod, roll = motion(NOD, POSES), motion(ROLL, POSES)
    assert moment_at(nod, HELD, 3, 1) == Moment(nod.peak, "hold", mirrored=True)
    there, back = moment_at(roll, DONE, 1, 0), moment_at(roll, DONE, 19, 1)
    assert back.pose.neck == pytest.approx(there.pose.neck)
    assert (there.reverse, back.reverse, back.mirrored) == (False, True, False)


def test_a_loop_is_led_up_to_and_closes() -> None:
    roll = motion(ROLL, POSES)
    assert (roll.lead, roll.stay) == (LEAD, 3)
    assert round_at(roll, 0) == round_at(roll, 1) == roll.peak
    assert round_at(roll, 2.9999).neck == pytest.approx((8, 0, 0), abs=0.01)


def test_one_picture_alone_shows_the_peak_or_a_third_of_the_way_round() -> None:
    nod, roll = motion(NOD, POSES), motion(ROLL, POSES)
    assert still(nod) == nod.peak
    assert still(roll) == round_at(roll, 1 / 3)


def test_telling_instants_run_from_the_start_to_the_peak_or_once_round() -> None:
    assert instants(motion(NOD, POSES), 3) == (0, 2, 4)
    assert instants(motion(NOD, POSES), 1) == (0,)
    assert instants(motion(ROLL, POSES), 3) == (LEAD, LEAD + 1, LEAD + 2)


@pytest.mark.untraced
@each_clip
def test_no_joint_jumps(name: str) -> None:
    # Two turns of the content's own dose, from getting ready to the way back, at 30 pictures a second.
    figure, part = shipped(name).motion, PARTS[name]
    work = float(part.hold or (part.reps or 1) * part.pace)
    near = 2 * float(part.pace if figure.loop else 1)
    spans = [(-figure.lead - 0.1, min(near, work)), (work - 0.1, work + figure.back + 0.1)]
    for begin, end in spans:
        for turn in (0, 1):
            places = [
                solve(moment_at(figure, part, begin + index / 30, turn).pose).joints
                for index in range(int((end - begin) * 30))
            ]
            steps = [(joint, dist(a[joint], b[joint])) for a, b in itertools.pairwise(places) for _, joint, _ in BONES]
            assert [step for step in steps if step[1] > 9] == []


@each_clip
def test_a_part_that_is_repeated_has_a_loop_and_one_that_is_held_has_none(name: str) -> None:
    assert bool(shipped(name).motion.loop) == bool(PARTS[name].reps)
