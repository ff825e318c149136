"""What somebody wrote, as words: however they are spelt, and with what was denied told apart from what was said."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ergo_cli.content.model.words import Notion

# Nobody describes a pain in more words; what is beyond is not looked at.
MAX_WORDS = 400
# How many words a "no" reaches over, unless the clause ends before.
_REACH = 5
# Shorter words are too much alike for typing errors to be told from other words.
_LONG = 5

_APOSTROPHES = re.compile("['\u2019\u2018\u02bc`\u00b4]")
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[.;:!?,\n]")
_NO = frozenset(("no", "not", "without", "never", "none", "nor", "neither", "aint", "denies", "deny")) | frozenset(
    f"{verb}nt" for verb in ("do", "does", "did", "is", "are", "was", "have", "has", "had")
)
_AFFIRMING = frozenset({"only", "just", "sure", "certain"})  # after a "not"
# Where in doubt whether a "no" goes on, it does not: "no sleep and chest pain".
_ENDING = frozenset({"and", "because", "since", "so", "with", "then", "plus", "also"})
# Small words that may stand inside a phrase: "I can't really feel", "hit by the car". So many of them, at most.
_PASSED = frozenset(
    {"a", "an", "the", "my", "his", "her", "this", "that", "any", "of", "to", "be", "been", "is", "was"}
) | {
    *("even", "really", "quite", "very", "just", "fully", "properly", "totally", "completely", "actually", "always"),
    *("suddenly", "now"),
}
_MOST_PASSED = 2
_TURNING = frozenset({"but", "however", "though", "although", "except", "yet", "while", "whereas"})


class Word(NamedTuple):
    """A word with the number of its sentence and of its clause."""

    text: str
    sentence: int
    clause: int


class Said(NamedTuple):
    """A notion in the words from *start* to before *end*, and whether the writer denies it."""

    notion: str
    start: int
    end: int
    sentence: int
    denied: bool


def words_of(text: str) -> list[Word]:
    """Return the words of *text*: in lower case, without accents and apostrophes."""
    joined = _APOSTROPHES.sub("", unicodedata.normalize("NFKD", text[: MAX_WORDS * 40]).casefold())
    letters = "".join(char for char in joined if not unicodedata.combining(char))
    words: list[Word] = []
    sentence = clause = 0
    for mark in _TOKEN.findall(letters):
        if mark in ".;!?\n":
            sentence, clause = sentence + 1, clause + 1
        elif mark in ",:":
            clause += 1
        else:
            clause += mark in _TURNING
            words.append(Word(mark, sentence, clause))
    return words[:MAX_WORDS]


class Lexicon:
    """Notions by what people call them, ready to be looked for in any text."""

    def __init__(self, notions: Iterable[Notion]) -> None:
        # What is no instance of a notion, by its first word, though the notion's own words may stand in it.
        self._never: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        # A phrase is a tuple of words or stems (`numb*`); here they are by their first.
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for notion in notions:
            for where, phrases in ((self._never, notion.never), (self._phrases, notion.words)):
                for parts in (tuple(phrase.split()) for phrase in phrases):
                    where[parts[0]].append((parts, notion.id))
        self._parts = {part for phrases in self._phrases.values() for parts, _ in phrases for part in parts}
        # A typing error in the first letter is rare, and would make far more words alike.
        self._long: dict[str, list[str]] = defaultdict(list)
        for part in self._parts:
            if len(part.removesuffix("*")) >= _LONG:
                self._long[part[0]].append(part)

    def find(self, text: str) -> list[Said]:
        """Return every notion in *text*, in order, with typing errors forgiven."""
        words = words_of(text)
        meant = [self._meant(word.text) for word in words]
        found = sorted(self._found(words, meant), key=lambda said: (said[1], -said[2]))
        taken = {place for _, start, end in found for place in range(start, end)}
        said: list[Said] = []
        for notion, start, end in found:
            denied = _denied(words, start, taken) or _continues_denial(words, start, said)
            said.append(Said(notion, start, end, words[start].sentence, denied))
        return said

    def _found(self, words: Sequence[Word], meant: Sequence[set[str]]) -> Iterator[tuple[str, int, int]]:
        """Yield each phrase that stands in *words*: its notion, where it starts, and where it ends."""
        literal = [{word.text} for word in words]
        other = list(_standing(self._never, words, literal))
        for notion, start, end in _standing(self._phrases, words, meant):
            if not any(notion == its and first <= start and end <= last for its, first, last in other):
                yield notion, start, end

    def _meant(self, word: str) -> set[str]:
        """Return the parts of phrases that *word* may stand for: itself, its stems, or else what it is a typo of."""
        known = {word, *(f"{word[:length]}*" for length in range(2, len(word) + 1))} & self._parts
        return known or (self._likely(word) if len(word) >= _LONG else set())

    def _likely(self, word: str) -> set[str]:
        """Return the parts that *word* is one typing error away from."""
        return {part for part in self._long[word[0]] if _may_be(word, part)}


def _may_be(word: str, part: str) -> bool:
    """Return whether *word* is *part*, or begins with that stem, but for one letter too many, too few, wrong or swapped."""
    if not part.endswith("*"):
        return _one_error_apart(word, part)
    stem = part[:-1]
    return any(_one_error_apart(word[: len(stem) + more], stem) for more in (-1, 0, 1))


def _one_error_apart(one: str, other: str) -> bool:
    start = _shared(one, other)
    one, other = one[start:], other[start:]
    end = _shared(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    return (len(one) <= 1 and len(other) <= 1) or (len(one) == len(other) == 2 and one == other[::-1])  # noqa: PLR2004  # a swap


def _shared(one: str, other: str) -> int:
    """Return how many letters the two begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _standing(
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]], words: Sequence[Word], meant: Sequence[set[str]]
) -> Iterator[tuple[str, int, int]]:
    """Yield each of *phrases* that stands in one sentence of *words*: its notion, where it starts, and where it ends."""
    for start, options in enumerate(meant):
        for first in options & phrases.keys():
            for parts, notion in phrases[first]:
                end = _end(parts, start, words, meant)
                if end and words[start].sentence == words[end - 1].sentence:
                    yield notion, start, end


def _end(parts: Sequence[str], start: int, words: Sequence[Word], meant: Sequence[set[str]]) -> int:
    """Return where the phrase *parts* ends that begins at *start*, small words passed over; 0 if it is not there."""
    place, passed = start + 1, 0
    for part in parts[1:]:
        while (
            place < len(words) and part not in meant[place] and words[place].text in _PASSED and passed < _MOST_PASSED
        ):
            place, passed = place + 1, passed + 1
        if place == len(words) or part not in meant[place]:
            return 0
        place += 1
    return place


def _denied(words: Sequence[Word], start: int, taken: set[int]) -> bool:
    """Return whether a "no" that belongs to no phrase stands before *start*, near enough and in the same clause."""
    for place in range(start - 1, max(-1, start - 1 - _REACH), -1):
        if words[place].clause != words[start].clause or words[place].text in _ENDING:
            return False
        if words[place].text in _NO and place not in taken and words[place + 1].text not in _AFFIRMING:
            return True
    return False


def _continues_denial(words: Sequence[Word], start: int, said: Sequence[Said]) -> bool:
    """Return whether what stands at *start* is joined by "or" to something that is denied."""
    if start == 0 or words[start - 1].text not in {"or", "nor"}:
        return False
    before = [entry for entry in said if entry.end < start and words[entry.start].clause == words[start].clause]
    return bool(before) and before[-1].denied
