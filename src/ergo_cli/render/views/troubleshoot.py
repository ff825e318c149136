"""A symptom: possible causes, what to try in order, and when to get help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ergo_cli.engine.troubleshoot import (
    Danger,
    Explained,
    KnownCause,
    Link,
    SymptomList,
    Troubleshot,
    by_effort,
    next_links,
)
from ergo_cli.render.blocks import Block, Blocks, Callout, Commands, Entry, Heading, Listing, Para, Title, View
from ergo_cli.render.views.screen import call_lines
from ergo_cli.render.views.shared import EFFORT_NAMES, advice_entries, notes

_MOST_NEXT = 4
_MOST_FAILING = 3


def view(result: Troubleshot) -> Blocks:
    """Show *result*."""
    if result.danger:
        yield from _danger(result.danger)
    if result.held_back:
        yield Callout("Without exercises, for now", _sentences(result.held_back.why))
    if result.symptom:
        yield from _symptom(result.symptom, result.failing)


def _danger(danger: Danger) -> Iterator[Block]:
    lines = ("What you wrote may be a danger sign.", *call_lines(danger.tier, danger.call, danger.notices))
    yield Callout(danger.outcome, lines, "danger" if danger.tier == "emergency" else "warn")
    yield Heading("What to do")
    yield Listing(advice_entries(danger.advice), "1")
    yield Heading("What your words sound like")
    yield Listing(tuple(Entry(name) for name in danger.names))
    yield from (Para(item.text, "muted") for item in danger.notices if item.id == "not-a-diagnosis")
    yield Commands(((f"ergo screen --region {danger.region}", "look closer, question by question"),))


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(f"{line[0].upper()}{line[1:]}" for line in text.splitlines())


def _symptom(symptom: Explained, failing: Sequence[KnownCause]) -> Iterator[Block]:
    yield Title(symptom.name, symptom.id)
    yield Para(symptom.summary)
    if failing:
        yield Heading("Your last desk check failed these, which are known causes", "warn")
        yield Listing(tuple(Entry(item.text, (item.fix,)) for item in failing[:_MOST_FAILING]))
    yield Heading("What may cause it")
    yield Listing(tuple(Entry(cause.text) for cause in symptom.causes))
    number = 1
    for effort, remedies in by_effort(symptom.solutions).items():
        yield Heading(f"Try: {EFFORT_NAMES[effort].lower()}")
        yield Listing(
            tuple(Entry(r.text, (*((r.why,) if r.why else ()), *notes(r.note))) for r in remedies), "1", number
        )
        number += len(remedies)
    if links := next_links(symptom.solutions)[:_MOST_NEXT]:
        yield Commands(tuple((link.command, _what(link)) for link in links))
    yield Heading("See a professional", "warn")
    yield Listing(tuple(Entry(advice.text, notes(advice.note)) for advice in symptom.professional))


def _what(link: Link) -> str:
    return "guided stretch" if link.kind == "stretch" else "check this part of your desk"


def list_view(result: SymptomList) -> Blocks:
    """Show the symptoms that can be looked up, by area of the body."""
    yield Title("What hurts?", "ergo troubleshoot ID")
    for area in dict.fromkeys(line.area for line in result.symptoms):
        yield Heading(area.capitalize())
        yield Listing(
            tuple(Entry(line.name, commands=(line.id,)) for line in result.symptoms if line.area == area), mark="•"
        )


VIEWS: dict[str, View] = {"troubleshoot": view, "symptoms": list_view}
