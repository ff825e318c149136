from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from ergo_cli.content.library import Library
from ergo_cli.content.load import parse
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.body import Body
from ergo_cli.content.model.emergency import AdviceLine, Country, Emergency
from ergo_cli.content.model.screening import Question, Region, Screening
from ergo_cli.content.model.sources import Bibliography
from ergo_cli.engine.queries import interview, screening_queries
from ergo_cli.engine.screening import CODES, TIERS, Call, assess, call_for, changes, help_in, tier_of
from tests.conftest import Ergo


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """What a person answers, and what must come of it."""

    name: str
    answers: dict[str, str]
    tier: str
    finds: frozenset[str]
    quiet: frozenset[str]
    source: str
    region: str = "back"


class Short(Struct, frozen=True, forbid_unknown_fields=True):
    """A first-page question, and words that the short form of its region must hold for it."""

    region: str
    question: str
    says: tuple[str, ...]


class Door(Struct, frozen=True, forbid_unknown_fields=True):
    """The first-page question that opens the question *sign*, and words that it must therefore hold."""

    sign: str
    door: str
    says: tuple[str, ...]


class Cases(Struct, frozen=True, forbid_unknown_fields=True):
    """tests/cases/screening.yaml."""

    cases: tuple[Case, ...]
    doors: tuple[Door, ...]
    shorts: tuple[Short, ...]


FILE = Path(__file__).parents[1] / "cases" / "screening.yaml"
CASES = msgspec.convert(parse(FILE.read_bytes(), FILE.name), Cases)
LIBRARY = Library(data_dir())
SCREENING = LIBRARY.read(Screening)
EMERGENCY = LIBRARY.read(Emergency)
SOURCES = {source.id for source in LIBRARY.read(Bibliography).sources}
REGIONS = {region.id: region for region in SCREENING.regions}
BACK = REGIONS["back"]
QUERIES = {region.id: screening_queries(region.questions) for region in SCREENING.regions}
QUESTIONS = {question.id: question for region in SCREENING.regions for question in region.questions}
RULES = {rule.id: rule for region in SCREENING.regions for rule in region.rules}
REGION_OF = {question.id: region for region in SCREENING.regions for question in region.questions}
every_case = pytest.mark.parametrize("case", CASES.cases, ids=[case.name for case in CASES.cases])


class Person(NamedTuple):
    """A region and what is true of a person there; a second truth holds more."""

    region: Region
    signs: dict[str, str]
    more: dict[str, str]

    @property
    def answers(self) -> dict[str, str]:
        """An answer to every question, most of them no: else every outcome would be an emergency."""
        return {**dict.fromkeys((q.id for q in self.region.questions), "no"), **self.signs}


def signs_of(region: Region) -> st.SearchStrategy[dict[str, str]]:
    names = [question.id for question in region.questions]
    return st.dictionaries(st.sampled_from(names), st.sampled_from(["yes", "unsure"]), max_size=6)


PEOPLE = st.one_of(
    [st.builds(Person, st.just(region), signs_of(region), signs_of(region)) for region in SCREENING.regions]
)


def told(region: Region, truth: Mapping[str, str]) -> dict[str, str]:
    """Return the answers of a person about whom *truth* holds, and no to all else."""
    return interview(QUERIES[region.id], {}, lambda query, _: truth.get(query.id, "no"))


def told_in(case: Case) -> dict[str, str]:
    return told(REGIONS[case.region], case.answers)


def gravity(region: Region, answers: Mapping[str, str]) -> int:
    return TIERS.index(tier_of(region, answers))


def fired(region: Region, answers: Mapping[str, str]) -> set[str]:
    return {rule.id for rule in assess(SCREENING, region, answers).fired}


@pytest.mark.untraced
@every_case
def test_a_case_ends_in_its_tier_and_finds_what_it_says_and_nothing_else(case: Case) -> None:
    result = assess(SCREENING, REGIONS[case.region], told_in(case))
    assert result.tier == case.tier
    assert {rule.id for rule in result.fired} == case.finds
    assert not case.finds & case.quiet


@every_case
def test_a_case_answers_what_is_asked_and_names_rules_and_a_source_that_exist(case: Case) -> None:
    assert case.answers.keys() <= told_in(case).keys()
    assert case.finds | case.quiet <= {rule.id for rule in REGIONS[case.region].rules}
    assert case.source in SOURCES


@every_case
def test_a_case_ends_the_same_at_the_front_door(case: Case, ergo: Ergo) -> None:
    answers = msgspec.json.encode(told_in(case))
    run = ergo("screen", "--region", case.region, "--answers", "-", "--json", "--no-save", stdin=answers)
    result = msgspec.json.decode(run.out)["result"]
    assert (run.code, result["tier"]) == (CODES[result["tier"]], case.tier), run.err
    assert {rule["id"] for rule in result["fired"]} == case.finds


def test_there_are_sixty_cases_and_more() -> None:
    assert len(CASES.cases) >= 60


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_case_where_it_fires_and_one_where_it_stays_quiet(rule: str) -> None:
    assert any(rule in case.finds for case in CASES.cases)
    assert any(rule in case.quiet for case in CASES.cases)


@pytest.mark.parametrize("region", REGIONS)
def test_every_tier_of_a_region_has_a_case(region: str) -> None:
    assert {case.tier for case in CASES.cases if case.region == region} == set(TIERS)


def test_no_id_belongs_to_two_regions() -> None:
    questions = [q.id for region in SCREENING.regions for q in (*region.short, *region.questions)]
    rules = [rule.id for region in SCREENING.regions for rule in region.rules]
    assert len(set(questions)) == len(questions)
    assert len(set(rules)) == len(rules)


@pytest.mark.parametrize("region", REGIONS)
def test_a_person_with_nothing_to_report_answers_one_page_of_at_most_seven_questions(region: str) -> None:
    assert len(told(REGIONS[region], {})) <= 7


def test_every_area_of_the_body_that_can_hurt_has_one_region(library: Library) -> None:
    screened = [area for region in SCREENING.regions for area in region.areas]
    assert sorted(screened) == sorted(area.id for area in library.read(Body).areas)


def test_no_two_cases_are_the_same() -> None:
    assert len({case.name for case in CASES.cases}) == len(CASES.cases)
    assert len({(case.region, *sorted(case.answers.items())) for case in CASES.cases}) == len(CASES.cases)


@pytest.mark.parametrize("door", CASES.doors, ids=[door.sign for door in CASES.doors])
def test_the_first_page_names_each_sign_that_stands_behind_it(door: Door) -> None:
    question = QUESTIONS[door.door]
    shown = f"{question.text} {question.help or ''}".casefold()
    assert [word for word in door.says if word not in shown] == []


@pytest.mark.parametrize("question", [question for question in QUESTIONS.values() if question.when], ids=lambda q: q.id)
def test_a_question_that_is_not_on_the_first_page_has_its_door(question: Question) -> None:
    doors = [door.door for door in CASES.doors if door.sign == question.id]
    clauses = [question.when] if isinstance(question.when, dict) else list(question.when)
    assert clauses == [{door: ("yes", "unsure")} for door in doors]
    assert not any(QUESTIONS[door].when for door in doors)


@pytest.mark.parametrize("short", CASES.shorts, ids=[short.question for short in CASES.shorts])
def test_the_short_form_names_what_a_first_page_question_asks(short: Short) -> None:
    shown = " ".join(question.text for question in REGIONS[short.region].short).casefold()
    assert [word for word in short.says if word not in shown] == []


def test_no_first_page_question_is_missing_from_the_short_forms() -> None:
    first = {(REGION_OF[name].id, name) for name, question in QUESTIONS.items() if not question.when}
    assert {(short.region, short.question) for short in CASES.shorts} == first


@pytest.mark.untraced
def test_in_ten_thousand_pairs_a_no_that_becomes_a_yes_or_unsure_never_lowers_the_tier() -> None:
    pairs = 0

    @given(PEOPLE)
    @settings(deadline=None, max_examples=350)  # each with 8 to 30 answers, changed in two ways
    def check(person: Person) -> None:
        nonlocal pairs
        before = gravity(person.region, person.answers)
        for question in (question for question, answer in person.answers.items() if answer == "no"):
            for worse in ("yes", "unsure"):
                assert gravity(person.region, {**person.answers, question: worse}) >= before
                pairs += 1

    check()
    assert pairs >= 10_000


@given(PEOPLE)
@settings(deadline=None, max_examples=80)
def test_a_person_with_more_signs_is_never_told_less(person: Person) -> None:
    less, more = told(person.region, person.signs), told(person.region, {**person.more, **person.signs})
    assert gravity(person.region, more) >= gravity(person.region, less)
    assert fired(person.region, less) <= fired(person.region, more)


def test_no_condition_waits_for_a_no() -> None:
    conditions = [item.when for items in (QUESTIONS, RULES) for item in items.values()]
    clauses = [clause for when in conditions for clause in ((when,) if isinstance(when, dict) else when)]
    assert {wanted for clause in clauses for wanted in clause.values()} == {("yes", "unsure")}


@given(PEOPLE)
@settings(deadline=None, max_examples=25)
def test_unsure_counts_like_yes(person: Person) -> None:
    sure = {question: "yes" if answer == "unsure" else answer for question, answer in person.answers.items()}
    assert assess(SCREENING, person.region, person.answers) == assess(SCREENING, person.region, sure)


@given(PEOPLE)
@settings(deadline=None, max_examples=25)
def test_what_fires_is_what_the_content_holds(person: Person) -> None:
    for found in assess(SCREENING, person.region, person.answers).fired:
        rule = RULES[found.id]
        assert (found.tier, found.reason, found.sources) == (rule.tier, rule.reason, rule.sources)


@given(PEOPLE)
@settings(deadline=None, max_examples=25)
def test_the_gravest_comes_first_and_decides(person: Person) -> None:
    result = assess(SCREENING, person.region, person.answers)
    ranks = [TIERS.index(rule.tier) for rule in result.fired]
    assert ranks == sorted(ranks, reverse=True)
    assert result.tier == (result.fired[0].tier if result.fired else "clear")


@given(PEOPLE, st.text(), st.sampled_from(["yes", "no", "unsure"]))
@settings(deadline=None, max_examples=25)
def test_an_unrelated_answer_changes_nothing(person: Person, unrelated: str, answer: str) -> None:
    more = {unrelated: answer, **person.answers}
    assert assess(SCREENING, person.region, more) == assess(SCREENING, person.region, person.answers)


@given(PEOPLE)
@settings(deadline=None, max_examples=60)
def test_what_would_change_the_tier_does_change_it(person: Person) -> None:
    answers = told(person.region, person.signs)
    tier = tier_of(person.region, answers)
    for change in changes(person.region, answers):
        after = dict(answers)
        after[change.id] = change.answer
        again = told(person.region, after) if change.answer == "no" else after
        assert change.tier == tier_of(person.region, again) != tier
        assert (TIERS.index(change.tier) > TIERS.index(tier)) == (change.answer == "yes")


@given(PEOPLE)
@settings(deadline=None, max_examples=60)
def test_what_is_not_named_as_a_change_changes_nothing(person: Person) -> None:
    answers = told(person.region, person.signs)
    named = {change.id for change in changes(person.region, answers)}
    for question in (q.id for q in person.region.questions if q.id not in named and answers.get(q.id, "no") == "no"):
        assert tier_of(person.region, {**answers, question: "yes"}) == tier_of(person.region, answers)


def test_an_outcome_tells_the_answers_that_would_change_it() -> None:
    assert assess(SCREENING, BACK, {}).changes == tuple(changes(BACK, {})) != ()


@every_case
def test_an_outcome_tells_what_holds_for_its_tier_and_for_its_region(case: Case) -> None:
    region = REGIONS[case.region]
    [outcome] = [outcome for outcome in SCREENING.outcomes if outcome.id == case.tier]
    result = assess(SCREENING, region, told_in(case))
    assert (result.name, result.headline, result.region) == (outcome.name, outcome.headline, region.id)
    assert result.advice[: len(outcome.advice)] == outcome.advice
    assert (region.worse in result.advice) == (case.tier != "emergency")
    assert set(region.care).issubset(result.advice) == (case.tier == "clear")


@pytest.mark.parametrize(
    "sign", [name for name, rule in RULES.items() if rule.tier == "emergency" and name in QUESTIONS]
)
def test_a_danger_sign_counts_also_where_its_question_was_not_opened(sign: str) -> None:
    region = REGION_OF[sign]
    nothing = dict.fromkeys((question.id for question in region.questions), "no")
    assert assess(SCREENING, region, {**nothing, sign: "yes"}).tier == "emergency"


@given(PEOPLE)
@settings(deadline=None, max_examples=25)
def test_the_tier_so_far_is_that_of_the_outcome_so_far(person: Person) -> None:
    assert tier_of(person.region, person.signs) == assess(SCREENING, person.region, person.signs).tier


@pytest.mark.parametrize("region", REGIONS)
def test_nothing_answered_finds_nothing(region: str) -> None:
    assert assess(SCREENING, REGIONS[region], {}).fired == ()


def test_the_outcome_carries_the_call_and_the_notices() -> None:
    call = Call("GB", "999")
    result = assess(SCREENING, BACK, {}, call, EMERGENCY.notices)
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


def test_help_in_a_country_names_whom_to_call_there() -> None:
    country = EMERGENCY.countries[0].id
    assert help_in(EMERGENCY, country).call == call_for(EMERGENCY, country) is not None
