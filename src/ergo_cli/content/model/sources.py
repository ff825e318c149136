"""Where the advice comes from."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from ergo_cli.content.model.base import END, Id, Item, Subject, Text


class Source(Item, frozen=True):
    """A reference: who says it, where, under which licence, and what we trust it for."""

    id: Id
    title: Text
    by: Text
    licence: Text
    trusted_for: Text
    # How far we have seen it: the text, an excerpt, the abstract, somebody else's account, or not at all.
    basis: Literal["read", "excerpt", "abstract", "second-hand", "known"]
    year: Annotated[int, Meta(ge=1900, le=2100)] | None = None
    url: Annotated[str, Meta(pattern=r"^https?://[!-~]+" + END)] | None = None


class Bibliography(Subject, frozen=True):
    """sources.yaml."""

    file: ClassVar[str] = "sources.yaml"
    sources: tuple[Source, ...] = ()
