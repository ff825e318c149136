from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import Position, Sides
from ergo_cli.content.model.body import Body
from ergo_cli.content.model.stretches import Part, Stretch, Stretches
from ergo_cli.engine.routine import (
    Wanted,
    card,
    choose,
    matching,
    select,
    session_seconds,
    stretch_seconds,
)
from ergo_cli.engine.session import GET_READY, part_seconds, phases
from ergo_cli.errors import NothingFoundError, UsageError

LIBRARY = Library(data_dir())
CONTENT = LIBRARY.read(Stretches)
BODY = LIBRARY.read(Body)
SHIPPED = CONTENT.stretches
AREAS = sorted({area for entry in SHIPPED for area in entry.areas})
POSITIONS = [None, "seated", "standing"]


def part(hold: int | None = 10, reps: int | None = None, passes: Sides = "none", pace: int = 3) -> Part:
    return Part("part", "Part", ("Do it.",), "A pull.", passes, hold, reps, pace)


def stretch(name: str, *parts: Part, areas: Sequence[str] = ("back",), position: Position = "either") -> Stretch:
    return Stretch(name, name.title(), "It stretches.", tuple(areas), position, "Muscles.", parts, (), ("source",))


PARTS = st.builds(part, st.integers(1, 60), st.none(), st.sampled_from(get_args(Sides)))
STRETCHES = st.builds(
    lambda name, parts, areas, position: stretch(name, *parts, areas=areas, position=position),
    st.text("abc", min_size=1, max_size=4),
    st.lists(PARTS, min_size=1, max_size=2),
    st.lists(st.sampled_from(["neck", "back", "legs", "hands"]), min_size=1, max_size=3, unique=True),
    st.sampled_from(get_args(Position)),
)
POOLS = st.lists(STRETCHES, max_size=6, unique_by=lambda entry: entry.id)
BUDGETS = st.integers(0, 400)


def covered(routine: Sequence[Stretch]) -> set[str]:
    return {area for entry in routine for area in entry.areas}


def better_swaps(pool: Sequence[Stretch], seconds: int) -> list[tuple[str, str]]:
    """Return the swaps of one chosen stretch for another that fit as well and would cover more areas."""
    chosen = choose(pool, seconds)
    others = [entry for entry in pool if entry not in chosen]
    swaps = {(out.id, into.id): [*(c for c in chosen if c is not out), into] for out, into in product(chosen, others)}
    return [
        names
        for names, swapped in swaps.items()
        if session_seconds(swapped) <= seconds and len(covered(swapped)) > len(covered(chosen))
    ]


@pytest.mark.parametrize(
    ("movement", "seconds"),
    [
        (part(hold=15), 15),
        (part(hold=None, reps=6, pace=2), 12),
        (part(hold=None, reps=5), 15),
        (part(15, passes="each"), 15),
    ],
    ids=["held", "repeated", "repeated at the usual pace", "held on both sides"],
)
def test_a_movement_takes_its_hold_or_its_repetitions_for_one_side(movement: Part, seconds: int) -> None:
    assert part_seconds(movement) == seconds


@pytest.mark.parametrize(("passes", "seconds"), [("none", 15), ("each", 30), ("directions", 30)])
def test_both_sides_take_twice_as_long(passes: Sides, seconds: int) -> None:
    assert stretch_seconds(stretch("any", part(15, passes=passes))) == seconds


@given(POOLS)
@settings(deadline=None, max_examples=25)
def test_seconds_are_what_the_phases_add_up_to(pool: list[Stretch]) -> None:
    steps = phases(pool)
    assert session_seconds(pool) == sum(phase.seconds for phase in steps)
    assert sum(map(stretch_seconds, pool)) == sum(phase.seconds for phase in steps if phase.kind == "work")


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda entry: entry.id)
def test_a_card_takes_as_long_as_its_work(shipped: Stretch) -> None:
    shown = card(shipped)
    assert shown.seconds == sum(phase.seconds for phase in phases([shipped]) if phase.kind == "work")
    assert shown.seconds == sum(m.seconds * (1 if m.sides == "none" else 2) for m in shown.movements)


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda entry: entry.id)
def test_a_card_holds_what_the_content_says(shipped: Stretch) -> None:
    shown = card(shipped)
    for name in (
        "id",
        "name",
        "summary",
        "areas",
        "position",
        "muscles",
        "equipment",
        "cautions",
        "stop",
        "sources",
        "note",
    ):
        assert getattr(shown, name) == getattr(shipped, name)
    assert shown.steps == tuple(step for movement in shipped.parts for step in movement.steps)
    assert [(m.id, m.name, m.steps, m.feel, m.reps, m.sets, m.figure) for m in shown.movements] == [
        (p.id, p.name, p.steps, p.feel, p.reps, p.sets, p.figure) for p in shipped.parts
    ]


@pytest.mark.parametrize(
    ("passes", "expected"),
    [
        (["none"], "none"),
        (["none", "each"], "each"),
        (["directions", "none"], "directions"),
        (["each", "directions"], "each"),
    ],
)
def test_a_card_has_the_sides_of_the_first_movement_that_has_sides(passes: list[Sides], expected: str) -> None:
    assert card(stretch("any", *(part(passes=sides) for sides in passes))).sides == expected


@pytest.mark.parametrize(
    ("areas", "position", "expected"),
    [
        ([], None, ["desk", "wall", "floor"]),
        (["neck"], None, ["desk", "wall"]),
        (["neck", "legs"], None, ["desk", "wall", "floor"]),
        (["hands"], None, []),
        ([], "seated", ["desk", "wall"]),
        ([], "standing", ["wall", "floor"]),
        (["legs"], "seated", ["wall"]),
    ],
)
def test_what_matches_is_for_any_of_the_areas_and_in_the_position_or_either(
    areas: list[str], position: str | None, expected: list[str]
) -> None:
    pool = [
        stretch("desk", part(), areas=["neck"], position="seated"),
        stretch("wall", part(), areas=["neck", "legs"], position="either"),
        stretch("floor", part(), areas=["legs"], position="standing"),
    ]
    assert [entry.id for entry in matching(pool, areas, position)] == expected


@given(POOLS, BUDGETS)
@settings(deadline=None, max_examples=25)
def test_a_routine_never_takes_longer_than_there_is_time(pool: list[Stretch], seconds: int) -> None:
    assert session_seconds(choose(pool, seconds)) <= seconds


@given(POOLS, BUDGETS)
@settings(deadline=None, max_examples=25)
def test_a_routine_is_chosen_from_what_there_is_each_once_and_always_alike(pool: list[Stretch], seconds: int) -> None:
    chosen = choose(pool, seconds)
    assert chosen == choose(tuple(pool), seconds)
    assert len({entry.id for entry in chosen}) == len(chosen)
    assert all(entry in pool for entry in chosen)


@given(POOLS, BUDGETS)
@settings(deadline=None, max_examples=25)
def test_a_routine_leaves_no_time_in_which_something_would_fit(pool: list[Stretch], seconds: int) -> None:
    chosen = choose(pool, seconds)
    assert all(session_seconds([*chosen, entry]) > seconds for entry in pool if entry not in chosen)


@given(POOLS)
@settings(deadline=None, max_examples=25)
def test_with_time_enough_everything_is_chosen(pool: list[Stretch]) -> None:
    assert {entry.id for entry in choose(pool, session_seconds(pool))} == {entry.id for entry in pool}


@pytest.mark.parametrize("seconds", [0, 14])
def test_where_nothing_fits_there_is_no_routine(seconds: int) -> None:
    assert choose([stretch("any", part(10))], seconds) == []
    assert choose(SHIPPED, seconds) == []


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("area", [None, *AREAS])
def test_in_whole_minutes_no_single_swap_would_cover_more_areas(area: str | None, position: str | None) -> None:
    pool = matching(SHIPPED, [area] if area else [], position)
    assert {minutes: swaps for minutes in range(1, 11) if (swaps := better_swaps(pool, minutes * 60))} == {}


def test_the_areas_not_yet_covered_come_first() -> None:
    pool = [
        stretch("neck", part(), areas=["neck"]),
        stretch("neck-again", part(), areas=["neck"]),
        stretch("legs", part(), areas=["legs"]),
    ]
    assert [entry.id for entry in choose(pool, 32)] == ["neck", "legs"]
    assert [entry.id for entry in choose(pool, 48)] == ["neck", "legs", "neck-again"]


def test_without_wishes_everything_is_selected() -> None:
    assert select(CONTENT, BODY, Wanted()) == list(SHIPPED)


def test_named_stretches_are_selected_in_the_order_of_their_names() -> None:
    found = select(CONTENT, BODY, Wanted(names=("Torso Twist", "neck_stretch")))
    assert [entry.id for entry in found] == ["torso-twist", "neck-stretch"]


@pytest.mark.parametrize("word", ["legs", "thigh", "Hamstring", "foot"])
def test_an_area_may_be_named_by_any_of_its_words(word: str) -> None:
    found = select(CONTENT, BODY, Wanted(areas=(word,)))
    assert found == [entry for entry in SHIPPED if "legs" in entry.areas]


@pytest.mark.parametrize("minutes", [1, 2, 5])
def test_minutes_are_sixty_seconds_each(minutes: int) -> None:
    assert select(CONTENT, BODY, Wanted(minutes=minutes)) == choose(SHIPPED, minutes * 60)


def test_what_takes_a_second_more_than_the_minutes_is_left_out() -> None:
    fits, exceeds = stretch("fits", part(60 - GET_READY)), stretch("exceeds", part(61 - GET_READY))
    assert select(Stretches(stretches=(exceeds, fits)), BODY, Wanted(minutes=1)) == [fits]


def test_all_wishes_hold_together() -> None:
    found = select(CONTENT, BODY, Wanted(areas=("legs", "hips"), position="standing", minutes=2))
    assert found
    assert session_seconds(found) <= 120
    assert all({"legs", "hips"} & set(entry.areas) and entry.position != "seated" for entry in found)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(areas=("eyes",)),
        Wanted(names=("torso-twist",), position="standing"),
        Wanted(names=("arm-circles",), minutes=1),
    ],
    ids=["no such area", "another position", "too little time"],
)
def test_where_nothing_is_left_it_says_what_to_leave_out(wanted: Wanted) -> None:
    with pytest.raises(
        NothingFoundError, match=r"^no stretch fits; leave out --area or --position, or allow more --minutes$"
    ):
        select(CONTENT, BODY, wanted)


@given(st.sets(st.sampled_from(AREAS)), st.sampled_from([None, 1, 2, 5, 9]))
@settings(deadline=None, max_examples=25)
def test_no_stretch_for_an_area_to_avoid_is_selected_and_every_other_is(avoid: set[str], minutes: int | None) -> None:
    allowed = [entry for entry in SHIPPED if not avoid & set(entry.areas)]
    expected = choose(allowed, minutes * 60) if minutes else allowed
    assume(expected)
    assert select(CONTENT, BODY, Wanted(minutes=minutes, avoid=tuple(avoid))) == expected


def test_a_stretch_for_an_area_to_avoid_and_another_is_left_out_though_the_other_is_wanted() -> None:
    pool = Stretches(
        stretches=(stretch("both", part(), areas=["neck", "legs"]), stretch("legs", part(), areas=["legs"]))
    )
    found = select(pool, BODY, Wanted(areas=("legs",), avoid=("neck",)))
    assert [entry.id for entry in found] == ["legs"]


@pytest.mark.parametrize("minutes", [None, 9])
def test_a_stretch_that_is_asked_for_by_name_is_told_though_its_area_is_to_be_avoided(minutes: int | None) -> None:
    found = select(CONTENT, BODY, Wanted(names=("neck-stretch",), minutes=minutes, avoid=tuple(AREAS)))
    assert [entry.id for entry in found] == ["neck-stretch"]


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(minutes=9), Wanted(areas=("neck",)), Wanted(position="seated")])
def test_where_nothing_is_left_it_says_what_is_avoided(wanted: Wanted) -> None:
    with pytest.raises(NothingFoundError, match=rf"; you avoid: {', '.join(AREAS)}$"):
        select(CONTENT, BODY, replace(wanted, avoid=tuple(AREAS)))


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (Wanted(names=("neck-strech",)), "there is no stretch 'neck-strech', did you mean 'neck-stretch'?"),
        (Wanted(areas=("nek",)), "there is no area of the body 'nek', did you mean 'neck'?"),
        (
            Wanted(areas=("zzz",)),
            f"there is no area of the body 'zzz'; there is: {', '.join(area.id for area in BODY.areas)}",
        ),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_or_with_all_areas(wanted: Wanted, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        select(CONTENT, BODY, wanted)
    assert str(caught.value) == message
