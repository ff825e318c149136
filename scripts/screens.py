"""Write docs/screens: pictures of real screens, made from what the program prints. With --check, only say what is stale.

A command runs as it would at a terminal of 80 columns, with colour; rich draws what came out as SVG.
"""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "screens"
SCREENS = {
    "setup-check": "ergo setup-check --answers examples/desk.yaml --no-save",
    "screen": "ergo screen --answers examples/back.yaml --country GB --no-save",
    "troubleshoot": "ergo troubleshoot my wrist hurts when I use the mouse",
    "fit": "ergo fit 178 --desk 74",
}


def printed(command: str) -> str:
    """Return what *command* prints, colours included, with an empty history."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "ACCESSIBLE"}}
        terminal = {"COLUMNS": "80", "FORCE_COLOR": "1", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        environment = {**kept, **terminal, "PATH": path, "ERGO_HOME": folder}
        done = subprocess.run(
            shlex.split(command), cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
    return done.stdout


def drawn(command: str) -> str:
    """Return the SVG of the screen after *command*."""
    console = Console(file=io.StringIO(), width=80, record=True, force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(f"$ {command}\n{printed(command)}"))
    return console.export_svg(title="ergo", unique_id="ergo")


def stale() -> dict[Path, str]:
    """Return the pictures that are not what the program shows now, with what they should be."""
    wanted = {FOLDER / f"{name}.svg": drawn(command) for name, command in SCREENS.items()}
    return {path: svg for path, svg in wanted.items() if not path.exists() or path.read_text() != svg}


if __name__ == "__main__":
    old = stale()
    if "--check" in sys.argv:
        sys.exit("\n".join(f"{path.relative_to(ROOT)}: stale; run `make screens`" for path in old) or 0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture, svg in old.items():
        picture.write_text(svg)
