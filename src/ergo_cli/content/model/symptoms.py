"""Complaints, what may cause them and what to try."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from ergo_cli.content.model.base import Advice, Effort, Id, Item, Sources, Subject, Text


class Cause(Item, frozen=True):
    """What may bring a symptom on, the checks that show it and the solutions that meet it."""

    id: Id
    text: Text
    sources: Sources
    checks: tuple[Id, ...] = ()
    solutions: tuple[Id, ...] = ()
    note: Text | None = None


class Solution(Item, frozen=True):
    """Something to try, by how much it takes; *stretches* and *areas* are where to go on.

    It is an *exercise*, to be held back if need be, also if it names no stretch.
    """

    id: Id
    text: Text
    effort: Effort
    sources: Sources
    why: Text | None = None
    stretches: tuple[Id, ...] = ()
    areas: tuple[Id, ...] = ()
    exercise: Literal["yes", "no"] = "no"
    note: Text | None = None


class Saying(Item, frozen=True):
    """If all *notions* (words.yaml) are said close together, the symptom is meant, by a *weight* from 1 to 10."""

    notions: Annotated[tuple[Id, ...], Meta(min_length=1)]
    weight: Annotated[int, Meta(ge=1, le=10)]


class Symptom(Item, frozen=True):
    """A complaint, in the user's words: causes, solutions, and when to see a professional.

    *apart* tells it from those like it, in a few words; it is meant if one of *says* is said, and no notion of *unless* with it.
    """

    id: Id
    name: Text
    area: Id
    summary: Text
    causes: Annotated[tuple[Cause, ...], Meta(min_length=1)]
    solutions: Annotated[tuple[Solution, ...], Meta(min_length=1)]
    professional: Annotated[tuple[Advice, ...], Meta(min_length=1)]
    sources: Sources
    apart: Text | None = None
    aliases: tuple[Id, ...] = ()
    says: tuple[Saying, ...] = ()
    unless: tuple[Id, ...] = ()
    note: Text | None = None


class Symptoms(Subject, frozen=True):
    """symptoms.yaml."""

    file: ClassVar[str] = "symptoms.yaml"
    symptoms: tuple[Symptom, ...] = ()
