"""The questionnaire at a terminal: keys through a pipe, questions to nowhere, everything between them real."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from ergo_cli.cli.main import main
from ergo_cli.store.history import History
from tests.conftest import Run

CTRL_C = "\x03"
FIRST_PAGE = (
    "leg-symptoms",
    "bladder-bowel",
    "fever-nausea",
    "cancer-weight-loss",
    "injury",
    "chest-pain",
    "pain-pattern",
)
MOUSE = ["setup-check", "mouse"]

AtTerminal = Callable[..., Run]


class Terminal(io.StringIO):
    """A stream that says that somebody sits before it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> AtTerminal:
    """Run `ergo` as if at a terminal where *keys* are pressed and then the line is cut."""

    def run(*argv: str, keys: str) -> Run:
        out = Terminal()
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text(keys)
            pipe.close()  # whoever asks for more finds nobody there, instead of waiting for ever
            with monkeypatch.context() as patch:
                patch.setattr(sys, "stdin", Terminal())
                patch.setattr(sys, "stdout", out)
                code = main(argv)
        return Run(code, out.getvalue(), capsys.readouterr().err)

    return run


@pytest.fixture
def history(home: Path) -> History:
    return History(home / "history.db")


def failing(history: History) -> list[str]:
    record = history.last("setup-check-mouse")
    return [item["id"] for item in json.loads(record.result)["failing"]] if record else []


def test_every_question_is_asked_in_order(at_terminal: AtTerminal, history: History) -> None:
    assert at_terminal(*MOUSE, keys="yna").code == 0
    record = history.last("setup-check-mouse")
    assert record is not None
    assert record.answers == {"mouse-beside": "yes", "mouse-level": "no", "mouse-size": "na"}


def test_a_danger_sign_opens_its_follow_ups_which_decide(at_terminal: AtTerminal, history: History) -> None:
    answers = [f"--answer={flag}=no" for flag in FIRST_PAGE if flag != "bladder-bowel"]
    assert at_terminal("screen", *answers, keys="y" + "nnnu").code == 4
    record = history.last("screen")
    assert record is not None
    assert list(record.answers)[-4:] == ["saddle-numbness", "bladder-change", "bowel-change", "sexual-change"]


def test_the_result_goes_to_stdout_and_the_talk_does_not(at_terminal: AtTerminal) -> None:
    run = at_terminal(*MOUSE, "--json", keys="yyy")
    assert json.loads(run.out)["result"]["score"] == 100
    assert run.err == "b goes back, Ctrl-C stops.\n\n"


def test_only_what_is_missing_is_asked(at_terminal: AtTerminal, history: History) -> None:
    assert at_terminal(*MOUSE, "--answer=mouse-level=no", keys="yy").code == 0
    assert failing(history) == ["mouse-level"]


def test_nothing_is_asked_if_nothing_is_missing(at_terminal: AtTerminal) -> None:
    answers = [f"--answer=mouse-{name}=yes" for name in ("beside", "level", "size")]
    assert at_terminal(*MOUSE, *answers, keys="").code == 0


def test_no_input_asks_nothing_even_at_a_terminal(at_terminal: AtTerminal) -> None:
    run = at_terminal(*MOUSE, "--no-input", keys="yyy")
    assert (run.code, run.out) == (2, "")
    assert "3 to answer" in run.err


def test_an_interruption_keeps_the_answers_so_far(at_terminal: AtTerminal, history: History) -> None:
    run = at_terminal(*MOUSE, keys="yn" + CTRL_C)
    assert (run.code, run.out) == (130, "")
    assert "Your answers are kept" in run.err
    assert history.draft("setup-check-mouse") == {"mouse-beside": "yes", "mouse-level": "no"}
    assert history.last("setup-check-mouse") is None


def test_answers_from_the_command_line_are_kept_as_well(at_terminal: AtTerminal, history: History) -> None:
    at_terminal(*MOUSE, "--answer=mouse-size=na", keys=CTRL_C)
    assert history.draft("setup-check-mouse") == {"mouse-size": "na"}


def test_an_interruption_before_the_first_answer_leaves_nothing(at_terminal: AtTerminal, home: Path) -> None:
    run = at_terminal(*MOUSE, keys=CTRL_C)
    assert run.code == 130
    assert "kept" not in run.err
    assert not home.exists()


def test_the_next_run_goes_on_from_the_draft_and_uses_it_up(at_terminal: AtTerminal, history: History) -> None:
    at_terminal(*MOUSE, keys="yn" + CTRL_C)
    assert at_terminal(*MOUSE, keys="y" + "y").code == 0
    assert failing(history) == ["mouse-level"]
    assert history.draft("setup-check-mouse") == {}


def test_a_draft_that_is_declined_is_forgotten(at_terminal: AtTerminal, history: History) -> None:
    at_terminal(*MOUSE, keys="nn" + CTRL_C)
    assert at_terminal(*MOUSE, keys="n" + "yyy").code == 0
    assert failing(history) == []
    assert history.draft("setup-check-mouse") == {}


def test_what_is_said_now_wins_over_the_draft(at_terminal: AtTerminal, history: History) -> None:
    at_terminal(*MOUSE, keys="nn" + CTRL_C)
    assert at_terminal(*MOUSE, "--answer=mouse-beside=yes", keys="y" + "y").code == 0
    assert failing(history) == ["mouse-level"]


def test_a_draft_survives_an_interruption_of_the_offer(at_terminal: AtTerminal, history: History) -> None:
    at_terminal(*MOUSE, keys="yn" + CTRL_C)
    assert at_terminal(*MOUSE, keys=CTRL_C).code == 130
    assert len(history.draft("setup-check-mouse")) == 2


def test_answers_of_a_draft_that_are_no_longer_possible_are_left_out(at_terminal: AtTerminal, history: History) -> None:
    history.save_draft("setup-check-mouse", {"mouse-beside": "perhaps", "mouse-colour": "yes", "mouse-level": "no"})
    assert at_terminal(*MOUSE, keys="y" + "yy").code == 0
    assert failing(history) == ["mouse-level"]


def test_a_draft_with_nothing_usable_is_not_offered(at_terminal: AtTerminal, history: History) -> None:
    history.save_draft("setup-check-mouse", {"mouse-colour": "yes"})
    assert at_terminal(*MOUSE, keys="yyy").code == 0


def test_a_draft_of_another_command_is_not_offered(at_terminal: AtTerminal, history: History) -> None:
    at_terminal("screen", keys="n" + CTRL_C)
    assert at_terminal(*MOUSE, keys="yyy").code == 0
    assert history.draft("screen") == {"leg-symptoms": "no"}


def test_no_save_keeps_no_draft(at_terminal: AtTerminal, home: Path) -> None:
    run = at_terminal(*MOUSE, "--no-save", keys="yn" + CTRL_C)
    assert run.code == 130
    assert "kept" not in run.err
    assert not home.exists()


def test_no_save_leaves_a_draft_alone_even_if_it_is_declined(at_terminal: AtTerminal, history: History) -> None:
    at_terminal(*MOUSE, keys="yn" + CTRL_C)
    assert at_terminal(*MOUSE, "--no-save", keys="n" + "yyy").code == 0
    assert len(history.draft("setup-check-mouse")) == 2


def test_a_draft_that_cannot_be_kept_is_not_said_to_be(at_terminal: AtTerminal, home: Path) -> None:
    home.write_text("not a folder")
    run = at_terminal(*MOUSE, keys="y" + CTRL_C)
    assert run.code in {74, 130}
    assert "Your answers are kept" not in run.err
    assert "could not be used" in run.err


@pytest.mark.parametrize(("keys", "symptom"), [("1" + "2", "neck-pain"), ("2", "shoulder-tension")])
def test_the_symptom_is_asked_for_by_area_unless_there_is_but_one(
    at_terminal: AtTerminal, keys: str, symptom: str
) -> None:
    run = at_terminal("troubleshoot", keys=keys)
    assert run.code == 0
    assert run.out.splitlines()[0].endswith(symptom)


def test_the_choice_of_a_symptom_can_be_interrupted(at_terminal: AtTerminal) -> None:
    assert at_terminal("troubleshoot", keys="1" + CTRL_C)[:2] == (130, "")


@pytest.mark.parametrize(("key", "count"), [("2", 1), ("4", 3)])
def test_one_posture_or_all_can_be_chosen(at_terminal: AtTerminal, key: str, count: int) -> None:
    titles = re.findall(r"^(?:Standing|Sitting|Bending).* \w+$", at_terminal("posture", keys=key).out, re.MULTILINE)
    assert len(titles) == count


def test_home_leads_into_the_command_that_is_chosen(at_terminal: AtTerminal) -> None:
    run = at_terminal(keys="5" + "1")
    assert run.code == 0
    assert "Five ways to work without pain" in run.out
    assert "Standing" in run.out


def test_the_exit_code_of_the_chosen_command_is_the_exit_code(at_terminal: AtTerminal, history: History) -> None:
    history.save_draft("screen", dict.fromkeys(FIRST_PAGE[:-1], "no") | {"chest-pain": "yes"})
    assert at_terminal(keys="1" + "y" + "n").code == 4


def test_a_terminal_that_hangs_up_interrupts_and_loses_nothing(at_terminal: AtTerminal, history: History) -> None:
    assert at_terminal(*MOUSE, keys="yn").code == 130
    assert history.draft("setup-check-mouse") == {"mouse-beside": "yes", "mouse-level": "no"}


def test_home_can_be_left(at_terminal: AtTerminal) -> None:
    assert at_terminal(keys="8").code == 0


@pytest.mark.parametrize("argv", [["--no-input"], ["--json"], ["-f", "markdown"]])
def test_home_offers_no_menu_to_a_script(at_terminal: AtTerminal, argv: list[str]) -> None:
    assert at_terminal(*argv, keys="").code == 0


def test_an_answer_that_was_taken_back_is_not_kept_by_an_interruption(
    at_terminal: AtTerminal, history: History
) -> None:
    assert at_terminal("screen", keys="nnb\x03").code == 130
    assert history.draft("screen") == {"leg-symptoms": "no"}


def test_going_back_before_the_first_question_keeps_what_was_given(at_terminal: AtTerminal, history: History) -> None:
    assert at_terminal("screen", "--answer=injury=no", keys="b\x03").code == 130
    assert history.draft("screen") == {"injury": "no"}
