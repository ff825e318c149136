from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import Advice, BreakKind, Subject, Tier
from ergo_cli.content.model.breaks import Breaks, Idea, Interval
from ergo_cli.content.model.habits import Habit, Habits
from ergo_cli.content.model.sources import Bibliography
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.content.subjects import SUBJECTS
from ergo_cli.engine.gate import Standing
from ergo_cli.engine.guides import LastCheck, LastScreening, Topic, last_check, last_screening, pick_idea, topic
from ergo_cli.engine.scoring import score
from ergo_cli.engine.screening import TIERS
from ergo_cli.errors import HistoryError
from ergo_cli.plain import clean

LIBRARY = Library(data_dir())
BREAKS = LIBRARY.read(Breaks)
NOON = datetime(2026, 3, 1, 12, 30, 15, 999_999, tzinfo=timezone(timedelta(hours=2)))


def idea(name: str, kind: BreakKind) -> Idea:
    return Idea(name, "Do it.", kind, 60, ("source",))


@pytest.mark.parametrize(("turn", "expected"), [(0, "water"), (1, "stairs"), (2, "water"), (1_000_001, "stairs")])
def test_ideas_of_a_kind_come_round_one_after_the_other(turn: int, expected: str) -> None:
    breaks = Breaks(ideas=(idea("water", "move"), idea("blink", "eyes"), idea("stairs", "move")))
    assert pick_idea(breaks, "move", turn).id == expected


@given(st.integers(0, 10**9), st.sampled_from(["move", "eyes"]))
@settings(deadline=None)
def test_in_as_many_turns_as_there_are_ideas_each_comes_once(start: int, kind: str) -> None:
    ideas = [entry.id for entry in BREAKS.ideas if entry.kind == kind and not entry.occasion]
    assert sorted(pick_idea(BREAKS, kind, start + turn).id for turn in range(len(ideas))) == sorted(ideas)


def test_what_needs_an_occasion_waits_until_it_is_asked_for() -> None:
    assert {entry.id for entry in BREAKS.ideas if entry.occasion} == {"colleague", "stand-to-call", "walk-and-talk"}


def test_a_topic_counts_the_entries_of_each_list_and_each_source_once() -> None:
    tips = (Advice("walk", "Walk.", ("who", "nhs")), Advice("swim", "Swim.", ("cdc",)))
    habits = (Habit("move", "Move", "Move.", tips, ("who",)), Habit("rest", "Rest", "Rest.", (), ("nhs",)))
    assert topic(Habits(habits)) == Topic("habits.yaml", {"habits": 2}, 3)


def test_a_topic_with_two_lists_counts_both() -> None:
    interval = Interval("eyes", "Eyes", "Look up.", 20, 20, ("aoa",))
    assert topic(Breaks((interval,), (idea("water", "move"), idea("blink", "eyes")))) == Topic(
        "breaks.yaml", {"intervals": 1, "ideas": 2}, 2
    )


def test_a_topic_without_entries_has_no_sources() -> None:
    assert topic(Breaks()) == Topic("breaks.yaml", {"intervals": 0, "ideas": 0}, 0)


def test_the_references_themselves_are_entries_and_rest_on_none() -> None:
    references = LIBRARY.read(Bibliography)
    assert topic(references) == Topic("sources.yaml", {"sources": len(references.sources)}, 0)


@pytest.mark.parametrize("kind", SUBJECTS, ids=lambda kind: kind.file)
def test_every_shipped_topic_has_entries(kind: type[Subject]) -> None:
    found = topic(LIBRARY.read(kind))
    assert found.file == kind.file
    assert found.entries
    assert all(count > 0 for count in found.entries.values())


def standing(region: str, tier: Tier | None, screened: str | None = "2026-03-01T12:30:15+02:00") -> Standing:
    outcome = f"Outcome {tier}" if tier else None
    return Standing(region, region.title(), tier, outcome, since=screened, screened=screened, cleared=None, again=None)


@pytest.mark.parametrize("tier", TIERS)
def test_the_last_screening_tells_its_outcome_its_region_and_when_it_was(tier: Tier) -> None:
    found = last_screening([standing("back", None, None), standing("neck", tier)])
    assert found == LastScreening(tier, f"Outcome {tier}", "neck", "2026-03-01T12:30:15+02:00")


@pytest.mark.parametrize("order", list(permutations(TIERS)))
def test_of_several_screenings_the_gravest_is_told(order: Sequence[Tier]) -> None:
    found = last_screening([standing(f"region-{tier}", tier) for tier in order])
    assert found
    assert (found.tier, found.region) == ("emergency", "region-emergency")


def test_of_screenings_that_are_as_grave_the_first_is_told() -> None:
    found = last_screening([standing("back", "clear"), standing("neck", "doctor"), standing("arm", "doctor")])
    assert found
    assert found.region == "neck"


def test_of_screenings_that_are_as_grave_the_one_to_be_repeated_is_told() -> None:
    hurting = replace(standing("arm", "clear"), again="pain")
    found = last_screening([standing("back", "clear"), hurting])
    assert found
    assert (found.region, found.again) == ("arm", "pain")


def test_after_a_doctors_word_that_is_told_until_a_screening_finds_something_again() -> None:
    word = Standing(
        "back", "Back", "clear", "Outcome clear", since="later", screened="before", cleared="later", again=None
    )
    assert last_screening([word]) == LastScreening("clear", "Cleared by a doctor", "back", "later")
    again = replace(word, tier="doctor", outcome="Outcome doctor", since="latest", screened="latest")
    assert last_screening([again]) == LastScreening("doctor", "Outcome doctor", "back", "latest")


def test_whoever_was_never_screened_has_no_last_screening() -> None:
    assert last_screening([]) is None
    assert last_screening([standing("back", None, None), standing("neck", None, None)]) is None


def test_a_doctors_word_alone_is_no_screening() -> None:
    assert last_screening([standing("back", "clear", None)]) is None


def test_the_last_check_tells_its_score_how_much_fails_and_when_it_was() -> None:
    result = score(LIBRARY.read(Workstation), {"feet-flat": "yes", "feet-room": "no"})
    found = last_check(NOON.astimezone(UTC), msgspec.json.encode(result))
    assert found == LastCheck(50.0, 1, "2026-03-01T10:30:15+00:00")


def test_the_last_check_may_have_no_score() -> None:
    result = score(LIBRARY.read(Workstation), {"feet-flat": "na"})
    assert last_check(NOON, msgspec.json.encode(result)).score is None


def test_what_another_version_has_stored_can_still_be_told() -> None:
    check = b'{"method": "later", "score": 70, "failing": [{"unlike": "today"}, 2], "added-later": {}}'
    assert last_check(NOON, check) == LastCheck(70.0, 2, "2026-03-01T12:30:15+02:00")


@pytest.mark.parametrize("stored", [b"", b"no JSON", b"[]", b'{"score": "\\u001b[31m", "failing": []}'])
def test_what_cannot_be_understood_is_an_error_of_the_history(stored: bytes) -> None:
    with pytest.raises(HistoryError, match=r"^the history holds a result that cannot be understood: ") as caught:
        last_check(NOON, stored)
    assert str(caught.value) == clean(str(caught.value))
