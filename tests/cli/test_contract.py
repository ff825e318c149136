"""What every command promises: streams, formats, exit codes, places. One table of command lines, one test a clause."""

from __future__ import annotations

import json
import re
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.rosa import Rosa
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.engine.condition import holds
from ergo_cli.engine.rosa import rosa_queries
from ergo_cli.store.history import History
from ergo_cli.version import __version__
from tests.cli.test_gate import screened
from tests.conftest import Ergo, but

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SCHEMAS = Path(__file__).parents[2] / "docs" / "schema" / "results"
ESCAPE = "\x1b"
COLOUR = re.compile(r"\x1b\[[0-9;]*[349][0-9]")


class Line(NamedTuple):
    """A command line that yields a result: what follows `ergo`, the kind of result and the exit code."""

    argv: tuple[str, ...]
    kind: str
    code: int = 0


def answered(ids: Iterable[str], *answers: str) -> list[str]:
    return [f"--answer={name}={answer}" for name, answer in zip(ids, cycle(answers), strict=False)]


FIRST_PAGE = [
    "leg-symptoms",
    "bladder-bowel",
    "fever-nausea",
    "cancer-weight-loss",
    "injury",
    "chest-pain",
    "pain-pattern",
]
BLADDER = ["saddle-numbness", "bladder-change", "bowel-change", "sexual-change"]
FEVER = ["fever-chills", "side-pain-vomiting", "infection-risk"]
EYE = ["eye-sight", "eye-flashes", "eye-pain", "eye-injury", "eye-headache", "eye-lasting"]
DESK = Library(data_dir()).read(Workstation)
FACTS = [fact.id for fact in DESK.facts]
CHECKS = [check.id for check in DESK.checks if holds(check.when, dict.fromkeys(FACTS, "yes"))]
ROSA = {query.id: next(iter(query.options)) for query in rosa_queries(Library(data_dir()).read(Rosa))}
MOUSE = ["mouse-beside", "mouse-level", "mouse-size"]

CLEAR = ["screen", *answered(FIRST_PAGE, "no")]
DOCTOR = but(CLEAR, "--answer=bladder-bowel=yes", *answered(BLADDER, "no"))
URGENT = but(CLEAR, "--answer=fever-nausea=yes", *answered(FEVER, "yes", "no"))
EMERGENCY = but(CLEAR, "--answer=chest-pain=unsure")
MENDED = ["setup-check", "mouse", *answered(MOUSE, "yes")]

RECORDING = {
    "screen: clear": Line((*CLEAR,), "screen"),
    "screen: doctor": Line((*DOCTOR,), "screen", 3),
    "screen: urgent": Line((*URGENT, "--country=GB"), "screen", 3),
    "screen: emergency": Line((*EMERGENCY, "--country=US"), "screen", 4),
    "screen: another region": Line(("screen", "--region=eye", *answered(EYE, "no")), "screen"),
    "setup-check": Line(
        ("setup-check", *answered(FACTS, "yes"), *answered(CHECKS, "yes", "no", "unsure", "na")), "setup-check"
    ),
    "setup-check: rosa": Line(
        ("setup-check", "--method=rosa", *(f"--answer={name}={value}" for name, value in ROSA.items())),
        "setup-check-rosa",
    ),
    "setup-check: all well": Line((*MENDED,), "setup-check"),
    "setup-check: nothing applies": Line(("setup-check", "mouse", *answered(MOUSE, "na")), "setup-check"),
}
OTHERS = {
    "home": Line((), "home"),
    "screen --status": Line(("screen", "--status"), "screen-status"),
    "screen --emergency": Line(("screen", "--emergency"), "emergency"),
    "setup-check show": Line(("setup-check", "show", "mouse-beside", "chair-armrests"), "setup-check-show"),
    "fit": Line(("fit", "178", "--desk=74"), "fit"),
    "troubleshoot": Line(("troubleshoot", "wrist-pain"), "troubleshoot"),
    "troubleshoot --list": Line(("troubleshoot", "--list"), "symptoms"),
    "stretch": Line(("stretch",), "stretches"),
    "stretch --list": Line(("stretch", "--list", "--position=standing"), "stretches"),
    "stretch --show": Line(("stretch", "--show"), "stretch"),
    "stretch --minutes": Line(("stretch", "--minutes=3", "--area=neck"), "stretch"),
    "posture": Line(("posture",), "posture"),
    "break": Line(("break", "blink-fully"), "break"),
    "break --list": Line(("break", "--list"), "breaks"),
    "habits": Line(("habits",), "habits"),
    "content list": Line(("content", "list"), "content"),
    "content lint": Line(("content", "lint"), "content-lint"),
}
NOTING = {
    "screen --new-pain": Line(("screen", "--new-pain"), "screen-status"),
    "screen --avoid": Line(("screen", "--avoid=neck"), "screen-status"),
}
LINES = {**OTHERS, **RECORDING, **NOTING}

every = pytest.mark.parametrize("line", LINES.values(), ids=LINES)
every_recording = pytest.mark.parametrize("line", RECORDING.values(), ids=RECORDING)
every_other = pytest.mark.parametrize("line", OTHERS.values(), ids=OTHERS)


def without_time(document: str) -> dict[str, Any]:
    return {name: value for name, value in json.loads(document).items() if name != "created"}


def test_the_table_has_a_command_line_for_every_kind_of_result() -> None:
    # A difference needs two checks: tests/cli/test_setup_check.py. What is kept comes from no content: tests/faults/test_private.py.
    elsewhere = {"setup-check-diff", "data-path", "data-export", "data-forget"}
    assert {*(line.kind for line in LINES.values()), *elsewhere} == {path.stem for path in SCHEMAS.glob("*.json")}


@every
def test_text_goes_to_stdout_without_escape_codes_and_nothing_to_stderr(
    ergo: Ergo, line: Line, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm-256color")
    screened(home)
    code, out, err = ergo(*line.argv, "-f", "text")
    assert (code, err) == (line.code, "")
    assert out.strip()
    assert out.endswith("\n")
    assert ESCAPE not in out


@every
def test_json_is_one_document_in_the_frozen_envelope_as_the_published_schema_says(
    ergo: Ergo, line: Line, home: Path
) -> None:
    schema = Draft202012Validator(json.loads((SCHEMAS / f"{line.kind}.json").read_text()))
    new = ergo(*line.argv, "--json").out
    screened(home)
    code, out, err = ergo(*line.argv, "--json")
    assert (code, err) == (line.code, "")
    assert out.endswith("\n")
    for document in map(json.loads, (new, out)):
        assert list(document) == ["schema", "version", "content", "created", "result"]
        assert (document["schema"], document["version"]) == (f"ergo/{line.kind}/1", __version__)
        assert datetime.fromisoformat(document["created"]).utcoffset() is not None
        assert [error.message for error in schema.iter_errors(document)] == []
        content = document["content"]
        assert re.fullmatch(r"[a-z-]+:[0-9a-f]{12}( [a-z-]+:[0-9a-f]{12})*", content)
        assert len(set(content.split())) == len(content.split())
    assert without_time(ergo(*line.argv, "-f", "json").out) == without_time(out)


@every
def test_markdown_is_markdown_and_not_the_screen(ergo: Ergo, line: Line, home: Path) -> None:
    screened(home)
    code, out, err = ergo(*line.argv, "-f", "markdown")
    assert (code, err) == (line.code, "")
    assert out.endswith("\n")
    assert re.search(r"^(#{1,2} |> \*\*)\S", out, re.MULTILINE)
    assert not re.search("[▌█░•]", out)


@every
def test_json_and_markdown_exclude_each_other(ergo: Ergo, line: Line) -> None:
    code, out, err = ergo(*line.argv, "--json", "-f", "markdown")
    assert (code, out) == (2, "")
    assert "--json and -f markdown exclude each other" in err


@every
def test_colour_can_be_forced_into_a_pipe(ergo: Ergo, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert ESCAPE in ergo(*line.argv).out  # a page with nothing good or bad in it is bold and dim alone
    assert ESCAPE not in ergo(*line.argv, "-f", "markdown").out


@every
def test_no_color_wins_over_forced_colour(ergo: Ergo, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert not COLOUR.search(ergo(*line.argv).out)


@every
def test_no_line_is_wider_than_the_terminal_and_40_columns_are_enough_for_every_letter(
    ergo: Ergo, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = {}
    for columns in (20, 40, 200):
        monkeypatch.setenv("COLUMNS", str(columns))
        code, out, _ = ergo(*line.argv)
        assert code == line.code
        assert max(map(cell_len, out.splitlines())) <= min(columns, 88)
        letters[columns] = Counter(re.findall(r"\w", out))
    assert letters[40] == letters[200]


@every_other
def test_a_command_that_does_not_record_writes_nothing(ergo: Ergo, line: Line, home: Path) -> None:
    ergo(*line.argv)
    assert not home.exists()


@every_recording
def test_no_save_writes_nothing(ergo: Ergo, line: Line, home: Path) -> None:
    assert ergo(*line.argv, "--no-save").code == line.code
    assert not home.exists()


@every_recording
def test_what_is_recorded_is_for_its_owner_alone(ergo: Ergo, line: Line, home: Path) -> None:
    ergo(*line.argv, "--json")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (home, *home.iterdir())}
    assert modes == {home.name: 0o700, "history.db": 0o600}


@every_other
def test_looking_leaves_the_history_as_it_is(ergo: Ergo, line: Line, home: Path) -> None:
    History(home / "history.db").record("screen-back", NOON, "", {}, b'{"tier": "clear", "name": "No danger signs"}')
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    assert ergo(*line.argv).code == 0
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs has places of its own")
def test_without_ergo_home_the_places_are_those_of_xdg(
    ergo: Ergo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ERGO_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "config" / "ergo" / "packs" / "mine").mkdir(parents=True)
    assert json.loads(ergo("content", "list", "--json").out)["result"]["packs"] == ["mine"]
    assert ergo(*CLEAR).code == 0
    assert (tmp_path / "data" / "ergo" / "history.db").exists()


@pytest.mark.parametrize("flag", [(), ("--json",), ("--no-input",), ("-f", "markdown"), ("--no-save",)])
@pytest.mark.parametrize(
    ("argv", "missing"),
    [
        (["screen"], FIRST_PAGE),
        (["screen", *answered(FIRST_PAGE[:3], "no")], FIRST_PAGE[3:]),
        (but(CLEAR, "--answer=fever-nausea=yes"), FEVER),
        (but(CLEAR, "--answer=fever-nausea=unsure", "--answer=infection-risk=no"), FEVER[:2]),
        (["setup-check"], [*FACTS, *(check.id for check in DESK.checks if not check.when)]),
        (["setup-check", "mouse", "--answer=mouse-level=na"], ["mouse-beside", "mouse-size"]),
    ],
)
def test_without_a_terminal_each_missing_answer_is_named_and_nothing_written(
    ergo: Ergo, argv: Sequence[str], missing: Sequence[str], flag: Sequence[str], home: Path
) -> None:
    code, out, err = ergo(*argv, *flag)
    assert (code, out) == (2, "")
    assert re.findall(r"^  ([a-z-]+) \(", err, re.MULTILINE) == missing
    assert not home.exists()


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (CLEAR, 0),
        (DOCTOR, 3),
        (URGENT, 3),
        (EMERGENCY, 4),
        (["screen", "--status"], 0),
        (["screen", "--cleared"], 0),
        (["screen", "--forget"], 2),
        (["screen", "--forget", "--yes"], 0),
        (["screen", "--region=toe"], 2),
        ([*MENDED, "--fail-under=100"], 0),
        (but(MENDED, "--answer=mouse-size=no", "--fail-under=100"), 1),
        (but(MENDED, "--answer=mouse-size=no"), 0),
        (["setup-check", "mouse", *answered(MOUSE, "na"), "--fail-under=0"], 1),
        (["setup-check", "mouse", *answered(MOUSE, "no"), "--fail-under=0"], 0),
        (["stretch", "--area=eyes"], 1),
        (["stretch", "hamstring-stretch", "--position=seated"], 1),
        (["stretch", "--minutes=61"], 2),
        (["setup-check", "--fail-under=101"], 2),
        (["posture", "--no-such-option"], 2),
        (["no-such-command"], 2),
        (["content", "no-such-command"], 2),
    ],
    ids=lambda value: " ".join(value)[-60:] if isinstance(value, list) else str(value),
)
def test_exit_codes_are_as_designed(ergo: Ergo, argv: Sequence[str], code: int) -> None:
    assert ergo(*argv).code == code
