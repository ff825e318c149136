"""Red-flag screening: answers to a tier, with the rules that say why."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ergo_cli.content.model.base import Advice, Tier
from ergo_cli.content.model.emergency import Country, Emergency
from ergo_cli.content.model.screening import Screening
from ergo_cli.engine.condition import holds

# From the mildest to the gravest.
TIERS: tuple[Tier, ...] = ("clear", "doctor", "urgent", "emergency")


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


class Screened(Struct, frozen=True):
    """The outcome of a screening."""

    tier: Tier
    name: str
    headline: str
    fired: tuple[Fired, ...]
    advice: tuple[Advice, ...]
    region: str
    call: Call | None
    notices: tuple[Advice, ...] = ()


class EmergencyHelp(Struct, frozen=True):
    """What an emergency is, and whom to call."""

    call: Call | None
    notices: tuple[Advice, ...]
    signs: tuple[Advice, ...]


def assess(
    screening: Screening, answers: Mapping[str, str], call: Call | None = None, notices: tuple[Advice, ...] = ()
) -> Screened:
    """Return the outcome that *answers* call for: the gravest tier of the rules that fire, or `clear`.

    A rule looks at all answers, also to questions that were not opened: a danger sign is never overlooked.
    """
    fired = [Fired(r.id, r.tier, r.reason, r.sources) for r in screening.rules if holds(r.when, answers)]
    fired.sort(key=lambda rule: -TIERS.index(rule.tier))
    tier = tier_of(screening, answers)
    outcome = next(outcome for outcome in screening.outcomes if outcome.id == tier)
    return Screened(tier, outcome.name, outcome.headline, tuple(fired), outcome.advice, "back", call, notices)


def tier_of(screening: Screening, answers: Mapping[str, str]) -> Tier:
    """Return the gravest tier of the rules that *answers* meet so far."""
    return max((r.tier for r in screening.rules if holds(r.when, answers)), key=TIERS.index, default="clear")


def call_for(emergency: Emergency, country: str | None) -> Call | None:
    """Return whom to call in *country* (ISO 3166-1 alpha-2); none if it is unknown: better than a wrong number."""
    found = next((entry for entry in emergency.countries if entry.id == country), None)
    return _call(found) if found else None


def help_in(emergency: Emergency, country: str | None) -> EmergencyHelp:
    """Return what there is to know about emergencies in *country*."""
    return EmergencyHelp(call_for(emergency, country), emergency.notices, emergency.signs)


def _call(country: Country) -> Call:
    line = country.advice_line
    advice = f"{line.number} ({line.name})" if line else None
    return Call(country.id, " or ".join(country.numbers), advice, country.note)
