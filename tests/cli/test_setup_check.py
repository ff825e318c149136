from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import EFFORTS
from ergo_cli.content.model.symptoms import Symptoms
from ergo_cli.content.model.workstation import Check, Workstation
from ergo_cli.store.history import History
from tests.conftest import Ergo, Run

LIBRARY = Library(data_dir())
WORKSTATION = LIBRARY.read(Workstation)
CHECKS = {check.id: check for check in WORKSTATION.checks}
FACTS = [fact.id for fact in WORKSTATION.facts]
LENSES = "wears-progressive-lenses"
MOUSE = ("mouse-beside", "mouse-level", "mouse-size")
SPRING, SUMMER, AUTUMN = (datetime(2026, month, 1, 12, tzinfo=UTC) for month in (3, 6, 9))


def answers(default: str, **others: str) -> list[str]:
    """Answer the checks of the mouse."""
    given = {**dict.fromkeys(MOUSE, default), **{f"mouse-{name}": answer for name, answer in others.items()}}
    return [f"--answer={name}={answer}" for name, answer in given.items()]


def result_of(ergo: Ergo, *argv: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(ergo("setup-check", "mouse", *argv, "--json").out)["result"]
    return result


def desk(default: str = "yes", /, **others: str) -> dict[str, str]:
    """Answer everything, facts with "yes" but for the glasses; `mouse_size` stands for `mouse-size`."""
    named = {name.replace("_", "-"): answer for name, answer in others.items()}
    facts = {**dict.fromkeys(FACTS, "yes"), LENSES: named.get(LENSES, "no")}
    other_rule = "screen-height" if facts[LENSES] == "yes" else "screen-lenses"
    return {**facts, **{name: default for name in CHECKS if name != other_rule}, **named}


def check_desk(ergo: Ergo, given: Mapping[str, str], *argv: str) -> Run:
    return ergo("setup-check", *argv, "--answers=-", stdin=json.dumps(given))


def found(ergo: Ergo, given: Mapping[str, str], *argv: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(check_desk(ergo, given, *argv, "--json").out)["result"]
    return result


def told(ergo: Ergo, *argv: str) -> dict[str, Any]:
    """Return the result of a command that asks nothing."""
    result: dict[str, Any] = json.loads(ergo(*argv, "--json").out)["result"]
    return result


def ids(items: Iterable[Mapping[str, Any]]) -> list[str]:
    return [item["id"] for item in items]


@pytest.fixture
def history(home: Path) -> History:
    return History(home / "history.db")


def recorded(history: History, when: datetime, given: Mapping[str, str], kind: str = "setup-check") -> None:
    history.record(kind, when, "workstation:older", given, b"{}")


# --- the score


@pytest.mark.parametrize(("answer", "score"), [("yes", 100.0), ("no", 0.0), ("unsure", 0.0), ("na", None)])
def test_the_score_runs_from_nothing_right_to_all_right(ergo: Ergo, answer: str, score: float | None) -> None:
    assert result_of(ergo, *answers(answer))["score"] == score


def test_what_does_not_apply_leaves_the_count(ergo: Ergo) -> None:
    weight = CHECKS["mouse-level"].weight
    share = 100 * weight / (weight + CHECKS["mouse-beside"].weight)
    assert result_of(ergo, *answers("yes", beside="no", size="na"))["score"] == round(share, 1)


def test_each_gain_is_what_mending_it_adds_to_the_score(ergo: Ergo) -> None:
    before = result_of(ergo, *answers("no"))
    for failing in before["failing"]:
        after = result_of(ergo, *answers("no", **{failing["id"].removeprefix("mouse-"): "yes"}))
        assert failing["gain"] == round(after["score"] - before["score"], 1)


def test_the_fixes_that_gain_most_come_first(ergo: Ergo) -> None:
    gains = [failing["gain"] for failing in result_of(ergo, *answers("no"))["failing"]]
    assert gains == sorted(gains, reverse=True)
    assert len(set(gains)) > 1


def test_the_score_after_the_first_fixes_is_the_score_that_they_lead_to(ergo: Ergo) -> None:
    before = found(ergo, desk("no"))
    mended = desk("no") | dict.fromkeys(before["first"], "yes")
    assert len(before["first"]) == 3
    assert found(ergo, mended)["score"] == before["after"] > before["score"]


def test_unsure_is_listed_apart_and_not_as_failing(ergo: Ergo) -> None:
    result = result_of(ergo, *answers("yes", size="unsure"))
    assert result["unsure"] == ["mouse-size"]
    assert result["failing"] == []
    assert [area["risk"] for area in result["areas"]] == ["unknown"]


def test_the_screen_shows_the_score_the_fixes_and_where_to_go_on(ergo: Ergo) -> None:
    out = ergo("setup-check", "mouse", *answers("no")).out
    assert "0 of 100" in out
    assert "Fix these first" in out
    assert "ergo troubleshoot " in out


def test_only_the_three_best_fixes_stand_in_front(ergo: Ergo) -> None:
    first, then = check_desk(ergo, desk("no")).out.split("\nThen\n")
    assert re.findall(r"^ +(\d+)  ", first, re.MULTILINE) == ["1", "2", "3"]
    assert then.startswith("  4  ")


def test_a_fix_that_costs_nothing_stands_before_one_to_buy(ergo: Ergo) -> None:
    for item in found(ergo, desk("no"))["failing"]:
        efforts = [EFFORTS.index(fix["effort"]) for fix in item["fixes"]]
        assert efforts == sorted(efforts)
        assert (item["fix"], item["effort"]) == (item["fixes"][0]["text"], item["fixes"][0]["effort"])


def test_a_failing_check_leads_to_its_symptom_and_its_stretch(ergo: Ergo) -> None:
    check = CHECKS["mouse-size"]
    out = ergo("setup-check", "mouse", *answers("yes", size="no")).out
    assert f"ergo troubleshoot {check.symptoms[0]}\n" in out
    assert f"ergo stretch {check.stretches[0]}\n" in out


def test_a_desk_without_a_fault_has_nothing_to_mend(ergo: Ergo) -> None:
    out = ergo("setup-check", "mouse", *answers("yes")).out
    assert "Nothing to mend." in out
    assert "Fix these first" not in out


@pytest.mark.parametrize("default", ["yes", "no", "unsure", "na"])
def test_it_says_once_that_it_is_no_statutory_assessment(ergo: Ergo, default: str) -> None:
    shown = " ".join(check_desk(ergo, desk(default)).out.split())
    assert shown.count("It is not a statutory workstation (DSE) assessment.") == 1


def test_a_fix_says_what_to_do_then_what_it_is_for_and_where_to_read_on(ergo: Ergo) -> None:
    shown = " ".join(check_desk(ergo, desk(screen_height="no", feet_uncrossed="no")).out.split())
    for name in ("screen-height", "feet-uncrossed"):
        check = CHECKS[name]
        fix = min(check.fixes, key=lambda fix: EFFORTS.index(fix.effort))
        assert f": {fix.text} (+" in shown
        assert shown.index(fix.text) < shown.index(f"You said no to: {check.text}")
        assert f"ergo setup-check show {name} " in shown


def test_a_problem_is_called_serious_by_its_weight_whatever_the_score_of_its_area(ergo: Ergo) -> None:
    risky = next(check for check in CHECKS.values() if check.risk == "high" and check.area == "chair")
    out = check_desk(ergo, desk(**{risky.id.replace("-", "_"): "no"}, keyboard_flat="no")).out
    assert re.search(r"^  Chair .* \d+ a serious problem$", out, re.MULTILINE)
    assert re.search(r"^  Feet and legs .* 100 fine$", out, re.MULTILINE)
    small = f"a {'small ' if CHECKS['keyboard-flat'].risk == 'low' else ''}problem$"
    assert re.search(rf"^  Keyboard .* \d+ {small}", out, re.MULTILINE)
    assert re.search(r"^  Chair .* 0 6 problems, \d serious$", check_desk(ergo, desk("no")).out, re.MULTILINE)


def test_after_an_earlier_check_it_leads_to_what_changed(ergo: Ergo) -> None:
    given = desk(mouse_size="no")
    assert "setup-check diff" not in check_desk(ergo, given).out
    assert "ergo setup-check diff " in check_desk(ergo, given).out
    assert "ergo setup-check diff " in ergo("setup-check", "last").out
    assert "setup-check diff" not in check_desk(ergo, given, "--no-save").out
    assert "setup-check diff" not in check_desk(ergo, given, "mouse").out


def test_a_damaged_history_costs_no_result(ergo: Ergo, home: Path) -> None:
    home.mkdir()
    (home / "history.db").write_bytes(b"no database at all" * 500)
    run = check_desk(ergo, desk(mouse_size="no"))
    assert (run.code, "Fix these first" in run.out) == (74, True)
    assert "the history was damaged" in run.err


# --- which checks


def test_a_check_of_one_area_asks_for_that_area_alone(ergo: Ergo) -> None:
    result = result_of(ergo, *answers("yes"))
    assert [area["id"] for area in result["areas"]] == ["mouse"]
    assert result["answered"] == len(MOUSE)


def test_areas_are_found_however_they_are_written(ergo: Ergo) -> None:
    assert ergo("setup-check", "Mouse", *answers("yes")).code == 0


def test_an_answer_about_another_area_is_left_aside(ergo: Ergo) -> None:
    result = result_of(ergo, *answers("yes"), "--answer=chair-recline=no")
    assert (result["answered"], result["failing"]) == (len(MOUSE), [])


def test_only_the_checks_that_are_wanted_are_asked(ergo: Ergo) -> None:
    result = found(ergo, desk("no"), "--only=mouse-size", "--only=feet-flat")
    assert result["applied"] == {"mouse-size": "mouse", "feet-flat": "feet"}


def test_a_check_that_is_wanted_alone_needs_the_fact_that_decides_whether_it_applies(ergo: Ergo) -> None:
    run = ergo("setup-check", "--only=chair-armrests", "--answer=chair-armrests=no")
    assert run.code == 2
    assert run.err.startswith("ergo: 1 to answer")
    assert "has-armrests (yes/no): " in run.err


def test_a_check_that_is_left_out_needs_no_answer(ergo: Ergo) -> None:
    result = result_of(ergo, "--skip=mouse-size", "--answer=mouse-beside=yes", "--answer=mouse-level=no")
    assert list(result["applied"]) == ["mouse-beside", "mouse-level"]


def test_areas_only_and_skip_narrow_each_other(ergo: Ergo) -> None:
    wanted = ["--only=mouse-size", "--only=mouse-level", "--only=feet-flat", "--skip=mouse-level"]
    assert list(result_of(ergo, *wanted, *answers("yes"))["applied"]) == ["mouse-size"]


@pytest.mark.parametrize("option", ["--only", "--skip"])
@pytest.mark.parametrize(
    ("name", "problem"),
    [("mouse-sise", "there is no check 'mouse-sise', did you mean 'mouse-size'?"), ("zzz", "no check 'zzz'"), ("", "")],
)
def test_a_check_that_does_not_exist_is_refused(ergo: Ergo, option: str, name: str, problem: str) -> None:
    code, out, err = ergo("setup-check", "mouse", *answers("yes"), f"{option}={name}")
    assert (code, out) == (2, "")
    assert problem in err


@pytest.mark.parametrize(
    "argv",
    [
        ["mouse", *(f"--skip={name}" for name in MOUSE)],
        ["mouse", "--only=feet-flat"],
        ["--only=feet-flat", "--skip=feet-flat"],
        [f"--skip={name}" for name in CHECKS],
    ],
    ids=["an area skipped", "another area", "only and skip alike", "all skipped"],
)
def test_a_check_of_nothing_is_refused(ergo: Ergo, argv: list[str]) -> None:
    code, out, err = ergo("setup-check", *argv)
    assert (code, out) == (2, "")
    assert "nothing is left to check" in err


@pytest.mark.parametrize("areas", [[], ["mouse"], ["mouse", "feet"], ["chair"]])
def test_the_template_holds_the_questions_of_its_areas_and_the_facts_behind_them(
    ergo: Ergo, areas: Sequence[str]
) -> None:
    template = ergo("setup-check", *areas, "--template").out
    asked = {line.partition(":")[0] for line in template.splitlines() if line and line[0] not in "# "}
    wanted = {check.id for check in CHECKS.values() if not areas or check.area in areas}
    assert asked == wanted | set({(): FACTS, ("chair",): ["has-armrests"]}.get(tuple(areas), ()))
    assert template.startswith(f"# Answers for `ergo {' '.join(['setup-check', *areas])} --answers FILE`")


def test_the_template_names_a_command_that_can_be_typed(ergo: Ergo) -> None:
    template = ergo("setup-check", "--only=Mouse Size", "--skip=FEET FLAT", "--template").out
    assert template.startswith("# Answers for `ergo setup-check --only mouse-size --skip feet-flat --answers FILE`")


# --- bad answers


def test_an_answer_that_others_rule_out_is_accepted_and_reported(ergo: Ergo) -> None:
    given = desk(has_armrests="no", chair_armrests="no", uses_phone="no", phone_reach="no")
    code, out, err = check_desk(ergo, given, "chair", "phone", "--json")
    result = json.loads(out)["result"]
    assert (code, result["score"], result["failing"]) == (0, 100.0, [])
    assert set(result["ignored"]) == {"chair-armrests", "phone-reach", "phone-hands-free", "phone-neck-upright"}
    assert [name for name in result["ignored"] if name not in err] == []


def test_without_such_an_answer_nothing_is_reported(ergo: Ergo) -> None:
    assert check_desk(ergo, desk("na")).err == ""


@pytest.mark.parametrize("second", ["no", "unsure", "na"])
@pytest.mark.parametrize("name", ["mouse-size", "has-armrests"])
def test_two_answers_that_contradict_each_other_are_named(ergo: Ergo, name: str, second: str) -> None:
    pairs = [f"--answer={name}=yes", f"--answer={name}={second}"]
    code, out, err = check_desk(ergo, desk(), *pairs)
    assert (code, out) == (2, "")
    assert name in err


def test_one_answer_given_twice_in_two_spellings_is_no_contradiction(ergo: Ergo) -> None:
    assert result_of(ergo, *answers("no"), "--answer=mouse-size=N", "--answer=mouse-size=false")["score"] == 0


def test_a_contradiction_in_a_file_is_named_with_its_line(ergo: Ergo) -> None:
    run = ergo("setup-check", "mouse", "--answers=-", stdin="mouse-size: yes\nmouse-size: no\n")
    assert (run.code, run.out) == (2, "")
    assert "-:2:1: key 'mouse-size' is given twice" in run.err


def test_a_fact_is_never_unsure(ergo: Ergo) -> None:
    run = check_desk(ergo, desk(has_armrests="unsure"))
    assert (run.code, run.out) == (2, "")
    assert "has-armrests is 'unsure', not one of: yes, no" in run.err


@pytest.mark.parametrize("method", ["RULA", "rosa2", ""])
def test_an_unknown_method_is_refused_with_those_that_there_are(ergo: Ergo, method: str) -> None:
    code, out, err = ergo("setup-check", f"--method={method}")
    assert (code, out) == (2, "")
    assert all(word in err for word in ("--method", "'checklist'", "'rosa'"))


# --- the gate


@pytest.mark.parametrize("demanded", ["0", "99.9", "100"])
def test_a_score_that_reaches_what_is_demanded_exits_0(ergo: Ergo, demanded: str) -> None:
    assert ergo("setup-check", "mouse", *answers("yes"), "--fail-under", demanded).code == 0


@pytest.mark.parametrize(("difference", "code"), [(-0.1, 0), (0.0, 0), (0.1, 1)])
def test_the_gate_is_exact(ergo: Ergo, difference: float, code: int) -> None:
    score = result_of(ergo, *answers("yes", size="no"))["score"]
    run = ergo("setup-check", "mouse", *answers("yes", size="no"), f"--fail-under={score + difference:.1f}")
    assert run.code == code
    assert "Fix these first" in run.out


def test_without_a_score_the_gate_is_shut(ergo: Ergo) -> None:
    assert ergo("setup-check", "mouse", *answers("na"), "--fail-under=0").code == 1


@pytest.mark.parametrize("demanded", ["-1", "100.1", "101", "eighty", "", "nan", "-nan", "inf"])
def test_a_demand_that_is_no_score_is_refused(ergo: Ergo, demanded: str) -> None:
    code, out, err = ergo("setup-check", "mouse", *answers("no"), f"--fail-under={demanded}")
    assert (code, out) == (2, "")
    assert "--fail-under" in err


def test_a_failed_gate_still_records(ergo: Ergo, history: History) -> None:
    ergo("setup-check", "mouse", *answers("no"), "--fail-under=100")
    assert history.all(["setup-check-mouse", "setup-check-part"])


# --- JUnit


def test_a_pipeline_gets_a_report_and_the_gate(ergo: Ergo) -> None:
    run = ergo("setup-check", "mouse", *answers("yes", size="no", level="unsure"), "-f", "junit", "--fail-under=90")
    suite = ET.fromstring(run.out)  # noqa: S314  # our own output
    assert (run.code, suite.get("tests"), suite.get("failures"), suite.get("skipped")) == (1, "3", "1", "1")


@pytest.mark.parametrize("form", ["junit", "markdown"])
def test_json_excludes_another_form(ergo: Ergo, form: str) -> None:
    code, out, err = ergo("setup-check", "mouse", *answers("yes"), "--json", "-f", form)
    assert (code, out) == (2, "")
    assert f"--json and -f {form} exclude each other" in err


# --- show


def words_of(check: Check) -> list[str]:
    notes = [note for note in (check.note, *(fix.note for fix in check.fixes)) if note]
    links = [*(f"ergo troubleshoot {name}" for name in check.symptoms), *(f"ergo stretch {s}" for s in check.stretches)]
    return [check.id, check.text, check.look, *(fix.text for fix in check.fixes), *check.sources, *notes, *links]


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_all_there_is_to_know_about_a_check_is_shown(ergo: Ergo, form: str) -> None:
    code, out, err = ergo("setup-check", "show", *CHECKS, "-f", form)
    shown = re.sub(r"[\s`]", "", out)
    assert (code, err) == (0, "")
    texts = [text for check in CHECKS.values() for text in words_of(check)]
    assert [text for text in texts if re.sub(r"\s", "", text) not in shown] == []


def test_a_check_names_the_fact_that_it_is_asked_after(ergo: Ergo) -> None:
    (shown,) = told(ergo, "setup-check", "show", "chair-armrests")["checks"]
    assert shown["when"] == ["Does your chair have armrests?"]
    assert shown["when"][0] in ergo("setup-check", "show", "chair-armrests").out


def test_several_checks_are_shown_in_the_order_in_which_they_are_named(ergo: Ergo) -> None:
    shown = told(ergo, "setup-check", "show", "feet-flat", "Mouse Size")["checks"]
    assert ids(shown) == ["feet-flat", "mouse-size"]


def test_a_check_to_show_that_does_not_exist_is_refused(ergo: Ergo) -> None:
    code, out, err = ergo("setup-check", "show", "mouse-size", "mouse-sise")
    assert (code, out) == (2, "")
    assert "there is no check 'mouse-sise', did you mean 'mouse-size'?" in err


def test_show_without_a_name_lists_the_checks_by_area_with_their_questions(ergo: Ergo) -> None:
    code, out, err = ergo("setup-check", "show")
    assert (code, err) == (0, "")
    assert re.findall(r"^     ([a-z]+(?:-[a-z]+)+)$", out, re.MULTILINE) == list(CHECKS)
    assert [line for line in out.split("\n")[1:] if line[:1].isupper()] == [
        area.id.capitalize() for area in WORKSTATION.areas
    ]
    words = " ".join(out.split())
    assert [check.text for check in CHECKS.values() if check.text not in words] == []
    assert ids(told(ergo, "setup-check", "show")["checks"]) == list(CHECKS)


# --- last


def test_the_last_check_is_shown_again_with_its_date(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, desk("no"))
    recorded(history, SUMMER, desk(mouse_size="no", feet_flat="unsure"))
    run = ergo("setup-check", "last", "--json")
    result = json.loads(run.out)["result"]
    assert (ids(result["failing"]), result["unsure"]) == (["mouse-size"], ["feet-flat"])
    assert run.err == "Checked on 2026-06-01.\n"


def test_the_last_result_is_what_the_check_gave(ergo: Ergo) -> None:
    result = found(ergo, desk(mouse_size="no"))
    assert told(ergo, "setup-check", "last") == result


@pytest.mark.parametrize("argv", [["mouse"], ["--skip=feet-flat"], ["--only=mouse-size"]])
def test_a_check_of_a_part_is_not_the_last_one_of_the_desk(ergo: Ergo, argv: list[str]) -> None:
    check_desk(ergo, desk("no"), *argv)
    assert ergo("setup-check", "last").code == 1
    assert told(ergo)["check"] is None


def test_without_a_check_there_is_no_last_one(ergo: Ergo, home: Path) -> None:
    code, out, err = ergo("setup-check", "last")
    assert (code, out) == (1, "")
    assert "`ergo setup-check` makes one" in err
    assert not home.exists()


def test_looking_at_the_past_records_nothing(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, desk())
    recorded(history, SUMMER, desk("no"))
    for verb in ("last", "diff"):
        assert ergo("setup-check", verb).code == 0
    assert len(history.all(["setup-check"])) == 2


def test_the_last_check_can_be_had_as_junit(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, desk(mouse_size="no"))
    suite = ET.fromstring(ergo("setup-check", "last", "-f", "junit").out)  # noqa: S314  # our own output
    assert [case.get("name") for case in suite if len(case)] == ["mouse-size"]


def test_a_last_check_from_before_there_were_facts_keeps_its_findings(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, dict.fromkeys(CHECKS, "no"))
    assert set(CHECKS) - set(ids(told(ergo, "setup-check", "last")["failing"])) == {"screen-height"}


# --- diff


def difference(ergo: Ergo, *argv: str) -> dict[str, Any]:
    return told(ergo, "setup-check", "diff", *argv)


def test_a_comparison_names_what_is_fixed_new_and_unchanged(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, desk(mouse_size="no", feet_flat="no"))
    recorded(history, SUMMER, desk(feet_flat="no", feet_room="no"))
    result = difference(ergo)
    assert (result["fixed"], result["new"], result["unchanged"]) == (["mouse-size"], ["feet-room"], ["feet-flat"])
    assert result["uncompared"] == []
    assert (result["before"][:10], result["after"][:10]) == ("2026-03-01", "2026-06-01")


def test_a_comparison_gives_the_scores_of_both(ergo: Ergo, history: History) -> None:
    first, second = desk(mouse_size="no"), desk(feet_flat="unsure", feet_room="no")
    scores = [found(ergo, given, "--no-save")["score"] for given in (first, second)]
    recorded(history, SPRING, first)
    recorded(history, SUMMER, second)
    result = difference(ergo)
    assert [result["score_before"], result["score_after"]] == scores


def test_the_screen_of_a_comparison_names_the_checks_and_says_what_it_rests_on(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, desk(mouse_size="no"))
    recorded(history, SUMMER, desk(feet_flat="no"))
    out = ergo("setup-check", "diff").out
    mended, new = out.split("\nNew problems\n")
    assert "By what both checks answered." in mended
    assert CHECKS["mouse-size"].text[:40] in mended.split("\nMended\n")[1]
    assert "     ergo setup-check show feet-flat\n" in new
    assert "Still to mend" not in out


def test_a_comparison_within_a_day_tells_the_time_of_day(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, desk(mouse_size="no"))
    recorded(history, SPRING.replace(hour=17, minute=5), desk())
    assert ergo("setup-check", "diff").out.splitlines()[0].endswith(" 2026-03-01, 12:00 to 17:05")


def test_a_comparison_ends_with_what_to_do_next(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, desk(mouse_size="no"))
    recorded(history, SUMMER, desk(mouse_size="no"))
    assert "\nNext\n  ergo setup-check last " in ergo("setup-check", "diff").out
    recorded(history, AUTUMN, desk())
    assert "\nNext\n  ergo setup-check  " in ergo("setup-check", "diff").out


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_checks_cannot_be_compared(ergo: Ergo, history: History, count: int) -> None:
    for _ in range(count):
        recorded(history, SPRING, desk())
    recorded(history, SUMMER, dict.fromkeys(MOUSE, "yes"), "setup-check-mouse")
    code, out, err = ergo("setup-check", "diff")
    assert (code, out) == (1, "")
    assert "two checks of the whole desk are needed" in err


@pytest.mark.parametrize(
    ("since", "compared"),
    [("2026-03-01", "2026-03-01"), ("2026-05-31", "2026-03-01"), ("2026-06-01", "2026-06-01"), (None, "2026-06-01")],
)
def test_a_comparison_is_with_the_one_before_or_with_that_of_a_day(
    ergo: Ergo, history: History, since: str | None, compared: str
) -> None:
    for when in (SPRING, SUMMER, AUTUMN):
        recorded(history, when, desk())
    result = difference(ergo, *([f"--since={since}"] if since else []))
    assert (result["before"][:10], result["after"][:10]) == (compared, "2026-09-01")


def test_a_check_is_never_compared_with_itself(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, desk(mouse_size="no"))
    recorded(history, SUMMER, desk())
    assert difference(ergo, "--since=2030-01-01")["fixed"] == ["mouse-size"]


@pytest.mark.parametrize("since", ["yesterday", "2026-02-30", "2026-13-01", "01.03.2026", "2026-03", ""])
def test_a_date_that_is_none_is_refused(ergo: Ergo, history: History, since: str) -> None:
    recorded(history, SPRING, desk())
    recorded(history, SUMMER, desk())
    code, out, err = ergo("setup-check", "diff", f"--since={since}")
    assert (code, out) == (2, "")
    assert "--since takes a date such as 2026-03-31" in err


def test_a_date_before_the_first_check_finds_nothing(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, desk())
    recorded(history, SUMMER, desk())
    code, out, err = ergo("setup-check", "diff", "--since=2026-02-28")
    assert (code, out) == (1, "")
    assert "no check of the whole desk is as old as 2026-02-28" in err


@pytest.mark.parametrize("argv", [[], ["mouse"], ["last"], ["show", "mouse-size"]])
def test_a_date_goes_with_diff_alone(ergo: Ergo, argv: list[str]) -> None:
    code, out, err = ergo("setup-check", *argv, "--since=2026-01-01")
    assert (code, out) == (2, "")
    assert "--since goes with diff" in err


# --- a check made with older content


def test_a_check_that_is_new_since_changes_no_verdict_and_is_named(ergo: Ergo, history: History) -> None:
    before = desk(mouse_size="no")
    del before["lighting-level"]
    recorded(history, SPRING, before)
    recorded(history, SUMMER, desk(mouse_size="no", lighting_level="no"))
    result = difference(ergo)
    assert (result["new"], result["unchanged"], result["uncompared"]) == ([], ["mouse-size"], ["lighting-level"])
    assert result["score_before"] == result["score_after"]


def test_a_check_that_is_gone_since_is_named_as_left_out(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, desk(mouse_size="no") | {"mouse-mat": "no"})
    recorded(history, SUMMER, desk())
    result = difference(ergo)
    assert (result["fixed"], result["uncompared"]) == (["mouse-size"], ["mouse-mat"])
    assert "left out: mouse-mat" in ergo("setup-check", "diff").out


def test_a_check_from_before_there_were_facts_is_compared_by_those_of_today(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, dict.fromkeys(CHECKS, "yes") | {"chair-armrests": "no", "phone-reach": "no"})
    recorded(history, SUMMER, desk(chair_armrests="no"))
    result = difference(ergo)
    assert (result["fixed"], result["unchanged"]) == (["phone-reach"], ["chair-armrests"])


def test_two_checks_from_before_there_were_facts_lose_nothing(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, dict.fromkeys(CHECKS, "yes") | {"phone-reach": "no"})
    recorded(history, SUMMER, dict.fromkeys(CHECKS, "yes") | {"chair-armrests": "no"})
    result = difference(ergo)
    assert (result["fixed"], result["new"]) == (["phone-reach"], ["chair-armrests"])


def test_checks_that_share_nothing_have_no_scores(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, {"mouse-size": "no"})
    recorded(history, SUMMER, {"feet-flat": "no"})
    result = difference(ergo)
    assert (result["score_before"], result["score_after"]) == (None, None)
    assert set(result["uncompared"]) == {"mouse-size", "feet-flat"}
    assert "No score to compare" in ergo("setup-check", "diff").out


# --- what goes together


@pytest.mark.parametrize("argv", [["show", "mouse-size"], ["diff"]])
def test_what_is_no_check_has_no_junit_form(ergo: Ergo, history: History, argv: list[str]) -> None:
    recorded(history, SPRING, desk())
    recorded(history, SUMMER, desk())
    code, out, err = ergo("setup-check", *argv, "-f", "junit")
    assert (code, out) == (2, "")
    assert "junit" in err


@pytest.mark.parametrize("verb", ["last", "diff"])
@pytest.mark.parametrize(
    "extra", ["feet", "--fail-under=100", "--only=feet-flat", "--answer=feet-flat=no", "--template"]
)
def test_looking_at_the_past_takes_nothing_that_it_would_not_heed(
    ergo: Ergo, history: History, verb: str, extra: str
) -> None:
    recorded(history, SPRING, desk())
    recorded(history, SUMMER, desk("no"))
    assert ergo("setup-check", verb, extra)[:2] == (2, "")


# --- home


def test_a_check_of_everything_is_what_home_remembers(ergo: Ergo) -> None:
    check_desk(ergo, desk(feet_room="no"))
    ergo("setup-check", "mouse", *answers("no"))
    assert told(ergo)["check"]["failing"] == 1
    assert "1 to mend" in ergo().out


def test_home_says_when_nothing_in_the_last_check_applied(ergo: Ergo) -> None:
    check_desk(ergo, desk("na"))
    assert "no score, 0 to mend" in ergo().out


# --- troubleshoot knows the desk


def causes_of(symptom: str) -> set[str]:
    """Return the checks that the content names as causes of *symptom*, from either side."""
    entry = next(entry for entry in LIBRARY.read(Symptoms).symptoms if entry.id == symptom)
    linked = {check.id for check in CHECKS.values() if symptom in check.symptoms}
    return linked | {check for cause in entry.causes for check in cause.checks}


def blamed(ergo: Ergo, symptom: str) -> list[str]:
    return ids(told(ergo, "troubleshoot", symptom)["failing"])


@pytest.mark.parametrize("symptom", [entry.id for entry in LIBRARY.read(Symptoms).symptoms])
def test_a_symptom_names_the_failing_checks_that_feed_it_and_no_others(ergo: Ergo, symptom: str) -> None:
    check_desk(ergo, desk("no"))
    assert set(blamed(ergo, symptom)) == causes_of(symptom) - {"screen-lenses"} < set(CHECKS)


@pytest.mark.parametrize("symptom", ["neck-pain", "eye-strain"])
def test_with_progressive_lenses_the_rule_for_them_is_blamed(ergo: Ergo, symptom: str) -> None:
    check_desk(ergo, desk("no", wears_progressive_lenses="yes"))
    assert set(blamed(ergo, symptom)) == causes_of(symptom) - {"screen-height"}


@pytest.mark.parametrize("answer", ["yes", "unsure", "na"])
def test_only_what_fails_is_blamed(ergo: Ergo, answer: str) -> None:
    check_desk(ergo, desk(answer, mouse_size="no"))
    assert blamed(ergo, "wrist-pain") == ["mouse-size"]


def test_what_a_fact_rules_out_is_not_blamed(ergo: Ergo) -> None:
    check_desk(ergo, desk("no", has_armrests="no"))
    assert "chair-armrests" not in blamed(ergo, "shoulder-tension")


def test_the_screen_names_the_three_that_gain_most_with_their_first_fix(ergo: Ergo) -> None:
    check_desk(ergo, desk("no"))
    shown = ergo("troubleshoot", "wrist-pain").out.split("are known causes\n")[1].split("\nWhat may cause it")[0]
    text = " ".join(shown.split())
    first = told(ergo, "troubleshoot", "wrist-pain")["failing"][:3]
    assert text == " ".join(f"• {item['fix']} You said no to: {item['text']}" for item in first)


@pytest.mark.parametrize("past", ["nothing", "not saved", "all well"])
def test_without_a_failing_check_none_is_blamed(ergo: Ergo, past: str) -> None:
    if past != "nothing":
        check_desk(ergo, desk("no" if past == "not saved" else "yes"), *(["--no-save"] if past == "not saved" else []))
    assert blamed(ergo, "wrist-pain") == []
    assert "known causes" not in ergo("troubleshoot", "wrist-pain").out


@pytest.mark.parametrize(
    "argv",
    [
        ["mouse"],
        ["mouse", "feet"],
        ["--only=mouse-size"],
        ["--skip=feet-flat"],
        ["mouse", "--only=mouse-size"],
        ["mouse", "feet", "--skip=feet-flat"],
    ],
    ids=" ".join,
)
def test_the_newest_answer_counts_whichever_part_of_the_desk_it_was_about(ergo: Ergo, argv: list[str]) -> None:
    check_desk(ergo, desk(mouse_size="no"), *argv)
    assert blamed(ergo, "wrist-pain") == ["mouse-size"]
    check_desk(ergo, desk(), *argv)
    assert blamed(ergo, "wrist-pain") == []


def test_a_check_from_before_there_were_facts_is_still_known(ergo: Ergo, history: History) -> None:
    recorded(history, SPRING, dict.fromkeys(CHECKS, "yes") | {"chair-armrests": "no", "mouse-mat": "no"})
    assert blamed(ergo, "shoulder-tension") == ["chair-armrests"]


def test_a_check_that_meets_a_damaged_history_is_told_and_kept_in_the_new_one(ergo: Ergo, home: Path) -> None:
    home.mkdir()
    (home / "history.db").write_bytes(b"not a database at all\n" * 100)
    checked = ergo("setup-check", "--answers", Path(__file__).parents[2] / "examples" / "desk.yaml")
    assert checked.code == 74
    assert "of 100" in checked.out
    assert "of 100" in ergo("setup-check", "last").out
