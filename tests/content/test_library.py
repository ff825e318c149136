from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from ergo_cli.content.files import compiled_path, pack_folders
from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import Subject
from ergo_cli.content.model.body import Body
from ergo_cli.content.model.breaks import Breaks
from ergo_cli.content.model.danger import READING
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.sources import Bibliography
from ergo_cli.content.model.stretches import Stretches
from ergo_cli.errors import ContentError, ExitCode
from tests.conftest import Ergo

JAW = "areas:\n  - {id: jaw, name: Jaw}\n"
YAWN = """\
stretches:
  - id: yawn
    name: Yawn
    summary: Opens the jaw.
    areas: [jaw]
    position: either
    muscles: jaw muscles
    parts:
      - {id: wide, name: Wide, steps: [Open your mouth.], feel: in the jaw, reps: 3}
    cautions: []
    sources: [my-therapist]
"""
THERAPIST = """\
sources:
  - {id: my-therapist, title: Advice, by: My therapist, licence: private, trusted_for: my jaw, basis: read}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a copy of the shipped YAML, not compiled."""
    return Path(shutil.copytree(data_dir(), tmp_path / "data", ignore=shutil.ignore_patterns("compiled")))


@pytest.fixture
def copied(compiled: Path, tmp_path: Path) -> Path:
    """Return a copy of the shipped content, compiled."""
    return Path(shutil.copytree(compiled, tmp_path / "data"))


def add_pack(packs: Path, name: str, **files: str) -> Path:
    (packs / name).mkdir(parents=True)
    for stem, text in files.items():
        (packs / name / f"{stem}.yaml").write_text(text)
    return packs


def names(library: Library) -> list[str]:
    return [area.name for area in library.read(Body).areas]


def rename(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_stretch_of_ones_own_can_be_shown_like_a_shipped_one(ergo: Ergo, home: Path) -> None:
    add_pack(home / "packs", "mine", body=JAW, stretches=YAWN, sources=THERAPIST)
    run = ergo("stretch", "--show", "yawn", "--json")
    assert run.code == ExitCode.DONE, run.err
    (stretch,) = json.loads(run.out)["result"]["stretches"]
    assert (stretch["name"], stretch["areas"], stretch["sources"]) == ("Yawn", ["jaw"], ["my-therapist"])


def test_a_stretch_of_ones_own_stands_behind_the_shipped_ones(ergo: Ergo, home: Path) -> None:
    shipped = [s["id"] for s in json.loads(ergo("stretch", "--list", "--json").out)["result"]["stretches"]]
    add_pack(home / "packs", "mine", body=JAW, stretches=YAWN, sources=THERAPIST)
    found = [s["id"] for s in json.loads(ergo("stretch", "--list", "--json").out)["result"]["stretches"]]
    assert found == [*shipped, "yawn"]


def test_a_broken_pack_is_named_with_its_line_whatever_is_read(ergo: Ergo, home: Path) -> None:
    add_pack(home / "packs", "mine", body=JAW + "    nmae: Chin\n")
    run = ergo("habits")
    assert (run.code, run.out) == (ExitCode.CONTENT, "")
    assert re.fullmatch(rf"ergo: {re.escape(str(home))}/packs/mine/body\.yaml:3:5: .*\n", run.err)


def test_packs_add_in_order_of_their_names(compiled: Path, tmp_path: Path) -> None:
    for name in ("b", "a"):
        add_pack(tmp_path / "packs", name, body=JAW.replace("jaw", f"jaw-{name}").replace("Jaw", f"Jaw {name}"))
    assert names(Library(compiled, tmp_path / "packs")) == [*names(Library(compiled)), "Jaw a", "Jaw b"]


def test_every_list_of_a_subject_grows(compiled: Path, tmp_path: Path) -> None:
    idea = "{id: hum, text: Hum., kind: move, seconds: 5, sources: [kp-ergonomics]}"
    interval = "{id: nap, name: Nap, text: Nap., every_minutes: 90, seconds: 600, sources: [kp-ergonomics]}"
    packs = add_pack(tmp_path / "packs", "mine", breaks=f"ideas: [{idea}]\nintervals: [{interval}]\n")
    shipped, more = Library(compiled).read(Breaks), Library(compiled, packs).read(Breaks)
    assert (more.ideas[:-1], more.intervals[:-1]) == (shipped.ideas, shipped.intervals)
    assert (more.ideas[-1].id, more.intervals[-1].id) == ("hum", "nap")


@pytest.mark.parametrize("kind", [Screening, Stretches, Body, Bibliography], ids=lambda kind: kind.file)
def test_a_pack_takes_nothing_away(kind: type[Subject], compiled: Path, tmp_path: Path) -> None:
    packs = add_pack(tmp_path / "packs", "mine", body=JAW, stretches=YAWN, sources=THERAPIST)
    shipped, more = Library(compiled).read(kind), Library(compiled, packs).read(kind)
    for name in kind.__struct_fields__:
        entries = getattr(shipped, name)
        assert getattr(more, name)[: len(entries)] == entries


def test_hidden_folders_and_files_are_no_packs(tmp_path: Path) -> None:
    add_pack(tmp_path, ".git")
    add_pack(tmp_path, "mine")
    (tmp_path / "README.md").write_text("")
    assert pack_folders(tmp_path) == [tmp_path / "mine"]


def test_without_a_folder_of_packs_there_is_what_is_shipped(compiled: Path, tmp_path: Path) -> None:
    assert pack_folders(tmp_path / "packs") == []
    assert names(Library(compiled, tmp_path / "packs")) == names(Library(compiled))


def test_the_compiled_form_is_read_while_it_matches(copied: Path) -> None:
    rename(compiled_path(copied / Body.file), '"Neck"', '"Compiled neck"')
    assert "Compiled neck" in names(Library(copied))


def test_the_compiled_form_is_passed_over_once_the_yaml_has_changed(copied: Path) -> None:
    rename(compiled_path(copied / Body.file), '"Neck"', '"Compiled neck"')
    rename(copied / Body.file, "name: Neck", "name: Nape")
    assert "Nape" in names(Library(copied))
    assert "Compiled neck" not in names(Library(copied))


@pytest.mark.parametrize("kept", [0, 5, 40, 200])
def test_a_compiled_form_that_was_cut_off_is_passed_over(kept: int, copied: Path) -> None:
    path = compiled_path(copied / Body.file)
    path.write_bytes(path.read_bytes()[:kept])
    assert "Neck" in names(Library(copied))


def test_the_digest_names_what_was_read_in_order(compiled: Path, tmp_path: Path) -> None:
    library = Library(compiled, add_pack(tmp_path / "packs", "mine", body=JAW))
    library.read(Body)
    library.read(Breaks)
    assert re.fullmatch(r"body:[0-9a-f]{12} mine/body:[0-9a-f]{12} breaks:[0-9a-f]{12}", library.digest)


def digest(data: Path, packs: Path | None = None) -> str:
    library = Library(data, packs)
    library.read(Body)
    return library.digest


def test_the_digest_changes_with_the_content(data: Path) -> None:
    before = digest(data)
    rename(data / Body.file, "name: Neck", "name: Nape")
    assert digest(data) != before


def test_the_digest_changes_with_a_pack(compiled: Path, tmp_path: Path) -> None:
    packs = add_pack(tmp_path / "packs", "mine", body=JAW)
    before = digest(compiled, packs)
    rename(packs / "mine" / "body.yaml", "Jaw", "Chin")
    assert digest(compiled, packs) != before


def test_the_digest_is_the_same_for_the_compiled_form(data: Path, compiled: Path) -> None:
    assert digest(data) == digest(compiled)


def test_nothing_read_has_no_digest(compiled: Path) -> None:
    assert Library(compiled).digest == ""


def refused(data: Path, packs: Path | None = None) -> str:
    with pytest.raises(ContentError) as caught:
        Library(data, packs).read(Body)
    assert caught.value.exit_code == ExitCode.CONTENT
    return str(caught.value)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_file_that_cannot_be_read_is_named_with_the_reason(is_there: bool, data: Path) -> None:  # noqa: FBT001
    path = data / Body.file
    path.unlink()
    if is_there:
        path.mkdir()
    reason = "Is a directory" if is_there else "No such file or directory"
    assert refused(data) == f"{path}: cannot be read: {reason}"


def test_shipped_content_that_is_broken_is_named_with_its_line(data: Path) -> None:
    rename(data / Body.file, "name: Neck", "nmae: Neck")
    lines = refused(data).split("\n")
    assert f"{data / Body.file}:5:5: unknown key 'nmae', did you mean 'name'?" in lines


def test_what_is_no_yaml_is_an_error_of_the_content(compiled: Path, tmp_path: Path) -> None:
    packs = add_pack(tmp_path / "packs", "mine", body="areas: 1\nareas: 2\n")
    assert refused(compiled, packs) == f"{packs}/mine/body.yaml:2:1: key 'areas' is given twice"


def test_what_was_learned_about_danger_is_read_with_its_digest_and_a_broken_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / READING
    path.write_bytes(b'{"made_from": "", "bias": -1, "features": {"numb": [30, 25]}, "signs": {}}')
    library = Library(tmp_path)
    assert (library.reading().features, library.digest[:15]) == ({"numb": (30, 25)}, "danger-reading:")
    path.write_bytes(b'{"bias": "none"}')
    with pytest.raises(ContentError) as error:
        Library(tmp_path).reading()
    assert str(path) in str(error.value)
