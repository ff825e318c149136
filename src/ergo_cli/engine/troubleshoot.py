"""What somebody asks about a pain, and the answer: a symptom explained, several to choose from, danger, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

from ergo_cli.content.model.base import Advice, Tier
from ergo_cli.content.model.sources import Source
from ergo_cli.engine.explain import Explained, explain, without_exercises
from ergo_cli.engine.screening import Call, HeldBack, regions_of

if TYPE_CHECKING:
    from ergo_cli.content.model.screening import Screening
    from ergo_cli.content.model.symptoms import Symptom, Symptoms
    from ergo_cli.engine.danger import Heard
    from ergo_cli.engine.match import Fit
    from ergo_cli.engine.scoring import Failing

Outcome = Literal["match", "unsure", "none", "danger"]


class Match(Struct, frozen=True):
    """A symptom that fits the query, from 0 to 1, the terms that made it fit, and what tells it from others."""

    id: str
    score: float
    terms: tuple[str, ...]
    name: str
    apart: str


class Danger(Struct, frozen=True):
    """Danger signs in the query: the gravest *tier*, their ids and *names*, what to do, and which *region* to screen.

    There is no region where a screening has nothing to add. *terms* told of danger (`engine.features` says what they are).
    """

    tier: Tier
    flags: tuple[str, ...]
    names: tuple[str, ...]
    region: str
    outcome: str
    advice: tuple[Advice, ...]
    call: Call | None
    notices: tuple[Advice, ...]
    terms: tuple[str, ...] = ()


class KnownCause(Struct, frozen=True):
    """A check of the user's own desk that failed and is a known cause, with the first way to mend it."""

    id: str
    text: str
    fix: str


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


class Troubleshot(Struct, frozen=True):
    """The answer to a query.

    *also* are further complaints in it; *near* is what could be looked up instead, if nothing was found, *region*
    what could be screened, and *notices* what to heed then; *why* and *references* are there if they were asked for.
    """

    query: str
    outcome: Outcome
    matches: tuple[Match, ...]
    symptom: Explained | None
    danger: Danger | None = None
    held_back: HeldBack | None = None
    failing: tuple[KnownCause, ...] = ()
    also: tuple[str, ...] = ()
    near: tuple[SymptomLine, ...] = ()
    notices: tuple[Advice, ...] = ()
    why: bool = False
    references: tuple[Source, ...] = ()
    region: str = ""


class Context(NamedTuple):
    """What else bears on the answer: exercises *held_back*, what fails at the user's desk, and the causes *named*."""

    held_back: HeldBack | None = None
    failing: Sequence[Failing] = ()
    named: Sequence[str] = ()


def by_name(symptoms: Symptoms) -> dict[str, Symptom]:
    """Return the symptoms by id and by alias."""
    return {name: symptom for symptom in symptoms.symptoms for name in (symptom.id, *symptom.aliases)}


def line(symptom: Symptom) -> SymptomLine:
    """Return *symptom*, shortly."""
    return SymptomLine(symptom.id, symptom.name, symptom.area, symptom.summary, symptom.aliases)


def list_symptoms(symptoms: Symptoms) -> SymptomList:
    """Return all symptoms, shortly."""
    return SymptomList(tuple(line(symptom) for symptom in symptoms.symptoms))


def matches(symptoms: Symptoms, found: Sequence[Fit]) -> tuple[Match, ...]:
    """Return what was *found*, in its order, as it is told."""
    by_id = {symptom.id: symptom for symptom in symptoms.symptoms}
    return tuple(match(by_id[fit.symptom], fit.score, fit.terms) for fit in found)


def match(symptom: Symptom, score: float, terms: tuple[str, ...]) -> Match:
    """Return *symptom* as what fits by *score*, for its *terms*."""
    return Match(symptom.id, score, terms, symptom.name, symptom.apart or symptom.summary)


def endangered(query: str, danger: Danger, *, why: bool = False) -> Troubleshot:
    """Return the answer to a query that speaks of danger signs: nothing but what to do about them."""
    return Troubleshot(query, "danger", (), None, danger, why=why)


def danger_of(
    screening: Screening,
    heard: Heard,
    areas: Sequence[str] = (),
    call: Call | None = None,
    notices: tuple[Advice, ...] = (),
) -> Danger:
    """Return what to tell about the signs *heard*, of which there is at least one, where the *areas* of the body hurt."""
    gravest = heard.signs[0]
    region = next((id_ for id_ in regions_of(screening, areas) if id_ in gravest.elsewhere), gravest.region)
    outcome = next(outcome for outcome in screening.outcomes if outcome.id == gravest.tier)
    return Danger(
        tier=gravest.tier,
        flags=tuple(sign.id for sign in heard.signs),
        names=tuple(sign.name for sign in heard.signs),
        region=region if not gravest.advice else "",
        outcome=outcome.name,
        advice=gravest.advice or outcome.advice,
        call=call,
        notices=notices,
        terms=heard.features,
    )


def nothing_found(
    query: str, symptoms: Symptoms, areas: Sequence[str], notices: tuple[Advice, ...] = (), region: str = ""
) -> Troubleshot:
    """Return the answer to a query that nothing fits: what there is for the *areas* of the body in it, else all.

    Their *region* can still be screened for danger signs.
    """
    here = tuple(line(symptom) for symptom in symptoms.symptoms if symptom.area in areas)
    near = here or list_symptoms(symptoms).symptoms
    return Troubleshot(query, "none", (), None, near=near, notices=notices, region=region)


def troubleshoot(
    query: str, symptom: Symptom, found: tuple[Match, ...], also: Sequence[str] = (), context: Context | None = None
) -> Troubleshot:
    """Return *symptom* explained, as what *query* asked for, in its *context*: without exercises if these are held back.

    Of what fails at the user's desk, it names what feeds the symptom.
    """
    known = context or Context()
    shown = without_exercises(symptom) if known.held_back else symptom
    checks = {check for cause in symptom.causes for check in cause.checks}
    feeding = [item for item in known.failing if item.id in checks or symptom.id in item.symptoms]
    return Troubleshot(
        query,
        "match",
        found,
        explain(shown, known.named, [item.id for item in feeding]),
        held_back=known.held_back,
        failing=tuple(KnownCause(item.id, item.text, item.fix) for item in feeding),
        also=tuple(also),
    )
