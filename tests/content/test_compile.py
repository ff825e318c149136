from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ergo_cli.content.compile import compile_content
from ergo_cli.content.library import Library, compiled_path, parse_subject
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import Subject
from ergo_cli.content.subjects import SUBJECTS
from ergo_cli.errors import ContentError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a copy of the shipped YAML, not compiled."""
    return Path(shutil.copytree(data_dir(), tmp_path / "data", ignore=shutil.ignore_patterns("compiled")))


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which only the compiled form can tell what the content is."""
    data = Path(shutil.copytree(data_dir(), tmp_path_factory.mktemp("content") / "data"))
    compile_content(data)
    return data


@pytest.mark.parametrize("kind", SUBJECTS, ids=lambda kind: kind.file)
def test_the_compiled_form_holds_what_the_yaml_holds(
    kind: type[Subject], compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = compiled / kind.file
    content = parse_subject(kind, path.read_bytes(), str(path), trusted=True)
    # Nothing but the compiled form can be read now.
    monkeypatch.setitem(sys.modules, "ergo_cli.content.load", None)
    assert Library(compiled).read(kind) == content


def test_compiling_again_changes_nothing(compiled: Path) -> None:
    before = {kind: compiled_path(compiled / kind.file).read_bytes() for kind in SUBJECTS}
    compile_content(compiled)
    assert {kind: compiled_path(compiled / kind.file).read_bytes() for kind in SUBJECTS} == before


def test_content_that_is_broken_is_not_compiled(data: Path) -> None:
    path = data / "stretches.yaml"
    path.write_text("stretches: []\nstetches: []\n")
    with pytest.raises(ContentError, match=r"stretches.yaml:2:1: unknown key 'stetches', did you mean 'stretches'\?"):
        compile_content(data)
    assert not compiled_path(path).exists()


def test_it_can_be_run_as_a_module(data: Path) -> None:
    subprocess.run([sys.executable, "-m", "ergo_cli.content.compile", data], check=True)
    assert set(data.rglob("compiled/*.json")) == {compiled_path(data / kind.file) for kind in SUBJECTS}
