"""Free words to symptoms: which fit, how well, and the words that made them fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ergo_cli.engine.words import Lexicon, Said, words_of

if TYPE_CHECKING:
    from ergo_cli.content.model.symptoms import Symptom
    from ergo_cli.content.model.words import Notion

# How many words what belongs together may be apart, all told.
_NEAR = 14
# What further words that speak for a symptom add, at most.
_MORE = 0.04
# The best is sure if it leads by this; what is behind it by no more is as likely.
_LEAD = 0.08


class Fit(NamedTuple):
    """A symptom that fits, from 0 to 1, with the words that speak for it and where they stand."""

    symptom: str
    score: float
    terms: tuple[str, ...]
    places: frozenset[int]


def fits(symptoms: Iterable[Symptom], notions: Iterable[Notion], text: str) -> list[Fit]:
    """Return the symptoms that *text* speaks of, the best first; what it denies does not count."""
    said = [entry for entry in Lexicon(notions).find(text) if not entry.denied]
    words = [word.text for word in words_of(text)]
    found = [fit for symptom in symptoms if (fit := _fit(symptom, said, words))]
    return sorted(found, key=lambda fit: -fit.score)


def complaints(found: Sequence[Fit]) -> list[Fit]:
    """Return the best of *found* for each complaint: of those that rest on the same words, only the best."""
    kept: list[Fit] = []
    for fit in found:
        if all(fit.places - other.places and not fit.places & other.places for other in kept):
            kept.append(fit)
    return kept


def is_sure(found: Sequence[Fit]) -> bool:
    """Return whether the best of *found* leads all that rest on the same words."""
    best, *others = found
    return all(best.score - fit.score > _LEAD for fit in others if fit.places & best.places)


def _fit(symptom: Symptom, said: Sequence[Said], words: Sequence[str]) -> Fit | None:
    """Return how well *symptom* fits what was *said*: by the saying that weighs most, and a little by all others."""
    heard = {entry.notion for entry in said}
    if heard & set(symptom.unless):
        return None
    best: tuple[int, frozenset[int]] | None = None
    for saying in sorted(symptom.says, key=lambda saying: -saying.weight):
        if set(saying.notions) <= heard and (places := _together(saying.notions, said)):
            best = saying.weight, places
            break
    if best is None:
        return None
    weight, places = best
    more = len({notion for saying in symptom.says for notion in saying.notions} & heard)
    terms = tuple(words[place] for place in sorted(places))
    return Fit(symptom.id, round(min(1.0, weight / 10 - _MORE + _MORE * (1 - 0.5**more)), 3), terms, places)


def _together(notions: Sequence[str], said: Sequence[Said]) -> frozenset[int] | None:
    """Return where all of *notions* are said within some words of one sentence, or None."""
    wanted = set(notions)
    for first in said:
        near = [
            entry
            for entry in said
            if entry.notion in wanted
            and entry.sentence == first.sentence
            and first.start <= entry.start
            and entry.end <= first.start + _NEAR
        ]
        if {entry.notion for entry in near} == wanted:
            closest = {entry.notion: entry for entry in reversed(near)}
            return frozenset(place for entry in closest.values() for place in range(entry.start, entry.end))
    return None
