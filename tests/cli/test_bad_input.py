"""What a user, a file or a pipe can do wrong: a clear error, the exit code of its kind, never a traceback."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from ergo_cli.store.history import History
from tests.conftest import Ergo, Run, but

ERGO = Path(sys.executable).with_name("ergo")
FIRST_PAGE = (
    "leg-symptoms",
    "bladder-bowel",
    "fever-nausea",
    "cancer-weight-loss",
    "injury",
    "chest-pain",
    "pain-pattern",
)
CLEAR = ["screen", *(f"--answer={flag}=no" for flag in FIRST_PAGE)]
EMERGENCY = but(CLEAR, "--answer=chest-pain=yes")
MOUSE = [f"--answer=mouse-{name}=yes" for name in ("beside", "level", "size")]
# Raw in a terminal these colour, beep, retitle, ring, hide or reorder text.
RAW = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
NASTY = "\x1b[31mred\x1b]0;title\x07\x9b2J\u202e\r\b\x7f"
MARKUP = "[red]x[/red] [link=https://example.org]y[/link] [/nope] :smile:"
# As YAML writes what must not stand in a text.
CODES = [r"\e", r"\a", r"\r", r"\n", r"\x7f", r"\x9b", r"\N", r"\L", r"\P", r"\u061c", r"\u200f", r"\u202e", r"\u2066"]

Answers = Callable[[bytes | str], list[str | Path]]


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    """Return the command line that takes its answers from a file with *content*."""

    def write(content: bytes | str) -> list[str | Path]:
        path = tmp_path / "answers.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return ["screen", "--answers", path]

    return write


def refused(run: Run, code: int = 2) -> str:
    assert (run.code, run.out) == (code, "")
    assert run.err.startswith("ergo: ")
    assert "Traceback" not in run.err
    return run.err


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["scren"], "No such command 'scren'. Did you mean 'screen'?"),
        (["my", "back", "hurts"], "If something hurts: ergo troubleshoot my back hurts\n"),
        (["stretch", "nek-stretch"], "there is no stretch 'nek-stretch', did you mean 'neck-stretch'?"),
        (["stretch", "--area", "nose"], "there is no area of the body 'nose'; there is: "),
        (["stretch", "--area", "sholders"], "there is no area of the body 'sholders', did you mean 'shoulders'?"),
        (["setup-check", "mose"], "there is no area 'mose', did you mean 'mouse'?"),
        (["posture", "siting"], "there is no posture 'siting', did you mean 'sitting'?"),
        (["posture", "flying"], "there is no posture 'flying'; there is: standing, sitting, bending"),
        (["habits", "exercize"], "there is no habit 'exercize', did you mean 'exercise'?"),
        (["break", "blink-fuly"], "there is no idea 'blink-fuly', did you mean 'blink-fully'?"),
        (["content", "schema", "stretch"], "there is no content file 'stretch', did you mean 'stretches'?"),
        (["content", "lnt"], "No such command 'lnt'. Did you mean"),
        (["screen", "--region", "neckk"], "there is no region 'neckk', did you mean 'neck'?"),
        (["screen", "--avoid", "sholders"], "there is no area of the body 'sholders', did you mean 'shoulders'?"),
        (["screen", "--answer=leg-symptom=no"], "there is no question 'leg-symptom', did you mean 'leg-symptoms'?"),
    ],
)
def test_an_unknown_id_is_refused_with_the_nearest_one(ergo: Ergo, argv: Sequence[str], message: str) -> None:
    assert message in refused(ergo(*argv))


@pytest.mark.parametrize(
    "argv",
    [
        ["posture"],
        ["habits"],
        ["stretch"],
        ["break"],
        ["setup-check"],
        ["screen", "--region"],
        ["screen", "--avoid"],
    ],
    ids=" ".join,
)
def test_an_empty_id_is_refused(ergo: Ergo, argv: Sequence[str]) -> None:
    assert "there is no" in refused(ergo(*argv, ""))


def test_all_wrong_answers_are_reported_at_once(ergo: Ergo) -> None:
    err = refused(
        ergo("screen", "--answer=injury=maybe", "--answer=leg-symptom=no", "--answer=chest-pain", "--answer==")
    )
    assert "injury is 'maybe', not one of: yes, no, unsure" in err
    assert "there is no question 'leg-symptom'" in err
    assert "'chest-pain' has no '='; write id=answer" in err
    assert len(err.splitlines()) == 4


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("injury: no\nleg-symptom: no", ":2:1: there is no question 'leg-symptom', did you mean 'leg-symptoms'?"),
        ("injury: no\n\nchest-pain: 7", ":3:1: chest-pain is '7', not one of: yes, no, unsure"),
        ("injury: [no, yes]", ":1:1: injury is \"['no', 'yes']\", not one of: yes, no, unsure"),
        ("injury: {a: {b: c}}", ":1:1: injury is "),
        ("injury: no\ninjury: yes", ":2:1: key 'injury' is given twice"),
        ("- injury: no", ":1:1: must be a mapping of ids to answers, `id: answer`"),
        ("just a text", ":1:1: must be a mapping of ids to answers"),
        ("7", ":1:1: must be a mapping of ids to answers"),
        ("injury: no\nage: 'open", ":2:11: is not valid YAML: found unexpected end of stream"),
        ("injury: no\n  chest-pain: no", ":2:13: is not valid YAML: mapping values are not allowed"),
        ("injury: no\n---\nchest-pain: no", ":2:1: is not valid YAML: but found another document"),
        ("? [injury]\n: no", ":1:3: a key must be plain text"),
        (b"injury: no\nchest-pain: \xff", ":2:1: is not UTF-8 text"),
        ("injury: no".encode("utf-16"), ":1:1: is not UTF-8 text"),
        ("injury: \x00", ":1:1: holds a character that YAML does not allow"),
        ("injury: &a no\nchest-pain: *a", ":2:13: aliases (*name) are not allowed"),
        ("injury: " + "[" * 100_000, ":1:28: is nested over 20 deep"),
        ('{"injury":' * 100_000, ":1:201: is nested over 20 deep"),
        ('{"injury": "no", "injury": "yes"}', ":1:18: key 'injury' is given twice"),
        (
            "injury: !!python/object/apply:os.system ['true']",
            ":1:9: the tag 'tag:yaml.org,2002:python/object/apply:os.system' is not allowed",
        ),
    ],
    ids=lambda value: repr(value[:30]),
)
def test_an_answers_file_that_cannot_be_used_is_refused_with_its_place(
    ergo: Ergo, answers: Answers, content: bytes | str, problem: str, home: Path
) -> None:
    argv = answers(content)
    assert f"{argv[-1]}{problem}" in refused(ergo(*argv))
    assert not home.exists()


@pytest.mark.parametrize(
    "value",
    [
        "!!int x",
        "!!int ''",
        "!!float x",
        "!!bool x",
        "!!timestamp x",
        "!!timestamp 2001-13-01",
        "!!map x",
        "!!binary x",
        "!!set {no}",
        "9" * 5000,
    ],
    ids=lambda value: value[:20],
)
def test_a_value_that_yaml_itself_cannot_make_is_refused(ergo: Ergo, answers: Answers, value: str) -> None:
    assert "answers.yaml:1:" in refused(ergo(*answers(f"injury: {value}")))


def test_a_billion_laughs_are_refused(ergo: Ergo, answers: Answers) -> None:
    names = "abcdefghi"
    lines = [
        "a: &a [lol, lol]",
        *(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in pairwise(names)),
    ]
    assert "aliases (*name) are not allowed" in refused(ergo(*answers("\n".join(lines))))


@pytest.mark.parametrize(
    ("name", "problem"),
    [("missing.yaml", "no such file or directory"), (".", "is a directory"), ("a" * 300, "file name too long")],
)
def test_an_answers_file_that_cannot_be_read_is_refused(ergo: Ergo, tmp_path: Path, name: str, problem: str) -> None:
    assert f"cannot be read: {problem}" in refused(ergo("screen", "--answers", tmp_path / name))


def test_an_answers_file_without_a_name_is_refused(ergo: Ergo) -> None:
    refused(ergo(*CLEAR, "--answers", ""))


def test_an_answers_file_of_50_megabytes_is_refused_by_its_size(ergo: Ergo, tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert refused(ergo("screen", "--answers", path)) == f"ergo: {path}: is larger than 1 MB\n"


def test_an_endless_stdin_is_refused_by_its_size(ergo: Ergo) -> None:
    assert "-: is larger than 1 MB" in refused(ergo("screen", "--answers", "-", stdin=b"#" * 1_000_001))


def test_an_empty_answers_file_answers_nothing(ergo: Ergo, answers: Answers) -> None:
    assert "7 to answer" in refused(ergo(*answers("")))


@pytest.mark.parametrize("text", [NASTY, MARKUP], ids=["control", "markup"])
@pytest.mark.parametrize(
    "argv",
    [
        ["{}"],
        ["--{}"],
        ["posture", "{}"],
        ["posture", "--{}"],
        ["troubleshoot", "wrist-pain", "--cause", "{}"],
        ["stretch", "--area", "{}"],
        ["stretch", "--position", "{}"],
        ["stretch", "--minutes", "{}"],
        ["setup-check", "{}"],
        ["setup-check", "--fail-under", "{}"],
        ["screen", "--region", "{}"],
        ["screen", "--avoid", "{}"],
        ["screen", "--answer", "{}"],
        ["screen", "--answer", "{}=yes"],
        ["screen", "--answer", "injury={}"],
        ["screen", "--answers", "{}"],
        ["posture", "-f", "{}"],
        ["content", "lint", "{}"],
        ["content", "schema", "{}"],
    ],
    ids=" ".join,
)
def test_arguments_are_echoed_without_being_obeyed(ergo: Ergo, argv: Sequence[str], text: str) -> None:
    run = ergo(*(word.format(text) for word in argv))
    assert run.code in {2, 65}
    assert not RAW.search(run.out + run.err)
    assert "[red]x[/red]" in run.err or text is NASTY


@pytest.mark.parametrize(
    "content",
    [
        r'"\e[31m\x9b2J\u202e": yes',
        r'injury: "\e[31m\x9b2J\u202e\a"',
        r'"injury\u2028": yes',
        'injury: "[red]x[/red]"',
        "injury: !<\\e[31m> x",
    ],
)
def test_answers_are_echoed_without_being_obeyed(ergo: Ergo, answers: Answers, content: str) -> None:
    err = refused(ergo(*answers(content)))
    assert not RAW.search(err)
    assert "[red]" in content or "red" not in err


def pack(home: Path, text: str, name: str = "own", file: str = "habits.yaml") -> Path:
    path = home / "packs" / name / file
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


HABIT = "habits:\n  - {{id: music, name: {0}, text: {0}, tips: [], sources: [kp-ergonomics]}}\n"


def test_control_characters_in_a_pack_are_refused(ergo: Ergo, home: Path) -> None:
    entries = [
        f'  - {{id: h{n}, name: "a{code}b", text: Hum., tips: [], sources: [x]}}' for n, code in enumerate(CODES)
    ]
    path = pack(home, "\n".join(["habits:", *entries]))
    err = refused(ergo("habits"), 65)
    assert err.count(f"{path}:") == err.count("name must be one line of plain text") == len(CODES)
    assert not RAW.search(err)


def test_an_unknown_key_of_a_pack_is_named_without_being_obeyed(ergo: Ergo, home: Path) -> None:
    pack(home, 'habits:\n  - {"\\e[31m\\u202e": x}\n')
    assert not RAW.search(refused(ergo("habits"), 65))


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_markup_in_a_pack_is_shown_as_it_stands(ergo: Ergo, home: Path, form: str) -> None:
    pack(home, HABIT.format(f'"{MARKUP}"'))
    code, out, err = ergo("habits", "music", "-f", form)
    assert (code, err) == (0, "")
    assert MARKUP in " ".join(out.replace("\\", "").split())


@pytest.mark.parametrize("name", ["\x1b[31mred", "\u202etxt", "\udcff"], ids=["escape", "override", "not UTF-8"])
@pytest.mark.parametrize(
    "argv",
    [
        ["content", "list"],
        ["content", "list", "--json"],
        ["content", "lint", "--json"],
    ],
    ids=" ".join,
)
def test_the_name_of_a_pack_is_shown_without_being_obeyed(
    ergo: Ergo, home: Path, argv: Sequence[str], name: str
) -> None:
    pack(home, HABIT.format("Music"), name)
    code, out, err = ergo(*argv)
    assert code in {0, 65}
    assert not RAW.search(out + err)


@pytest.mark.parametrize("name", ["\x1b[31mred", "\u202etxt", "\udcff"], ids=["escape", "override", "not UTF-8"])
def test_the_name_of_a_broken_pack_is_told_without_being_obeyed(ergo: Ergo, home: Path, name: str) -> None:
    pack(home, "habits: 7", name)
    assert not RAW.search(refused(ergo("habits"), 65))


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["--json"],
        ["setup-check", "mouse", *MOUSE],
        ["setup-check", "--template"],
        ["troubleshoot", "wrist-pain"],
        ["troubleshoot", "--list"],
        ["stretch"],
        ["stretch", "--show", "--json"],
        ["posture"],
        ["break"],
        ["break", "--list"],
        ["habits", "-f", "markdown"],
        ["content", "list"],
        ["content", "lint"],
    ],
    ids=lambda argv: " ".join(argv)[:40],
)
def test_a_broken_pack_stops_every_command_that_reads_content(ergo: Ergo, home: Path, argv: Sequence[str]) -> None:
    path = pack(home, "habits:\n  - id: music\n    nam: Music\n")
    err = refused(ergo(*argv), 65)
    assert f"{path}:3:5: unknown key 'nam', did you mean 'name'?" in err
    assert f"{path}:2:5: habits[0] has no 'text'" in err
    assert not (home / "history.db").exists()


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (EMERGENCY, 4),
        (["screen", "--template"], 0),
        (["screen", "--emergency"], 0),
        (["troubleshoot", "chest pain"], 4),
        (["troubleshoot", "numb", "between", "my", "legs"], 4),
    ],
)
def test_a_broken_pack_never_stands_between_a_user_and_what_a_danger_sign_calls_for(
    ergo: Ergo, home: Path, argv: Sequence[str], code: int
) -> None:
    pack(home, "habits: 7")
    assert ergo(*argv).code == code


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("habbits.yaml", "habits: []", "is not a content file; did you mean habits.yaml?"),
        ("habits.yml", "habits: []", "is not a content file; did you mean habits.yaml?"),
        ("screening.yaml", "rules: []", "a pack cannot change this file"),
        ("emergency.yaml", "countries: []", "a pack cannot change this file"),
        ("rosa.yaml", "items: []", "a pack cannot change this file"),
        ("fit.yaml", "heights: []", "a pack cannot change this file"),
        ("habits.yaml", HABIT.format("x").replace("music", "exercise"), "id 'exercise' is already used in "),
        ("habits.yaml", HABIT.format("x").replace("kp-", "pk-"), "there is no source 'pk-ergonomics', did you mean"),
        ("habits.yaml", "habits: [", "did not find expected node content"),
        ("habits.yaml", "", "is empty, not a mapping"),
        ("habits.yaml", "[]", "is a list, not a mapping"),
        ("habits.yaml", "habits: &a []\nx: *a", "aliases (*name) are not allowed"),
        ("habits.yaml", "habits: " + "[" * 100_000, "is nested over 20 deep"),
        ("habits.yaml", "habits: !!int x", ""),
        ("habits.yaml", "#" * 1_000_001, "is larger than 1 MB"),
    ],
    ids=lambda value: value[:25],
)
def test_a_pack_is_refused_with_what_is_wrong_with_it(
    ergo: Ergo, home: Path, file: str, text: str, problem: str
) -> None:
    path = pack(home, text, file=file)
    assert re.search(rf"{re.escape(str(path))}(:\d+:\d+)?: .*{re.escape(problem)}", refused(ergo("posture"), 65))


def test_every_broken_pack_is_named_at_once(ergo: Ergo, home: Path) -> None:
    paths = [pack(home, "habits: 7", name) for name in ("one", "two")]
    assert [line.removeprefix("ergo: ").partition(":")[0] for line in refused(ergo(), 65).splitlines()] == [
        *map(str, paths)
    ]


def test_lint_of_what_is_not_there_says_so(ergo: Ergo, tmp_path: Path) -> None:
    path = tmp_path / "stretches.yaml"
    assert refused(ergo("content", "lint", path), 65) == f"ergo: {path}: cannot be read: No such file or directory\n"


def test_a_content_file_outside_of_a_pack_folder_is_not_skipped(ergo: Ergo, home: Path) -> None:
    (home / "packs").mkdir(parents=True)
    (home / "packs" / "habits.yaml").write_text("habits: []")
    assert "habits.yaml" in refused(ergo("habits"), 65)


@pytest.mark.parametrize(
    ("argv", "shown"), [(EMERGENCY, "Get emergency help now"), (["setup-check", "mouse", *MOUSE], "100")]
)
def test_a_result_that_cannot_be_recorded_is_shown_all_the_same(
    ergo: Ergo, home: Path, argv: Sequence[str], shown: str
) -> None:
    home.write_text("not a folder")
    code, out, err = ergo(*argv)
    assert code == 74
    assert shown in out
    assert re.fullmatch(r"ergo: the history .*history\.db could not be used: .*\n", err)


@pytest.mark.parametrize(
    "argv", [[], ["posture"], ["stretch"], [*CLEAR, "--no-save"]], ids=lambda argv: " ".join(argv)[:20]
)
def test_what_does_not_record_needs_no_folder(ergo: Ergo, home: Path, argv: Sequence[str]) -> None:
    home.write_text("not a folder")
    assert ergo(*argv).code == 0


@pytest.mark.parametrize("argv", [[], ["posture"], CLEAR], ids=lambda argv: " ".join(argv)[:20])
def test_a_home_that_no_file_system_can_hold_gives_no_traceback(
    ergo: Ergo, argv: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ERGO_HOME", "/" + "a" * 300)
    run = ergo(*argv)
    assert run.code in {0, 65, 74}
    assert "Traceback" not in run.err


# --- a history that cannot be used: it stops whatever depends on it, and never the outcome of a screening


def damaged(home: Path) -> bytes:
    content = b"not a database, but long enough to be one"
    home.mkdir()
    (home / "history.db").write_bytes(content)
    return content


def newer(home: Path) -> bytes:
    History(home / "history.db").save_draft("x", {})
    with closing(sqlite3.connect(home / "history.db")) as db:
        db.execute("PRAGMA user_version = 99")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return (home / "history.db").read_bytes()


DEPENDENT = [
    [],
    ["screen", "--status"],
    ["screen", "--cleared", "--yes"],
    ["screen", "--new-pain"],
    ["screen", "--avoid=neck"],
    ["screen", "--forget", "--yes"],
    ["stretch", "neck-stretch"],
    ["stretch", "--minutes=3", "--json"],
    ["troubleshoot", "wrist-pain"],
]


@pytest.mark.parametrize("argv", DEPENDENT, ids=" ".join)
def test_a_damaged_history_is_set_aside_unchanged_and_its_path_told(
    ergo: Ergo, home: Path, argv: Sequence[str]
) -> None:
    before = damaged(home)
    code, out, err = ergo(*argv)
    assert (code, out) == (74, "")
    assert err == (
        f"ergo: the history was damaged. It is kept as {home / 'history.db.damaged-1'}; "
        "a new one begins with the next record\n"
    )
    assert (home / "history.db.damaged-1").read_bytes() == before


@pytest.mark.parametrize("argv", DEPENDENT, ids=" ".join)
def test_a_history_of_a_newer_version_is_left_as_it_is(ergo: Ergo, home: Path, argv: Sequence[str]) -> None:
    before = newer(home)
    code, out, err = ergo(*argv)
    assert (code, out) == (74, "")
    assert err == f"ergo: the history {home / 'history.db'} was written by a newer ergo; update ergo to use it\n"
    assert (home / "history.db").read_bytes() == before


@pytest.mark.parametrize("spoil", [damaged, newer])
@pytest.mark.parametrize(("argv", "shown"), [(CLEAR, "No warning signs found"), (EMERGENCY, "Get emergency help now")])
def test_whatever_the_history_is_like_a_screening_prints_its_outcome(
    ergo: Ergo, home: Path, spoil: Callable[[Path], bytes], argv: Sequence[str], shown: str
) -> None:
    before = spoil(home)
    code, out, err = ergo(*argv)
    assert code == 74
    assert out.startswith(f"▌ {shown}\n")
    assert err.startswith("ergo: the history ")
    assert before in {path.read_bytes() for path in home.iterdir()}


def test_an_emergency_that_was_found_with_a_damaged_history_still_holds_back(ergo: Ergo, home: Path) -> None:
    damaged(home)
    ergo(*EMERGENCY)
    assert ergo("stretch", "neck-stretch").code == 4


def test_no_save_does_not_look_at_the_history(ergo: Ergo, home: Path) -> None:
    before = damaged(home)
    assert ergo(*EMERGENCY, "--no-save").code == 4
    assert (home / "history.db").read_bytes() == before


@pytest.mark.parametrize("result", [b"{", b"{}", b'{"tier": 1}'])
def test_a_record_that_cannot_be_understood_is_an_error_of_the_history(ergo: Ergo, home: Path, result: bytes) -> None:
    ergo(*CLEAR)
    record = History(home / "history.db").last("screen-back")
    assert record is not None
    History(home / "history.db").record("screen-back", record.created, "", {}, result)
    assert ergo().code == ergo("stretch", "neck-stretch").code == ergo("screen", "--status").code == 74
    assert ergo("screen", "--forget", "--yes").code == ergo().code == 0


# --- settings that cannot be used


BROKEN = {
    "not TOML": "country = ",
    "unknown key": 'land = "GB"',
    "wrong type": "screening_days = 'many'",
    "too few days": "screening_days = 0",
    "too many days": "screening_days = 366",
    "no code": 'country = "Great Britain"',
    "not UTF-8": b'country = "\xff"',
    "control characters": 'country = "\\u001b[31m"\n"\\u202e" = 1',
}
broken = pytest.mark.parametrize("config", BROKEN.values(), ids=BROKEN)


def configure(home: Path, config: str | bytes) -> Path:
    home.mkdir()
    path = home / "config.toml"
    path.write_bytes(config if isinstance(config, bytes) else config.encode())
    return path


@broken
@pytest.mark.parametrize("argv", [[], ["screen", "--status"], ["stretch", "neck-stretch"]])
def test_settings_that_cannot_be_used_are_named_with_their_file(
    ergo: Ergo, home: Path, config: str | bytes, argv: Sequence[str]
) -> None:
    path = configure(home, config)
    err = refused(ergo(*argv))
    assert err.startswith(f"ergo: {path}: ")
    assert not RAW.search(err)


@broken
def test_settings_that_cannot_be_used_never_stand_between_a_user_and_the_screening(
    ergo: Ergo, home: Path, config: str | bytes
) -> None:
    path = configure(home, config)
    code, out, err = ergo(*EMERGENCY)
    assert code == 4
    assert out.startswith("▌ Get emergency help now\n")
    assert err.startswith(f"ergo: {path}: ")
    assert History(home / "history.db").last("screen-back") is not None


@pytest.mark.parametrize("argv", [["screen", "--emergency"], [*EMERGENCY, "--no-save"]], ids=["help", "no-save"])
def test_with_settings_that_cannot_be_used_whom_to_call_is_told_all_the_same(
    ergo: Ergo, home: Path, argv: Sequence[str]
) -> None:
    configure(home, "country = ")
    assert "999" in ergo(*argv, "--country=GB").out


def test_settings_that_are_a_folder_are_named(ergo: Ergo, home: Path) -> None:
    (home / "config.toml").mkdir(parents=True)
    assert "config.toml: " in refused(ergo("screen", "--status"))


@pytest.mark.parametrize(
    "argv", [["posture"], ["stretch", "--list"], ["habits"], ["screen", "--template"]], ids=" ".join
)
def test_what_needs_no_settings_does_not_read_them(ergo: Ergo, home: Path, argv: Sequence[str]) -> None:
    configure(home, "country = ")
    assert ergo(*argv)[::2] == (0, "")


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (EMERGENCY, 4),
        ([*EMERGENCY, "--json"], 4),
        (["screen", "--template"], 0),
        (["content", "schema", "stretches"], 0),
    ],
    ids=lambda value: " ".join(value)[-30:] if isinstance(value, list) else str(value),
)
def test_a_reader_that_has_gone_away_changes_nothing(argv: Sequence[str], code: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run([ERGO, *argv], stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (run.returncode, run.stderr) == (code, "")


def test_an_outcome_is_recorded_though_it_cannot_be_written(home: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run([ERGO, *EMERGENCY], stdout=full, stderr=subprocess.PIPE, check=False)
    assert run.returncode == 74
    assert History(home / "history.db").last("screen-back") is not None


def test_a_result_is_recorded_though_its_reader_has_gone_away(home: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    subprocess.run([ERGO, *EMERGENCY], stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert History(home / "history.db").last("screen-back") is not None


@pytest.mark.parametrize(
    ("shell", "code"),
    [
        ('exec "$0" posture sitting >&-', None),
        ('exec "$0" screen --no-save <&-', 2),
        ('exec "$0" posture siting 2>&-', 2),
        ('exec "$0" posture sitting >/dev/full', None),
        ('PYTHONIOENCODING=ascii exec "$0" posture sitting', 0),
        ('PYTHONIOENCODING=ascii exec "$0" screen --template', 0),
    ],
)
def test_a_stream_that_is_closed_full_or_narrow_is_no_bug(shell: str, code: int | None) -> None:
    run = subprocess.run(["sh", "-c", shell, ERGO], capture_output=True, text=True, check=False)
    assert "Traceback" not in run.stderr
    assert "ergo: " not in run.stdout
    assert run.returncode in ({code} if code is not None else {0, 74})
