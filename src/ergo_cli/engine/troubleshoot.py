"""A symptom to its causes, and to the solutions in the order in which a person would try them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from ergo_cli.content.model.base import EFFORTS, Advice, Effort, Tier
from ergo_cli.engine.screening import Call

if TYPE_CHECKING:
    from ergo_cli.content.model.danger import Sign
    from ergo_cli.content.model.screening import Screening
    from ergo_cli.content.model.symptoms import Solution, Symptom, Symptoms
    from ergo_cli.engine.scoring import Failing

Outcome = Literal["match", "unsure", "none", "danger"]


class Link(Struct, frozen=True):
    """Where a solution leads: an id and the command that goes there."""

    kind: Literal["stretch", "area"]
    id: str
    command: str


class Remedy(Struct, frozen=True):
    """A solution, ready to be followed."""

    id: str
    text: str
    effort: Effort
    why: str | None
    links: tuple[Link, ...]
    sources: tuple[str, ...]
    note: str | None


class Reason(Struct, frozen=True):
    """A possible cause, with the ids of the checks that show it and of the solutions that meet it."""

    id: str
    text: str
    checks: tuple[str, ...]
    solutions: tuple[str, ...]
    sources: tuple[str, ...]
    note: str | None


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


class Match(Struct, frozen=True):
    """A symptom that fits the query, from 0 to 1, and the terms that made it fit."""

    id: str
    score: float
    terms: tuple[str, ...]


class Danger(Struct, frozen=True):
    """Danger signs in the query: the gravest *tier*, their ids and *names*, what to do, and which *region* to screen."""

    tier: Tier
    flags: tuple[str, ...]
    names: tuple[str, ...]
    region: str
    outcome: str
    advice: tuple[Advice, ...]
    call: Call | None
    notices: tuple[Advice, ...]


class HeldBack(Struct, frozen=True):
    """Exercises are left out: why, and what opens them again."""

    tier: Tier
    region: str
    why: str


class KnownCause(Struct, frozen=True):
    """A check of the user's own desk that failed and is a known cause, with the first way to mend it."""

    id: str
    text: str
    fix: str


class Troubleshot(Struct, frozen=True):
    """The answer to a query."""

    query: str
    outcome: Outcome
    matches: tuple[Match, ...]
    symptom: Explained | None
    danger: Danger | None = None
    held_back: HeldBack | None = None
    failing: tuple[KnownCause, ...] = ()


class SymptomLine(Struct, frozen=True):
    """A symptom in a list."""

    id: str
    name: str
    area: str
    summary: str
    aliases: tuple[str, ...]


class SymptomList(Struct, frozen=True):
    """The symptoms that can be looked up."""

    symptoms: tuple[SymptomLine, ...]


def by_name(symptoms: Symptoms) -> dict[str, Symptom]:
    """Return the symptoms by id and by alias."""
    return {name: symptom for symptom in symptoms.symptoms for name in (symptom.id, *symptom.aliases)}


def list_symptoms(symptoms: Symptoms) -> SymptomList:
    """Return all symptoms, shortly."""
    return SymptomList(tuple(SymptomLine(s.id, s.name, s.area, s.summary, s.aliases) for s in symptoms.symptoms))


def endangered(query: str, danger: Danger) -> Troubleshot:
    """Return the answer to a query that speaks of danger signs: nothing but what to do about them."""
    return Troubleshot(query, "danger", (), None, danger)


def danger_of(
    screening: Screening, signs: Sequence[Sign], call: Call | None = None, notices: tuple[Advice, ...] = ()
) -> Danger:
    """Return what to tell about *signs*, the gravest first, of which there is at least one."""
    gravest = signs[0]
    outcome = next(outcome for outcome in screening.outcomes if outcome.id == gravest.tier)
    return Danger(
        tier=gravest.tier,
        flags=tuple(sign.id for sign in signs),
        names=tuple(sign.name for sign in signs),
        region=gravest.region,
        outcome=outcome.name,
        advice=outcome.advice,
        call=call,
        notices=notices,
    )


def troubleshoot(
    query: str, symptom: Symptom, held_back: HeldBack | None = None, failing: Sequence[Failing] = ()
) -> Troubleshot:
    """Return *symptom* explained, as what *query* asked for; without its exercises if they are *held_back*.

    Of what fails at the user's desk, it names what feeds the symptom.
    """
    shown = without_exercises(symptom) if held_back else symptom
    checks = {check for cause in symptom.causes for check in cause.checks}
    feeding = (item for item in failing if item.id in checks or symptom.id in item.symptoms)
    return Troubleshot(
        query,
        "match",
        (Match(symptom.id, 1.0, (query,)),),
        explain(shown),
        held_back=held_back,
        failing=tuple(KnownCause(item.id, item.text, item.fix) for item in feeding),
    )


def without_exercises(symptom: Symptom) -> Symptom:
    """Return *symptom* without the solutions that are exercises, and its causes without naming them."""
    kept = tuple(entry for entry in symptom.solutions if not entry.stretches and entry.exercise == "no")
    ids = {solution.id for solution in kept}
    causes = tuple(replace(c, solutions=tuple(s for s in c.solutions if s in ids)) for c in symptom.causes)
    return replace(symptom, solutions=kept, causes=causes)


def explain(symptom: Symptom) -> Explained:
    """Return *symptom* with its solutions by effort: now, today, habit, equipment; else in content order."""
    remedies = sorted((_remedy(solution) for solution in symptom.solutions), key=lambda r: EFFORTS.index(r.effort))
    return Explained(
        id=symptom.id,
        name=symptom.name,
        area=symptom.area,
        summary=symptom.summary,
        causes=tuple(Reason(c.id, c.text, c.checks, c.solutions, c.sources, c.note) for c in symptom.causes),
        solutions=tuple(remedies),
        professional=symptom.professional,
        sources=symptom.sources,
        note=symptom.note,
    )


def next_links(solutions: Sequence[Remedy]) -> list[Link]:
    """Return where *solutions* lead, each place once, those that most of them lead to first."""
    count: dict[Link, int] = {}
    for link in (link for remedy in solutions for link in remedy.links):
        count[link] = count.get(link, 0) + 1
    return sorted(count, key=lambda link: -count[link])


def by_effort(solutions: Sequence[Remedy]) -> Mapping[Effort, list[Remedy]]:
    """Return *solutions* by effort, in its order, without the efforts that have none."""
    groups = {effort: [remedy for remedy in solutions if remedy.effort == effort] for effort in EFFORTS}
    return {effort: remedies for effort, remedies in groups.items() if remedies}


def _remedy(solution: Solution) -> Remedy:
    links = (
        *(Link("stretch", name, f"ergo stretch {name}") for name in solution.stretches),
        *(Link("area", name, f"ergo setup-check {name}") for name in solution.areas),
    )
    return Remedy(solution.id, solution.text, solution.effort, solution.why, links, solution.sources, solution.note)
