"""`ergo posture`: what good looks like."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ergo_cli.cli.complete import posture_ids
from ergo_cli.cli.options import (
    DrawnFormat,
    DrawnFormatOption,
    GlyphsOption,
    JsonOption,
    NoInputOption,
    NoPictureOption,
    chosen,
)

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.content.model.posture import Posture


def posture(
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[POSTURE]...", help="standing, sitting or bending; all if none.", autocompletion=posture_ids
        ),
    ] = None,
    glyphs: GlyphsOption = None,
    no_picture: NoPictureOption = False,
    form: DrawnFormatOption = DrawnFormat.TEXT,
    as_json: JsonOption = False,
    no_input: NoInputOption = False,
) -> None:
    """Show good posture beside the usual slips, in pictures and in words.

    Example: ergo posture sitting
    """
    from ergo_cli.cli.output import emit
    from ergo_cli.cli.pictures import drawn, posture_stills, room
    from ergo_cli.cli.wiring import can_ask, library
    from ergo_cli.content.model.posture import Postures
    from ergo_cli.engine.guides import PostureGuide
    from ergo_cli.engine.nearest import find

    chosen_form = chosen(form, as_json)
    content = library()
    known = {entry.id: entry for entry in content.read(Postures).postures}
    if not name and chosen_form is DrawnFormat.TEXT and can_ask(no_input=no_input):
        from ergo_cli.prompt.ask import ask

        choice = ask("Which posture?", {**{entry.id: entry.name for entry in known.values()}, "all": "All of them"})
        name = [] if choice == "all" else [choice]
    found = [find("posture", entry, known) for entry in name or known]
    if chosen_form is DrawnFormat.SVG:
        _print_svg(content, found)
        return
    space = room(glyphs, no_picture=no_picture) if chosen_form is DrawnFormat.TEXT else None
    pictures = drawn(posture_stills(content, [entry.id for entry in found]), space) if space else None
    emit("posture", PostureGuide(tuple(found)), chosen_form, content.digest, pictures)


def _print_svg(content: "Library", postures: "Sequence[Posture]") -> None:
    from ergo_cli.cli.output import print_markup
    from ergo_cli.cli.pictures import posture_stills
    from ergo_cli.errors import NothingFoundError
    from ergo_cli.figure.plate import plate

    names = ", ".join(entry.name for entry in postures)
    stills = posture_stills(content, [entry.id for entry in postures])
    if not stills:
        raise NothingFoundError(f"there is no picture of: {names}")
    print_markup(plate(f"Posture: {names}", list(stills.values())))
