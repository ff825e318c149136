"""What was answered and found, in SQLite: one file, private, written in transactions, migrated forward only.

Times are UTC with the local offset beside them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import msgspec

from ergo_cli.errors import HistoryError, HistoryUnwritableError
from ergo_cli.plain import clean
from ergo_cli.store.database import erase, files, rewrite, snapshot, transaction, unusable
from ergo_cli.store.private import close_to_others

_MIGRATIONS = (
    """
    CREATE TABLE records (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        created TEXT NOT NULL,
        offset_minutes INTEGER NOT NULL,
        content TEXT NOT NULL,
        answers TEXT NOT NULL,
        result TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX records_by_kind ON records (kind, id)",
    "CREATE TABLE drafts (kind TEXT PRIMARY KEY, answers TEXT NOT NULL) STRICT",
    # Until then the back was the only region to be screened.
    "UPDATE records SET kind = 'screen-back' WHERE kind = 'screen'",
    "UPDATE drafts SET kind = 'screen-back' WHERE kind = 'screen'",
)


class Record(NamedTuple):
    """A stored outcome: *result* is the JSON that the command gave."""

    kind: str
    created: datetime
    content: str
    answers: Mapping[str, str]
    result: bytes


class History:
    """The history in the file *path*; nothing is created before something is recorded.

    Its folder is ergo's own, whatever it holds, if it is *ours*.
    """

    def __init__(self, path: Path, *, ours: bool = False) -> None:
        self._path = path
        self._ours = ours

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def record(self, kind: str, now: datetime, content: str, answers: Mapping[str, str], result: bytes) -> None:
        """Store an outcome and drop the draft that led to it, both or neither; *now* knows its zone."""
        offset = now.utcoffset() or timedelta()
        row = (kind, _utc(now), offset // timedelta(minutes=1), content, _json(answers), result.decode())
        with self._writing() as db:
            db.execute(
                "INSERT INTO records (kind, created, offset_minutes, content, answers, result) VALUES (?,?,?,?,?,?)",
                row,
            )
            db.execute("DELETE FROM drafts WHERE kind = ?", (kind,))

    def last(self, kind: str) -> Record | None:
        """Return the newest outcome of *kind*."""
        return next(iter(self._records("kind = ? ORDER BY id DESC LIMIT 1", [kind])), None)

    def all(self, kinds: Sequence[str]) -> list[Record]:
        """Return every outcome of *kinds*, in the order in which they were recorded."""
        return self._records(f"kind IN ({_marks(kinds)}) ORDER BY id", kinds)

    def everything(self) -> list[Record]:
        """Return every outcome, in the order in which they were recorded."""
        return self._records("true ORDER BY id", [])

    def beginning_with(self, name: str) -> list[Record]:
        """Return every outcome whose kind is *name* or begins with it and a hyphen, in the order of recording."""
        return self._records("kind = ? OR kind GLOB ? ORDER BY id", [name, f"{name}-*"])

    def forget(self, kinds: Sequence[str]) -> int:
        """Delete the outcomes and the drafts of *kinds*; return how many outcomes there were."""
        if not self._exists():
            return 0
        with self._writing() as db:
            db.execute(f"DELETE FROM drafts WHERE kind IN ({_marks(kinds)})", kinds)  # noqa: S608  # question marks
            count = db.execute(
                f"DELETE FROM records WHERE kind IN ({_marks(kinds)})",  # noqa: S608  # question marks
                kinds,
            ).rowcount
        rewrite(self._path)
        return count

    def files(self) -> list[Path]:
        """Return the files that hold what was recorded, damaged ones too."""
        return files(self._path)

    def erase(self) -> list[Path]:
        """Delete all that was recorded, damaged histories too, whatever state it is in; return the files that it was in."""
        return erase(self._path)

    def damaged(self) -> list[Path]:
        """Return the damaged histories that were set aside; what they hold is nobody's to delete but the user's."""
        return sorted(self._path.parent.glob(f"{self._path.name}.damaged-*"))

    def save_draft(self, kind: str, answers: Mapping[str, str]) -> None:
        """Keep the *answers* so far."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO drafts (kind, answers) VALUES (?, ?)", (kind, _json(answers)))

    def draft(self, kind: str) -> dict[str, str]:
        """Return the answers kept by `save_draft`; none if there is no draft."""
        return self.drafts().get(kind, {})

    def drafts(self) -> dict[str, dict[str, str]]:
        """Return the answers of every draft, by kind."""
        rows = self._read("SELECT kind, answers FROM drafts", [])
        with self._sensible():
            return {kind: msgspec.json.decode(answers, type=dict[str, str]) for kind, answers in rows}

    def drop_draft(self, kind: str) -> None:
        """Forget the draft of *kind*."""
        if self._exists():
            with self._writing() as db:
                db.execute("DELETE FROM drafts WHERE kind = ?", (kind,))

    def _records(self, condition: str, values: Sequence[str]) -> list[Record]:
        columns = "kind, created, offset_minutes, content, answers, result"
        rows = self._read(f"SELECT {columns} FROM records WHERE {condition}", values)  # noqa: S608  # our own words
        with self._sensible():
            return [_record(row) for row in rows]

    def _read(self, query: str, values: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the rows of *query*, without creating a history that is not there."""
        if not self._exists():
            return []
        try:
            with self._open() as db:
                return db.execute(query, values).fetchall()
        except HistoryUnwritableError:
            with self._copy() as db:
                return db.execute(query, values).fetchall()

    def _exists(self) -> bool:
        try:
            self._path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except (OSError, ValueError) as error:
            raise unusable(self._path, error) from error
        return True

    @contextmanager
    def _sensible(self) -> Iterator[None]:
        """Turn what cannot be understood, whoever wrote it, into a `HistoryError`."""
        try:
            yield
        except (ValueError, OverflowError) as error:
            raise unusable(self._path, error) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection as `_open` does, after all that holds what was recorded was closed to others."""
        with suppress(OSError, ValueError):
            close_to_others(self._path.parent, files(self._path), ours=self._ours)
        with self._open() as db:
            yield db

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection inside one transaction; raises `HistoryError` for whatever SQLite or the disk refuses."""
        with transaction(self._path) as db:
            _migrate(db, self._path)
            yield db

    @contextmanager
    def _copy(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection to a copy in memory, for a file that can be read but not written."""
        with snapshot(self._path) as db:
            _migrate(db, self._path)
            yield db


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > len(_MIGRATIONS):
        raise HistoryError(f"the history {clean(str(path))} was written by a newer ergo; update ergo to use it")
    for number, statement in enumerate(_MIGRATIONS[version:], start=version + 1):
        db.execute(statement)
        db.execute(f"PRAGMA user_version = {number}")


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _json(answers: Mapping[str, str]) -> str:
    return msgspec.json.encode(answers).decode()


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _record(row: tuple[str, ...]) -> Record:
    kind, created, offset, content, answers, result = row
    zone = timezone(timedelta(minutes=int(offset)))
    return Record(
        kind,
        datetime.fromisoformat(created).astimezone(zone),
        content,
        msgspec.json.decode(answers, type=dict[str, str]),
        result.encode(),
    )
