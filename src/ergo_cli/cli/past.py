"""The user's own past with the screening: what is recorded, under which name, and where one stands after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from ergo_cli.cli.settings import settings
from ergo_cli.cli.wiring import has_history, history, now, record
from ergo_cli.content.model.base import Tier
from ergo_cli.content.model.screening import Screening
from ergo_cli.engine.gate import Event, Past, ScreenStatus, status
from ergo_cli.errors import HistoryError

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.store.history import Record

S = TypeVar("S", bound=Struct)

_PAIN = "screen-pain"
_AVOID = "screen-avoid"


class _Stored(Struct, frozen=True):
    """What is needed of a stored screening, whichever version wrote it."""

    tier: Tier


class _Areas(Struct, frozen=True):
    """The areas of the body that the user avoids."""

    areas: tuple[str, ...] = ()


class _Pain(Struct, frozen=True):
    """The region that newly hurts; none if it may be any."""

    region: str = ""


def screened_kind(region: str) -> str:
    """Return the name that screenings of *region* are recorded under."""
    return f"screen-{region}"


def where_you_stand(content: Library) -> ScreenStatus:
    """Return where the user stands with every region; raises `HistoryError` if that cannot be known."""
    screening = content.read(Screening)
    regions = {screened_kind(region.id): region.id for region in screening.regions}
    cleared = {_cleared_kind(region): region for region in regions.values()}
    events = []
    avoid: tuple[str, ...] = ()
    for entry in _recorded([*regions, *cleared, _PAIN, _AVOID]):
        if entry.kind == _AVOID:
            avoid = _decode(entry.result, _Areas).areas
        elif entry.kind == _PAIN:
            events.append(Event("pain", entry.created, _decode(entry.result, _Pain).region))
        elif entry.kind in cleared:
            events.append(Event("cleared", entry.created, cleared[entry.kind]))
        else:
            events.append(Event("screened", entry.created, regions[entry.kind], _tier(entry)))
    past = Past(tuple(events), _unfinished(regions), avoid)
    return status(screening, past, now(), settings().screening_days)


def _unfinished(regions: Mapping[str, str]) -> frozenset[str]:
    """Return those *regions*, given by kind, whose screening was stopped with an answer other than "no"."""
    drafts = history().drafts() if has_history() else {}
    return frozenset(
        regions[kind]
        for kind, answers in drafts.items()
        if kind in regions and any(answer != "no" for answer in answers.values())
    )


def record_cleared(regions: Iterable[str], digest: str) -> None:
    """Record that a doctor has agreed that *regions* may be exercised."""
    for region in regions:
        record(_cleared_kind(region), {}, _Areas(), digest)


def record_pain(region: str, digest: str) -> None:
    """Record that something new hurts in *region*, or anywhere if it is empty."""
    record(_PAIN, {}, _Pain(region), digest)


def record_avoided(add: Iterable[str], remove: Iterable[str], digest: str) -> None:
    """Record the areas of the body to avoid: those so far with *add* and without *remove*."""
    gone = set(remove)
    areas = tuple(area for area in dict.fromkeys((*avoided(), *add)) if area not in gone)
    record(_AVOID, dict.fromkeys(areas, "yes"), _Areas(areas), digest)


def avoided() -> tuple[str, ...]:
    """Return the areas of the body that the user avoids."""
    records = _recorded([_AVOID])
    return _decode(records[-1].result, _Areas).areas if records else ()


def forget(regions: Iterable[str], *, everything: bool) -> int:
    """Delete what was recorded about *regions*, and with *everything* also pain and areas to avoid; return how much."""
    kinds = [kind for region in regions for kind in (screened_kind(region), _cleared_kind(region))]
    return history().forget([*kinds, *((_PAIN, _AVOID) if everything else ())])


def _recorded(kinds: Sequence[str]) -> Sequence[Record]:
    return history().all(kinds) if has_history() else ()


def _cleared_kind(region: str) -> str:
    return f"screen-cleared-{region}"


def _tier(entry: Record) -> Tier:
    return _decode(entry.result, _Stored).tier


def _decode(result: bytes, kind: type[S]) -> S:
    try:
        return msgspec.json.decode(result, type=kind)
    except msgspec.DecodeError as error:
        raise HistoryError(
            f"the history holds a screening that cannot be understood ({error}); `ergo screen --forget` deletes it"
        ) from error
