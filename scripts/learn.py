"""Learn how people speak of danger signs, from labelled phrases: makes data/danger-reading.json.

Usage: python scripts/learn.py [--check | --measure]

Each file of learning/phrases is by a writer of its own: a line holds the id of a sign (danger.yaml), or the kind of a
harmless phrase, a tab, and the phrase. --check fails if phrases, notions or the code that takes features have changed
since; --measure learns from all writers but one and asks what the one wrote, for each writer in turn.

Learning needs scikit-learn (`make learn`); the check and the program do not.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ergo_cli.content.library import Library
from ergo_cli.content.model import words as spoken
from ergo_cli.content.model.danger import READING, Dangers, DangerWords, Likeness, Reading
from ergo_cli.engine import features, words
from ergo_cli.engine.danger import DangerSigns
from ergo_cli.engine.features import features_of
from ergo_cli.engine.spelling import SHORTEST
from ergo_cli.engine.words import Lexicon, words_of

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

DATA = Path(__file__).parent.parent / "data"
PHRASES = Path(__file__).parent.parent / "learning" / "phrases"
HARMLESS = frozenset({"desk", "idiom", "denied", "explained", "other"})
# So many features are kept for danger as such, and for each sign: more do not recognise more.
MOST, MOST_OF_SIGN = 16_000, 200
# How strictly the phrases are parted.
STRICT, STRICT_ON_SIGNS = 2.0, 1.0


class Phrase(NamedTuple):
    """A phrase: its text, its label, who wrote it, and its features."""

    text: str
    label: str
    writer: str
    features: frozenset[str]

    @property
    def dangerous(self) -> bool:
        """Whether it speaks of a danger sign."""
        return self.label not in HARMLESS


class Fitted(NamedTuple):
    """A linear model, and what makes features of phrases into vectors for it."""

    vectors: TfidfVectorizer
    model: LinearSVC

    @property
    def names(self) -> list[str]:
        """The features, in the order of the model's columns."""
        return [str(name) for name in self.vectors.get_feature_names_out()]

    def strongest(self, row: int, most: int) -> dict[str, float]:
        """Return the features that pull most, either way, in the model's *row*."""
        pulls = sorted(zip(self.names, self.model.coef_[row], strict=True), key=lambda it: (-abs(it[1]), it[0]))
        return dict(pulls[:most])


def read_phrases() -> list[Phrase]:
    """Return all phrases with their features."""
    lexicon = Lexicon(Library(DATA).index(DangerWords))
    return [
        Phrase(text, label, path.stem, next(features_of(words_of(text), lexicon)))
        for path in sorted(PHRASES.glob("*.tsv"))
        for label, text in (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    ]


def fit(
    phrases: Sequence[Phrase], wanted: Sequence[object], strict: float, kept: Iterable[str] | None = None
) -> Fitted:
    """Return a model that tells the *wanted* labels of *phrases*, by the *kept* features or by all that occur twice."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    vectors = TfidfVectorizer(
        analyzer=sorted, min_df=2 if kept is None else 1, vocabulary=None if kept is None else sorted(kept)
    )
    columns = vectors.fit_transform([phrase.features for phrase in phrases])
    return Fitted(vectors, LinearSVC(C=strict, class_weight="balanced", random_state=0).fit(columns, wanted))


def learn(phrases: Sequence[Phrase], made_from: str = "") -> Reading:
    """Return what *phrases* teach: first which features matter, then how much each of these does."""
    dangerous = [phrase for phrase in phrases if phrase.dangerous]
    danger_of, labels = [phrase.dangerous for phrase in phrases], [phrase.label for phrase in dangerous]
    danger, signs = fit(phrases, danger_of, STRICT), fit(dangerous, labels, STRICT_ON_SIGNS)
    by_sign = [signs.strongest(row, MOST_OF_SIGN) for row in range(len(signs.model.classes_))]
    danger = fit(phrases, danger_of, STRICT, set(danger.strongest(0, MOST)).union(*by_sign))
    signs = fit(dangerous, labels, STRICT_ON_SIGNS, danger.names)
    rarity = dict(zip(danger.names, danger.vectors.idf_, strict=True))
    return Reading(
        made_from=made_from,
        bias=round(100 * danger.model.intercept_[0]),
        features={
            name: (round(10 * rarity[name]), round(100 * pull))
            for name, pull in danger.strongest(0, len(rarity)).items()
        },
        signs={
            str(sign): Likeness(
                round(100 * signs.model.intercept_[row]),
                {name: round(100 * pull) for name, pull in signs.strongest(row, MOST_OF_SIGN).items()},
            )
            for row, sign in enumerate(signs.model.classes_)
        },
        words=" ".join(other_words(phrases, rarity)),
    )


def other_words(phrases: Iterable[Phrase], known: Container[str]) -> list[str]:
    """Return the words of several *phrases*, but for those *known*: what occurs once may be a typing error."""
    counts = Counter(feature for phrase in phrases for feature in phrase.features)
    return sorted(
        word
        for word, count in counts.items()
        if count > 1 and len(word) >= SHORTEST and word.isalpha() and word not in known
    )


def made_from() -> str:
    """Return the SHA-256 of all that what is learned depends on."""
    code = map(Path, (spoken.__file__, words.__file__, features.__file__, __file__))
    sources = (*sorted(PHRASES.glob("*.tsv")), DATA / DangerWords.file, *code)
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


def measure(phrases: Sequence[Phrase]) -> None:
    """Print how well each writer is understood by what all others teach."""
    library = Library(DATA)
    content, index = library.read(Dangers), library.index(DangerWords)
    for writer in dict.fromkeys(phrase.writer for phrase in phrases):
        reading = learn([phrase for phrase in phrases if phrase.writer != writer])
        print(f"{writer:8}", told(DangerSigns(content, index, reading), [p for p in phrases if p.writer == writer]))


def told(signs: DangerSigns, phrases: Sequence[Phrase]) -> str:
    """Return what share of *phrases* is taken for dangerous, those of danger and each harmless kind by themselves."""
    heard = {phrase: signs.hear(phrase.text).signs for phrase in phrases}
    by_kind = {
        kind: [
            bool(found)
            for phrase, found in heard.items()
            if (phrase.label if not phrase.dangerous else "danger") == kind
        ]
        for kind in ("danger", *sorted(HARMLESS))
    }
    right = [p.label in {sign.id for sign in found} for p, found in heard.items() if p.dangerous and found]
    shares = " ".join(f"{kind} {sum(found) / len(found):.3f}" for kind, found in by_kind.items() if found)
    return f"{shares} right sign {sum(right) / max(1, len(right)):.3f}"


def main(option: str) -> None:
    """Learn, check, or measure."""
    path = DATA / READING
    if option == "--check":
        known = msgspec.json.decode(path.read_bytes(), type=Reading).made_from
        if known != made_from():
            sys.exit(f"{path} is not of these phrases, notions and features: run `make learn`")
    elif option == "--measure":
        measure(read_phrases())
    else:
        path.write_bytes(msgspec.json.encode(learn(read_phrases(), made_from())) + b"\n")


if __name__ == "__main__":
    main(next(iter(sys.argv[1:]), ""))
