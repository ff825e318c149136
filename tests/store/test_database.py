from __future__ import annotations

import os
import re
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ergo_cli.errors import HistoryError
from ergo_cli.plain import clean
from ergo_cli.store import database
from ergo_cli.store.database import transaction
from tests.users import NOBODY, somebody_else

PAGE = 4096

# What can befall a file, from its first bytes to its last.
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "not a database": lambda _: b"not a database at all\n" * 100,
    "no magic": lambda file: bytes(16) + file[16:],
    "no header": lambda file: b"\xff" * 100 + file[100:],
    "no schema": lambda file: file[:100] + b"\xff" * (PAGE - 100) + file[PAGE:],
    "pages in the middle": lambda file: file[:PAGE] + b"\xff" * (len(file) - 2 * PAGE) + file[-PAGE:],
    "pages of nothing": lambda file: file[:PAGE] + bytes(len(file) - PAGE),
    "nothing at all": lambda file: bytes(len(file)),
    "cut in half": lambda file: file[: len(file) // 2],
    "cut after its first page": lambda file: file[:PAGE],
    "cut in its header": lambda file: file[:50],
}
DAMAGED = r"the history was damaged\. It is kept as (.+); a new one begins with the next record"

every_damage = pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
every_use = pytest.mark.parametrize("use", ["read", "write"])

# Several processes meet the same damaged file at once; each tries until it has written, and says so.
MEETING = """
import sys
from multiprocessing import get_context
from pathlib import Path
from ergo_cli.errors import HistoryError
from ergo_cli.store.database import transaction
from tests.users import NOBODY, somebody_else

def write(path, name, start):
    start.wait()
    for _ in range(100):
        try:
            with transaction(path) as db:
                db.execute("CREATE TABLE IF NOT EXISTS notes (text)")
                db.execute("INSERT INTO notes VALUES (?)", (name,))
            return
        except HistoryError:
            pass
    sys.exit(1)

fork = get_context("fork")
for path in map(Path, sys.argv[1:]):
    start = fork.Barrier(8)
    writers = [fork.Process(target=write, args=(path, str(number), start)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not any(writer.exitcode for writer in writers)
"""

# No file may grow beyond so many bytes from here on: what a full disk is to SQLite.
FULL_DISK = """
import resource, sys
from pathlib import Path
from ergo_cli.errors import HistoryError
from ergo_cli.store.database import transaction
from tests.users import NOBODY, somebody_else

_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), hard))
try:
    with transaction(Path(sys.argv[1])) as db:
        db.execute("CREATE TABLE IF NOT EXISTS notes (text)")
        db.execute("INSERT INTO notes VALUES (?)", ("x" * 200_000,))
except HistoryError as error:
    print(error)
"""


def on_a_full_disk(path: Path, limit: int) -> str:
    """Return what is told where no file may grow beyond *limit* bytes: coverage's data and the log's neither."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    command: list[str | Path] = [sys.executable, "-c", FULL_DISK, path, str(limit)]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.db"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0.01)


@pytest.fixture
def somebodys() -> Iterator[Path]:
    """Yield a path in a folder of somebody whom file modes bind: root reads and writes whatever it likes."""
    with TemporaryDirectory() as folder:
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, -1)
        yield Path(folder) / "data" / "history.db"


def write(path: Path, *texts: str) -> None:
    with transaction(path) as db:
        db.execute("CREATE TABLE IF NOT EXISTS notes (text)")
        db.executemany("INSERT INTO notes VALUES (?)", [(text,) for text in texts])


def read(path: Path) -> list[str]:
    with transaction(path) as db:
        return [text for (text,) in db.execute("SELECT text FROM notes")]


def seen(path: Path) -> list[str]:
    """Return what another program reads in *path*, of which it changes nothing."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as db:
        return [text for (text,) in db.execute("SELECT text FROM notes")]


def put_to_use(path: Path, use: str) -> None:
    if use == "read":
        read(path)
    else:
        write(path, "new")


def refusal(path: Path, use: str = "write") -> str:
    """Return what is told when *path* cannot be put to *use*."""
    with pytest.raises(HistoryError) as caught:
        put_to_use(path, use)
    return str(caught.value)


def damaged(path: Path, damage: Callable[[bytes], bytes]) -> bytes:
    """Make a damaged database of several pages at *path* and return its bytes."""
    write(path, *(f"{number}" * 500 for number in range(50)))
    path.write_bytes(damage(path.read_bytes()))
    return path.read_bytes()


def kept_as(told: str) -> Path:
    """Return the path that a message about a damaged file names."""
    found = re.fullmatch(DAMAGED, told)
    assert found, told
    return Path(found[1])


def in_turn(db: sqlite3.Connection, *statements: str) -> None:
    for statement in statements:
        db.execute(statement)


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_what_is_done_in_a_transaction_is_kept(path: Path) -> None:
    write(path, "one")
    write(path, "two")
    assert read(path) == ["one", "two"]


@pytest.mark.parametrize("error", [KeyError("a bug"), KeyboardInterrupt(), HistoryError("refused")])
def test_a_transaction_that_does_not_end_well_leaves_nothing_behind(path: Path, error: BaseException) -> None:
    def end_badly(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO notes VALUES ('two')")
        raise error

    write(path, "one")
    with pytest.raises(type(error)) as caught, transaction(path) as db:
        end_badly(db)
    assert caught.value is error
    assert read(path) == ["one"]


def test_a_statement_that_is_refused_takes_those_before_it_along(path: Path) -> None:
    write(path, "one")
    statements = ["INSERT INTO notes VALUES ('two')", "INSERT INTO nowhere VALUES ('two')"]
    with pytest.raises(HistoryError, match="no such table: nowhere"), transaction(path) as db:
        in_turn(db, *statements)
    assert read(path) == ["one"]


def test_the_folder_and_the_file_are_for_the_owner_alone(path: Path) -> None:
    write(path, "one")
    assert [stat.S_IMODE(entry.stat().st_mode) for entry in (path.parent, path)] == [0o700, 0o600]


def test_the_files_beside_it_are_for_the_owner_alone_and_go_with_the_last_connection(path: Path) -> None:
    with transaction(path) as db:
        db.execute("CREATE TABLE notes (text)")
        beside = {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in path.parent.iterdir() if entry != path}
    assert beside == {"history.db-shm": 0o600, "history.db-wal": 0o600}
    assert names(path.parent) == ["history.db"]


def test_a_connection_writes_ahead_and_overwrites_what_it_deletes(path: Path) -> None:
    with transaction(path) as db:
        assert db.execute("PRAGMA secure_delete").fetchone() == (1,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@every_use
@every_damage
def test_a_damaged_file_is_set_aside_as_it_was_and_its_place_told(
    path: Path, damage: Callable[[bytes], bytes], use: str
) -> None:
    before = damaged(path, damage)
    aside = kept_as(refusal(path, use))
    assert aside.parent == path.parent
    assert aside.read_bytes() == before
    assert not path.exists()


@every_damage
def test_after_a_damaged_file_was_set_aside_a_new_one_begins(path: Path, damage: Callable[[bytes], bytes]) -> None:
    before = damaged(path, damage)
    aside = kept_as(refusal(path))
    write(path, "new")
    assert read(path) == ["new"]
    assert aside.read_bytes() == before


def test_each_damaged_file_is_kept_under_a_name_of_its_own(path: Path) -> None:
    path.parent.mkdir()
    kept = {}
    for number in range(3):
        path.write_text(f"not a database {number}" * 100)
        kept[kept_as(refusal(path)).name] = number
    assert {name: (path.parent / name).read_text()[15:16] for name in kept} == {
        name: f"{number}" for name, number in kept.items()
    }
    assert len(kept) == 3


def test_what_sqlite_keeps_beside_a_damaged_file_goes_with_it(path: Path) -> None:
    write(path, *(f"{number}" * 500 for number in range(50)))
    with closing(sqlite3.connect(path)) as other, other:
        # While another program has it open, the newest changes are not yet in the file itself.
        other.execute("CREATE TABLE later (text)")
        other.commit()
        path.write_bytes(DAMAGE["pages in the middle"](path.read_bytes()))
        before = (path.parent / "history.db-wal").read_bytes()
        aside = kept_as(refusal(path, "read"))
        assert names(path.parent) == sorted(aside.name + suffix for suffix in ("", "-shm", "-wal"))
        assert before
        assert aside.with_name(aside.name + "-wal").read_bytes() == before


def test_a_damaged_file_that_another_process_has_replaced_meanwhile_is_not_set_aside(path: Path) -> None:
    def replace_and_read(db: sqlite3.Connection) -> None:
        path.rename(path.with_name("set-aside-by-another"))
        path.write_bytes(b"the new one")
        db.execute("SELECT text FROM notes").fetchall()

    damaged(path, DAMAGE["pages in the middle"])
    with pytest.raises(HistoryError, match="was damaged and has been replaced"), transaction(path) as db:
        replace_and_read(db)
    assert path.read_bytes() == b"the new one"
    assert not list(path.parent.glob("*.damaged-*"))


@pytest.mark.parametrize("damage", ["no magic", "pages in the middle"])
def test_of_many_processes_that_meet_a_damaged_file_one_sets_it_aside_and_all_write_to_the_new(
    path: Path, damage: str
) -> None:
    before = damaged(path, DAMAGE[damage])
    paths = [path.parent / f"{turn}" / path.name for turn in range(15)]
    for each in paths:
        each.parent.mkdir()
        each.write_bytes(before)
    subprocess.run([sys.executable, "-c", MEETING, *paths], check=True)
    kept = [[entry.read_bytes() for entry in each.parent.glob("*.damaged-?")] for each in paths]
    assert [[found == before for found in each] for each in kept] == [[True]] * 15
    assert [sorted(read(each)) for each in paths] == [list("01234567")] * 15


@every_use
@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
@pytest.mark.parametrize("setting", ["locking_mode = NORMAL", "locking_mode = EXCLUSIVE", "journal_mode = DELETE"])
@pytest.mark.usefixtures("impatient")
def test_a_file_that_another_program_has_locked_is_an_error_and_usable_afterwards(
    path: Path, setting: str, lock: str, use: str
) -> None:
    write(path, "one")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"PRAGMA {setting}")
        other.execute(lock)
        other.execute("INSERT INTO notes VALUES ('theirs')")
        told = refusal(path, use)
        other.execute("COMMIT")
    assert told == f"the history {path} could not be used: another program is using it; try again"
    assert read(path) == ["one", "theirs"]


@pytest.mark.parametrize(("file", "folder"), [(0o400, 0o700), (0o600, 0o500), (0o400, 0o500)])
def test_what_may_not_be_written_is_an_error_and_stays_as_it_was(somebodys: Path, file: int, folder: int) -> None:
    with somebody_else():
        write(somebodys, "one")
        before = somebodys.read_bytes()
        somebodys.chmod(file)
        somebodys.parent.chmod(folder)
        told = refusal(somebodys)
    assert told == (
        f"the history {somebodys} could not be used: it is read-only; check the permissions of the file and its folder"
    )
    assert (somebodys.read_bytes(), seen(somebodys)) == (before, ["one"])


@every_use
def test_a_file_that_may_not_be_opened_is_an_error(somebodys: Path, use: str) -> None:
    with somebody_else():
        write(somebodys, "one")
        somebodys.chmod(0)
        told = refusal(somebodys, use)
    assert "it cannot be opened; check the permissions of the file and its folder" in told


@pytest.mark.parametrize("mode", [0o500, 0])
def test_a_folder_in_which_nothing_may_be_made_is_an_error(somebodys: Path, mode: int) -> None:
    with somebody_else():
        somebodys.parent.mkdir(mode=mode)
        told = refusal(somebodys)
    assert told == f"the history {somebodys} could not be used: permission denied"


def test_a_damaged_file_that_cannot_be_set_aside_is_told_and_left_where_it_is(somebodys: Path) -> None:
    with somebody_else():
        before = damaged(somebodys, DAMAGE["not a database"])
        somebodys.parent.chmod(0o500)
        told = refusal(somebodys)
    assert told == f"the history {somebodys} is damaged and cannot be set aside: permission denied"
    assert (names(somebodys.parent), somebodys.read_bytes()) == (["history.db"], before)


@pytest.mark.parametrize(
    ("setting", "reason"),
    [("max_page_count = 1", "the disk is full"), ("query_only = ON", "it is read-only; check the permissions")],
)
def test_what_sqlite_refuses_in_the_middle_is_told_and_undone(path: Path, setting: str, reason: str) -> None:
    write(path, "one")
    statements = ["DELETE FROM notes", f"PRAGMA {setting}", "INSERT INTO notes VALUES (hex(zeroblob(50000)))"]
    with pytest.raises(HistoryError, match=f"could not be used: {reason}"), transaction(path) as db:
        in_turn(db, *statements)
    assert read(path) == ["one"]


@pytest.mark.parametrize("limit", [0, PAGE, 40_000])
def test_on_a_full_disk_there_is_an_error_and_what_was_there_stays(path: Path, limit: int) -> None:
    write(path, "one")
    told = on_a_full_disk(path, limit)
    assert told == f"the history {path} could not be used: the disk is full or failing\n"
    assert read(path) == ["one"]


@pytest.mark.parametrize("limit", [0, 40_000])
def test_what_a_full_disk_left_unfinished_becomes_a_database_later(path: Path, limit: int) -> None:
    told = on_a_full_disk(path, limit)
    assert "the disk is full or failing" in told
    write(path, "one")
    assert read(path) == ["one"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [("a file/history.db", "not a directory|file exists"), (".", "it cannot be opened"), ("a\0b", "null")],
    ids=["no folder", "a folder", "no path"],
)
def test_a_path_that_cannot_hold_a_file_is_an_error(tmp_path: Path, bad: str, reason: str) -> None:
    (tmp_path / "a file").touch()
    assert re.search(reason, refusal(tmp_path / bad))


def test_what_is_told_of_a_path_cannot_reach_the_terminal_raw(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\u202e" / "history.db"
    damaged(path, DAMAGE["no magic"])
    told = [refusal(path)]
    with suppress(FileNotFoundError):
        path.unlink()
    path.mkdir()
    told.append(refusal(path))
    assert told == [clean(text) for text in told]
    assert all("a\N{REPLACEMENT CHARACTER}[31m" in text for text in told)
