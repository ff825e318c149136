"""`ergo setup-check`: the desk, scored, with what gains most."""

from enum import StrEnum
from math import isnan
from typing import Annotated

import typer

from ergo_cli.cli.complete import check_ids, workstation_words
from ergo_cli.cli.options import (
    AnswerOption,
    AnswersOption,
    Format,
    JsonOption,
    NoInputOption,
    NoSaveOption,
    TemplateOption,
)


class Method(StrEnum):
    """The instruments."""

    CHECKLIST = "checklist"
    ROSA = "rosa"


class CheckFormat(StrEnum):
    """The forms a check can take."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    JUNIT = "junit"


def setup_check(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[AREA]... | show ID... | last | diff",
            help="Parts of the workstation, all if none; or what to look up.",
            autocompletion=workstation_words,
        ),
    ] = None,
    method: Annotated[Method, typer.Option(help="The checklist, or the ROSA instrument.")] = Method.CHECKLIST,
    only: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Ask only this check; repeat it.", autocompletion=check_ids)
    ] = None,
    skip: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Leave this check out.", autocompletion=check_ids)
    ] = None,
    fail_under: Annotated[
        float | None, typer.Option(metavar="N", min=0, max=100, help="Exit 1 if the score is below N.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="With diff: compare with the check of this day or before.")
    ] = None,
    answers: AnswersOption = None,
    answer: AnswerOption = None,
    template: TemplateOption = False,
    form: Annotated[CheckFormat, typer.Option("--format", "-f", help="How to print the result.")] = CheckFormat.TEXT,
    as_json: JsonOption = False,
    no_input: NoInputOption = False,
    no_save: NoSaveOption = False,
) -> None:
    """Check your workstation: a score, and what to fix first.

    Example: ergo setup-check --answers desk.yaml --json --fail-under 80
    """
    from ergo_cli.cli.questionnaire import Source
    from ergo_cli.cli.wiring import library

    if fail_under is not None and isnan(fail_under):
        raise typer.BadParameter("--fail-under takes a number from 0 to 100")
    chosen_form = _chosen(form, as_json)
    content = library()
    source = Source(answers, answer or [], no_input, no_save)
    verb, *rest = words or [""]
    if method is Method.ROSA:
        from ergo_cli.cli.rosa import run_rosa

        if words or only or skip or since is not None or fail_under is not None or chosen_form is CheckFormat.JUNIT:
            raise typer.BadParameter(
                "--method rosa takes answers alone: no areas, --only, --skip, --fail-under or junit"
            )
        run_rosa(content, source, Format(chosen_form), template=template)
        return
    from ergo_cli.cli import checks

    if since is not None and verb != "diff":
        raise typer.BadParameter("--since goes with diff")
    asks = bool(only or skip or answers or answer or template or fail_under is not None)
    _refuse_unheeded(verb, rest, chosen_form, asks=asks)
    match verb:
        case "show":
            checks.show(content, rest, Format(chosen_form))
        case "last":
            checks.show_last(content, chosen_form)
        case "diff":
            checks.show_difference(content, since, Format(chosen_form))
        case _:
            wanted = checks.Wanted(words or [], only or [], skip or [])
            checks.check(content, wanted, source, chosen_form, template=template, fail_under=fail_under)


def _chosen(form: CheckFormat, as_json: bool) -> CheckFormat:
    if as_json and form is not CheckFormat.TEXT and form is not CheckFormat.JSON:
        raise typer.BadParameter(f"--json and -f {form} exclude each other")
    return CheckFormat.JSON if as_json else form


def _refuse_unheeded(verb: str, rest: list[str], form: CheckFormat, *, asks: bool) -> None:
    """Refuse what *verb*, if it is none that checks, would not heed."""
    if asks and verb in {"show", "last", "diff"}:
        raise typer.BadParameter(f"{verb} checks nothing: no answers, --template, --only, --skip or --fail-under")
    if rest and verb in {"last", "diff"}:
        raise typer.BadParameter(f"{verb} is about the whole desk: no areas")
    if form is CheckFormat.JUNIT and verb in {"show", "diff"}:
        raise typer.BadParameter(f"-f junit is for a check, not for what {verb} prints")
