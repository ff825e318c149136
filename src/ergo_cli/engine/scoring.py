"""The workstation check: answers to a score, and what gains most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict

from ergo_cli.content.model.base import EFFORTS, Effort, Risk
from ergo_cli.content.model.workstation import Check, Fix, Workstation
from ergo_cli.engine.condition import holds, named_in
from ergo_cli.engine.queries import FACT_ANSWERS
from ergo_cli.plain import clean

_RISKS: tuple[Risk, ...] = ("high", "medium", "low")

# How many fixes are named first.
FIRST = 3

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
    """The outcome of a workstation check; *score* is None if nothing applied.

    *after* is the score once the *first* fixes are made; *applied* maps each check that counted to its area; answers to
    what was not to be asked are *ignored*.
    """

    method: str
    score: float | None
    after: float | None
    answered: int
    unsure: tuple[str, ...]
    areas: tuple[AreaScore, ...]
    first: tuple[str, ...]
    failing: tuple[Failing, ...]
    questions: Mapping[str, str]
    applied: Mapping[str, str]
    ignored: tuple[str, ...] = ()


class CheckDetails(Struct, frozen=True):
    """All there is to know about a check; *when* names the facts that decide whether it is asked."""

    id: str
    area: str
    text: str
    look: str
    weight: int
    risk: Risk
    when: tuple[str, ...]
    fixes: tuple[Fix, ...]
    symptoms: tuple[str, ...]
    stretches: tuple[str, ...]
    sources: tuple[str, ...]
    note: str | None


class CheckList(Struct, frozen=True):
    """The checks that were asked for."""

    checks: tuple[CheckDetails, ...]


class Difference(Struct, frozen=True):
    """What changed between two checks, by what both of them answered: times (RFC 3339), scores, and the checks.

    *fixed* failed before and no longer, *unsure* failed before and are not known now, *new* fail now and did not,
    *unchanged* fail still; *uncompared* were answered in only one of the two.
    """

    before: str
    after: str
    score_before: float | None
    score_after: float | None
    fixed: tuple[str, ...]
    unsure: tuple[str, ...]
    new: tuple[str, ...]
    unchanged: tuple[str, ...]
    uncompared: tuple[str, ...]
    questions: Mapping[str, str]


def score(workstation: Workstation, answers: Mapping[str, str], checks: Sequence[Check] | None = None) -> Checked:
    """Return the score, 0 to 100: the share, by weight, of what applies that is as it should be.

    It is over *checks*, or all. "n.a." leaves the count; "unsure" stays in it without earning anything, and is listed
    apart.
    """
    wanted = workstation.checks if checks is None else checks
    asked = _asked(wanted, answers)
    applies = [check for check in asked if answers[check.id] != "na"]
    fails = failing(wanted, answers)
    first = tuple(item.id for item in fails[:FIRST])
    return Checked(
        method="checklist",
        score=_points(wanted, answers),
        after=_points(wanted, {**answers, **dict.fromkeys(first, "yes")}),
        answered=len(asked),
        unsure=tuple(check.id for check in applies if answers[check.id] == "unsure"),
        areas=tuple(
            _area(area.id, area.name, [check for check in applies if check.area == area.id], answers)
            for area in workstation.areas
            if any(check.area == area.id for check in asked)
        ),
        first=first,
        failing=fails,
        questions={check.id: check.text for check in asked},
        applied={check.id: check.area for check in applies},
        ignored=tuple(check.id for check in wanted if check.id in answers and check not in asked),
    )


def failing(checks: Sequence[Check], answers: Mapping[str, str]) -> tuple[Failing, ...]:
    """Return which of *checks* were answered "no", those that gain most first."""
    before = _points(checks, answers) or 0.0
    fails = (
        _failing(check, before, _points(checks, {**answers, check.id: "yes"}) or 0.0)
        for check in _asked(checks, answers)
        if answers[check.id] == "no"
    )
    return tuple(sorted(fails, key=lambda item: (-item.gain, EFFORTS.index(item.effort))))


def details(workstation: Workstation, checks: Sequence[Check]) -> CheckList:
    """Return *checks* as they are shown."""
    facts = {fact.id: fact.text for fact in workstation.facts}
    shown = (asdict(check) | {"when": tuple(facts.get(n, n) for n in sorted(named_in(check.when)))} for check in checks)
    return CheckList(tuple(CheckDetails(**fields) for fields in shown))


def with_facts(workstation: Workstation, answers: Mapping[str, str]) -> dict[str, str]:
    """Return *answers* with the facts that nobody was asked for when they were given: what leaves most of them standing."""
    known = dict(answers)
    for fact in workstation.facts:
        if fact.id not in known:
            known[fact.id] = max(
                FACT_ANSWERS, key=lambda said: len(_asked(workstation.checks, {**known, fact.id: said}))
            )
    return known


def compare(
    workstation: Workstation, before: Mapping[str, str], after: Mapping[str, str], times: tuple[str, str]
) -> Difference:
    """Return what changed from the answers *before* to those *after*, both judged by the *workstation* of today.

    Only what both answered counts, so content that has grown since changes no verdict.
    """
    # A fact that only one of the two was asked for holds for both.
    facts = [fact.id for fact in workstation.facts]
    told = {name: answers[name] for answers in (after, before) for name in facts if name in answers}
    before, after = (with_facts(workstation, {**told, **answers}) for answers in (before, after))
    shared = [check for check in workstation.checks if check.id in before and check.id in after]
    old, new = score(workstation, before, shared), score(workstation, after, shared)
    failed, fails = ({item.id for item in result.failing} for result in (old, new))
    names = [check.id for check in shared]
    known = {*facts, *(check.id for check in workstation.checks)}
    return Difference(
        before=times[0],
        after=times[1],
        score_before=old.score,
        score_after=new.score,
        fixed=tuple(name for name in names if name in failed - fails and name not in new.unsure),
        unsure=tuple(name for name in names if name in failed and name in new.unsure),
        new=tuple(name for name in names if name in fails - failed),
        unchanged=tuple(name for name in names if name in fails & failed),
        uncompared=(
            *(c.id for c in workstation.checks if (c.id in before) != (c.id in after)),
            *(clean(name) for name in {**before, **after} if name not in known and (name in before) != (name in after)),
        ),
        questions={check.id: check.text for check in workstation.checks},
    )


def _asked(checks: Sequence[Check], answers: Mapping[str, str]) -> list[Check]:
    return [check for check in checks if check.id in answers and holds(check.when, answers)]


def _points(checks: Sequence[Check], answers: Mapping[str, str]) -> float | None:
    applies = [check for check in _asked(checks, answers) if answers[check.id] != "na"]
    total = sum(check.weight for check in applies)
    earned = sum(check.weight for check in applies if answers[check.id] == "yes")
    return round(100 * earned / total, 1) if total else None


def _failing(check: Check, before: float, after: float) -> Failing:
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
