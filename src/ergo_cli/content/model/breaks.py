"""When to break and what to do then."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from ergo_cli.content.model.base import BreakKind, Id, Item, Seconds, Sources, Subject, Text


class Interval(Item, frozen=True):
    """How often to break and for how long."""

    id: Id
    name: Text
    text: Text
    every_minutes: Annotated[int, Meta(ge=1, le=480)]
    seconds: Annotated[int, Meta(ge=1, le=3600)]
    sources: Sources
    note: Text | None = None


class Idea(Item, frozen=True):
    """Something to do in a break; only for who asks for it if it has to wait for an *occasion*."""

    id: Id
    text: Text
    kind: BreakKind
    seconds: Seconds
    sources: Sources
    note: Text | None = None
    occasion: Text | None = None


class Breaks(Subject, frozen=True):
    """breaks.yaml."""

    file: ClassVar[str] = "breaks.yaml"
    intervals: tuple[Interval, ...] = ()
    ideas: tuple[Idea, ...] = ()
