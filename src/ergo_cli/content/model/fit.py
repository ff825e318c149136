"""Body size to heights: regressions on stature, and what they give for chair, desk and screen."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from ergo_cli.content.model.base import Advice, Id, Item, Sources, Subject, Text

Sex = Literal["either", "male", "female"]


class Line(Item, frozen=True):
    """A regression: centimetres = *intercept* + *slope* times stature in cm, for one sex or either."""

    sex: Sex
    intercept: float
    slope: float


class Measure(Item, frozen=True):
    """A body dimension, without shoes; 90 % of people of a stature are within *tolerance* cm of its *lines*."""

    id: Id
    name: Text
    lines: Annotated[tuple[Line, ...], Meta(min_length=1)]
    tolerance: float
    sources: Sources


class Height(Item, frozen=True):
    """What to set: a *measure* plus *add* cm, and as often as said (-1, 0, 1) the height of *shoes* and *cushion*.

    Without a measure it is *add* with *tolerance*, for everybody the same.
    """

    id: Id
    name: Text
    text: Text
    sources: Sources
    measure: Id | None = None
    add: float = 0.0
    shoes: Literal[0, 1] = 0
    cushion: Literal[-1, 0, 1] = 0
    tolerance: float = 0.0
    note: Text | None = None


class Input(Item, frozen=True):
    """A length that the user gives, in cm: from *low* to *high*; else *reason* says why it is refused."""

    id: Id
    name: Text
    low: float
    high: float
    reason: Text
    sources: Sources
    default: float | None = None


class Fit(Subject, frozen=True):
    """fit.yaml; *desk* is what to do with a desk, by the verdict on it.

    To fill in: {cm}, by how much it is off, what would be right: {desk}, {seat} at this desk, {standing};
    and {yours}, the desk as it is.
    """

    file: ClassVar[str] = "fit.yaml"
    shipped_only: ClassVar[bool] = True
    inputs: tuple[Input, ...] = ()
    measures: tuple[Measure, ...] = ()
    heights: tuple[Height, ...] = ()
    desk: tuple[Advice, ...] = ()
    notes: tuple[Advice, ...] = ()
