"""Stretches: how long they take, which fit, and a routine that covers the body in the time there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ergo_cli.content.model.base import Advice, Position, Sides
from ergo_cli.content.model.body import Body
from ergo_cli.content.model.stretches import Stretch, Stretches
from ergo_cli.engine.nearest import body_words, find
from ergo_cli.engine.session import part_seconds, phases, sides
from ergo_cli.errors import NothingFoundError


class Movement(Struct, frozen=True):
    """One part of a stretch; *seconds* are for one side or direction of one set; *figure* is the clip that shows it."""

    id: str
    name: str
    steps: tuple[str, ...]
    feel: str
    sides: Sides
    seconds: int
    reps: int | None
    sets: int = 1
    figure: str | None = None


class StretchCard(Struct, frozen=True):
    """A stretch as it is shown; *seconds* is the whole of it, all sides and movements."""

    id: str
    name: str
    summary: str
    areas: tuple[str, ...]
    position: Position
    sides: Sides
    seconds: int
    steps: tuple[str, ...]
    movements: tuple[Movement, ...]
    muscles: str
    equipment: tuple[str, ...]
    cautions: tuple[Advice, ...]
    stop: tuple[Advice, ...]
    sources: tuple[str, ...]
    note: str | None


class StretchCards(Struct, frozen=True):
    """The stretches that were asked for, with what holds for each; *seconds* is a session of them all."""

    stretches: tuple[StretchCard, ...]
    principles: tuple[Advice, ...]
    stop: tuple[Advice, ...]
    seconds: int


def stretch_seconds(stretch: Stretch) -> int:
    """Return how long *stretch* takes, all sets, both sides, without getting ready."""
    return sum(part_seconds(part) * len(sides(part)) * part.sets for part in stretch.parts)


def session_seconds(stretches: Sequence[Stretch]) -> int:
    """Return how long a guided session of *stretches* takes, getting ready included."""
    return sum(phase.seconds for phase in phases(stretches))


def card(stretch: Stretch) -> StretchCard:
    """Return *stretch* as it is shown."""
    sides: Sides = next((part.sides for part in stretch.parts if part.sides != "none"), "none")
    movements = tuple(
        Movement(p.id, p.name, p.steps, p.feel, p.sides, part_seconds(p), p.reps, p.sets, p.figure)
        for p in stretch.parts
    )
    return StretchCard(
        id=stretch.id,
        name=stretch.name,
        summary=stretch.summary,
        areas=stretch.areas,
        position=stretch.position,
        sides=sides,
        seconds=stretch_seconds(stretch),
        steps=tuple(step for part in stretch.parts for step in part.steps),
        movements=movements,
        muscles=stretch.muscles,
        equipment=stretch.equipment,
        cautions=stretch.cautions,
        stop=stretch.stop,
        sources=stretch.sources,
        note=stretch.note,
    )


class Wanted(Struct, frozen=True):
    """What a user asks for: stretches by name, or for areas of the body, in a position, within some minutes.

    The ids of areas to *avoid* leave every stretch out that was not asked for by name.
    """

    names: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    position: str | None = None
    minutes: int | None = None
    avoid: tuple[str, ...] = ()


def select(stretches: Stretches, body: Body, wanted: Wanted) -> list[Stretch]:
    """Return the stretches that are *wanted*.

    Raises `UsageError` for an unknown name or area, `NothingFoundError` if nothing is left.
    """
    by_id = {entry.id: entry for entry in stretches.stretches}
    by_word = body_words(body)
    allowed = [entry for entry in stretches.stretches if not set(entry.areas) & set(wanted.avoid)]
    named = [find("stretch", name, by_id) for name in wanted.names] or allowed
    areas = [find("area of the body", area, by_word, offered=dict.fromkeys(by_word.values())) for area in wanted.areas]
    found = matching(named, areas, wanted.position)
    if wanted.minutes:
        found = choose(found, wanted.minutes * 60)
    if not found:
        avoid = f"; you avoid: {', '.join(wanted.avoid)}" if wanted.avoid and not wanted.names else ""
        raise NothingFoundError(f"no stretch fits; leave out --area or --position, or allow more --minutes{avoid}")
    return found


def matching(stretches: Iterable[Stretch], areas: Sequence[str], position: str | None) -> list[Stretch]:
    """Return the *stretches* for any of *areas* (all if empty) that can be done in *position*."""
    return [
        stretch
        for stretch in stretches
        if (not areas or set(areas) & set(stretch.areas))
        and (position is None or stretch.position in (position, "either"))
    ]


def choose(stretches: Sequence[Stretch], seconds: int) -> list[Stretch]:
    """Return a routine from *stretches* that takes at most *seconds*.

    Each step takes the stretch that adds most areas not yet covered and still fits; of equals the first. When no
    area is left to add, what still fits is added in order.
    """
    routine: list[Stretch] = []
    covered: set[str] = set()
    left = list(stretches)
    while fitting := [s for s in left if session_seconds([*routine, s]) <= seconds]:
        best = max(fitting, key=lambda s: len(set(s.areas) - covered))
        routine.append(best)
        left.remove(best)
        covered |= set(best.areas)
    return routine
