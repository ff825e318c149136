from __future__ import annotations

import re
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from secrets import SystemRandom

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ergo_cli.errors import HistoryError
from ergo_cli.plain import clean
from ergo_cli.store.history import _MIGRATIONS, History, Record

NOON = datetime(2026, 3, 1, 12, 30, 15, tzinfo=timezone(timedelta(hours=5, minutes=45)))
ANSWERS = st.dictionaries(st.text(min_size=1), st.text())
KINDS = ["screen-back", "screen-neck", "setup-check"]
NEWEST = len(_MIGRATIONS)

# What is needed of a record that can be told to be whole: its result repeats what its answers say.
RECORDING = """
import itertools, sys
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from ergo_cli.store.history import History

def record(name):
    result = '{"name":"%s","padding":"%s"}' % (name, name * 400)
    History(Path(sys.argv[1])).record("screen-back", datetime.now(UTC), "", {"name": name}, result.encode())
"""
FIFTY_EACH_BY_TWENTY = """
def record_fifty(writer):
    for number in range(50):
        record(f"{writer}-{number}")

fork = get_context("fork")
writers = [fork.Process(target=record_fifty, args=(number,)) for number in range(20)]
for writer in writers:
    writer.start()
for writer in writers:
    writer.join()
sys.exit(any(writer.exitcode for writer in writers))
"""
UNTIL_KILLED = """
print("ready", flush=True)
for number in itertools.count():
    record(f"{sys.argv[2]}-{number}")
    print(f"{sys.argv[2]}-{number}", flush=True)
"""
# Whoever has it open when killed leaves behind what SQLite had not yet put into the file itself.
KILLED_WITH_IT_OPEN = """
import os, signal, sqlite3

record("before")
other = sqlite3.connect(sys.argv[1])
other.execute("SELECT count(*) FROM records").fetchone()
record("SECRET")
os.kill(os.getpid(), signal.SIGKILL)
"""
READ_ONLY: list[Callable[[History], object]] = [
    lambda history: history.last("screen-back"),
    lambda history: history.all(KINDS),
    lambda history: history.draft("screen-back"),
    lambda history: history.drop_draft("screen-back"),
    lambda history: history.forget(KINDS),
]
WRITING: list[Callable[[History], object]] = [
    lambda history: history.save_draft("screen-back", {}),
    lambda history: history.record("screen-back", NOON, "", {}, b"{}"),
]
EVERYTHING = READ_ONLY + WRITING


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


def of_version(path: Path, version: int, *statements: str) -> None:
    """Make the file that ergo made when it knew *version* migrations, and run *statements* in it."""
    path.parent.mkdir()
    change(path, *_MIGRATIONS[:version], f"PRAGMA user_version = {version}", *statements)


def insert(kind: str) -> str:
    """Return the statement that records a *kind*, in a file of any version."""
    return f"INSERT INTO records VALUES (NULL, '{kind}', '2026-03-01T06:45:15+00:00', 345, '', '{{}}', '1')"  # noqa: S608


def start(script: str, *arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", RECORDING + script, *arguments], stdout=subprocess.PIPE, text=True)


def whole(records: Iterable[Record]) -> list[str]:
    """Return the names of *records*, each of which must be whole."""
    results = [(record.answers["name"], msgspec.json.decode(record.result)) for record in records]
    assert all(result == {"name": name, "padding": name * 400} for name, result in results)
    return sorted(name for name, _ in results)


def every_byte(path: Path) -> bytes:
    """Return what all files in the folder of *path* hold."""
    return b"".join(entry.read_bytes() for entry in path.parent.iterdir())


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Return a history for properties: every example writes to the same file."""
    return History(tmp_path_factory.mktemp("shared") / "history.db")


@given(answers=ANSWERS)
@settings(max_examples=20, deadline=None)
def test_a_record_comes_back_as_it_went_in(shared: History, answers: dict[str, str]) -> None:
    shared.record("screen-back", NOON, "screening:12ab", answers, '{"tier":"ü"}'.encode())
    assert shared.last("screen-back") == ("screen-back", NOON, "screening:12ab", answers, '{"tier":"ü"}'.encode())


@given(answers=ANSWERS)
@settings(max_examples=20, deadline=None)
def test_a_draft_comes_back_as_it_went_in(shared: History, answers: dict[str, str]) -> None:
    shared.save_draft("screen-back", answers)
    assert shared.draft("screen-back") == answers


def test_the_last_record_of_a_kind_is_the_newest_written(history: History) -> None:
    for result in (b"1", b"2"):
        history.record("screen-back", NOON, "", {}, result)
    history.record("setup-check", NOON, "", {}, b"3")
    last = history.last("screen-back")
    assert last is not None
    assert last.result == b"2"


def test_a_kind_that_was_never_recorded_has_no_last_one(history: History) -> None:
    history.record("screen-back", NOON, "", {}, b"1")
    assert history.last("setup-check") is None


def test_a_new_draft_takes_the_place_of_the_old(history: History) -> None:
    history.save_draft("screen-back", {"a": "yes"})
    history.save_draft("screen-back", {"b": "no"})
    assert history.draft("screen-back") == {"b": "no"}


def test_a_dropped_draft_is_gone_and_the_others_stay(history: History) -> None:
    history.save_draft("screen-back", {"a": "yes"})
    history.save_draft("setup-check", {"b": "no"})
    history.drop_draft("screen-back")
    assert (history.draft("screen-back"), history.draft("setup-check")) == ({}, {"b": "no"})


def test_a_record_uses_up_the_draft_of_its_kind_alone(history: History) -> None:
    history.save_draft("screen-back", {"a": "yes"})
    history.save_draft("setup-check", {"b": "no"})
    history.record("screen-back", NOON, "", {}, b"1")
    assert (history.draft("screen-back"), history.draft("setup-check")) == ({}, {"b": "no"})


def test_a_record_that_fails_leaves_the_draft(history: History, path: Path) -> None:
    history.save_draft("screen-back", {"a": "yes"})
    change(path, "CREATE TRIGGER full BEFORE DELETE ON drafts BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    with pytest.raises(HistoryError, match="disk full"):
        history.record("screen-back", NOON, "", {}, b"1")
    assert history.draft("screen-back") == {"a": "yes"}
    assert history.last("screen-back") is None


@pytest.mark.parametrize("hours", [-11, 0, 5.75, 14])
def test_times_are_kept_in_utc_and_come_back_local(history: History, path: Path, hours: float) -> None:
    now = datetime(2026, 3, 1, 23, 30, 15, tzinfo=timezone(timedelta(hours=hours)))
    history.record("screen-back", now, "", {}, b"1")
    last = history.last("screen-back")
    assert last is not None
    assert (last.created, last.created.utcoffset()) == (now, timedelta(hours=hours))
    assert rows(path, "SELECT created, offset_minutes FROM records") == [(now.astimezone(UTC).isoformat(), hours * 60)]


def test_a_new_file_is_in_wal_mode_and_at_the_newest_version(history: History, path: Path) -> None:
    history.record("screen-back", NOON, "", {}, b"1")
    assert (rows(path, "PRAGMA journal_mode"), rows(path, "PRAGMA user_version")) == ([("wal",)], [(NEWEST,)])


def test_the_folder_and_the_file_are_for_the_owner_alone(history: History, path: Path) -> None:
    history.save_draft("screen-back", {})
    assert [stat.S_IMODE(entry.stat().st_mode) for entry in (path.parent, path)] == [0o700, 0o600]


@pytest.mark.parametrize("read", READ_ONLY)
def test_reading_a_missing_history_creates_nothing(
    history: History, path: Path, read: Callable[[History], object]
) -> None:
    assert not read(history)
    assert not path.parent.exists()


@pytest.mark.parametrize("version", range(NEWEST + 1))
def test_a_file_of_any_older_version_is_migrated_and_keeps_its_records(
    history: History, path: Path, version: int
) -> None:
    of_version(path, version, *[insert("setup-check")] * (version > 0))
    history.save_draft("setup-check", {"b": "no"})
    assert history.draft("setup-check") == {"b": "no"}
    assert history.all(KINDS) == [Record("setup-check", NOON, "", {}, b"1")] * (version > 0)
    assert rows(path, "PRAGMA user_version") == [(NEWEST,)]


def test_a_file_of_any_version_becomes_the_same_as_a_new_one(tmp_path: Path) -> None:
    schemas = []
    for version in range(NEWEST + 1):
        path = tmp_path / f"{version}" / "history.db"
        of_version(path, version)
        History(path).save_draft("screen-back", {})
        schemas.append(rows(path, "SELECT name, sql FROM sqlite_schema ORDER BY name"))
    assert schemas == [schemas[0]] * len(schemas)


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_screening_from_before_there_were_regions_is_one_of_the_back(
    history: History, path: Path, version: int
) -> None:
    of_version(path, version, insert("screen"), insert("setup-check"))
    assert [record.kind for record in history.all([*KINDS, "screen"])] == ["screen-back", "setup-check"]


def test_a_draft_from_before_there_were_regions_is_one_about_the_back(history: History, path: Path) -> None:
    drafts = "INSERT INTO drafts VALUES ('screen', '{\"a\":\"yes\"}'), ('setup-check', '{}')"
    of_version(path, 3, drafts)
    assert (history.draft("screen-back"), history.draft("screen")) == ({"a": "yes"}, {})


def test_an_empty_file_becomes_a_history(history: History, path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    history.record("screen-back", NOON, "", {}, b"1")
    assert history.last("screen-back") is not None


@pytest.mark.parametrize("use", EVERYTHING)
def test_a_newer_file_is_refused_and_left_alone(history: History, path: Path, use: Callable[[History], object]) -> None:
    history.record("screen-back", NOON, "", {}, b"1")
    change(path, f"PRAGMA user_version = {NEWEST + 1}")
    before = path.read_bytes()
    with pytest.raises(HistoryError) as caught:
        use(history)
    assert str(caught.value) == f"the history {path} was written by a newer ergo; update ergo to use it"
    assert path.read_bytes() == before


def test_what_is_told_of_a_newer_file_cannot_reach_the_terminal_raw(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m" / "history.db"
    of_version(path, NEWEST, "PRAGMA user_version = 1000")
    with pytest.raises(HistoryError, match="newer ergo") as caught:
        History(path).all(KINDS)
    assert str(caught.value) == clean(str(caught.value))


@pytest.mark.parametrize("use", EVERYTHING)
@pytest.mark.parametrize("damage", [b"not a database at all\n" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_set_aside_as_it_was_and_the_next_record_works(
    history: History, path: Path, damage: bytes, use: Callable[[History], object]
) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    with pytest.raises(HistoryError, match="the history was damaged") as caught:
        use(history)
    history.record("screen-neck", NOON, "", {}, b"1")
    assert [record.kind for record in history.all(KINDS)] == ["screen-neck"]
    found = re.search(r"It is kept as (.+); a new one begins", str(caught.value))
    assert found
    assert Path(found[1]).read_bytes() == damage


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
    history.record("screen-back", NOON, "", {}, b"1")
    change(path, damage)
    with pytest.raises(HistoryError):
        history.last("screen-back")


def test_a_draft_that_makes_no_sense_is_an_error(history: History, path: Path) -> None:
    history.save_draft("screen-back", {})
    change(path, "UPDATE drafts SET answers = '{'")
    with pytest.raises(HistoryError):
        history.draft("screen-back")


@pytest.mark.parametrize("use", WRITING)
def test_a_folder_that_cannot_be_made_is_an_error(path: Path, use: Callable[[History], object]) -> None:
    path.parent.write_text("a file")
    with pytest.raises(HistoryError, match="could not be used"):
        use(History(path))


@pytest.mark.parametrize("read", READ_ONLY)
def test_a_path_that_cannot_be_looked_at_is_an_error(tmp_path: Path, read: Callable[[History], object]) -> None:
    with pytest.raises(HistoryError):
        read(History(tmp_path / ("a" * 300) / "history.db"))


def test_all_of_some_kinds_come_in_the_order_in_which_they_were_recorded(history: History) -> None:
    hours = [5, 1, 3, 4, 2, 0]
    for hour, kind in zip(hours, KINDS * 2, strict=True):
        history.record(kind, NOON.replace(hour=hour), "", {}, b"1")
    found = history.all(["setup-check", "screen-back"])
    assert [(record.kind, record.created.hour) for record in found] == [
        ("screen-back", 5),
        ("setup-check", 3),
        ("screen-back", 4),
        ("setup-check", 0),
    ]


def test_all_of_no_kind_is_nothing(history: History) -> None:
    history.record("screen-back", NOON, "", {}, b"1")
    assert history.all([]) == []


def test_what_is_forgotten_is_gone_with_its_draft_and_all_else_stays(history: History) -> None:
    for kind in KINDS * 2:
        history.record(kind, NOON, "", {}, b"1")
    for kind in KINDS:
        history.save_draft(kind, {"a": kind})
    assert history.forget(["screen-back", "screen-neck", "never-recorded"]) == 4
    assert [record.kind for record in history.all(KINDS)] == ["setup-check", "setup-check"]
    assert [history.draft(kind) for kind in KINDS] == [{}, {}, {"a": "setup-check"}]


def test_what_was_forgotten_can_be_recorded_again(history: History) -> None:
    history.record("screen-back", NOON, "", {}, b"1")
    assert (history.forget(["screen-back"]), history.forget(["screen-back"])) == (1, 0)
    history.record("screen-back", NOON, "", {}, b"2")
    assert [record.result for record in history.all(KINDS)] == [b"2"]


def test_forgetting_that_fails_keeps_everything(history: History, path: Path) -> None:
    history.save_draft("screen-back", {"a": "yes"})
    history.record("screen-neck", NOON, "", {}, b"1")
    change(path, "CREATE TRIGGER full BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    with pytest.raises(HistoryError, match="disk full"):
        history.forget(KINDS)
    assert (history.draft("screen-back"), len(history.all(KINDS))) == ({"a": "yes"}, 1)


@pytest.mark.parametrize("size", [1, 100, 1000, 10_000, 100_000])
def test_what_is_forgotten_is_in_no_byte_of_any_file(history: History, path: Path, size: int) -> None:
    for number in range(10):
        word = "SECRET" if number % 2 else "OPENLY"
        kind = "screen-back" if number % 2 else "screen-neck"
        history.record(kind, NOON, word, {word: word}, (word * size).encode())
        history.save_draft(kind, {word: word * size})
    assert b"SECRET" in every_byte(path)
    history.forget(["screen-back"])
    assert re.findall(b"SECRET|screen-back", every_byte(path)) == []
    assert [len(record.result) for record in history.all(KINDS)] == [6 * size] * 5


@pytest.mark.parametrize(("factor", "longest"), [(619, 300), (823, 500), (1057, 2000), (2472, 2000)])
def test_what_sqlite_moved_about_before_it_was_forgotten_is_in_no_byte_either(
    history: History, path: Path, factor: int, longest: int
) -> None:
    # With these lengths SQLite moves records of one kind to other pages while it deletes those of another.
    for number in range(50):
        word = b"OPENLY" if number % 3 == 2 else b"SECRET"
        history.record(KINDS[number % 3], NOON, "", {}, word * (number * number * factor % longest // 6))
    history.forget(["screen-back", "screen-neck"])
    assert every_byte(path).count(b"SECRET") == 0


def test_what_a_killed_process_left_beside_the_file_is_forgotten_too(history: History, path: Path) -> None:
    with start(KILLED_WITH_IT_OPEN, path) as process:
        assert process.wait() == -9
    assert b"SECRET" in path.with_name("history.db-wal").read_bytes()
    assert history.forget(["screen-back"]) == 2
    assert every_byte(path).count(b"SECRET") == 0


def test_what_is_forgotten_while_another_has_it_open_is_gone_when_that_closes(history: History, path: Path) -> None:
    history.record("screen-back", NOON, "", {"SECRET": "yes"}, b"SECRET")
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT * FROM records").fetchone()
        history.record("screen-back", NOON, "", {"SECRET": "yes"}, b"SECRET")
        history.forget(["screen-back"])
    assert every_byte(path).count(b"SECRET") == 0


def test_a_draft_that_was_replaced_dropped_or_used_up_is_in_no_byte_of_any_file(history: History, path: Path) -> None:
    for kind in KINDS:
        history.save_draft(kind, {"a": "SECRET" * 100})
    history.save_draft("screen-back", {"a": "no"})
    history.drop_draft("screen-neck")
    history.record("setup-check", NOON, "", {}, b"1")
    assert every_byte(path).count(b"SECRET") == 0


def test_of_twenty_processes_that_record_fifty_outcomes_each_nothing_is_lost_or_torn(
    history: History, path: Path
) -> None:
    with start(FIFTY_EACH_BY_TWENTY, path) as process:
        assert process.wait() == 0
    expected = [f"{writer}-{number}" for writer in range(20) for number in range(50)]
    assert whole(history.all(["screen-back"])) == sorted(expected)


@pytest.mark.parametrize("reports", [0, 1, 10, 40])
def test_whatever_was_reported_as_recorded_survives_kill_9_at_any_moment(
    history: History, path: Path, reports: int
) -> None:
    writers = [start(UNTIL_KILLED, path, name) for name in ("one", "two", "three")]
    first = writers[0].stdout
    assert first
    reported = {first.readline().strip() for _ in range(reports + 1)}
    for writer in writers:
        with suppress(subprocess.TimeoutExpired):
            writer.wait(timeout=SystemRandom().uniform(0, 0.05))
        writer.kill()
    reported |= {line for writer in writers for line in writer.communicate()[0].split()}
    kept = whole(history.all(["screen-back"]))
    assert reported - {"ready"} <= set(kept)
    assert len(kept) >= reports
    history.record("screen-back", NOON, "", {}, b"1")  # there may have been no time to make the file before
    assert len(history.all(["screen-back"])) == len(kept) + 1
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
