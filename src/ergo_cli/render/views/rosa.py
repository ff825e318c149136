"""A ROSA rating: the score and what it means, the sub-scores, and which single change lowers it most."""

from __future__ import annotations

from collections.abc import Iterator

from ergo_cli.engine.rosa import RosaScored, WhatIf
from ergo_cli.render.blocks import Blocks, Callout, Entry, Facts, Heading, Listing, Title, View
from ergo_cli.render.views.shared import EFFORT_NAMES

_FIRST = 3
# The others are for those who check the method: they are in the JSON.
_NOTES = {"self-rating", "scored-too-low", "disputed-cell"}
_TABLES = {
    "chair": "Chair",
    "monitor_telephone": "Screen and telephone",
    "mouse_keyboard": "Mouse and keyboard",
    "peripherals": "All devices",
}
_DEVICES = ("monitor", "telephone", "mouse", "keyboard")


def view(result: RosaScored) -> Blocks:
    """Show *result*."""
    yield Title("Your workstation by ROSA", "Rapid Office Strain Assessment")
    yield Callout(f"{result.final} of 10, where 1 is best", (result.level.text,), "warn" if result.action else "good")
    yield Facts(tuple((label, str(getattr(result.sections, name))) for name, label in _TABLES.items()))
    yield Heading("Behind these")
    yield Facts(tuple(_parts(result)))
    if result.advice:
        yield Heading("What lowers it most, one change at a time")
        yield Listing(tuple(_change(result, change) for change in result.advice[:_FIRST]), "1")
    if rest := result.advice[_FIRST:]:
        yield Heading("Then")
        yield Listing(tuple(_change(result, change) for change in rest), "1", _FIRST + 1)
    yield Heading("How far to trust this", "muted")
    yield Listing(tuple(Entry(note.text, tone="muted") for note in result.notes if note.id in _NOTES))


def _parts(result: RosaScored) -> Iterator[tuple[str, str]]:
    """Yield the points of each item, and with a device's how it enters its table."""
    for name, points in result.items.items():
        device = name.removeprefix("rosa-")
        with_time = f", {getattr(result.sections, device)} with the time of use" if device in _DEVICES else ""
        yield result.names[name], f"{points}{with_time}"
    unused = [result.names[device] for device in _DEVICES if f"rosa-{device}" not in result.items]
    yield from ((name, "not used") for name in unused)


def _change(result: RosaScored, change: WhatIf) -> Entry:
    total = f"Total: {change.final}." if change.final < result.final else f"The total stays at {change.final}."
    return Entry(f"{result.names[change.section]}. {change.text}", (f"{EFFORT_NAMES[change.effort]}. {total}",))


VIEWS: dict[str, View] = {"setup-check-rosa": view}
