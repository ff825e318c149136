"""What a screen is made of: a few kinds of blocks, which the text and the Markdown renderer each know how to draw.

A view turns a result into blocks once; neither colour, width nor syntax is its business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple, TypeAlias

Tone = Literal["plain", "muted", "good", "warn", "danger", "accent"]


class Title(NamedTuple):
    """The head of a screen, with a short *aside* such as an area or a time."""

    text: str
    aside: str = ""


class Heading(NamedTuple):
    """The head of a section."""

    text: str
    tone: Tone = "accent"


class Para(NamedTuple):
    """A paragraph."""

    text: str
    tone: Tone = "plain"


class Entry(NamedTuple):
    """An entry of a list: its text, and below it, quieter, *details* and the *commands* that follow."""

    text: str
    details: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    tone: Tone = "plain"


class Listing(NamedTuple):
    """Entries, each behind a *mark*; with the mark `1` they are numbered from *start*."""

    entries: tuple[Entry, ...]
    mark: str = "•"
    start: int = 1


class Callout(NamedTuple):
    """What must not be overlooked: a word, and lines."""

    title: str
    lines: tuple[str, ...] = ()
    tone: Tone = "warn"


class Picture(NamedTuple):
    """What is drawn, line by line, each as texts with their styles; left out where it is too wide."""

    lines: tuple[tuple[tuple[str, str], ...], ...]


class Facts(NamedTuple):
    """Names and what belongs to them, side by side."""

    rows: tuple[tuple[str, str], ...]
    tone: Tone = "accent"


class Bars(NamedTuple):
    """Values from 0 to 100 as bars: label, value (None: does not apply), words behind it, tone."""

    rows: tuple[tuple[str, float | None, str, Tone], ...]


class Commands(NamedTuple):
    """What to type next: command, what it does."""

    rows: tuple[tuple[str, str], ...]
    title: str = "Next"


Block: TypeAlias = Title | Heading | Para | Listing | Callout | Picture | Facts | Bars | Commands
Blocks: TypeAlias = Iterable[Block]
View: TypeAlias = Callable[..., Blocks]


def entries(texts: Iterable[str]) -> tuple[Entry, ...]:
    """Return *texts* as plain entries."""
    return tuple(Entry(text) for text in texts)
