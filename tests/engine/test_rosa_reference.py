from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.rosa_reference import rosa

Form = dict[str, int | None]

DEVICES = {"monitor": 8, "telephone": 5, "mouse": 6, "keyboard": 6}  # the most points that each can get
CHAIR = {"A1": 5, "A2": 3, "A3": 5, "A4": 4}
TIMES = ["chair_time", *(f"{device}_time" for device in DEVICES)]
BEST: Form = {**dict.fromkeys([*CHAIR, *DEVICES], 1), **dict.fromkeys(TIMES, 0)}
WORST: Form = {**CHAIR, **DEVICES, **dict.fromkeys(TIMES, 1)}

FORMS = st.fixed_dictionaries(
    {
        **{name: st.integers(1, most) for name, most in CHAIR.items()},
        **{name: st.none() | st.integers(1, most) for name, most in DEVICES.items()},
        **{name: st.integers(-1, 1) for name in TIMES},
    }
)


def form(**given: int | None) -> Form:
    assert given.keys() <= BEST.keys()
    return {**BEST, **given}


def all_times(time: int) -> Form:
    return dict.fromkeys(TIMES, time)


# The vectors of the research notes, in their order; what each does not name is at its best, with a time of 0.
@pytest.mark.parametrize(
    ("given", "scores"),
    [
        (form(), {"chair": 2, "monitor_telephone": 1, "mouse_keyboard": 1, "final": 2}),
        (form(**all_times(-1)), {"chair": 1, "monitor_telephone": 1, "mouse_keyboard": 1, "final": 1}),
        (form(telephone=3, monitor=4), {"monitor_telephone": 4}),
        (form(mouse=3, keyboard=4), {"mouse_keyboard": 5, "final": 5}),
        (form(A1=4, A2=3, A3=3, A4=4, chair_time=1), {"chair": 9, "final": 9}),
        (
            form(monitor=6, monitor_time=1, telephone=5, telephone_time=1),
            {"monitor": 7, "telephone": 6, "monitor_telephone": 9, "final": 9},
        ),
        (
            form(mouse=6, mouse_time=1, keyboard=6, keyboard_time=1),
            {"mouse": 7, "keyboard": 7, "mouse_keyboard": 9, "final": 9},
        ),
        (
            form(**all_times(1)),
            {
                "chair": 3,
                "telephone": 2,
                "monitor": 2,
                "monitor_telephone": 2,
                "mouse": 2,
                "keyboard": 2,
                "mouse_keyboard": 2,
                "final": 3,
            },
        ),
        (WORST, {"chair": 10, "monitor_telephone": 9, "mouse_keyboard": 9, "final": 10}),
        (
            # The screen is too low and shows glare, the mouse is far away, the wrists are bent up.
            form(
                **dict.fromkeys(CHAIR, 2),
                chair_time=1,
                monitor=2 + 1,
                monitor_time=1,
                mouse=2,
                mouse_time=1,
                keyboard=2,
                keyboard_time=1,
            ),
            {
                "chair": 4,
                "monitor": 4,
                "telephone": 1,
                "monitor_telephone": 3,
                "mouse": 3,
                "keyboard": 3,
                "mouse_keyboard": 3,
                "peripherals": 3,
                "final": 4,
            },
        ),
    ],
    ids=range(1, 11),
)
def test_the_vectors_of_the_research_notes(given: Form, scores: dict[str, int]) -> None:
    assert {name: rosa(given)[name] for name in scores} == scores


def test_seat_and_back_alone_before_time() -> None:
    assert rosa(form(A1=4, A2=3, A3=3, A4=4))["chair"] == 8


@pytest.mark.parametrize(("device", "last"), [("monitor", 7), ("telephone", 6), ("mouse", 7), ("keyboard", 7)])
def test_the_most_points_of_a_device_end_at_its_axis(device: str, last: int) -> None:
    assert rosa(WORST)[device] == last
    assert rosa(form(**{device: 99}))[device] == last


def test_only_the_screen_can_go_beyond_its_axis() -> None:
    ends = {"monitor": 7, "telephone": 6, "mouse": 7, "keyboard": 7}
    assert {device for device, most in DEVICES.items() if most + 1 > ends[device]} == {"monitor"}
    assert (CHAIR["A1"] + CHAIR["A2"], CHAIR["A3"] + CHAIR["A4"]) == (8, 9)


def test_an_unused_device_is_as_good_as_the_best_one_that_is_used_little() -> None:
    for device in DEVICES:
        unused = rosa(form(**{device: None}))
        assert unused[device] == 0
        assert unused == rosa(form(**{device: 1, f"{device}_time": -1}))


def test_the_time_of_an_unused_device_does_not_matter() -> None:
    for device, time in product(DEVICES, [None, -1, 0, 1]):
        assert rosa(form(**{device: None, f"{device}_time": time})) == rosa(form(**{device: None}))


def test_without_any_device_the_peripherals_are_at_their_least() -> None:
    scores = rosa(form(**dict.fromkeys(DEVICES, None)))
    assert [scores[name] for name in ("monitor_telephone", "mouse_keyboard", "peripherals")] == [1, 1, 1]
    assert scores["final"] == scores["chair"] == 2


def test_mouse_and_keyboard_can_change_places_but_telephone_and_screen_cannot() -> None:
    pairs = list(product(range(1, 7), repeat=2))
    swapped = [rosa(form(mouse=b, keyboard=a))["mouse_keyboard"] for a, b in pairs]
    assert [rosa(form(mouse=a, keyboard=b))["mouse_keyboard"] for a, b in pairs] == swapped
    swapped = [rosa(form(telephone=b, monitor=a))["monitor_telephone"] for a, b in pairs]
    assert [rosa(form(telephone=a, monitor=b))["monitor_telephone"] for a, b in pairs] != swapped


@given(FORMS)
def test_scores_stay_in_their_ranges_and_the_final_one_is_the_greatest(given: Form) -> None:
    scores = rosa(given)
    assert 1 <= scores["chair"] <= 10
    assert all(1 <= scores[name] <= 9 for name in ("monitor_telephone", "mouse_keyboard", "peripherals"))
    assert scores["peripherals"] == max(scores["monitor_telephone"], scores["mouse_keyboard"])
    assert scores["final"] == max(scores["chair"], scores["peripherals"])


@pytest.mark.untraced
@pytest.mark.parametrize("name", BEST)
@given(FORMS)
def test_one_more_point_never_lowers_a_score(name: str, given: Form) -> None:
    number = given[name]
    before = rosa(given)
    # Taking up a device costs at least as much as not using it; after that, point by point.
    after = rosa({**given, name: 1 if number is None else number + 1})
    assert all(before[part] <= after[part] for part in before)


@pytest.mark.parametrize(
    ("left", "right", "score", "most"),
    [
        ("telephone", "monitor", "monitor_telephone", (6, 7)),
        ("mouse", "keyboard", "mouse_keyboard", (7, 7)),
    ],
)
def test_a_table_of_devices_rises_along_both_axes(left: str, right: str, score: str, most: tuple[int, int]) -> None:
    table = [
        [rosa(form(**{left: row or None, right: column or None}))[score] for column in range(most[1] + 1)]
        for row in range(most[0] + 1)
    ]
    assert all(row == sorted(row) for row in [*table, *map(list, zip(*table, strict=True))])
    assert (table[0][0], table[-1][-1]) == (1, 9)


def test_the_table_of_the_chair_rises_along_both_axes() -> None:
    # The reference clamps sums, not points: one part of each sum is held, the other walks the whole axis.
    table = [[rosa(form(A1=seat - 1, A3=support - 1))["chair"] for support in range(2, 10)] for seat in range(2, 9)]
    assert all(row == sorted(row) for row in [*table, *map(list, zip(*table, strict=True))])
    assert (table[0][0], table[-1][-1]) == (2, 9)


@pytest.mark.parametrize("name", ["A1", "chair_time", "mouse_time"])
def test_a_form_with_a_gap_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} is missing"):
        rosa(form(**{name: None}))
