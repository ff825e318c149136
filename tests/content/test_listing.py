from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ergo_cli.content.files import compiled_path
from ergo_cli.content.library import Library
from ergo_cli.content.listing import names
from ergo_cli.content.model.habits import Habits
from ergo_cli.errors import ContentError

HABITS = """
habits:
  - {id: music, name: Music, text: Hum., tips: [], sources: [kp-ergonomics]}
"""


@pytest.fixture
def data(compiled: Path, tmp_path: Path) -> Path:
    """Return a copy of the compiled content, to be written to."""
    return Path(shutil.copytree(compiled, tmp_path / "data"))


def listed(data: Path) -> list[tuple[str, str]]:
    return names(data, None, "habits.yaml", "habits")


def test_the_compiled_form_lists_what_the_library_reads(data: Path) -> None:
    assert listed(data) == [(habit.id, habit.name) for habit in Library(data).read(Habits).habits]


def test_the_compiled_form_is_what_is_read(data: Path) -> None:
    path = compiled_path(data / "habits.yaml")
    path.write_bytes(path.read_bytes().replace(b"Exercise regularly", b"Dance regularly"))
    assert "Dance regularly" in dict(listed(data)).values()


@pytest.mark.parametrize("compiled_form", [None, b"", b"1 x\n{}", b"cut off"])
def test_without_a_compiled_form_that_fits_the_yaml_is_read(data: Path, compiled_form: bytes | None) -> None:
    path = compiled_path(data / "habits.yaml")
    expected = listed(data)
    path.unlink()
    if compiled_form is not None:
        path.write_bytes(compiled_form)
    assert listed(data) == expected


def test_what_was_cut_off_is_read_from_the_yaml(data: Path) -> None:
    expected = listed(data)
    path = compiled_path(data / "habits.yaml")
    path.write_bytes(path.read_bytes()[:-20])
    assert listed(data) == expected


def test_what_packs_add_is_listed(data: Path, tmp_path: Path) -> None:
    pack = tmp_path / "packs" / "own"
    pack.mkdir(parents=True)
    (pack / "habits.yaml").write_text(HABITS)
    assert names(data, pack.parent, "habits.yaml", "habits")[-1] == ("music", "Music")


def test_content_that_is_missing_is_an_error(data: Path) -> None:
    (data / "habits.yaml").unlink()
    with pytest.raises(ContentError, match=r"habits\.yaml"):
        listed(data)
