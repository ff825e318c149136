"""A symptom: possible causes, what to try in order, and when to get help."""

from __future__ import annotations

from collections.abc import Iterator

from ergo_cli.engine.troubleshoot import Explained, Link, SymptomList, Troubleshot, by_effort, next_links
from ergo_cli.render.blocks import Block, Blocks, Commands, Entry, Heading, Listing, Para, Title, View
from ergo_cli.render.views.shared import EFFORT_NAMES, notes

_MOST_NEXT = 4


def view(result: Troubleshot) -> Blocks:
    """Show *result*."""
    if result.symptom:
        yield from _symptom(result.symptom)


def _symptom(symptom: Explained) -> Iterator[Block]:
    yield Title(symptom.name, symptom.id)
    yield Para(symptom.summary)
    yield Heading("What may cause it")
    yield Listing(tuple(Entry(cause.text) for cause in symptom.causes))
    number = 1
    for effort, remedies in by_effort(symptom.solutions).items():
        yield Heading(f"Try: {EFFORT_NAMES[effort].lower()}")
        yield Listing(
            tuple(Entry(r.text, (*((r.why,) if r.why else ()), *notes(r.note))) for r in remedies), "1", number
        )
        number += len(remedies)
    links = next_links(symptom.solutions)[:_MOST_NEXT]
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
