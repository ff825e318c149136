"""Danger signs, how people speak of them, and what was learned from that."""

from __future__ import annotations

from typing import ClassVar, Literal

from msgspec import Struct

from ergo_cli.content.model.base import Advice, Id, Item, Sources, Subject, Text
from ergo_cli.content.model.words import Notion, Vocabulary

# Beside danger.yaml; made by scripts/learn.py.
READING = "danger-reading.json"


class Sign(Item, frozen=True):
    """A danger sign: *region* is what to screen, *tier* what it calls for until then.

    *elsewhere* are regions whose screening asks about it as well, for whoever hurts there.
    Its own *advice*, if it has any, takes the place of the tier's and of the screening. A sign is *told*
    if it is the likeliest, or only if it is likely by itself.
    """

    id: Id
    name: Text
    region: Id
    tier: Literal["doctor", "urgent", "emergency"]
    sources: Sources
    elsewhere: tuple[Id, ...] = ()
    advice: tuple[Advice, ...] = ()
    told: Literal["likeliest", "likely"] = "likeliest"
    note: Text | None = None


class DangerWords(Vocabulary, frozen=True):
    """danger-words.yaml: notions that words speak of, whichever words they are."""

    file: ClassVar[str] = "danger-words.yaml"
    shipped_only: ClassVar[bool] = True
    notions: tuple[Notion, ...] = ()


class Dangers(Subject, frozen=True):
    """danger.yaml."""

    file: ClassVar[str] = "danger.yaml"
    shipped_only: ClassVar[bool] = True
    signs: tuple[Sign, ...] = ()


class Likeness(Struct, frozen=True):
    """How far features pull towards a sign, in hundredths; *bias* is what no feature at all would give."""

    bias: int
    pulls: dict[str, int]


class Reading(Struct, frozen=True):
    """danger-reading.json: what scripts/learn.py learned from phrases.

    For each feature of a text, *features* holds how rare it is among them (its inverse document frequency, in tenths),
    and how far it pulls towards danger, or away from it (in hundredths, as *bias*); *signs*, by id, tell one danger from
    another. *words* are others that people wrote, which pull nowhere: no typing errors. *made_from* is the SHA-256 of what
    it was learned from.
    """

    made_from: str
    bias: int
    features: dict[str, tuple[int, int]]
    signs: dict[str, Likeness]
    words: str = ""
