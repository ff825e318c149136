"""A history that another process migrates, that a newer version or another time wrote, or whose pages are corrupt."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ergo_cli.errors import HistoryError
from ergo_cli.store.history import _MIGRATIONS, History
from tests.cli.test_bad_input import RAW
from tests.cli.test_contract import CLEAR, EMERGENCY, MENDED
from tests.cli.test_gate import screened
from tests.conftest import Ergo, Run
from tests.faults.processes import run_python

# --- migrations

# Four processes find the same old file at the same moment: half of them read, half write.
MIGRATING = """
import os, sys
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from ergo_cli.store.history import History

def use(path, number, start):
    start.wait()
    if number % 2:
        History(path).record("screen-back", datetime.now(UTC), "", {"name": str(number)}, b"1")
    else:
        assert "before" in {record.answers["name"] for record in History(path).everything()}

fork = get_context("fork")
for path in map(Path, sys.argv[1:]):
    start = fork.Barrier(4)
    users = [fork.Process(target=use, args=(path, number, start)) for number in range(4)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    assert not any(user.exitcode for user in users)
"""


def old(path: Path, version: int) -> Path:
    """Make the file that ergo made when it knew *version* migrations, with a record and in no special mode."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db, db:
        for statement in _MIGRATIONS[:version]:
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {version}")
        values = (None, "screen-back", "2026-03-01T06:45:15+00:00", 0, "", '{"name": "before"}', "1")
        db.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    return path


def test_of_many_processes_that_migrate_at_once_each_succeeds_and_nothing_is_lost(tmp_path: Path) -> None:
    paths = [old(tmp_path / str(version) / "history.db", version) for version in range(1, len(_MIGRATIONS) + 1)]
    run = run_python(MIGRATING, *paths)
    assert (run.returncode, run.stderr) == (0, "")
    for path in paths:
        names = sorted(record.answers["name"] for record in History(path).everything())
        assert names == ["1", "3", "before"]


@pytest.mark.parametrize("argv", [["data", "export"], ["setup-check", "last"], ["setup-check", "diff"]], ids=" ".join)
def test_of_a_newer_version_nothing_is_read_and_nothing_is_lost(ergo: Ergo, home: Path, argv: Sequence[str]) -> None:
    before = newer(home)
    told = f"ergo: the history {home / 'history.db'} was written by a newer ergo; update ergo to use it\n"
    assert ergo(*argv) == (74, "", told)
    assert (home / "history.db").read_bytes() == before


@pytest.mark.parametrize("argv", [["data", "path"], ["data", "forget", "--yes"]], ids=" ".join)
def test_what_a_newer_version_wrote_can_be_found_and_deleted(ergo: Ergo, home: Path, argv: Sequence[str]) -> None:
    newer(home)
    code, out, err = ergo(*argv, "--json")
    assert (code, err) == (0, "")
    assert str(home / "history.db") in out


def newer(home: Path) -> bytes:
    path = old(home / "history.db", len(_MIGRATIONS))
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA user_version = 99")
    return path.read_bytes()


# --- clocks


def test_with_a_clock_set_back_the_last_recorded_counts(ergo: Ergo, home: Path) -> None:
    screened(home, "clear", days=-400)  # recorded while the clock was a year ahead
    assert ergo(*EMERGENCY).code == 4
    assert ergo("screen", "--status").code == 4
    assert ergo("stretch", "neck-stretch").code == 4


def test_a_screening_from_the_future_does_not_hold_for_ever(ergo: Ergo, home: Path) -> None:
    screened(home, "clear", days=-400)
    status = json.loads(ergo("screen", "--status", "--json").out)["result"]
    assert {region["again"] for region in status["regions"]} == {"old"}


def test_checks_compare_in_the_order_of_recording_whatever_the_clock_says(ergo: Ergo, home: Path) -> None:
    history = History(home / "history.db")
    ahead = datetime.now().astimezone() + timedelta(days=400)
    history.record("setup-check", ahead, "", {"mouse-size": "no"}, b'{"score": 1, "failing": []}')
    history.record(
        "setup-check", ahead - timedelta(days=800), "", {"mouse-size": "yes"}, b'{"score": 99, "failing": []}'
    )
    result = json.loads(ergo("setup-check", "diff", "--json").out)["result"]
    assert (result["fixed"], result["new"]) == (["mouse-size"], [])
    assert "99 of 100" in ergo().out


@pytest.mark.parametrize("days", [20_500, -2_900_000])
def test_a_clock_far_off_is_no_bug(ergo: Ergo, home: Path, days: float) -> None:
    screened(home, "clear", days=days)
    for argv in ([], ["screen", "--status"], ["data", "export"]):
        assert ergo(*argv).code == 0


# --- corruption

USES: Sequence[Sequence[str]] = (
    [],
    ["screen", "--status"],
    ["setup-check", "diff"],
    ["data", "export"],
    CLEAR,
    ["screen", "--forget", "--yes"],
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a sound history of many pages."""
    path = tmp_path_factory.mktemp("sound") / "history.db"
    moment = datetime.now().astimezone()
    for number in range(12):
        for kind in ("setup-check", "screen-back"):
            result = json.dumps({"tier": "clear", "score": 50, "failing": [], "padding": "x" * 397 * number})
            History(path).record(kind, moment, "", {"mouse-size": "no"}, result.encode())
    History(path).save_draft("screen-neck", {"neck-injury": "no"})
    return path.read_bytes()


@given(damage=st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=300)), min_size=1, max_size=4))
def test_of_a_corrupt_page_comes_an_answer_or_a_message_and_what_was_there_is_kept(
    sound: bytes, tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[float, bytes]]
) -> None:
    path = tmp_path_factory.mktemp("corrupt") / "history.db"
    corrupt = bytearray(sound)
    for place, junk in damage:
        start = int(place * len(corrupt))
        corrupt[start : start + len(junk)] = junk[: len(corrupt) - start]
    path.write_bytes(corrupt)
    history = History(path)
    uses = (history.everything, history.drafts, lambda: history.last("setup-check"))
    told = []
    for use in uses:
        try:
            use()
        except HistoryError as error:
            told.append(str(error))
    assert not RAW.search("".join(told))
    if damaged := history.damaged():
        assert damaged[0].read_bytes() == corrupt
    else:
        assert path.exists()


@pytest.mark.parametrize("argv", USES, ids=lambda argv: " ".join(argv)[:20])
@pytest.mark.parametrize("page", [2, 3, 7, -1])
def test_a_corrupt_page_is_told_in_a_line(ergo: Ergo, home: Path, sound: bytes, page: int, argv: Sequence[str]) -> None:
    home.mkdir()
    start = (page - 1) * 4096 if page > 0 else len(sound) - 4096
    corrupt = sound[:start] + b"\xff" * 4096 + sound[start + 4096 :]
    (home / "history.db").write_bytes(corrupt)
    run = ergo(*argv)
    assert run.code in {0, 74}
    assert well_told(run)
    if run.code == 74:
        assert corrupt in {path.read_bytes() for path in home.iterdir()}


@pytest.mark.parametrize(
    "stored", ['{"\\u001b[31m": "yes"}', '{"mouse-size": "\\u001b]0;x\\u0007"}', '{"a\\u202e": "b"}']
)
@pytest.mark.parametrize(
    "argv", [["setup-check", "last"], ["setup-check", "diff"], [], ["data", "export", "-f", "text"], ["data", "export"]]
)
def test_what_a_stranger_wrote_into_the_history_cannot_reach_the_terminal_raw(
    ergo: Ergo, home: Path, stored: str, argv: Sequence[str]
) -> None:
    ergo(*MENDED)
    with closing(sqlite3.connect(home / "history.db")) as db, db:
        for answers in ("{}", stored):
            values = (None, "setup-check", "2026-03-01T06:45:15+00:00", 0, "", answers, '{"score": 1, "failing": []}')
            db.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        db.execute(
            "INSERT INTO records (kind, created, offset_minutes, content, answers, result) "
            "SELECT kind || char(27) || '[31m', created, 0, '', '{}', '1' FROM records LIMIT 1"
        )
        db.execute("INSERT INTO drafts VALUES ('screen' || char(27), '{}')")
    run = ergo(*argv)
    assert run.code in {0, 74}
    assert well_told(run)


def well_told(run: Run) -> bool:
    return "Traceback" not in run.err and not RAW.search(re.sub(r"\n", "", run.out + run.err))
