"""The parts of the body."""

from __future__ import annotations

from typing import ClassVar

from ergo_cli.content.model.base import Id, Item, Subject, Text


class BodyArea(Item, frozen=True):
    """A part of the body that stretches work on and symptoms belong to."""

    id: Id
    name: Text
    also: tuple[Text, ...] = ()


class Body(Subject, frozen=True):
    """body.yaml."""

    file: ClassVar[str] = "body.yaml"
    areas: tuple[BodyArea, ...] = ()
