"""What is private stays so: no connection, no other program, files for their owner alone, and all of it can be deleted."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from ergo_cli.cli.app import SUMMARIES
from ergo_cli.store.history import History
from tests.cli.test_contract import CLEAR, EMERGENCY, LINES, MENDED
from tests.cli.test_questionnaire import CTRL_C, AtTerminal, at_terminal
from tests.cli.test_terminal import Start, start
from tests.conftest import Ergo
from tests.faults.processes import ERGO, environment, run_python

__all__ = ["at_terminal", "start"]  # fixtures

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
DATA = [["data"], ["data", "path"], ["data", "export"], ["data", "forget", "--yes"]]
ADVICE = [["troubleshoot", "my wrist hurts when I mouse"], ["stretch", "--minutes", "5"], ["setup-check", "diff"]]

# Python tells an audit hook of every socket and every other program before there is one, and nothing takes it off again.
FORBIDDEN = """
import json, sys
from ergo_cli.cli.main import main

def forbid(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "urllib.", "http.")):
        raise SystemError(f"{event} {arguments}")

sys.addaudithook(forbid)
try:
    __import__("socket").socket()
except SystemError:
    for argv in json.loads(sys.argv[1]):
        code = main(argv)
        print(json.dumps([argv, code]), file=sys.stderr)
"""


def test_every_command_runs_with_sockets_and_other_programs_forbidden() -> None:
    every = [*([*line.argv] for line in LINES.values()), *ADVICE, *DATA, ["--help"], ["nonsense"]]
    run = run_python(FORBIDDEN, json.dumps(every))
    assert "SystemError" not in run.stderr
    assert "Traceback" not in run.stderr
    ended = [json.loads(line) for line in run.stderr.splitlines() if line.startswith("[[")]
    assert [argv for argv, _ in ended] == every
    assert {word for argv in every for word in argv[:1]} >= SUMMARIES.keys()
    assert {code for _, code in ended} <= {0, 1, 2, 3, 4}


def traced(log: Path, *argv: str) -> list[str]:
    """Return the command line that runs `ergo *argv` and writes its calls to the network to *log*."""
    return [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=socket,connect,bind",
        "-o",
        str(log),
        *ERGO,
        *argv,
    ]


needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="no strace here")


@needs_strace
def test_the_kernel_sees_no_connection(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    subprocess.run(traced(log, *EMERGENCY), env=environment({}), capture_output=True, check=False)
    if not log.exists():
        pytest.skip("strace may not trace here")
    assert log.read_text() == ""


@needs_strace
def test_the_kernel_sees_no_connection_while_questions_are_asked(start: Start, tmp_path: Path, home: Path) -> None:
    log = tmp_path / "calls"
    terminal = start(*traced(log, "screen"))
    terminal.expect("1/")
    terminal.press("n")
    terminal.expect("2/")
    terminal.press(CTRL_C)
    assert terminal.end() == 130
    assert (home / "history.db").exists()
    assert log.read_text() == ""


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize("mask", [0, 0o022, 0o077])
def test_whatever_the_umask_all_that_is_written_is_for_its_owner_alone(
    ergo: Ergo, at_terminal: AtTerminal, home: Path, mask: int
) -> None:
    with umask(mask):
        at_terminal(*EMERGENCY, "--answer=injury=no", keys="gb\r")  # keeps the country
        at_terminal("setup-check", "mouse", keys="y" + CTRL_C)  # keeps a draft
        (home / "history.db").write_bytes(b"not a database, but long enough to be one")
        ergo("screen", "--status")  # sets it aside
        ergo(*CLEAR)
    assert {path.name for path in home.iterdir()} == {"config.toml", "history.db", "history.db.damaged-1"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()} == {0o600}
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


@needs_strace
@pytest.mark.parametrize("argv", [["screen", "--forget", "--yes"], MENDED], ids=["forget", "record"])
def test_nothing_is_written_anywhere_else(ergo: Ergo, home: Path, tmp_path: Path, argv: Sequence[str]) -> None:
    for _ in range(3):
        ergo(*MENDED)
    log = tmp_path / "calls"
    command = ["strace", "-f", "-qq", "-e", "trace=openat,open,creat,mkdir,rename", "-o", str(log), *ERGO, *argv]
    subprocess.run(command, env=environment({"PYTHONDONTWRITEBYTECODE": "1"}), capture_output=True, check=False)
    if not log.exists():
        pytest.skip("strace may not trace here")
    written = re.findall(r'"([^"]*)", [^)]*O_(?:WRONLY|RDWR)[^)]*\) = \d', log.read_text())
    assert written
    assert {name for name in written if not name.startswith((str(home), "/dev/"))} == set()


# --- ergo data


def test_what_is_kept_is_shown_with_its_place(ergo: Ergo, home: Path) -> None:
    assert ergo("data").out == ergo("data", "path").out
    places = json.loads(ergo("data", "path", "--json").out)["result"]["places"]
    assert places == [
        {"id": "settings", "path": str(home / "config.toml"), "bytes": None},
        {"id": "packs", "path": str(home / "packs"), "bytes": None},
        {"id": "history", "path": str(home / "history.db"), "bytes": None},
    ]
    assert not home.exists()
    furnish(ergo, home)
    sizes = {
        place["id"]: place["bytes"] for place in json.loads(ergo("data", "path", "--json").out)["result"]["places"]
    }
    assert sizes == {"settings": 15, "packs": 11, "history": (home / "history.db").stat().st_size, "damaged": 4}


def test_all_that_is_recorded_is_handed_over(ergo: Ergo, home: Path) -> None:
    furnish(ergo, home)
    document = json.loads(ergo("data", "export").out)
    assert document["schema"] == "ergo/data-export/1"
    result = document["result"]
    assert [record["kind"] for record in result["records"]] == ["screen-back", "setup-check-mouse"]
    assert result["records"][1]["answers"] == {"mouse-beside": "yes", "mouse-level": "yes", "mouse-size": "yes"}
    assert result["records"][1]["result"]["score"] == 100
    assert result["drafts"] == {"screen-neck": {"neck-injury": "no"}}
    assert result["damaged"] == [str(home / "history.db.damaged-1")]
    shown = ergo("data", "export", "-f", "text").out
    assert [word in shown for word in ("screen-back", "1 record", "screen-neck", "damaged-1")] == [True] * 4


def test_without_a_history_nothing_is_handed_over_and_nothing_made(ergo: Ergo, home: Path) -> None:
    result = json.loads(ergo("data", "export").out)["result"]
    assert result == {"records": [], "drafts": {}, "damaged": []}
    assert "Nothing is recorded" in ergo("data", "export", "-f", "text").out
    assert not home.exists()


def test_a_result_that_is_no_json_is_handed_over_as_its_text(ergo: Ergo, home: Path) -> None:
    ergo(*CLEAR)
    last = History(home / "history.db").last("screen-back")
    assert last is not None
    History(home / "history.db").record("screen-back", last.created, "", {}, b'{"tier": ')
    assert json.loads(ergo("data", "export").out)["result"]["records"][1]["result"] == '{"tier": '


def test_all_that_is_recorded_is_deleted_and_the_rest_stays(ergo: Ergo, home: Path) -> None:
    furnish(ergo, home)
    with open(home / "history.db", "rb") as open_before:  # noqa: PTH123  # what was deleted can be read through it
        code, out, err = ergo("data", "forget", "--yes")
        left = open_before.read()
    assert (code, err) == (0, "")
    assert (left.strip(b"\0"), len(left) > 0) == (b"", True)
    assert sorted(path.name for path in home.iterdir()) == ["config.toml", "packs"]
    assert all(
        str(home / name) in out.replace("\n", "").replace(" ", "")
        for name in ("history.db", "history.db.damaged-1", "config.toml")
    )
    result = json.loads(ergo("data", "forget", "--yes", "--json").out)["result"]
    assert (result["deleted"], [place["id"] for place in result["kept"]]) == ([], ["settings", "packs"])
    assert "There was nothing to delete" in ergo("data", "forget").out


def test_nothing_is_deleted_without_a_yes(ergo: Ergo, at_terminal: AtTerminal, home: Path) -> None:
    furnish(ergo, home)
    before = {path.name for path in home.iterdir()}
    code, out, err = ergo("data", "forget")
    assert (code, out) == (2, "")
    assert "Add --yes" in err
    assert "Settings and packs stay" in err
    assert at_terminal("data", "forget", keys="n").code == 130
    assert at_terminal("data", "forget", keys=CTRL_C).code == 130
    assert {path.name for path in home.iterdir()} == before
    assert at_terminal("data", "forget", keys="y").code == 0
    assert {path.name for path in home.iterdir()} == {"config.toml", "packs"}


def test_what_a_killed_process_left_beside_the_history_is_deleted_too(ergo: Ergo, home: Path) -> None:
    furnish(ergo, home)
    for suffix in ("-wal", "-shm", "-journal", ".damaged-1-wal"):
        (home / f"history.db{suffix}").write_bytes(b"left")
    (home / "history.db.mine").write_text("a copy that the user made")
    assert ergo("data", "forget", "--yes").code == 0
    assert {path.name for path in home.iterdir()} == {"config.toml", "packs", "history.db.mine"}


def test_a_history_that_is_a_link_is_deleted_where_it_is(ergo: Ergo, home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.db"
    ergo(*CLEAR)
    (home / "history.db").rename(elsewhere)
    (home / "history.db").symlink_to(elsewhere)
    assert ergo("data", "forget", "--yes").code == 0
    assert not elsewhere.exists()
    assert list(home.iterdir()) == []


def test_what_cannot_be_deleted_is_told(ergo: Ergo, home: Path) -> None:
    home.write_text("not a folder")
    assert ergo("data", "path").code == 0
    assert "There was nothing to delete" in ergo("data", "forget", "--yes").out


def furnish(ergo: Ergo, home: Path) -> None:
    """Leave something of every kind in *home*."""
    ergo(*CLEAR)
    ergo(*MENDED)
    History(home / "history.db").save_draft("screen-neck", {"neck-injury": "no"})
    (home / "config.toml").write_text('country = "GB"\n')
    (home / "packs" / "mine").mkdir(parents=True)
    (home / "packs" / "mine" / "habits.yaml").write_text("habits: []\n")
    (home / "history.db.damaged-1").write_bytes(b"junk")
