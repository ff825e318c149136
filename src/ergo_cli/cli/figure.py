"""`ergo content figure`: a figure as it is seen, while its YAML is written."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ergo_cli.cli.complete import figure_ids
from ergo_cli.cli.options import GlyphsOption

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.content.model.figures import Clip, Picture
    from ergo_cli.figure.scene import Figure
    from ergo_cli.figure.still import Still
    from ergo_cli.render.blocks import Blocks
    from ergo_cli.render.pictures import Room

# Pictures of a clip in a strip.
_FRAMES = 6


class SheetFormat(StrEnum):
    """The forms of a contact sheet."""

    TEXT = "text"
    SVG = "svg"
    HTML = "html"


def figure(
    name: Annotated[str, typer.Argument(metavar="ID", help="A clip or a picture.", autocompletion=figure_ids)],
    glyphs: GlyphsOption = None,
    form: Annotated[SheetFormat, typer.Option("--format", "-f", help="How to print it.")] = SheetFormat.TEXT,
) -> None:
    """Show a clip or a picture on a contact sheet.

    Content and packs are read anew each time, and problems are told with their places.

    Example: ergo content figure heel-forward --glyphs ascii
    """
    from ergo_cli.cli.output import print_text, unless_closed
    from ergo_cli.cli.pictures import whole_screen
    from ergo_cli.cli.wiring import library
    from ergo_cli.content.model.figures import Clip, Clips, Picture, Pictures
    from ergo_cli.engine.nearest import find

    _require_sound()
    content = library()
    every: tuple[Clip | Picture, ...] = (*content.read(Pictures).pictures, *content.read(Clips).clips)
    found = find("figure", name, {entry.id: entry for entry in every})
    shown = _clip(content, found) if isinstance(found, Clip) else _picture(content, found)
    if form is not SheetFormat.TEXT:
        print_text(_document(shown, found.name, form))
        return
    import sys

    from ergo_cli.render.text import console_for, render

    with unless_closed(sys.stdout):
        render(_sheet(shown, found, whole_screen(glyphs)), console_for(sys.stdout))


def _require_sound() -> None:
    """Raise `ContentError` with every problem of the content and of the packs."""
    from ergo_cli.cli.wiring import config_dir
    from ergo_cli.content.check import check
    from ergo_cli.content.library import pack_folders
    from ergo_cli.content.locate import data_dir
    from ergo_cli.errors import ContentError

    if problems := check(data_dir(), pack_folders(config_dir() / "packs")):
        raise ContentError(problems)


def _clip(content: Library, clip: Clip) -> Figure:
    from ergo_cli.content.model.figures import Poses, Props
    from ergo_cli.figure.pose import starting
    from ergo_cli.figure.scene import figure

    return figure(clip, starting(content.read(Poses).poses), content.read(Props).props)


def _picture(content: Library, picture: Picture) -> Still:
    from ergo_cli.content.model.figures import Poses, Props
    from ergo_cli.figure.pose import starting
    from ergo_cli.figure.still import still

    return still(picture, starting(content.read(Poses).poses), content.read(Props).props)


def _document(shown: Figure | Still, name: str, form: SheetFormat) -> str:
    from ergo_cli.figure.film import Take, html, page, scenes, strips
    from ergo_cli.figure.plate import plate
    from ergo_cli.figure.still import Still

    moving = form is SheetFormat.HTML
    if isinstance(shown, Still):
        return html(name, plate(name, [[shown]], inside="p")) if moving else plate(name, [[shown]])
    return page(name, [Take(shown)]) if moving else strips(name, [scenes(shown, _FRAMES)])


def _sheet(shown: Figure | Still, found: Clip | Picture, space: Room) -> Blocks:
    from ergo_cli.figure.still import Still
    from ergo_cli.render.blocks import Para, Title
    from ergo_cli.render.pictures import beside, contact_sheet

    yield Title(found.name, found.id)
    yield beside(shown, space) if isinstance(shown, Still) else contact_sheet(shown, space)
    yield Para(found.text)
