"""Answers for a command: from a file, from options, from a draft, and from the user for what is still missing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ergo_cli.cli.output import print_text, say
from ergo_cli.cli.wiring import can_ask, history
from ergo_cli.errors import AnswersError, Problem

if TYPE_CHECKING:
    from ergo_cli.engine.queries import Query


class Source(NamedTuple):
    """Where answers come from: a *file*, *pairs* of the command line, and the user unless *no_input*."""

    file: str | None
    pairs: Sequence[str]
    no_input: bool
    no_save: bool


def collect(
    kind: str,
    queries: Sequence[Query],
    source: Source,
    *,
    known: Sequence[Query] = (),
    decided: Callable[[Mapping[str, str]], bool] = lambda _: False,
) -> dict[str, str]:
    """Return an answer for every query that is to be asked, or enough answers for the outcome to be *decided*.

    Answers to other *known* queries are left aside. Raises `AnswersError` or `UsageError` if it cannot.
    """
    from ergo_cli.engine.answers import read_answers, read_pairs, require_complete
    from ergo_cli.engine.queries import missing

    file, pairs, no_input, no_save = source
    everything = (*queries, *(query for query in known if query not in queries))
    given = read_answers(_read(file), file, everything) if file is not None else {}
    given |= read_pairs(pairs, everything)
    answers = {query.id: given[query.id] for query in queries if query.id in given}
    if decided(answers) or not missing(queries, answers):
        return answers
    if not can_ask(no_input=no_input):
        require_complete(queries, answers)
    return _interview(kind, queries, {**_draft(kind, queries, no_save=no_save), **answers}, decided, no_save=no_save)


def print_blank(command: str, queries: Sequence[Query]) -> None:
    """Print a blank answers file for `ergo *command*`."""
    from ergo_cli.engine.template import template

    print_text(template(command, queries))


def _interview(
    kind: str,
    queries: Sequence[Query],
    answers: Mapping[str, str],
    decided: Callable[[Mapping[str, str]], bool],
    *,
    no_save: bool,
) -> dict[str, str]:
    """Ask for what is missing; what was answered before an interruption is kept for the next time."""
    from ergo_cli.engine.queries import interview
    from ergo_cli.prompt.ask import ask_or_go_back

    so_far = dict(answers)

    def ask_and_keep(query: Query, number: int, count: int) -> str | None:
        answer = ask_or_go_back(query.text, query.options, mark=f"{number}/{count}", help_text=query.help)
        if answer is not None:
            so_far[query.id] = answer
        elif len(so_far) > len(answers):
            so_far.popitem()  # the newest: an answer that was taken back must not come back from a draft
        return answer

    say("b goes back, Ctrl-C stops.")
    try:
        complete = interview(queries, answers, ask_and_keep, decided)
    except (KeyboardInterrupt, EOFError):
        if so_far and not no_save:
            history().save_draft(kind, so_far)
            _, _, areas = kind.partition("setup-check-")
            command = f"setup-check {areas.replace('-', ' ')}" if areas else kind
            say(f"Stopped. Your answers are kept; `ergo {command}` goes on from here.")
        raise
    say("")
    return complete


def _draft(kind: str, queries: Sequence[Query], *, no_save: bool) -> dict[str, str]:
    """Return the answers of an interrupted run that still fit, if the user wants to go on from there."""
    from ergo_cli.prompt.ask import confirm

    options = {query.id: query.options for query in queries}
    kept = {key: value for key, value in history().draft(kind).items() if value in options.get(key, {})}
    if not kept:
        return {}
    if confirm(f"You stopped last time ({len(kept)} answered). Go on from there?"):
        return kept
    if not no_save:
        history().drop_draft(kind)
    return {}


def _read(file: str) -> bytes:
    """Return the bytes of *file*, or of stdin for `-`; no more of them than could be answers."""
    from ergo_cli.content.load import MAX_BYTES

    try:
        if file == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(file).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise AnswersError(
            [Problem(file, 0, 0, f"cannot be read: {(error.strerror or str(error)).lower()}")]
        ) from error
