"""kill -9 at random moments while something is recorded: what was reported as recorded is there, whole."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from secrets import SystemRandom

import pytest

from ergo_cli.store.history import History
from tests.conftest import Ergo
from tests.faults.processes import run_python

# `make faults` asks for 200.
KILLS = int(os.environ.get("ERGO_FAULTS_KILLS", "20"))

# Forks a writer, lets it work for a moment, kills it; tells which names each writer had reported as recorded.
KILLING = """
import itertools, json, os, random, signal, sys, time
from datetime import UTC, datetime
from pathlib import Path
from ergo_cli.store.history import History

folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
chance = random.Random(seed)

def record_until_killed(path, turn, report):
    os.write(report, b"\\n")
    for number in itertools.count():
        name = f"{turn}-{number}"
        History(path).save_draft("screen-back", {"name": name})
        result = json.dumps({"name": name, "padding": name * (number * 97 % 900)}).encode()
        History(path).record("screen-back", datetime.now(UTC), "", {"name": name}, result)
        os.write(report, f"{name}\\n".encode())

for turn in range(kills):
    # A new file for every fourth: the moments in which it is made are killed in as well.
    path = folder / str(turn // 4) / "history.db"
    reader, report = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reader)
        record_until_killed(path, turn, report)
    os.close(report)
    with open(reader) as told:
        told.readline()
        time.sleep(chance.uniform(0, 0.15))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        print(json.dumps([str(path), told.read().split()]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a writer is forked")
def test_what_was_reported_as_recorded_survives_kill_9_at_random_moments(tmp_path: Path) -> None:
    seed = SystemRandom().getrandbits(32)
    run = run_python(KILLING, tmp_path, str(KILLS), str(seed))
    assert (run.returncode, run.stderr) == (0, ""), seed
    reported: dict[Path, set[str]] = {}
    for path, names in map(json.loads, run.stdout.splitlines()):
        reported.setdefault(Path(path), set()).update(names)
    assert len(run.stdout.splitlines()) == KILLS
    assert sum(map(len, reported.values())) > KILLS, "the writers were killed before they had written"
    for path, names in reported.items():
        records = History(path).everything()
        assert names <= {record.answers["name"] for record in records}, seed
        for record in records:
            result = json.loads(record.result)
            assert result["name"] == record.answers["name"], seed
            assert result["padding"] == result["name"] * (int(result["name"].partition("-")[2]) * 97 % 900), seed
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)], seed
        assert not History(path).damaged(), seed


FORGETTING = """
import os, random, signal, sys, time
from ergo_cli.cli.main import main

seconds = float(sys.argv[1])
pid = os.fork()
if not pid:
    os._exit(main(["data", "forget", "--yes"]))
time.sleep(seconds)
os.kill(pid, signal.SIGKILL)
os.waitpid(pid, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is forked")
@pytest.mark.parametrize("seconds", [0.03, 0.06, 0.12])
def test_forgetting_that_was_killed_can_be_finished(ergo: Ergo, home: Path, seconds: float) -> None:
    for _ in range(3):
        ergo("screen", "--new-pain")
    assert run_python(FORGETTING, str(seconds)).returncode == 0
    assert ergo("data", "forget", "--yes").code == 0
    assert list(home.iterdir()) == []
    assert ergo("screen", "--new-pain").code == 0
