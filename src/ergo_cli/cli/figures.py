"""The figures of stretches, if the terminal and its user want them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ergo_cli.cli.glyphs import glyphs
from ergo_cli.cli.wiring import can_animate

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.content.model.stretches import Stretch
    from ergo_cli.figure.cells import Glyphs
    from ergo_cli.render.blocks import Picture
    from ergo_cli.render.figure import Figures


def figures(content: Library, option: Glyphs | None, *, no_picture: bool) -> Figures | None:
    """Return the figures of *content*; none if they are not wanted: in a pipe, and for a reader, only on demand.

    What `--glyphs` names is the *option*, which is such a demand.
    """
    if no_picture or not (option or (sys.stdout.isatty() and can_animate())):
        return None
    from ergo_cli.content.model.figures import Clips, Poses, Props
    from ergo_cli.render.figure import Figures

    return Figures(content.read(Clips), content.read(Poses), content.read(Props), glyphs(option))


def stills(figures: Figures, stretches: Iterable[Stretch]) -> dict[str, Picture]:
    """Return one picture for each movement of *stretches* that has a figure, by the figure's id."""
    parts = {part.figure: part for stretch in stretches for part in stretch.parts}
    drawn = {name: figures.still(part) for name, part in parts.items() if name}
    return {name: picture for name, picture in drawn.items() if picture}
