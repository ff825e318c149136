"""Names as people type them: found, or refused with the nearest one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from ergo_cli.errors import UsageError
from ergo_cli.plain import plain

T = TypeVar("T")


def find(kind: str, name: str, known: Mapping[str, T]) -> T:
    """Return what *known* has under *name*; raises `UsageError` that suggests the nearest of its names."""
    key = normal(name)
    if key in known:
        return known[key]
    fitting = [other for other in known if key and set(key.split("-")) <= set(other.split("-"))]
    if fitting and all(known[other] is known[fitting[0]] for other in fitting):
        return known[fitting[0]]
    raise UsageError(f"there is no {kind} {plain(name)!r}{suggest(key, known)}")


def suggest(name: str, known: Iterable[str]) -> str:
    """Return the tail of an error: the nearest of the *known* names, or all of them if they are few."""
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(name, names, n=1, cutoff=0.55)
    if near:
        return f", did you mean {near[0]!r}?"
    listed = ", ".join(names)
    return f"; there is: {listed}" if len(listed) < 160 else ""  # noqa: PLR2004  # two lines of a terminal


def normal(name: str) -> str:
    """Return *name* as an id: lower case, words joined by hyphens."""
    return "-".join(name.casefold().replace("_", " ").replace("-", " ").split())
