"""One private SQLite file, a transaction at a time; whatever goes wrong is a `HistoryError` that says what to do.

A connection lives for one transaction. A damaged file is set aside and never written over; what is deleted is
overwritten with zeros.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path, PurePath

from ergo_cli.errors import HistoryError, HistoryReplacedError, HistoryUnwritableError
from ergo_cli.plain import clean

_PATIENCE = 10.0  # seconds to wait for another process
_CHUNK = 1 << 16
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_REASONS = {
    sqlite3.SQLITE_BUSY: "another program is using it; try again",
    sqlite3.SQLITE_READONLY: "it is read-only; check the permissions of the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check the permissions of the file and its folder",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk is full or failing",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
    sqlite3.SQLITE_NOTADB: "it is damaged",
}


@contextmanager
def transaction(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection to *path*, made if it is not there; all that is done with it is kept, or nothing.

    Raises `HistoryError`; for a damaged file, after it was set aside.
    """
    with _connection(path) as db:
        db.execute("BEGIN IMMEDIATE")
        with db:
            yield db


def rewrite(path: Path) -> None:
    """Write *path* anew: what was deleted may have copies in pages that SQLite rearranged; `secure_delete` spares them."""
    with _connection(path) as db:
        db.execute("PRAGMA temp_store = MEMORY")  # no copy in a folder for temporary files
        db.execute("VACUUM")


def files(path: Path) -> list[Path]:
    """Return the files of the database *path*, with what SQLite and `_set_aside` leave beside it."""
    found = [path, *sorted(path.parent.glob(f"{path.name}.damaged-*"))]
    beside = (path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal"))
    return [file for file in (*found, *beside) if file.is_symlink() or file.is_file()]


def erase(path: Path) -> list[Path]:
    """Delete the files of the database *path* and return them; what they held is overwritten first, where that works.

    Raises `HistoryError`.
    """
    if not path.parent.is_dir():
        return []
    try:
        with _locked(path.parent, alone=True):
            gone = files(path)
            for file in gone:
                with suppress(OSError):
                    _overwrite(file)
                for name in dict.fromkeys((file.resolve(), file)):  # a link, and what it leads to
                    name.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise unusable(path, error) from error
    return gone


def _overwrite(file: Path) -> None:
    file.chmod(stat.S_IRUSR | stat.S_IWUSR)  # if read-only, it could not be; on Windows it could not even be deleted
    with file.open("r+b") as stream:
        for _ in range(-(-file.stat().st_size // _CHUNK)):
            stream.write(bytes(_CHUNK))
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a copy in memory of *path*, which cannot be written; what is done with the copy is lost.

    Raises `HistoryError`; a damaged file stays where it is.
    """
    log = path.with_name(f"{path.name}-wal")
    try:
        # Where nothing is left to be taken from the log, SQLite can do without the files that it cannot make.
        options = "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"
        address = f"{address_of(path.absolute())}?{options}"
        with (
            closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as file,
            closing(sqlite3.connect(":memory:", isolation_level=None)) as db,
        ):
            file.backup(db)
            yield db
    except (sqlite3.Error, OSError, ValueError) as error:
        raise unusable(path, error) from error


def address_of(path: PurePath) -> str:
    """Return *path* as SQLite wants it; it takes no server (`file://server/share`), as `as_uri` gives it on Windows."""
    from urllib.parse import quote

    name = quote(path.as_posix(), errors=sys.getfilesystemencodeerrors())
    return f"file://{name}" if name.startswith("/") else f"file:///{name}"


@contextmanager
def _connection(path: Path) -> Iterator[sqlite3.Connection]:
    opened = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _locked(path.parent):
            opened = _create_private(path)
            _refuse_read_only(path)
            with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as db:
                _prepare(db)
                yield db
    except sqlite3.DatabaseError as error:
        if _code(error) in _DAMAGE:
            raise _damaged(path, opened) from error
        raise unusable(path, error) from error
    except (sqlite3.Error, OSError, ValueError) as error:
        raise unusable(path, error) from error


def unusable(path: Path, error: Exception) -> HistoryError:
    """Return what to tell if *error* kept *path* from being used."""
    unwritable = isinstance(error, OSError) or _code(error) in _UNWRITABLE
    kind = HistoryUnwritableError if unwritable else HistoryError
    return kind(_unusable(path, _reason(error)))


def _unusable(path: Path, reason: str) -> str:
    return f"the history {clean(str(path))} could not be used: {clean(reason)}"


@contextmanager
def _locked(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """Keep *folder* as it is, with other ergos or *alone*: SQLite's own locks do not protect a file from renaming."""
    if sys.platform == "win32":  # it renames nothing that is open
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def _create_private(path: Path) -> int:
    """Make *path* for the owner alone before SQLite would make it for all; return its inode."""
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    return path.stat().st_ino


def _refuse_read_only(path: Path) -> None:
    """Refuse what SQLite would open: it gives the mode of *path* to the files beside it, which then outlive that mode."""

    def may(mode: int) -> bool:
        return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)

    if may(os.R_OK) and not may(os.W_OK):
        raise HistoryUnwritableError(_unusable(path, _REASONS[sqlite3.SQLITE_READONLY]))


def _prepare(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA secure_delete = ON")
    if db.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        # The switch wants the file for itself and does not wait; without it, or if another makes it, all works too.
        with suppress(sqlite3.OperationalError):
            db.execute("PRAGMA journal_mode = WAL")


def _damaged(path: Path, opened: int | None) -> HistoryError:
    """Set the damaged file aside, unless another process has done so since it was *opened* (its inode)."""
    shown = clean(str(path))
    try:
        with _locked(path.parent, alone=True):
            if not path.exists() or path.stat().st_ino != opened:
                return HistoryReplacedError(f"the history {shown} was damaged and has been replaced")
            aside = _set_aside(path)
    except OSError as error:
        return HistoryError(f"the history {shown} is damaged and cannot be set aside: {clean(_reason(error))}")
    return HistoryReplacedError(
        f"the history was damaged. It is kept as {clean(str(aside))}; a new one begins with the next record"
    )


def _set_aside(path: Path) -> Path:
    """Rename the database *path*, with SQLite's files beside it, to a name that is free; return that."""
    names = (path.with_name(f"{path.name}.damaged-{number}") for number in count(1))
    aside = next(name for name in names if not name.exists())
    path.rename(aside)
    for suffix in ("-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + suffix))
    return aside


def _code(error: Exception) -> int:
    """Return SQLite's primary result code; 0 if the error does not come from SQLite."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _reason(error: Exception) -> str:
    """Return *error* in words that say what to do."""
    if known := _REASONS.get(_code(error)):
        return known
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)
