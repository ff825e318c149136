"""Stretches, their movements and their cautions."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from ergo_cli.content.model.base import Advice, Id, Item, Position, Seconds, Sides, Sources, Subject, Text


class Part(Item, frozen=True):
    """One movement of a stretch: held for *hold* seconds, or done *reps* times at *pace* seconds each; all of
    that in so many *sets*.

    *figure* names the clip that shows it.
    """

    id: Id
    name: Text
    steps: Annotated[tuple[Text, ...], Meta(min_length=1)]
    feel: Text
    sides: Sides = "none"
    hold: Seconds | None = None
    reps: Annotated[int, Meta(ge=1, le=100)] | None = None
    pace: Annotated[int, Meta(ge=1, le=60)] = 3
    sets: Annotated[int, Meta(ge=1, le=20)] = 1
    figure: Id | None = None


class Stretch(Item, frozen=True):
    """A stretch: how to do it, what it works on, and who should leave it out."""

    id: Id
    name: Text
    summary: Text
    areas: Annotated[tuple[Id, ...], Meta(min_length=1)]
    position: Position
    muscles: Text
    parts: Annotated[tuple[Part, ...], Meta(min_length=1)]
    cautions: tuple[Advice, ...]
    sources: Sources
    equipment: tuple[Text, ...] = ()
    stop: tuple[Advice, ...] = ()
    note: Text | None = None


class Stretches(Subject, frozen=True):
    """stretches.yaml; *principles* and *stop* hold for every stretch."""

    file: ClassVar[str] = "stretches.yaml"
    principles: tuple[Advice, ...] = ()
    stop: tuple[Advice, ...] = ()
    stretches: tuple[Stretch, ...] = ()
