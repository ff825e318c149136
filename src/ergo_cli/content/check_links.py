"""What must agree between content files: ids that are unique, references that lead somewhere, rules that can fire."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from ergo_cli.content.check_figures import figure_findings
from ergo_cli.content.load import Path as Place
from ergo_cli.content.model.base import Item, Subject
from ergo_cli.content.model.body import BodyArea
from ergo_cli.content.model.danger import Sign
from ergo_cli.content.model.figures import Clip, Picture, Prop, StartingPose
from ergo_cli.content.model.fit import Height, Measure
from ergo_cli.content.model.posture import Posture
from ergo_cli.content.model.screening import Question, Region, Rule
from ergo_cli.content.model.sources import Source
from ergo_cli.content.model.stretches import Part, Stretch
from ergo_cli.content.model.symptoms import Cause, Saying, Solution, Symptom
from ergo_cli.content.model.words import Term
from ergo_cli.content.model.workstation import Area, Check, Fact

# Which field of which type names entries of which other type; `sources` is the same everywhere.
REFERENCES: dict[tuple[type[Item], str], type[Item]] = {
    (Stretch, "areas"): BodyArea,
    (Region, "areas"): BodyArea,
    (Region, "rests"): BodyArea,
    (Symptom, "area"): BodyArea,
    (Check, "area"): Area,
    (Check, "symptoms"): Symptom,
    (Check, "stretches"): Stretch,
    (Cause, "checks"): Check,
    (Solution, "stretches"): Stretch,
    (Solution, "areas"): Area,
    (Sign, "region"): Region,
    (Sign, "elsewhere"): Region,
    (Saying, "notions"): Term,
    (Symptom, "unless"): Term,
    (Height, "measure"): Measure,
    (Part, "figure"): Clip,
    (Clip, "pose"): StartingPose,
    (Clip, "props"): Prop,
    (Picture, "pose"): StartingPose,
    (Picture, "props"): Prop,
    (Picture, "posture"): Posture,
}

_NAMES: dict[type[Item], str] = {
    Term: "notion",
    BodyArea: "area of the body",
    Area: "area of the workstation",
    StartingPose: "starting pose",
}


class Document(NamedTuple):
    """A content file as read; *source* tells where its things stand."""

    file: str
    source: bytes
    content: Subject


class Found(NamedTuple):
    """An item and its place in its document."""

    document: Document
    place: Place
    item: Item


class Finding(NamedTuple):
    """A problem before its line is known."""

    document: Document
    place: Place
    message: str


def findings(documents: Sequence[Document]) -> Iterator[Finding]:
    """Yield what does not agree in *documents*, all of the content."""
    found: list[Found] = []
    for document in documents:
        _walk(document, (), document.content, found)
    ids: dict[type[Item], set[str]] = defaultdict(set)
    for entry in found:
        ids[type(entry.item)].add(getattr(entry.item, "id", ""))
    yield from _duplicates(found)
    for entry in found:
        yield from _dangling(entry, ids)
        yield from _incomplete(entry)
    for region in (entry for entry in found if isinstance(entry.item, Region)):
        # No rule looks at the short form.
        screening = [entry for entry in found if entry.place[:2] == region.place and "short" not in entry.place]
        yield from _unreachable(screening, {"yes", "no", "unsure"})
    # All facts are asked first, whichever file they come from.
    desk = sorted((e for e in found if isinstance(e.item, (Fact, Check))), key=lambda e: isinstance(e.item, Check))
    yield from _unreachable(desk, {"yes", "no", "unsure", "na"})


def _walk(document: Document, place: Place, value: Item | tuple[object, ...], found: list[Found]) -> None:
    """Add every item below *value*, itself included, to *found*."""
    inner: Iterable[tuple[str | int, object]]
    if isinstance(value, Item):
        found.append(Found(document, place, value))
        inner = [(name, getattr(value, name)) for name in value.__struct_fields__]
    else:
        inner = enumerate(value)
    for name, below in inner:
        if isinstance(below, (Item, tuple)):  # of texts there are far too many to look below each
            _walk(document, (*place, name), below, found)


def _duplicates(found: Iterable[Found]) -> Iterator[Finding]:
    """Ids are unique in their list; entries of a subject's lists, over all files; aliases, among all symptoms' names."""
    seen: dict[tuple[object, ...], str] = {}
    for document, place, item in found:
        scope = place[:1] if len(place) == 2 else (document.file, *place[:-1])  # noqa: PLR2004  # a list of a subject
        names = [getattr(item, "id", None), *(item.aliases if isinstance(item, Symptom) else ())]
        for name in filter(None, names):
            key = ("desk", name) if isinstance(item, (Fact, Check)) else (*scope, type(item), name)
            if key in seen:
                yield Finding(document, place, f"id {name!r} is already used in {seen[key]}")
            seen[key] = document.file


def _dangling(entry: Found, ids: dict[type[Item], set[str]]) -> Iterator[Finding]:
    document, place, item = entry
    for name in item.__struct_fields__:
        target = Source if name == "sources" and isinstance(item, Item) else REFERENCES.get((type(item), name))
        if target is None or isinstance(item, Subject):
            continue
        value = getattr(item, name) or ()
        named = (
            {(*place, name): value} if isinstance(value, str) else {(*place, name, i): v for i, v in enumerate(value)}
        )
        for where, wanted in named.items():
            if wanted not in ids[target]:
                yield Finding(
                    document, where, _no_such(_NAMES.get(target, target.__name__.lower()), wanted, ids[target])
                )
    if isinstance(item, Symptom):
        yield from _solutions(entry, item)


def _no_such(kind: str, wanted: str, known: Iterable[str]) -> str:
    near = get_close_matches(wanted, list(known), n=1)
    hint = f", did you mean {near[0]!r}?" if near else ""
    return f"there is no {kind} {wanted!r}{hint}"


def _solutions(entry: Found, symptom: Symptom) -> Iterator[Finding]:
    """Hold causes against the solutions of their own symptom: none missing, none left without a cause."""
    known = {solution.id for solution in symptom.solutions}
    for index, cause in enumerate(symptom.causes):
        for wanted in set(cause.solutions) - known:
            place = (*entry.place, "causes", index, "solutions")
            yield Finding(entry.document, place, _no_such("solution", wanted, known))
    named = {solution for cause in symptom.causes for solution in cause.solutions}
    for index, solution in enumerate(symptom.solutions):
        if solution.id not in named:
            yield Finding(entry.document, (*entry.place, "solutions", index), f"no cause names {solution.id!r}")


def _incomplete(entry: Found) -> Iterator[Finding]:
    part = entry.item
    if isinstance(part, Part) and (part.hold is None) == (part.reps is None):
        yield Finding(entry.document, entry.place, "needs either 'hold' or 'reps'")
    for place, message in figure_findings(part):
        yield Finding(entry.document, (*entry.place, *place), message)


def _unreachable(entries: Iterable[Found], answers: set[str]) -> Iterator[Finding]:
    """Find conditions on what was not asked before them, or on answers that nobody can give."""
    asked: dict[str, set[str]] = {}
    for document, place, item in entries:
        if not isinstance(item, (Question, Rule, Check, Fact)):
            continue
        clauses = (item.when,) if isinstance(item.when, dict) else item.when
        for question, wanted in (pair for clause in clauses for pair in clause.items()):
            if question not in asked:
                yield Finding(document, (*place, "when"), f"there is no question {question!r} before this")
            for answer in {*((wanted,) if isinstance(wanted, str) else wanted or ("nothing",))} - asked.get(
                question, answers
            ):
                yield Finding(document, (*place, "when"), f"nobody can answer {answer!r} to {question!r}")
        if isinstance(item, Rule):
            if not all(clauses) or not clauses:
                yield Finding(document, place, f"rule {item.id!r} always fires")
        else:
            asked[item.id] = {"yes", "no"} if isinstance(item, Fact) else answers
