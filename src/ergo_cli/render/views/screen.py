"""The outcome of a screening: what to do first, then why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ergo_cli.content.model.base import Advice
from ergo_cli.engine.gate import Again, ScreenStatus, Standing
from ergo_cli.engine.screening import Call, EmergencyHelp, Fired, Screened, call_line
from ergo_cli.render.blocks import (
    Block,
    Blocks,
    Callout,
    Commands,
    Entry,
    Facts,
    Heading,
    Listing,
    Para,
    Title,
    Tone,
    View,
)
from ergo_cli.render.views.shared import advice_entries, sentences

_TONES: dict[str, Tone] = {"clear": "good", "doctor": "warn", "urgent": "warn", "emergency": "danger"}


def view(result: Screened) -> Blocks:
    """Show *result*."""
    tone = _TONES[result.tier]
    calls = call_lines(result.tier, result.call, result.notices)
    if result.held_back:
        yield Callout("What was found before still stands", sentences(result.held_back.why), "warn")
    yield Callout(result.name, (result.headline, *calls), tone)
    yield Heading("What to do", tone)
    yield Listing(advice_entries(result.advice), mark="1")
    yield from _reasons("Why", [rule for rule in result.fired if rule.tier == result.tier])
    yield from _reasons("Mention this too", [rule for rule in result.fired if rule.tier != result.tier])
    yield from (Para(item.text, "muted") for item in result.notices if item.id == "not-a-diagnosis")
    if not result.held_back:
        yield from _next(result)


def _reasons(title: str, fired: Sequence[Fired]) -> list[Block]:
    return [Heading(title), Listing(tuple(Entry(rule.reason) for rule in fired))] if fired else []


def emergency_view(result: EmergencyHelp) -> Blocks:
    """Show whom to call, and what an emergency is."""
    notices = {item.id: item.text for item in result.notices}
    yield Callout(notices["emergency"], _numbers(result.call, result.notices), "danger")
    if result.call and result.call.advice_line:
        yield Para(f"For urgent advice that is no emergency: {result.call.advice_line}.")
    if result.call and result.call.note:
        yield Para(f"Note: {result.call.note}", "muted")
    yield Heading("What counts as an emergency")
    yield Listing(advice_entries(result.signs))
    yield from (Para(notices[name], "muted") for name in ("not-a-diagnosis", "no-endorsement") if name in notices)


def call_lines(tier: str, call: Call | None, notices: Sequence[Advice]) -> tuple[str, ...]:
    """Return whom to call, if *tier* calls for that."""
    if tier not in {"emergency", "urgent"}:
        return ()
    numbers = _numbers(call, notices)
    if tier == "emergency":
        return numbers
    advice = call.advice_line if call else None
    later = tuple(f"If it becomes an emergency: {line[0].lower()}{line[1:]}" for line in numbers)
    return (*((f"Urgent advice: {advice}.",) if advice else ()), *later)


def _numbers(call: Call | None, notices: Sequence[Advice]) -> tuple[str, ...]:
    """Return the numbers of a known country; of an unknown one, how to find the right number."""
    if call is None:
        return tuple(item.text for item in notices if item.id == "no-country")
    return (call_line(call),)


def _next(result: Screened) -> Iterator[Block]:
    desk = ("ergo setup-check", "find what to mend at your desk")
    if result.tier == "clear":
        stretch = ("ergo stretch --minutes 3", "a short guided routine")
        yield Commands((stretch, desk, ("ergo troubleshoot", "look up a pain")))
    else:
        agreed = (f"ergo screen --cleared --region {result.region}", "once a doctor has agreed that you exercise")
        yield Commands((agreed, desk) if result.tier == "doctor" else (agreed,))


# Why to screen again, as the end of a line; what is most pressing first.
_AGAIN = {
    "unfinished": "; stopped with a warning sign still open",
    "pain": "; new pain since then",
    "old": "; time to screen again",
    "never": "",
}


def status_view(result: ScreenStatus) -> Blocks:
    """Show where one stands, region by region, and what follows for exercises."""
    yield Title("Where you stand")
    yield Facts(tuple((standing.name, _stand(standing)) for standing in result.regions))
    if result.resting:
        asked = any(standing.tier not in {None, "clear"} for standing in result.regions)
        until = "a doctor has agreed" if asked else "the screening is finished"
        yield Para(f"No exercises until {until}: {', '.join(result.resting)}.", "warn")
    if result.avoid:
        yield Para(f"Left out of routines, as you wish: {', '.join(result.avoid)}.")
    yield Commands(tuple(_status_commands(result)))


def _stand(standing: Standing) -> str:
    if standing.since is None:
        return f"not screened yet{again(standing.again)}"
    word = "cleared by a doctor" if standing.since == standing.cleared else standing.outcome
    return f"{word}, {standing.since[:10]}{again(standing.again)}"


def again(why: Again | None) -> str:
    """Return *why* to screen again, as the end of a line."""
    return _AGAIN[why] if why else ""


def _status_commands(result: ScreenStatus) -> Iterator[tuple[str, str]]:
    held = [standing for standing in result.regions if standing.tier not in {None, "clear"}]
    if held:
        yield "ergo screen --cleared", "once a doctor has agreed"
    due = sorted(
        (standing for standing in result.regions if standing.again and standing not in held),
        key=lambda standing: list(_AGAIN).index(standing.again or "never"),
    )
    yield from ((f"ergo screen --region {standing.region}", "screen this region") for standing in due[:1])
    yield "ergo screen --avoid AREA", "leave an area out of routines"
    if result.avoid or any(standing.since for standing in result.regions):
        yield "ergo screen --forget", "delete all of this"


VIEWS: dict[str, View] = {"screen": view, "screen-status": status_view, "emergency": emergency_view}
