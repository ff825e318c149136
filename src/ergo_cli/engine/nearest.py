"""Names as people type them: found, or refused with the nearest one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from ergo_cli.content.model.body import Body
from ergo_cli.errors import UsageError
from ergo_cli.plain import plain

T = TypeVar("T")


def find(kind: str, name: str, known: Mapping[str, T], *, likeness: float = 0.55, offered: Iterable[str] = ()) -> T:
    """Return what *known* has under *name*, or under a name that holds all of its words if there is but one.

    Raises `UsageError` that suggests the nearest name, if it has at least this *likeness* (0 to 1), and else lists the
    names *offered*, all if none.
    """
    key = normal(name)
    if key in known:
        return known[key]
    fitting = [other for other in known if key and set(key.split("-")) <= set(other.split("-"))]
    distinct = list({id(known[other]): other for other in reversed(fitting)}.values())
    if len(distinct) == 1:
        return known[distinct[0]]
    if distinct:
        raise UsageError(f"{plain(name)!r} fits several; name one of: {', '.join(sorted(distinct))}")
    raise UsageError(f"there is no {kind} {plain(name)!r}{suggest(key, known, likeness, offered)}")


def suggest(name: str, known: Iterable[str], likeness: float = 0.55, offered: Iterable[str] = ()) -> str:
    """Return the tail of an error: the nearest of the *known* names, or those *offered*, all if none, if few."""
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(name, names, n=1, cutoff=likeness)
    if near:
        return f", did you mean {near[0]!r}?"
    listed = ", ".join(offered or names)
    return f"; there is: {listed}" if len(listed) < 160 else ""  # noqa: PLR2004  # two lines of a terminal


def body_words(body: Body) -> dict[str, str]:
    """Return the ids of the areas of *body*, by id and by everyday word."""
    return {word: area.id for area in body.areas for word in (*area.also, area.id)}


def normal(name: str) -> str:
    """Return *name* as an id: lower case, words joined by hyphens."""
    return "-".join(name.casefold().replace("_", " ").replace("-", " ").split())
