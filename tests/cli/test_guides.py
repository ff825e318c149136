"""posture, break, habits, content and home: the commands that tell what the content holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.breaks import Breaks
from ergo_cli.content.model.habits import Habits, Strategies
from ergo_cli.content.model.posture import Postures
from ergo_cli.content.subjects import SUBJECTS
from tests.conftest import Ergo

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema" / "content"
CONTENT = Library(data_dir())
POSTURES = {posture.id: posture for posture in CONTENT.read(Postures).postures}
HABITS = {habit.id: habit for habit in CONTENT.read(Habits).habits}
IDEAS = {idea.id: idea for idea in CONTENT.read(Breaks).ideas}

PACK = """
habits:
  - {id: music, name: Music, text: Hum a tune., tips: [], sources: [kp-ergonomics]}
"""


def result_of(ergo: Ergo, *argv: str | Path) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(ergo(*argv, "--json").out)["result"]
    return result


def flat(text: str) -> str:
    return " ".join(text.split())


def pack(home: Path, file: str, text: str, name: str = "own") -> Path:
    path = home / "packs" / name / file
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize("posture", POSTURES)
def test_a_posture_is_shown_with_the_right_beside_the_wrong(ergo: Ergo, posture: str) -> None:
    out = flat(ergo("posture", posture).out)
    points = POSTURES[posture].points
    assert [p.id for p in points if f"✓ {flat(p.text)}" not in out or f"✗ {flat(p.avoid)}" not in out] == []


def test_without_a_name_all_postures_are_shown_in_order(ergo: Ergo) -> None:
    assert [posture["id"] for posture in result_of(ergo, "posture")["postures"]] == ["standing", "sitting", "bending"]


def test_postures_come_in_the_order_they_are_named_in(ergo: Ergo) -> None:
    found = result_of(ergo, "posture", "bending", "Standing")["postures"]
    assert [posture["id"] for posture in found] == ["bending", "standing"]


@pytest.mark.parametrize("idea", IDEAS)
def test_a_break_is_what_was_asked_for(ergo: Ergo, idea: str) -> None:
    assert result_of(ergo, "break", idea)["idea"]["id"] == idea


@pytest.mark.parametrize(("argv", "kind"), [((), "move"), (("--eyes",), "eyes")])
def test_without_an_idea_a_break_is_for_moving_or_for_the_eyes(ergo: Ergo, argv: tuple[str, ...], kind: str) -> None:
    assert result_of(ergo, "break", *argv)["idea"]["kind"] == kind


def test_without_a_terminal_a_break_is_told_and_not_counted_down(ergo: Ergo) -> None:
    out = ergo("break", "water").out
    assert "Fetch yourself a glass of water." in out
    assert "2 minutes" in out
    assert "any key ends it" not in out


def test_the_list_of_breaks_holds_every_idea_and_how_often(ergo: Ergo) -> None:
    result, out = result_of(ergo, "break", "--list"), ergo("break", "--list").out
    assert [idea["id"] for idea in result["ideas"]] == list(IDEAS)
    assert [name for name in IDEAS if f" {name}\n" not in out] == []
    assert "How often" in out


@pytest.mark.parametrize("habit", HABITS)
def test_a_habit_is_shown_with_each_of_its_tips(ergo: Ergo, habit: str) -> None:
    out = flat(ergo("habits", habit).out)
    assert [tip.id for tip in HABITS[habit].tips if flat(tip.text) not in out] == []
    assert [other for other in HABITS if other != habit and HABITS[other].name in out] == []


def test_without_a_name_all_habits_are_shown(ergo: Ergo) -> None:
    assert [habit["id"] for habit in result_of(ergo, "habits")["habits"]] == list(HABITS)


def test_home_shows_the_five_strategies_each_with_a_command_that_exists(ergo: Ergo) -> None:
    out = ergo().out
    strategies = CONTENT.read(Strategies).strategies
    assert [strategy.id for strategy in strategies] == ["breaks", "posture", "workspace", "troubleshoot", "habits"]
    assert [s.id for s in strategies if s.name not in out or s.command not in out] == []
    assert {ergo(*s.command.split()[1:], "--help").code for s in strategies} == {0}


def test_home_of_a_newcomer_knows_no_past_and_says_where_to_start(ergo: Ergo) -> None:
    result = result_of(ergo)
    assert (result["screening"], result["check"]) == (None, None)
    assert "Does your back hurt? Start with: ergo screen" in ergo().out


def test_the_content_list_counts_every_file_and_its_sources(ergo: Ergo) -> None:
    result = result_of(ergo, "content", "list")
    topics = {topic["file"]: topic for topic in result["topics"]}
    assert list(topics) == [kind.file for kind in SUBJECTS]
    assert topics["posture.yaml"]["entries"] == {"postures": len(POSTURES)}
    assert topics["posture.yaml"]["sources"] > 3


def test_content_without_a_command_is_the_list(ergo: Ergo) -> None:
    assert ergo("content") == ergo("content", "list")


def test_the_content_list_counts_what_packs_add(ergo: Ergo, home: Path) -> None:
    pack(home, "habits.yaml", PACK)
    result = result_of(ergo, "content", "list")
    habits = next(topic for topic in result["topics"] if topic["file"] == "habits.yaml")
    assert result["packs"] == ["own"]
    assert habits["entries"] == {"habits": len(HABITS) + 1}


def test_without_packs_the_content_list_says_none(ergo: Ergo) -> None:
    assert ergo("content", "list").out.endswith("Packs: none\n")


def test_a_hidden_folder_is_no_pack(ergo: Ergo, home: Path) -> None:
    pack(home, "habits.yaml", PACK, name=".git")
    assert result_of(ergo, "content", "list")["packs"] == []


def test_a_habit_of_ones_own_pack_is_shown_after_the_shipped(ergo: Ergo, home: Path) -> None:
    pack(home, "habits.yaml", PACK)
    assert [habit["id"] for habit in result_of(ergo, "habits")["habits"]] == [*HABITS, "music"]


def test_lint_reads_the_shipped_content_and_all_packs(ergo: Ergo, home: Path) -> None:
    path = pack(home, "habits.yaml", PACK)
    files = result_of(ergo, "content", "lint")["files"]
    assert {Path(file).name for file in files} == {Path(kind.file).name for kind in SUBJECTS}
    assert files[-1] == str(path)
    assert ergo("content", "lint").out.startswith(f"{len(SUBJECTS) + 1} files, no problems.\n")


@pytest.mark.parametrize("whole", [True, False])
def test_lint_reads_the_folder_or_file_that_it_is_given(ergo: Ergo, tmp_path: Path, *, whole: bool) -> None:
    path = pack(tmp_path, "habits.yaml", PACK)
    files = result_of(ergo, "content", "lint", path.parent if whole else path)["files"]
    assert files[-1] == str(path)


def test_lint_of_the_shipped_folder_reads_it_once(ergo: Ergo) -> None:
    files = result_of(ergo, "content", "lint", data_dir())["files"]
    assert len(files) == len(set(files)) == len(SUBJECTS)


def test_lint_of_a_path_leaves_the_packs_in_use_alone(ergo: Ergo, home: Path, tmp_path: Path) -> None:
    pack(home, "habits.yaml", "habits: nonsense")
    assert ergo("content", "lint", pack(tmp_path, "habits.yaml", PACK)).code == 0


@pytest.mark.parametrize("kind", SUBJECTS)
@pytest.mark.parametrize("ending", ["", ".yaml"])
def test_the_schema_of_a_content_file_is_the_published_one(ergo: Ergo, kind: type[Any], ending: str) -> None:
    name = kind.file.removesuffix(".yaml")
    code, out, err = ergo("content", "schema", name + ending)
    assert (code, err) == (0, "")
    assert json.loads(out) == json.loads((SCHEMAS / f"{name}.json").read_text())
