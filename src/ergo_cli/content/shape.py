"""Plain data to frozen types; if it does not fit, every problem at once with its place.

msgspec is fast and stops at the first error. So only when it has refused, jsonschema goes over the same data with the
schema that msgspec derives from the same types, and lists them all.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from functools import cache
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from ergo_cli.content.load import Path, marks
from ergo_cli.errors import ContentError, Problem
from ergo_cli.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

T = TypeVar("T")


def shape(data: object, kind: type[T], source: bytes, file: str) -> T:
    """Return *data*, parsed from *source*, as a *kind*; raises `ContentError` with all problems."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        places = marks(source)
        problems = [Problem(file, *_place(path, places), message) for path, message in _violations(data, kind)] or [
            Problem(file, 1, 1, str(error))
        ]
        raise ContentError(problems) from error


def schema_of(kind: type) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of *kind*."""
    schema = msgspec.json.schema(kind)
    for definition in schema["$defs"].values():
        if "description" in definition:  # a docstring, whose indentation Python keeps until 3.12
            definition["description"] = cleandoc(definition["description"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _place(path: Path, places: dict[Path, tuple[int, int]]) -> tuple[int, int]:
    while path not in places:
        path = path[:-1]
    return places[path]


@cache
def _validator(kind: type) -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema_of(kind))


def _violations(data: object, kind: type) -> Iterator[tuple[Path, str]]:
    for error in _validator(kind).iter_errors(data):
        for leaf in _leaves(error):
            yield from _explain(leaf)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """Of an "any of these", yield all errors of the branch that got furthest: it tells the user most."""
    if error.validator != "anyOf" or not error.context:
        yield error
        return
    branches: dict[object, list[ValidationError]] = defaultdict(list)
    for inner in error.context:
        branches[inner.schema_path[0]].append(inner)
    for inner in max(branches.values(), key=_reach):
        yield from _leaves(inner)


def _reach(errors: list[ValidationError]) -> tuple[int, int]:
    return max((len(error.absolute_path), _CLOSENESS.get(str(error.validator), 2)) for error in errors)


# What is of another type was hardly meant; what is not one of some words is less so than what breaks any other rule.
_CLOSENESS = {"type": 0, "enum": 1}


def _explain(error: ValidationError) -> Iterator[tuple[Path, str]]:
    """Yield where and what is wrong; one error of the schema may name several keys."""
    path = tuple(error.absolute_path)
    value: Any = error.instance
    wanted: Any = error.validator_value
    schema: Any = error.schema
    match error.validator:
        case "additionalProperties":
            known = list(schema.get("properties", ()))
            for key in (key for key in value if key not in known):
                yield (*path, key), f"unknown key {plain(key)!r}{_suggest(key, known)}"
        case "required":
            for key in (key for key in wanted if key not in value):
                yield path, f"{_name(path)} has no {key!r}"
        case "pattern":
            yield path, f"{_name(path)} {_misshapen(value, schema.get('description', ''))}"
        case rule:
            yield path, f"{_name(path)} {_wrong(str(rule), wanted, value)}"


def _wrong(rule: str, wanted: object, value: object) -> str:
    match rule:
        case "enum" if isinstance(wanted, list):
            return f"is {_show(value)}, not one of: {', '.join(map(str, wanted))}"
        case "minItems" | "maxItems":
            return f"does not have {wanted} entries" if value else "is empty"
        case "minimum":
            return f"is {_show(value)}; it must be at least {wanted}"
        case "maximum":
            return f"is {_show(value)}; it must be at most {wanted}"
        case "type":
            return f"is {_kind(value)}, not {_WORDS.get(str(wanted), wanted)}"
        case _:
            return f"is {_show(value)}, which does not fit"


_WORDS = {
    "array": "a list",
    "object": "a mapping",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "null": "empty",
}


def _kind(value: object) -> str:
    kinds = {dict: "a mapping", list: "a list", str: "text", int: "a number", float: "a number", type(None): "empty"}
    return kinds.get(type(value), "something else")


def _misshapen(value: str, description: str) -> str:
    if not value.strip():
        return "is empty"
    if "One line" in description:
        return "must be one line of plain text, with no control character and no space at its ends"
    if "hyphens" in description:
        return f"is {_show(value)}; it must be lower-case words joined by hyphens"
    return f"is {_show(value)}, which does not have the right form"


def _name(path: Path) -> str:
    """Return *path* as `symptoms[2].causes[0].text`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return plain(text.lstrip("."), 120) or "the file"


def _show(value: object) -> str:
    return repr(plain(str(value), 40))


def _suggest(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, n=1)
    return f", did you mean {near[0]!r}?" if near else ""
