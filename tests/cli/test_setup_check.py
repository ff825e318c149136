from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.store.history import History
from tests.conftest import Ergo

MOUSE = ("mouse-beside", "mouse-level", "mouse-size")


def answers(default: str, **others: str) -> list[str]:
    given = {**dict.fromkeys(MOUSE, default), **{f"mouse-{name}": answer for name, answer in others.items()}}
    return [f"--answer={name}={answer}" for name, answer in given.items()]


def result_of(ergo: Ergo, *argv: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(ergo("setup-check", "mouse", *argv, "--json").out)["result"]
    return result


def weights(library: Library) -> dict[str, int]:
    return {check.id: check.weight for check in library.read(Workstation).checks}


@pytest.mark.parametrize(("answer", "score"), [("yes", 100.0), ("no", 0.0), ("unsure", 0.0), ("na", None)])
def test_the_score_runs_from_nothing_right_to_all_right(ergo: Ergo, answer: str, score: float | None) -> None:
    assert result_of(ergo, *answers(answer))["score"] == score


def test_what_does_not_apply_leaves_the_count(ergo: Ergo, library: Library) -> None:
    weight = weights(library)
    share = 100 * weight["mouse-level"] / (weight["mouse-level"] + weight["mouse-beside"])
    assert result_of(ergo, *answers("yes", beside="no", size="na"))["score"] == round(share, 1)


def test_each_gain_is_what_mending_it_adds_to_the_score(ergo: Ergo) -> None:
    before = result_of(ergo, *answers("no"))
    for failing in before["failing"]:
        after = result_of(ergo, *answers("no"), f"--answer={failing['id']}=yes")
        assert failing["gain"] == round(after["score"] - before["score"], 1)


def test_the_fixes_that_gain_most_come_first(ergo: Ergo) -> None:
    gains = [failing["gain"] for failing in result_of(ergo, *answers("no"))["failing"]]
    assert gains == sorted(gains, reverse=True)
    assert len(set(gains)) > 1


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


def test_only_the_three_best_fixes_stand_in_front(ergo: Ergo, library: Library) -> None:
    all_wrong = [f"--answer={check.id}=no" for check in library.read(Workstation).checks]
    first, then = ergo("setup-check", *all_wrong).out.split("\nThen\n")
    assert [line[:5] for line in first.splitlines() if line.startswith(("  1  ", "  2  ", "  3  "))] == [
        "  1  ",
        "  2  ",
        "  3  ",
    ]
    assert then.startswith("  4  ")


def test_a_desk_without_a_fault_has_nothing_to_mend(ergo: Ergo) -> None:
    out = ergo("setup-check", "mouse", *answers("yes")).out
    assert "Nothing to mend." in out
    assert "Fix these first" not in out


def test_a_check_of_one_area_asks_for_that_area_alone(ergo: Ergo) -> None:
    result = result_of(ergo, *answers("yes"))
    assert [area["id"] for area in result["areas"]] == ["mouse"]
    assert result["answered"] == len(MOUSE)


def test_areas_are_found_however_they_are_written(ergo: Ergo) -> None:
    assert ergo("setup-check", "Mouse", *answers("yes")).code == 0


def test_an_answer_about_another_area_is_left_aside(ergo: Ergo) -> None:
    result = result_of(ergo, *answers("yes"), "--answer=chair-recline=no")
    assert (result["answered"], result["failing"]) == (len(MOUSE), [])


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


@pytest.mark.parametrize("demanded", ["-1", "100.1", "eighty", "nan", "inf"])
def test_a_demand_that_is_no_score_is_refused(ergo: Ergo, demanded: str) -> None:
    code, out, err = ergo("setup-check", "mouse", *answers("no"), f"--fail-under={demanded}")
    assert (code, out) == (2, "")
    assert "--fail-under" in err


def test_a_failed_gate_still_records(ergo: Ergo, home: Path) -> None:
    ergo("setup-check", "mouse", *answers("no"), "--fail-under=100")
    assert History(home / "history.db").last("setup-check-mouse") is not None


@pytest.mark.parametrize("areas", [[], ["mouse"], ["mouse", "feet"]])
def test_the_template_holds_the_questions_of_its_areas(ergo: Ergo, library: Library, areas: Sequence[str]) -> None:
    template = ergo("setup-check", *areas, "--template").out
    ids = {line.partition(":")[0] for line in template.splitlines() if line and line[0] not in "# "}
    checks = library.read(Workstation).checks
    assert ids == {check.id for check in checks if not areas or check.area in areas}
    assert template.startswith(f"# Answers for `ergo {' '.join(['setup-check', *areas])} --answers FILE`")


def test_a_check_of_everything_is_what_home_remembers(ergo: Ergo, library: Library) -> None:
    checks = [check.id for check in library.read(Workstation).checks]
    ergo("setup-check", *(f"--answer={name}=yes" for name in checks[:-1]), f"--answer={checks[-1]}=no")
    ergo("setup-check", "mouse", *answers("no"))
    assert json.loads(ergo("--json").out)["result"]["check"]["failing"] == 1
    assert "1 to mend" in ergo().out


def test_home_says_when_nothing_in_the_last_check_applied(ergo: Ergo, library: Library) -> None:
    ergo("setup-check", *(f"--answer={check.id}=na" for check in library.read(Workstation).checks))
    assert "no score, 0 to mend" in ergo().out
