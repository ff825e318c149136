"""Pictures on the screen: whether there are to be any, how large they may be, and those of the content."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.engine.fit import Fitting
    from ergo_cli.figure.cells import Glyphs
    from ergo_cli.figure.still import Still
    from ergo_cli.render.blocks import Picture
    from ergo_cli.render.pictures import Room

# On fewer characters a figure is hard to make out.
_LEAST_COLUMNS, _LEAST_ROWS = 40, 15
# So many rows hold two pictures of a workstation and the heights below them.
_ROWS_FOR_TWO = 56


def room(option: Glyphs | None, *, no_picture: bool) -> Room | None:
    """Return how much room there is for pictures; None if there is too little, or they are not wanted.

    Without a terminal, and for those who have the screen read to them, there are none unless the *option* asks for them.
    """
    if no_picture or (option is None and (not sys.stdout.isatty() or os.environ.get("ACCESSIBLE"))):
        return None
    space = whole_screen(option)
    return space if space.columns >= _LEAST_COLUMNS and space.rows >= _LEAST_ROWS else None


def whole_screen(option: Glyphs | None) -> Room:
    """Return all the room that there is, for characters that the *option* or the terminal prefers."""
    from ergo_cli.cli.glyphs import glyphs
    from ergo_cli.render.pictures import Room
    from ergo_cli.render.terminal import MAX_WIDTH

    columns, rows = shutil.get_terminal_size()
    return Room(min(columns, MAX_WIDTH), rows, glyphs(option))


def posture_stills(content: Library, postures: Iterable[str]) -> dict[str, list[Still]]:
    """Return the stills of each of *postures* that has any, in the order of the content."""
    from ergo_cli.content.model.figures import Pictures, Poses, Props
    from ergo_cli.figure.pose import starting
    from ergo_cli.figure.still import still

    poses, props = starting(content.read(Poses).poses), content.read(Props).props
    every = content.read(Pictures).pictures
    found = {name: [still(entry, poses, props) for entry in every if entry.posture == name] for name in postures}
    return {name: stills for name, stills in found.items() if stills}


def fit_stills(result: Fitting) -> tuple[Still, Still]:
    """Return whom *result* fits, at a desk to sit at, which may be their own, and at one to stand at."""
    from ergo_cli.engine.fit import footrest_of
    from ergo_cli.figure.workstation import seated, standing

    plain = {height.id: height.cm for height in result.heights}
    at_desk = {height.id: height.at_desk_cm for height in result.heights if height.at_desk_cm is not None}
    footrest = footrest_of(result)
    sitting = seated(result.stature_cm, plain | at_desk, cushion=result.given.get("cushion", 0.0), footrest=footrest)
    return sitting, standing(result.stature_cm, plain)


def drawn_fit(result: Fitting, space: Room) -> dict[str, Picture]:
    """Return whom *result* fits as characters: sitting, or standing at a desk as high as that; both if there is *space*."""
    from ergo_cli.render.pictures import beside

    sitting, upright = (beside(still, space) for still in fit_stills(result))
    if space.rows >= _ROWS_FOR_TWO:
        return {"sitting": sitting, "standing": upright}
    return {"standing": upright} if result.desk and result.desk.id == "standing" else {"sitting": sitting}


def drawn(stills: Mapping[str, list[Still]], space: Room) -> dict[str, Picture]:
    """Return *stills* as characters, as far as there is *space*."""
    from ergo_cli.render.pictures import side_by_side

    return {name: side_by_side(entries, space) for name, entries in stills.items()}
