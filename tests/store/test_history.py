from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ergo_cli.errors import HistoryError
from ergo_cli.store.history import History

NOON = datetime(2026, 3, 1, 12, 30, 15, tzinfo=timezone(timedelta(hours=5, minutes=45)))
ANSWERS = st.dictionaries(st.text(min_size=1), st.text())
TWENTY_RECORDS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from ergo_cli.store.history import History
for number in range(20):
    History(Path(sys.argv[1])).record(sys.argv[2], datetime.now(UTC), "", {"n": str(number)}, b"{}")
"""
READ_ONLY: list[Callable[[History], object]] = [
    lambda history: history.last("screen"),
    lambda history: history.draft("screen"),
    lambda history: history.drop_draft("screen"),
]
EVERYTHING: list[Callable[[History], object]] = [
    *READ_ONLY,
    lambda history: history.save_draft("screen", {}),
    lambda history: history.record("screen", NOON, "", {}, b"{}"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "history.db"


@pytest.fixture
def history(path: Path) -> History:
    return History(path)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(query).fetchall()


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        for statement in statements:
            db.execute(statement)


def migrations(path: Path) -> int:
    ((version,),) = rows(path, "PRAGMA user_version")
    assert isinstance(version, int)
    return version


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Return a history for properties: every example writes to the same file."""
    return History(tmp_path_factory.mktemp("shared") / "history.db")


@given(answers=ANSWERS)
@settings(max_examples=20, deadline=None)
def test_a_record_comes_back_as_it_went_in(shared: History, answers: dict[str, str]) -> None:
    shared.record("screen", NOON, "screening:12ab", answers, '{"tier":"ü"}'.encode())
    assert shared.last("screen") == (NOON, "screening:12ab", answers, '{"tier":"ü"}'.encode())


@given(answers=ANSWERS)
@settings(max_examples=20, deadline=None)
def test_a_draft_comes_back_as_it_went_in(shared: History, answers: dict[str, str]) -> None:
    shared.save_draft("screen", answers)
    assert shared.draft("screen") == answers


def test_the_last_record_of_a_kind_is_the_newest_written(history: History) -> None:
    for result in (b"1", b"2"):
        history.record("screen", NOON, "", {}, result)
    history.record("setup-check", NOON, "", {}, b"3")
    last = history.last("screen")
    assert last is not None
    assert last.result == b"2"


def test_a_kind_that_was_never_recorded_has_no_last_one(history: History) -> None:
    history.record("screen", NOON, "", {}, b"1")
    assert history.last("setup-check") is None


def test_a_new_draft_takes_the_place_of_the_old(history: History) -> None:
    history.save_draft("screen", {"a": "yes"})
    history.save_draft("screen", {"b": "no"})
    assert history.draft("screen") == {"b": "no"}


def test_a_dropped_draft_is_gone_and_the_others_stay(history: History) -> None:
    history.save_draft("screen", {"a": "yes"})
    history.save_draft("setup-check", {"b": "no"})
    history.drop_draft("screen")
    assert (history.draft("screen"), history.draft("setup-check")) == ({}, {"b": "no"})


def test_a_record_uses_up_the_draft_of_its_kind_alone(history: History) -> None:
    history.save_draft("screen", {"a": "yes"})
    history.save_draft("setup-check", {"b": "no"})
    history.record("screen", NOON, "", {}, b"1")
    assert (history.draft("screen"), history.draft("setup-check")) == ({}, {"b": "no"})


def test_a_record_that_fails_leaves_the_draft(history: History, path: Path) -> None:
    history.save_draft("screen", {"a": "yes"})
    change(path, "CREATE TRIGGER full BEFORE DELETE ON drafts BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    with pytest.raises(HistoryError, match="disk full"):
        history.record("screen", NOON, "", {}, b"1")
    assert history.draft("screen") == {"a": "yes"}
    assert history.last("screen") is None


@pytest.mark.parametrize("hours", [-11, 0, 5.75, 14])
def test_times_are_kept_in_utc_and_come_back_local(history: History, path: Path, hours: float) -> None:
    now = datetime(2026, 3, 1, 23, 30, 15, tzinfo=timezone(timedelta(hours=hours)))
    history.record("screen", now, "", {}, b"1")
    last = history.last("screen")
    assert last is not None
    assert (last.created, last.created.utcoffset()) == (now, timedelta(hours=hours))
    assert rows(path, "SELECT created, offset_minutes FROM records") == [(now.astimezone(UTC).isoformat(), hours * 60)]


def test_the_file_is_in_wal_mode_and_at_the_newest_version(history: History, path: Path) -> None:
    history.record("screen", NOON, "", {}, b"1")
    assert rows(path, "PRAGMA journal_mode") == [("wal",)]
    assert migrations(path) > 0


def test_the_folder_and_the_file_are_for_the_owner_alone(history: History, path: Path) -> None:
    history.save_draft("screen", {})
    assert [stat.S_IMODE(entry.stat().st_mode) for entry in (path.parent, path)] == [0o700, 0o600]


@pytest.mark.parametrize("read", READ_ONLY)
def test_reading_a_missing_history_creates_nothing(
    history: History, path: Path, read: Callable[[History], object]
) -> None:
    assert not read(history)
    assert not path.parent.exists()


@pytest.mark.parametrize("version", [0, 1, 2])
def test_an_older_file_is_migrated_and_keeps_its_records(history: History, path: Path, version: int) -> None:
    history.record("screen", NOON, "", {}, b"1")
    newest = migrations(path)
    undo = ["DROP TABLE drafts", "DROP INDEX records_by_kind", "DROP TABLE records"]
    change(path, *undo[: newest - version], f"PRAGMA user_version = {version}")
    history.save_draft("setup-check", {"b": "no"})
    assert migrations(path) == newest
    assert (history.last("screen") is not None) == (version > 0)


def test_an_empty_file_becomes_a_history(history: History, path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    history.record("screen", NOON, "", {}, b"1")
    assert history.last("screen") is not None


@pytest.mark.parametrize("use", EVERYTHING)
def test_a_newer_file_is_refused_and_left_alone(history: History, path: Path, use: Callable[[History], object]) -> None:
    history.record("screen", NOON, "", {}, b"1")
    newer = migrations(path) + 1
    change(path, f"PRAGMA user_version = {newer}")
    before = path.read_bytes()
    with pytest.raises(HistoryError, match="was written by a newer ergo; update ergo to use it"):
        use(history)
    assert path.read_bytes() == before


@pytest.mark.parametrize("use", EVERYTHING)
@pytest.mark.parametrize("damage", [b"not a database at all\n" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_an_error_and_left_alone(
    history: History, path: Path, damage: bytes, use: Callable[[History], object]
) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    with pytest.raises(HistoryError, match="could not be used") as caught:
        use(history)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == damage


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE records SET answers = '{'",
        "UPDATE records SET answers = '[]'",
        "UPDATE records SET created = 'long ago'",
        "UPDATE records SET offset_minutes = 100000",
    ],
)
def test_a_record_that_makes_no_sense_is_an_error(history: History, path: Path, damage: str) -> None:
    history.record("screen", NOON, "", {}, b"1")
    change(path, damage)
    with pytest.raises(HistoryError):
        history.last("screen")


def test_a_draft_that_makes_no_sense_is_an_error(history: History, path: Path) -> None:
    history.save_draft("screen", {})
    change(path, "UPDATE drafts SET answers = '{'")
    with pytest.raises(HistoryError):
        history.draft("screen")


@pytest.mark.parametrize("use", EVERYTHING[3:])
def test_a_folder_that_cannot_be_made_is_an_error(path: Path, use: Callable[[History], object]) -> None:
    path.parent.write_text("a file")
    with pytest.raises(HistoryError, match="could not be used"):
        use(History(path))


@pytest.mark.parametrize("read", READ_ONLY)
def test_a_path_that_cannot_be_looked_at_is_an_error(tmp_path: Path, read: Callable[[History], object]) -> None:
    with pytest.raises(HistoryError):
        read(History(tmp_path / ("a" * 300) / "history.db"))


def test_two_processes_lose_nothing(path: Path) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", TWENTY_RECORDS, path, kind]) for kind in ("one", "two")]
    assert [process.wait() for process in processes] == [0, 0]
    counts = rows(path, "SELECT kind, count(*), count(DISTINCT answers) FROM records GROUP BY kind ORDER BY kind")
    assert counts == [("one", 20, 20), ("two", 20, 20)]
