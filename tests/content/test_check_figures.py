from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ergo_cli.content.check import check
from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.figures import Clips, Poses
from ergo_cli.content.model.stretches import Stretches
from ergo_cli.errors import ContentError

Found = Callable[[str, str], list[str]]

CLIP = """clips:
  - id: nod
    name: Nod
    text: The head nods.
    pose: standing
    {line}
"""
NOD = "approach: [{take: 1, head: [20, 0, 0]}]"


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Return the problems of a pack with one file, below figures/."""

    def problems(name: str, source: str) -> list[str]:
        path = tmp_path / "mine" / "figures" / name
        path.parent.mkdir(parents=True)
        path.write_text(source)
        return [str(problem).removeprefix(f"{path.parent}/") for problem in check(data_dir(), [tmp_path / "mine"])]

    return problems


def test_a_pack_may_add_a_clip(found: Found, tmp_path: Path) -> None:
    assert found("clips.yaml", CLIP.replace("{line}", NOD)) == []
    more = Library(data_dir(), tmp_path).read(Clips).clips
    assert more[:-1] == Library(data_dir()).read(Clips).clips
    assert more[-1].id == "nod"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("approch: []", "6:5: unknown key 'approch', did you mean 'approach'?"),
        ("approach: [{take: 1, neck: [1, 2]}]", "6:26: clips[0].approach[0].neck does not have 3 entries"),
        ("approach: [{take: 1, neck: [1, 2, x]}]", "6:39: clips[0].approach[0].neck[2] is text, not a number"),
        ("approach: [{take: 61}]", "6:17: clips[0].approach[0].take is '61'; it must be at most 60"),
        ("approach: [{neck: [1, 2, 3]}]", "6:16: clips[0].approach[0] has no 'take'"),
        ("frame: knees", "6:5: clips[0].frame is 'knees', not one of: bust, forearm, full, upper"),
        ("approach: [{take: 1, left_hand: {touch: left-nee}}]", "not one of: chest, floor, head, left-ankle"),
        ("view: {yaw: 30}", "6:5: clips[0].view has no 'pitch'"),
        ("view: above", "6:5: clips[0].view is 'above', not one of: back, front, side, three-quarter"),
        ("trails: [left-thumb]", "clips[0].trails[0] is 'left-thumb', not one of: "),
        ("loop: []", "2:5: needs 'approach' or 'loop'"),
        ("loop: [{take: 1}, {take: 1}]", "6:5: needs 3 keys or more to go round"),
        ("loop: [{take: 1}, {take: 0}, {take: 1}]", "6:24: must be above 0"),
        ("approach: [{take: 0}, {take: 0}]", "6:28: must be above 0"),
        ("approach: [{take: 1, left_arm: {}, left_hand: {touch: head}}]", "6:40: there is already 'left_arm'"),
        ("approach: [{take: 1, right_leg: {}, right_foot: {touch: floor}}]", "6:41: there is already 'right_leg'"),
        ("approach: [{take: 1, root: [0, 0, 0], move: [0, 0, 1]}]", "6:43: there is already 'root'"),
        (f"{NOD}\n    props: [flor]", "7:13: there is no prop 'flor', did you mean 'floor'?"),
    ],
)
def test_a_broken_clip_is_told_with_its_place(line: str, problem: str, found: Found) -> None:
    (told,) = found("clips.yaml", CLIP.replace("{line}", line))
    assert told.startswith("clips.yaml:")
    assert problem in told


@pytest.mark.parametrize("text", ["The left shoulder rises.", "The head turns to the Right."])
def test_no_text_names_a_side(text: str, found: Found) -> None:
    source = CLIP.replace("{line}", NOD).replace("The head nods.", text)
    assert found("clips.yaml", source) == ["clips.yaml:4:5: names a side"]


def test_a_clip_starts_from_a_pose_that_there_is(found: Found) -> None:
    (told,) = found("clips.yaml", CLIP.replace("{line}", NOD).replace("standing", "standng"))
    assert told == "clips.yaml:5:5: there is no starting pose 'standng', did you mean 'standing'?"


@pytest.mark.parametrize(
    ("mark", "problem"),
    [
        ("{text: here}", "needs either 'at' or 'angle'"),
        ("{text: here, at: ear, angle: [ear, neck, waist]}", "needs either 'at' or 'angle'"),
        ('{text: "{deg}", at: ear}', "has no 'angle' to fill {deg}"),
        ("{text: left ear, at: ear}", "names a side"),
    ],
)
def test_a_mark_is_at_a_joint_or_at_an_angle_and_names_no_side(mark: str, problem: str, found: Found) -> None:
    picture = f"{{id: p, name: P, text: P., posture: sitting, label: good, pose: seated, marks: [{mark}]}}"
    (told,) = found("pictures.yaml", f"pictures: [{picture}]")
    assert told.endswith(f": {problem}")


def test_a_part_names_a_clip_that_there_is(tmp_path: Path) -> None:
    data = Path(shutil.copytree(data_dir(), tmp_path / "data"))
    path = data / Stretches.file
    path.write_text(path.read_text().replace("figure: neck-side", "figure: neck-sid"))
    (problem,) = check(data, [])
    assert problem.message == "there is no clip 'neck-sid', did you mean 'neck-side'?"


def test_every_shipped_part_names_a_clip_of_its_own() -> None:
    library = Library(data_dir())
    named = [part.figure for stretch in library.read(Stretches).stretches for part in stretch.parts]
    assert sorted(filter(None, named)) == sorted(clip.id for clip in library.read(Clips).clips)
    assert len(named) == len(set(named))


def test_a_file_outside_its_folder_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "clips.yaml").write_text("clips: []")
    (problem,) = check(data_dir(), [tmp_path])
    assert problem.message == "is not a content file; did you mean figures/clips.yaml?"


def test_a_figure_file_alone_is_checked_as_a_pack(found: Found, tmp_path: Path) -> None:
    assert found("poses.yaml", "poses: [{id: bent, body: [20, 0, 0]}]") == []
    assert check(data_dir(), [tmp_path / "mine" / "figures" / "poses.yaml"]) == []


def test_the_digest_names_figures(tmp_path: Path) -> None:
    library = Library(data_dir(), tmp_path)
    library.read(Poses)
    assert library.digest.startswith("poses:")


def test_a_yaml_alias_in_a_pack_is_refused(found: Found) -> None:
    source = CLIP.replace("{line}", "approach: [&a {take: 1}, *a]")
    (told,) = found("clips.yaml", source)
    assert "aliases (*name) are not allowed" in told


def test_a_pack_with_a_clip_that_is_broken_raises_with_every_problem(tmp_path: Path) -> None:
    (tmp_path / "mine" / "figures").mkdir(parents=True)
    (tmp_path / "mine" / "figures" / "clips.yaml").write_text("clips: [{}]\n")
    with pytest.raises(ContentError, match=r"has no 'id'"):
        Library(data_dir(), tmp_path).read(Clips)
