"""`ergo setup-check`: the desk, scored, with what gains most."""

from math import isnan
from typing import Annotated

import typer

from ergo_cli.cli.complete import workstation_ids
from ergo_cli.cli.options import (
    AnswerOption,
    AnswersOption,
    Format,
    FormatOption,
    JsonOption,
    NoInputOption,
    NoSaveOption,
    TemplateOption,
    chosen,
)


def setup_check(
    area: Annotated[
        list[str] | None, typer.Argument(help="Parts of the workstation; all if none.", autocompletion=workstation_ids)
    ] = None,
    fail_under: Annotated[
        float | None, typer.Option(metavar="N", min=0, max=100, help="Exit 1 if the score is below N.")
    ] = None,
    answers: AnswersOption = None,
    answer: AnswerOption = None,
    template: TemplateOption = False,
    form: FormatOption = Format.TEXT,
    as_json: JsonOption = False,
    no_input: NoInputOption = False,
    no_save: NoSaveOption = False,
) -> None:
    """Check your workstation: a score, and what to fix first.

    Example: ergo setup-check --answers desk.yaml --json --fail-under 80
    """
    from ergo_cli.cli.output import emit, say
    from ergo_cli.cli.questionnaire import Questionnaire, Source, collect, print_blank
    from ergo_cli.cli.wiring import library, record
    from ergo_cli.content.model.workstation import Workstation
    from ergo_cli.engine.nearest import find
    from ergo_cli.engine.queries import check_queries
    from ergo_cli.engine.scoring import score
    from ergo_cli.errors import ExitCode

    chosen_form = chosen(form, as_json)
    if fail_under is not None and isnan(fail_under):
        raise typer.BadParameter("--fail-under takes a number from 0 to 100")
    content = library()
    workstation = content.read(Workstation)
    known = {entry.id: entry.id for entry in workstation.areas}
    named = {find("area", name, known) for name in area or []}
    areas = [entry for entry in known if entry in named]
    form_asked = Questionnaire(
        kind="-".join(["setup-check", *areas]),
        command=" ".join(["setup-check", *areas]),
        queries=check_queries(workstation, areas),
        known=check_queries(workstation),
    )
    if template:
        print_blank(form_asked.command, form_asked.queries)
        return
    given = collect(form_asked, Source(answers, answer or [], no_input, no_save))
    result = score(workstation, given, areas)

    emit("setup-check", result, chosen_form, content.digest)
    if not no_save:
        record(form_asked.kind, given, result, content.digest)
    if fail_under is not None and (result.score is None or result.score < fail_under):
        say(f"ergo: the score is below {fail_under:g}" if result.score is not None else "ergo: there is no score")
        raise typer.Exit(ExitCode.BELOW)
