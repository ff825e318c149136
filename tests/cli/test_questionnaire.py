"""The questionnaire at a terminal: keys through a pipe, questions to nowhere, everything between them real."""

from __future__ import annotations

import io
import json
import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from ergo_cli.cli.home import _MENU
from ergo_cli.cli.main import main
from ergo_cli.content.model.screening import Region
from ergo_cli.store.history import History
from tests.cli.test_gate import SCREENING, screened
from tests.conftest import Run

CTRL_C, ENTER = "\x03", "\r"
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

EMERGENCY = ["screen", "--answer=chest-pain=yes"]
URGENT = ["screen", "--region=eye", *(f"--answer=eye-{name}=no" for name in ("sight", "pain", "injury", "headache"))]
URGENT += ["--answer=eye-lasting=no", "--answer=eye-flashes=yes", "--answer=eye-shower=no"]

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
    assert at_terminal("screen", *answers, keys="y" + "nnnu" + ENTER).code == 4
    record = history.last("screen-back")
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
    assert history.draft("screen-back") == {"leg-symptoms": "no"}


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


@pytest.mark.parametrize(("keys", "symptom"), [("12" + ENTER, "neck-pain"), ("2" + ENTER, "shoulder-tension")])
def test_the_symptom_is_asked_for_by_area_unless_there_is_but_one(
    at_terminal: AtTerminal, keys: str, symptom: str, home: Path
) -> None:
    screened(home)
    run = at_terminal("troubleshoot", keys=ENTER + keys)
    assert run.code == 0
    assert run.out.splitlines()[0].endswith(symptom)


@pytest.mark.parametrize("words", ["lower back is sore", "my wrist hurts when I use the mouse"])
def test_words_typed_at_the_first_question_mean_what_they_mean_on_the_command_line(
    at_terminal: AtTerminal, words: str, home: Path
) -> None:
    screened(home)
    run = at_terminal("troubleshoot", keys=words + ENTER * 2)
    assert run.code == 0
    assert run.out == at_terminal("troubleshoot", words, keys=ENTER).out


@pytest.mark.parametrize("keys", ["{}" + ENTER, ENTER + "8{}" + ENTER])
def test_danger_comes_first_in_words_typed_at_a_question_too(at_terminal: AtTerminal, keys: str) -> None:
    run = at_terminal("troubleshoot", keys=keys.format("back pain and I can't feel my groin") + ENTER)
    assert run.code == 4
    assert run.out.startswith("▌ Get emergency help now\n")


def test_words_typed_at_the_list_of_areas_choose_none_of_them(at_terminal: AtTerminal) -> None:
    assert at_terminal("troubleshoot", keys=ENTER + "lower back" + ENTER)[:2] == (130, "")


def test_the_choice_of_a_symptom_can_be_interrupted(at_terminal: AtTerminal) -> None:
    assert at_terminal("troubleshoot", keys=ENTER + "1" + CTRL_C)[:2] == (130, "")


@pytest.mark.parametrize(("key", "count"), [("2", 1), ("4", 3)])
def test_one_posture_or_all_can_be_chosen(at_terminal: AtTerminal, key: str, count: int) -> None:
    titles = re.findall(r"^(?:Standing|Sitting|Bending)$", at_terminal("posture", keys=key).out, re.MULTILINE)
    assert len(titles) == count


def test_home_leads_into_the_command_that_is_chosen(at_terminal: AtTerminal) -> None:
    run = at_terminal(keys="6" + "1")
    assert run.code == 0
    assert "Standing" in run.out


def test_home_and_its_menu_fit_on_one_screen_and_the_five_ways_are_a_choice(at_terminal: AtTerminal) -> None:
    run = at_terminal(keys="9")
    first, ways, _ = run.out.partition("Five ways to work without pain")
    assert first.count("\n") + len(_MENU) < 24
    assert ways


def test_the_exit_code_of_the_chosen_command_is_the_exit_code(at_terminal: AtTerminal, history: History) -> None:
    history.save_draft("screen-back", dict.fromkeys(FIRST_PAGE[:-1], "no") | {"chest-pain": "yes"})
    assert at_terminal(keys="1" + "y" + ENTER).code == 4


def test_a_terminal_that_hangs_up_interrupts_and_loses_nothing(at_terminal: AtTerminal, history: History) -> None:
    assert at_terminal(*MOUSE, keys="yn").code == 130
    assert history.draft("setup-check-mouse") == {"mouse-beside": "yes", "mouse-level": "no"}


def test_home_can_be_left(at_terminal: AtTerminal) -> None:
    run = at_terminal(keys="a")
    assert (run.code, "Five ways" in run.out) == (0, False)


@pytest.mark.parametrize("argv", [["--no-input"], ["--json"], ["-f", "markdown"]])
def test_home_offers_no_menu_to_a_script(at_terminal: AtTerminal, argv: list[str]) -> None:
    assert at_terminal(*argv, keys="").code == 0


def test_an_answer_that_was_taken_back_is_not_kept_by_an_interruption(
    at_terminal: AtTerminal, history: History
) -> None:
    assert at_terminal("screen", keys="nnb\x03").code == 130
    assert history.draft("screen-back") == {"leg-symptoms": "no"}


def test_going_back_before_the_first_question_keeps_what_was_given(at_terminal: AtTerminal, history: History) -> None:
    assert at_terminal("screen", "--answer=injury=no", keys="b\x03").code == 130
    assert history.draft("screen-back") == {"injury": "no"}


# --- regions


@pytest.mark.parametrize("region", SCREENING.regions, ids=[region.id for region in SCREENING.regions])
def test_a_screening_with_nothing_to_report_takes_eight_keys_at_most(at_terminal: AtTerminal, region: Region) -> None:
    run = at_terminal("screen", "--region", region.id, keys="n" * 8)
    assert run.code == 0
    assert run.out.startswith("▌ No warning signs found\n")


def test_an_interrupted_screening_of_a_region_says_how_to_go_on_with_it(
    at_terminal: AtTerminal, history: History
) -> None:
    run = at_terminal("screen", "--region=wrist", keys="n" + CTRL_C)
    assert "`ergo screen --region arm` goes on from here" in run.err
    assert history.draft("screen-arm") == {"arm-chest": "no"}
    assert at_terminal("screen", "--region=arm", keys="y" + "n" * 5).code == 0


def test_a_draft_of_another_region_is_not_offered(at_terminal: AtTerminal, history: History) -> None:
    history.save_draft("screen-back", {"chest-pain": "yes"})
    assert at_terminal("screen", "--region=eye", keys="n" * 6).code == 0


# --- the country


def config(home: Path) -> str:
    return (home / "config.toml").read_text()


@pytest.mark.parametrize(("argv", "code"), [(EMERGENCY, 4), (URGENT, 3)], ids=["emergency", "urgent"])
@pytest.mark.parametrize("typed", ["gb", "UK", " GB "])
def test_a_country_that_is_not_known_is_asked_for_after_all_else_and_kept(
    at_terminal: AtTerminal, home: Path, argv: list[str], code: int, typed: str
) -> None:
    run = at_terminal(*argv, keys=typed + ENTER)
    assert run.code == code
    assert "Emergency number (GB): 999" in run.err
    assert config(home) == 'country = "GB"\n'
    assert stat.S_IMODE((home / "config.toml").stat().st_mode) == 0o600


def test_a_country_that_is_kept_is_not_asked_for_again(at_terminal: AtTerminal) -> None:
    at_terminal(*EMERGENCY, keys="gb" + ENTER)
    run = at_terminal(*EMERGENCY, keys="")
    assert run.code == 4
    assert "Emergency number (GB): 999" in run.out.partition("What to do")[0]


def test_the_other_settings_are_left_as_they_are(at_terminal: AtTerminal, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("# mine\nscreening_days = 60\n")
    at_terminal(*EMERGENCY, keys="us" + ENTER)
    assert config(home) == 'country = "US"\n# mine\nscreening_days = 60\n'


def test_a_country_without_a_number_is_asked_for_again(at_terminal: AtTerminal, home: Path) -> None:
    run = at_terminal(*EMERGENCY, keys="zz" + ENTER + "England" + ENTER + "gb" + ENTER)
    assert run.code == 4
    assert run.err.count("No emergency number is known here for that code") == 2
    assert config(home) == 'country = "GB"\n'


def test_who_does_not_want_to_say_the_country_is_left_alone(at_terminal: AtTerminal, home: Path) -> None:
    assert at_terminal(*EMERGENCY, keys=ENTER).code == 4
    assert not (home / "config.toml").exists()


@pytest.mark.parametrize("keys", [CTRL_C, "", "g" + CTRL_C], ids=["Ctrl-C", "hung up", "Ctrl-C after a letter"])
def test_an_interrupted_question_for_the_country_changes_nothing_about_the_outcome(
    at_terminal: AtTerminal, history: History, keys: str
) -> None:
    assert at_terminal(*EMERGENCY, keys=keys).code == 4
    assert history.last("screen-back") is not None


@pytest.mark.parametrize("flag", ["--country=US", "--json", "--no-input"])
def test_the_country_is_asked_for_only_where_it_is_missing_and_somebody_reads(
    at_terminal: AtTerminal, home: Path, flag: str
) -> None:
    assert at_terminal(*EMERGENCY, flag, keys="gb" + ENTER).code == 4
    assert not (home / "config.toml").exists()


def test_a_locale_with_a_country_is_not_asked_about(
    at_terminal: AtTerminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    assert at_terminal(*EMERGENCY, keys="gb" + ENTER).code == 4
    assert not (home / "config.toml").exists()


def test_without_an_emergency_nobody_is_asked_for_a_country(at_terminal: AtTerminal, home: Path) -> None:
    assert at_terminal("screen", keys="n" * 7 + "gb" + ENTER).code == 0
    assert at_terminal("screen", keys="nynnnnn" + "nnnn" + "gb" + ENTER).code == 3
    assert not (home / "config.toml").exists()


def test_no_save_keeps_no_country(at_terminal: AtTerminal, home: Path) -> None:
    assert at_terminal(*EMERGENCY, "--no-save", keys="gb" + ENTER).code == 4
    assert not home.exists()


def test_settings_that_cannot_be_used_are_not_written_to(at_terminal: AtTerminal, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('country = "Great Britain"\n')
    assert at_terminal(*EMERGENCY, keys="gb" + ENTER).code == 4
    assert config(home) == 'country = "Great Britain"\n'


def test_a_country_that_cannot_be_kept_is_used_and_changes_nothing_about_the_outcome(
    at_terminal: AtTerminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").write_text("not a folder")
    monkeypatch.delenv("ERGO_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    run = at_terminal(*EMERGENCY, keys="gb" + ENTER)
    assert run.code == 4
    assert "Emergency number (GB): 999" in run.err
    assert str(tmp_path / "config") in run.err


# --- two questions before advice


WRIST = ["troubleshoot", "wrist-pain"]


def test_two_times_no_leads_to_the_advice_and_is_recorded_as_a_clear_screening(
    at_terminal: AtTerminal, history: History
) -> None:
    run = at_terminal(*WRIST, keys="nn" + ENTER)
    assert run.code == 0
    assert run.out.startswith("Wrist pain or discomfort ")
    record = history.last("screen-arm")
    assert record is not None
    assert record.answers == {"arm-short-now": "no", "arm-short-soon": "no"}
    assert json.loads(record.result)["tier"] == "clear"


def test_once_the_two_questions_are_answered_they_are_not_asked_again(at_terminal: AtTerminal) -> None:
    at_terminal(*WRIST, keys="nn" + ENTER)
    run = at_terminal("troubleshoot", "elbow-pain", keys=ENTER)
    assert (run.code, run.err) == (0, "")


def test_another_region_has_two_questions_of_its_own(at_terminal: AtTerminal, history: History) -> None:
    at_terminal(*WRIST, keys="nn" + ENTER)
    assert at_terminal("troubleshoot", "neck-pain", keys=ENTER).code == 130
    assert at_terminal("troubleshoot", "neck-pain", keys="nn" + ENTER).code == 0
    assert history.last("screen-neck") is not None


@pytest.mark.parametrize("short", ["yn", "ny", "un", "nu"])
def test_anything_but_no_opens_the_whole_screening_and_then_the_advice(
    at_terminal: AtTerminal, history: History, short: str
) -> None:
    run = at_terminal(*WRIST, keys=short + "n" * 6 + ENTER)
    assert run.code == 0
    assert -1 < run.out.find("No warning signs found") < run.out.find("Wrist pain or discomfort")
    record = history.last("screen-arm")
    assert record is not None
    assert next(iter(record.answers)) == "arm-chest"


@pytest.mark.parametrize("key", ["y", "u"])
def test_after_a_yes_to_the_first_of_the_two_the_second_is_not_asked(at_terminal: AtTerminal, key: str) -> None:
    assert at_terminal(*WRIST, keys=key + "n" * 6 + ENTER).code == 0


@pytest.mark.parametrize(
    ("symptom", "keys", "code"),
    [("wrist-pain", "y" + ENTER, 4), ("back-pain", "nynnnnn" + "nnnn", 3), ("eye-strain", "nynnnn" + "n" + ENTER, 3)],
)
def test_a_sign_found_on_the_way_to_advice_is_told_instead_of_it(
    at_terminal: AtTerminal, symptom: str, keys: str, code: int
) -> None:
    run = at_terminal("troubleshoot", symptom, keys="ny" + keys)
    assert run.code == code
    assert run.out.startswith("▌ ")
    assert "What may cause it" not in run.out
    assert at_terminal("troubleshoot", symptom, keys=ENTER).code == code


@pytest.mark.parametrize("flag", ["--json", "--no-input"])
def test_a_script_at_a_terminal_is_told_and_not_asked(at_terminal: AtTerminal, home: Path, flag: str) -> None:
    run = at_terminal(*WRIST, flag, keys=ENTER)
    assert run.code == 0
    assert run.err.startswith("Not yet screened for danger signs")
    assert not home.exists()


@pytest.mark.parametrize("keys", [CTRL_C, "n" + CTRL_C, "y" + CTRL_C])
def test_interrupted_the_two_questions_give_no_advice_and_leave_nothing(
    at_terminal: AtTerminal, home: Path, keys: str
) -> None:
    assert at_terminal(*WRIST, keys=keys)[:2] == (130, "")
    assert not home.exists()


def test_an_old_screening_asks_the_two_questions_again(at_terminal: AtTerminal, home: Path) -> None:
    screened(home, days=31)
    assert at_terminal(*WRIST, keys=ENTER).code == 130
    assert at_terminal(*WRIST, keys="nn" + ENTER).code == 0
    assert at_terminal(*WRIST, keys=ENTER).code == 0


def test_new_pain_asks_the_two_questions_again(at_terminal: AtTerminal, home: Path) -> None:
    screened(home)
    assert at_terminal("screen", "--new-pain", keys=ENTER).code == 0
    assert at_terminal(*WRIST, keys=ENTER).code == 130
    assert at_terminal(*WRIST, keys="nn" + ENTER).code == 0


def test_two_times_no_does_not_lift_what_a_doctor_should_see(at_terminal: AtTerminal, home: Path) -> None:
    screened(home, "doctor", regions=["arm"], days=31)
    run = at_terminal(*WRIST, keys="nn" + ENTER)
    assert run.code == 3
    assert run.out.startswith("▌ Without exercises, for now\n")


# --- danger signs in free words


@pytest.mark.parametrize(("keys", "code"), [("n", 3), ("y" + "nnnnnn", 3), ("y" + "y" + ENTER, 4)])
def test_what_was_written_counts_at_least_whatever_is_answered_then(
    at_terminal: AtTerminal, keys: str, code: int
) -> None:
    run = at_terminal("troubleshoot", "I have a fever and my shoulder aches", keys=keys)
    assert run.code == code
    assert ("What you wrote still counts" in run.err) is keys.endswith("nn")


def test_an_emergency_in_words_is_not_followed_by_questions(at_terminal: AtTerminal, home: Path) -> None:
    run = at_terminal("troubleshoot", "tight chest since lunch", keys="y")
    assert run.code == 4
    assert "ergo screen" not in run.out
    assert not home.exists()


# --- the offer before stretches


def test_a_sign_found_before_stretches_is_told_and_the_session_does_not_begin(
    at_terminal: AtTerminal, history: History
) -> None:
    run = at_terminal("stretch", "neck-stretch", keys="y" + "y" + ENTER)
    assert run.code == 4
    assert run.out.startswith("▌ Get emergency help now\n")
    assert history.last("screen-neck") is not None


def test_an_interrupted_offer_is_the_end(at_terminal: AtTerminal, home: Path) -> None:
    assert at_terminal("stretch", "neck-stretch", keys=CTRL_C)[:2] == (130, "")
    assert not home.exists()


@pytest.mark.parametrize("flag", ["--show", "--json", "--no-input"])
def test_who_only_reads_how_it_is_done_is_told_and_not_asked(at_terminal: AtTerminal, flag: str) -> None:
    run = at_terminal("stretch", "neck-stretch", flag, keys="")
    assert run.code == 0
    assert run.err.startswith("Not yet screened for danger signs (neck)")


# --- a doctor's word, forgetting


def test_a_doctors_word_is_recorded_once_the_user_says_so(at_terminal: AtTerminal, home: Path) -> None:
    screened(home, "emergency", regions=["back"])
    run = at_terminal("screen", "--cleared", keys="y")
    assert run.code == 0
    assert "cleared by a doctor" in run.out
    assert at_terminal("stretch", "neck-stretch", "--show", keys="").code == 0


@pytest.mark.parametrize("keys", ["n", CTRL_C, "", ENTER], ids=["no", "Ctrl-C", "hung up", "Enter alone"])
def test_a_doctors_word_is_recorded_for_nothing_less_than_a_yes(at_terminal: AtTerminal, home: Path, keys: str) -> None:
    screened(home, "emergency", regions=["back"])
    assert at_terminal("screen", "--cleared", keys=keys).code == 130
    assert at_terminal("screen", "--status", keys="").code == 4


@pytest.mark.parametrize(("keys", "code"), [("y", 0), ("n", 4), (CTRL_C, 4), (ENTER, 4)])
def test_records_are_forgotten_for_nothing_less_than_a_yes(
    at_terminal: AtTerminal, home: Path, keys: str, code: int
) -> None:
    screened(home, "emergency")
    at_terminal("screen", "--forget", keys=keys)
    assert at_terminal("screen", "--status", keys="").code == code


# --- a history that cannot be used


def test_with_a_damaged_history_the_questions_are_asked_and_the_outcome_told_and_kept(
    at_terminal: AtTerminal, home: Path, history: History
) -> None:
    home.mkdir()
    (home / "history.db").write_bytes(b"not a database, but long enough to be one")
    run = at_terminal("screen", keys="n" * 7)
    assert run.code == 74
    assert run.out.startswith("▌ No warning signs found\n")
    assert f"It is kept as {home / 'history.db.damaged-1'};" in run.err
    assert history.last("screen-back") is not None


def test_the_path_of_a_damaged_history_is_told_even_if_the_screening_is_interrupted(
    at_terminal: AtTerminal, home: Path
) -> None:
    home.mkdir()
    (home / "history.db").write_bytes(b"not a database, but long enough to be one")
    assert str(home / "history.db.damaged-1") in at_terminal("screen", keys="n" + CTRL_C).err


def test_where_nothing_can_be_written_the_questions_are_asked_and_the_outcome_told(
    at_terminal: AtTerminal, home: Path
) -> None:
    home.write_text("not a folder")
    run = at_terminal("screen", keys="n" * 7)
    assert run.code == 74
    assert run.out.startswith("▌ No warning signs found\n")
