from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import Advice, Tier
from ergo_cli.content.model.body import Body
from ergo_cli.content.model.screening import Outcome, Question, Region, Rule, Screening
from ergo_cli.content.model.stretches import Stretches
from ergo_cli.engine.gate import (
    Event,
    Past,
    ScreenStatus,
    Standing,
    held_back,
    refuses_advice,
    status,
    tier_now,
)
from ergo_cli.engine.screening import TIERS, region_of

LIBRARY = Library(data_dir())
SHIPPED = LIBRARY.read(Screening)
NOON = datetime(2026, 3, 1, 12, 30, 15, tzinfo=timezone(timedelta(hours=5, minutes=45)))
DAYS = 30
# What every region rests, and one area that none does.
ALL_AREAS = ("back", "hips", "legs", "hands", "elbows", "neck", "eyes")


def region(name: str, areas: tuple[str, ...], rests: tuple[str, ...]) -> Region:
    advice = Advice("advice", "Be careful.", ("source",))
    question = Question("question", "Does it hurt?", ("source",))
    rule = Rule("rule", "doctor", {"question": "yes"}, "It hurts.", ("source",))
    return Region(name, name.title(), areas, rests, advice, (advice,), (question, question), (question,), (rule,))


SCREENING = Screening(
    regions=(
        region("back", ("back", "hips"), ("back", "hips", "legs")),
        region("arm", ("hands", "elbows"), ("hands", "elbows", "neck")),
        region("eye", ("eyes",), ("neck",)),
    ),
    outcomes=tuple(Outcome(tier, f"Outcome {tier}", "So it is.", ()) for tier in TIERS),
)
REGIONS = [entry.id for entry in SCREENING.regions]


def screened(tier: Tier, region: str = "back", created: datetime = NOON) -> Event:
    return Event("screened", created, region, tier)


def cleared(region: str = "back", created: datetime = NOON) -> Event:
    return Event("cleared", created, region)


def pain(created: datetime = NOON) -> Event:
    return Event("pain", created)


def stand(events: Sequence[Event], now: datetime = NOON, days: int = DAYS) -> ScreenStatus:
    return status(SCREENING, Past(tuple(events)), now, days)


def standing(events: Sequence[Event], region: str = "back", now: datetime = NOON) -> Standing:
    return next(entry for entry in stand(events, now).regions if entry.region == region)


def gravity(tier: Tier | None) -> int:
    """Return how grave *tier* is: not screened, -1, is milder than clear."""
    return TIERS.index(tier) if tier else -1


def closed(events: Sequence[Event], now: datetime = NOON) -> set[str]:
    """Return the areas of the body whose exercises are held back."""
    standings = stand(events, now).regions
    return {area for area in ALL_AREAS if held_back(SCREENING, standings, [area])}


class TwoPasts(NamedTuple):
    """Two stretches of somebody's past."""

    before: list[Event]
    after: list[Event]


# Clocks run wrong, so times say nothing about the order.
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # given here
TIER = st.sampled_from(TIERS)
REGION = st.sampled_from(REGIONS)
SCREENED = st.builds(screened, TIER, REGION, MOMENTS)
CLEARED = st.builds(cleared, REGION, MOMENTS)
PAIN = st.builds(pain, MOMENTS)
EVENT = SCREENED | CLEARED | PAIN
EVENTS = st.lists(EVENT, max_size=12)
PASTS = st.builds(TwoPasts, EVENTS, EVENTS)


@given(EVENTS, SCREENED | PAIN, MOMENTS)
def test_without_a_doctors_word_no_tier_falls(events: list[Event], event: Event, now: datetime) -> None:
    before, after = stand(events, now).regions, stand([*events, event], now).regions
    assert all(gravity(new.tier) >= gravity(old.tier) for old, new in zip(before, after, strict=True))


@given(EVENTS, SCREENED)
def test_a_screening_makes_its_region_at_least_as_grave_as_its_outcome(events: list[Event], event: Event) -> None:
    assert gravity(standing([*events, event], event.region).tier) >= gravity(event.tier)


@given(PASTS, SCREENED | PAIN, MOMENTS)
def test_wherever_it_stands_a_screening_or_new_pain_opens_nothing(past: TwoPasts, event: Event, now: datetime) -> None:
    with_it = [*past.before, event, *past.after]
    assert closed([*past.before, *past.after], now) <= closed(with_it, now)


@given(PASTS, SCREENED, TIER, MOMENTS)
def test_a_graver_outcome_in_its_place_opens_nothing(past: TwoPasts, event: Event, tier: Tier, now: datetime) -> None:
    milder, graver = sorted([event, replace(event, tier=tier)], key=lambda entry: gravity(entry.tier))
    past_with = [[*past.before, entry, *past.after] for entry in (milder, graver)]
    assert closed(past_with[0], now) <= closed(past_with[1], now)


@given(EVENTS, st.lists(MOMENTS, min_size=12, max_size=12), MOMENTS)
def test_the_order_of_recording_decides_and_not_the_clock(
    events: list[Event], moments: list[datetime], now: datetime
) -> None:
    other = [replace(event, created=moment) for event, moment in zip(events, moments, strict=False)]
    assert [entry.tier for entry in stand(events).regions] == [entry.tier for entry in stand(other, now).regions]
    assert closed(events) == closed(other, now)


@given(EVENTS, MOMENTS, st.integers(1, 365))
def test_time_lifts_nothing(events: list[Event], now: datetime, days: int) -> None:
    assert [entry.tier for entry in stand(events, now, days).regions] == [entry.tier for entry in stand(events).regions]
    assert stand(events, now, days).resting == stand(events).resting


@given(PASTS, REGION)
def test_a_doctors_word_ends_what_was_before_it(past: TwoPasts, region: str) -> None:
    word = cleared(region)
    assert standing([*past.before, word], region).tier == "clear"
    assert standing([*past.before, word, *past.after], region).tier == standing([word, *past.after], region).tier


@given(PASTS, REGION)
def test_what_is_recorded_of_a_region_or_forgotten_changes_no_other(past: TwoPasts, region: str) -> None:
    events = [*past.before, *past.after]
    without = [event for event in events if event.region != region]
    assert standing(without, region) == Standing(region, region.title(), None, None, None, None, None, "never")
    assert all(standing(events, other) == standing(without, other) for other in REGIONS if other != region)


@given(PASTS, REGION)
def test_after_forgetting_one_begins_anew(past: TwoPasts, region: str) -> None:
    left = [event for event in past.before if event.region != region and event.kind != "pain"]
    assert standing([*left, *past.after], region) == standing(past.after, region)


@given(EVENTS, PAIN, REGION)
def test_new_pain_asks_again_wherever_one_was_screened_and_changes_no_tier(
    events: list[Event], event: Event, region: str
) -> None:
    before, after = standing(events, region), standing([*events, event], region)
    assert after == replace(before, again=before.again if before.again == "never" else "pain")


@given(EVENTS, SCREENED | CLEARED)
def test_after_new_pain_a_screening_or_a_doctors_word_settles_its_own_region_alone(
    events: list[Event], event: Event
) -> None:
    after = stand([*events, pain(), event]).regions
    in_pain = {entry.region for entry in after if entry.again == "pain"}
    assert in_pain == {entry.region for entry in stand(events).regions if entry.again != "never"} - {event.region}


@given(EVENTS, MOMENTS)
def test_never_means_that_nothing_was_recorded_of_the_region(events: list[Event], now: datetime) -> None:
    never = {entry.region for entry in stand(events, now).regions if entry.again == "never"}
    assert never == set(REGIONS) - {event.region for event in events}


@given(EVENTS, SCREENED | CLEARED)
def test_whoever_was_screened_just_now_is_not_asked_again_whatever_the_clock_once_said(
    events: list[Event], event: Event
) -> None:
    assert standing([*events, event], event.region, now=event.created).again is None


@given(EVENTS)
def test_the_whole_is_as_grave_as_the_gravest_region(events: list[Event]) -> None:
    found = stand(events)
    assert gravity(found.tier) == max(gravity(entry.tier) for entry in found.regions)


@given(EVENTS)
def test_what_rests_is_what_is_held_back(events: list[Event]) -> None:
    rested = {area for entry in SCREENING.regions for area in entry.rests}
    assert set(stand(events).resting) == closed(events) & rested


@given(EVENTS, st.lists(st.sampled_from(ALL_AREAS), min_size=1))
def test_exercises_for_several_areas_are_held_back_if_those_for_one_of_them_are(
    events: list[Event], areas: list[str]
) -> None:
    held = held_back(SCREENING, stand(events).regions, areas)
    assert bool(held) == bool(closed(events) & set(areas))


@pytest.mark.parametrize("grave", [tier for tier in TIERS if tier != "clear"])
def test_better_answers_later_do_not_lift_what_asked_for_a_doctor(grave: Tier) -> None:
    events = [screened(grave), *[screened("clear", created=NOON + timedelta(days=day)) for day in range(100)]]
    assert standing(events).tier == grave


def test_a_standing_tells_the_outcome_and_when_it_was() -> None:
    later = NOON + timedelta(days=2)
    assert standing([screened("urgent"), screened("doctor", created=later)], now=later) == Standing(
        region="back",
        name="Back",
        tier="urgent",
        outcome="Outcome urgent",
        since="2026-03-01T12:30:15+05:45",
        screened="2026-03-03T12:30:15+05:45",
        cleared=None,
        again=None,
    )


def test_a_standing_after_a_doctors_word_tells_both_times() -> None:
    found = standing([screened("urgent"), cleared(created=NOON + timedelta(hours=1))])
    assert (found.tier, found.outcome) == ("clear", "Outcome clear")
    assert (found.screened, found.cleared) == ("2026-03-01T12:30:15+05:45", "2026-03-01T13:30:15+05:45")


def test_what_a_screening_finds_after_a_doctors_word_holds_again() -> None:
    assert standing([screened("urgent"), cleared(), screened("doctor")]).tier == "doctor"


@pytest.mark.parametrize(
    ("passed", "again"),
    [
        (timedelta(), None),
        (timedelta(days=DAYS), None),
        (timedelta(days=DAYS, seconds=1), "old"),
        (timedelta(days=5000), "old"),
        (timedelta(days=-1), None),
        (timedelta(days=-1, seconds=-1), "old"),
        (timedelta(days=-5000), "old"),
    ],
)
@pytest.mark.parametrize("event", [screened("clear"), screened("urgent"), cleared()], ids=lambda event: event.kind)
def test_what_is_old_or_from_a_time_to_come_is_to_be_asked_again(
    event: Event, passed: timedelta, again: str | None
) -> None:
    assert standing([event], now=NOON + passed).again == again


@pytest.mark.parametrize(("days", "again"), [(1, "old"), (2, "old"), (3, None), (365, None)])
def test_after_how_many_days_it_is_old_can_be_set(days: int, again: str | None) -> None:
    assert stand([screened("clear")], NOON + timedelta(days=3), days).regions[0].again == again


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))])
def test_the_zone_in_which_it_is_asked_changes_nothing(zone: timezone) -> None:
    limit = NOON + timedelta(days=DAYS)
    moments = [limit.astimezone(zone), (limit + timedelta(seconds=1)).astimezone(zone)]
    assert [standing([screened("clear")], now=moment).again for moment in moments] == [None, "old"]


def test_after_a_wrong_clock_the_newest_is_what_was_recorded_last() -> None:
    events = [cleared(created=NOON + timedelta(days=1500)), screened("clear")]
    assert standing(events).again is None
    assert standing([screened("clear", created=NOON + timedelta(days=1500)), cleared()]).again is None


@pytest.mark.parametrize(
    ("events", "again"),
    [
        ([], "never"),
        ([pain()], "never"),
        ([pain(), screened("clear")], None),
        ([screened("clear"), pain()], "pain"),
        ([cleared(), pain()], "pain"),
        ([screened("clear"), pain(), screened("clear", "arm")], "pain"),
        ([screened("clear"), pain(), cleared()], None),
        ([screened("clear"), pain(created=NOON - timedelta(days=5000))], "pain"),
        ([screened("clear", created=NOON - timedelta(days=DAYS + 1)), pain()], "pain"),
    ],
)
def test_new_pain_is_remembered_until_the_next_screening(events: list[Event], again: str | None) -> None:
    assert standing(events).again == again


@pytest.mark.parametrize(
    ("tier", "expected"),
    [
        ("clear", set()),
        ("doctor", {"hands", "elbows", "neck"}),
        ("urgent", set(ALL_AREAS)),
        ("emergency", set(ALL_AREAS)),
    ],
)
def test_a_doctor_rests_the_areas_of_the_region_and_what_is_graver_every_area(tier: Tier, expected: set[str]) -> None:
    assert closed([screened(tier, "arm")]) == expected


@pytest.mark.parametrize(("tier", "held"), [("clear", False), ("doctor", False), ("urgent", True), ("emergency", True)])
def test_exercises_for_no_area_in_particular_are_held_back_only_with_the_whole_body(tier: Tier, held: bool) -> None:  # noqa: FBT001
    assert (held_back(SCREENING, stand([screened(tier)]).regions, []) is not None) == held


@pytest.mark.parametrize("order", [("back", "arm"), ("arm", "back")])
def test_of_several_that_hold_back_the_gravest_is_told(order: tuple[str, str]) -> None:
    tiers: dict[str, Tier] = {"back": "doctor", "arm": "emergency"}
    events = [screened(tiers[region], region) for region in order]
    held = held_back(SCREENING, stand(events).regions, ["back"])
    assert held
    assert (held.region, held.tier) == ("arm", "emergency")


def test_of_two_that_are_as_grave_the_first_in_the_content_is_told() -> None:
    held = held_back(SCREENING, stand([screened("doctor", "eye"), screened("doctor", "arm")]).regions, ["neck"])
    assert held
    assert held.region == "arm"


def test_nothing_is_held_back_from_whoever_was_never_screened() -> None:
    assert (closed([]), stand([]).resting, stand([]).tier) == (set(), (), None)


def test_the_status_passes_on_what_the_user_avoids_and_the_days() -> None:
    found = status(SCREENING, Past(avoid=("neck", "hands")), NOON, 7)
    assert (found.avoid, found.days) == (("neck", "hands"), 7)


def test_the_regions_and_what_rests_are_told_in_the_order_of_the_content_each_once() -> None:
    found = stand([screened("doctor", name) for name in reversed(REGIONS)])
    assert [entry.region for entry in found.regions] == REGIONS
    assert found.resting == ("back", "hips", "legs", "hands", "elbows", "neck")


@pytest.mark.parametrize(
    ("tier", "refused"), [(None, False), ("clear", False), ("doctor", False), ("urgent", True), ("emergency", True)]
)
def test_advice_is_refused_to_whoever_needs_a_doctor_now(tier: Tier | None, refused: bool) -> None:  # noqa: FBT001
    assert refuses_advice(standing([screened(tier)] if tier else [])) == refused


@pytest.mark.parametrize("name", REGIONS)
def test_a_screening_stopped_with_a_sign_still_open_counts_as_see_a_doctor_whatever_came_before(name: str) -> None:
    for tier in (None, *TIERS):
        events = (screened(tier, name), cleared(name)) if tier == "doctor" else (screened(tier, name),) if tier else ()
        found = status(SCREENING, Past(events, frozenset({name})), NOON, DAYS)
        stopped = next(entry for entry in found.regions if entry.region == name)
        assert (stopped.again, refuses_advice(stopped)) == ("unfinished", True)
        assert found.tier == tier_now(stopped) == (tier if tier in {"urgent", "emergency"} else "doctor")
        assert held_back(SCREENING, found.regions, ["feet"]) == stopped
        assert set(found.resting) == {area for region in SCREENING.regions for area in region.rests}


@pytest.mark.parametrize(("area", "expected"), [("hips", "back"), ("hands", "arm"), ("eyes", "eye"), ("feet", None)])
def test_an_area_of_the_body_is_screened_by_the_region_that_has_it(area: str, expected: str | None) -> None:
    found = region_of(SCREENING, area)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(("name", "tier"), list(product([entry.id for entry in SHIPPED.regions], TIERS)))
def test_each_shipped_region_holds_back_stretches_from_the_doctor_on(name: str, tier: Tier) -> None:
    standings = status(SHIPPED, Past((screened(tier, name),)), NOON, DAYS).regions
    stretches = LIBRARY.read(Stretches).stretches
    held = [entry for entry in stretches if held_back(SHIPPED, standings, entry.areas)]
    rests = next(set(entry.rests) for entry in SHIPPED.regions if entry.id == name)
    expected = {"clear": [], "doctor": [entry for entry in stretches if rests & set(entry.areas)]}
    assert held == expected.get(tier, list(stretches))


def test_all_that_the_shipped_regions_screen_and_rest_is_part_of_the_body() -> None:
    areas = {area for entry in SHIPPED.regions for area in (*entry.areas, *entry.rests)}
    assert areas <= {entry.id for entry in LIBRARY.read(Body).areas}
