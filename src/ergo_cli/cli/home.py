"""`ergo`: where you stand, and where to go."""

from typing import Annotated

import typer

from ergo_cli.cli.options import Format, FormatOption, JsonOption, NoInputOption, chosen

_WAYS, _NOTHING = "ways", "quit"
_MENU = {
    "screen": "Screen a sore back",
    "setup-check": "Check my desk",
    "troubleshoot": "Look up a pain",
    "stretch": "Stretch",
    "fit": "Find the heights that fit me",
    "posture": "See good posture",
    "break": "Take a break",
    "habits": "Habits beyond the desk",
    _WAYS: "Five ways to work without pain",
    _NOTHING: "Nothing now",
}


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
    from msgspec.structs import replace

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
    if chosen_form is not Format.TEXT or not can_ask(no_input=no_input):
        emit("home", result, chosen_form, content.digest)
        return
    from ergo_cli.cli.main import main
    from ergo_cli.prompt.ask import ask

    emit("home", replace(result, strategies=()), chosen_form, content.digest)  # so that the menu is on the first screen
    choice = ask("What would you like to do?", _MENU)
    if choice == _WAYS:
        emit("home", result, chosen_form, content.digest)
    elif choice != _NOTHING:
        ctx.exit(main([choice]))
