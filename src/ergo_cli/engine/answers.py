"""Answers from outside, a file or the command line: made sure of, all problems at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ergo_cli.content.flat import read_flat
from ergo_cli.engine.nearest import suggest
from ergo_cli.engine.queries import Query, missing
from ergo_cli.errors import AnswersError, Problem, UsageError
from ergo_cli.plain import plain

_SYNONYMS = {
    "y": "yes",
    "u": "unsure",
    "a": "na",
    "true": "yes",
    "n": "no",
    "false": "no",
    "n/a": "na",
    "n.a.": "na",
    "?": "unsure",
    "not sure": "unsure",
    "don't know": "unsure",
}
ON_THE_COMMAND_LINE = "--answer"


def read_answers(source: bytes, file: str, queries: Sequence[Query]) -> dict[str, str]:
    """Return the answers in *source* (YAML or JSON, `id: answer`); a blank answer is none.

    Raises `AnswersError` with every unknown id and every answer that cannot be given, each with its line.
    """
    data = read_flat(source) or _parsed(source, file)
    given = {key: value for key, value in data.items() if value is not None}
    wrong = dict(_wrong(data, queries))
    if wrong:
        from ergo_cli.content.load import marks

        places = marks(source)
        raise AnswersError(Problem(file, *places[key,], message) for key, message in wrong.items())
    return {key: _normal(value) for key, value in given.items()}


def _parsed(source: bytes, file: str) -> dict[str, object]:
    from ergo_cli.content.load import parse
    from ergo_cli.errors import ProblemsError

    try:
        data = parse(source, file)
    except ProblemsError as error:
        raise AnswersError(error.problems) from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise AnswersError([Problem(file, 1, 1, "must be a mapping of ids to answers, `id: answer`")])
    return data


def read_pairs(pairs: Iterable[str], queries: Sequence[Query]) -> dict[str, str]:
    """Return the answers in *pairs*, each `id=answer`; raises `AnswersError` with every problem."""
    given: dict[str, object] = {}
    problems = []
    for pair in pairs:
        key, equals, value = pair.partition("=")
        key = key.strip()
        if equals and key in given and _normal(given[key]) != _normal(value):
            problems.append(Problem(ON_THE_COMMAND_LINE, 0, 0, f"{plain(key)} is given two answers"))
        elif equals:
            given[key] = value
        else:
            problems.append(Problem(ON_THE_COMMAND_LINE, 0, 0, f"{plain(pair)!r} has no '='; write id=answer"))
    problems += [Problem(ON_THE_COMMAND_LINE, 0, 0, message) for _, message in _wrong(given, queries)]
    if problems:
        raise AnswersError(problems)
    return {key: _normal(value) for key, value in given.items()}


def require_complete(queries: Sequence[Query], answers: Mapping[str, str]) -> None:
    """Raise `UsageError` that names every question still to be answered."""
    if lacking := missing(queries, answers):
        lines = "\n".join(f"  {query.id} ({'/'.join(query.options)}): {query.text}" for query in lacking)
        raise UsageError(f"{len(lacking)} to answer, with --answers FILE or --answer ID=ANSWER:\n{lines}")


def _wrong(given: Mapping[str, object], queries: Sequence[Query]) -> Iterable[tuple[str, str]]:
    """Yield each id that is unknown or whose answer cannot be given, with what is wrong."""
    by_id = {query.id: query for query in queries}
    for key, value in given.items():
        if key not in by_id:
            yield key, f"there is no question {plain(key)!r}{suggest(key, by_id)}"
        elif value is not None and _normal(value) not in by_id[key].options:
            options = ", ".join(by_id[key].options)
            yield key, f"{key} is {plain(str(value), 40)!r}, not one of: {options}"


def _normal(value: object) -> str:
    text = str(value).strip().casefold()
    return _SYNONYMS.get(text, text)
