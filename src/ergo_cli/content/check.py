"""All that is wrong with the content, and where: each file by itself, then what must agree between them.

Used by `ergo content lint`, by the tests, and whenever a user has packs.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from ergo_cli.content.check_links import Document, Finding, findings
from ergo_cli.content.files import read_bytes
from ergo_cli.content.library import parse_subject, read_shipped
from ergo_cli.content.load import Mark, marks
from ergo_cli.content.load import Path as Place
from ergo_cli.content.model.base import Subject
from ergo_cli.content.subjects import SUBJECTS
from ergo_cli.errors import ContentError, Problem


def check(data: Path, packs: Sequence[Path]) -> list[Problem]:
    """Return every problem of the shipped content in *data* and of *packs*, folders or single files, that add to it."""
    shipped, problems = _read_all([data / kind.file for kind in SUBJECTS], trusted=True)
    for pack in packs:
        added, wrong = _read_all(files_of(pack), trusted=False)
        shipped += added
        problems += wrong
    if problems:  # cross-references of half a content would only be noise
        return problems
    places: dict[str, dict[Place, Mark]] = {}  # finding them takes as long as all else
    return [_locate(finding, places) for finding in findings(shipped)]


def files_of(pack: Path) -> list[Path]:
    """Return the content files of *pack*, a folder, or *pack* itself."""
    if not pack.is_dir():
        return [pack]
    files = (*pack.glob("*.y*ml"), *pack.glob("*/*.y*ml"))
    return sorted(path for path in files if not path.relative_to(pack).as_posix().startswith("."))


def _locate(finding: Finding, places: dict[str, dict[Place, Mark]]) -> Problem:
    """Return *finding* with its line; *places* keeps those of each file."""
    document = finding.document
    if document.file not in places:
        places[document.file] = marks(document.source)
    return Problem(document.file, *places[document.file][finding.place], finding.message)


def _read_all(files: Sequence[Path], *, trusted: bool) -> tuple[list[Document], list[Problem]]:
    documents: list[Document] = []
    problems: list[Problem] = []
    for path in files:
        try:
            kind = _kind_of(path) if trusted else _pack_kind_of(path)
            source = read_bytes(path)
            read = read_shipped(kind, path, source).content if trusted else parse_subject(kind, source, str(path))
            documents.append(Document(str(path), source, read))
        except ContentError as error:
            problems += error.problems
    return documents, problems


def _kind_of(path: Path) -> type[Subject]:
    """Return the subject that *path* is about, by its name; a misspelt name must not go unnoticed."""
    by_file = {kind.file: kind for kind in SUBJECTS}
    whole = path.absolute()
    # With its folder first: what is read from a folder would go unnoticed outside it.
    for name in ("/".join(whole.parts[-2:]), path.name):
        if name in by_file:
            return by_file[name]
    near = [file for file in by_file if file.endswith(f"/{path.name}")] or get_close_matches(path.name, by_file, n=1)
    near = near or sorted(by_file)
    raise ContentError([Problem(str(path), 0, 0, f"is not a content file; did you mean {' or '.join(near)}?")])


def _pack_kind_of(path: Path) -> type[Subject]:
    kind = _kind_of(path)
    if kind.shipped_only:
        raise ContentError([Problem(str(path), 0, 0, "a pack cannot change this file")])
    return kind
