from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from ergo_cli.content.library import Library
from ergo_cli.content.load import parse
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import EFFORTS, Condition, Effort, Risk
from ergo_cli.content.model.workstation import Area, Check, Fix, Workstation
from ergo_cli.engine.scoring import Checked, score
from tests.conftest import Ergo


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """What is not right about a desk, and what must come of it."""

    name: str
    answers: dict[str, str]
    finds: frozenset[str]
    quiet: frozenset[str]
    first: str | None = None


FILE = Path(__file__).parents[1] / "cases" / "setup-check.yaml"
CASES = msgspec.convert(parse(FILE.read_bytes(), FILE.name), tuple[Case, ...])
WORKSTATION = Library(data_dir()).read(Workstation)
CHECKS = {check.id: check for check in WORKSTATION.checks}
AREAS = [area.id for area in WORKSTATION.areas]

every_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
DESKS = st.fixed_dictionaries({check: st.sampled_from(["yes", "no", "unsure", "na"]) for check in CHECKS})
SOME_AREAS = st.lists(st.sampled_from(AREAS), unique=True)


def answered(case: Case) -> dict[str, str]:
    return {check: case.answers.get(check, "yes") for check in CHECKS}


def failing(result: Checked) -> list[str]:
    return [check.id for check in result.failing]


def check(
    name: str, risk: Risk = "high", weight: int = 3, *, efforts: tuple[Effort, ...] = ("now",), when: Condition = ()
) -> Check:
    fixes = tuple(Fix(f"{name}-{effort}", f"Do it: {effort}.", effort, ("source",)) for effort in efforts)
    return Check(name, "desk", "Is it so?", "Look.", weight, risk, fixes, ("source",), when=when)


def desk(*checks: Check) -> Workstation:
    return Workstation((Area("desk", "Desk", "It carries all.", ("source",)),), checks)


@every_case
def test_a_case_finds_what_it_says_and_nothing_else(case: Case) -> None:
    found = set(failing(score(WORKSTATION, answered(case))))
    assert found == case.finds
    assert not found & case.quiet


@every_case
def test_a_case_names_the_fix_that_comes_first(case: Case) -> None:
    found = score(WORKSTATION, answered(case)).failing
    assert (found[0].fixes[0].id if found else None) == case.first


@every_case
def test_a_case_names_only_checks_that_exist(case: Case) -> None:
    assert case.answers.keys() | case.finds | case.quiet <= CHECKS.keys()


@every_case
def test_a_case_ends_the_same_at_the_front_door(case: Case, ergo: Ergo) -> None:
    answers = msgspec.json.encode(answered(case))
    run = ergo("setup-check", "--answers", "-", "--json", "--no-save", stdin=answers)
    result = msgspec.json.decode(run.out)["result"]
    assert run.code == 0, run.err
    assert {check["id"] for check in result["failing"]} == case.finds
    assert result["score"] == score(WORKSTATION, answered(case)).score


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_has_a_case_that_finds_it_and_one_where_it_is_quiet(name: str) -> None:
    assert any(name in case.finds for case in CASES)
    assert any(name in case.quiet for case in CASES)


@given(DESKS)
@settings(deadline=None, max_examples=25)
def test_the_score_is_the_share_by_weight_of_what_applies(answers: dict[str, str]) -> None:
    total = sum(check.weight for check in CHECKS.values() if answers[check.id] != "na")
    earned = sum(check.weight for check in CHECKS.values() if answers[check.id] == "yes")
    result = score(WORKSTATION, answers).score
    assert result is not None if total else result is None
    assert abs(Fraction(str(result or 0)) - Fraction(100 * earned, total or 1)) <= Fraction(1, 20)


@given(DESKS)
@settings(deadline=None, max_examples=25)
def test_mending_anything_never_lowers_the_score(answers: dict[str, str]) -> None:
    before = score(WORKSTATION, answers).score or 0.0
    for name in (name for name, answer in answers.items() if answer in {"no", "unsure"}):
        assert (score(WORKSTATION, {**answers, name: "yes"}).score or 0.0) >= before


@given(DESKS, SOME_AREAS)
@settings(deadline=None, max_examples=25)
def test_the_gain_that_is_shown_is_the_gain_that_is_got(answers: dict[str, str], areas: list[str]) -> None:
    before = score(WORKSTATION, answers, areas)
    for found in before.failing:
        after = score(WORKSTATION, {**answers, found.id: "yes"}, areas)
        assert (after.score or 0) - (before.score or 0) == pytest.approx(found.gain, abs=1e-6)
        assert found.gain == round(found.gain, 1) > 0


@given(DESKS, st.sampled_from(sorted(CHECKS)))
@settings(deadline=None, max_examples=25)
def test_what_does_not_apply_never_changes_the_verdict_on_the_others(answers: dict[str, str], name: str) -> None:
    before, after = score(WORKSTATION, answers), score(WORKSTATION, {**answers, name: "na"})
    assert set(failing(after)) == set(failing(before)) - {name}
    assert [check for check in before.unsure if check != name] == list(after.unsure)
    elsewhere = [area for area in before.areas if area.id != CHECKS[name].area]
    assert elsewhere == [area for area in after.areas if area.id != CHECKS[name].area]


@given(DESKS, st.permutations(sorted(CHECKS)), SOME_AREAS)
@settings(deadline=None, max_examples=25)
def test_the_order_of_the_answers_never_matters(answers: dict[str, str], order: list[str], areas: list[str]) -> None:
    assert score(WORKSTATION, {name: answers[name] for name in order}, areas) == score(WORKSTATION, answers, areas)


@given(DESKS, SOME_AREAS)
@settings(deadline=None, max_examples=25)
def test_the_order_of_the_areas_never_matters(answers: dict[str, str], areas: list[str]) -> None:
    assert score(WORKSTATION, answers, areas[::-1]) == score(WORKSTATION, answers, areas)


@given(DESKS, st.text(), st.sampled_from(["yes", "no", "unsure", "na"]))
@settings(deadline=None, max_examples=25)
def test_an_unrelated_answer_changes_nothing(answers: dict[str, str], unrelated: str, answer: str) -> None:
    assert score(WORKSTATION, {unrelated: answer, **answers}) == score(WORKSTATION, answers)


@given(DESKS)
@settings(deadline=None, max_examples=25)
def test_unsure_never_counts_as_a_pass(answers: dict[str, str]) -> None:
    doubted = {name: "no" if answer == "unsure" else answer for name, answer in answers.items()}
    result = score(WORKSTATION, answers)
    assert result.score == score(WORKSTATION, doubted).score
    assert list(result.unsure) == [name for name in CHECKS if answers[name] == "unsure"]


@given(DESKS)
@settings(deadline=None, max_examples=25)
def test_what_fails_is_what_the_content_holds(answers: dict[str, str]) -> None:
    result = score(WORKSTATION, answers)
    assert set(failing(result)) == {name for name, answer in answers.items() if answer == "no"}
    for found in result.failing:
        check = CHECKS[found.id]
        assert (found.area, found.text, found.risk) == (check.area, check.text, check.risk)
        assert (found.symptoms, found.stretches, found.sources) == (check.symptoms, check.stretches, check.sources)


@given(DESKS)
@settings(deadline=None, max_examples=25)
def test_what_gains_most_comes_first_and_of_equals_what_takes_least(answers: dict[str, str]) -> None:
    ranks = [(-found.gain, EFFORTS.index(found.effort)) for found in score(WORKSTATION, answers).failing]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("found", score(WORKSTATION, dict.fromkeys(CHECKS, "no")).failing, ids=lambda found: found.id)
def test_the_fixes_of_a_check_stand_from_what_takes_least_to_what_takes_most(found: Check) -> None:
    efforts = [EFFORTS.index(fix.effort) for fix in found.fixes]
    assert efforts == sorted(efforts)
    assert set(found.fixes) == set(CHECKS[found.id].fixes)


@pytest.mark.parametrize(("answer", "expected"), [("yes", 100.0), ("no", 0.0), ("unsure", 0.0), ("na", None)])
@pytest.mark.parametrize("areas", [[], *([area] for area in AREAS)], ids=["all", *AREAS])
def test_all_answered_alike(answer: str, expected: float | None, areas: list[str]) -> None:
    result = score(WORKSTATION, dict.fromkeys(CHECKS, answer), areas)
    assert result.score == expected
    assert [area.score for area in result.areas] == [expected] * (len(areas) or len(AREAS))


@given(DESKS, SOME_AREAS)
@settings(deadline=None, max_examples=25)
def test_only_the_areas_that_are_wanted_are_scored(answers: dict[str, str], areas: list[str]) -> None:
    result = score(WORKSTATION, answers, areas)
    wanted = set(areas or AREAS)
    assert {area.id for area in result.areas} == wanted
    assert set(result.questions) == {name for name, check in CHECKS.items() if check.area in wanted}
    assert result.answered == len(result.questions)


@given(DESKS)
@settings(deadline=None, max_examples=25)
def test_an_area_scores_as_it_would_alone(answers: dict[str, str]) -> None:
    for area in score(WORKSTATION, answers).areas:
        assert area.score == score(WORKSTATION, answers, [area.id]).score


def test_what_has_no_answer_is_left_out() -> None:
    result = score(WORKSTATION, {"feet-flat": "yes", "feet-room": "no"})
    assert (result.answered, [area.id for area in result.areas]) == (2, ["feet"])
    assert result.score == 50.0


def test_nothing_answered_scores_nothing() -> None:
    assert score(WORKSTATION, {}) == Checked("checklist", None, 0, (), (), (), {})


def test_a_check_that_is_not_opened_is_left_out() -> None:
    workstation = desk(check("arms"), check("soft-arms", when={"arms": "yes"}))
    assert score(workstation, {"arms": "no", "soft-arms": "yes"}).score == 0.0
    assert score(workstation, {"arms": "yes", "soft-arms": "no"}).score == 50.0


@pytest.mark.parametrize(
    ("answers", "risk"),
    [
        ({"high": "no", "medium": "no", "low": "no"}, "high"),
        ({"high": "yes", "medium": "no", "low": "no"}, "medium"),
        ({"high": "unsure", "medium": "na", "low": "no"}, "low"),
        ({"high": "unsure", "medium": "yes", "low": "yes"}, "unknown"),
        ({"high": "yes", "medium": "yes", "low": "yes"}, "none"),
        ({"high": "na", "medium": "na", "low": "na"}, "none"),
    ],
    ids=str,
)
def test_an_area_has_the_risk_of_its_worst_failing_check(answers: Mapping[str, str], risk: str) -> None:
    [area] = score(desk(check("low", "low"), check("high", "high"), check("medium", "medium")), answers).areas
    assert area.risk == risk


def test_a_weight_counts_as_often_as_it_says() -> None:
    result = score(desk(check("heavy", weight=4), check("light", weight=1)), {"heavy": "no", "light": "yes"})
    assert (result.score, result.failing[0].gain) == (20.0, 80.0)


def test_of_fixes_the_one_that_takes_least_is_named() -> None:
    workstation = desk(check("arms", efforts=("equipment", "habit", "today")))
    [found] = score(workstation, {"arms": "no"}).failing
    assert (found.fix, found.effort) == ("Do it: today.", "today")
    assert [fix.effort for fix in found.fixes] == ["today", "habit", "equipment"]


def test_of_equal_gains_the_easier_comes_first_and_else_the_order_of_the_content() -> None:
    workstation = desk(
        check("buy", efforts=("equipment",)), check("train", efforts=("habit",)), check("turn"), check("tilt")
    )
    assert failing(score(workstation, dict.fromkeys(["buy", "train", "turn", "tilt"], "no"))) == [
        "turn",
        "tilt",
        "train",
        "buy",
    ]
