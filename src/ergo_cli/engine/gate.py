"""What the screenings so far permit.

An outcome that asked for a doctor holds until a doctor's word is recorded: better answers alone do not lift it, and
time does not either. What is old, or was followed by new pain, is to be asked again; what was stopped with a warning
sign still open counts as "see a doctor" until it is finished.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from ergo_cli.content.model.base import Tier
from ergo_cli.content.model.screening import Region, Screening
from ergo_cli.engine.screening import TIERS

Again = Literal["unfinished", "never", "old", "pain"]
# These hold back every exercise; a `doctor` holds back those of the areas that its region rests.
_WHOLE_BODY: tuple[Tier, ...] = ("urgent", "emergency")
_ANYWHERE = ""
# A clock may be set back by a little.
_SKEW = timedelta(days=1)


class Event(Struct, frozen=True):
    """Something that was recorded: a screening of *region* with its *tier*, a doctor's word on it, or new pain in it.

    New pain without a region may be anywhere.
    """

    kind: Literal["screened", "cleared", "pain"]
    created: datetime
    region: str = _ANYWHERE
    tier: Tier = "clear"


class Standing(Struct, frozen=True):
    """Where one stands with a region: the gravest *tier* since a doctor's word, None before any screening.

    *since* is when that was found, or when the doctor's word was recorded; *again* says why to screen again. Times are
    RFC 3339.
    """

    region: str
    name: str
    tier: Tier | None
    outcome: str | None
    since: str | None
    screened: str | None
    cleared: str | None
    again: Again | None


class ScreenStatus(Struct, frozen=True):
    """Where one stands: the gravest *tier*, None before any screening, and each region.

    Areas of the body are *resting* until a doctor agrees; those to *avoid* the user leaves out. Screenings are to be
    repeated after *days*.
    """

    tier: Tier | None
    regions: tuple[Standing, ...]
    resting: tuple[str, ...]
    avoid: tuple[str, ...]
    days: int


class Past(Struct, frozen=True):
    """What is recorded: *events* in the order of recording, regions left *unfinished* with a warning sign open, areas to *avoid*."""

    events: tuple[Event, ...] = ()
    unfinished: frozenset[str] = frozenset()
    avoid: tuple[str, ...] = ()


def status(screening: Screening, past: Past, now: datetime, days: int) -> ScreenStatus:
    """Return where one stands after the *past*; screenings are to be repeated after *days*.

    Order is that of recording: a clock that was set back changes nothing.
    """
    standings = tuple(_standing(screening, region, past, now, days) for region in screening.regions)
    return ScreenStatus(
        tier=max((tier for standing in standings if (tier := tier_now(standing))), key=TIERS.index, default=None),
        regions=standings,
        resting=tuple(_resting(screening, standings)),
        avoid=past.avoid,
        days=days,
    )


def tier_now(standing: Standing) -> Tier | None:
    """Return the tier to go by: at least "doctor" where a screening was stopped with a warning sign open."""
    if standing.again == "unfinished" and standing.tier not in _WHOLE_BODY:
        return "doctor"
    return standing.tier


def held_back(screening: Screening, standings: Iterable[Standing], areas: Iterable[str]) -> Standing | None:
    """Return the gravest standing that holds back exercises for *areas* of the body, or None."""
    wanted = set(areas)
    rests = {region.id: set(region.rests) for region in screening.regions}
    holding = [
        standing
        for standing in standings
        if refuses_advice(standing) or (standing.tier == "doctor" and rests[standing.region] & wanted)
    ]
    return max(holding, key=lambda standing: TIERS.index(tier_now(standing) or "clear"), default=None)


def refuses_advice(standing: Standing) -> bool:
    """Return whether nothing but the way to a doctor should be told about a region that stands so."""
    return standing.tier in _WHOLE_BODY or standing.again == "unfinished"


def screened_first(stand: ScreenStatus, served: Collection[str], usual: str) -> Standing | None:
    """Return where one stands with what is to be screened before exercises for the regions *served*, or None.

    Of several regions it is the first. Who was screened for one of them, or for the *usual* one, is not asked for those
    that never were: nobody is to answer five screenings before a stretch.
    """
    due = [standing for standing in stand.regions if standing.again and standing.region in served]
    settled = any(standing.again is None for standing in stand.regions if standing.region in {*served, usual})
    return next((standing for standing in due if not (settled and standing.again == "never")), None)


def _standing(screening: Screening, region: Region, past: Past, now: datetime, days: int) -> Standing:
    tier: Tier | None = None
    newest = since = screened = cleared = None
    pain: set[str] = set()
    for event in past.events:
        if event.region not in {region.id, _ANYWHERE}:
            continue
        if event.kind == "pain":
            pain.add(event.region)
            continue
        pain.clear()
        newest = event.created
        if event.kind == "cleared":
            since = cleared = event.created
            tier = "clear"
        else:
            screened = event.created
            if TIERS.index(event.tier) >= TIERS.index(tier or "clear"):
                since, tier = event.created, event.tier
    return Standing(
        region=region.id,
        name=region.name,
        tier=tier,
        outcome=next((outcome.name for outcome in screening.outcomes if outcome.id == tier), None),
        since=_text(since),
        screened=_text(screened),
        cleared=_text(cleared),
        again="unfinished" if region.id in past.unfinished else _again(newest, pain, now, days),
    )


def _again(newest: datetime | None, pain: Collection[str], now: datetime, days: int) -> Again | None:
    """Return why to screen again who was screened last at *newest* and has had *pain* in these regions since."""
    if newest is None and set(pain) <= {_ANYWHERE}:
        return "never"
    if newest is None or pain:
        return "pain"
    return "old" if not -_SKEW <= now - newest <= timedelta(days=days) else None


def _resting(screening: Screening, standings: Sequence[Standing]) -> list[str]:
    everything = dict.fromkeys(area for region in screening.regions for area in region.rests)
    return [area for area in everything if held_back(screening, standings, [area])]


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
