"""The command tree. Only the command that is asked for is read and built; the others are names with a summary."""

from __future__ import annotations

from collections.abc import Callable, Container

import typer

from ergo_cli.cli.home import home

SUMMARIES = {
    "screen": "Screen your back, or another pain, for danger signs.",
    "setup-check": "Check your workstation: a score, and what to fix first.",
    "fit": "Find the heights that fit you: chair, desk, screen.",
    "troubleshoot": "Look up a pain: causes, what to try, when to get help.",
    "stretch": "Stretch, guided; or see how it is done.",
    "posture": "See good posture beside the usual slips.",
    "break": "Take a short break now, timed.",
    "habits": "See the habits that keep you well beyond the desk.",
    "content": "List and check the content and your own packs.",
    "data": "Show, hand over or delete what is kept about you.",
}


def build(words: Container[str]) -> typer.Typer:
    """Return the tree in which every command that is among *words* can be run.

    Typer inspects each parameter of each command it is given; for all of them, that takes as long as importing Typer.
    """
    # Rich help would cost as much start-up as everything else together.
    app = typer.Typer(
        name="ergo",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog="Information, not a diagnosis. Formats and exit codes: see the README.",
    )
    app.callback(invoke_without_command=True)(home)
    for name, summary in SUMMARIES.items():
        if name not in words:
            app.command(name, help=summary)(_not_asked_for)
        elif name in {"content", "data"}:
            app.add_typer(_group(name), name=name, help=summary)
        else:
            app.command(name)(_command(name))
    return app


def _not_asked_for() -> None:
    raise AssertionError("a command was run that was not among the words")


def _group(name: str) -> typer.Typer:
    if name == "content":
        from ergo_cli.cli.content import app as content

        return content
    from ergo_cli.cli.data import app as data

    return data


def _command(name: str) -> Callable[..., None]:  # noqa: PLR0911  # a table whose entries are imports
    match name:
        case "screen":
            from ergo_cli.cli.screen import screen

            return screen
        case "setup-check":
            from ergo_cli.cli.setup_check import setup_check

            return setup_check
        case "fit":
            from ergo_cli.cli.fit import fit

            return fit
        case "troubleshoot":
            from ergo_cli.cli.troubleshoot import troubleshoot

            return troubleshoot
        case "stretch":
            from ergo_cli.cli.stretch import stretch

            return stretch
        case "posture":
            from ergo_cli.cli.posture import posture

            return posture
        case "break":
            from ergo_cli.cli.break_now import break_now

            return break_now
        case _:
            from ergo_cli.cli.habits import habits

            return habits
