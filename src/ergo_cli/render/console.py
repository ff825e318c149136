"""rich's console, for what is drawn over and over: the guided session and the countdown."""

from __future__ import annotations

import os
from typing import IO, Literal

from rich.console import Console, detect_legacy_windows
from rich.theme import Theme

from ergo_cli.render.terminal import readable
from ergo_cli.render.theme import STYLES


def console_for(file: IO[str], width: int | None = None) -> Console:
    """Return a console on *file* that draws texts as they are: no markup, no emoji, no guessed highlights.

    For those who have the screen read to them (ACCESSIBLE), and on consoles that know none, there are no styles either.
    """
    plain = os.environ.get("ACCESSIBLE") or detect_legacy_windows()  # which shows the codes themselves
    styles: Literal["auto"] | None = None if plain else "auto"
    theme = Theme(STYLES, inherit=False)
    console = Console(
        file=file, width=width, theme=theme, color_system=styles, markup=False, emoji=False, highlight=False
    )
    console.width = readable(console.width)
    return console
