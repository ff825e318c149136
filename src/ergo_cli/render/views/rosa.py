"""A ROSA rating: the score and what it means, the sub-scores, and which single change lowers it most."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ergo_cli.engine.rosa import RosaScored, WhatIf
from ergo_cli.render.blocks import Block, Blocks, Callout, Commands, Entry, Facts, Heading, Listing, Para, Title, View
from ergo_cli.render.views.shared import EFFORT_NAMES

# So many changes can be kept in mind; all of them are in the JSON.
_MOST = 5
# The others are for those who check the method: they are in the JSON.
_NOTES = {"self-rating", "scored-too-low", "disputed-cell"}
_TABLES = {
    "chair": "Chair",
    "monitor_telephone": "Screen and telephone",
    "mouse_keyboard": "Mouse and keyboard",
    "peripherals": "All devices",
}
# What the total is the highest of, and whose changes count there.
_SECTIONS = {
    "chair": ("chair",),
    "monitor_telephone": ("monitor", "telephone"),
    "mouse_keyboard": ("mouse", "keyboard"),
}
_DEVICES = ("monitor", "telephone", "mouse", "keyboard")


def view(result: RosaScored) -> Blocks:
    """Show *result*."""
    yield Title("Your workstation by ROSA", "Rapid Office Strain Assessment")
    scale = f"{result.final} of 10, where 1 is best and 10 is worst"
    yield Callout(scale, (result.level.text,), "warn" if result.action else "good")
    yield Facts(tuple((label, str(getattr(result.sections, name))) for name, label in _TABLES.items()))
    yield Para("The total is the highest of these, so that one bad part is enough.", "muted")
    yield Heading("Behind these")
    yield Facts(tuple(_parts(result)))
    if result.advice:
        yield from _advice(result)
    yield Heading("How far to trust this", "muted")
    yield Listing(tuple(Entry(note.text, tone="muted") for note in result.notes if note.id in _NOTES))
    yield Commands(
        (
            ("ergo setup-check --method rosa", "rate it again after a change"),
            ("ergo setup-check", "a longer look at the same desk, with more ways to mend it"),
        )
    )


def _advice(result: RosaScored) -> Iterator[Block]:
    """Yield what lowers the total, then what lowers a part of it; of both together not too many."""
    total = [change for change in result.advice if change.final < result.final][:_MOST]
    others = sorted((change for change in result.advice if change.final == result.final), key=partial(_worth, result))
    others = others[: _MOST - len(total)]
    if total:
        yield Heading("What lowers the total, one change at a time")
        yield Listing(tuple(_entry(change, f"Total: {change.final}, from {result.final}.") for change in total), "1")
    else:
        parts = " and ".join(_TABLES[name] for name in _SECTIONS if getattr(result.sections, name) == result.final)
        yield Para(f"No single change lowers the total of {result.final}. It takes several; look first at: {parts}.")
    if others:
        yield Heading("What lowers a part" if total else "Where to begin")
        yield Listing(tuple(_entry(change, _effect(result, change)) for change in others), "1", len(total) + 1)
    if left := len(result.advice) - len(total) - len(others):
        yield Para(f"{left} more {'is' if left == 1 else 'are'} in the JSON (--json).", "muted")


def _entry(change: WhatIf, *effect: str) -> Entry:
    return Entry(change.text, (" ".join([f"{EFFORT_NAMES[change.effort]}.", *effect]),))


def _effect(result: RosaScored, change: WhatIf) -> str:
    """Return which part *change* lowers, a table's before a device's."""
    for name, label in (_TABLES | {device: result.names[device] for device in _DEVICES}).items():
        before, after = getattr(result.sections, name), getattr(change.sections, name)
        if after < before:
            return f"{label}: {after}, from {before}."
    return "It counts together with others."


def _worth(result: RosaScored, change: WhatIf) -> tuple[bool, int]:
    """Return what to sort by: changes where the total is held up first, then by what all the parts lose."""
    part = next(name for name, sections in _SECTIONS.items() if change.section in sections)
    lost = sum(getattr(result.sections, n) - getattr(change.sections, n) for n in (*_TABLES, *_DEVICES))
    return getattr(result.sections, part) < result.final, -lost


def _parts(result: RosaScored) -> Iterator[tuple[str, str]]:
    """Yield the points of each item, and with a device's how it enters its table."""
    for name, points in result.items.items():
        device = name.removeprefix("rosa-")
        with_time = f", {getattr(result.sections, device)} with the time of use" if device in _DEVICES else ""
        yield result.names[name], f"{points}{with_time}"
    unused = [result.names[device] for device in _DEVICES if f"rosa-{device}" not in result.items]
    yield from ((name, "not used") for name in unused)


VIEWS: dict[str, View] = {"setup-check-rosa": view}
