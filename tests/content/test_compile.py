from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ergo_cli.content.compile import compile_content
from ergo_cli.content.files import compiled_path, index_path, sha256_of
from ergo_cli.content.library import Library, parse_subject
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import Subject
from ergo_cli.content.model.danger import DangerWords
from ergo_cli.content.model.words import Vocabulary, Words, entries, index
from ergo_cli.content.subjects import SUBJECTS
from ergo_cli.errors import ContentError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a copy of the shipped YAML, not compiled."""
    return Path(shutil.copytree(data_dir(), tmp_path / "data", ignore=shutil.ignore_patterns("compiled")))


@pytest.mark.parametrize("kind", SUBJECTS, ids=lambda kind: kind.file)
def test_the_compiled_form_holds_what_the_yaml_holds(
    kind: type[Subject], compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = compiled / kind.file
    content = parse_subject(kind, path.read_bytes(), str(path), trusted=True)
    # Nothing but the compiled form can be read now.
    monkeypatch.setitem(sys.modules, "ergo_cli.content.load", None)
    assert Library(compiled).read(kind) == content


@pytest.mark.parametrize("kind", [Words, DangerWords], ids=lambda kind: kind.file)
def test_the_compiled_index_is_that_of_the_notions(
    kind: type[Vocabulary], compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = index(Library(compiled).read(kind).notions)
    monkeypatch.setattr(Library, "read", None)  # it must be enough without
    assert Library(compiled).index(kind) == expected


@pytest.mark.parametrize("kind", [Words, DangerWords], ids=lambda kind: kind.file)
def test_an_index_that_is_older_than_its_yaml_is_passed_over(
    kind: type[Vocabulary], compiled: Path, tmp_path: Path
) -> None:
    changed = Path(shutil.copytree(compiled, tmp_path / "changed"))
    path = changed / kind.file
    path.write_text("notions:\n  - {id: new, words: [brand new]}\n")
    library = Library(changed)
    assert library.index(kind).parts == "brand new"
    assert sha256_of(path.read_bytes())[:12] in library.digest


def test_a_pack_adds_its_notions_to_the_index(compiled: Path, tmp_path: Path) -> None:
    (tmp_path / "packs" / "mine").mkdir(parents=True)
    (tmp_path / "packs" / "mine" / "words.yaml").write_text("notions:\n  - {id: jaw, words: [mandible]}\n")
    found = Library(compiled, tmp_path / "packs").index(Words)
    assert entries(found.phrases["mandible"], "") == ["jaw"]
    assert set(found.parts.split()) > set(Library(compiled).index(Words).parts.split())


def test_compiling_again_changes_nothing(compiled: Path, tmp_path: Path) -> None:
    again = Path(shutil.copytree(compiled, tmp_path / "data"))
    compile_content(again)
    for kind in SUBJECTS:
        assert compiled_path(again / kind.file).read_bytes() == compiled_path(compiled / kind.file).read_bytes()


def test_content_that_is_broken_is_not_compiled(data: Path) -> None:
    path = data / "stretches.yaml"
    path.write_text("stretches: []\nstetches: []\n")
    with pytest.raises(ContentError, match=r"stretches.yaml:2:1: unknown key 'stetches', did you mean 'stretches'\?"):
        compile_content(data)
    assert not compiled_path(path).exists()


def test_it_can_be_run_as_a_module(data: Path) -> None:
    subprocess.run([sys.executable, "-m", "ergo_cli.content.compile", data], check=True)
    forms = {compiled_path(data / kind.file) for kind in SUBJECTS}
    forms |= {index_path(data / kind.file) for kind in SUBJECTS if issubclass(kind, Vocabulary)}
    assert set(data.rglob("compiled/*.json")) == forms
