"""A word that nobody knows, read as one that is known, if a single typing error lies between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import ascii_lowercase

from ergo_cli.content.model.words import LONG

# Shorter words are too much alike. No word that anybody knows is longer, and a very long one would take very long.
SHORTEST, LONGEST = 4, 20


def spelt(word: str, rarity: Mapping[str, tuple[int, int]]) -> str:
    """Return the commonest word in *rarity*, which tells how rare each is, that *word* is one typing error away from.

    It is *word* itself if there is none, or if it is short and there are several. An error in the first letter is rare, and
    would make far more words alike.
    """
    if not SHORTEST <= len(word) <= LONGEST or word.isdigit():
        return word
    known = {other for other in _alike(word) if other in rarity}
    if len(word) < LONG and len(known) > 1:
        return word
    return min(known, key=lambda other: (rarity[other][0], other), default=word)


def _alike(word: str) -> Iterator[str]:
    """Yield *word* with one letter too few, swapped, too many or wrong, the first letter kept."""
    for place in range(1, len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
            yield before + after[1:2] + after[0] + after[2:]
        for letter in ascii_lowercase:
            yield before + letter + after
            yield before + letter + after[1:]
