"""`ergo habits`: what helps beyond the desk."""

from typing import Annotated

import typer

from ergo_cli.cli.complete import habit_ids
from ergo_cli.cli.options import Format, FormatOption, JsonOption, chosen


def habits(
    name: Annotated[
        list[str] | None, typer.Argument(metavar="[HABIT]...", help="Habits; all if none.", autocompletion=habit_ids)
    ] = None,
    form: FormatOption = Format.TEXT,
    as_json: JsonOption = False,
) -> None:
    """Show the habits that keep you well: exercise, food and sleep, tobacco, weight.

    Example: ergo habits exercise
    """
    from ergo_cli.cli.output import emit
    from ergo_cli.cli.wiring import library
    from ergo_cli.content.model.habits import Habits
    from ergo_cli.engine.guides import HabitGuide
    from ergo_cli.engine.nearest import find

    content = library()
    known = {habit.id: habit for habit in content.read(Habits).habits}
    found = tuple(find("habit", entry, known) for entry in name or known)
    emit("habits", HabitGuide(found), chosen(form, as_json), content.digest)
