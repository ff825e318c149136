"""Red-flag questions, the rules that judge their answers, and what to tell."""

from __future__ import annotations

from typing import ClassVar

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


class Screening(Subject, frozen=True):
    """screening.yaml."""

    file: ClassVar[str] = "screening.yaml"
    shipped_only: ClassVar[bool] = True
    questions: tuple[Question, ...] = ()
    rules: tuple[Rule, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
