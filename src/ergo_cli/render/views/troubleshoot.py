"""A complaint: what fits it, possible causes, what to try in order, and when to get help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ergo_cli.content.model.sources import Source
from ergo_cli.engine.explain import Explained, Reason, Remedy, by_effort
from ergo_cli.engine.troubleshoot import Danger, KnownCause, Match, SymptomLine, SymptomList, Troubleshot
from ergo_cli.render.blocks import (
    Block,
    Blocks,
    Callout,
    Commands,
    Entry,
    Facts,
    Heading,
    Listing,
    Para,
    Picture,
    Title,
    View,
)
from ergo_cli.render.views.screen import call_lines
from ergo_cli.render.views.shared import EFFORT_NAMES, advice_entries, notes, said_no, sentences

_MOST_FAILING = 3

# Where the areas of the body are; a line whose area has nothing to look up stays without its name.
_BODY = (
    ("        .-.", ""),
    ("       ( : )", "eyes"),
    ("        '-'", "neck"),
    ("     .--' '--.", "shoulders"),
    ("    /|       |\\", "back"),
    ("   / |       | \\", "elbows"),
    ("  /  |       |  \\", ""),
    (" ''  |-------|  ''", "hands"),
    ("     |   |   |", "hips"),
    ("     |   |   |", "legs"),
    ("     |   |   |", ""),
    ("    '--' '--'", ""),
)
_REACH = 22


def view(result: Troubleshot) -> Blocks:
    """Show *result*."""
    if result.danger:
        yield from _danger(result.danger, why=result.why)
    if result.held_back:
        yield Callout("Without exercises, for now", sentences(result.held_back.why))
    if result.why and result.matches:
        yield from _matched(result.matches)
    if result.outcome == "unsure":
        yield from _unsure(result)
    if result.outcome == "none":
        yield from _nothing(result)
    if result.symptom:
        yield from _symptom(result.symptom, result)


def _danger(danger: Danger, *, why: bool) -> Iterator[Block]:
    lines = ("What you wrote may be a danger sign.", *call_lines(danger.tier, danger.call, danger.notices))
    yield Callout(danger.outcome, lines, "danger" if danger.tier == "emergency" else "warn")
    yield Heading("What to do")
    yield Listing(advice_entries(danger.advice), "1")
    yield Heading("What your words sound like")
    yield Listing(tuple(Entry(name) for name in danger.names))
    if why:
        yield Heading("Why this")
        yield Para(", ".join(term.replace("+", "") for term in danger.terms))
    yield from (Para(item.text, "muted") for item in danger.notices if item.id == "not-a-diagnosis")
    if danger.region and danger.tier != "emergency":  # nobody is to answer questions before they call for help
        yield Commands(((f"ergo screen --region {danger.region}", "look closer, question by question"),))


def _matched(matches: Sequence[Match]) -> Iterator[Block]:
    """Show which words led where."""
    yield Heading("Why this")
    yield Facts(tuple((f"{match.id} {match.score:.2f}", ", ".join(match.terms)) for match in matches))


def _unsure(result: Troubleshot) -> Iterator[Block]:
    yield Title("Several fit what you wrote", "the likeliest first")
    yield Listing(tuple(Entry(match.name, (match.apart,), (_look_up(match.id),)) for match in result.matches), "1")


def _nothing(result: Troubleshot) -> Iterator[Block]:
    yield Title("Nothing here fits what you wrote")
    yield Para("Say where it hurts and how, for example: my wrist hurts when I use the mouse.")
    yield from (Para(item.text, "warn" if item.id == "danger-first" else "muted") for item in result.notices)
    if result.region:
        yield Commands(((f"ergo screen --region {result.region}", "does it need a doctor?"),))
    yield from _by_area(result.near)


def _symptom(symptom: Explained, result: Troubleshot) -> Iterator[Block]:
    yield Title(symptom.name, symptom.id)
    yield Para(symptom.summary)
    if result.also:
        names = {match.id: match.name for match in result.matches}
        yield Commands(tuple((_look_up(name), names[name]) for name in result.also), "You also mention")
    if result.failing:
        yield from _failing(result.failing)
    yield from _causes("True for you", [cause for cause in symptom.causes if cause.named])
    others = [cause for cause in symptom.causes if not cause.named]
    yield from _causes("What may cause it" if len(others) == len(symptom.causes) else "Other causes", others)
    yield from _solutions(symptom.solutions)
    if result.references:
        yield from _references(result.references)
    yield Heading("See a professional", "warn")
    yield Listing(tuple(Entry(advice.text, notes(advice.note)) for advice in symptom.professional))


def _causes(title: str, causes: Sequence[Reason]) -> Iterator[Block]:
    if causes:
        yield Heading(title)
        yield Listing(tuple(Entry(cause.text) for cause in causes))


def _failing(failing: Sequence[KnownCause]) -> Iterator[Block]:
    yield Heading("Your last desk check failed these, which are known causes", "warn")
    yield Listing(tuple(Entry(item.fix, (said_no(item.text),)) for item in failing[:_MOST_FAILING]))


def _solutions(solutions: Sequence[Remedy]) -> Iterator[Block]:
    """Show what fits this user first and in full, then the rest by what it takes; each with the command that follows."""
    told: set[str] = set()
    first = [remedy for remedy in solutions if remedy.fits]
    if first:
        yield Heading("Try first, as it fits you")
        yield Listing(tuple(_remedy(r, told, f"{EFFORT_NAMES[r.effort]}.") for r in first), "1")
    number = len(first) + 1
    for effort, remedies in by_effort([remedy for remedy in solutions if not remedy.fits]).items():
        yield Heading(f"Try: {EFFORT_NAMES[effort].lower()}")
        yield Listing(tuple(_remedy(remedy, told) for remedy in remedies), "1", number)
        number += len(remedies)


def _remedy(remedy: Remedy, told: set[str], *more: str) -> Entry:
    """Show *remedy* with the command that follows, unless it was *told* before."""
    details = (*more, *((remedy.why,) if remedy.why else ()), *notes(remedy.note))
    commands = [link.command for link in remedy.links if link.command not in told][:1]
    told.update(commands)
    return Entry(remedy.text, details, tuple(commands))


def _references(references: Sequence[Source]) -> Iterator[Block]:
    yield Heading("Where this comes from", "muted")
    yield Listing(tuple(Entry(_cite(source), (source.url,) if source.url else ()) for source in references))


def _cite(source: Source) -> str:
    return f"{source.by}: {source.title}{f' ({source.year})' if source.year else ''}"


def list_view(result: SymptomList) -> Blocks:
    """Show the symptoms that can be looked up, by area of the body."""
    yield Title("What hurts?", "ergo troubleshoot ID, or in your own words")
    areas = {line.area for line in result.symptoms}
    yield Picture(tuple(_labelled(art, area if area in areas else "") for art, area in _BODY))
    yield from _by_area(result.symptoms)


def _labelled(art: str, area: str) -> tuple[tuple[str, str], ...]:
    """Return a line of the picture, with dots that lead to the name of the *area* that it has."""
    dots = "." * (_REACH - len(art))
    return ((art, "figure.body"), *(((f" {dots} ", "figure.trail"), (area, "accent")) if area else ()))


def _by_area(symptoms: Sequence[SymptomLine]) -> Iterator[Block]:
    for area in dict.fromkeys(line.area for line in symptoms):
        yield Heading(area.capitalize())
        yield Listing(tuple(Entry(line.name, commands=(_look_up(line.id),)) for line in symptoms if line.area == area))


def _look_up(name: str) -> str:
    return f"ergo troubleshoot {name}"


VIEWS: dict[str, View] = {"troubleshoot": view, "symptoms": list_view}
