"""`ergo troubleshoot`: from a pain to its causes and to what to try."""

from typing import TYPE_CHECKING, Annotated

import typer

from ergo_cli.cli.complete import symptom_ids
from ergo_cli.cli.options import Format, FormatOption, JsonOption, NoInputOption, chosen

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.content.model.symptoms import Symptom, Symptoms
    from ergo_cli.engine.scoring import Failing
    from ergo_cli.engine.troubleshoot import HeldBack


def troubleshoot(
    symptom: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SYMPTOM]...", help="What hurts, such as wrist-pain.", autocompletion=symptom_ids),
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
    from ergo_cli.cli.wiring import can_ask, library
    from ergo_cli.content.model.emergency import Emergency
    from ergo_cli.content.model.symptoms import Symptoms
    from ergo_cli.engine import troubleshoot as engine
    from ergo_cli.engine.nearest import find
    from ergo_cli.engine.screening import CODES
    from ergo_cli.errors import UsageError

    chosen_form = chosen(form, as_json)
    content = library()
    symptoms = content.read(Symptoms)
    if list_all:
        emit("symptoms", engine.list_symptoms(symptoms), chosen_form, content.digest)
        return
    interactive = chosen_form is Format.TEXT and can_ask(no_input=no_input)
    query = " ".join(symptom) if symptom is not None else _ask(content, symptoms, no_input=no_input)
    names = engine.by_name(symptoms)
    if query not in names:
        _heed_danger(content, query, chosen_form, interactive=interactive)
    try:
        # Close in letters is not close in meaning: "chest-pain" must not lead to "wrist-pain".
        found = find("symptom", query, names, likeness=0.85)
    except UsageError as error:
        notices = {notice.id: notice.text for notice in content.read(Emergency).notices}
        raise UsageError(f"{error}\n`ergo troubleshoot --list` shows them all. {notices['danger-first']}") from error
    held = _held_back(content, found, interactive=interactive)
    result = engine.troubleshoot(query, found, held, _failing(content))
    emit("troubleshoot", result, chosen_form, content.digest)
    if held:
        raise typer.Exit(CODES[held.tier])


def _held_back(content: "Library", symptom: "Symptom", *, interactive: bool) -> "HeldBack | None":
    """Return why exercises for *symptom* are held back, if they are; at a terminal, screen first where need be."""
    from ergo_cli.cli.wiring import has_history

    if not interactive and not has_history():  # nothing to look up, so that a script need not wait for it
        from ergo_cli.cli.output import say

        say(f"Not yet screened for danger signs: `ergo screen --region {symptom.area}` takes a minute.")
        return None
    from ergo_cli.cli.gate import before_advice

    return before_advice(content, symptom.area, _exercised(content, symptom), interactive=interactive)


def _heed_danger(content: "Library", query: str, form: Format, *, interactive: bool) -> None:
    """If *query* speaks of danger signs, say what to do about them, and nothing else; at a terminal, offer to screen."""
    from ergo_cli.cli.output import emit
    from ergo_cli.cli.screening import country_here, offer_screening
    from ergo_cli.content.model.danger import Dangers, DangerWords
    from ergo_cli.content.model.emergency import Emergency
    from ergo_cli.content.model.screening import Screening
    from ergo_cli.engine import troubleshoot as engine
    from ergo_cli.engine.danger import DangerSigns
    from ergo_cli.engine.screening import CODES, call_for

    signs = DangerSigns(content.read(Dangers), content.index(DangerWords)).find(query)
    if not signs:
        return
    numbers, screening = content.read(Emergency), content.read(Screening)
    danger = engine.danger_of(screening, signs, call_for(numbers, country_here(None)), numbers.notices)
    emit("troubleshoot", engine.endangered(query, danger), form, content.digest)
    if interactive:
        offer_screening(content, danger.region)
    raise typer.Exit(CODES[danger.tier])


def _failing(content: "Library") -> "tuple[Failing, ...]":
    """Return what the user's checks of the desk found wrong."""
    from ergo_cli.cli.wiring import has_history

    if not has_history():
        return ()
    from ergo_cli.cli.desk import known_failing
    from ergo_cli.content.model.workstation import Workstation

    return known_failing(content.read(Workstation))


def _exercised(content: "Library", symptom: "Symptom") -> set[str]:
    """Return the areas of the body that the exercises for *symptom* work on."""
    from ergo_cli.content.model.stretches import Stretches

    names = {name for solution in symptom.solutions for name in solution.stretches}
    own = {symptom.area for solution in symptom.solutions if solution.exercise == "yes"}
    return own | {area for entry in content.read(Stretches).stretches if entry.id in names for area in entry.areas}


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
