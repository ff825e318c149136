"""The plainest of files, one `id: answer` a line, read without PyYAML: its import takes longer than all else.

Whatever is not that plain is left to `load`, which gives the same for what is.
"""

from __future__ import annotations

import re

# What a stranger may hand over.
MAX_BYTES = 1_000_000

_LINE = re.compile(r"(?:([a-z][a-z0-9-]*): +([a-z][a-z0-9-]*) *)?(?:(?:(?<= )|^)#.*)?")
_NOT_TEXT = "null"


def read_flat(source: bytes) -> dict[str, str] | None:
    """Return what *source* maps to what; None if it is not as plain as that, or has nothing in it."""
    try:
        lines = source.decode().split("\n") if len(source) <= MAX_BYTES else []
    except UnicodeDecodeError:
        return None
    found: dict[str, str] = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if not match or not line.isprintable() or match[1] in found or match[2] == _NOT_TEXT:
            return None
        if match[1]:
            found[match[1]] = match[2]
    return found or None
