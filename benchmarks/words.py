"""What it takes to understand free words, as a ratio to an empty loop of 100,000 turns, in CPU time, in one run.

Usage: python benchmarks/words.py [RUNS]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.danger import Dangers, DangerWords
from ergo_cli.content.model.symptoms import Symptoms
from ergo_cli.content.model.words import Words
from ergo_cli.engine.danger import DangerSigns
from ergo_cli.engine.match import fits
from ergo_cli.engine.words import Lexicon

TEXT = "after a long day my rihgt wrist hurts when I use the mouse, and the fingers tingle"


def best(work: Callable[[], object], runs: int) -> float:
    """Return the least CPU time, in seconds, of so many *runs* of *work*."""
    times = []
    for _ in range(runs):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def main(runs: int) -> None:
    """Print the table."""
    data = data_dir()
    library = Library(data)
    symptoms, lexicon = library.read(Symptoms).symptoms, Lexicon(library.index(Words))
    signs = DangerSigns(library.read(Dangers), library.index(DangerWords), library.reading())
    cases: dict[str, Callable[[], object]] = {
        "(empty loop of 100,000 turns)": lambda: [None for _ in range(100_000)],
        "read what danger signs are told by": lambda: (
            Library(data).read(Dangers),
            Library(data).index(DangerWords),
            Library(data).reading(),
        ),
        "read what symptoms are told by": lambda: (Library(data).read(Symptoms), Library(data).index(Words)),
        "look for danger signs in 16 words": lambda: signs.hear(TEXT),
        "look for symptoms in 16 words": lambda: fits(symptoms, lexicon, TEXT),
    }
    times = {name: best(work, runs) for name, work in cases.items()}
    baseline = next(iter(times.values()))
    print(f"{'work':40} {'CPU ms':>7} {'ratio':>6}")
    for name, seconds in times.items():
        print(f"{name:40} {seconds * 1000:7.2f} {seconds / baseline:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
