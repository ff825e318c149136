"""Notices and emergency numbers."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from ergo_cli.content.model.base import END, Advice, Item, Sources, Subject, Text


class AdviceLine(Item, frozen=True):
    """A telephone line for urgent advice that is not an emergency."""

    number: Annotated[str, Meta(pattern=r"^[0-9]{2,6}" + END)]
    name: Text


class Country(Item, frozen=True):
    """A country's emergency numbers, the one to call first in front."""

    id: Annotated[str, Meta(pattern=r"^[A-Z]{2}" + END, description="ISO 3166-1 alpha-2.")]
    name: Text
    numbers: Annotated[tuple[Annotated[str, Meta(pattern=r"^[0-9]{2,6}" + END)], ...], Meta(min_length=1)]
    sources: Sources
    advice_line: AdviceLine | None = None
    note: Text | None = None


class Emergency(Subject, frozen=True):
    """emergency.yaml; *notices* has `emergency`, `not-a-diagnosis` and `no-country`."""

    file: ClassVar[str] = "emergency.yaml"
    shipped_only: ClassVar[bool] = True
    notices: tuple[Advice, ...] = ()
    signs: tuple[Advice, ...] = ()
    countries: tuple[Country, ...] = ()
