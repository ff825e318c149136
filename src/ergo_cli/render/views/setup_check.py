"""A workstation check: the score, the areas, and what gains most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from ergo_cli.content.model.base import Effort
from ergo_cli.engine.scoring import FIRST, AreaScore, CheckDetails, Checked, CheckList, Difference, Failing
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
from ergo_cli.render.views.shared import EFFORT_NAMES, RISK_TONES, notes, said_no

_WHEN: dict[Effort, str] = {"now": "Now", "today": "Today", "habit": "As a habit", "equipment": "To buy"}


def view(result: Checked, previous: str | None = None) -> Blocks:
    """Show *result*: the three fixes that gain most first, the rest after them; *previous* is the time of one before."""
    yield Title("Your workstation", "1 check" if result.answered == 1 else f"{result.answered} checks")
    yield _verdict(result)
    yield Bars(tuple((area.name, area.score, _problems(area, result), RISK_TONES[area.risk]) for area in result.areas))
    if result.failing:
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
    if len(result.failing) > FIRST:  # by now the head of the page has scrolled away
        yield Para(f"{result.score:g} of 100 now, {result.after:g} after the first three fixes.")
    yield Commands(tuple(_next(result, previous)))


def _next(result: Checked, previous: str | None) -> Iterator[tuple[str, str]]:
    if result.unsure:
        yield f"ergo setup-check show {result.unsure[0]}", "how to look"
    if previous:
        yield "ergo setup-check diff", f"what changed since {previous[:10]}"
    if result.failing:
        yield "ergo setup-check", "check again after a change"
    else:
        yield "ergo break", "move a little, which no desk does for you"


def _problems(area: AreaScore, result: Checked) -> str:
    """Return what is wrong in *area*: how much, and how much of it is serious."""
    risks = [item.risk for item in result.failing if item.area == area.id]
    if area.score is None:
        return ""
    if not risks:
        return "not sure" if area.risk == "unknown" else "fine"
    serious = risks.count("high")
    if len(risks) == 1:
        return {"high": "a serious problem", "medium": "a problem", "low": "a small problem"}[risks[0]]
    return f"{len(risks)} problems" + (f", {serious} serious" if serious else "")


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


def _failing(item: Failing, *, whole: bool) -> Entry:
    """Show what to do and what it would gain, then what it is for; if *whole*, every way, and where to read on."""
    first, *others = (f"{_WHEN[fix.effort]}: {fix.text}" for fix in item.fixes)
    look = f"ergo setup-check show {item.id}"
    next_to = (
        *(f"ergo troubleshoot {s}" for s in item.symptoms[:1]),
        *(f"ergo stretch {s}" for s in item.stretches[:1]),
    )
    points = "1 point" if item.gain == 1 else f"{item.gain:g} points"
    details = (*others, said_no(item.text)) if whole else ()
    return Entry(f"{first} (+{points})", details, (look, *(next_to if whole else ())))


def show_view(result: CheckList, brief: bool = False) -> Blocks:  # noqa: FBT001, FBT002  # a view takes what is beside
    """Show all there is to know about each check; if *brief*, what is asked and the id to look it up by."""
    if brief:
        yield from _overview(result)
        return
    for check in result.checks:
        yield from _details(check)


def _overview(result: CheckList) -> Iterator[Block]:
    yield Title("What is checked", "ergo setup-check show ID")
    for area in dict.fromkeys(check.area for check in result.checks):
        yield Heading(area.capitalize())
        yield Listing(tuple(Entry(check.text, commands=(check.id,)) for check in result.checks if check.area == area))


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
    yield Title("What changed", _span(result))
    if result.score_before is None or result.score_after is None:
        yield Callout("No score to compare", ("The two checks share nothing that applies to your desk.",), "muted")
    else:
        better = result.score_after >= result.score_before
        scores = f"{result.score_before:g} to {result.score_after:g} of 100"
        yield Callout(scores, ("By what both checks answered.",), "good" if better else "warn")
    yield from _mended(result)
    yield from _changed(Heading("No longer sure"), result.unsure, result)
    yield from _changed(Heading("New problems", "warn"), result.new, result)
    yield from _changed(Heading("Still to mend"), result.unchanged, result)
    if result.uncompared:
        yield Para(f"Answered in only one of the two, and left out: {', '.join(result.uncompared)}.", "muted")
    if result.new or result.unchanged:
        yield Commands(
            (("ergo setup-check last", "what to fix first"), ("ergo setup-check", "check again after a change"))
        )
    else:
        yield Commands((("ergo setup-check", "check again after a change"),))


def _span(result: Difference) -> str:
    """Return from when to when; with the time of day if it is one day."""
    before, after = datetime.fromisoformat(result.before), datetime.fromisoformat(result.after)
    if before.date() == after.date():
        return f"{before:%Y-%m-%d}, {before:%H:%M} to {after:%H:%M}"
    return f"{before:%Y-%m-%d} to {after:%Y-%m-%d}"


def _mended(result: Difference) -> tuple[Block, ...]:
    entries = tuple(Entry(result.questions[name]) for name in result.fixed)
    return (Heading("Mended", "good"), Listing(entries, "✓")) if entries else ()


def _changed(heading: Heading, names: Sequence[str], result: Difference) -> tuple[Block, ...]:
    """Show the checks *names*, each with where to read how to look and how to mend it."""
    entries = tuple(Entry(result.questions[name], commands=(f"ergo setup-check show {name}",)) for name in names)
    return (heading, Listing(entries)) if entries else ()


VIEWS: dict[str, View] = {"setup-check": view, "setup-check-show": show_view, "setup-check-diff": diff_view}
