"""What a text is taken for when it is weighed: its words, words that stand near each other, and the notions in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby

from ergo_cli.engine.words import Lexicon, Said, Word

# How far apart two words may stand to be a feature together.
_NEAR = 4
# Words that hold others together, and notions that keep words from being taken for others: they help to weigh a text,
# but tell nobody why.
_GLUE = frozenset(
    {*("the", "a", "an", "and", "or", "of", "to", "in", "on", "at", "it", "its", "for", "with", "from", "by", "as")}
    | {*("is", "are", "was", "were", "be", "been", "am", "do", "does", "did", "have", "has", "had", "will", "would")}
    | {*("i", "im", "ive", "me", "my", "we", "our", "you", "your", "he", "she", "his", "her", "they", "their", "them")}
    | {*("this", "that", "these", "those", "there", "here", "but", "if", "than", "then", "also", "too", "just", "like")}
    | {*("up", "now", "when", "where", "while", "which", "who", "what", "how", "some", "very", "so")}
)
_UNTOLD = _GLUE | {"+denies-nothing", "-denies-nothing", "+ordinary-words", "-ordinary-words"}
# A story is also taken sentence by sentence, and a long sentence in pieces: what is said in passing would be lost in it.
_PIECE = 40


def features_of(words: Sequence[Word], lexicon: Lexicon) -> Iterator[frozenset[str]]:
    """Yield the features of the text that *words* make, then of each of its pieces if it has several.

    A feature is a word (`numb`), two neighbours (`cant feel`), two words with others between them (`cant .. legs`), a
    notion that is affirmed (`+groin`) or denied (`-groin`), or two that are affirmed (`+groin +numb`).
    """
    said = lexicon.find(words)
    spans = list(_spans(words))
    for start, end in spans if len(spans) == 1 else [(0, len(words)), *spans]:
        within = [entry for entry in said if start <= entry.start and entry.end <= end]
        yield frozenset((*_near(words[start:end]), *_notions(within)))


def tells(feature: str) -> bool:
    """Return whether *feature* tells a reader anything."""
    return _UNTOLD.isdisjoint(part for part in feature.split() if part != "..")


def _spans(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield where each sentence starts and ends, those that are too long in pieces that overlap by half."""
    for _, group in groupby(range(len(words)), key=lambda place: words[place].sentence):
        start, *_, end = (*(places := list(group)), places[-1] + 1)
        yield start, min(end, start + _PIECE)
        yield from (
            (piece, min(end, piece + _PIECE)) for piece in range(start + _PIECE // 2, end - _PIECE // 2, _PIECE // 2)
        )


def _near(words: Sequence[Word]) -> Iterator[str]:
    texts = [word.text for word in words]
    for place, text in enumerate(texts):
        yield text
        for distance, other in enumerate(texts[place + 1 : place + 1 + _NEAR]):
            yield f"{text} .. {other}" if distance else f"{text} {other}"


def _notions(said: Sequence[Said]) -> Iterator[str]:
    affirmed = sorted({entry.notion for entry in said if not entry.denied})
    yield from (f"+{notion}" for notion in affirmed)
    yield from (f"-{entry.notion}" for entry in said if entry.denied)
    yield from (f"+{one} +{other}" for one, other in combinations(affirmed, 2))
