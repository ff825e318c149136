"""Stretches: a list, and how each is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ergo_cli.engine.routine import Movement, StretchCard, StretchCards
from ergo_cli.render.blocks import Block, Blocks, Commands, Entry, Heading, Listing, Para, Picture, Title, View, entries
from ergo_cli.render.views.shared import advice_entries, duration

_SIDES = {"none": "", "each": ", each side", "directions": ", each way"}


def list_view(result: StretchCards) -> Blocks:
    """Show *result* as a list."""
    yield Title("Stretches", f"{duration(result.seconds)} in all")
    yield Listing(tuple(_line(card) for card in result.stretches))
    first = result.stretches[0].id
    yield Commands(
        (
            (f"ergo stretch {first}", "a guided session of one stretch"),
            ("ergo stretch --minutes 3", "a guided session that fits"),
            (f"ergo stretch --show {first}", "how it is done"),
        )
    )


def _line(card: StretchCard) -> Entry:
    position = "seated or standing" if card.position == "either" else card.position
    facts = f"{', '.join(card.areas)}; {position}; {duration(card.seconds)}"
    return Entry(card.name, (card.summary, facts), (card.id,))


def show_view(result: StretchCards, pictures: Mapping[str, Picture] | None = None) -> Blocks:
    """Show how each stretch of *result* is done; *pictures* of its movements by the ids of their figures."""
    for card in result.stretches:
        yield from _card(card, pictures or {})
    yield Heading("For every stretch")
    yield Listing(advice_entries(result.principles))
    yield Heading("When to stop", "warn")
    yield Listing(tuple(dict.fromkeys((*advice_entries(result.stop), *_own_stops(result)))))


def _own_stops(result: StretchCards) -> Iterator[Entry]:
    for card in result.stretches:
        yield from advice_entries(card.stop)


def _card(card: StretchCard, pictures: Mapping[str, Picture]) -> Iterator[Block]:
    position = "seated or standing" if card.position == "either" else card.position
    yield Title(card.name, f"{position}, {duration(card.seconds)}")
    yield Para(card.summary)
    for movement in card.movements:
        yield Heading(f"{movement.name}: {_dose(movement)}")
        yield Listing(entries(movement.steps), "1")
        yield Para(f"You feel it {movement.feel}.", "muted")
        if movement.figure and movement.figure in pictures:
            yield pictures[movement.figure]
    details = [f"Works on: {card.muscles}.", *(f"You need: {item}." for item in card.equipment)]
    yield Para("\n".join(details), "muted")
    if card.cautions:
        yield Heading("Take care", "warn")
        yield Listing(advice_entries(card.cautions))


def _dose(movement: Movement) -> str:
    much = f"{movement.reps} times" if movement.reps else f"hold {duration(movement.seconds)}"
    sets = f", {movement.sets} sets" if movement.sets > 1 else ""
    return much + _SIDES[movement.sides] + sets


VIEWS: dict[str, View] = {"stretch": show_view, "stretches": list_view}
