"""Answers for a command: from a file, from options, from a draft, and from the user for what is still missing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ergo_cli.cli.output import print_text, say
from ergo_cli.cli.wiring import can_ask, history
from ergo_cli.errors import AnswersError, HistoryError, Problem

if TYPE_CHECKING:
    from ergo_cli.engine.queries import Move, Place, Query


class Source(NamedTuple):
    """Where answers come from: a *file*, *pairs* of the command line, and the user unless *no_input*.

    *troubles* takes what is wrong with the history, if that must not keep the questions from being asked.
    """

    file: str | None
    pairs: Sequence[str]
    no_input: bool
    no_save: bool
    troubles: list[HistoryError] | None = None


class Questionnaire(NamedTuple):
    """What to ask: *queries*, until they are answered or the outcome is *decided*; a draft is kept as *kind*.

    *command* is what one types for it; answers to other *known* queries are left aside; *skippable* if parts may stay
    unanswered; *intro* is said first.
    """

    kind: str
    command: str
    queries: Sequence[Query]
    known: Sequence[Query] = ()
    decided: Callable[[Mapping[str, str]], bool] = lambda _: False
    skippable: bool = False
    intro: str = ""


def collect(form: Questionnaire, source: Source) -> dict[str, str]:
    """Return an answer for every query of *form* that is to be asked, or enough for the outcome to be decided.

    Raises `AnswersError` or `UsageError` if it cannot.
    """
    from ergo_cli.engine.answers import read_answers, read_pairs, require_complete
    from ergo_cli.engine.queries import missing

    everything = (*form.queries, *(query for query in form.known if query not in form.queries))
    given = read_answers(_read(source.file), source.file, everything) if source.file is not None else {}
    given |= read_pairs(source.pairs, everything)
    answers = {query.id: given[query.id] for query in form.queries if query.id in given}
    if form.decided(answers) or not missing(form.queries, answers):
        return answers
    if not can_ask(no_input=source.no_input):
        require_complete(form.queries, answers)
    return interview_user(form, {**_draft(form, source), **answers}, keep=not source.no_save)


def tell_ignored(names: Sequence[str]) -> None:
    """Say which answers were given to what is not to be asked."""
    if names:
        say(f"Ignored, as your other answers rule them out: {', '.join(names)}.")


def print_blank(command: str, queries: Sequence[Query]) -> None:
    """Print a blank answers file for `ergo *command*`."""
    from ergo_cli.engine.template import template

    print_text(template(command, queries))


def interview_user(form: Questionnaire, answers: Mapping[str, str], *, keep: bool) -> dict[str, str]:
    """Ask for what is missing in *answers*; what was answered before an interruption is kept for the next time."""
    from ergo_cli.engine.queries import FACTS, interview
    from ergo_cli.prompt.ask import ask_query

    so_far = dict(answers)
    groups = list(dict.fromkeys(query.group for query in form.queries))
    skippable = form.skippable and len(groups) > 1
    heard: list[str] = []

    def ask(query: Query, place: Place) -> str | Move:
        if len(groups) > 1 and heard[-1:] != [query.group]:
            heard.append(query.group)
            say(f"\n{query.group} ({groups.index(query.group) + 1} of {len(groups)})")
        return ask_query(query, mark=str(place), skippable=skippable and query.group != FACTS)

    if form.intro:
        say(form.intro)
    say(f"b goes back, {'s skips a part, ' if skippable else ''}Ctrl-C stops.")
    try:
        interview(form.queries, so_far, ask, form.decided)
    except (KeyboardInterrupt, EOFError):
        if so_far and keep:
            history().save_draft(form.kind, so_far)
            say(f"Stopped. Your answers are kept; `ergo {form.command}` goes on from here.")
        raise
    say("")
    return so_far


def _draft(form: Questionnaire, source: Source) -> dict[str, str]:
    """Return the answers of an interrupted run that still fit, if the user wants to go on from there."""
    from ergo_cli.prompt.ask import confirm

    options = {query.id: query.options for query in form.queries}
    try:
        kept = {key: value for key, value in history().draft(form.kind).items() if value in options.get(key, {})}
    except HistoryError as error:
        if source.troubles is None:
            raise
        say(f"ergo: {error}")
        source.troubles.append(error)
        return {}
    if not kept:
        return {}
    if confirm(f"You stopped last time ({len(kept)} answered). Go on from there?"):
        return kept
    if not source.no_save:
        history().drop_draft(form.kind)
    return {}


def _read(file: str) -> bytes:
    """Return the bytes of *file*, or of stdin for `-`; no more of them than could be answers."""
    from ergo_cli.content.flat import MAX_BYTES

    try:
        if file == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(file).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise AnswersError(
            [Problem(file, 0, 0, f"cannot be read: {(error.strerror or str(error)).lower()}")]
        ) from error
