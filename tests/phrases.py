"""How well free words are understood: the measures of issue 5 over labelled phrases.

Usage: python -m tests.phrases [work|measure|FILE] [--show]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from ergo_cli.content.library import Library
from ergo_cli.content.load import parse
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.danger import Dangers, DangerWords
from ergo_cli.content.model.symptoms import Symptoms
from ergo_cli.content.model.words import Words
from ergo_cli.engine.danger import DangerSigns
from ergo_cli.engine.match import complaints, fits
from ergo_cli.engine.screening import TIERS
from ergo_cli.engine.words import Lexicon

PHRASES = Path(__file__).parent / "cases" / "phrases.yaml"
TIER_OF = {"soon": "doctor", "same-day": "urgent", "emergency": "emergency"}


class Phrase(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody says, and what is wanted.

    That is a symptom's id, several (`wants`, a list: all of them; `any`: one of them), `none`, or `danger` with its
    tier (soon, same-day, emergency).
    """

    says: str
    wants: str | tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    tier: str = ""
    up_to: str = ""
    region: str = ""
    harmless: str = "no"


class Phrases(Struct, frozen=True):
    """tests/cases/phrases.yaml: those to work with, and those that are only to be measured with."""

    work: tuple[Phrase, ...]
    measure: tuple[Phrase, ...]


class Measured(Struct, frozen=True):
    """How many phrases there were of a sort, and those that went wrong, with what came of them."""

    count: int
    wrong: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        """The share that went right, 0 to 1."""
        return 1 - len(self.wrong) / self.count if self.count else 1.0


def read_phrases(path: Path = PHRASES) -> Phrases:
    """Return the labelled phrases."""
    return msgspec.convert(parse(path.read_bytes(), path.name, trusted=True), Phrases)


class Understanding:
    """The program's understanding of free words, as it ships."""

    def __init__(self) -> None:
        library = Library(data_dir())
        self._symptoms = library.read(Symptoms).symptoms
        self._words = Lexicon(library.index(Words))
        self._signs = DangerSigns(library.read(Dangers), library.index(DangerWords), library.reading())

    def tier(self, text: str) -> str:
        """Return the gravest tier that *text* is taken for."""
        signs = self._signs.hear(text).signs
        return signs[0].tier if signs else "clear"

    def symptoms(self, text: str) -> list[str]:
        """Return the ids of the symptoms that fit *text*, the best first."""
        return [fit.symptom for fit in fits(self._symptoms, self._words, text)]

    def complaints(self, text: str) -> list[str]:
        """Return the ids of the symptoms, one for each complaint in *text*."""
        return [fit.symptom for fit in complaints(fits(self._symptoms, self._words, text))]


def measure(phrases: Sequence[Phrase], mind: Understanding) -> dict[str, Measured]:
    """Return each measure of *phrases* as *mind* takes them."""
    safe = [phrase for phrase in phrases if phrase.wants != "danger"]
    one = [phrase for phrase in safe if phrase.wants != "none" and not isinstance(phrase.wants, tuple)]
    several = [phrase for phrase in safe if isinstance(phrase.wants, tuple) and phrase.wants]
    either = [phrase for phrase in safe if phrase.any]
    dangerous = [phrase for phrase in phrases if phrase.wants == "danger"]
    found = {phrase.says: mind.symptoms(phrase.says) for phrase in safe}

    def wrong(these: Sequence[Phrase], right: dict[str, bool]) -> Measured:
        lines = (
            (p.says, f"{p.wants or p.any}, not {found.get(p.says, ())[:3] or mind.tier(p.says)}")
            for p in these
            if not right[p.says]
        )
        return Measured(len(these), tuple(lines))

    known = [*one, *either]
    wanted = {p.says: p.any or (p.wants,) for p in known}
    return {
        "best answer right": wrong(known, {p.says: found[p.says][:1] in [[w] for w in wanted[p.says]] for p in known}),
        "among the first two": wrong(known, {p.says: bool({*found[p.says][:2]} & {*wanted[p.says]}) for p in known}),
        "several complaints": wrong(several, {p.says: set(mind.complaints(p.says)) >= set(p.wants) for p in several}),
        "out of scope refused": wrong(
            none := [p for p in safe if p.wants == "none"], {p.says: not found[p.says] for p in none}
        ),
        "danger recognised": wrong(dangerous, {p.says: mind.tier(p.says) != "clear" for p in dangerous}),
        "danger grave enough": wrong(
            dangerous, {p.says: TIERS.index(mind.tier(p.says)) >= TIERS.index(TIER_OF[p.tier]) for p in dangerous}
        ),
        "no false alarm": wrong(safe, {p.says: mind.tier(p.says) == "clear" for p in safe}),
    }


def main(name: str, *, show: bool) -> None:
    """Print the measures of the half *name*, or of the phrases in a file, and with *show* what went wrong."""
    if name in {"work", "measure"}:
        phrases: tuple[Phrase, ...] = getattr(read_phrases(), name)
    else:
        path = Path(name)
        phrases = msgspec.convert(parse(path.read_bytes(), path.name, trusted=True), tuple[Phrase, ...])
    for title, result in measure(phrases, Understanding()).items():
        print(f"{title:22} {result.count - len(result.wrong):4} of {result.count:4}  {result.share:.3f}")  # noqa: T201  # a report
        for says, why in result.wrong if show else ():
            print(f"    {says!r}: {why}")  # noqa: T201  # a report


if __name__ == "__main__":
    main(next((word for word in sys.argv[1:] if not word.startswith("-")), "work"), show="--show" in sys.argv)
