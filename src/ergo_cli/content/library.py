"""The content as commands see it: one call a subject, packs added, with a digest of what was read.

A shipped file is read from its compiled form (JSON: no PyYAML to import, and far faster to parse) if that was made
from the very bytes of the YAML, and from the YAML otherwise: it cannot be stale. The compiled form starts with a line
that holds the CRC-32 of these bytes, quick to check, and their SHA-256, so that nothing need be hashed to name it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import msgspec

from ergo_cli.content.files import compiled_path, index_path, pack_folders, read_bytes, read_compiled, sha256_of
from ergo_cli.content.model.base import Subject
from ergo_cli.content.model.danger import READING, Reading
from ergo_cli.content.model.words import Index, Vocabulary, index
from ergo_cli.errors import ContentError, Problem, ProblemsError
from ergo_cli.plain import clean

S = TypeVar("S", bound=Subject)


class Library:
    """The shipped content in *data*, and packs: folders in *packs* with files named and shaped like the shipped."""

    def __init__(self, data: Path, packs: Path | None = None) -> None:
        self._data = data
        self._packs = pack_folders(packs)
        self._read: dict[type[Subject], Subject] = {}
        self._digests: list[str] = []
        self._checked = False

    def read(self, kind: type[S]) -> S:
        """Return the *kind* with what the packs add; raises `ContentError` with every problem of content and packs.

        What protects a user is the shipped content alone, and is read however broken a pack may be. Each kind is read
        once.
        """
        known = self._read.get(kind)
        if isinstance(known, kind):
            return known
        content = self._read[kind] = self._fresh(kind)
        return content

    def _fresh(self, kind: type[S]) -> S:
        if not self._packs or kind.shipped_only:
            return self._shipped(kind)
        self._check_packs()
        added = [folder / kind.file for folder in self._packs if (folder / kind.file).exists()]
        return merge(kind, [self._shipped(kind), *(self._added(kind, path) for path in added)])

    def index(self, kind: type[Vocabulary]) -> Index:
        """Return the notions of *kind*, to be looked up by their words; raises `ContentError`."""
        path = self._data / kind.file
        if not any((folder / kind.file).exists() for folder in self._packs):
            source = read_bytes(path)
            with suppress(FileNotFoundError, ValueError, msgspec.DecodeError):
                checksum, sha256, compiled = read_compiled(index_path(path))
                if checksum == zlib.crc32(source):
                    self._digests.append(f"{path.stem}:{sha256[:12]}")
                    return msgspec.json.decode(compiled, type=Index)
        return index(self.read(kind).notions)

    def reading(self) -> Reading:
        """Return what was learned about danger signs; raises `ContentError`."""
        path = self._data / READING
        source = read_bytes(path)
        self._digests.append(f"{path.stem}:{sha256_of(source)[:12]}")
        try:
            return msgspec.json.decode(source, type=Reading)
        except msgspec.DecodeError as error:
            raise ContentError([Problem(str(path), 0, 0, str(error))]) from error

    def _check_packs(self) -> None:
        """Hold the packs against the whole of the content, once."""
        from ergo_cli.content.check import check

        if not self._checked and (problems := check(self._data, self._packs)):
            raise ContentError(problems)
        self._checked = True

    @property
    def digest(self) -> str:
        """What was read so far: each file's name with the start of its SHA-256."""
        return " ".join(self._digests)

    def _shipped(self, kind: type[S]) -> S:
        path = self._data / kind.file
        shipped = read_shipped(kind, path, read_bytes(path))
        self._digests.append(f"{path.stem}:{shipped.sha256[:12]}")
        return shipped.content

    def _added(self, kind: type[S], path: Path) -> S:
        source = read_bytes(path)
        self._digests.append(f"{clean(path.parent.name)}/{path.stem}:{sha256_of(source)[:12]}")
        return parse_subject(kind, source, str(path))


class Shipped(NamedTuple, Generic[S]):
    """A shipped subject, and the SHA-256 of its YAML."""

    content: S
    sha256: str


def read_shipped(kind: type[S], path: Path, source: bytes) -> Shipped[S]:
    """Return the *kind* that the shipped file *path*, whose bytes are *source*, holds.

    Raises `ContentError` with every problem.
    """
    # A compiled form that is missing or was cut off is passed over.
    with suppress(FileNotFoundError, ValueError, msgspec.DecodeError):
        checksum, sha256, compiled = read_compiled(compiled_path(path))
        if checksum == zlib.crc32(source):
            return Shipped(msgspec.json.decode(compiled, type=kind), sha256)
    return Shipped(parse_subject(kind, source, str(path), trusted=True), sha256_of(source))


def parse_subject(kind: type[S], source: bytes, file: str, *, trusted: bool = False) -> S:
    """Return the *kind* in the YAML *source*; raises `ContentError` with every problem."""
    # Imported here: the compiled form needs neither PyYAML nor the explanations.
    from ergo_cli.content.load import parse
    from ergo_cli.content.shape import shape

    try:
        return shape(parse(source, file, trusted=trusted), kind, source, file)
    except ContentError:
        raise
    except ProblemsError as error:
        raise ContentError(error.problems) from error


def merge(kind: type[S], contents: Sequence[S]) -> S:
    """Return one *kind* whose lists are those of *contents*, one after the other."""
    fields = msgspec.structs.fields(kind)
    return kind(**{f.name: tuple(item for content in contents for item in getattr(content, f.name)) for f in fields})
