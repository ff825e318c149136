"""YAML to the JSON that commands load: run when the package is built, and by `make` when content has changed."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import msgspec

from ergo_cli.content.files import compiled_path, index_path, read_bytes, sha256_of
from ergo_cli.content.library import parse_subject
from ergo_cli.content.model.words import Vocabulary, index
from ergo_cli.content.subjects import SUBJECTS


def compile_content(data: Path) -> None:
    """Write the compiled form of every subject in the folder *data*; raises `ContentError` if one is broken."""
    for kind in SUBJECTS:
        path = data / kind.file
        source = read_bytes(path)
        content = parse_subject(kind, source, str(path), trusted=True)
        head = f"{zlib.crc32(source)} {sha256_of(source)}\n".encode()
        compiled_path(path).parent.mkdir(exist_ok=True)
        compiled_path(path).write_bytes(head + msgspec.json.encode(content))
        if isinstance(content, Vocabulary):
            index_path(path).write_bytes(head + msgspec.json.encode(index(content.notions), order="deterministic"))


if __name__ == "__main__":
    compile_content(Path(sys.argv[1]))
