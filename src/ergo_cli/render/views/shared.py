"""Words that several views share."""

from __future__ import annotations

from collections.abc import Iterable

from ergo_cli.content.model.base import Advice, Effort
from ergo_cli.render.blocks import Entry, Tone

EFFORT_NAMES: dict[Effort, str] = {
    "now": "Now",
    "today": "Today",
    "habit": "As a habit",
    "equipment": "If you want to buy something",
}
RISK_TONES: dict[str, Tone] = {"high": "danger", "medium": "warn", "low": "warn", "none": "good", "unknown": "muted"}


def advice_entries(advice: Iterable[Advice]) -> tuple[Entry, ...]:
    """Return *advice* as entries; its notes stand below it."""
    return tuple(Entry(item.text, notes(item.note)) for item in advice)


def notes(note: str | None) -> tuple[str, ...]:
    """Return *note* as the detail of an entry."""
    return (f"Note: {note}",) if note else ()


def said_no(question: str) -> str:
    """Return what a fix is for: the *question* of the check that failed."""
    return f"You said no to: {question}"


def sentences(text: str) -> tuple[str, ...]:
    """Return the lines of *text* as sentences that begin in upper case."""
    return tuple(f"{line[0].upper()}{line[1:]}" for line in text.splitlines())


def duration(seconds: int) -> str:
    """Return *seconds* in words: `45 seconds`, `2 minutes`, `1 min 20 s`."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return "1 second" if rest == 1 else f"{rest} seconds"
    if rest:
        return f"{minutes} min {rest} s"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
