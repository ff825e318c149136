"""`ergo troubleshoot`: from a pain to its causes and to what to try."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ergo_cli.cli.complete import symptom_ids
from ergo_cli.cli.options import Format, FormatOption, JsonOption, NoInputOption, chosen

if TYPE_CHECKING:
    from ergo_cli.cli.complaint import Complaint
    from ergo_cli.content.library import Library
    from ergo_cli.content.model.sources import Source
    from ergo_cli.content.model.symptoms import Symptom, Symptoms
    from ergo_cli.engine.explain import Explained
    from ergo_cli.engine.scoring import Failing
    from ergo_cli.engine.screening import HeldBack


def troubleshoot(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SYMPTOM | WORDS]...",
            help="What hurts: wrist-pain, or in your own words.",
            autocompletion=symptom_ids,
        ),
    ] = None,
    cause: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A cause that is true for you; repeat it.")
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Show which of your words led there.")] = False,
    sources: Annotated[bool, typer.Option("--sources", help="Show where the advice comes from.")] = False,
    list_all: Annotated[bool, typer.Option("--list", help="List the symptoms.")] = False,
    form: FormatOption = Format.TEXT,
    as_json: JsonOption = False,
    no_input: NoInputOption = False,
) -> None:
    """Look up a pain: what may cause it, what to try, when to get help.

    Exit code 1: nothing found; 3 or 4: see a doctor, or get emergency help, first.

    Example: ergo troubleshoot my wrist hurts when I use the mouse
    """
    from msgspec.structs import replace

    from ergo_cli.cli.output import emit
    from ergo_cli.cli.wiring import can_ask, library
    from ergo_cli.content.model.symptoms import Symptoms
    from ergo_cli.engine import troubleshoot as engine
    from ergo_cli.errors import ContentError

    chosen_form = chosen(form, as_json)
    content = library()
    try:
        symptoms = content.read(Symptoms)
    except ContentError:  # a broken pack is told, but only after a danger sign
        from ergo_cli.cli.complaint import heed_danger

        heed_danger(library(packs=False), " ".join(words or ()), chosen_form, why=why, interactive=False)
        raise
    if list_all:
        emit("symptoms", engine.list_symptoms(symptoms), chosen_form, content.digest)
        return
    interactive = chosen_form is Format.TEXT and can_ask(no_input=no_input)
    query = " ".join(words) if words is not None else _ask(content, symptoms, no_input=no_input)
    found = _meant(content, symptoms, query, chosen_form, why=why, interactive=interactive)
    if found.symptom is None:
        result = engine.Troubleshot(query, "unsure", found.matches, None, also=tuple(found.also), why=why)
        emit("troubleshoot", result, chosen_form, content.digest)
        return
    held = _held_back(content, found.symptom, interactive=interactive)
    named = _causes(found.symptom, cause, interactive=interactive)
    context = engine.Context(held, _failing(content), named)
    result = replace(engine.troubleshoot(query, found.symptom, found.matches, found.also, context), why=why)
    if sources and result.symptom:
        result = replace(result, references=_references(content, result.symptom))
    emit("troubleshoot", result, chosen_form, content.digest)
    if held:
        from ergo_cli.engine.screening import CODES

        raise typer.Exit(CODES[held.tier])


def _meant(
    content: "Library", symptoms: "Symptoms", query: str, form: Format, *, why: bool, interactive: bool
) -> "Complaint":
    """Return the symptom that *query* names, or that its words mean."""
    from ergo_cli.cli.complaint import Complaint, heed_danger, understand
    from ergo_cli.engine.nearest import normal
    from ergo_cli.engine.troubleshoot import by_name, match

    if found := by_name(symptoms).get(normal(query)):
        return Complaint(found, (match(found, 1.0, (query,)),), ())
    heed_danger(content, query, form, why=why, interactive=interactive)
    return understand(content, query, form, interactive=interactive)


def _held_back(content: "Library", symptom: "Symptom", *, interactive: bool) -> "HeldBack | None":
    """Return why exercises for *symptom* are held back, if they are; at a terminal, screen first where need be."""
    from ergo_cli.cli.wiring import has_history

    if not interactive and not has_history():  # nothing to look up, so that a script need not wait for it
        from ergo_cli.cli.output import say

        say(f"Not yet screened for danger signs: `ergo screen --region {symptom.area}` takes a minute.")
        return None
    from ergo_cli.cli.gate import before_advice

    return before_advice(content, symptom.area, _exercised(content, symptom), interactive=interactive)


def _causes(symptom: "Symptom", given: Sequence[str] | None, *, interactive: bool) -> list[str]:
    """Return the ids of the causes that are true for the user: those *given*, or, at a terminal, those that they mark."""
    by_id = {cause.id: cause for cause in symptom.causes}
    if given:
        from ergo_cli.engine.nearest import find

        return [find("cause", name, by_id).id for name in given]
    if not interactive:
        return []
    from ergo_cli.prompt.ask import ask_many

    return ask_many("Which of these are true for you?", {cause.id: cause.text for cause in symptom.causes})


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


def _references(content: "Library", symptom: "Explained") -> "tuple[Source, ...]":
    from ergo_cli.content.model.sources import Bibliography
    from ergo_cli.engine.explain import cited

    by_id = {source.id: source for source in content.read(Bibliography).sources}
    return tuple(by_id[name] for name in cited(symptom))


def _ask(content: "Library", symptoms: "Symptoms", *, no_input: bool) -> str:
    """Return what the user says that hurts; who says nothing picks it by area of the body."""
    from ergo_cli.cli.wiring import can_ask
    from ergo_cli.content.model.body import Body
    from ergo_cli.errors import UsageError

    if not can_ask(no_input=no_input):
        names = "\n".join(f"  {symptom.id}" for symptom in symptoms.symptoms)
        raise UsageError(f"say what hurts, in your own words, or name a symptom:\n{names}")
    from ergo_cli.prompt.ask import ask, ask_line

    if said := ask_line("What hurts, and when? In your own words; Enter alone shows a list."):
        return said
    used = {symptom.area for symptom in symptoms.symptoms}
    areas = {area.id: area.name for area in content.read(Body).areas if area.id in used}
    area = ask("Where does it hurt?", areas | {"words": "In my own words"})
    if area == "words":
        return ask_line("What hurts, and when?")
    here = {symptom.id: symptom.name for symptom in symptoms.symptoms if symptom.area == area}
    return ask("Which fits best?", here) if len(here) > 1 else next(iter(here))
