from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct, structs

from ergo_cli.content.library import Library
from ergo_cli.content.load import parse
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import EFFORTS, Condition, Effort, Risk
from ergo_cli.content.model.workstation import Area, Check, Fact, Fix, Workstation
from ergo_cli.engine.condition import holds, named_in
from ergo_cli.engine.scoring import FIRST, Checked, Difference, compare, details, score, with_facts
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
FACTS = [fact.id for fact in WORKSTATION.facts]
AREAS = [area.id for area in WORKSTATION.areas]
ALL_FACTS = dict.fromkeys(FACTS, "yes")
# The one fact that puts a check in the place of another: the height of a screen, with such glasses and without.
LENSES = "wears-progressive-lenses"

every_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
# Every question answered, also those that the facts rule out: what is stray must not matter.
DESKS = st.fixed_dictionaries(
    {
        **{fact: st.sampled_from(["yes", "no"]) for fact in FACTS},
        **{check: st.sampled_from(["yes", "no", "unsure", "na"]) for check in CHECKS},
    }
)
SOME_CHECKS = st.lists(st.sampled_from(list(CHECKS.values())), unique_by=lambda check: check.id)


def answered(case: Case) -> dict[str, str]:
    """Return the answers of *case*: what it does not name is as it should be, and asked unless its facts rule it out."""
    facts = {fact: case.answers.get(fact, "no" if fact == LENSES else "yes") for fact in FACTS}
    return facts | {name: case.answers.get(name, "yes") for name, check in CHECKS.items() if holds(check.when, facts)}


def applying(answers: Mapping[str, str]) -> list[str]:
    """Return the checks that count: asked, by the facts, and not n.a."""
    return [name for name, check in CHECKS.items() if holds(check.when, answers) and answers[name] != "na"]


def failing(result: Checked) -> list[str]:
    return [check.id for check in result.failing]


def check(
    name: str, risk: Risk = "high", weight: int = 3, *, efforts: tuple[Effort, ...] = ("now",), when: Condition = ()
) -> Check:
    fixes = tuple(Fix(f"{name}-{effort}", f"Do it: {effort}.", effort, ("source",)) for effort in efforts)
    return Check(name, "desk", "Is it so?", "Look.", weight, risk, fixes, ("source",), when=when)


def desk(*checks: Check, facts: tuple[str, ...] = ()) -> Workstation:
    area = Area("desk", "Desk", "It carries all.", ("source",))
    return Workstation((area,), tuple(Fact(name, f"{name}?") for name in facts), checks)


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
    assert case.answers.keys() | case.finds | case.quiet <= CHECKS.keys() | set(FACTS)


@every_case
def test_a_case_answers_only_what_is_asked(case: Case) -> None:
    assert case.answers.keys() <= answered(case).keys()


@every_case
def test_a_case_ends_the_same_at_the_front_door(case: Case, ergo: Ergo) -> None:
    answers = msgspec.json.encode(answered(case))
    run = ergo("setup-check", "--answers", "-", "--json", "--no-save", stdin=answers)
    result = msgspec.json.decode(run.out)["result"]
    assert run.code == 0, run.err
    assert {check["id"] for check in result["failing"]} == case.finds
    assert result["score"] == score(WORKSTATION, answered(case)).score


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_is_denied_in_a_case(name: str) -> None:
    assert any(case.answers.get(name) == "no" for case in CASES)


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_has_a_case_that_finds_it_and_one_where_it_is_quiet(name: str) -> None:
    assert any(name in case.finds for case in CASES)
    assert any(name in case.quiet for case in CASES)


@given(DESKS)
def test_the_score_is_the_share_by_weight_of_what_applies(answers: dict[str, str]) -> None:
    total = sum(CHECKS[name].weight for name in applying(answers))
    earned = sum(CHECKS[name].weight for name in applying(answers) if answers[name] == "yes")
    result = score(WORKSTATION, answers).score
    assert result is not None if total else result is None
    assert abs(Fraction(str(result or 0)) - Fraction(100 * earned, total or 1)) <= Fraction(1, 20)


@given(DESKS)
@settings(max_examples=20)
def test_mending_anything_never_lowers_the_score(answers: dict[str, str]) -> None:
    before = score(WORKSTATION, answers).score or 0.0
    for name in (name for name in CHECKS if answers[name] in {"no", "unsure"}):
        assert (score(WORKSTATION, {**answers, name: "yes"}).score or 0.0) >= before


@given(DESKS, SOME_CHECKS)
@settings(max_examples=20)
def test_the_gain_that_is_shown_is_the_gain_that_is_got(answers: dict[str, str], checks: list[Check]) -> None:
    before = score(WORKSTATION, answers, checks)
    for found in before.failing:
        after = score(WORKSTATION, {**answers, found.id: "yes"}, checks)
        assert round((after.score or 0) - (before.score or 0), 1) == found.gain
        assert found.gain > 0


@given(DESKS, SOME_CHECKS)
def test_the_score_after_the_first_fixes_is_what_scoring_anew_gives(
    answers: dict[str, str], checks: list[Check]
) -> None:
    before = score(WORKSTATION, answers, checks)
    after = score(WORKSTATION, {**answers, **dict.fromkeys(before.first, "yes")}, checks)
    assert before.after == after.score
    assert set(failing(after)) == set(failing(before)) - set(before.first)


@given(DESKS)
def test_the_first_fixes_are_the_three_that_gain_most(answers: dict[str, str]) -> None:
    result = score(WORKSTATION, answers)
    assert list(result.first) == failing(result)[:FIRST]
    others = [found.gain for found in result.failing if found.id not in result.first]
    assert FIRST == 3
    assert all(found.gain >= max(others, default=0) for found in result.failing[:FIRST])


@given(DESKS, st.sampled_from(sorted(CHECKS)))
def test_what_does_not_apply_never_changes_the_verdict_on_the_others(answers: dict[str, str], name: str) -> None:
    before, after = score(WORKSTATION, answers), score(WORKSTATION, {**answers, name: "na"})
    assert set(failing(after)) == set(failing(before)) - {name}
    assert [check for check in before.unsure if check != name] == list(after.unsure)
    elsewhere = [area for area in before.areas if area.id != CHECKS[name].area]
    assert elsewhere == [area for area in after.areas if area.id != CHECKS[name].area]


@given(DESKS, st.sampled_from(FACTS))
def test_a_fact_changes_nothing_but_the_checks_that_depend_on_it(answers: dict[str, str], fact: str) -> None:
    before, after = score(WORKSTATION, {**answers, fact: "yes"}), score(WORKSTATION, {**answers, fact: "no"})
    dependent = {name for name, check in CHECKS.items() if fact in named_in(check.when)}
    assert dependent
    lost = {name for name in dependent if holds(CHECKS[name].when, {**answers, fact: "yes"})}
    assert set(before.questions) - set(after.questions) == lost
    assert set(after.questions) - set(before.questions) == ({"screen-height"} if fact == LENSES else set())
    assert set(failing(after)) - dependent == set(failing(before)) - dependent


@given(DESKS)
def test_a_screen_has_one_rule_for_its_height_with_progressive_lenses_and_without(answers: dict[str, str]) -> None:
    asked = {"yes": "screen-lenses", "no": "screen-height"}[answers[LENSES]]
    assert {"screen-lenses", "screen-height"} & set(score(WORKSTATION, answers).questions) == {asked}


@given(DESKS, st.randoms(use_true_random=False), SOME_CHECKS)
def test_the_order_of_the_answers_never_matters(answers: dict[str, str], dice: Random, checks: list[Check]) -> None:
    order = dice.sample(sorted(answers), len(answers))
    assert score(WORKSTATION, {name: answers[name] for name in order}, checks) == score(WORKSTATION, answers, checks)


@given(DESKS, SOME_CHECKS)
def test_the_order_of_the_checks_never_changes_a_score(answers: dict[str, str], checks: list[Check]) -> None:
    there, back = score(WORKSTATION, answers, checks), score(WORKSTATION, answers, checks[::-1])
    assert (there.score, there.areas, set(there.unsure)) == (back.score, back.areas, set(back.unsure))
    assert {found.id: found for found in there.failing} == {found.id: found for found in back.failing}


@given(DESKS, st.text(), st.sampled_from(["yes", "no", "unsure", "na"]))
def test_an_unrelated_answer_changes_nothing(answers: dict[str, str], unrelated: str, answer: str) -> None:
    assert score(WORKSTATION, {unrelated: answer, **answers}) == score(WORKSTATION, answers)


@given(DESKS)
def test_an_answer_to_what_the_facts_rule_out_is_ignored_and_named(answers: dict[str, str]) -> None:
    stray = [name for name, check in CHECKS.items() if not holds(check.when, answers)]
    told = {name: answer for name, answer in answers.items() if name not in stray}
    result = score(WORKSTATION, answers)
    assert list(result.ignored) == stray
    assert structs.replace(result, ignored=()) == score(WORKSTATION, told)


def test_without_the_facts_nothing_that_depends_on_one_counts() -> None:
    result = score(WORKSTATION, dict.fromkeys(CHECKS, "no"))
    assert set(result.ignored) == {name for name, check in CHECKS.items() if check.when}


@given(DESKS)
def test_unsure_never_counts_as_a_pass(answers: dict[str, str]) -> None:
    doubted = {name: "no" if answer == "unsure" else answer for name, answer in answers.items()}
    result = score(WORKSTATION, answers)
    assert result.score == score(WORKSTATION, doubted).score
    assert list(result.unsure) == [name for name in applying(answers) if answers[name] == "unsure"]


@given(DESKS)
def test_what_fails_is_what_the_content_holds(answers: dict[str, str]) -> None:
    result = score(WORKSTATION, answers)
    assert set(failing(result)) == {name for name in applying(answers) if answers[name] == "no"}
    for found in result.failing:
        check = CHECKS[found.id]
        assert (found.area, found.text, found.risk) == (check.area, check.text, check.risk)
        assert (found.symptoms, found.stretches, found.sources) == (check.symptoms, check.stretches, check.sources)


@given(DESKS)
def test_what_counted_is_told_with_its_area(answers: dict[str, str]) -> None:
    result = score(WORKSTATION, answers)
    assert result.applied == {name: CHECKS[name].area for name in applying(answers)}
    assert result.questions == {n: check.text for n, check in CHECKS.items() if holds(check.when, answers)}


@given(DESKS)
def test_what_gains_most_comes_first_and_of_equals_what_takes_least(answers: dict[str, str]) -> None:
    ranks = [(-found.gain, EFFORTS.index(found.effort)) for found in score(WORKSTATION, answers).failing]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    "found", score(WORKSTATION, ALL_FACTS | dict.fromkeys(CHECKS, "no")).failing, ids=lambda found: found.id
)
def test_the_fixes_of_a_check_stand_from_what_takes_least_to_what_takes_most(found: Check) -> None:
    efforts = [EFFORTS.index(fix.effort) for fix in found.fixes]
    assert efforts == sorted(efforts)
    assert set(found.fixes) == set(CHECKS[found.id].fixes)


@pytest.mark.parametrize(("answer", "expected"), [("yes", 100.0), ("no", 0.0), ("unsure", 0.0), ("na", None)])
@pytest.mark.parametrize("area", [None, *AREAS])
def test_all_answered_alike(answer: str, expected: float | None, area: str | None) -> None:
    checks = [check for check in CHECKS.values() if area in {None, check.area}]
    result = score(WORKSTATION, ALL_FACTS | dict.fromkeys(CHECKS, answer), checks)
    assert result.score == expected
    assert [found.score for found in result.areas] == [expected] * (len(AREAS) if area is None else 1)


@given(DESKS, SOME_CHECKS)
def test_only_the_checks_that_are_wanted_are_scored(answers: dict[str, str], checks: list[Check]) -> None:
    result = score(WORKSTATION, answers, checks)
    asked = {check.id for check in checks if holds(check.when, answers)}
    assert set(result.questions) == asked
    assert {area.id for area in result.areas} == {CHECKS[name].area for name in asked}
    assert result.answered == len(asked)


@given(DESKS)
def test_an_area_scores_as_it_would_alone(answers: dict[str, str]) -> None:
    for area in score(WORKSTATION, answers).areas:
        checks = [check for check in WORKSTATION.checks if check.area == area.id]
        assert area.score == score(WORKSTATION, answers, checks).score


def test_what_has_no_answer_is_left_out() -> None:
    result = score(WORKSTATION, {"feet-flat": "yes", "feet-room": "no"})
    assert (result.answered, [area.id for area in result.areas]) == (2, ["feet"])
    weights = {name: CHECKS[name].weight for name in ("feet-flat", "feet-room")}
    assert result.score == round(100 * weights["feet-flat"] / sum(weights.values()), 1)


def test_nothing_answered_scores_nothing() -> None:
    assert score(WORKSTATION, {}) == Checked("checklist", None, None, 0, (), (), (), (), {}, {}, ())


def test_of_no_checks_nothing_is_scored() -> None:
    assert score(WORKSTATION, ALL_FACTS | dict.fromkeys(CHECKS, "no"), []) == score(WORKSTATION, {})


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


def test_scores_and_gains_are_told_in_tenths() -> None:
    result = score(desk(check("one"), check("two"), check("three")), {"one": "yes", "two": "no", "three": "yes"})
    assert (result.score, result.after, result.failing[0].gain) == (66.7, 100.0, 33.3)
    assert [area.score for area in result.areas] == [66.7]


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


# --- a check by itself


def test_the_details_of_a_check_are_those_of_the_content() -> None:
    shown = details(WORKSTATION, WORKSTATION.checks).checks
    names = [name for name in Check.__struct_fields__ if name != "when"]
    assert [[getattr(c, n) for n in names] for c in shown] == [[getattr(c, n) for n in names] for c in CHECKS.values()]


def test_the_details_of_a_check_name_the_facts_that_decide_whether_it_is_asked() -> None:
    texts = {fact.id: fact.text for fact in WORKSTATION.facts}
    shown = {check.id: check.when for check in details(WORKSTATION, WORKSTATION.checks).checks}
    assert shown == {name: tuple(texts[fact] for fact in sorted(named_in(c.when))) for name, c in CHECKS.items()}
    assert any(shown.values())


def test_a_check_that_depends_on_another_one_names_it() -> None:
    workstation = desk(
        check("arms"), check("soft", when=({"stands": "yes"}, {"arms": ("yes", "no")})), facts=("stands",)
    )
    assert [entry.when for entry in details(workstation, workstation.checks).checks] == [(), ("arms", "stands?")]


# --- what changed

TIMES = ("2026-01-05T10:00:00+00:00", "2026-02-05T10:00:00+00:00")
FIVE = desk(*(check(name) for name in ("arms", "back", "feet", "eyes", "desk")))


def changed(before: Mapping[str, str], after: Mapping[str, str], workstation: Workstation = WORKSTATION) -> Difference:
    return compare(workstation, before, after, TIMES)


def named(result: Difference) -> set[str]:
    return {*result.fixed, *result.new, *result.unchanged, *result.uncompared}


def test_between_two_checks_failures_are_fixed_new_or_unchanged() -> None:
    before = {"arms": "no", "back": "no", "feet": "yes", "eyes": "yes", "desk": "no"}
    after = {"arms": "yes", "back": "no", "feet": "no", "eyes": "yes", "desk": "no"}
    result = changed(before, after, FIVE)
    assert (result.fixed, result.new, result.unchanged) == (("arms",), ("feet",), ("back", "desk"))
    assert (result.score_before, result.score_after) == (40.0, 40.0)
    assert result.uncompared == ()


def test_a_difference_tells_when_both_were_made_and_what_the_questions_are() -> None:
    result = changed({}, {})
    assert (result.before, result.after) == TIMES
    assert result.questions == {name: check.text for name, check in CHECKS.items()}


def test_what_only_one_of_two_checks_answered_is_named_and_changes_no_verdict() -> None:
    both = {"arms": "no", "back": "yes"}
    result = changed({**both, "feet": "no"}, {**both, "eyes": "no", "desk": "yes"}, FIVE)
    assert result.uncompared == ("feet", "eyes", "desk")
    assert structs.replace(result, uncompared=()) == changed(both, both, FIVE)


def test_what_the_content_no_longer_asks_is_left_out() -> None:
    assert changed({"arms": "no", "gone": "no"}, {"arms": "no", "gone": "yes"}, FIVE) == changed(
        {"arms": "no"}, {"arms": "no"}, FIVE
    )


def test_what_the_content_no_longer_asks_and_one_of_two_checks_answered_is_named_without_being_obeyed() -> None:
    result = changed({"arms": "no", "gone": "no"}, {"arms": "no", "\x1b[31m": "no"}, FIVE)
    assert result.uncompared == ("gone", "\N{REPLACEMENT CHARACTER}[31m")


def test_two_checks_with_nothing_in_common_have_no_scores() -> None:
    result = changed({"arms": "no"}, {"back": "no"}, FIVE)
    assert (result.score_before, result.score_after) == (None, None)
    assert named(result) == set(result.uncompared) == {"arms", "back"}


def test_what_failed_and_is_now_unsure_is_not_fixed() -> None:
    assert "arms" not in changed({"arms": "no"}, {"arms": "unsure"}, FIVE).fixed


def test_what_failed_and_is_not_known_now_is_told_apart() -> None:
    before = {"arms": "no", "back": "no", "feet": "unsure", "eyes": "yes"}
    after = {"arms": "unsure", "back": "no", "feet": "unsure", "eyes": "unsure"}
    assert changed(before, after, FIVE).unsure == ("arms",)


def test_what_was_unsure_and_fails_now_is_new() -> None:
    assert changed({"arms": "unsure"}, {"arms": "no"}, FIVE).new == ("arms",)


@pytest.mark.parametrize("swap", [False, True], ids=["facts later", "facts earlier"])
def test_a_check_without_facts_is_compared_by_those_of_the_other(*, swap: bool) -> None:
    workstation = desk(check("arms", when={"has-arms": "yes"}), check("back"), facts=("has-arms",))
    without, with_facts = {"arms": "no", "back": "yes"}, {"has-arms": "yes", "arms": "yes", "back": "no"}
    result = changed(with_facts, without, workstation) if swap else changed(without, with_facts, workstation)
    assert ("arms" in result.new, "arms" in result.fixed) == (swap, not swap)
    assert (result.score_before, result.score_after, result.uncompared) == (50.0, 50.0, ())


@pytest.mark.parametrize("swap", [False, True], ids=["facts later", "facts earlier"])
def test_what_the_facts_of_one_check_rule_out_is_judged_in_neither(*, swap: bool) -> None:
    workstation = desk(check("arms", when={"has-arms": "yes"}), check("back"), facts=("has-arms",))
    without, denied = {"arms": "no", "back": "yes"}, {"has-arms": "no", "arms": "no", "back": "yes"}
    result = changed(denied, without, workstation) if swap else changed(without, denied, workstation)
    assert (result.unchanged, result.score_before, result.score_after) == ((), 100.0, 100.0)


def test_facts_that_were_not_asked_for_are_taken_for_granted() -> None:
    workstation = desk(check("arms"), facts=("has-arms", "stands"))
    assert with_facts(workstation, {"stands": "no", "arms": "no"}) == {"has-arms": "yes", "stands": "no", "arms": "no"}


@pytest.mark.parametrize(
    ("answered", "fact"), [(["plain"], "no"), (["lenses"], "yes"), (["plain", "lenses"], "yes"), ([], "yes")]
)
def test_a_fact_that_was_not_asked_for_is_what_leaves_most_answers_standing(answered: list[str], fact: str) -> None:
    workstation = desk(
        check("plain", when={"glasses": "no"}), check("lenses", when={"glasses": "yes"}), facts=("glasses",)
    )
    assert with_facts(workstation, dict.fromkeys(answered, "no"))["glasses"] == fact


def test_what_the_facts_rule_out_now_is_not_compared() -> None:
    workstation = desk(check("arms", when={"has-arms": "yes"}), check("back"), facts=("has-arms",))
    before = {"has-arms": "yes", "arms": "no", "back": "yes"}
    result = changed(before, {"has-arms": "no", "back": "yes"}, workstation)
    assert (result.fixed, result.uncompared, result.score_before) == ((), ("arms",), 100.0)


def test_of_two_checks_without_facts_nothing_is_lost_in_silence() -> None:
    workstation = desk(check("arms", when={"has-arms": "yes"}), check("back"), facts=("has-arms",))
    before, after = {"arms": "no", "back": "yes"}, {"arms": "yes", "back": "yes"}
    assert "arms" in named(changed(before, after, workstation))


@given(DESKS, DESKS)
def test_forwards_and_backwards_the_difference_is_the_same(before: dict[str, str], after: dict[str, str]) -> None:
    there, back = changed(before, after), changed(after, before)
    assert (there.unchanged, there.uncompared) == (back.unchanged, back.uncompared)
    assert (there.score_before, there.score_after) == (back.score_after, back.score_before)


@given(DESKS)
def test_between_a_check_and_itself_nothing_changes(answers: dict[str, str]) -> None:
    result, alone = changed(answers, answers), score(WORKSTATION, answers)
    assert (result.fixed, result.new, result.uncompared) == ((), (), ())
    assert set(result.unchanged) == set(failing(alone))
    assert result.score_before == result.score_after == alone.score


@given(DESKS, DESKS, st.sets(st.sampled_from(sorted(CHECKS))), st.sets(st.sampled_from(sorted(CHECKS))))
def test_no_check_is_in_two_lists_and_only_what_both_answered_is_judged(
    before: dict[str, str], after: dict[str, str], lost: set[str], added: set[str]
) -> None:
    result = changed(
        {name: answer for name, answer in before.items() if name not in added},
        {name: answer for name, answer in after.items() if name not in lost},
    )
    lists = [*result.fixed, *result.new, *result.unchanged, *result.uncompared]
    assert len(set(lists)) == len(lists)
    assert set(result.uncompared) == lost ^ added
    assert not {*result.fixed, *result.new, *result.unchanged} & (lost | added)
