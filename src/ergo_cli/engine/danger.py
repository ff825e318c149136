"""Danger signs in people's own words, recognised before anything else is made of these.

How far each feature of a text pulls towards danger was learned from some 29,000 phrases, most of them harmless
(scripts/learn.py, docs/understanding.md): nobody can list all the ways in which people say that they cannot feel their
bladder. What was learned is a linear model: it adds up, and can be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

from ergo_cli.content.model.danger import Dangers, Reading, Sign
from ergo_cli.content.model.words import Index
from ergo_cli.engine.features import features_of, tells
from ergo_cli.engine.screening import TIERS
from ergo_cli.engine.spelling import spelt
from ergo_cli.engine.words import Lexicon, Word, words_of

# Likeness to danger from which a text is taken for dangerous. Lower: fewer missed signs, more false alarms.
THRESHOLD = 0
# Likeness to a sign from which it is told beside the likeliest.
LIKELY = -40
# As many features say why.
_TOLD = 5


class Heard(NamedTuple):
    """The danger *signs* in a text, the gravest first, and the features that told of danger, the most telling first."""

    signs: tuple[Sign, ...] = ()
    features: tuple[str, ...] = ()


class DangerSigns:
    """The danger signs of *content*, told by *reading* and the notions of *index*, ready to be looked for in any text."""

    def __init__(self, content: Dangers, index: Index, reading: Reading) -> None:
        self._signs = {sign.id: sign for sign in content.signs}
        self._lexicon = Lexicon(index)
        self._reading = reading
        self._other_words = frozenset(reading.words.split())

    def hear(self, text: str) -> Heard:
        """Return the danger signs that *text*, or a piece of it, speaks of."""
        signs: dict[str, Sign] = {}
        told: dict[str, float] = {}
        for features in features_of([self._spelt(word) for word in words_of(text)], self._lexicon):
            weights = self._weights(features)
            pulls = {feature: weight * self._reading.features[feature][1] for feature, weight in weights.items()}
            if self._reading.bias + sum(pulls.values()) >= THRESHOLD:
                signs |= {id_: self._signs[id_] for id_ in self._likely(weights)}
                told |= pulls
        gravest = sorted(signs.values(), key=lambda sign: -TIERS.index(sign.tier))
        telling = sorted(
            (feature for feature in told if told[feature] > 0 and tells(feature)), key=lambda f: (-told[f], f)
        )
        return Heard(tuple(gravest), tuple(telling[:_TOLD]))

    def _spelt(self, word: Word) -> Word:
        """Return *word*, with a typing error undone if it is none that was learned."""
        learned = word.text in self._reading.features or word.text in self._other_words
        if learned or self._lexicon.knows(word.text):
            return word
        return word._replace(text=spelt(word.text, self._reading.features))

    def _weights(self, features: frozenset[str]) -> dict[str, float]:
        """Return how much each of *features* that is known weighs: the rarer the more, all together as a vector of length 1."""
        # In one order: sums of the same fractions in another may differ by a hair.
        known = {
            feature: self._reading.features[feature][0] for feature in sorted(features & self._reading.features.keys())
        }
        length = sqrt(sum(rarity * rarity for rarity in known.values()))
        return {feature: rarity / length for feature, rarity in known.items()}

    def _likely(self, weights: Mapping[str, float]) -> list[str]:
        """Return the signs that are likely; if none is, the likeliest of those that may be told all the same."""
        likeness = {
            id_: sign.bias + sum(weight * sign.pulls.get(feature, 0) for feature, weight in weights.items())
            for id_, sign in self._reading.signs.items()
        }
        likely = [id_ for id_, like in likeness.items() if like >= LIKELY]
        guesses = (id_ for id_ in likeness if self._signs[id_].told == "likeliest")
        return likely or [max(guesses, key=lambda id_: likeness[id_])]
