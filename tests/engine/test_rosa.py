from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import EFFORTS
from ergo_cli.content.model.rosa import Rosa, Section
from ergo_cli.engine.queries import interview, missing, opened
from ergo_cli.engine.rosa import RosaScored, WhatIf, rosa_queries, rosa_score
from tests.engine import rosa_reference
from tests.engine.test_rosa_reference import BEST, Form, all_times, form

ROSA = Library(data_dir()).read(Rosa)
QUERIES = rosa_queries(ROSA)

# The instrument, from the research notes: what each answer costs, on its own and on top.
POSTURES = {
    "rosa-seat-height": {"right": 1, "too-low": 2, "too-high": 2, "feet-hang": 3},
    "rosa-pan-depth": {"right": 1, "too-long": 2, "too-short": 2},
    "rosa-armrests": {"right": 1, "too-high": 2, "too-low": 2, "none": 2},
    "rosa-back-support": {
        "right": 1,
        "no-lumbar": 2,
        "too-upright": 2,
        "too-reclined": 2,
        "leaning-forward": 2,
        "no-backrest": 2,
    },
    "rosa-monitor": {"right": 1, "too-low": 2, "too-high": 3},
    "rosa-telephone": {"right": 1, "too-far": 2},
    "rosa-mouse": {"right": 1, "too-far": 2},
    "rosa-keyboard": {"right": 1, "bent-up": 2},
}
EXTRAS = {
    "rosa-seat-height": {"rosa-seat-height-legroom": 1, "rosa-seat-height-fixed": 1},
    "rosa-pan-depth": {"rosa-pan-depth-fixed": 1},
    "rosa-armrests": {"rosa-armrests-hard": 1, "rosa-armrests-wide": 1, "rosa-armrests-fixed": 1},
    "rosa-back-support": {"rosa-back-support-desk-high": 1, "rosa-back-support-fixed": 1},
    "rosa-monitor": {
        "rosa-monitor-far": 1,
        "rosa-monitor-twist": 1,
        "rosa-monitor-glare": 1,
        "rosa-monitor-papers": 1,
    },
    "rosa-telephone": {"rosa-telephone-neck": 2, "rosa-telephone-no-hands-free": 1},
    "rosa-mouse": {"rosa-mouse-levels": 2, "rosa-mouse-pinch": 1, "rosa-mouse-palm-rest": 1},
    "rosa-keyboard": {
        "rosa-keyboard-sideways": 1,
        "rosa-keyboard-high": 1,
        "rosa-keyboard-overhead": 1,
        "rosa-keyboard-fixed": 1,
    },
}
DURATIONS = {"short": -1, "medium": 0, "long": 1}
DEVICES = ("monitor", "telephone", "mouse", "keyboard")
# What the reference calls each item.
NAMES = {
    "A1": "rosa-seat-height",
    "A2": "rosa-pan-depth",
    "A3": "rosa-armrests",
    "A4": "rosa-back-support",
    **{device: f"rosa-{device}" for device in DEVICES},
}
SECTION_OF = {item: "chair" if name.startswith("A") else name for name, item in NAMES.items()}
BY_ID = {query.id: query for query in QUERIES}
# With the time, the screen goes beyond its table.
WORST = form(A1=5, A2=3, A3=5, A4=4, monitor=7, telephone=5, mouse=6, keyboard=6, **all_times(1))

Answers = dict[str, str]


def points(item: str, answers: Mapping[str, str]) -> int:
    added = sum(cost for extra, cost in EXTRAS[item].items() if answers[extra] == "yes")
    return POSTURES[item][answers[item]] + added


def used(name: str, answers: Mapping[str, str]) -> bool:
    return answers.get(f"rosa-{name}-used", "yes") == "yes"


def form_of(answers: Mapping[str, str]) -> Form:
    """Return *answers* as the reference wants them."""
    items = {name: points(item, answers) if used(name, answers) else None for name, item in NAMES.items()}
    times = {
        f"{part}_time": DURATIONS[answers[f"rosa-{part}-time"]] if used(part, answers) else None
        for part in ("chair", *DEVICES)
    }
    return {**items, **times}


@cache
def ways(item: str) -> dict[int, Answers]:
    """Return for each sum of points one way to answer *item* and its extras."""
    extras = EXTRAS[item]
    subsets = chain.from_iterable(combinations(extras, number) for number in range(len(extras) + 1))
    answers = (
        {item: posture, **{extra: "yes" if extra in chosen else "no" for extra in extras}}
        for chosen, posture in product(subsets, POSTURES[item])
    )
    return {points(item, answer): answer for answer in answers}


def answering(wanted: Form) -> Answers:
    """Return answers that come to the form *wanted*."""
    answers: Answers = {f"rosa-{device}-used": "no" if wanted[device] is None else "yes" for device in DEVICES}
    for name, item in NAMES.items():
        if (number := wanted[name]) is not None:
            answers |= ways(item)[number]
    durations = {number: name for name, number in DURATIONS.items()}
    for part in ("chair", *DEVICES):
        if (time := wanted[f"{part}_time"]) is not None:
            answers[f"rosa-{part}-time"] = durations[time]
    return answers


def scores(result: RosaScored | WhatIf) -> dict[str, int]:
    """Return every sub-score, and the final one, by the reference's names."""
    return {**asdict(result.sections), "final": result.final}


def random_answers(dice: Random) -> Answers:
    """Return an answer to every question, of a desk anywhere between good and bad; one device in four is not used."""
    care = dice.random()
    answers = {
        query.id: best(query.id) if dice.random() < care else dice.choice(list(query.options)) for query in QUERIES
    }
    return answers | {f"rosa-{device}-used": dice.choice(["yes", "yes", "yes", "no"]) for device in DEVICES}


def best(name: str) -> str:
    """Return the answer to *name* that costs least."""
    return "right" if name in POSTURES else "short" if name.endswith("-time") else "no"


def random_forms(number: int) -> Iterator[Answers]:
    dice = Random(2012)  # noqa: S311  # the same forms every time
    return (random_answers(dice) for _ in range(number))


def asked(answers: Mapping[str, str]) -> Answers:
    """Return *answers* without those to what is not asked."""
    return {query.id: answers[query.id] for query in opened(QUERIES, answers)}


FORMS = st.integers(0).map(lambda seed: random_answers(Random(seed)))  # noqa: S311  # far faster than a draw for each


def test_what_each_posture_costs_is_the_instruments() -> None:
    assert {item.id: {p.id: p.points for p in item.postures} for item in ROSA.items} == POSTURES


def test_what_each_extra_adds_is_the_instruments() -> None:
    assert {item.id: {e.id: e.points for e in item.extras} for item in ROSA.items} == EXTRAS


def test_what_the_time_adds_is_the_instruments() -> None:
    assert {duration.id: duration.points for duration in ROSA.durations} == DURATIONS


@pytest.mark.untraced
def test_two_thousand_random_forms_score_as_the_reference_has_them() -> None:
    different = [
        answers
        for answers in random_forms(2000)
        if scores(rosa_score(ROSA, answers)) != rosa_reference.rosa(form_of(answers))
    ]
    assert different == []


@pytest.mark.untraced
def test_the_random_forms_reach_every_final_score_and_use_and_leave_every_device() -> None:
    forms = list(random_forms(2000))
    assert {rosa_score(ROSA, answers).final for answers in forms} == set(range(1, 11))
    assert {(d, used(d, answers)) for answers in forms for d in DEVICES} == set(product(DEVICES, [True, False]))


@pytest.mark.parametrize("names", [("A1", "A2", "A3", "A4"), ("telephone", "monitor"), ("mouse", "keyboard")], ids=str)
def test_every_sum_of_points_scores_as_the_reference_has_it(names: tuple[str, ...]) -> None:
    reachable = [sorted(ways(NAMES[name])) for name in names]
    forms = [form(**dict(zip(names, numbers, strict=True))) for numbers in product(*reachable)]
    different = [f for f in forms if scores(rosa_score(ROSA, answering(f))) != rosa_reference.rosa(f)]
    assert different == []


# The vectors of the research notes, in their order; what each does not name is at its best, with a time of 0.
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (form(), {"chair": 2, "monitor_telephone": 1, "mouse_keyboard": 1, "final": 2}),
        (form(**all_times(-1)), {"chair": 1, "monitor_telephone": 1, "mouse_keyboard": 1, "final": 1}),
        (form(telephone=3, monitor=4), {"monitor_telephone": 4}),
        (form(mouse=3, keyboard=4), {"mouse_keyboard": 5, "final": 5}),
        (form(A1=4, A2=3, A3=3, A4=4, chair_time=1), {"chair": 9, "final": 9}),
        (form(monitor=6, monitor_time=1, telephone=5, telephone_time=1), {"monitor_telephone": 9, "final": 9}),
        (form(mouse=6, mouse_time=1, keyboard=6, keyboard_time=1), {"mouse_keyboard": 9, "final": 9}),
        (form(**all_times(1)), {"chair": 3, "monitor_telephone": 2, "mouse_keyboard": 2, "final": 3}),
        (WORST, {"chair": 10, "monitor_telephone": 9, "mouse_keyboard": 9, "final": 10}),
    ],
    ids=range(1, 10),
)
def test_the_vectors_of_the_research_notes(given: Form, expected: dict[str, int]) -> None:
    found = scores(rosa_score(ROSA, answering(given)))
    assert {name: found[name] for name in expected} == expected


def test_the_tenth_vector_in_the_words_of_the_research_notes() -> None:
    chair = {"rosa-seat-height": "too-low", "rosa-pan-depth": "too-long", "rosa-armrests": "too-high"}
    screen = {"rosa-back-support": "no-lumbar", "rosa-monitor": "too-low", "rosa-monitor-glare": "yes"}
    hands = {"rosa-mouse": "too-far", "rosa-keyboard": "bent-up"}
    times = {f"rosa-{part}-time": "long" for part in ("chair", "monitor", "mouse", "keyboard")}
    found = rosa_score(ROSA, {**answering(BEST), **chair, **screen, **hands, **times})
    assert list(scores(found).values()) == [4, 4, 1, 3, 3, 3, 3, 3, 4]
    assert not found.action


@pytest.mark.parametrize(
    ("items", "score", "edge"),
    [
        (("A1",), "chair", 7),
        (("A3",), "chair", 8),
        (("A1", "A3"), "chair", 9),
        (("telephone",), "telephone", 6),
        (("telephone",), "monitor_telephone", 5),
        (("monitor",), "monitor", 7),
        (("mouse",), "mouse", 7),
        (("keyboard",), "keyboard", 7),
    ],
)
def test_whatever_the_points_a_sum_beyond_a_tables_edge_is_taken_as_the_edge(
    items: tuple[str, ...], score: str, edge: int
) -> None:
    heavy = tuple(
        replace(item, postures=tuple(replace(posture, points=20) for posture in item.postures))
        if item.id in {NAMES[name] for name in items}
        else item
        for item in ROSA.items
    )
    assert scores(rosa_score(replace(ROSA, items=heavy), answering(BEST)))[score] == edge


def test_a_seat_too_high_that_cannot_be_adjusted_costs_three_as_the_author_shows() -> None:
    seat = {"rosa-seat-height": "too-high", "rosa-seat-height-fixed": "yes"}
    assert rosa_score(ROSA, {**answering(BEST), **seat}).items["rosa-seat-height"] == 3


@given(FORMS)
def test_the_points_of_each_item_are_told_if_it_is_used(answers: Answers) -> None:
    expected = {item: points(item, answers) for name, item in NAMES.items() if used(name, answers)}
    assert rosa_score(ROSA, answers).items == expected


@pytest.mark.parametrize("device", DEVICES)
def test_a_device_that_is_not_used_stands_at_nothing_and_gets_no_points_and_no_advice(device: str) -> None:
    result = rosa_score(ROSA, answering({**WORST, device: None}))
    assert asdict(result.sections)[device] == 0
    assert NAMES[device] not in result.items
    assert {advice.section for advice in result.advice} == {"chair", *DEVICES} - {device}


def test_without_any_device_the_chair_decides() -> None:
    result = rosa_score(ROSA, answering({**WORST, **dict.fromkeys(DEVICES, None), "chair_time": 0}))
    assert scores(result) == {
        **dict.fromkeys(DEVICES, 0),
        "monitor_telephone": 1,
        "mouse_keyboard": 1,
        "peripherals": 1,
        "chair": 9,
        "final": 9,
    }


@given(FORMS)
def test_answers_about_a_device_that_is_not_used_change_nothing(answers: Answers) -> None:
    assert rosa_score(ROSA, answers) == rosa_score(ROSA, asked(answers))


@given(FORMS, st.text(), st.sampled_from(["yes", "no", "right", "short"]))
def test_an_unrelated_answer_changes_nothing(answers: Answers, unrelated: str, answer: str) -> None:
    assert rosa_score(ROSA, {unrelated: answer, **answers}) == rosa_score(ROSA, answers)


@given(FORMS, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_never_matters(answers: Answers, dice: Random) -> None:
    order = dice.sample(sorted(answers), len(answers))
    assert rosa_score(ROSA, {name: answers[name] for name in order}) == rosa_score(ROSA, answers)


@pytest.mark.untraced
@pytest.mark.parametrize("final", range(1, 11))
def test_from_a_score_of_five_on_it_calls_for_action(final: int) -> None:
    result = next(r for r in (rosa_score(ROSA, answers) for answers in random_forms(2000)) if r.final == final)
    assert result.action == (final >= 5)
    assert result.level.id == ("action" if final >= 5 else "below-action")


# --- what if


def test_a_what_if_scores_what_the_reference_makes_of_that_change() -> None:
    different = [
        (answers, change.id)
        for answers in random_forms(300)
        for change in rosa_score(ROSA, answers).advice
        if scores(change) != rosa_reference.rosa(form_of({**answers, change.id: best(change.id)}))
    ]
    assert different == []


@given(FORMS)
@settings(max_examples=20)
def test_a_what_if_is_what_scoring_anew_gives(answers: Answers) -> None:
    for change in rosa_score(ROSA, answers).advice:
        anew = rosa_score(ROSA, {**answers, change.id: best(change.id)})
        assert (change.final, change.sections) == (anew.final, anew.sections)
        assert change.id not in {other.id for other in anew.advice}


@given(FORMS)
def test_there_is_a_what_if_for_each_answer_that_costs_points_and_no_other(answers: Answers) -> None:
    costly = {
        (name, SECTION_OF[item])
        for item in NAMES.values()
        if used(SECTION_OF[item], answers)
        for name in (item, *EXTRAS[item])
        if answers[name] != best(name)
    }
    advice = [(change.id, change.section) for change in rosa_score(ROSA, answers).advice]
    assert len(advice) == len(costly)
    assert set(advice) == costly


@given(FORMS)
def test_what_lowers_the_scores_most_with_least_effort_comes_first(answers: Answers) -> None:
    ranks = [
        (
            change.final,
            change.sections.chair + change.sections.monitor_telephone + change.sections.mouse_keyboard,
            EFFORTS.index(change.effort),
        )
        for change in rosa_score(ROSA, answers).advice
    ]
    assert ranks == sorted(ranks)


@given(FORMS)
def test_a_single_change_for_the_better_raises_no_score(answers: Answers) -> None:
    result = rosa_score(ROSA, answers)
    before = scores(result)
    worse = [change.id for change in result.advice if any(score > before[n] for n, score in scores(change).items())]
    assert worse == []


def test_a_what_if_says_what_the_content_holds_for_the_answer() -> None:
    remedies = {extra.id: extra.remedy for item in ROSA.items for extra in item.extras}
    answers = answering(WORST)
    remedies |= {
        item.id: p.remedy for item in ROSA.items for p in item.postures if p.id == answers[item.id] and p.remedy
    }
    told = {change.id: (change.text, change.effort, change.sources) for change in rosa_score(ROSA, answers).advice}
    assert told == {name: (r.text, r.effort, r.sources) for name, r in remedies.items()}


def test_there_is_nothing_to_change_about_the_best_desk() -> None:
    assert rosa_score(ROSA, answering(BEST)).advice == ()


# --- what is told, and what is asked


def test_every_part_and_item_is_named_and_every_note_told() -> None:
    result = rosa_score(ROSA, answering(BEST))
    assert set(result.names) == {"chair", *DEVICES, *NAMES.values()}
    assert result.notes == ROSA.notes
    assert result.method == "rosa"


def test_no_two_questions_have_the_same_id() -> None:
    assert len(BY_ID) == len(QUERIES)


@pytest.mark.parametrize("section", ROSA.sections, ids=lambda section: section.id)
def test_a_part_asks_whether_there_is_one_then_its_items_with_their_extras_then_for_how_long(section: Section) -> None:
    ids = [query.id for query in QUERIES if query.group == section.name]
    items = [name for item in POSTURES if SECTION_OF[item] == section.id for name in (item, *EXTRAS[item])]
    first = [] if section.id == "chair" else [f"rosa-{section.id}-used"]
    assert ids == [*first, *items, f"rosa-{section.id}-time"]


def test_the_parts_are_asked_one_after_the_other() -> None:
    groups = [query.group for query in QUERIES]
    assert list(dict.fromkeys(groups)) == [section.name for section in ROSA.sections]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)


@given(FORMS)
def test_of_a_device_that_is_not_used_nothing_else_is_asked(answers: Answers) -> None:
    told = interview(QUERIES, {}, lambda query, _: answers[query.id])
    away = [device for device in DEVICES if not used(device, answers)]
    assert [name for device in away for name in told if name.startswith(f"rosa-{device}")] == [
        f"rosa-{device}-used" for device in away
    ]
    assert told == asked(answers)
    assert missing(QUERIES, told) == []


def test_a_posture_is_chosen_from_its_descriptions_and_an_extra_is_yes_or_no() -> None:
    texts = {item.id: {posture.id: posture.text for posture in item.postures} for item in ROSA.items}
    assert {item: BY_ID[item].options for item in POSTURES} == texts
    extras = [extra for item in EXTRAS.values() for extra in item]
    assert [name for name in extras if BY_ID[name].options != {"yes": "Yes", "no": "No"}] == []


def test_who_is_asked_for_a_posture_or_an_extra_is_told_how_to_look() -> None:
    looks: dict[str, str | None] = {item.id: item.look for item in ROSA.items}
    looks |= {extra.id: extra.look for item in ROSA.items for extra in item.extras}
    assert {name: BY_ID[name].help for name in looks} == looks
    assert all(looks[item] for item in POSTURES)


def test_without_the_note_on_two_durations_nothing_is_told_of_them() -> None:
    queries = {query.id: query for query in rosa_queries(replace(ROSA, notes=()))}
    assert [queries[f"rosa-{part}-time"].help for part in ("chair", *DEVICES)] == [None] * 5


def test_who_is_asked_for_how_long_is_told_which_of_two_answers_to_choose() -> None:
    times = [BY_ID[f"rosa-{part}-time"] for part in ("chair", *DEVICES)]
    assert {query.help for query in times} == {next(note.text for note in ROSA.notes if note.id == "two-durations")}
    assert [list(query.options) for query in times] == [list(DURATIONS)] * 5
