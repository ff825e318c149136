"""Write docs/commands: the help of each command, as the program prints it. With --check, only say what is stale."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path

from ergo_cli.cli.app import SUMMARIES, build
from ergo_cli.cli.main import main

FOLDER = Path(__file__).parents[1] / "docs" / "commands"


def help_of(words: list[str]) -> str:
    """Return what `ergo *words* --help` prints, 80 columns wide."""
    os.environ.update({"COLUMNS": "80", "TERMINAL_WIDTH": "80", "NO_COLOR": "1", "TERM": "dumb"})
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        main([*words, "--help"])
    return out.getvalue().strip("\n")


def pages() -> dict[Path, str]:
    """Return the text of each page."""
    result = {}
    groups = {
        group.name: [command.name for command in group.typer_instance.registered_commands if command.name]
        for group in build(SUMMARIES).registered_groups
        if group.typer_instance
    }
    for name in ("", *SUMMARIES):
        words = [name] if name else []
        commands = [words, *([*words, below] for below in groups.get(name, ()))]
        shown = "\n\n".join(f"```text\n$ {' '.join(['ergo', *c, '--help'])}\n{help_of(c)}\n```" for c in commands)
        result[FOLDER / f"{name or 'ergo'}.md"] = f"# {' '.join(['ergo', *words])}\n\n{shown}\n"
    return result


def stale(wanted: dict[Path, str]) -> list[Path]:
    """Return the pages that are not as *wanted*, those that are there for nothing included."""
    there = set(FOLDER.glob("*.md")) - set(wanted)
    return sorted(there | {path for path, text in wanted.items() if not path.exists() or path.read_text() != text})


if __name__ == "__main__":
    made = pages()
    if "--check" in sys.argv:
        sys.exit("\n".join(f"{path}: stale; run `make screens`" for path in stale(made)) or 0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for page in stale(made):
        page.unlink(missing_ok=True)
    for page, text in made.items():
        page.write_text(text)
