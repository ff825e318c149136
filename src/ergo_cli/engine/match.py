"""Free words to symptoms: which fit, how well, and the words that made them fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ergo_cli.engine.words import Lexicon, Said, words_of

if TYPE_CHECKING:
    from ergo_cli.content.model.symptoms import Saying, Symptom

# How many words what belongs together may be apart, all told.
_NEAR = 14
# What further words that speak for a symptom add, at most.
_MORE = 0.04
# What fits less is no further complaint.
_HARDLY = 0.35
# What is behind the best by no more may as well be meant.
_LEAD = 0.08


class Fit(NamedTuple):
    """A symptom that fits, from 0 to 1, the words that speak for it, and where they and the *head* of them stand.

    The head is what the complaint is about: two complaints never share it.
    """

    symptom: str
    score: float
    terms: tuple[str, ...]
    places: frozenset[int]
    head: frozenset[int]


def fits(symptoms: Iterable[Symptom], lexicon: Lexicon, text: str) -> list[Fit]:
    """Return the symptoms that *text* speaks of, the best first; what it denies does not count."""
    symptoms = tuple(symptoms)
    words = words_of(text)
    said = _meant(lexicon.find(words), symptoms)
    sentences = [[entry for entry in said if entry.sentence == n] for n in dict.fromkeys(e.sentence for e in said)]
    texts = [word.text for word in words]
    found = [fit for symptom in symptoms if (fit := _fit(symptom, sentences, texts))]
    return sorted(found, key=lambda fit: -fit.score)


def complaints(found: Iterable[Fit]) -> list[Fit]:
    """Return the best of *found* for each complaint: of those that are about the same words, only the best.

    What hardly fits is listed as a neighbour of what fits better, and is no complaint of its own.
    """
    kept: list[Fit] = []
    for fit in found:
        if kept and fit.score < _HARDLY:
            break
        if not any(_about_the_same(fit, other) for other in kept):
            kept.append(fit)
    return kept


def rivals(found: Sequence[Fit]) -> list[Fit]:
    """Return those that the best of *found* hardly leads and that are about the same words: they may be meant instead."""
    best, *others = found
    return [fit for fit in others if best.score - fit.score <= _LEAD and _about_the_same(fit, best)]


def _about_the_same(fit: Fit, other: Fit) -> bool:
    return bool(fit.head & other.places or fit.places & other.head)


def _meant(found: Iterable[Said], symptoms: Iterable[Symptom]) -> list[Said]:
    """Return what of *found* is not denied, and no part of what takes symptoms back: "neck" of "bottle neck".

    What takes back the head of a complaint in this way ("my neck is fine") takes back nothing else.
    """
    said = [entry for entry in found if not entry.denied]
    unless = {notion for symptom in symptoms for notion in symptom.unless}
    heads = {saying.notions[0] for symptom in symptoms for saying in symptom.says}
    parts = {back: [e for e in said if _holds(back, e)] for back in said if back.notion in unless}
    gone = {part for held in parts.values() for part in held}
    gone |= {back for back, held in parts.items() if any(part.notion in heads for part in held)}
    return [entry for entry in said if entry not in gone]


def _holds(phrase: Said, entry: Said) -> bool:
    return phrase.notion != entry.notion and phrase.start <= entry.start and entry.end <= phrase.end


def _fit(symptom: Symptom, sentences: Iterable[Sequence[Said]], words: Sequence[str]) -> Fit | None:
    """Return how well *symptom* fits: by the saying that weighs most, and a little by all else that speaks for it."""
    heard: set[str] = set()
    best: tuple[int, Sequence[Said]] = (0, ())
    for said in sentences:
        if any(entry.notion in symptom.unless for entry in said):
            continue
        heard |= {entry.notion for entry in said}
        best = max([best, *_spoken(symptom.says, said)], key=lambda spoken: spoken[0])
    weight, terms = best
    if not terms:
        return None
    more = len({notion for saying in symptom.says for notion in saying.notions} & heard)
    places = frozenset(place for entry in terms for place in range(entry.start, entry.end))
    return Fit(
        symptom=symptom.id,
        score=round(weight / 10 - _MORE + _MORE * (1 - 0.5**more), 3),
        terms=tuple(words[place] for place in sorted(places)),
        places=places,
        head=frozenset(range(terms[0].start, terms[0].end)),
    )


def _spoken(sayings: Iterable[Saying], said: Sequence[Said]) -> Iterator[tuple[int, Sequence[Said]]]:
    """Yield the weight of each of *sayings* that *said* holds, with what was said for each of its notions."""
    by_notion = {notion: [entry for entry in said if entry.notion == notion] for notion in {e.notion for e in said}}
    for saying in sayings:
        if all(notion in by_notion for notion in saying.notions):
            closest = min(_around(saying, by_notion), key=_span)
            if _span(closest) <= _NEAR:
                yield saying.weight, closest


def _around(saying: Saying, by_notion: dict[str, list[Said]]) -> Iterator[Sequence[Said]]:
    """Yield, for each place where the head of *saying* is said, that with what is nearest to it of the rest."""
    head, *others = saying.notions
    for first in by_notion[head]:
        yield [first, *(min(by_notion[n], key=lambda e: abs(e.start - first.start)) for n in others)]


def _span(said: Sequence[Said]) -> int:
    return max(entry.end for entry in said) - min(entry.start for entry in said)
