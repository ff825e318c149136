"""The boundary: arguments in, exit code out; every error that a user can cause becomes a line or two on stderr."""

from __future__ import annotations

import codecs
import errno
import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from ergo_cli.cli.console import obey_escape_codes
from ergo_cli.cli.output import reader_is_gone, say, silence, spell
from ergo_cli.errors import ErgoError, ExitCode
from ergo_cli.plain import clean, plain

if TYPE_CHECKING:
    import typer

# What a device says that is full or failing: nobody's bug, wherever it shows, and Typer's help does not catch it.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
# More objects than a command makes, of which nearly all stay until it ends.
_MANY = 100_000


def main(argv: Sequence[str]) -> int:
    """Run `ergo *argv*` and return its exit code."""
    import typer

    from ergo_cli.cli.app import build

    # Control characters end here: nothing behind this line can echo them.
    words = [clean(argument) for argument in argv]
    try:
        result = build(words + _being_completed())(args=words, prog_name="ergo", standalone_mode=False)
    except ErgoError as error:
        say(f"ergo: {error}")
        return error.exit_code
    except typer.TyperException as error:
        say(f"ergo: {error.format_message()}{_help_for(error, words)}")
        return ExitCode.USAGE
    except SystemExit as end:
        # Completion ends in this way, and so does help whose reader has gone away: with 1, which means something else.
        if end.code != 1 or _being_completed():
            raise
        return ExitCode.DONE
    except (typer.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001  # shown whole, under the exit code that says so
        return _unexpected(error)
    return result if isinstance(result, int) else ExitCode.DONE


def run() -> NoReturn:
    """Run `ergo` with the arguments of the process.

    Looking for garbage among what was just imported, and taking all of it apart in the end, would be a fifth of the work.
    """
    gc.set_threshold(_MANY)
    try:
        _run()
    finally:
        gc.freeze()


def _run() -> NoReturn:
    unseen = sys.stdout is None
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started the program
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115  # for as long as the program runs
    _end_as_if_interrupted()
    codecs.register_error("ergo", spell)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="ergo")  # a terminal that lacks a character still gets the rest
    obey_escape_codes(sys.stdout)
    if _being_completed():
        # Typer would load rich to strip markup from descriptions; ours have none, and people wait for their Tab.
        vars(sys)["modules"]["rich"] = None  # as Python has it for what cannot be imported
    try:
        code = main(sys.argv[1:])
    finally:
        _let_go()
    if unseen and code in {ExitCode.DONE, ExitCode.DOCTOR, ExitCode.EMERGENCY}:
        say("ergo: stdout is closed: the result could not be written")
        code = ExitCode.INPUT_OUTPUT
    sys.exit(code)


def _let_go() -> None:
    """Write what is still buffered, or drop it: at exit, Python would put its own code in the place of ours."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            silence(stream)


def _unexpected(error: Exception) -> ExitCode:
    """Show the bug *error*, unless it is a device's trouble; return the exit code."""
    if isinstance(error, OSError) and reader_is_gone(error):  # Typer, whose help it is, knows but one errno for it
        silence(sys.stdout)
        return ExitCode.DONE
    if isinstance(error, OSError) and error.errno in _FULL:
        silence(sys.stdout)
        say(f"ergo: the result could not be written: {error.strerror}")
        return ExitCode.INPUT_OUTPUT
    import traceback

    with suppress(OSError):
        traceback.print_exception(error)
    return ExitCode.BUG


def _end_as_if_interrupted() -> None:
    """Let the end of the terminal, or of the session, do what Ctrl-C does: keep the answers so far."""
    import signal

    def interrupt(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_IGN)  # shells send it again
        raise KeyboardInterrupt

    for name in ("SIGHUP", "SIGTERM", "SIGBREAK"):  # the last is what Windows has
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # not under nohup
            signal.signal(number, interrupt)


def _help_for(error: typer.TyperException, words: Sequence[str]) -> str:
    """Return where to go on from *error*; somebody who is in pain may have left out the command."""
    from ergo_cli.cli.app import SUMMARIES

    context = getattr(error, "ctx", None)
    if context is None:
        return ""
    hint = ""
    if getattr(error, "option_name", "")[1:2].isdigit():
        hint = "\nA minus sign begins an option; numbers are written without one."
    elif len(words) > 1 and words[0] not in SUMMARIES and not words[0].startswith("-"):
        hint = f"\nIf something hurts: ergo troubleshoot {plain(' '.join(words))}"
    return f"{hint}\nTry '{context.command_path} --help'."


def _being_completed() -> list[str]:
    """Return the words that a shell wants completed: bash and zsh hand them over in one variable, fish in another."""
    return f"{os.environ.get('COMP_WORDS', '')} {os.environ.get('_TYPER_COMPLETE_ARGS', '')}".split()
