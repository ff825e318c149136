"""ROSA, the Rapid Office Strain Assessment: answers to scores, exactly as the instrument's tables have it.

Sonne, Villalta and Andrews, Applied Ergonomics 43 (2012), doi 10.1016/j.apergo.2011.03.008.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from ergo_cli.content.model.base import EFFORTS, Advice, Condition, Effort
from ergo_cli.content.model.rosa import Axis, Device, Level, Observed, Remedy, Rosa, SectionId, Table
from ergo_cli.engine.queries import FACT_ANSWERS, Query


class Sections(Struct, frozen=True):
    """Every sub-score: chair from 1 to 10; devices as they enter their table, 0 if not used; the tables' scores."""

    chair: int
    monitor: int
    telephone: int
    mouse: int
    keyboard: int
    monitor_telephone: int
    mouse_keyboard: int
    peripherals: int


class WhatIf(Struct, frozen=True):
    """A single change: the question *id* that it answers otherwise, what to do, and the scores that it leads to."""

    id: str
    section: str
    text: str
    effort: Effort
    final: int
    sections: Sections
    sources: tuple[str, ...]


class RosaScored(Struct, frozen=True):
    """The outcome: *final* from 1 to 10, whether it calls for *action*, the points of each item, and what lowers it."""

    method: Literal["rosa"]
    final: int
    action: bool
    level: Level
    sections: Sections
    items: Mapping[str, int]
    names: Mapping[str, str]
    advice: tuple[WhatIf, ...]
    notes: tuple[Advice, ...]


def rosa_queries(rosa: Rosa) -> tuple[Query, ...]:
    """Return the questions, section by section: is the device used, how is it placed, for how long."""
    return tuple(query for section in rosa.sections for query in _section_queries(rosa, section.id))


def rosa_score(rosa: Rosa, answers: Mapping[str, str]) -> RosaScored:
    """Return the scores for *answers*, complete as `rosa_queries` asks for them."""
    final, sections = _scores(rosa, answers)
    level = max((level for level in rosa.levels if level.score <= final), key=lambda level: level.score)
    return RosaScored(
        method="rosa",
        final=final,
        action=level is max(rosa.levels, key=lambda level: level.score),
        level=level,
        sections=sections,
        items={item.id: _points(item, answers) for item in _observed(rosa, answers)},
        names={section.id: section.name for section in rosa.sections} | {item.id: item.name for item in rosa.items},
        advice=tuple(sorted(_what_ifs(rosa, answers), key=_worth)),
        notes=rosa.notes,
    )


def _section_queries(rosa: Rosa, name: SectionId) -> Iterator[Query]:
    section = next(entry for entry in rosa.sections if entry.id == name)
    when: Condition = {_used(name): "yes"} if section.used else ()
    if section.used:
        yield Query(_used(name), section.used, None, FACT_ANSWERS, (), section.name)
    for item in (entry for entry in rosa.items if entry.section == name):
        postures = {posture.id: posture.text for posture in item.postures}
        yield Query(item.id, item.text, item.look, postures, when, section.name)
        for extra in item.extras:
            yield Query(extra.id, extra.text, extra.look, FACT_ANSWERS, when, section.name)
    durations = {duration.id: duration.text for duration in rosa.durations}
    longer = next((note.text for note in rosa.notes if note.id == "two-durations"), None)
    yield Query(_time(name), section.duration, longer, durations, when, section.name)


def _scores(rosa: Rosa, answers: Mapping[str, str]) -> tuple[int, Sections]:
    tables = {table.id: table for table in rosa.tables}
    seat, support = _sum(rosa, "seat", answers), _sum(rosa, "support", answers)
    chair = _cell(tables["chair"], seat, support) + _modifier(rosa, "chair", answers)
    table_b, table_c = tables["monitor-telephone"], tables["mouse-keyboard"]
    monitor, telephone = _device(rosa, table_b, "monitor", answers), _device(rosa, table_b, "telephone", answers)
    mouse, keyboard = _device(rosa, table_c, "mouse", answers), _device(rosa, table_c, "keyboard", answers)
    b, c = _cell(table_b, telephone, monitor), _cell(table_c, mouse, keyboard)
    peripherals = _cell(tables["peripherals"], b, c)
    final = _cell(tables["final"], chair, peripherals)
    return final, Sections(chair, monitor, telephone, mouse, keyboard, b, c, peripherals)


def _device(rosa: Rosa, table: Table, name: Device, answers: Mapping[str, str]) -> int:
    """Return where a device enters its table: its points with the time of use, within the table; 0 if not used."""
    if answers.get(_used(name)) == "no":
        return 0
    edge = len(table.cells) if name in {"telephone", "mouse"} else len(table.cells[0])
    return _clamp(_sum(rosa, name, answers) + _modifier(rosa, name, answers), 0, edge - 1)


def _observed(rosa: Rosa, answers: Mapping[str, str]) -> list[Observed]:
    """Return the items of the chair and of the devices that are used."""
    return [item for item in rosa.items if answers.get(_used(item.section), "yes") == "yes"]


def _sum(rosa: Rosa, axis: Axis, answers: Mapping[str, str]) -> int:
    return sum(_points(item, answers) for item in rosa.items if item.axis == axis)


def _points(item: Observed, answers: Mapping[str, str]) -> int:
    base = next(posture.points for posture in item.postures if posture.id == answers[item.id])
    return base + sum(extra.points for extra in item.extras if answers[extra.id] == "yes")


def _modifier(rosa: Rosa, section: SectionId, answers: Mapping[str, str]) -> int:
    return next(duration.points for duration in rosa.durations if duration.id == answers[_time(section)])


def _cell(table: Table, row: int, column: int) -> int:
    """Return the cell of *table* at *row* and *column*; beyond an edge, that edge's."""
    cells = table.cells[_clamp(row - table.row, 0, len(table.cells) - 1)]
    return cells[_clamp(column - table.column, 0, len(cells) - 1)]


def _what_ifs(rosa: Rosa, answers: Mapping[str, str]) -> Iterator[WhatIf]:
    """Yield each single change for the better, with the scores after it."""
    for item in _observed(rosa, answers):
        best = min(item.postures, key=lambda posture: posture.points)
        chosen = next(posture for posture in item.postures if posture.id == answers[item.id])
        if chosen.remedy:
            yield _what_if(rosa, item, chosen.remedy, answers, {item.id: best.id})
        for extra in item.extras:
            if answers[extra.id] == "yes":
                yield _what_if(rosa, item, extra.remedy, answers, {extra.id: "no"})


def _what_if(
    rosa: Rosa, item: Observed, remedy: Remedy, answers: Mapping[str, str], change: Mapping[str, str]
) -> WhatIf:
    final, sections = _scores(rosa, {**answers, **change})
    [name] = change
    return WhatIf(name, item.section, remedy.text, remedy.effort, final, sections, remedy.sources)


def _worth(change: WhatIf) -> tuple[int, int, int]:
    """Return what to sort by: the least final score first, then the least scores below it, then the least effort."""
    below = change.sections
    return (
        change.final,
        below.chair + below.monitor_telephone + below.mouse_keyboard,
        EFFORTS.index(change.effort),
    )


def _clamp(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))


def _used(section: str) -> str:
    return f"rosa-{section}-used"


def _time(section: str) -> str:
    return f"rosa-{section}-time"
