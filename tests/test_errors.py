from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ergo_cli.errors import (
    AnswersError,
    ContentError,
    ErgoError,
    ExitCode,
    HistoryError,
    NothingFoundError,
    Problem,
    ProblemsError,
    UsageError,
)
from ergo_cli.plain import clean
from tests.conftest import Ergo

PROBLEMS = st.lists(
    st.builds(Problem, st.sampled_from("ab"), st.integers(0, 3), st.integers(0, 3), st.sampled_from("xy"))
)


def test_the_exit_codes_are_those_that_scripts_rely_on() -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "DONE": 0,
        "BELOW": 1,
        "USAGE": 2,
        "DOCTOR": 3,
        "EMERGENCY": 4,
        "CONTENT": 65,
        "BUG": 70,
        "INPUT_OUTPUT": 74,
        "INTERRUPTED": 130,
    }


def test_no_exit_code_means_two_things() -> None:
    assert len(ExitCode.__members__) == len(set(ExitCode))


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (ErgoError, ExitCode.USAGE),
        (UsageError, ExitCode.USAGE),
        (AnswersError, ExitCode.USAGE),
        (NothingFoundError, ExitCode.BELOW),
        (ContentError, ExitCode.CONTENT),
        (HistoryError, ExitCode.INPUT_OUTPUT),
    ],
)
def test_each_error_has_its_exit_code_and_one_base(kind: type[ErgoError], code: ExitCode) -> None:
    assert kind.exit_code is code
    assert issubclass(kind, ErgoError)


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (Problem("desk.yaml", 3, 5, "unknown key"), "desk.yaml:3:5: unknown key"),
        (Problem("desk.yaml", 1, 1, "is empty"), "desk.yaml:1:1: is empty"),
        (Problem("desk.yaml", 0, 0, "cannot be read"), "desk.yaml: cannot be read"),
    ],
)
def test_a_problem_says_where_and_what(problem: Problem, expected: str) -> None:
    assert str(problem) == expected


@pytest.mark.parametrize("line", [0, 3])
def test_the_name_of_a_file_never_reaches_a_terminal_raw(line: int) -> None:
    shown = str(Problem("\x1b[31mdesk\u202e.yaml", line, 1, "is empty"))
    assert shown == clean(shown)
    assert "[31mdesk" in shown


def test_problems_are_told_in_the_order_of_the_file() -> None:
    error = ProblemsError(
        [Problem("b", 1, 1, "x"), Problem("a", 10, 1, "x"), Problem("a", 9, 2, "x"), Problem("a", 9, 1, "y")]
    )
    assert str(error).splitlines() == ["a:9:1: y", "a:9:2: x", "a:10:1: x", "b:1:1: x"]


@given(PROBLEMS)
@settings(deadline=None)
def test_every_problem_is_told_once(problems: list[Problem]) -> None:
    error = ProblemsError(problem for problem in problems)
    assert list(error.problems) == sorted(set(problems))
    assert str(error).splitlines() == [str(problem) for problem in error.problems]


@pytest.mark.parametrize(
    ("argv", "code", "message"),
    [
        (["posture", "lying"], ExitCode.USAGE, "ergo: there is no posture 'lying'"),
        (["screen", "--answers", "/no/such.yaml"], ExitCode.USAGE, "ergo: /no/such.yaml: cannot be read: no such file"),
        (["screen", "--answer", "back"], ExitCode.USAGE, "ergo: --answer: 'back' has no '='"),
        (["stretch", "--area", "eyes"], ExitCode.BELOW, "ergo: no stretch fits"),
        (["content", "lint", "/no/such/pack.yaml"], ExitCode.CONTENT, "ergo: /no/such/pack.yaml"),
    ],
)
def test_an_error_is_a_line_on_stderr_and_its_exit_code(argv: list[str], code: int, message: str, ergo: Ergo) -> None:
    run = ergo(*argv)
    assert (run.code, run.out) == (code, "")
    assert run.err.startswith(message)
    assert "Traceback" not in run.err


def test_a_history_that_cannot_be_read_has_its_own_exit_code(ergo: Ergo, home: Path) -> None:
    home.mkdir()
    (home / "history.db").write_bytes(b"this is no database" * 100)
    run = ergo()
    assert run.code == ExitCode.INPUT_OUTPUT
    assert run.err.startswith("ergo: ")
    assert "Traceback" not in run.err
