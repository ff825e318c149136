"""A workstation check: the score, the areas, and what gains most."""

from __future__ import annotations

from ergo_cli.content.model.base import Effort
from ergo_cli.engine.scoring import Checked, Failing
from ergo_cli.render.blocks import Bars, Blocks, Callout, Commands, Entry, Heading, Listing, Para, Title, Tone, View
from ergo_cli.render.views.shared import RISK_TONES

_FIRST = 3
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
    if result.failing:
        yield Heading("Fix these first")
        yield Listing(tuple(_failing(item, whole=True) for item in result.failing[:_FIRST]), "1")
    if rest := result.failing[_FIRST:]:
        yield Heading("Then")
        yield Listing(tuple(_failing(item, whole=False) for item in rest), "1", _FIRST + 1)
    if result.unsure:
        yield Heading("Look again", "muted")
        yield Para("You were not sure here. Until you know, these earn no points.", "muted")
        yield Listing(tuple(Entry(result.questions[name]) for name in result.unsure), "?")
    yield Para(
        "This is a check by yourself, for yourself. It is not a statutory workstation (DSE) assessment.", "muted"
    )
    if commands := _commands(result):
        yield Commands(commands)


def _verdict(result: Checked) -> Callout:
    if result.score is None:
        return Callout("No score", ("Nothing that you answered applies to your desk.",), "muted")
    gain = round(sum(item.gain for item in result.failing[:_FIRST]), 1)
    rest = "Look again at what you were not sure of." if result.unsure else "Nothing to mend."
    first = "The first three fixes" if len(result.failing) > _FIRST else "The fixes below"
    after = (f"{first} would gain {gain:g} points.",) if gain else (rest,)
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
    return Entry(f"{item.text} No (+{item.gain:g})", (*fixes, item.id))


def _commands(result: Checked) -> tuple[tuple[str, str], ...]:
    symptoms = list(dict.fromkeys(s for item in result.failing for s in item.symptoms))[:2]
    stretches = list(dict.fromkeys(s for item in result.failing for s in item.stretches))[:1]
    return (
        *((f"ergo stretch {name}", "helps meanwhile") for name in stretches),
        *((f"ergo troubleshoot {name}", "what these points can lead to") for name in symptoms),
    )


VIEWS: dict[str, View] = {"setup-check": view}
