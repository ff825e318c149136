"""What was answered and found, in SQLite: one file, private, written in transactions, migrated forward only.

A connection lives for one call. Times are UTC with the local offset beside them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import msgspec

from ergo_cli.errors import HistoryError
from ergo_cli.plain import clean

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
)


class Record(NamedTuple):
    """A stored outcome: *result* is the JSON that the command gave."""

    created: datetime
    content: str
    answers: Mapping[str, str]
    result: bytes


class History:
    """The history in the file *path*; nothing is created before something is recorded."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def record(self, kind: str, now: datetime, content: str, answers: Mapping[str, str], result: bytes) -> None:
        """Store an outcome and drop the draft that led to it, both or neither; *now* knows its zone."""
        offset = now.utcoffset() or timedelta()
        row = (kind, _utc(now), offset // timedelta(minutes=1), content, _json(answers), result.decode())
        with self._open() as db:
            db.execute(
                "INSERT INTO records (kind, created, offset_minutes, content, answers, result) VALUES (?,?,?,?,?,?)",
                row,
            )
            db.execute("DELETE FROM drafts WHERE kind = ?", (kind,))

    def last(self, kind: str) -> Record | None:
        """Return the newest outcome of *kind*."""
        rows = self._read(
            "SELECT created, offset_minutes, content, answers, result FROM records WHERE kind = ? ORDER BY id DESC",
            kind,
        )
        with self._sensible():
            return _record(*rows) if rows else None

    def save_draft(self, kind: str, answers: Mapping[str, str]) -> None:
        """Keep the *answers* so far."""
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO drafts (kind, answers) VALUES (?, ?)", (kind, _json(answers)))

    def draft(self, kind: str) -> dict[str, str]:
        """Return the answers kept by `save_draft`; none if there is no draft."""
        row = self._read("SELECT answers FROM drafts WHERE kind = ?", kind)
        with self._sensible():
            return msgspec.json.decode(row[0], type=dict[str, str]) if row else {}

    def drop_draft(self, kind: str) -> None:
        """Forget the draft of *kind*."""
        if self._exists():
            with self._open() as db:
                db.execute("DELETE FROM drafts WHERE kind = ?", (kind,))

    def _read(self, query: str, kind: str) -> tuple[str, ...] | None:
        """Return the first row of *query*, without creating a history that is not there."""
        if not self._exists():
            return None
        with self._open() as db:
            row: tuple[str, ...] | None = db.execute(query, (kind,)).fetchone()
        return row

    def _exists(self) -> bool:
        try:
            return self._path.exists()
        except (OSError, ValueError) as error:
            raise self._unusable(error) from error

    @contextmanager
    def _sensible(self) -> Iterator[None]:
        """Turn what cannot be understood, whoever wrote it, into a `HistoryError`."""
        try:
            yield
        except (ValueError, OverflowError) as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> HistoryError:
        return HistoryError(f"the history {clean(str(self._path))} could not be used: {clean(str(error))}")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection inside one transaction; raises `HistoryError` for whatever SQLite or the disk refuses."""
        try:
            _create_private(self._path)
            with closing(sqlite3.connect(self._path, timeout=10, isolation_level=None)) as db:
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("BEGIN IMMEDIATE")
                with db:
                    _migrate(db, self._path)
                    yield db
        except (sqlite3.Error, OSError, ValueError) as error:
            raise self._unusable(error) from error


def _create_private(path: Path) -> None:
    """Make *path* and its folder for the owner alone before SQLite would make them for all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > len(_MIGRATIONS):
        raise HistoryError(f"the history {path} was written by a newer ergo; update ergo to use it")
    for number, statement in enumerate(_MIGRATIONS[version:], start=version + 1):
        db.execute(statement)
        db.execute(f"PRAGMA user_version = {number}")


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _json(answers: Mapping[str, str]) -> str:
    return msgspec.json.encode(answers).decode()


def _record(created: str, offset: str, content: str, answers: str, result: str) -> Record:
    zone = timezone(timedelta(minutes=int(offset)))
    return Record(
        datetime.fromisoformat(created).astimezone(zone),
        content,
        msgspec.json.decode(answers, type=dict[str, str]),
        result.encode(),
    )
