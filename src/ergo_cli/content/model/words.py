"""What people call things."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from ergo_cli.content.model.base import Id, Item, Subject, Text


class Notion(Item, frozen=True):
    """One thing, and what people call it: words or phrases, in lower case without apostrophes; `numb*` is any ending.

    *never* are words that look alike, after a typing error, and phrases, that mean something else.
    """

    id: Id
    words: Annotated[tuple[Text, ...], Meta(min_length=1)]
    never: tuple[Text, ...] = ()


class Term(Notion, frozen=True):
    """A notion that symptoms are told by."""


class Words(Subject, frozen=True):
    """words.yaml: the notions that symptoms are told by."""

    file: ClassVar[str] = "words.yaml"
    notions: tuple[Term, ...] = ()
