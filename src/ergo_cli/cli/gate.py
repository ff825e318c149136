"""The interlock at the prompt: what physical commands make of the screenings so far."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer
from msgspec.structs import replace

from ergo_cli.cli.output import say
from ergo_cli.cli.past import where_you_stand
from ergo_cli.content.model.screening import Outcome, Screening
from ergo_cli.engine.gate import Standing, held_back, refuses_advice, screened_first, tier_now
from ergo_cli.engine.screening import CODES, TIERS, HeldBack, region_of
from ergo_cli.errors import HeldBackError

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.content.model.base import Tier
    from ergo_cli.content.model.screening import Region
    from ergo_cli.engine.gate import ScreenStatus


def require_open(content: Library, areas: Iterable[str], *, interactive: bool) -> None:
    """Let exercises for *areas* of the body begin only if no screening says otherwise.

    Raises `HeldBackError` if one does. Who was not screened there, or not lately, is told so, and at a terminal asked.
    """
    wanted = set(areas)
    stand = refuse_if_held(content, wanted)
    regions = content.read(Screening).regions
    served = [entry.id for entry in regions if wanted & set(entry.areas)]
    standing = screened_first(stand, served, regions[0].id)
    if standing is None:
        return
    say(_why_again(stand, standing))
    if interactive:
        region = next(entry for entry in regions if entry.id == standing.region)
        from ergo_cli.prompt.ask import confirm

        if confirm("Screen now?"):
            _screen(content, region)


def refuse_if_held(content: Library, areas: Iterable[str]) -> ScreenStatus:
    """Return where the user stands; raises `HeldBackError` if that holds back exercises for *areas* of the body.

    What needs a doctor now holds back everything, even what is for no area.
    """
    screening = content.read(Screening)
    stand = where_you_stand(content)
    if held := held_back(screening, stand.regions, areas):
        raise _refusal(content, held)
    return stand


def before_advice(content: Library, area: str, exercised: Iterable[str], *, interactive: bool) -> HeldBack | None:
    """Return why exercises for the areas *exercised* are held back, if so, where advice on the body *area* is wanted.

    Raises `HeldBackError` if that area itself is in need of a doctor now. On first use for its region two questions
    are asked, at a terminal.
    """
    screening = content.read(Screening)
    stand = where_you_stand(content)
    region = region_of(screening, area)
    standing = next((entry for entry in stand.regions if region and entry.region == region.id), None)
    if standing and refuses_advice(standing):
        raise _refusal(content, standing)
    if region and standing and standing.again:
        _ask_again(content, region, stand, standing, interactive=interactive)
    held = held_back(screening, stand.regions, exercised)
    return HeldBack(tier_now(held) or "clear", held.region, how_to_go_on(screening, held)) if held else None


def still_held_back(content: Library, region: Region, tier: Tier) -> HeldBack | None:
    """Return what was found before and still holds back exercises, if it is graver than the *tier* now of *region*."""
    stand = where_you_stand(content)
    # That a screening of this region was left unfinished is over.
    before = [replace(entry, again=None) if entry.region == region.id else entry for entry in stand.regions]
    screening = content.read(Screening)
    held = held_back(screening, before, {area for entry in screening.regions for area in entry.areas})
    if held is None or TIERS.index(held_tier := tier_now(held) or "clear") <= TIERS.index(tier):
        return None
    return HeldBack(held_tier, held.region, how_to_go_on(screening, held))


def _refusal(content: Library, standing: Standing) -> HeldBackError:
    """Return why nothing goes on, and, where a doctor is needed now, what to do and whom to call before all else."""
    screening = content.read(Screening)
    first: list[str] = []
    if standing.tier in {"urgent", "emergency"}:
        from ergo_cli.cli.screening import country_here
        from ergo_cli.content.model.emergency import Emergency
        from ergo_cli.engine.screening import call_for, call_line

        call = call_for(content.read(Emergency), country_here(None))
        advice = _outcome(screening, standing).advice
        first = [*(item.text for item in advice if item.id != "no-exercise"), *([call_line(call)] if call else ())]
    return HeldBackError(how_to_go_on(screening, standing, first), CODES[tier_now(standing) or "clear"])


def how_to_go_on(screening: Screening, standing: Standing, first: Iterable[str] = ()) -> str:
    """Return why exercises are held back, in lines: what to do *first*, and what opens them again."""
    if standing.again == "unfinished" and standing.tier not in {"urgent", "emergency"}:
        return (
            "a screening was stopped with a warning sign still open; "
            f"finish it first: ergo screen --region {standing.region}"
        )
    outcome = _outcome(screening, standing)
    rest = " ".join(item.text for item in outcome.advice if item.id == "no-exercise")
    lines = (
        f'your screening ({standing.name.lower()}, {(standing.since or "")[:10]}) says: "{outcome.name}". {rest}',
        *first,
        f"A doctor has agreed since: ergo screen --cleared --region {standing.region}",
        f"An answer was wrong: ergo screen --forget --region {standing.region}, and screen again.",
    )
    return "\n".join(lines)


def _outcome(screening: Screening, standing: Standing) -> Outcome:
    return next(outcome for outcome in screening.outcomes if outcome.id == standing.tier)


def _ask_again(content: Library, region: Region, stand: ScreenStatus, standing: Standing, *, interactive: bool) -> None:
    if not interactive:
        say(_why_again(stand, standing))
        return
    from ergo_cli.cli.screening import passes_short_form

    if not passes_short_form(content, region):
        _screen(content, region)


def _screen(content: Library, region: Region) -> None:
    """Screen *region*; end here unless nothing was found."""
    from ergo_cli.cli.screening import ANYBODY, screen_region

    result = screen_region(content, region, ANYBODY)
    if result.tier != "clear":
        raise typer.Exit(CODES[result.tier])


def _why_again(stand: ScreenStatus, standing: Standing) -> str:
    command = f"`ergo screen --region {standing.region}`"
    name = standing.name.lower()
    match standing.again:
        case "pain":
            return f"You reported new pain ({name}): {command} asks about it."
        case "old":
            return f"Your last screening ({name}) is more than {stand.days} days old: {command} asks again."
        case _:
            return f"Not yet screened for danger signs ({name}): {command} takes a minute."
