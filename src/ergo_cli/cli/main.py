"""The boundary: arguments in, exit code out; every error that a user can cause becomes a line or two on stderr."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import typer

from ergo_cli.cli.output import say
from ergo_cli.errors import ErgoError, ExitCode
from ergo_cli.plain import clean


def main(argv: Sequence[str]) -> int:
    """Run `ergo *argv*` and return its exit code."""
    from ergo_cli.cli.app import build

    # Control characters end here: nothing behind this line can echo them.
    words = [clean(argument) for argument in argv]
    try:
        result = build(words + _being_completed())(args=words, prog_name="ergo", standalone_mode=False)
    except ErgoError as error:
        say(f"ergo: {error}")
        return error.exit_code
    except typer.TyperException as error:
        say(f"ergo: {error.format_message()}{_help_for(error)}")
        return ExitCode.USAGE
    except SystemExit as end:
        # Completion ends in this way, and so does help whose reader has gone away: with 1, which means something else.
        if end.code != 1 or _being_completed():
            raise
        return ExitCode.DONE
    except typer.Abort:
        return ExitCode.INTERRUPTED
    except Exception:  # noqa: BLE001  # a bug: shown whole, under the exit code that says so
        import traceback

        traceback.print_exc()
        return ExitCode.BUG
    return result if isinstance(result, int) else ExitCode.DONE


def run() -> NoReturn:
    """Run `ergo` with the arguments of the process."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started the program
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115  # for as long as the program runs
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character still gets the rest
    sys.exit(main(sys.argv[1:]))


def _help_for(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    return f"\nTry '{context.command_path} --help'." if context else ""


def _being_completed() -> list[str]:
    """Return the words that a shell wants completed: bash and zsh hand them over in one variable, fish in another."""
    return f"{os.environ.get('COMP_WORDS', '')} {os.environ.get('_TYPER_COMPLETE_ARGS', '')}".split()
