"""A symptom explained: its causes, and the solutions in the order in which this user should try them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from ergo_cli.content.model.base import EFFORTS, Advice, Effort

if TYPE_CHECKING:
    from ergo_cli.content.model.symptoms import Solution, Symptom


class Link(Struct, frozen=True):
    """Where a solution leads: an id and the command that goes there."""

    kind: Literal["stretch", "area"]
    id: str
    command: str


class Remedy(Struct, frozen=True):
    """A solution, ready to be followed; *fits* if it meets a cause that the user named or that their desk shows."""

    id: str
    text: str
    effort: Effort
    why: str | None
    links: tuple[Link, ...]
    sources: tuple[str, ...]
    note: str | None
    fits: bool = False


class Reason(Struct, frozen=True):
    """A possible cause, with the ids of the checks that show it and of the solutions that meet it.

    *named* if the user says that it is true for them.
    """

    id: str
    text: str
    checks: tuple[str, ...]
    solutions: tuple[str, ...]
    sources: tuple[str, ...]
    note: str | None
    named: bool = False


class Explained(Struct, frozen=True):
    """A symptom explained."""

    id: str
    name: str
    area: str
    summary: str
    causes: tuple[Reason, ...]
    solutions: tuple[Remedy, ...]
    professional: tuple[Advice, ...]
    sources: tuple[str, ...]
    note: str | None


def explain(symptom: Symptom, named: Collection[str] = (), failing: Collection[str] = ()) -> Explained:
    """Return *symptom* with its solutions in order: what meets a cause that was *named*, then one that *failing* shows.

    *failing* are ids of checks. Of what is equal, what takes least comes first: now, today, habit, equipment.
    """
    meets_named = {name for cause in symptom.causes if cause.id in named for name in cause.solutions}
    shown = {name for cause in symptom.causes if set(cause.checks) & set(failing) for name in cause.solutions}
    remedies = [_remedy(solution, fits=solution.id in meets_named | shown) for solution in symptom.solutions]
    remedies.sort(key=lambda r: (r.id not in meets_named, r.id not in shown, EFFORTS.index(r.effort)))
    return Explained(
        id=symptom.id,
        name=symptom.name,
        area=symptom.area,
        summary=symptom.summary,
        causes=tuple(
            Reason(c.id, c.text, c.checks, c.solutions, c.sources, c.note, c.id in named) for c in symptom.causes
        ),
        solutions=tuple(remedies),
        professional=symptom.professional,
        sources=symptom.sources,
        note=symptom.note,
    )


def without_exercises(symptom: Symptom) -> Symptom:
    """Return *symptom* without the solutions that are exercises, and its causes without naming them."""
    kept = tuple(entry for entry in symptom.solutions if not entry.stretches and entry.exercise == "no")
    ids = {solution.id for solution in kept}
    causes = tuple(replace(c, solutions=tuple(s for s in c.solutions if s in ids)) for c in symptom.causes)
    return replace(symptom, solutions=kept, causes=causes)


def by_effort(solutions: Sequence[Remedy]) -> Mapping[Effort, list[Remedy]]:
    """Return *solutions* by effort, in its order, without the efforts that have none."""
    groups = {effort: [remedy for remedy in solutions if remedy.effort == effort] for effort in EFFORTS}
    return {effort: remedies for effort, remedies in groups.items() if remedies}


def cited(symptom: Explained) -> list[str]:
    """Return the ids of the sources behind *symptom* and all that is told of it, each once."""
    told = (symptom.causes, symptom.solutions, symptom.professional)
    return list(dict.fromkeys((*symptom.sources, *(name for items in told for item in items for name in item.sources))))


def _remedy(solution: Solution, *, fits: bool) -> Remedy:
    links = (
        *(Link("stretch", name, f"ergo stretch {name}") for name in solution.stretches),
        *(Link("area", name, f"ergo setup-check {name}") for name in solution.areas),
    )
    return Remedy(
        id=solution.id,
        text=solution.text,
        effort=solution.effort,
        why=solution.why,
        links=links,
        sources=solution.sources,
        note=solution.note,
        fits=fits,
    )
