"""Which characters the terminal can draw figures with."""

from __future__ import annotations

import os
import sys
from codecs import lookup
from typing import TYPE_CHECKING

from ergo_cli.cli.settings import settings

if TYPE_CHECKING:
    from ergo_cli.figure.cells import Glyphs

# They have a font of a few hundred characters, or none at all.
_POOR = {"linux", "dumb", "unknown", "vt100", "vt220", "cons25"}


def glyphs(option: Glyphs | None) -> Glyphs:
    """Return the characters to draw with: what *option* or the settings name, else the finest that will show.

    No program can ask a terminal whether its font has Braille: most that take UTF-8 draw it. The old console of Windows
    has neither Braille nor quarters of a block, and shows boxes instead (microsoft/terminal#387).
    """
    wanted = option or settings().glyphs
    if wanted != "auto":
        return wanted
    poor = not _takes_utf8() or os.environ.get("TERM", "") in _POOR or _is_old_console()
    return "ascii" if poor else "braille"


def _is_old_console() -> bool:
    """Return whether this may be the old console of Windows: newer terminals there, or most of them, say who they are."""
    return sys.platform == "win32" and not {"WT_SESSION", "TERM_PROGRAM"} & os.environ.keys()


def _takes_utf8() -> bool:
    try:
        return lookup(sys.stdout.encoding).name == "utf-8"
    except (LookupError, TypeError):
        return False
