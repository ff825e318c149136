"""`ergo screen`: danger signs first."""

from typing import Annotated

import typer

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
from ergo_cli.errors import ExitCode

_CODES = {
    "clear": ExitCode.DONE,
    "doctor": ExitCode.DOCTOR,
    "urgent": ExitCode.DOCTOR,
    "emergency": ExitCode.EMERGENCY,
}


def screen(
    country: Annotated[
        str | None, typer.Option(metavar="CODE", help="Country for emergency numbers, such as GB; else the locale's.")
    ] = None,
    emergency: Annotated[
        bool, typer.Option("--emergency", help="Tell what an emergency is and whom to call; ask nothing.")
    ] = False,
    answers: AnswersOption = None,
    answer: AnswerOption = None,
    template: TemplateOption = False,
    form: FormatOption = Format.TEXT,
    as_json: JsonOption = False,
    no_input: NoInputOption = False,
    no_save: NoSaveOption = False,
) -> None:
    """Screen back pain for danger signs.

    Exit code 0: none found; 3: see a doctor first; 4: get emergency help now.

    Example: ergo screen --answers back.yaml --json
    """
    from ergo_cli.cli.output import emit, say
    from ergo_cli.cli.questionnaire import Source, collect, print_blank
    from ergo_cli.cli.wiring import country as country_of
    from ergo_cli.cli.wiring import library, record
    from ergo_cli.content.model.emergency import Emergency
    from ergo_cli.content.model.screening import Screening
    from ergo_cli.engine.queries import screening_queries
    from ergo_cli.engine.screening import assess, call_for, help_in, tier_of
    from ergo_cli.plain import plain

    chosen_form = chosen(form, as_json)
    content = library()
    numbers = content.read(Emergency)
    here = country_of(country)
    if country and not call_for(numbers, here):
        say(f"No emergency number is known here for {plain(country)!r}; codes are like GB, US or DE.")
    if emergency:
        emit("emergency", help_in(numbers, here), chosen_form, content.digest)
        return
    screening = content.read(Screening)
    queries = screening_queries(screening)
    if template:
        print_blank("screen", queries)
        return
    source = Source(answers, answer or [], no_input, no_save)
    given = collect("screen", queries, source, decided=lambda so_far: tier_of(screening, so_far) == "emergency")
    result = assess(screening, given, call_for(numbers, here), numbers.notices)
    emit("screen", result, chosen_form, content.digest)
    if not no_save:
        record("screen", given, result, content.digest)
    raise typer.Exit(_CODES[result.tier])
