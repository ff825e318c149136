from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import Advice, Sides
from ergo_cli.content.model.stretches import Part, Stretch, Stretches
from ergo_cli.engine.session import GET_READY, Key, Session, begin, phases, press, sides, tick
from tests.figure.shipped import CLIPS, shipped

SHIPPED = Library(data_dir()).read(Stretches).stretches
KEYS: tuple[Key, ...] = get_args(Key)


def part(name: str, seconds: int = 10, passes: Sides = "none") -> Part:
    return Part(name, name.title(), ("Do it.",), "A pull.", passes, hold=seconds)


def stretch(name: str, *parts: Part, careful: bool = False) -> Stretch:
    cautions = (Advice("dizzy", "Leave it out if you are dizzy.", ("source",)),) if careful else ()
    return Stretch(name, name.title(), "It stretches.", ("back",), "either", "Muscles.", parts, cautions, ("source",))


NECK = stretch("neck", part("tilt", 10, "each"), part("nod", 20))
BACK = stretch("back", part("fold", 15))
HIP = stretch("hip", part("lunge", 20, "each"), careful=True)
ROUTINE = [NECK, HIP, BACK]

PARTS = st.builds(
    Part,
    st.just("part"),
    st.just("Part"),
    st.just(("Do it.",)),
    st.just("A pull."),
    st.sampled_from(get_args(Sides)),
    hold=st.integers(1, 20),
)
# Ids from two only, so that a stretch comes up twice, also twice in a row.
ROUTINES = st.lists(
    st.builds(
        lambda name, parts, careful: stretch(name, *parts, careful=careful),
        st.sampled_from("ab"),
        st.lists(PARTS, min_size=1, max_size=2),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)
# Eighths of a second add up without rounding.
TICKS = st.integers(0, 400).map(lambda eighths: eighths / 8)
MOVES = st.lists(st.one_of(TICKS, st.sampled_from(KEYS)), max_size=25)


def after(session: Session, *moves: float | Key) -> Session:
    for move in moves:
        session = tick(session, move) if isinstance(move, int | float) else press(session, move)
    return session


def total(routine: Sequence[Stretch]) -> int:
    return sum(phase.seconds for phase in phases(routine))


def at(routine: Sequence[Stretch], index: int) -> Session:
    """Return a session of *routine* one second into the phase *index*."""
    return after(begin(routine), *[float(phase.seconds) for phase in phases(routine)[:index]], 1.0)


def starts(routine: Sequence[Stretch]) -> list[int]:
    """Return the indices at which a movement, or its other side, starts."""
    return [index for index, phase in enumerate(phases(routine)) if phase.kind != "work"]


def test_phases_are_a_moment_to_get_ready_and_the_work_for_each_movement_and_side() -> None:
    assert [(p.kind, p.seconds, p.stretch.id, p.part.id, p.side, p.number, p.count) for p in phases([NECK, BACK])] == [
        ("ready", 6, "neck", "tilt", "one side", 1, 2),
        ("work", 10, "neck", "tilt", "one side", 1, 2),
        ("ready", 6, "neck", "tilt", "the other side", 1, 2),
        ("work", 10, "neck", "tilt", "the other side", 1, 2),
        ("ready", 6, "neck", "nod", "", 1, 2),
        ("work", 20, "neck", "nod", "", 1, 2),
        ("ready", 6, "back", "fold", "", 2, 2),
        ("work", 15, "back", "fold", "", 2, 2),
    ]


def test_before_a_stretch_with_cautions_is_the_time_to_read_them() -> None:
    assert [(p.kind, p.seconds, p.stretch.id, p.part.id, p.side, p.number, p.count) for p in phases([BACK, HIP])] == [
        ("ready", 6, "back", "fold", "", 1, 2),
        ("work", 15, "back", "fold", "", 1, 2),
        ("care", 5, "hip", "lunge", "", 2, 2),
        ("ready", 6, "hip", "lunge", "one side", 2, 2),
        ("work", 20, "hip", "lunge", "one side", 2, 2),
        ("ready", 6, "hip", "lunge", "the other side", 2, 2),
        ("work", 20, "hip", "lunge", "the other side", 2, 2),
    ]


@pytest.mark.parametrize(("words", "seconds"), [(3, 5), (15, 5), (16, 6), (75, 25)])
def test_cautions_stay_for_as_long_as_it_takes_to_read_them(words: int, seconds: int) -> None:
    half = words // 2
    advice = Advice("long", " ".join(["word"] * half), ("source",), note=" ".join(["word"] * (words - half)))
    assert phases([structs.replace(HIP, cautions=(advice,))])[0].seconds == seconds


def test_sets_are_done_one_after_the_other_with_both_sides_in_each() -> None:
    lift = Part("lift", "Lift", ("Lift it.",), "A pull.", "each", reps=3, pace=2, sets=2)
    work = [phase for phase in phases([stretch("leg", lift, part("hold"))]) if phase.kind == "work"]
    assert [(p.part.id, p.set_number, p.turn, p.step, p.steps) for p in work] == [
        ("lift", 1, 0, 1, 5),
        ("lift", 1, 1, 2, 5),
        ("lift", 2, 0, 3, 5),
        ("lift", 2, 1, 4, 5),
        ("hold", 1, 0, 5, 5),
    ]


def test_getting_ready_leaves_time_for_the_way_back_and_into_each_shipped_movement() -> None:
    motions = [figure.motion for figure in map(shipped, CLIPS)]
    assert max(m.lead for m in motions) + max(m.back for m in motions) <= GET_READY


def test_a_movement_with_repetitions_takes_them_times_their_pace() -> None:
    circles = Part("circles", "Circles", ("Circle.",), "A pull.", "directions", reps=6, pace=2)
    work = [phase for phase in phases([stretch("arms", circles)]) if phase.kind == "work"]
    assert [(phase.seconds, phase.side) for phase in work] == [(12, "one way"), (12, "the other way")]


@pytest.mark.parametrize("passes", get_args(Sides))
def test_the_words_for_sides_never_say_left_or_right(passes: Sides) -> None:
    words = sides(part("any", passes=passes))
    assert len(words) == len(set(words)) == (1 if passes == "none" else 2)
    assert not any(side in word.casefold() for word in words for side in ("left", "right"))


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda entry: entry.id)
def test_a_shipped_stretch_begins_with_its_cautions_and_then_alternates_getting_ready_and_work(
    shipped: Stretch,
) -> None:
    kinds = [phase.kind for phase in phases([shipped])]
    cautions = ["care"] if shipped.cautions else []
    assert kinds == cautions + ["ready", "work"] * kinds.count("work")
    assert all(phase.seconds > 0 for phase in phases([shipped]))


def test_a_session_begins_with_getting_ready() -> None:
    session = begin([NECK])
    assert (session.phase.kind, session.left, session.over, session.paused) == ("ready", 6.0, False, False)
    assert session.done == frozenset()


def test_a_session_of_nothing_is_over() -> None:
    assert begin([]).over


@given(ROUTINES, st.lists(TICKS, min_size=1, max_size=40))
@settings(deadline=None, max_examples=25)
def test_a_session_takes_the_sum_of_its_phases_whatever_the_ticks(routine: list[Stretch], ticks: list[float]) -> None:
    assert after(begin(routine), *ticks).over == (sum(ticks) >= total(routine))


@given(ROUTINES, TICKS, TICKS)
@settings(deadline=None, max_examples=25)
def test_two_ticks_are_as_good_as_one(routine: list[Stretch], one: float, other: float) -> None:
    assert after(begin(routine), one, other) == after(begin(routine), one + other)


@given(ROUTINES)
@settings(deadline=None, max_examples=25)
def test_a_moment_before_its_end_a_session_is_not_over(routine: list[Stretch]) -> None:
    almost = tick(begin(routine), total(routine) - 0.125)
    assert (almost.over, almost.left) == (False, 0.125)
    assert tick(almost, 0.125).over


@given(ROUTINES)
@settings(deadline=None, max_examples=25)
def test_worked_through_every_stretch_is_done(routine: list[Stretch]) -> None:
    assert tick(begin(routine), total(routine)).done == {entry.id for entry in routine}


@given(ROUTINES, MOVES, TICKS)
@settings(deadline=None, max_examples=25)
def test_a_pause_stops_the_time_and_ends_where_it_began(
    routine: list[Stretch], moves: list[float | Key], seconds: float
) -> None:
    session = after(begin(routine), *moves)
    if session.paused or session.over:
        session = begin(routine)
    paused = press(session, "pause")
    assert tick(paused, seconds) == paused
    assert press(paused, "pause") == session


@given(ROUTINES, MOVES)
@settings(deadline=None, max_examples=60)
def test_whatever_is_pressed_a_session_ends_or_stays_within_its_phases(
    routine: list[Stretch], moves: list[float | Key]
) -> None:
    session = begin(routine)
    for move in moves:
        session = after(session, move)
        assert 0 <= session.index <= len(session.phases)
        assert session.over or 0 < session.left <= session.phase.seconds
        assert session.done <= {entry.id for entry in routine}
        assert session.phases == phases(routine)


@given(ROUTINES, MOVES)
@settings(deadline=None, max_examples=25)
def test_from_anywhere_time_alone_ends_a_session(routine: list[Stretch], moves: list[float | Key]) -> None:
    session = after(begin(routine), *(move for move in moves if move != "pause"))
    assert tick(session, float(total(routine))).over


@given(ROUTINES, st.lists(st.sampled_from([*["finish"] * 10, *KEYS]), max_size=30))
@settings(deadline=None, max_examples=60)
def test_done_is_what_was_worked_through_to_the_end_of_its_last_movement(
    routine: list[Stretch], moves: list[str]
) -> None:
    session, expected = begin(routine), set[str]()
    last = {phase.number: index for index, phase in enumerate(session.phases)}
    for move in moves:
        if session.over:
            break
        if move == "finish" and not session.paused and session.index == last[session.phase.number]:
            expected.add(session.phase.stretch.id)
        session = (
            tick(session, session.left) if move == "finish" else press(session, next(k for k in KEYS if k == move))
        )
        assert session.done == expected


@pytest.mark.parametrize("key", KEYS)
def test_a_key_after_the_end_changes_nothing(key: Key) -> None:
    over = tick(begin([NECK, BACK]), float(total([NECK, BACK])))
    assert press(over, key) == over


@pytest.mark.parametrize("key", KEYS)
def test_a_key_after_quitting_changes_nothing(key: Key) -> None:
    over = after(begin([NECK, BACK]), 7.0, "quit")
    assert press(over, key) == over


@pytest.mark.parametrize("index", range(len(phases(ROUTINE))))
def test_next_goes_to_the_next_movement_or_the_end(index: int) -> None:
    session = press(at(ROUTINE, index), "next")
    assert session.index == next((start for start in starts(ROUTINE) if start > index), len(session.phases))
    assert session.over or session.left == session.phase.seconds


@pytest.mark.parametrize("index", range(len(phases(ROUTINE))))
def test_back_goes_to_the_movement_before_the_one_at_hand_or_stays_at_the_first(index: int) -> None:
    session = press(at(ROUTINE, index), "back")
    before = [start for start in starts(ROUTINE) if start <= index][:-1]
    assert session.index == (before[-1] if before else 0)
    assert session.left == session.phase.seconds


def test_back_from_a_second_movement_goes_to_the_first_and_not_to_its_cautions() -> None:
    assert [phase.kind for phase in phases([HIP])] == ["care", "ready", "work", "ready", "work"]
    assert press(at([HIP], 3), "back").index == 1
    assert press(at([HIP], 1), "back").index == 0


def test_back_into_a_stretch_that_was_left_out_leads_to_its_cautions() -> None:
    assert after(begin([HIP, BACK]), "skip", "back").phase.kind == "care"
    assert after(begin([NECK, BACK]), "skip", "back").index == 0
    assert after(begin([BACK, NECK, HIP]), "next", "skip", "back").index == 2


@pytest.mark.parametrize("index", range(len(phases(ROUTINE))))
def test_again_restarts_the_movement_at_hand(index: int) -> None:
    session = press(at(ROUTINE, index), "again")
    assert session.index == max(start for start in starts(ROUTINE) if start <= index)
    assert session.left == session.phase.seconds


@pytest.mark.parametrize("index", range(len(phases(ROUTINE))))
def test_a_stretch_can_be_left_out_at_any_time_and_is_not_done_then(index: int) -> None:
    before = at(ROUTINE, index)
    session = press(before, "skip")
    assert session.over if before.phase.number == 3 else session.phase.number == before.phase.number + 1
    assert session.over or (session.index == 0 or session.phases[session.index - 1].number == before.phase.number)
    assert session.done == before.done
    assert session.over or session.left == session.phase.seconds


@pytest.mark.parametrize("key", ["next", "back", "again", "skip"])
def test_going_elsewhere_ends_a_pause(key: Key) -> None:
    assert not after(begin([NECK, BACK]), 7.0, "pause", key).paused


@pytest.mark.parametrize("index", range(len(phases(ROUTINE))))
def test_quitting_ends_a_session_where_it_is_and_keeps_what_is_done(index: int) -> None:
    before = at(ROUTINE, index)
    session = press(before, "quit")
    assert session.over
    assert (session.index, session.left, session.done) == (before.index, before.left, before.done)


def test_a_stretch_is_not_done_before_its_last_movement_is() -> None:
    assert at([NECK, BACK], 5).done == frozenset()
    assert at([NECK, BACK], 6).done == {"neck"}


def test_a_stretch_whose_last_movement_is_skipped_is_not_done() -> None:
    assert after(at([NECK, BACK], 5), "next").done == frozenset()


def test_what_is_done_stays_done_when_one_goes_back() -> None:
    assert after(at([NECK, BACK], 7), "back", "back").done == {"neck"}


def test_a_stretch_done_once_of_twice_is_done() -> None:
    assert after(begin([BACK, BACK]), 21.0, "quit").done == {"back"}


@pytest.mark.parametrize(
    ("index", "following"),
    list(
        enumerate(
            ["the other side", "the other side", "nod", "nod", "lunge", "lunge", *["the other side"] * 3, *[None] * 2]
        )
    ),
)
def test_what_follows_is_the_next_work_after_the_one_at_hand(index: int, following: str | None) -> None:
    found = at([NECK, HIP], index).following
    assert (found and found.kind) == (None if following is None else "work")
    assert found is None or following in {found.side, found.part.id}


def test_of_a_session_that_is_over_the_phase_is_the_last_and_nothing_follows() -> None:
    over = tick(begin([NECK, BACK]), 1000.0)
    assert (over.phase, over.left) == (over.phases[-1], 0.0)
    assert over.following is None
