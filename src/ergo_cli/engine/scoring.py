"""The workstation check: answers to a score, and what gains most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from ergo_cli.content.model.base import EFFORTS, Effort, Risk
from ergo_cli.content.model.workstation import Check, Fix, Workstation
from ergo_cli.engine.condition import holds

_RISKS: tuple[Risk, ...] = ("high", "medium", "low")

AreaRisk = Literal["high", "medium", "low", "none", "unknown"]


class AreaScore(Struct, frozen=True):
    """How one area does; *score* is None if nothing in it applies."""

    id: str
    name: str
    score: float | None
    risk: AreaRisk


class Failing(Struct, frozen=True):
    """A check answered "no": the *gain* in points if it is mended, and how, the easiest way first."""

    id: str
    area: str
    text: str
    risk: Risk
    gain: float
    fix: str
    effort: Effort
    fixes: tuple[Fix, ...]
    symptoms: tuple[str, ...]
    stretches: tuple[str, ...]
    sources: tuple[str, ...]


class Checked(Struct, frozen=True):
    """The outcome of a workstation check; *score* is None if nothing applied."""

    method: str
    score: float | None
    answered: int
    unsure: tuple[str, ...]
    areas: tuple[AreaScore, ...]
    failing: tuple[Failing, ...]
    questions: Mapping[str, str]


def score(workstation: Workstation, answers: Mapping[str, str], areas: Sequence[str] = ()) -> Checked:
    """Return the score, 0 to 100: the share, by weight, of what applies that is as it should be.

    "n.a." leaves the count; "unsure" stays in it without earning anything, and is listed apart.
    """
    wanted = [area for area in workstation.areas if not areas or area.id in areas]
    ids = {area.id for area in wanted}
    asked = [c for c in workstation.checks if c.area in ids and holds(c.when, answers) and c.id in answers]
    applies = [check for check in asked if answers[check.id] != "na"]
    failing = sorted(
        (_failing(check, applies, answers) for check in applies if answers[check.id] == "no"),
        key=lambda item: (-item.gain, EFFORTS.index(item.effort)),
    )
    return Checked(
        method="checklist",
        score=_points(applies, answers),
        answered=len(asked),
        unsure=tuple(check.id for check in applies if answers[check.id] == "unsure"),
        areas=tuple(
            _area(area.id, area.name, [check for check in applies if check.area == area.id], answers)
            for area in wanted
            if any(check.area == area.id for check in asked)
        ),
        failing=tuple(failing),
        questions={check.id: check.text for check in asked},
    )


def _points(checks: Sequence[Check], answers: Mapping[str, str]) -> float | None:
    total = sum(check.weight for check in checks)
    earned = sum(check.weight for check in checks if answers[check.id] == "yes")
    return round(100 * earned / total, 1) if total else None


def _failing(check: Check, applies: Sequence[Check], answers: Mapping[str, str]) -> Failing:
    before = _points(applies, answers) or 0.0
    after = _points(applies, {**answers, check.id: "yes"}) or 0.0
    fixes = tuple(sorted(check.fixes, key=lambda fix: EFFORTS.index(fix.effort)))
    return Failing(
        id=check.id,
        area=check.area,
        text=check.text,
        risk=check.risk,
        gain=round(after - before, 1),
        fix=fixes[0].text,
        effort=fixes[0].effort,
        fixes=fixes,
        symptoms=check.symptoms,
        stretches=check.stretches,
        sources=check.sources,
    )


def _area(area: str, name: str, checks: Sequence[Check], answers: Mapping[str, str]) -> AreaScore:
    failing = [check.risk for check in checks if answers[check.id] == "no"]
    risk: AreaRisk = "none"
    if failing:
        risk = min(failing, key=_RISKS.index)
    elif any(answers[check.id] == "unsure" for check in checks):
        risk = "unknown"
    return AreaScore(area, name, _points(checks, answers), risk)
