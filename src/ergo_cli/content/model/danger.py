"""How people say danger signs in their own words."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from ergo_cli.content.model.base import Advice, Id, Item, Sources, Subject, Text
from ergo_cli.content.model.words import Notion, Vocabulary


class Sign(Item, frozen=True):
    """A danger sign: it is meant if all notions of one of *says* come close together; *unless* takes that back.

    *region* is what to screen, *tier* what it calls for until then. Its own *advice*, if it has any, takes the place of
    the tier's and of the screening.
    """

    id: Id
    name: Text
    region: Id
    tier: Literal["doctor", "urgent", "emergency"]
    says: Annotated[tuple[tuple[Id, ...], ...], Meta(min_length=1)]
    sources: Sources
    unless: tuple[Id, ...] = ()
    advice: tuple[Advice, ...] = ()
    note: Text | None = None


class DangerWords(Vocabulary, frozen=True):
    """danger-words.yaml: the notions that danger signs are told by."""

    file: ClassVar[str] = "danger-words.yaml"
    shipped_only: ClassVar[bool] = True
    notions: tuple[Notion, ...] = ()


class Dangers(Subject, frozen=True):
    """danger.yaml."""

    file: ClassVar[str] = "danger.yaml"
    shipped_only: ClassVar[bool] = True
    signs: tuple[Sign, ...] = ()
