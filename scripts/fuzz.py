"""Throw bytes at everything that reads what a stranger may hand over, guided by coverage (atheris; Linux and macOS).

`make fuzz` runs it for a minute, `make fuzz FUZZ=600` for ten; what leads somewhere new is kept in .fuzz for the next
time. A loader answers with content or with problems that are safe to show; all else is a defect, a hang too.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ergo_cli"]):
    import msgspec

    from ergo_cli.cli.settings import Settings
    from ergo_cli.content.flat import read_flat
    from ergo_cli.content.library import Library
    from ergo_cli.content.load import marks, parse
    from ergo_cli.content.locate import data_dir
    from ergo_cli.content.model.base import Subject
    from ergo_cli.content.model.screening import Screening
    from ergo_cli.content.model.workstation import Workstation
    from ergo_cli.content.shape import shape
    from ergo_cli.content.subjects import SUBJECTS
    from ergo_cli.engine.answers import read_answers
    from ergo_cli.engine.queries import check_queries, screening_queries
    from ergo_cli.errors import ProblemsError

# What must reach no terminal: controls but for the newline, and marks that reorder text.
RAW = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
KEPT = Path(__file__).parents[1] / ".fuzz"
LIBRARY = Library(data_dir())
DESK = LIBRARY.read(Workstation)
BACK = screening_queries(LIBRARY.read(Screening).regions[0].questions)
CHECKS = check_queries(DESK, DESK.checks)


def yaml(source: bytes) -> None:
    """Parse *source*; what can be parsed has a place for each of its values."""
    data = parse(source, "f")
    places = marks(source)
    assert not isinstance(data, dict) or all((key,) in places for key in data)  # noqa: S101  # what is tested
    flat = read_flat(source)
    assert flat is None or flat == data  # noqa: S101


def settings(source: bytes) -> None:
    """Read *source* as a config.toml."""
    try:
        msgspec.toml.decode(source, type=Settings)
    except ValueError as error:
        raise ProblemsError([]) from error


def pack(kind: type[Subject], source: bytes) -> None:
    """Read *source* as a file of a pack."""
    shape(parse(source, "f"), kind, source, "f")


LOADERS: list[Callable[[bytes], object]] = [
    yaml,
    settings,
    lambda source: read_answers(source, "f", BACK),
    lambda source: read_answers(source, "f", CHECKS),
    *(partial(pack, kind) for kind in SUBJECTS),
]
# Each is given to each loader: what is nearly right gets farther than what is not.
SEEDS = (
    "injury: no\nchest-pain: unsure\nmouse-size: na\n",
    '{"injury": "no", "display": ["x", 7, 1.5, null]}',
    "habits:\n  - {id: music, name: Music, text: Hum., tips: [{id: a, text: B., sources: [x]}], sources: [x]}\n",
    'stretches:\n  - id: nod\n    name: "N\\e[31m"\n    areas: [neck]\n    hold: 012\n',
    'country = "GB"\nscreening_days = 30\n',
    "a: [1, {b: 'c'}]\n? x\n: !!int y\n--- &a\n*a",
)


def test_one(data: bytes) -> None:
    """Give *data* to the loader that its first byte names."""
    if data:
        try:
            LOADERS[data[0] % len(LOADERS)](data[1:])
        except ProblemsError as error:
            if RAW.search(str(error)):
                raise AssertionError(f"raw: {error!s}") from error


def main() -> None:
    """Fuzz until the time is up, an hour if nobody says otherwise."""
    KEPT.mkdir(exist_ok=True)
    for number, (loader, seed) in enumerate(product(range(len(LOADERS)), SEEDS)):
        (KEPT / f"seed-{number}").write_bytes(bytes([loader]) + seed.encode())
    options = ["-timeout=5", "-max_len=2000", f"-artifact_prefix={KEPT}/"]
    atheris.Setup([sys.argv[0], *options, *sys.argv[1:], str(KEPT)], test_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
