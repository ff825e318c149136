"""`ergo content figure`: a figure as it is seen, while its YAML is written."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ergo_cli.cli.complete import figure_ids
from ergo_cli.cli.options import GlyphsOption

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.content.model.figures import Clip, Picture
    from ergo_cli.figure.pose import Pose
    from ergo_cli.figure.scene import Figure
    from ergo_cli.figure.still import Still
    from ergo_cli.render.blocks import Blocks
    from ergo_cli.render.pictures import Room

# Pictures of a clip in a strip.
_FRAMES = 6
# What is nearer to what it should touch, % of stature, is seen to touch it.
_NEAR = 1.0


class SheetFormat(StrEnum):
    """The forms of a contact sheet."""

    TEXT = "text"
    SVG = "svg"
    HTML = "html"


class _Shown(NamedTuple):
    """An entry of the content, set up to be drawn, and the poses that it sets."""

    entry: Clip | Picture
    drawn: Figure | Still
    poses: Sequence[Pose]


def figure(
    name: Annotated[str, typer.Argument(metavar="ID", help="A clip or a picture.", autocompletion=figure_ids)],
    glyphs: GlyphsOption = None,
    form: Annotated[SheetFormat, typer.Option("--format", "-f", help="How to print it.")] = SheetFormat.TEXT,
) -> None:
    """Show a clip or a picture on a contact sheet.

    Content and packs are read anew each time, and problems are told with their places.

    Example: ergo content figure heel-forward --glyphs ascii
    """
    import sys

    from ergo_cli.cli.output import print_markup, unless_closed
    from ergo_cli.cli.pictures import whole_screen
    from ergo_cli.cli.wiring import library
    from ergo_cli.render.terminal import terminal_for
    from ergo_cli.render.text import render

    _require_sound()
    shown = _set_up(library(), name)
    if form is not SheetFormat.TEXT:
        print_markup(_document(shown, form))
        return
    with unless_closed(sys.stdout):
        render(_sheet(shown, whole_screen(glyphs)), terminal_for(sys.stdout))


def _require_sound() -> None:
    """Raise `ContentError` with every problem of the content; where there are packs, reading it does so."""
    from ergo_cli.cli.wiring import config_dir
    from ergo_cli.content.check import check
    from ergo_cli.content.files import pack_folders
    from ergo_cli.content.locate import data_dir
    from ergo_cli.errors import ContentError

    if not pack_folders(config_dir() / "packs") and (problems := check(data_dir(), [])):
        raise ContentError(problems)


def _set_up(content: Library, name: str) -> _Shown:
    from ergo_cli.content.model.figures import Clip, Clips, Pictures, Poses, Props
    from ergo_cli.engine.nearest import find
    from ergo_cli.figure import scene
    from ergo_cli.figure.pose import merge, starting
    from ergo_cli.figure.reach import keys
    from ergo_cli.figure.still import still

    every: tuple[Clip | Picture, ...] = (*content.read(Pictures).pictures, *content.read(Clips).clips)
    found = find("figure", name, {entry.id: entry for entry in every})
    poses, props = starting(content.read(Poses).poses), content.read(Props).props
    if isinstance(found, Clip):
        moving = scene.figure(found, poses, props)
        return _Shown(found, moving, keys(moving.motion))
    return _Shown(found, still(found, poses, props), [merge(poses[found.pose], found)])


def _document(shown: _Shown, form: SheetFormat) -> str:
    from ergo_cli.figure.film import Take, html, page, scenes, strips
    from ergo_cli.figure.plate import plate
    from ergo_cli.figure.still import Still

    name, drawn, paged = shown.entry.name, shown.drawn, form is SheetFormat.HTML
    if isinstance(drawn, Still):
        return html(name, plate(name, [[drawn]], inside="p")) if paged else plate(name, [[drawn]])
    return page(name, [Take(drawn)]) if paged else strips(name, [scenes(drawn, _FRAMES)])


def _sheet(shown: _Shown, space: Room) -> Blocks:
    from ergo_cli.figure.reach import gaps
    from ergo_cli.figure.still import Still
    from ergo_cli.render.blocks import Callout, Para, Title
    from ergo_cli.render.pictures import beside, contact_sheet

    yield Title(shown.entry.name, shown.entry.id)
    yield beside(shown.drawn, space) if isinstance(shown.drawn, Still) else contact_sheet(shown.drawn, space)
    yield Para(shown.entry.text)
    missed = {
        f"{limb} of pose {number}: {gap:.0f} % of stature short of what it touches"
        for number, pose in enumerate(shown.poses, start=1)
        for limb, gap in gaps(pose).items()
        if gap > _NEAR
    }
    if missed:
        yield Callout("Out of reach", tuple(sorted(missed)))
