"""`ergo`: where you stand, and where to go."""

from typing import Annotated

import typer

from ergo_cli.cli.options import Format, FormatOption, JsonOption, NoInputOption, chosen


def _version(value: bool) -> None:
    if value:
        from ergo_cli.cli.output import print_text
        from ergo_cli.version import __version__

        print_text(f"ergo {__version__}\n")
        raise typer.Exit


def home(
    ctx: typer.Context,
    form: FormatOption = Format.TEXT,
    as_json: JsonOption = False,
    no_input: NoInputOption = False,
    version: Annotated[  # noqa: ARG001  # its callback does the work
        bool, typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Screen a sore back, check your desk, look up a pain, stretch. Private: it never opens a connection."""
    if ctx.invoked_subcommand:
        if as_json or form is not Format.TEXT or no_input:
            raise typer.BadParameter(f"options go behind the command: ergo {ctx.invoked_subcommand} --json")
        return
    from ergo_cli.cli.output import emit
    from ergo_cli.cli.past import where_you_stand
    from ergo_cli.cli.screening import country_here
    from ergo_cli.cli.wiring import can_ask, history, library
    from ergo_cli.content.model.emergency import Emergency
    from ergo_cli.content.model.habits import Strategies
    from ergo_cli.engine.guides import Home, last_check, last_screening
    from ergo_cli.engine.screening import help_in

    content = library()
    checked = history().last("setup-check")
    screening = last_screening(where_you_stand(content).regions)
    serious = screening is not None and screening.tier in {"urgent", "emergency"}
    result = Home(
        screening,
        last_check(checked.created, checked.result) if checked else None,
        content.read(Strategies).strategies,
        help_in(content.read(Emergency), country_here(None)) if serious else None,
    )
    chosen_form = chosen(form, as_json)
    emit("home", result, chosen_form, content.digest)
    if chosen_form is Format.TEXT and can_ask(no_input=no_input):
        _menu(ctx)


_MENU = {
    "screen": "Screen a sore back",
    "setup-check": "Check my desk",
    "troubleshoot": "Look up a pain",
    "stretch": "Stretch",
    "fit": "Find the heights that fit me",
    "posture": "See good posture",
    "break": "Take a break",
    "habits": "Habits beyond the desk",
    "quit": "Nothing now",
}


def _menu(ctx: typer.Context) -> None:
    """Ask what to do and do it, as if it had been typed."""
    from ergo_cli.cli.main import main
    from ergo_cli.prompt.ask import ask

    choice = ask("What would you like to do?", _MENU)
    if choice != "quit":
        ctx.exit(main([choice]))
