"""`ergo break`: one movement or eye break, now."""

from typing import TYPE_CHECKING, Annotated

import typer

from ergo_cli.cli.complete import idea_ids
from ergo_cli.cli.options import Format, FormatOption, JsonOption, NoInputOption, chosen

if TYPE_CHECKING:
    from ergo_cli.content.library import Library


def break_now(
    idea: Annotated[
        str | None, typer.Argument(metavar="[IDEA]", help="What to do; else the next in turn.", autocompletion=idea_ids)
    ] = None,
    eyes: Annotated[bool, typer.Option("--eyes", help="A break for the eyes.")] = False,
    list_all: Annotated[bool, typer.Option("--list", help="List the ideas, and how often to break.")] = False,
    form: FormatOption = Format.TEXT,
    as_json: JsonOption = False,
    no_input: NoInputOption = False,
) -> None:
    """Take a short break now, timed.

    Example: ergo break --eyes
    """
    from ergo_cli.cli.output import emit
    from ergo_cli.cli.wiring import can_ask, library, now
    from ergo_cli.content.model.breaks import Breaks
    from ergo_cli.engine.guides import BreakList, BreakNow, pick_idea
    from ergo_cli.engine.nearest import find

    chosen_form = chosen(form, as_json)
    content = library()
    breaks = content.read(Breaks)
    if list_all:
        emit("breaks", BreakList(breaks.ideas, breaks.intervals), chosen_form, content.digest)
        return
    minute = int(now().timestamp()) // 60
    known = {entry.id: entry for entry in breaks.ideas}
    found = find("idea", idea, known) if idea is not None else pick_idea(breaks, "eyes" if eyes else "move", minute)
    _unless_serious(content)
    emit("break", BreakNow(found, breaks.intervals), chosen_form, content.digest)
    if chosen_form is Format.TEXT and not found.occasion and can_ask(no_input=no_input):
        from ergo_cli.cli.play import count_down

        count_down(found.seconds)


def _unless_serious(content: "Library") -> None:
    """Raise `HeldBackError` if the user should be with a doctor instead; a break is gentle enough for all others."""
    from ergo_cli.cli.wiring import has_history

    if has_history():
        from ergo_cli.cli.gate import refuse_if_held

        refuse_if_held(content, ())
