"""The outcome of a screening: what to do first, then why."""

from __future__ import annotations

from collections.abc import Sequence

from ergo_cli.engine.screening import Call, Fired, Screened
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


def _call_lines(result: Screened) -> tuple[str, ...]:
    fallback = tuple(item.text for item in result.notices if item.id == "no-country")
    if result.call is None:
        return fallback
    return (*_numbers(result.call, emergency=result.tier == "emergency"),)


def _numbers(call: Call, *, emergency: bool) -> list[str]:
    lines = [f"Emergency number ({call.country}): {call.number}, or your local number."]
    if call.advice_line and not emergency:
        lines.insert(0, f"Urgent advice: {call.advice_line}.")
    return lines


def _next(result: Screened) -> list[Block]:
    if result.tier != "clear":
        return []
    rows = (
        ("ergo stretch --minutes 3", "a short guided routine"),
        ("ergo setup-check", "find what to mend at your desk"),
        ("ergo troubleshoot", "look up a pain"),
    )
    return [Commands(rows)]


VIEWS: dict[str, View] = {"screen": view}
