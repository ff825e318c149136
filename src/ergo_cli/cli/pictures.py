"""Whether and how figures are drawn, for the user's terminal and wishes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ergo_cli.cli.glyphs import glyphs
from ergo_cli.cli.wiring import can_animate

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.figure.cells import Glyphs
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
