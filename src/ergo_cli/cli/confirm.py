"""What cannot be undone is done only on a clear yes."""

from __future__ import annotations

import typer

from ergo_cli.cli.wiring import can_ask
from ergo_cli.errors import UsageError


def confirmed(question: str, *, yes: bool, no_input: bool) -> None:
    """Go on only with *yes*, or if the user agrees to *question*."""
    if yes:
        return
    if not can_ask(no_input=no_input):
        raise UsageError(f"{question} Add --yes to say so without being asked.")
    from ergo_cli.prompt.ask import confirm

    if not confirm(question, default=False):
        raise typer.Abort
