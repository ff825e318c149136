"""What can be asked, whichever content it comes from: the one shape that prompts, files and templates share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from msgspec import Struct

from ergo_cli.content.model.base import Condition
from ergo_cli.content.model.screening import Question
from ergo_cli.content.model.workstation import Check, Workstation
from ergo_cli.engine.condition import holds, named_in

SCREENING_ANSWERS = {"yes": "Yes", "no": "No", "unsure": "Not sure"}
FACT_ANSWERS = {"yes": "Yes", "no": "No"}
CHECK_ANSWERS = {"yes": "Yes", "no": "No", "unsure": "Not sure", "na": "Does not apply"}


# The group of the questions that come before all areas.
FACTS = "About your desk"


class Move(Enum):
    """What can be done at a question instead of answering it."""

    BACK = "back"
    SKIP = "skip"


class Place(NamedTuple):
    """The number of a question, and how many are *known* of so far; *more* if answers may still open others."""

    number: int
    known: int
    more: bool

    def __str__(self) -> str:
        return f"{self.number}/{self.known}{'+' if self.more else ''}"


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


def check_queries(workstation: Workstation, checks: Sequence[Check]) -> tuple[Query, ...]:
    """Return the questions for *checks*, area by area, behind those for the facts that decide which of them apply."""
    areas = {area.id: area.name for area in workstation.areas}
    asked = _facts_behind(workstation, checks)
    facts = (Query(f.id, f.text, f.help, FACT_ANSWERS, f.when, FACTS) for f in workstation.facts if f.id in asked)
    return (*facts, *(Query(c.id, c.text, c.look, CHECK_ANSWERS, c.when, areas[c.area]) for c in checks))


def _facts_behind(workstation: Workstation, checks: Iterable[Check]) -> set[str]:
    """Return the ids of the facts that the conditions of *checks* name, and of those that these depend on."""
    wanted = {name for check in checks for name in named_in(check.when)}
    for fact in reversed(workstation.facts):
        if fact.id in wanted:
            wanted |= named_in(fact.when)
    return wanted


def opened(queries: Iterable[Query], answers: Mapping[str, str]) -> list[Query]:
    """Return the queries that are to be asked, given *answers*."""
    return [query for query in queries if holds(query.when, answers)]


def missing(queries: Iterable[Query], answers: Mapping[str, str]) -> list[Query]:
    """Return the queries that are to be asked and have no answer yet."""
    return [query for query in opened(queries, answers) if query.id not in answers]


def interview(
    queries: Sequence[Query],
    answers: dict[str, str],
    ask: Callable[[Query, Place], str | Move],
    decided: Callable[[Mapping[str, str]], bool] = lambda _: False,
) -> dict[str, str]:
    """Add what is missing to *answers*, asked one by one, until they are complete or *decided*; return them.

    *ask* also gets the query's place among all. If it says to go back, the query before is asked
    again; if it says to skip, the rest of the query's group is left unanswered.
    A query's condition names only earlier queries, so going through them in order asks neither too much nor twice.
    """
    steps: list[Query | str] = []  # a query that was answered, or a group that was skipped

    def left() -> list[Query]:
        return [query for query in missing(queries, answers) if query.group not in steps]

    while not decided(answers) and (waiting := left()):
        query = waiting[0]
        answer = ask(query, _place(queries, answers, query))
        if answer is Move.SKIP:
            steps.append(query.group)
        elif answer is Move.BACK:
            if steps and isinstance(last := steps.pop(), Query):
                del answers[last.id]
        else:
            answers[query.id] = answer
            steps.append(query)
    return answers


def _place(queries: Sequence[Query], answers: Mapping[str, str], query: Query) -> Place:
    """Return the number and the count to show: of the first page alone, until that is done."""
    groups = {other.id: other.group for other in queries}

    def counts(other: Query) -> bool:
        page = {groups.get(name) for name in named_in(other.when)}
        return bool(query.when) or other.id in answers or query.group not in page

    known = [other for other in opened(queries, answers) if counts(other)]
    return Place(known.index(query) + 1, len(known), bool(_undecided(queries, answers) - {other.id for other in known}))


def _undecided(queries: Iterable[Query], answers: Mapping[str, str]) -> set[str]:
    """Return the ids of the queries that are to be asked, or will be if others are answered that way."""
    found: set[str] = set()
    for query in queries:
        if query.id not in answers and (holds(query.when, answers) or named_in(query.when) & found):
            found.add(query.id)
    return found
