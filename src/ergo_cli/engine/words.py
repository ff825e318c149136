"""What somebody wrote, as words: however they are spelt, and with what was denied told apart from what was said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ergo_cli.content.model.words import LONG, Index, entries, spoken

# Nobody describes a pain in more words; what is beyond is not looked at.
MAX_WORDS = 400
# How many words a "no" reaches over, unless the clause ends before.
_REACH = 5

_APOSTROPHES = re.compile("['\u2019\u2018\u02bc`\u00b4]")
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[.;:!?,\n]")
_POINT = re.compile(r"(?<=\d)[.,](?=\d)")  # in a number
_SPACES = re.compile(r"[ \t]+")
_NO = frozenset(("no", "not", "without", "never", "none", "nor", "neither", "aint", "denies", "deny")) | frozenset(
    f"{verb}nt" for verb in ("do", "does", "did", "is", "are", "was", "have", "has", "had")
)
_AFFIRMING = frozenset({"only", "just", "sure", "certain"})  # after a "not"
# Where in doubt whether a "no" goes on, it does not: "no sleep and chest pain".
_ENDING = frozenset({"and", "because", "since", "so", "with", "then", "plus", "also"})
# What is said of oneself in a list is meant of others too, and a verb in one person in all.
_OTHERS = {
    **dict.fromkeys(("his", "their", "your", "our"), ("my",)),
    **dict.fromkeys(("himself", "herself", "themselves", "themself", "yourself", "ourselves", "itself"), ("myself",)),
    **dict.fromkeys(("him", "them", "us"), ("me",)),
    **dict.fromkeys(("he", "she", "they", "we"), ("i",)),
    **dict.fromkeys(("doesnt", "didnt"), ("dont",)),
    **dict.fromkeys(("dont", "wont"), ("doesnt",)),
    **dict.fromkeys(("isnt", "arent", "wasnt", "werent", "hasnt", "havent", "hadnt", "aint"), ("not",)),
    "her": ("my", "me"),
    "has": ("have",),
    "hes": ("im",),
    "shes": ("im",),
}
# Small words that may stand inside a phrase: "I can't really feel", "hit by the car". So many of them, at most.
_PASSED = frozenset(
    {"a", "an", "the", "my", "his", "her", "this", "that", "any", "of", "to", "be", "been", "is", "was"}
) | {
    *("even", "really", "quite", "very", "just", "fully", "properly", "totally", "completely", "actually", "always"),
    *("suddenly", "now", "left", "right", "am", "are", "were", "has", "have", "had", "their", "your", "our", "still"),
    *("so", "also", "almost", "nearly", "literally", "absolutely", "kind", "sort", "kinda", "sorta", "ever", "already"),
}
_MOST_PASSED = 2
_TURNING = frozenset({"but", "however", "though", "although", "except", "yet", "while", "whereas"})

# "The printer has a stroke": what things are and have is nothing of the body, unless only something happens there.
_THING = "thing"
_BEING = frozenset(
    {"is", "was", "are", "were", "has", "had", "have", "having", "got", "gets", "went", "goes", "keeps", "looks"}
    | {*("stopped", "shows", "showed")}
)
_BETWEEN = _BEING | {"a", "an", "another", "gone", "going", "just", "so", "really", "totally", "completely", "its", "s"}
_PLACING = frozenset(
    {"at", "in", "on", "since", "after", "from", "with", "by", "under", "near", "off", "using", "to", "when", "over"}
)
_OWNING = frozenset({"the", "my", "our", "a", "an", "this", "that", "her", "his", "your", "their", "new", "old"})


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
    for mark in _TOKEN.findall(_POINT.sub(" ", spoken(_SPACES.sub(" ", letters)))):
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

    def __init__(self, index: Index) -> None:
        self._index = index
        self._parts = frozenset(index.parts.split())

    def knows(self, word: str) -> bool:
        """Return whether *word* is part of anything that people call a notion."""
        return word in self._parts

    def find(self, words: Sequence[Word]) -> list[Said]:
        """Return every notion in *words*, in order, with typing errors forgiven."""
        meant = [self._meant(word.text) for word in words]
        found = sorted(self._found(words, meant), key=lambda said: (said[1], -said[2]))
        taken = {place for _, start, end in found for place in range(start, end)}
        things = {place for notion, start, end in found if notion == _THING for place in range(start, end)}
        said: list[Said] = []
        for notion, start, end in found:
            denied = (
                _denied(words, start, taken)
                or _continues_denial(words, start, said)
                or _said_of_thing(words, start, end, things)
            )
            said.append(Said(notion, start, end, words[start].sentence, denied))
        return said

    def _found(self, words: Sequence[Word], meant: Sequence[set[str]]) -> Iterator[tuple[str, int, int]]:
        """Yield each phrase that stands in *words*: its notion, where it starts, and where it ends."""
        literal = [_readings(word.text) for word in words]
        other = list(_standing(self._index.never, words, literal))
        for notion, start, end in _standing(self._index.phrases, words, meant):
            if not any(notion == its and first <= start and end <= last for its, first, last in other):
                yield notion, start, end

    def _meant(self, word: str) -> set[str]:
        """Return the parts of phrases that *word* may stand for: itself, its stems, or else what it is a typo of."""
        stems = (f"{word[:length]}*" for length in range(2, len(word) + 1))
        known = (_readings(word) | {*stems}) & self._parts
        return known or (self._likely(word) if len(word) >= LONG else set())

    def _likely(self, word: str) -> set[str]:
        """Return the parts that *word* is one typing error away from.

        An error in the first letter is rare, and would make far more words alike.
        """
        alike = self._index.alike
        near = (alike.get(f"{word[0]}{length}", "").split() for length in (len(word) - 1, len(word), len(word) + 1))
        whole = {part for parts in near for part in parts if _one_error_apart(word, part)}
        return whole | {part for part in alike.get(f"{word[0]}*", "").split() if _begins_like(word, part[:-1])}


def _readings(word: str) -> set[str]:
    """Return *word* and what it says of somebody else."""
    return {word, *_OTHERS.get(word, ())}


def _begins_like(word: str, stem: str) -> bool:
    """Return whether *word* begins with *stem*, but for one letter too many, too few, wrong or swapped."""
    return any(_one_error_apart(word[: len(stem) + more], stem) for more in (-1, 0, 1))


def _one_error_apart(one: str, other: str) -> bool:
    """Return whether the two are alike but for one letter too many, too few, wrong or swapped with the next."""
    pairs = enumerate(zip(one, other, strict=False))
    start = next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[1::-1] == other[:2] and one[2:] == other[2:])
    return one[1:] == other or one == other[1:]


def _standing(
    phrases: Mapping[str, str], words: Sequence[Word], meant: Sequence[set[str]]
) -> Iterator[tuple[str, int, int]]:
    """Yield each of *phrases* that stands in one sentence of *words*: its notion, where it starts, and where it ends."""
    for start, options in enumerate(meant):
        following = {"", *(part for more in meant[start + 1 : start + _MOST_PASSED + 2] for part in more)}
        for first in options & phrases.keys():
            for second, entry in ((s, entry) for s in following for entry in entries(phrases[first], s)):
                notion, *rest = entry.split()
                end = _end([first, *([second] if second else []), *rest], start, words, meant)
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


def _said_of_thing(words: Sequence[Word], start: int, end: int, things: set[int]) -> bool:
    """Return whether what stands from *start* to before *end* is part of a thing, or what a thing is or has."""
    place = start - 1
    while place >= 0 and words[place].text in _BETWEEN:
        place -= 1
    within = start - 1 in things and things.issuperset(range(start, end))
    if not within and (
        place not in things
        or words[place].clause != words[start].clause
        or _BEING.isdisjoint(word.text for word in words[place + 1 : end])
        or (end < len(words) and words[end].text in {"my", "his", "her", "me", "both", "their"})
    ):
        return False
    while not within and place >= 0 and (place in things or words[place].text in _OWNING):
        place -= 1
    return within or place < 0 or words[place].text not in _PLACING


def _continues_denial(words: Sequence[Word], start: int, said: Sequence[Said]) -> bool:
    """Return whether what stands at *start* is joined by "or" to something that is denied."""
    if start == 0 or words[start - 1].text not in {"or", "nor"}:
        return False
    before = [entry for entry in said if entry.end < start and words[entry.start].clause == words[start].clause]
    return bool(before) and before[-1].denied
