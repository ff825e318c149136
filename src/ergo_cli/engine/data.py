"""The results of `ergo data`: what is kept on this machine and where, all of it, and what was deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct


class Place(Struct, frozen=True):
    """Where something is kept, and how many bytes there are; None if there is nothing yet."""

    id: Literal["settings", "packs", "history", "damaged"]
    path: str
    bytes: int | None


class DataPlaces(Struct, frozen=True):
    """Everywhere that something of the user's is kept."""

    places: tuple[Place, ...]


class Kept(Struct, frozen=True):
    """A record: when it was made (RFC 3339), from which content and answers, and the result that was given.

    A *result* that is no JSON, because the file is damaged, is its text.
    """

    kind: str
    created: str
    content: str
    answers: Mapping[str, str]
    result: Any


class DataExport(Struct, frozen=True):
    """Everything that is recorded, the oldest first, and the answers of every interrupted run by kind of record.

    *damaged* histories were set aside and cannot be read.
    """

    records: tuple[Kept, ...]
    drafts: Mapping[str, Mapping[str, str]]
    damaged: tuple[str, ...]


class DataForgotten(Struct, frozen=True):
    """The files that were deleted, and those places that stay as they are."""

    deleted: tuple[str, ...]
    kept: tuple[Place, ...]
