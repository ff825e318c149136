from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from ergo_cli.content.library import Library
from ergo_cli.content.load import parse
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.emergency import AdviceLine, Country, Emergency
from ergo_cli.content.model.screening import Question, Screening
from ergo_cli.content.model.sources import Bibliography
from ergo_cli.engine.queries import interview, screening_queries
from ergo_cli.engine.screening import TIERS, Call, assess, call_for, help_in, tier_of
from ergo_cli.errors import ExitCode
from tests.conftest import Ergo


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """What a person answers, and what must come of it."""

    name: str
    answers: dict[str, str]
    tier: str
    finds: frozenset[str]
    quiet: frozenset[str]
    source: str


class Door(Struct, frozen=True, forbid_unknown_fields=True):
    """The first-page question that opens the question *sign*, and words that it must therefore hold."""

    sign: str
    door: str
    says: tuple[str, ...]


class Cases(Struct, frozen=True, forbid_unknown_fields=True):
    """tests/cases/screening.yaml."""

    cases: tuple[Case, ...]
    doors: tuple[Door, ...]


FILE = Path(__file__).parents[1] / "cases" / "screening.yaml"
CASES = msgspec.convert(parse(FILE.read_bytes(), FILE.name), Cases)
LIBRARY = Library(data_dir())
SCREENING = LIBRARY.read(Screening)
EMERGENCY = LIBRARY.read(Emergency)
SOURCES = {source.id for source in LIBRARY.read(Bibliography).sources}
QUERIES = screening_queries(SCREENING)
QUESTIONS = {question.id: question for question in SCREENING.questions}
RULES = {rule.id: rule for rule in SCREENING.rules}
CODES = {"clear": ExitCode.DONE, "doctor": ExitCode.DOCTOR, "urgent": ExitCode.DOCTOR, "emergency": ExitCode.EMERGENCY}

every_case = pytest.mark.parametrize("case", CASES.cases, ids=[case.name for case in CASES.cases])

SIGNS = st.dictionaries(st.sampled_from(sorted(QUESTIONS)), st.sampled_from(["yes", "unsure"]), max_size=6)
# A dictionary with an answer to every question, most of them no: else every outcome would be an emergency.
HEALTH = SIGNS.map(lambda signs: {**dict.fromkeys(QUESTIONS, "no"), **signs})


def told(truth: Mapping[str, str]) -> dict[str, str]:
    """Return the answers of a person about whom *truth* holds, and no to all else."""
    return interview(QUERIES, {}, lambda query, _number, _count: truth.get(query.id, "no"))


def gravity(answers: Mapping[str, str]) -> int:
    return TIERS.index(assess(SCREENING, answers).tier)


def fired(answers: Mapping[str, str]) -> set[str]:
    return {rule.id for rule in assess(SCREENING, answers).fired}


@every_case
def test_a_case_ends_in_its_tier_and_finds_what_it_says_and_nothing_else(case: Case) -> None:
    answers = told(case.answers)
    assert assess(SCREENING, answers).tier == case.tier
    assert fired(answers) == case.finds
    assert not fired(answers) & case.quiet


@every_case
def test_a_case_answers_what_is_asked_and_names_rules_and_a_source_that_exist(case: Case) -> None:
    assert case.answers.keys() <= told(case.answers).keys()
    assert case.finds | case.quiet <= RULES.keys()
    assert case.source in SOURCES


@every_case
def test_a_case_ends_the_same_at_the_front_door(case: Case, ergo: Ergo) -> None:
    answers = msgspec.json.encode(told(case.answers))
    run = ergo("screen", "--answers", "-", "--json", "--no-save", stdin=answers)
    result = msgspec.json.decode(run.out)["result"]
    assert (run.code, result["tier"]) == (CODES[case.tier], case.tier), run.err
    assert {rule["id"] for rule in result["fired"]} == case.finds


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_case_where_it_fires_and_one_where_it_stays_quiet(rule: str) -> None:
    assert any(rule in case.finds for case in CASES.cases)
    assert any(rule in case.quiet for case in CASES.cases)


def test_every_tier_has_a_case() -> None:
    assert {case.tier for case in CASES.cases} == set(TIERS)


def test_no_two_cases_are_the_same() -> None:
    assert len({case.name for case in CASES.cases}) == len(CASES.cases)
    assert len({tuple(sorted(case.answers.items())) for case in CASES.cases}) == len(CASES.cases)


@pytest.mark.parametrize("door", CASES.doors, ids=[door.sign for door in CASES.doors])
def test_the_first_page_names_each_sign_that_stands_behind_it(door: Door) -> None:
    question = QUESTIONS[door.door]
    shown = f"{question.text} {question.help or ''}".casefold()
    assert [word for word in door.says if word not in shown] == []


@pytest.mark.parametrize(
    "question", [question for question in SCREENING.questions if question.when], ids=lambda q: q.id
)
def test_a_question_that_is_not_on_the_first_page_has_its_door(question: Question) -> None:
    doors = [door.door for door in CASES.doors if door.sign == question.id]
    clauses = [question.when] if isinstance(question.when, dict) else list(question.when)
    assert clauses == [{door: ("yes", "unsure")} for door in doors]
    assert not any(QUESTIONS[door].when for door in doors)


@given(HEALTH)
@settings(deadline=None, max_examples=220)  # each with 24 to 30 answers, changed in two ways: over 10,000 pairs
def test_a_no_that_becomes_a_yes_or_unsure_never_lowers_the_tier(answers: dict[str, str]) -> None:
    before = gravity(answers)
    for question in (question for question, answer in answers.items() if answer == "no"):
        assert gravity({**answers, question: "yes"}) >= before
        assert gravity({**answers, question: "unsure"}) >= before


@given(SIGNS, SIGNS)
@settings(deadline=None, max_examples=80)
def test_a_person_with_more_signs_is_never_told_less(signs: dict[str, str], more: dict[str, str]) -> None:
    assert gravity(told({**more, **signs})) >= gravity(told(signs))
    assert fired(told(signs)) <= fired(told({**more, **signs}))


def test_no_condition_waits_for_a_no() -> None:
    conditions = [question.when for question in SCREENING.questions] + [rule.when for rule in SCREENING.rules]
    clauses = [clause for when in conditions for clause in ((when,) if isinstance(when, dict) else when)]
    assert {wanted for clause in clauses for wanted in clause.values()} == {("yes", "unsure")}


@given(HEALTH)
@settings(deadline=None, max_examples=25)
def test_unsure_counts_like_yes(answers: dict[str, str]) -> None:
    sure = {question: "yes" if answer == "unsure" else answer for question, answer in answers.items()}
    assert assess(SCREENING, answers) == assess(SCREENING, sure)


@given(HEALTH)
@settings(deadline=None, max_examples=25)
def test_what_fires_is_what_the_content_holds(answers: dict[str, str]) -> None:
    for found in assess(SCREENING, answers).fired:
        rule = RULES[found.id]
        assert (found.tier, found.reason, found.sources) == (rule.tier, rule.reason, rule.sources)


@given(HEALTH)
@settings(deadline=None, max_examples=25)
def test_the_gravest_comes_first_and_decides(answers: dict[str, str]) -> None:
    result = assess(SCREENING, answers)
    ranks = [TIERS.index(rule.tier) for rule in result.fired]
    assert ranks == sorted(ranks, reverse=True)
    assert result.tier == (result.fired[0].tier if result.fired else "clear")


@given(HEALTH, st.text(), st.sampled_from(["yes", "no", "unsure"]))
@settings(deadline=None, max_examples=25)
def test_an_unrelated_answer_changes_nothing(answers: dict[str, str], unrelated: str, answer: str) -> None:
    assert assess(SCREENING, {unrelated: answer, **answers}) == assess(SCREENING, answers)


@pytest.mark.parametrize("tier", TIERS)
def test_each_tier_has_its_own_outcome(tier: str) -> None:
    [case, *_] = [case for case in CASES.cases if case.tier == tier]
    [outcome] = [outcome for outcome in SCREENING.outcomes if outcome.id == tier]
    result = assess(SCREENING, told(case.answers))
    assert (result.name, result.headline, result.advice) == (outcome.name, outcome.headline, outcome.advice)


@pytest.mark.parametrize(
    "sign", [rule.id for rule in SCREENING.rules if rule.tier == "emergency" and rule.id in QUESTIONS]
)
def test_a_danger_sign_counts_also_where_its_question_was_not_opened(sign: str) -> None:
    assert assess(SCREENING, {**dict.fromkeys(QUESTIONS, "no"), sign: "yes"}).tier == "emergency"


@given(SIGNS)
@settings(deadline=None, max_examples=25)
def test_the_tier_so_far_is_that_of_the_outcome_so_far(answers: dict[str, str]) -> None:
    assert tier_of(SCREENING, answers) == assess(SCREENING, answers).tier


def test_nothing_answered_finds_nothing() -> None:
    assert assess(SCREENING, {}).fired == ()


def test_the_outcome_carries_the_call_and_the_notices() -> None:
    call = Call("GB", "999")
    result = assess(SCREENING, {}, call, EMERGENCY.notices)
    assert (result.call, result.notices, result.region) == (call, EMERGENCY.notices, "back")


def test_in_every_country_the_first_number_comes_first() -> None:
    calls = [call_for(EMERGENCY, country.id) for country in EMERGENCY.countries]
    assert [call and (call.country, *call.number.split(" or ")) for call in calls] == [
        (country.id, *country.numbers) for country in EMERGENCY.countries
    ]


@pytest.mark.parametrize("country", [None, "XX", "", "gb"])
def test_an_unknown_country_gets_no_number_rather_than_a_wrong_one(country: str | None) -> None:
    assert call_for(EMERGENCY, country) is None


@pytest.mark.parametrize(
    ("line", "expected"), [(AdviceLine("111", "NHS 111"), "111 (NHS 111)"), (None, None)], ids=["one", "none"]
)
def test_a_call_names_the_advice_line_where_there_is_one(line: AdviceLine | None, expected: str | None) -> None:
    country = Country("GB", "United Kingdom", ("999", "112"), ("source",), line, "Free of charge.")
    expected_call = Call("GB", "999 or 112", expected, "Free of charge.")
    assert call_for(Emergency(countries=(country,)), "GB") == expected_call


def test_help_is_there_also_without_a_country() -> None:
    found = help_in(EMERGENCY, None)
    assert found.call is None
    assert (found.notices, found.signs) == (EMERGENCY.notices, EMERGENCY.signs)
