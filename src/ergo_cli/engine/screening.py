"""Red-flag screening: answers to a tier, with the rules that say why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from ergo_cli.content.model.base import Advice, Tier
from ergo_cli.engine.condition import holds
from ergo_cli.errors import ExitCode

if TYPE_CHECKING:
    from ergo_cli.content.model.emergency import Country, Emergency
    from ergo_cli.content.model.screening import Outcome, Region, Screening

# From the mildest to the gravest.
TIERS: tuple[Tier, ...] = ("clear", "doctor", "urgent", "emergency")
CODES: dict[Tier, ExitCode] = {
    "clear": ExitCode.DONE,
    "doctor": ExitCode.DOCTOR,
    "urgent": ExitCode.DOCTOR,
    "emergency": ExitCode.EMERGENCY,
}


class Fired(Struct, frozen=True):
    """A rule that the answers met."""

    id: str
    tier: Tier
    reason: str
    sources: tuple[str, ...]


class Call(Struct, frozen=True):
    """Whom to call: the emergency *number* and, where there is one, the line for urgent advice."""

    country: str
    number: str
    advice_line: str | None = None
    note: str | None = None


class Change(Struct, frozen=True):
    """If the question *id* were answered so, the outcome would be *tier*."""

    id: str
    answer: str
    tier: Tier


class HeldBack(Struct, frozen=True):
    """Exercises are held back: why, and what opens them again."""

    tier: Tier
    region: str
    why: str


class Screened(Struct, frozen=True):
    """The outcome of a screening; *changes* are the single answers that would lead to another tier.

    *held_back* is what a graver one of before, which this one does not lift, still says.
    """

    tier: Tier
    name: str
    headline: str
    fired: tuple[Fired, ...]
    advice: tuple[Advice, ...]
    region: str
    call: Call | None
    notices: tuple[Advice, ...] = ()
    changes: tuple[Change, ...] = ()
    held_back: HeldBack | None = None


class EmergencyHelp(Struct, frozen=True):
    """What an emergency is, and whom to call."""

    call: Call | None
    notices: tuple[Advice, ...]
    signs: tuple[Advice, ...]


def assess(
    screening: Screening,
    region: Region,
    answers: Mapping[str, str],
    call: Call | None = None,
    notices: tuple[Advice, ...] = (),
) -> Screened:
    """Return the outcome that *answers* about *region* call for: the gravest tier of the rules that fire, or `clear`.

    A rule looks at all answers, also to questions that were not opened: a danger sign is never overlooked.
    """
    fired = [Fired(r.id, r.tier, r.reason, r.sources) for r in region.rules if holds(r.when, answers)]
    fired.sort(key=lambda rule: -TIERS.index(rule.tier))
    tier = tier_of(region, answers)
    outcome = next(outcome for outcome in screening.outcomes if outcome.id == tier)
    return Screened(
        tier=tier,
        name=outcome.name,
        headline=outcome.headline,
        fired=tuple(fired),
        advice=_advice(outcome, region),
        region=region.id,
        call=call,
        notices=notices,
        changes=tuple(changes(region, answers)),
    )


def region_of(screening: Screening, area: str) -> Region | None:
    """Return the region that is screened for symptoms in the body *area*."""
    return next((region for region in screening.regions if area in region.areas), None)


def regions_of(screening: Screening, areas: Iterable[str]) -> list[str]:
    """Return the ids of the regions that are screened for symptoms in *areas* of the body, in their order."""
    return [region.id for area in areas if (region := region_of(screening, area))]


def tier_of(region: Region, answers: Mapping[str, str]) -> Tier:
    """Return the gravest tier of the rules that *answers* meet so far."""
    return max((r.tier for r in region.rules if holds(r.when, answers)), key=TIERS.index, default="clear")


def changes(region: Region, answers: Mapping[str, str]) -> Iterator[Change]:
    """Yield what a single other answer would change: a "no" (or none yet) to "yes", and a "yes" or "unsure" to "no".

    Taken back, an answer takes with it those that it had opened.
    """
    now = tier_of(region, answers)
    for question in region.questions:
        other = "no" if answers.get(question.id, "no") != "no" else "yes"
        after = {**answers, question.id: other}
        tier = tier_of(region, _opened(region, after) if other == "no" else after)
        if tier != now:
            yield Change(question.id, other, tier)


def _opened(region: Region, answers: Mapping[str, str]) -> dict[str, str]:
    """Return *answers* without those to questions that they do not open."""
    return {q.id: answers[q.id] for q in region.questions if q.id in answers and holds(q.when, answers)}


def _advice(outcome: Outcome, region: Region) -> tuple[Advice, ...]:
    care = region.care if outcome.id == "clear" else ()
    worse = (region.worse,) if outcome.id != "emergency" else ()
    return (*outcome.advice, *care, *worse)


def call_for(emergency: Emergency, country: str | None) -> Call | None:
    """Return whom to call in *country* (ISO 3166-1 alpha-2); none if it is unknown: better than a wrong number."""
    found = next((entry for entry in emergency.countries if entry.id == country), None)
    return _call(found) if found else None


def call_line(call: Call) -> str:
    """Return the number to call, in words."""
    return f"Emergency number ({call.country}): {call.number}, or your local number."


def help_in(emergency: Emergency, country: str | None) -> EmergencyHelp:
    """Return what there is to know about emergencies in *country*."""
    return EmergencyHelp(call_for(emergency, country), emergency.notices, emergency.signs)


def _call(country: Country) -> Call:
    line = country.advice_line
    advice = f"{line.number} ({line.name})" if line else None
    return Call(country.id, " or ".join(country.numbers), advice, country.note)
