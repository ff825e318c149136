"""`ergo troubleshoot`: from a pain to its causes and to what to try."""

from typing import TYPE_CHECKING, Annotated

import typer

from ergo_cli.cli.complete import symptom_ids
from ergo_cli.cli.options import Format, FormatOption, JsonOption, NoInputOption, chosen

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.content.model.symptoms import Symptoms


def troubleshoot(
    symptom: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SYMPTOM]", help="What hurts, such as wrist-pain.", autocompletion=symptom_ids),
    ] = None,
    list_all: Annotated[bool, typer.Option("--list", help="List the symptoms.")] = False,
    form: FormatOption = Format.TEXT,
    as_json: JsonOption = False,
    no_input: NoInputOption = False,
) -> None:
    """Look up a pain: what may cause it, what to try, when to get help.

    Example: ergo troubleshoot wrist-pain
    """
    from ergo_cli.cli.output import emit
    from ergo_cli.cli.wiring import library
    from ergo_cli.content.model.emergency import Emergency
    from ergo_cli.content.model.symptoms import Symptoms
    from ergo_cli.engine import troubleshoot as engine
    from ergo_cli.engine.nearest import find
    from ergo_cli.errors import UsageError

    chosen_form = chosen(form, as_json)
    content = library()
    symptoms = content.read(Symptoms)
    if list_all:
        emit("symptoms", engine.list_symptoms(symptoms), chosen_form, content.digest)
        return
    query = " ".join(symptom) if symptom is not None else _ask(content, symptoms, no_input=no_input)
    try:
        # Close in letters is not close in meaning: "chest-pain" must not lead to "wrist-pain".
        found = find("symptom", query, engine.by_name(symptoms), likeness=0.85)
    except UsageError as error:
        notices = {notice.id: notice.text for notice in content.read(Emergency).notices}
        raise UsageError(f"{error}\n`ergo troubleshoot --list` shows them all. {notices['danger-first']}") from error
    emit("troubleshoot", engine.troubleshoot(query, found), chosen_form, content.digest)


def _ask(content: "Library", symptoms: "Symptoms", *, no_input: bool) -> str:
    """Return the symptom that the user picks, by area of the body."""
    from ergo_cli.cli.wiring import can_ask
    from ergo_cli.content.model.body import Body
    from ergo_cli.errors import UsageError

    if not can_ask(no_input=no_input):
        names = "\n".join(f"  {symptom.id}" for symptom in symptoms.symptoms)
        raise UsageError(f"name a symptom:\n{names}")
    from ergo_cli.prompt.ask import ask

    used = {symptom.area for symptom in symptoms.symptoms}
    area = ask("Where does it hurt?", {a.id: a.name for a in content.read(Body).areas if a.id in used})
    here = {symptom.id: symptom.name for symptom in symptoms.symptoms if symptom.area == area}
    return ask("Which fits best?", here) if len(here) > 1 else next(iter(here))
