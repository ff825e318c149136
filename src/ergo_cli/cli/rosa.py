"""`ergo setup-check --method rosa`: the ROSA instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ergo_cli.cli.output import emit
from ergo_cli.cli.questionnaire import Questionnaire, Source, collect, print_blank, tell_ignored
from ergo_cli.cli.wiring import record
from ergo_cli.content.model.rosa import Rosa
from ergo_cli.engine.queries import opened
from ergo_cli.engine.rosa import rosa_queries, rosa_score

if TYPE_CHECKING:
    from ergo_cli.cli.options import Format
    from ergo_cli.content.library import Library


def run_rosa(content: Library, source: Source, form: Format, *, template: bool) -> None:
    """Rate the desk by ROSA: ask, print, record."""
    rosa = content.read(Rosa)
    questions = Questionnaire("setup-check-rosa", "setup-check --method rosa", rosa_queries(rosa))
    if template:
        print_blank(questions.command, questions.queries)
        return
    given = collect(questions, source)
    result = rosa_score(rosa, given)
    emit("setup-check-rosa", result, form, content.digest)
    asked = {query.id for query in opened(questions.queries, given)}
    tell_ignored([name for name in given if name not in asked])
    if not source.no_save:
        record(questions.kind, given, result, content.digest)
