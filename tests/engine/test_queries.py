from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import Condition
from ergo_cli.content.model.rosa import Rosa
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.workstation import Area, Check, Fact, Workstation
from ergo_cli.engine.condition import holds, named_in
from ergo_cli.engine.queries import (
    FACTS,
    SCREENING_ANSWERS,
    Move,
    Place,
    Query,
    check_queries,
    interview,
    missing,
    opened,
    screening_queries,
)
from ergo_cli.engine.rosa import rosa_queries

LIBRARY = Library(data_dir())
WORKSTATION = LIBRARY.read(Workstation)
SCREENING = screening_queries(LIBRARY.read(Screening).regions[0].questions)
CHECKS = check_queries(WORKSTATION, WORKSTATION.checks)
GIVEN = st.sampled_from(sorted(SCREENING_ANSWERS))
BACK, SKIP = Move.BACK, Move.SKIP


class Person:
    """Somebody who answers, and notices what was asked and how."""

    def __init__(self, truth: Mapping[str, str]) -> None:
        self.truth = truth
        self.asked: list[str] = []
        self.told: dict[str, str] = {}
        self.progress: list[Place] = []

    def __call__(self, query: Query, place: Place) -> str:
        assert holds(query.when, self.told)
        self.asked.append(query.id)
        self.progress.append(place)
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
    complete = interview(queries, dict(answers), person)
    assert not set(person.asked) & set(answers)
    assert complete == person.told


class Script:
    """Somebody who replies as written down, until nothing is left."""

    def __init__(self, *replies: str | Move) -> None:
        self.replies = iter(replies)
        self.asked: list[str] = []

    def __call__(self, query: Query, _: Place) -> str | Move:
        self.asked.append(query.id)
        return next(self.replies)


def ask_all(*ids: str, group: str = "") -> list[Query]:
    return [Query(name, f"{name}?", None, SCREENING_ANSWERS, (), group) for name in ids]


def test_going_back_asks_the_question_before_again() -> None:
    queries = ask_all("a", "c")
    queries.insert(1, Query("b", "B?", None, SCREENING_ANSWERS, {"a": "yes"}))
    script = Script("yes", "no", BACK, BACK, "no", "no")
    assert interview(queries, {}, script) == {"a": "no", "c": "no"}
    assert script.asked == ["a", "b", "c", "b", "a", "c"]


def test_going_back_from_the_first_question_asks_it_again_and_keeps_what_was_given() -> None:
    script = Script(BACK, BACK, "yes")
    assert interview(ask_all("a", "b"), {"a": "no"}, script) == {"a": "no", "b": "yes"}


# --- answers are filled in as they come, so that whoever stops the interview has them


def test_an_interview_fills_in_the_answers_that_it_was_given() -> None:
    answers = {"a": "no"}
    assert interview(ask_all("a", "b"), answers, Script("yes")) is answers
    assert answers == {"a": "no", "b": "yes"}


def test_an_interview_that_is_broken_off_leaves_what_was_answered() -> None:
    answers: dict[str, str] = {}
    with pytest.raises(StopIteration):
        interview(ask_all("a", "b", "c"), answers, Script("yes", "no"))
    assert answers == {"a": "yes", "b": "no"}


def test_what_was_taken_back_is_not_among_the_answers_that_are_left() -> None:
    answers: dict[str, str] = {}
    with pytest.raises(StopIteration):
        interview(ask_all("a", "b"), answers, Script("yes", BACK))
    assert answers == {}


# --- skipping

GROUPS = [*ask_all("a1", "a2", "a3", group="A"), *ask_all("b1", "b2", group="B"), *ask_all("c1", group="C")]


def test_skipping_leaves_the_rest_of_the_group_unanswered_and_goes_on_with_the_next() -> None:
    script = Script("yes", SKIP, "no", "no", "yes")
    assert interview(GROUPS, {}, script) == {"a1": "yes", "b1": "no", "b2": "no", "c1": "yes"}
    assert script.asked == ["a1", "a2", "b1", "b2", "c1"]


def test_skipping_the_last_group_ends_the_interview() -> None:
    script = Script("yes", "yes", "yes", SKIP, SKIP)
    assert interview(GROUPS, {}, script) == {"a1": "yes", "a2": "yes", "a3": "yes"}
    assert script.asked[-1] == "c1"


def test_every_group_can_be_skipped() -> None:
    assert interview(GROUPS, {}, Script(SKIP, SKIP, SKIP)) == {}


def test_going_back_over_a_skip_asks_where_it_was_skipped() -> None:
    script = Script("yes", SKIP, BACK, "no", "no", SKIP, SKIP)
    assert interview(GROUPS, {}, script) == {"a1": "yes", "a2": "no", "a3": "no"}
    assert script.asked == ["a1", "a2", "b1", "a2", "a3", "b1", "c1"]


def test_going_back_once_more_takes_back_the_answer_before_the_skip() -> None:
    script = Script("yes", SKIP, BACK, BACK, "no", SKIP, SKIP, SKIP)
    assert interview(GROUPS, {}, script) == {"a1": "no"}
    assert script.asked == ["a1", "a2", "b1", "a2", "a1", "a2", "b1", "c1"]


def test_going_back_over_a_skip_keeps_what_was_answered_in_other_groups() -> None:
    script = Script(SKIP, "yes", BACK, BACK, "no", "no", "no", SKIP, SKIP)
    assert interview(GROUPS, {}, script) == {"a1": "no", "a2": "no", "a3": "no"}
    assert script.asked == ["a1", "b1", "b2", "b1", "a1", "a2", "a3", "b1", "c1"]


def test_skipping_keeps_what_was_given_in_the_group() -> None:
    assert interview(GROUPS, {"a3": "yes", "c1": "no"}, Script(SKIP, SKIP)) == {"a3": "yes", "c1": "no"}


def test_a_question_that_depends_on_what_was_skipped_is_not_asked() -> None:
    queries = [*ask_all("a1", group="A"), Query("b1", "B1?", None, SCREENING_ANSWERS, {"a1": "yes"}, "B")]
    assert interview(queries, {}, Script(SKIP)) == {}


@given(st.lists(st.sampled_from(["yes", "no", BACK, SKIP]), max_size=40), questionnaires(), st.data())
@settings(deadline=None, max_examples=60)
def test_however_one_moves_what_is_left_is_answers_to_what_is_open_or_skipped(
    moves: list[str | Move], queries: list[Query], data: st.DataObject
) -> None:
    groups = sorted(data.draw(st.lists(st.sampled_from("ABC"), min_size=len(queries), max_size=len(queries))))
    grouped = [structs.replace(query, group=group) for query, group in zip(queries, groups, strict=True)]
    script = Script(*moves, *["no"] * len(queries))
    answers = interview(grouped, {}, script)
    assert set(answers) <= {query.id for query in opened(grouped, answers)}
    assert missing(grouped, answers) == [] or SKIP in moves
    assert len(script.asked) <= len(moves) + len(queries)


@given(HEALTH)
@settings(deadline=None, max_examples=25)
def test_going_back_and_answering_alike_changes_nothing(truth: dict[str, str]) -> None:
    hesitant = Person(truth)
    turns = iter(range(10_000))

    def ask(query: Query, place: Place) -> str | Move:
        return BACK if next(turns) % 3 == 2 else hesitant(query, place)

    assert interview(SCREENING, {}, ask) == interview(SCREENING, {}, Person(truth))


def test_what_is_decided_asks_no_further() -> None:
    person = Person({"leg-symptoms": "yes"})
    complete = interview(SCREENING, {}, person, lambda answers: "yes" in answers.values())
    assert complete == {"leg-symptoms": "yes"}
    assert person.asked == ["leg-symptoms"]


def test_what_is_decided_before_the_first_question_asks_nothing() -> None:
    assert interview(SCREENING, {"chest-pain": "yes"}, Person({}), lambda _answers: True) == {"chest-pain": "yes"}


@given(questionnaires(), TRUTHS)
@settings(deadline=None, max_examples=25)
def test_the_number_of_a_question_grows_and_stays_within_the_count(queries: list[Query], truth: dict[str, str]) -> None:
    person = Person(truth)
    interview(queries, {}, person)
    numbers = [place.number for place in person.progress]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(place.number <= place.known <= len(queries) for place in person.progress)


@given(questionnaires(), TRUTHS)
@settings(deadline=None, max_examples=40)
def test_a_count_that_does_not_say_that_more_may_come_is_the_last(queries: list[Query], truth: dict[str, str]) -> None:
    person = Person(truth)
    interview(queries, {}, person)
    assert {place.known for place in person.progress if not place.more} <= {len(person.asked)}


def test_while_answers_may_open_more_questions_the_count_says_so() -> None:
    queries = ask_all("a", "b")
    queries.append(Query("c", "C?", None, SCREENING_ANSWERS, {"b": "yes"}))
    opening, closing = Person({"b": "yes"}), Person({})
    interview(queries, {}, opening)
    interview([*queries, *ask_all("d")], {}, closing)
    assert list(map(str, opening.progress)) == ["1/2+", "2/2+", "3/3"]
    assert list(map(str, closing.progress)) == ["1/3+", "2/3+", "3/3"]


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


def test_a_danger_sign_is_asked_for_in_the_words_of_the_content() -> None:
    questions = LIBRARY.read(Screening).regions[0].questions
    told = [(query.id, query.text, query.help, query.when) for query in screening_queries(questions)]
    assert told == [(question.id, question.text, question.help, question.when) for question in questions]


def test_what_an_answer_opens_counts_once_its_own_page_is_reached() -> None:
    desk = ask_all("sits", "stands", group=FACTS)
    desk.append(Query("chair", "Chair?", None, SCREENING_ANSWERS, {"sits": "yes"}, "Chair"))
    person = Person(dict.fromkeys(["sits", "stands", "chair"], "yes"))
    interview(desk, {}, person)
    assert [str(place) for place in person.progress] == ["1/2+", "2/2+", "3/3"]


@pytest.mark.parametrize("answer", ["yes", "no"])
@pytest.mark.parametrize(
    "queries", [SCREENING, CHECKS, rosa_queries(LIBRARY.read(Rosa))], ids=["screen", "setup-check", "rosa"]
)
def test_the_count_of_questions_never_falls(queries: Sequence[Query], answer: str) -> None:
    counts: list[int] = []

    def ask(query: Query, place: Place) -> str:
        counts.append(place.known)
        return answer if answer in query.options else next(iter(query.options))

    interview(queries, {}, ask)
    assert [(before, after) for before, after in pairwise(counts) if after < before] == []


# --- the check of the desk: facts first


def checks_about(facts: Mapping[str, str]) -> list[str]:
    return [check.id for check in WORKSTATION.checks if holds(check.when, facts)]


def ids(queries: Iterable[Query]) -> list[str]:
    return [query.id for query in queries]


def test_a_check_may_not_apply() -> None:
    labels = {"yes": "Yes", "no": "No", "unsure": "Not sure", "na": "Does not apply"}
    assert all(query.options == labels for query in CHECKS if query.group != FACTS)


def test_a_fact_is_so_or_not() -> None:
    facts = {query.id: (query.text, query.help, query.options) for query in CHECKS if query.group == FACTS}
    labels = {"yes": "Yes", "no": "No"}
    assert facts == {fact.id: (fact.text, fact.help, labels) for fact in WORKSTATION.facts}


def test_the_facts_come_before_the_checks_and_the_checks_area_by_area() -> None:
    groups = [query.group for query in CHECKS]
    order = [FACTS, *(area.name for area in WORKSTATION.areas)]
    assert list(dict.fromkeys(groups)) == order
    assert groups == sorted(groups, key=order.index)


def test_every_check_can_be_asked() -> None:
    assert ids(CHECKS) == [*(fact.id for fact in WORKSTATION.facts), *(check.id for check in WORKSTATION.checks)]


@pytest.mark.parametrize("area", WORKSTATION.areas, ids=lambda area: area.id)
def test_an_area_asks_its_own_checks_and_the_facts_behind_them(area: Area) -> None:
    checks = [check for check in WORKSTATION.checks if check.area == area.id]
    wanted = {name for check in checks for name in named_in(check.when)}
    facts = [fact.id for fact in WORKSTATION.facts if fact.id in wanted]
    assert checks
    assert ids(check_queries(WORKSTATION, checks)) == [*facts, *(check.id for check in checks)]


def test_without_checks_not_even_a_fact_is_asked() -> None:
    assert check_queries(WORKSTATION, []) == ()


def test_a_check_is_asked_with_the_way_to_look() -> None:
    check = WORKSTATION.checks[0]
    [query] = check_queries(WORKSTATION, [check])
    assert (query.id, query.text, query.help) == (check.id, check.text, check.look)


@given(st.fixed_dictionaries({fact.id: st.sampled_from(["yes", "no"]) for fact in WORKSTATION.facts}))
@settings(deadline=None, max_examples=25)
def test_what_does_not_apply_by_the_facts_is_not_asked(facts: dict[str, str]) -> None:
    person = Person(facts)
    interview(CHECKS, {}, person)
    assert person.asked == [*(fact.id for fact in WORKSTATION.facts), *checks_about(facts)]


@pytest.mark.parametrize("fact", WORKSTATION.facts, ids=lambda fact: fact.id)
def test_every_fact_decides_on_a_check(fact: Fact) -> None:
    facts = {other.id: "yes" for other in WORKSTATION.facts}
    assert set(checks_about(facts)) - set(checks_about({**facts, fact.id: "no"}))


def desk(facts: Sequence[Fact], check: Check) -> Workstation:
    return structs.replace(WORKSTATION, facts=tuple(facts), checks=(check,))


def test_the_facts_that_a_fact_depends_on_are_asked_with_it() -> None:
    phone, calls = Fact("has-phone", "A phone?"), Fact("calls", "Calls?", None, {"has-phone": "yes"})
    facts = [phone, calls, Fact("types", "Types?", None, {"calls": "yes"}), Fact("pets", "Pets?")]
    check = structs.replace(WORKSTATION.checks[0], when={"types": "yes"})
    queries = check_queries(desk(facts, check), [check])
    assert ids(queries) == ["has-phone", "calls", "types", check.id]
    assert ids(opened(queries, {"has-phone": "no"})) == ["has-phone"]


def test_a_check_that_depends_on_one_of_two_facts_asks_both() -> None:
    facts = [Fact("calls", "Calls?"), Fact("stands", "Stands?")]
    check = structs.replace(WORKSTATION.checks[0], when=({"stands": "yes"}, {"calls": ("no",)}))
    assert ids(check_queries(desk(facts, check), [check])) == ["calls", "stands", check.id]
