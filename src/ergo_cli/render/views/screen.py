"""The outcome of a screening: what to do first, then why."""

from __future__ import annotations

from collections.abc import Sequence

from ergo_cli.content.model.base import Advice
from ergo_cli.engine.screening import Call, EmergencyHelp, Fired, Screened
from ergo_cli.render.blocks import Block, Blocks, Callout, Commands, Entry, Heading, Listing, Para, Tone, View
from ergo_cli.render.views.shared import advice_entries

_TONES: dict[str, Tone] = {"clear": "good", "doctor": "warn", "urgent": "warn", "emergency": "danger"}


def view(result: Screened) -> Blocks:
    """Show *result*."""
    tone = _TONES[result.tier]
    calls = _call_lines(result) if result.tier in {"emergency", "urgent"} else ()
    yield Callout(result.name, (result.headline, *calls), tone)
    yield Heading("What to do", tone)
    yield Listing(advice_entries(result.advice), mark="1")
    yield from _reasons("Why", [rule for rule in result.fired if rule.tier == result.tier])
    yield from _reasons("Mention this too", [rule for rule in result.fired if rule.tier != result.tier])
    yield from (Para(item.text, "muted") for item in result.notices if item.id == "not-a-diagnosis")
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


def _call_lines(result: Screened) -> tuple[str, ...]:
    numbers = _numbers(result.call, result.notices)
    if result.tier == "emergency":
        return numbers
    advice = result.call.advice_line if result.call else None
    later = tuple(f"If it becomes an emergency: {line[0].lower()}{line[1:]}" for line in numbers)
    return (*((f"Urgent advice: {advice}.",) if advice else ()), *later)


def _numbers(call: Call | None, notices: Sequence[Advice]) -> tuple[str, ...]:
    """Return the numbers of a known country; of an unknown one, how to find the right number."""
    if call is None:
        return tuple(item.text for item in notices if item.id == "no-country")
    return (f"Emergency number ({call.country}): {call.number}, or your local number.",)


def _next(result: Screened) -> list[Block]:
    if result.tier != "clear":
        return []
    rows = (
        ("ergo stretch --minutes 3", "a short guided routine"),
        ("ergo setup-check", "find what to mend at your desk"),
        ("ergo troubleshoot", "look up a pain"),
    )
    return [Commands(rows)]


VIEWS: dict[str, View] = {"screen": view, "emergency": emergency_view}
