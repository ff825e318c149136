"""What is kept, and where; what was deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ergo_cli.engine.data import DataExport, DataForgotten, DataPlaces, Place
from ergo_cli.plain import clean
from ergo_cli.render.blocks import Blocks, Commands, Entry, Facts, Heading, Listing, Para, Title, View, entries

_NAMES = {"settings": "Settings", "packs": "Your own packs", "history": "History", "damaged": "Damaged history"}


def places_view(result: DataPlaces) -> Blocks:
    """Show where everything is."""
    yield Title("Your data")
    yield Listing(_place_entries(result.places))
    yield Para("Nothing is kept anywhere else, and nothing ever leaves this machine.", "muted")
    yield Commands((("ergo data export", "hand over all of it"), ("ergo data forget", "delete the history")))


def export_view(result: DataExport) -> Blocks:
    """Show what there is, not what it says: that is for JSON."""
    yield Title("Your data")
    counts = Counter(clean(record.kind) for record in result.records)
    rows = [(kind, f"{count} record{'' if count == 1 else 's'}") for kind, count in counts.items()]
    rows += [(clean(kind), "answers of an interrupted run") for kind in result.drafts]
    if rows:
        yield Facts(tuple(rows))
    else:
        yield Para("Nothing is recorded.")
    if result.damaged:
        yield Heading("Damaged, and not to be read", "warn")
        yield Listing(entries(result.damaged))
    yield Commands((("ergo data export --json", "hand over all of it"),))


def forgotten_view(result: DataForgotten) -> Blocks:
    """Show what is gone and what stays."""
    if result.deleted:
        yield Title("Deleted")
        yield Listing(entries(result.deleted))
    else:
        yield Title("There was nothing to delete")
    if result.kept:
        yield Heading("Not touched")
        yield Listing(_place_entries(result.kept))


def _place_entries(places: Iterable[Place]) -> tuple[Entry, ...]:
    return tuple(Entry(_NAMES[place.id], (place.path, _size(place.bytes))) for place in places)


def _size(size: int | None) -> str:
    return "nothing there" if size is None else f"{size} bytes"


VIEWS: dict[str, View] = {
    "data-path": places_view,
    "data-export": export_view,
    "data-forget": forgotten_view,
}
