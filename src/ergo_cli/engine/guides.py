"""The results of the commands that tell what the content holds: home, posture, breaks, habits, content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec import Struct

from ergo_cli.content.model.base import Item, Subject, Tier
from ergo_cli.content.model.breaks import Breaks, Idea, Interval
from ergo_cli.content.model.habits import Habit, Strategy
from ergo_cli.content.model.posture import Posture
from ergo_cli.engine.gate import Again, Standing
from ergo_cli.engine.screening import TIERS, EmergencyHelp
from ergo_cli.errors import HistoryError

S = TypeVar("S", bound=Struct)

_CLEARED = "Cleared by a doctor"


class LastScreening(Struct, frozen=True):
    """Where the user stands with the gravest of the regions that were screened, and when that was, RFC 3339.

    *again* says why to screen again, if so.
    """

    tier: Tier
    name: str
    region: str
    created: str
    again: Again | None = None


class LastCheck(Struct, frozen=True):
    """The score of the last workstation check and when it was, RFC 3339."""

    score: float | None
    failing: int
    created: str


class Home(Struct, frozen=True):
    """Where the user stands, and the five strategies; *help*, whom to call, if a doctor is needed now."""

    screening: LastScreening | None
    check: LastCheck | None
    strategies: tuple[Strategy, ...]
    help: EmergencyHelp | None = None


class PostureGuide(Struct, frozen=True):
    """The postures that were asked for."""

    postures: tuple[Posture, ...]


class HabitGuide(Struct, frozen=True):
    """The habits beyond the desk."""

    habits: tuple[Habit, ...]


class BreakNow(Struct, frozen=True):
    """What to do in a break now, and how often to break."""

    idea: Idea
    intervals: tuple[Interval, ...]


class BreakList(Struct, frozen=True):
    """All ideas for a break."""

    ideas: tuple[Idea, ...]
    intervals: tuple[Interval, ...]


class Topic(Struct, frozen=True):
    """One content file: how many entries, and from how many sources."""

    file: str
    entries: Mapping[str, int]
    sources: int


class ContentList(Struct, frozen=True):
    """The content and the packs in use."""

    topics: tuple[Topic, ...]
    packs: tuple[str, ...]


class LintResult(Struct, frozen=True):
    """A content check that found nothing wrong: what was read."""

    files: tuple[str, ...]


def pick_idea(breaks: Breaks, kind: str, turn: int) -> Idea:
    """Return the idea of *kind* whose *turn* it is, so that those that can be done at once come round in order."""
    ideas: Sequence[Idea] = [idea for idea in breaks.ideas if idea.kind == kind and not idea.occasion]
    return ideas[turn % len(ideas)]


def topic(content: Subject) -> Topic:
    """Return what a subject holds: the length of each list, and how many sources stand behind it all."""
    entries = {name: len(getattr(content, name)) for name in content.__struct_fields__}
    return Topic(content.file, entries, len(set(_sources(content))))


def _sources(value: object) -> Iterator[str]:
    """Yield every source named below *value*."""
    if isinstance(value, tuple):
        for inner in value:
            yield from _sources(inner)
    elif isinstance(value, Item):
        yield from getattr(value, "sources", ()) if not isinstance(value, Subject) else ()
        for name in value.__struct_fields__:
            yield from _sources(getattr(value, name))


def _decode(result: bytes, kind: type[S]) -> S:
    try:
        return msgspec.json.decode(result, type=kind)
    except msgspec.DecodeError as error:
        raise HistoryError(f"the history holds a result that cannot be understood: {error}") from error


class _StoredCheck(Struct, frozen=True):
    """What is needed of a stored check, whichever version wrote it."""

    score: float | None
    failing: tuple[msgspec.Raw, ...]


def last_screening(standings: Sequence[Standing]) -> LastScreening | None:
    """Return the gravest of *standings*, of equals the one to be screened again; None before any screening."""
    return max(
        (
            LastScreening(s.tier, _CLEARED if s.since == s.cleared else s.outcome, s.region, s.since, s.again)
            for s in standings
            if s.tier and s.outcome and s.since
        ),
        key=lambda last: (TIERS.index(last.tier), last.again is not None),
        default=None,
    )


def last_check(created: datetime, result: bytes) -> LastCheck:
    """Return what the stored *result* of a workstation check, made at *created*, says."""
    stored = _decode(result, _StoredCheck)
    return LastCheck(stored.score, len(stored.failing), created.isoformat(timespec="seconds"))
