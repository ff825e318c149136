"""Ids and names alone, for a shell that waits for them: of the compiled form they take no types, and no msgspec."""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from pathlib import Path

from ergo_cli.content.files import compiled_path, pack_folders, read_bytes, read_compiled


def names(data: Path, packs: Path | None, file: str, field: str, text: str = "name") -> list[tuple[str, str]]:
    """Return the id, and what stands in *text*, of each entry that *field* of the subject *file* has.

    Raises `ContentError`.
    """
    path = data / file
    if not pack_folders(packs):
        with suppress(FileNotFoundError, ValueError):
            checksum, _, compiled = read_compiled(compiled_path(path))
            if checksum == zlib.crc32(read_bytes(path)):
                return [(entry["id"], entry[text]) for entry in json.loads(bytes(compiled))[field]]
    from ergo_cli.content.library import Library
    from ergo_cli.content.subjects import SUBJECTS

    content = Library(data, packs).read(next(kind for kind in SUBJECTS if kind.file == file))
    return [(entry.id, getattr(entry, text)) for entry in getattr(content, field)]
