"""What can be asked, whichever content it comes from: the one shape that prompts, files and templates share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from ergo_cli.content.model.base import Condition
from ergo_cli.content.model.screening import Question
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.engine.condition import holds

SCREENING_ANSWERS = {"yes": "Yes", "no": "No", "unsure": "Not sure"}
CHECK_ANSWERS = {"yes": "Yes", "no": "No", "unsure": "Not sure", "na": "Does not apply"}


class Query(Struct, frozen=True):
    """A question: *options* maps each answer that can be given to its label."""

    id: str
    text: str
    help: str | None
    options: Mapping[str, str]
    when: Condition = ()
    group: str = ""


def screening_queries(questions: Iterable[Question]) -> tuple[Query, ...]:
    """Return red-flag *questions*, in order, as queries; nothing "does not apply" there."""
    return tuple(Query(q.id, q.text, q.help, SCREENING_ANSWERS, q.when) for q in questions)


def check_queries(workstation: Workstation, areas: Sequence[str] = ()) -> tuple[Query, ...]:
    """Return the questions about the workstation's *areas*, or about all of it, area by area."""
    return tuple(
        Query(check.id, check.text, check.look, CHECK_ANSWERS, check.when, area.name)
        for area in workstation.areas
        if not areas or area.id in areas
        for check in workstation.checks
        if check.area == area.id
    )


def opened(queries: Iterable[Query], answers: Mapping[str, str]) -> list[Query]:
    """Return the queries that are to be asked, given *answers*."""
    return [query for query in queries if holds(query.when, answers)]


def missing(queries: Iterable[Query], answers: Mapping[str, str]) -> list[Query]:
    """Return the queries that are to be asked and have no answer yet."""
    return [query for query in opened(queries, answers) if query.id not in answers]


def interview(
    queries: Sequence[Query],
    answers: Mapping[str, str],
    ask: Callable[[Query, int, int], str | None],
    decided: Callable[[Mapping[str, str]], bool] = lambda _: False,
) -> dict[str, str]:
    """Return *answers* with what is missing, asked one by one, until they are complete or *decided*.

    *ask* also gets the number of the query and the count so far; if it returns None, the query before is asked again.
    A query's condition names only earlier queries, so going through them in order asks neither too much nor twice.
    """
    complete = dict(answers)
    asked: list[str] = []
    while not decided(complete) and (left := missing(queries, complete)):
        number, count = _progress(queries, complete, left[0])
        answer = ask(left[0], number, count)
        if answer is not None:
            complete[left[0].id] = answer
            asked.append(left[0].id)
        elif asked:
            del complete[asked.pop()]
    return complete


def _progress(queries: Sequence[Query], answers: Mapping[str, str], query: Query) -> tuple[int, int]:
    """Return the number and the count to show: of the first page alone, until that is done."""
    known = [other for other in opened(queries, answers) if query.when or not other.when or other.id in answers]
    return known.index(query) + 1, len(known)
