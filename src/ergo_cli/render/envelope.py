"""Results to JSON: one envelope for every command, its fields frozen."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec import Struct

from ergo_cli.version import __version__

R = TypeVar("R", bound=Struct)


def envelope(kind: str, result: Struct, *, content: str, created: datetime) -> bytes:
    """Return the JSON that holds *result*, made from *content* (a digest) at *created* (with its zone)."""
    return msgspec.json.encode(
        {
            "schema": f"ergo/{kind}/1",
            "version": __version__,
            "content": content,
            "created": created.isoformat(timespec="seconds"),
            "result": result,
        }
    )
