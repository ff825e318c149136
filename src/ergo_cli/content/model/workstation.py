"""The parts of the workstation and what to check on them."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from ergo_cli.content.model.base import Condition, Effort, Id, Item, Risk, Sources, Subject, Text


class Area(Item, frozen=True):
    """A part of the workstation."""

    id: Id
    name: Text
    why: Text
    sources: Sources


class Fact(Item, frozen=True):
    """Something about the desk that decides which checks apply; it scores nothing."""

    id: Id
    text: Text
    help: Text | None = None
    when: Condition = ()


class Fix(Item, frozen=True):
    """A way to mend a failing check."""

    id: Id
    text: Text
    effort: Effort
    sources: Sources
    note: Text | None = None


class Check(Item, frozen=True):
    """A question about the workstation; "yes" always means that it is as it should be."""

    id: Id
    area: Id
    text: Text
    look: Text
    weight: Annotated[int, Meta(ge=1, le=5)]
    risk: Risk
    fixes: Annotated[tuple[Fix, ...], Meta(min_length=1)]
    sources: Sources
    symptoms: tuple[Id, ...] = ()
    stretches: tuple[Id, ...] = ()
    when: Condition = ()
    note: Text | None = None


class Workstation(Subject, frozen=True):
    """workstation.yaml."""

    file: ClassVar[str] = "workstation.yaml"
    areas: tuple[Area, ...] = ()
    facts: tuple[Fact, ...] = ()
    checks: tuple[Check, ...] = ()
