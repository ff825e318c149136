"""Danger signs in people's own words, recognised before anything else is made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ergo_cli.content.model.danger import Dangers, Sign
from ergo_cli.content.model.words import Index
from ergo_cli.engine.screening import TIERS
from ergo_cli.engine.words import Lexicon, Said

# How many words the notions of a sign may be apart, all told.
_NEAR = 14


class DangerSigns:
    """The danger signs of *content*, told by the notions of *index*, ready to be looked for in any text."""

    def __init__(self, content: Dangers, index: Index) -> None:
        self._signs = content.signs
        self._lexicon = Lexicon(index)

    def find(self, text: str) -> list[Sign]:
        """Return the danger signs that *text* speaks of, the gravest first; what is denied does not count."""
        sentences = list(_sentences(self._lexicon.find(text)))
        found = [sign for sign in self._signs if any(_speaks_of(sign, sentence) for sentence in sentences)]
        return sorted(found, key=lambda sign: -TIERS.index(sign.tier))


def _sentences(said: Sequence[Said]) -> Iterator[list[Said]]:
    """Yield what each sentence affirms."""
    for number in dict.fromkeys(entry.sentence for entry in said):
        yield [entry for entry in said if entry.sentence == number and not entry.denied]


def _speaks_of(sign: Sign, said: Sequence[Said]) -> bool:
    heard = {entry.notion for entry in said}
    if not heard.isdisjoint(sign.unless):
        return False
    return any(heard.issuperset(notions) and _close_together(notions, said) for notions in sign.says)


def _close_together(notions: Sequence[str], said: Sequence[Said]) -> bool:
    """Return whether all of *notions* stand within some words of each other."""
    wanted = set(notions)
    for first in said:
        near = {entry.notion for entry in said if first.start <= entry.start and entry.end <= first.start + _NEAR}
        if wanted <= near:
            return True
    return False
