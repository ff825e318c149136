"""Red-flag questions, the rules that judge their answers, and what to tell."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from ergo_cli.content.model.base import Advice, Condition, Id, Item, Sources, Subject, Text, Tier


class Question(Item, frozen=True):
    """A red-flag question, answered yes, no or unsure; *when* says what opens it."""

    id: Id
    text: Text
    sources: Sources
    help: Text | None = None
    when: Condition = ()
    note: Text | None = None


class Rule(Item, frozen=True):
    """If *when* holds, the outcome is at least *tier*, for this *reason*."""

    id: Id
    tier: Tier
    when: Condition
    reason: Text
    sources: Sources
    note: Text | None = None


class Outcome(Item, frozen=True):
    """What to tell and to do for a tier."""

    id: Tier
    name: Text
    headline: Text
    advice: tuple[Advice, ...]


class Region(Item, frozen=True):
    """A part of the body that is screened by itself.

    Symptoms in its *areas* ask for it; the body areas that it *rests* are not exercised until a doctor has agreed. Two
    times "no" to the *short* form stands for the whole of it. *worse* goes with every outcome but the emergency, *care*
    with the clear one.
    """

    id: Id
    name: Text
    areas: Annotated[tuple[Id, ...], Meta(min_length=1)]
    rests: Annotated[tuple[Id, ...], Meta(min_length=1)]
    worse: Advice
    care: Annotated[tuple[Advice, ...], Meta(min_length=1)]
    short: Annotated[tuple[Question, ...], Meta(min_length=2, max_length=2)]
    questions: Annotated[tuple[Question, ...], Meta(min_length=1)]
    rules: Annotated[tuple[Rule, ...], Meta(min_length=1)]


class Screening(Subject, frozen=True):
    """screening.yaml."""

    file: ClassVar[str] = "screening.yaml"
    shipped_only: ClassVar[bool] = True
    regions: tuple[Region, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
