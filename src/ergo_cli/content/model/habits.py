"""Habits beyond the desk, and the five strategies."""

from __future__ import annotations

from typing import ClassVar

from ergo_cli.content.model.base import Advice, Id, Item, Sources, Subject, Text


class Habit(Item, frozen=True):
    """A habit beyond the desk."""

    id: Id
    name: Text
    text: Text
    tips: tuple[Advice, ...]
    sources: Sources
    note: Text | None = None


class Habits(Subject, frozen=True):
    """habits.yaml."""

    file: ClassVar[str] = "habits.yaml"
    habits: tuple[Habit, ...] = ()


class Strategy(Item, frozen=True):
    """One of the five strategies, with the command that serves it."""

    id: Id
    name: Text
    text: Text
    command: Text
    sources: Sources


class Strategies(Subject, frozen=True):
    """strategies.yaml."""

    file: ClassVar[str] = "strategies.yaml"
    strategies: tuple[Strategy, ...] = ()
