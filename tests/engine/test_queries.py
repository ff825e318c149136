from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import Condition
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.engine.condition import holds
from ergo_cli.engine.queries import (
    SCREENING_ANSWERS,
    Query,
    check_queries,
    interview,
    missing,
    opened,
    screening_queries,
)

LIBRARY = Library(data_dir())
WORKSTATION = LIBRARY.read(Workstation)
SCREENING = screening_queries(LIBRARY.read(Screening).regions[0].questions)
GIVEN = st.sampled_from(sorted(SCREENING_ANSWERS))


class Person:
    """Somebody who answers, and notices what was asked and how."""

    def __init__(self, truth: Mapping[str, str]) -> None:
        self.truth = truth
        self.asked: list[str] = []
        self.told: dict[str, str] = {}
        self.progress: list[tuple[int, int]] = []

    def __call__(self, query: Query, number: int, count: int) -> str:
        assert holds(query.when, self.told)
        self.asked.append(query.id)
        self.progress.append((number, count))
        self.told[query.id] = self.truth.get(query.id, "no")
        return self.told[query.id]


@st.composite
def questionnaires(draw: st.DrawFn) -> list[Query]:
    queries: list[Query] = []
    for number in range(draw(st.integers(1, 8))):
        when: Condition = ()
        if queries:
            earlier = st.sampled_from([query.id for query in queries])
            wanted = st.one_of(GIVEN, st.lists(GIVEN, max_size=2).map(tuple))
            clauses = st.dictionaries(earlier, wanted, max_size=2)
            when = draw(st.one_of(clauses, st.lists(clauses, max_size=2).map(tuple)))
        queries.append(Query(f"q{number}", "Is it so?", None, SCREENING_ANSWERS, when))
    return queries


TRUTHS = st.dictionaries(st.sampled_from([f"q{number}" for number in range(8)]), GIVEN)
HEALTH = st.dictionaries(st.sampled_from([query.id for query in SCREENING]), GIVEN, max_size=12)


@given(questionnaires(), TRUTHS)
@settings(deadline=None, max_examples=25)
def test_an_interview_asks_only_what_is_opened_and_nothing_twice(queries: list[Query], truth: dict[str, str]) -> None:
    person = Person(truth)
    complete = interview(queries, {}, person)
    assert person.asked == [query.id for query in opened(queries, complete)]
    assert len(set(person.asked)) == len(person.asked) <= len(queries)


@given(questionnaires(), TRUTHS)
@settings(deadline=None, max_examples=25)
def test_after_an_interview_nothing_is_missing(queries: list[Query], truth: dict[str, str]) -> None:
    assert missing(queries, interview(queries, {}, Person(truth))) == []


@given(questionnaires(), TRUTHS, TRUTHS)
@settings(deadline=None, max_examples=25)
def test_an_interview_keeps_what_is_given_and_does_not_ask_for_it(
    queries: list[Query], answers: dict[str, str], truth: dict[str, str]
) -> None:
    person = Person(truth)
    person.told = dict(answers)
    complete = interview(queries, answers, person)
    assert not set(person.asked) & set(answers)
    assert complete == person.told


def test_going_back_asks_the_question_before_again() -> None:
    replies = iter(["yes", "no", None, None, "no", "no"])
    asked: list[str] = []

    def ask(query: Query, _number: int, _count: int) -> str | None:
        asked.append(query.id)
        return next(replies)

    queries = [Query("a", "A?", None, SCREENING_ANSWERS), Query("b", "B?", None, SCREENING_ANSWERS, {"a": "yes"})]
    queries.append(Query("c", "C?", None, SCREENING_ANSWERS))
    assert interview(queries, {}, ask) == {"a": "no", "c": "no"}
    assert asked == ["a", "b", "c", "b", "a", "c"]


def test_going_back_from_the_first_question_asks_it_again_and_keeps_what_was_given() -> None:
    replies = iter([None, None, "yes"])
    queries = [Query("a", "A?", None, SCREENING_ANSWERS), Query("b", "B?", None, SCREENING_ANSWERS)]
    assert interview(queries, {"a": "no"}, lambda _query, _number, _count: next(replies)) == {"a": "no", "b": "yes"}


@given(HEALTH)
@settings(deadline=None, max_examples=25)
def test_going_back_and_answering_alike_changes_nothing(truth: dict[str, str]) -> None:
    hesitant = Person(truth)
    turns = iter(range(10_000))

    def ask(query: Query, number: int, count: int) -> str | None:
        return None if next(turns) % 3 == 2 else hesitant(query, number, count)

    assert interview(SCREENING, {}, ask) == interview(SCREENING, {}, Person(truth))


def test_what_is_decided_asks_no_further() -> None:
    person = Person({"leg-symptoms": "yes"})
    complete = interview(SCREENING, {}, person, lambda answers: "yes" in answers.values())
    assert complete == {"leg-symptoms": "yes"}
    assert person.asked == ["leg-symptoms"]


def test_what_is_decided_before_the_first_question_asks_nothing() -> None:
    assert interview(SCREENING, {"chest-pain": "yes"}, Person({}), lambda _answers: True) == {"chest-pain": "yes"}


def test_an_interview_leaves_the_given_answers_as_they_were() -> None:
    answers = {"chest-pain": "no"}
    interview(SCREENING, answers, Person({}))
    assert answers == {"chest-pain": "no"}


@given(questionnaires(), TRUTHS)
@settings(deadline=None, max_examples=25)
def test_the_number_of_a_question_grows_and_stays_within_the_count(queries: list[Query], truth: dict[str, str]) -> None:
    person = Person(truth)
    interview(queries, {}, person)
    numbers = [number for number, _ in person.progress]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(number <= count <= len(queries) for number, count in person.progress)


@given(HEALTH)
@settings(deadline=None, max_examples=25)
def test_the_screening_asks_only_what_is_opened_and_nothing_twice(truth: dict[str, str]) -> None:
    person = Person(truth)
    complete = interview(SCREENING, {}, person)
    assert person.asked == [query.id for query in opened(SCREENING, complete)]
    assert missing(SCREENING, complete) == []


def test_the_screening_asks_one_page_of_a_person_who_answers_no_to_all() -> None:
    person = Person({})
    interview(SCREENING, {}, person)
    assert len(person.asked) <= 7
    assert person.asked == [query.id for query in SCREENING if not query.when]


def test_the_screening_asks_everything_of_a_person_who_answers_yes_to_all() -> None:
    person = Person({query.id: "yes" for query in SCREENING})
    interview(SCREENING, {}, person)
    assert person.asked == [query.id for query in SCREENING]


def test_an_open_question_without_an_answer_is_missing() -> None:
    answers = {query.id: "no" for query in SCREENING if query.id != "chest-pain"}
    assert [query.id for query in missing(SCREENING, answers)] == ["chest-pain"]


def test_a_danger_sign_never_does_not_apply() -> None:
    labels = {"yes": "Yes", "no": "No", "unsure": "Not sure"}
    assert all(query.options == labels for query in SCREENING)


def test_a_check_may_not_apply() -> None:
    labels = {"yes": "Yes", "no": "No", "unsure": "Not sure", "na": "Does not apply"}
    assert all(query.options == labels for query in check_queries(WORKSTATION))


def test_the_checks_come_area_by_area() -> None:
    areas = [query.group for query in check_queries(WORKSTATION)]
    assert list(dict.fromkeys(areas)) == [area.name for area in WORKSTATION.areas]
    assert areas == sorted(areas, key=[area.name for area in WORKSTATION.areas].index)


def test_without_areas_every_check_is_asked() -> None:
    assert {query.id for query in check_queries(WORKSTATION)} == {check.id for check in WORKSTATION.checks}


@pytest.mark.parametrize("area", [area.id for area in WORKSTATION.areas])
def test_an_area_asks_its_own_checks(area: str) -> None:
    asked = {query.id for query in check_queries(WORKSTATION, [area])}
    assert asked
    assert asked == {check.id for check in WORKSTATION.checks if check.area == area}


def test_a_check_is_asked_with_the_way_to_look() -> None:
    check = WORKSTATION.checks[0]
    query = check_queries(WORKSTATION)[0]
    assert (query.id, query.text, query.help) == (check.id, check.text, check.look)
