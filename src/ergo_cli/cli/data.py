"""`ergo data`: what is kept about you and where; all of it, or none of it any more."""

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from ergo_cli.cli.options import Format, FormatOption, JsonOption, NoInputOption, chosen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ergo_cli.engine.data import Kept, Place
    from ergo_cli.store.history import Record

app = typer.Typer(rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def data(ctx: typer.Context) -> None:
    """Show, hand over or delete what is kept about you; without a command, show where it is."""
    if not ctx.invoked_subcommand:
        path()


@app.command()
def path(form: FormatOption = Format.TEXT, as_json: JsonOption = False) -> None:
    """Show where everything is: settings, packs, history.

    Example: ergo data path --json
    """
    from ergo_cli.cli.output import emit
    from ergo_cli.engine.data import DataPlaces

    emit("data-path", DataPlaces((*_own(), *_recorded())), chosen(form, as_json), "")


@app.command()
def export(form: FormatOption = Format.JSON, as_json: JsonOption = False) -> None:
    """Print all that is recorded, and drafts, as JSON.

    Example: ergo data export > ergo.json
    """
    from ergo_cli.cli.output import emit
    from ergo_cli.cli.wiring import has_history, history
    from ergo_cli.engine.data import DataExport
    from ergo_cli.plain import clean

    store = history()
    records, drafts = (store.everything(), store.drafts()) if has_history() else ((), {})
    damaged = tuple(clean(str(place)) for place in store.damaged())
    emit("data-export", DataExport(tuple(map(_kept, records)), drafts, damaged), chosen(form, as_json), "")


@app.command()
def forget(
    yes: Annotated[bool, typer.Option("--yes", help="Delete without being asked.")] = False,
    form: FormatOption = Format.TEXT,
    as_json: JsonOption = False,
    no_input: NoInputOption = False,
) -> None:
    """Delete all that is recorded, drafts and damaged histories too.

    Settings and packs stay.

    Example: ergo data forget --yes
    """
    from ergo_cli.cli.confirm import confirmed
    from ergo_cli.cli.output import emit
    from ergo_cli.cli.wiring import history
    from ergo_cli.engine.data import DataForgotten
    from ergo_cli.plain import clean

    store = history()
    if found := store.files():
        names = ", ".join(clean(str(file)) for file in found)
        confirmed(f"Delete all that is recorded ({names})? Settings and packs stay.", yes=yes, no_input=no_input)
    deleted = tuple(clean(str(file)) for file in store.erase())
    kept = tuple(place for place in _own() if place.bytes is not None)
    emit("data-forget", DataForgotten(deleted, kept), chosen(form, as_json), "")


def _own() -> "list[Place]":
    """Return the places of what the user has written."""
    from ergo_cli.cli.wiring import config_dir
    from ergo_cli.engine.data import Place
    from ergo_cli.plain import clean

    settings, packs = config_dir() / "config.toml", config_dir() / "packs"
    return [
        Place("settings", clean(str(settings)), _size([settings])),
        Place("packs", clean(str(packs)), _size(file for file in packs.rglob("*") if file.is_file())),
    ]


def _recorded() -> "list[Place]":
    """Return the places of what was recorded."""
    from ergo_cli.cli.wiring import history
    from ergo_cli.engine.data import Place
    from ergo_cli.plain import clean

    store = history()
    history_place = Place("history", clean(str(store.path)), _size([store.path]))
    return [history_place, *(Place("damaged", clean(str(place)), _size([place])) for place in store.damaged())]


def _size(files: "Iterable[Path]") -> int | None:
    """Return how many bytes *files* have together; None if there is none."""
    sizes = []
    for file in files:
        with suppress(OSError):
            sizes.append(file.lstat().st_size)
    return sum(sizes) if sizes else None


def _kept(record: "Record") -> "Kept":
    import msgspec

    from ergo_cli.engine.data import Kept

    try:
        result = msgspec.json.decode(record.result)
    except msgspec.DecodeError:
        result = record.result.decode()
    return Kept(record.kind, record.created.isoformat(timespec="seconds"), record.content, record.answers, result)
