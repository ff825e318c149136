"""Write docs/schema from the types: what scripts can rely on, and what editors complete. `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ergo_cli.content.shape import schema_of
from ergo_cli.content.subjects import SUBJECTS
from ergo_cli.engine.results import RESULTS, envelope_of

FOLDER = Path(__file__).parents[1] / "docs" / "schema"


def schemas() -> Iterator[tuple[Path, bytes]]:
    """Yield each schema with the file that it belongs in."""
    for kind, result in RESULTS.items():
        yield FOLDER / "results" / f"{kind}.json", _pretty(schema_of(envelope_of(kind, result)))
    for subject in SUBJECTS:
        yield FOLDER / "content" / subject.file.replace(".yaml", ".json"), _pretty(schema_of(subject))


def _pretty(schema: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"


def main(*, check: bool) -> int:
    """Write or compare all schemas; return the exit code."""
    stale = []
    for path, text in schemas():
        if not path.exists() or path.read_bytes() != text:
            stale.append(path.relative_to(FOLDER))
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text)
    if check and stale:
        print(f"stale, run `make schemas`: {', '.join(map(str, stale))}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
