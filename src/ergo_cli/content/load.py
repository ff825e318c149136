"""YAML's only door: bytes to plain data, without YAML's surprises and without its traps.

`yes`, `no`, `on` and `off` stay text, `012` and `1_000` are text too, a key given twice is an error, and what a
stranger wrote is refused before it is parsed if it is too large, too deep or uses aliases (a "billion laughs" file;
and libyaml's composer overflows the C stack on deep nesting).
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

import yaml

from ergo_cli.content.flat import MAX_BYTES
from ergo_cli.errors import Problem, ProblemsError
from ergo_cli.plain import plain

MAX_DEPTH = 20

Path: TypeAlias = tuple[str | int, ...]
Mark: TypeAlias = tuple[int, int]

_TAG = "tag:yaml.org,2002:"
# What an untagged scalar may be besides text: a whole or a decimal number, or nothing at all. By first character, as
# PyYAML wants it.
_INT = re.compile(r"^-?(0|[1-9][0-9]{0,17})$")
_FLOAT = re.compile(r"^-?(0|[1-9][0-9]{0,17})\.[0-9]{1,17}$")
_NULL = re.compile(r"^(~|null|)$")
_RESOLVERS = {
    **{first: [(_TAG + "int", _INT), (_TAG + "float", _FLOAT)] for first in "-0123456789"},
    **{first: [(_TAG + "null", _NULL)] for first in ("~", "n", "")},
}


class _Refusal(Exception):  # noqa: N818  # it never leaves this module
    """What YAML would allow and we do not, with its place from 1."""

    def __init__(self, message: str, node: yaml.Node | yaml.Event) -> None:
        super().__init__(message)
        self.line = node.start_mark.line + 1 if node.start_mark else 0
        self.column = node.start_mark.column + 1 if node.start_mark else 0


def _mapping(loader: yaml.SafeLoader, node: yaml.Node) -> dict[str, Any]:
    """Build a mapping with text keys, each once."""
    if not isinstance(node, yaml.MappingNode):
        raise _Refusal("this is not a mapping", node)
    result: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _Refusal("a key must be plain text", key)
        if key.value in result:
            raise _Refusal(f"key {plain(key.value)!r} is given twice", key)
        result[key.value] = loader.construct_object(value, deep=True)
    return result


def _sequence(loader: yaml.SafeLoader, node: yaml.Node) -> list[Any]:
    if not isinstance(node, yaml.SequenceNode):
        raise _Refusal("this is not a list", node)
    return [loader.construct_object(value, deep=True) for value in node.value]


def _scalar(_: yaml.SafeLoader, node: yaml.Node) -> str | float | None:
    """Build text, a number or nothing, as the resolver, or an explicit tag that agrees with it, says."""
    if isinstance(node, yaml.ScalarNode):
        if node.tag == _TAG + "str":
            return str(node.value)
        if node.tag == _TAG + "null" and _NULL.match(node.value):
            return None
        if node.tag == _TAG + "int" and _INT.match(node.value):
            return int(node.value)
        if node.tag == _TAG + "float" and _FLOAT.match(node.value):
            return float(node.value)
    raise _Refusal("this does not fit its tag", node)


def _tagged(_: yaml.SafeLoader, node: yaml.Node) -> None:
    raise _Refusal(f"the tag {plain(node.tag, 60)!r} is not allowed", node)


def _make_loader() -> type[yaml.SafeLoader]:
    """Return the C loader with our rules; PyYAML built without libyaml has only the slow one."""
    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    own = {"yaml_implicit_resolvers": _RESOLVERS, "yaml_constructors": {None: _tagged}}
    loader: type[yaml.SafeLoader] = type("ErgoLoader", (base,), own)
    loader.add_constructor(_TAG + "map", _mapping)
    loader.add_constructor(_TAG + "seq", _sequence)
    for kind in ("str", "int", "float", "null"):
        loader.add_constructor(_TAG + kind, _scalar)
    return loader


_LOADER = _make_loader()


def parse(source: bytes, file: str, *, trusted: bool = False) -> object:
    """Return the data in *source* (YAML, or JSON, its subset); *file* names it in errors.

    Raises `ProblemsError` if it is not UTF-8 or not YAML, and, unless *trusted*, if it is over 1 MB, nested over 20
    levels deep, or uses an alias.
    """
    if not trusted and len(source) > MAX_BYTES:
        raise ProblemsError([Problem(file, 0, 0, f"is larger than {MAX_BYTES // 1_000_000} MB")])
    try:
        text = _decode(source)
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise ProblemsError([Problem(file, line, 1, "is not UTF-8 text")]) from error
    try:
        if not trusted:
            _refuse_bombs(text)
        return yaml.load(text, Loader=_LOADER)  # noqa: S506  # a subclass of SafeLoader
    except _Refusal as error:
        raise ProblemsError([Problem(file, error.line, error.column, str(error))]) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ProblemsError([Problem(file, line, 1, "holds a character that YAML does not allow")]) from error
    except yaml.MarkedYAMLError as error:
        raise ProblemsError([_problem(error, file)]) from error


def _decode(source: bytes) -> str:
    text = source.decode("utf-8-sig")
    # A tab indents in JSON and is forbidden there in YAML; inside JSON's strings it cannot stand.
    return text.replace("\t", " ") if text.lstrip().startswith("{") else text


def _refuse_bombs(text: str) -> None:
    """Walk the events, which needs neither recursion nor memory, before anything is built from them."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise _Refusal("aliases (*name) are not allowed", event)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise _Refusal(f"is nested over {MAX_DEPTH} deep", event)


def _problem(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    return Problem(file, line, column, plain(f"is not valid YAML: {error.problem}", 120))


def marks(source: bytes) -> dict[Path, Mark]:
    """Return line and column, from 1, of every value in *source*; of a mapping's entry, those of its key.

    *source* has been parsed before: this is the slow way, taken only to say where a problem stands.
    """
    node = yaml.compose(_decode(source), Loader=_LOADER)
    found: dict[Path, Mark] = {(): (1, 1)}
    if node is not None:
        _collect(node, (), found)
    return found


def _collect(node: yaml.Node, path: Path, found: dict[Path, Mark]) -> None:
    entries: list[tuple[yaml.Node, Path, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        entries = [(key, (*path, key.value), value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        entries = [(value, (*path, index), value) for index, value in enumerate(node.value)]
    for place, inner, value in entries:
        found[inner] = (place.start_mark.line + 1, place.start_mark.column + 1)
        _collect(value, inner, found)
