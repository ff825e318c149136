"""rich's console, for what is drawn over and over: the guided session and the countdown."""

from __future__ import annotations

import os
from typing import IO, Literal

from rich.console import Console
from rich.theme import Theme

from ergo_cli.render.terminal import readable
from ergo_cli.render.theme import STYLES


def console_for(file: IO[str], width: int | None = None) -> Console:
    """Return a console on *file* that draws texts as they are: no markup, no emoji, no guessed highlights.

    For those who have the screen read to them (ACCESSIBLE) there are no styles either.
    """
    styles: Literal["auto"] | None = None if os.environ.get("ACCESSIBLE") else "auto"
    theme = Theme(STYLES, inherit=False)
    console = Console(
        file=file, width=width, theme=theme, color_system=styles, markup=False, emoji=False, highlight=False
    )
    console.width = readable(console.width)
    return console
