"""How to stand, sit and bend."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from ergo_cli.content.model.base import Id, Item, Sources, Subject, Text


class PosturePoint(Item, frozen=True):
    """One mark of a good posture, beside the usual way to get it wrong."""

    id: Id
    text: Text
    avoid: Text
    sources: Sources
    why: Text | None = None
    note: Text | None = None


class Posture(Item, frozen=True):
    """How to stand, sit or bend."""

    id: Id
    name: Text
    summary: Text
    points: Annotated[tuple[PosturePoint, ...], Meta(min_length=1)]
    sources: Sources
    note: Text | None = None


class Postures(Subject, frozen=True):
    """posture.yaml."""

    file: ClassVar[str] = "posture.yaml"
    postures: tuple[Posture, ...] = ()
