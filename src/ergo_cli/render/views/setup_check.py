"""A workstation check: the score, the areas, and what gains most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ergo_cli.content.model.base import Effort
from ergo_cli.engine.scoring import FIRST, CheckDetails, Checked, CheckList, Difference, Failing
from ergo_cli.render.blocks import (
    Bars,
    Block,
    Blocks,
    Callout,
    Commands,
    Entry,
    Facts,
    Heading,
    Listing,
    Para,
    Title,
    Tone,
    View,
)
from ergo_cli.render.views.shared import EFFORT_NAMES, RISK_TONES, notes

_RISK_WORDS = {"high": "high risk", "medium": "medium risk", "low": "low risk", "none": "fine", "unknown": "not sure"}

_WHEN: dict[Effort, str] = {"now": "Now", "today": "Today", "habit": "Habit", "equipment": "To buy"}


def view(result: Checked) -> Blocks:
    """Show *result*: the three fixes that gain most first, the rest after them."""
    yield Title("Your workstation", "1 check" if result.answered == 1 else f"{result.answered} checks")
    yield _verdict(result)
    rows = tuple(
        (a.name, a.score, _RISK_WORDS[a.risk] if a.score is not None else "", _tone(a.risk)) for a in result.areas
    )
    yield Bars(rows)
    if result.failing:
        yield Para("The risk is that of the worst point in an area.", "muted")
        yield Heading("Fix these first")
        yield Listing(tuple(_failing(item, whole=True) for item in result.failing[:FIRST]), "1")
    if rest := result.failing[FIRST:]:
        yield Heading("Then")
        yield Listing(tuple(_failing(item, whole=False) for item in rest), "1", FIRST + 1)
    if result.unsure:
        yield Heading("Look again", "muted")
        yield Para("You were not sure here. Until you know, these earn no points.", "muted")
        yield Listing(tuple(Entry(result.questions[name]) for name in result.unsure), "?")
    yield Para(
        "This is a check by yourself, for yourself. It is not a statutory workstation (DSE) assessment.", "muted"
    )
    if result.failing:
        yield Commands(((f"ergo setup-check show {result.first[0]}", "how to look, and why"),))


def _verdict(result: Checked) -> Callout:
    if result.score is None:
        return Callout("No score", ("Nothing that you answered applies to your desk.",), "muted")
    rest = "Look again at what you were not sure of." if result.unsure else "Nothing to mend."
    first = "the first three fixes" if len(result.failing) > FIRST else "the fixes below"
    after = (f"{result.after:g} of 100 after {first}.",) if result.first and result.after is not None else (rest,)
    return Callout(f"{result.score:g} of 100", after, _score_tone(result.score))


def _score_tone(score: float) -> Tone:
    good, fair = 80, 50
    return "good" if score >= good else "warn" if score >= fair else "danger"


def _tone(risk: str) -> Tone:
    return RISK_TONES[risk]


def _failing(item: Failing, *, whole: bool) -> Entry:
    """Show what failed with what it would gain, and how to mend it: every way, or the first."""
    ways = item.fixes if whole else item.fixes[:1]
    fixes = tuple(f"{_WHEN[fix.effort]}: {fix.text}" for fix in ways)
    next_to = (
        *(f"ergo troubleshoot {s}" for s in item.symptoms[:1]),
        *(f"ergo stretch {s}" for s in item.stretches[:1]),
    )
    return Entry(f"{item.text} No (+{item.gain:g})", (*fixes, item.id), next_to if whole else ())


def show_view(result: CheckList) -> Blocks:
    """Show all there is to know about each check."""
    for check in result.checks:
        yield from _details(check)


def _details(check: CheckDetails) -> Iterator[Block]:
    yield Title(check.text, check.id)
    yield Para(check.look)
    yield Facts((("Part of the desk", check.area), ("Risk if not", check.risk), ("Weight", f"{check.weight} of 5")))
    if check.when:
        yield Heading("Asked only after")
        yield Listing(tuple(Entry(fact) for fact in check.when))
    yield Heading("How to mend it")
    yield Listing(tuple(Entry(fix.text, (EFFORT_NAMES[fix.effort], *notes(fix.note))) for fix in check.fixes), "1")
    if check.note:
        yield Para(f"Note: {check.note}", "muted")
    yield Para(f"Sources: {', '.join(check.sources)}.", "muted")
    links = (
        *((f"ergo troubleshoot {name}", "what it can lead to") for name in check.symptoms),
        *((f"ergo stretch {name}", "helps meanwhile") for name in check.stretches),
    )
    if links:
        yield Commands(links)


def diff_view(result: Difference) -> Blocks:
    """Show what changed between two checks."""
    yield Title("What changed", f"{result.before[:10]} to {result.after[:10]}")
    if result.score_before is None or result.score_after is None:
        yield Callout("No score to compare", ("The two checks share nothing that applies to your desk.",), "muted")
    else:
        better = result.score_after >= result.score_before
        scores = f"{result.score_before:g} to {result.score_after:g} of 100"
        yield Callout(scores, ("By what both checks answered.",), "good" if better else "warn")
    yield from _changed(Heading("Mended", "good"), result.fixed, result)
    yield from _changed(Heading("No longer sure"), result.unsure, result)
    yield from _changed(Heading("New problems", "warn"), result.new, result)
    yield from _changed(Heading("Still to mend"), result.unchanged, result)
    if result.uncompared:
        yield Para(f"Answered in only one of the two, and left out: {', '.join(result.uncompared)}.", "muted")


def _changed(heading: Heading, names: Sequence[str], result: Difference) -> tuple[Block, ...]:
    return (heading, Listing(tuple(Entry(result.questions[name], (name,)) for name in names))) if names else ()


VIEWS: dict[str, View] = {"setup-check": view, "setup-check-show": show_view, "setup-check-diff": diff_view}
