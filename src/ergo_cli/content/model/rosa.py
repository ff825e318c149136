"""The Rapid Office Strain Assessment: what is observed, and the tables that turn points into scores."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from ergo_cli.content.model.base import Advice, Effort, Id, Item, Sources, Subject, Text

Points = Annotated[int, Meta(ge=0, le=10)]
# The two sums that the chair's table is read by, and one for each device.
Device = Literal["monitor", "telephone", "mouse", "keyboard"]
Axis = Literal["seat", "support", "monitor", "telephone", "mouse", "keyboard"]
SectionId = Literal["chair", "monitor", "telephone", "mouse", "keyboard"]


class Remedy(Item, frozen=True):
    """What to do about a posture that costs points."""

    text: Text
    effort: Effort
    sources: Sources


class Posture(Item, frozen=True):
    """One of the answers to an item; those above the item's least points have a *remedy*."""

    id: Id
    text: Text
    points: Points
    remedy: Remedy | None = None


class Extra(Item, frozen=True):
    """A yes/no question that adds *points* to its item."""

    id: Id
    text: Text
    points: Points
    remedy: Remedy
    look: Text | None = None


class Observed(Item, frozen=True):
    """An item: one posture is chosen, any number of extras add to it; their sum counts on *axis*."""

    id: Id
    name: Text
    section: SectionId
    axis: Axis
    text: Text
    look: Text
    postures: Annotated[tuple[Posture, ...], Meta(min_length=2)]
    sources: Sources
    extras: tuple[Extra, ...] = ()
    note: Text | None = None


class Section(Item, frozen=True):
    """The chair or a device; *used* asks whether there is such a device at all, *duration* how long it is used."""

    id: SectionId
    name: Text
    duration: Text
    used: Text | None = None


class Duration(Item, frozen=True):
    """How long something is used in a day, and what that adds."""

    id: Id
    text: Text
    points: Annotated[int, Meta(ge=-1, le=1)]


class Table(Item, frozen=True):
    """A table: the cell for the least row and column is `cells[0][0]`, at the indices *row* and *column*."""

    id: Literal["chair", "monitor-telephone", "mouse-keyboard", "peripherals", "final"]
    name: Text
    row: int
    column: int
    cells: tuple[tuple[int, ...], ...]
    sources: Sources
    note: Text | None = None


class Level(Item, frozen=True):
    """What a final score of at least *score* means."""

    id: Id
    score: int
    text: Text
    sources: Sources


class Rosa(Subject, frozen=True):
    """rosa.yaml; the instrument is fixed, so packs cannot add to it."""

    file: ClassVar[str] = "rosa.yaml"
    shipped_only: ClassVar[bool] = True
    sections: tuple[Section, ...] = ()
    items: tuple[Observed, ...] = ()
    durations: tuple[Duration, ...] = ()
    tables: tuple[Table, ...] = ()
    levels: tuple[Level, ...] = ()
    notes: tuple[Advice, ...] = ()
