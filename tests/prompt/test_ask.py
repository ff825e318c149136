from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

import pyte
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from ergo_cli.engine.queries import CHECK_ANSWERS, FACT_ANSWERS, Move, Query
from ergo_cli.prompt.ask import ask, ask_line, ask_many, ask_query, confirm

DOWN, UP, CTRL_C = "\x1b[B", "\x1b[A", "\x03"
MENU = {f"item-{number}": f"Item {number}" for number in range(1, 12)}
LONG = (
    "Any trouble passing urine or holding urine or stool, any numbness between your legs, or any change in "
    "sexual feeling?"
)


def query(text: str = "Is it?", help_text: str | None = None, options: Mapping[str, str] = CHECK_ANSWERS) -> Query:
    return Query("it", text, help_text, options)


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    """A keyboard, in front of a screen that nobody looks at."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


# --- keys


@pytest.mark.parametrize(("key", "answer"), [("y", "yes"), ("n", "no"), ("u", "unsure"), ("a", "na")])
def test_a_letter_answers_at_once(key: str, answer: str, keys: PipeInput) -> None:
    keys.send_text(key)
    assert ask("Is it?", CHECK_ANSWERS) == answer


@pytest.mark.parametrize(("pressed", "answer"), [("Yn", "yes"), ("Ny", "no"), ("Uy", "unsure"), ("Ay", "na")])
def test_caps_lock_does_not_stand_in_the_way(pressed: str, answer: str, keys: PipeInput) -> None:
    keys.send_text(pressed)
    assert ask("Is it?", CHECK_ANSWERS) == answer


@pytest.mark.parametrize("skippable", [True, False])
@pytest.mark.parametrize("key", ["b", "B"])
def test_b_goes_back_in_a_questionnaire(key: str, *, skippable: bool, keys: PipeInput) -> None:
    keys.send_text(key)
    assert ask_query(query(), mark="2/7", skippable=skippable) is Move.BACK


@pytest.mark.parametrize("key", ["s", "S"])
def test_s_skips_where_there_is_a_part_to_skip(key: str, keys: PipeInput) -> None:
    keys.send_text(key)
    assert ask_query(query(), mark="2/7", skippable=True) is Move.SKIP


@pytest.mark.parametrize("key", ["s", "S"])
def test_s_does_nothing_where_nothing_can_be_skipped(key: str, keys: PipeInput) -> None:
    keys.send_text(f"{key}n")
    assert ask_query(query(), mark="2/7", skippable=False) == "no"


@pytest.mark.parametrize(("key", "answer"), [("y", "yes"), ("n", "no"), ("u", "unsure"), ("a", "na")])
def test_a_letter_answers_a_questionnaire_at_once(key: str, answer: str, keys: PipeInput) -> None:
    keys.send_text(key)
    assert ask_query(query(), mark="2/7", skippable=True) == answer


@pytest.mark.parametrize("key", ["u", "a", "q", "1"])
def test_what_is_no_answer_to_this_question_is_ignored(key: str, keys: PipeInput) -> None:
    keys.send_text(f"{key}y")
    assert ask_query(query(options=FACT_ANSWERS), mark="2/7", skippable=True) == "yes"


@pytest.mark.parametrize(("pressed", "answer"), [("1", "item-1"), ("a", "item-10"), (f"{DOWN}\r", "item-2")])
def test_a_question_with_options_of_its_own_takes_numbers(pressed: str, answer: str, keys: PipeInput) -> None:
    keys.send_text(pressed)
    assert ask_query(query(options=MENU), mark="2/7", skippable=True) == answer


@pytest.mark.parametrize(("key", "move"), [("b", Move.BACK), ("s", Move.SKIP)])
def test_no_option_takes_the_keys_for_back_and_skip(key: str, move: Move, keys: PipeInput) -> None:
    keys.send_text(key)
    assert ask_query(query(options={str(number): "Option" for number in range(40)}), mark="", skippable=True) is move


def test_ctrl_c_interrupts_a_questionnaire(keys: PipeInput) -> None:
    keys.send_text(CTRL_C)
    with pytest.raises(KeyboardInterrupt):
        ask_query(query(), mark="2/7", skippable=True)


@pytest.mark.parametrize("key", ["q", "Q"])
def test_q_leaves_a_menu(key: str, keys: PipeInput) -> None:
    keys.send_text(key)
    with pytest.raises(KeyboardInterrupt):
        ask("Which?", MENU)


@pytest.mark.parametrize(
    ("pressed", "answer"),
    [("\r", "yes"), (f"{DOWN}\r", "no"), (f"{DOWN}{DOWN}\r", "unsure"), (f"{DOWN}{UP}\r", "yes"), (f"{UP}\r", "na")],
)
def test_arrows_point_and_enter_chooses(pressed: str, answer: str, keys: PipeInput) -> None:
    keys.send_text(pressed)
    assert ask("Is it?", CHECK_ANSWERS) == answer


@pytest.mark.parametrize("other", ["x", "b", "s", "1", "z", " ", "\t", "\x1b[C", "\x1b[200~yes\x1b[201~"])
def test_other_keys_are_ignored(other: str, keys: PipeInput) -> None:
    keys.send_text(f"{other}n")
    assert ask("Is it?", CHECK_ANSWERS) == "no"


@pytest.mark.parametrize("words", ["lower", "lower back", " ", "\t", "\x1b[200~lower back\x1b[201~"])
def test_enter_behind_words_that_mean_nothing_chooses_no_line(words: str, keys: PipeInput) -> None:
    keys.send_text(f"{words}\r\r2")
    assert ask("Where?", {"neck": "Neck", "back": "Back"}) == "back"


@pytest.mark.parametrize(("arrow", "answer"), [(DOWN, "neck"), (UP, "back")])
def test_an_arrow_points_again_after_keys_that_mean_nothing(arrow: str, answer: str, keys: PipeInput) -> None:
    keys.send_text(f"lower\r{arrow}\r")
    assert ask("Where?", {"neck": "Neck", "back": "Back"}) == answer


@pytest.mark.parametrize(
    ("pressed", "marked"),
    [
        ("\r", []),
        (" \r", ["neck"]),
        (f" {DOWN} \r", ["neck", "back"]),
        (f"{UP} {UP} {DOWN} \r", ["neck"]),
        ("ai\r", []),
        ("both my sides\r", []),
        (f"both my sides{DOWN}{DOWN} \r", ["back"]),
    ],
)
def test_of_many_options_space_marks_the_one_that_is_pointed_at(
    pressed: str, marked: list[str], keys: PipeInput
) -> None:
    keys.send_text(pressed)
    assert ask_many("Where?", {"neck": "Neck", "back": "Back"}) == marked


@pytest.mark.parametrize(
    ("typed", "line"),
    [("my back \r", "my back"), ("\r", ""), ("\x1b[200~my\nback\x1b]0;x\x07\x1b[201~\r", "my back\ufffd]0;x\ufffd")],
)
def test_a_line_is_what_was_typed_without_control_characters(typed: str, line: str, keys: PipeInput) -> None:
    keys.send_text(typed)
    assert ask_line("What hurts?") == line


@pytest.mark.parametrize(("key", "answer"), [("1", "item-1"), ("9", "item-9"), ("a", "item-10"), ("c", "item-11")])
def test_a_number_chooses_from_a_menu_and_letters_go_on_after_nine(key: str, answer: str, keys: PipeInput) -> None:
    keys.send_text(key)
    assert ask("Which?", MENU) == answer


def test_a_menu_with_a_yes_in_it_is_still_a_menu(keys: PipeInput) -> None:
    keys.send_text("y2")
    assert ask("Which?", {"yes": "Yes", "later": "Later"}) == "later"


def test_a_menu_that_is_longer_than_the_keys_keeps_all_its_options(keys: PipeInput) -> None:
    keys.send_text(f"{UP}\r")
    assert ask("Which?", {str(number): "Option" for number in range(40)}) == "39"


def test_keys_typed_ahead_answer_the_next_question(keys: PipeInput) -> None:
    keys.send_text("nu")
    assert [ask("Is it?", CHECK_ANSWERS), ask("And this?", CHECK_ANSWERS)] == ["no", "unsure"]


def test_ctrl_c_interrupts_a_question(keys: PipeInput) -> None:
    keys.send_text(CTRL_C)
    with pytest.raises(KeyboardInterrupt):
        ask("Is it?", CHECK_ANSWERS)


@pytest.mark.parametrize(("pressed", "answer"), [("y", True), ("n", False), ("Y", True), ("N", False), ("\r", True)])
def test_a_key_confirms_or_declines_at_once(pressed: str, *, answer: bool, keys: PipeInput) -> None:
    keys.send_text(pressed)
    assert confirm("Go on?") is answer


def test_other_keys_confirm_nothing(keys: PipeInput) -> None:
    keys.send_text("x1 n")
    assert confirm("Go on?") is False


def test_ctrl_c_interrupts_a_confirmation(keys: PipeInput) -> None:
    keys.send_text(CTRL_C)
    with pytest.raises(KeyboardInterrupt):
        confirm("Go on?")


# --- what it looks like


class Paper(io.StringIO):
    """A terminal's screen that remembers what it showed after each flush."""

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__()
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self.pages: list[list[str]] = []

    def write(self, text: str) -> int:
        self._stream.feed(text)
        return len(text)

    def flush(self) -> None:
        lines = [line.rstrip() for line in self._screen.display]
        self.pages.append("\n".join(lines).rstrip().splitlines())


@contextmanager
def terminal(columns: int, pressed: str, rows: int = 24) -> Iterator[Paper]:
    paper = Paper(columns, rows)
    output = Vt100_Output(paper, lambda: Size(rows=rows, columns=columns), term="xterm", enable_cpr=False)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=output):
        pipe.send_text(pressed)
        yield paper


def while_asking(text: str, columns: int, *, mark: str = "?", help_text: str | None = None) -> list[str]:
    with terminal(columns, "n") as paper:
        ask_query(query(text, help_text), mark=mark, skippable=True)
    return next(page for page in paper.pages if any("(y)" in line for line in page))


def after_asking(text: str, columns: int, key: str = "n", *, help_text: str | None = None) -> list[str]:
    with terminal(columns, key) as paper:
        ask_query(query(text, help_text), mark="2/7", skippable=True)
    return paper.pages[-1]


def test_a_question_shows_its_options_with_their_keys() -> None:
    assert while_asking("Is the mouse near?", 80, mark="2/7") == [
        "2/7 Is the mouse near?",
        "    > Yes  (y)",
        "      No  (n)",
        "      Not sure  (u)",
        "      Does not apply  (a)",
    ]


def test_a_question_that_is_skipped_shows_no_answer() -> None:
    assert after_asking("Is the mouse near?", 80, "s") == ["2/7 Is the mouse near?"]


def test_a_question_that_will_come_again_does_not_stay() -> None:
    assert after_asking("Is the mouse near?", 80, "b") == []


def test_options_of_its_own_are_shown_with_their_numbers() -> None:
    with terminal(80, "1") as paper:
        ask_query(query("How is it?", options={"right": "Right.", "too-low": "Too low."}), mark="2/7", skippable=True)
    shown = next(page for page in paper.pages if any("(1)" in line for line in page))
    assert shown == ["2/7 How is it?", "    > Right.  (1)", "      Too low.  (2)"]
    assert paper.pages[-1] == ["2/7 How is it? Right."]


def test_help_stands_between_the_question_and_its_options() -> None:
    shown = while_asking("Is the mouse near?", 80, mark="2/7", help_text="Sit down and reach for it.")
    assert shown[:3] == ["2/7 Is the mouse near?", "    Sit down and reach for it.", "    > Yes  (y)"]


@pytest.mark.parametrize("columns", [40, 80])
def test_a_long_question_wraps_under_its_beginning(columns: int) -> None:
    shown = while_asking(LONG, columns, mark="2/7", help_text=LONG)
    words = [line for line in shown if "(" not in line]
    assert " ".join(" ".join(words).split()) == f"2/7 {LONG} {LONG}"
    assert [line[:4] for line in words] == ["2/7 "] + ["    "] * (len(words) - 1)


@pytest.mark.parametrize("length", range(31, 37))
def test_there_is_no_blank_line_below_a_question_of_any_length(length: int) -> None:
    assert "" not in while_asking("x" * length, 40, mark="3/7")


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("key", ["n", "a"])
def test_an_answer_stands_behind_its_question_on_a_line_that_is_indented(columns: int, key: str) -> None:
    shown = after_asking(LONG, columns, key)
    assert shown[-1].endswith({"n": " No", "a": " Does not apply"}[key])
    assert [line[:4] for line in shown] == ["2/7 "] + ["    "] * (len(shown) - 1)


def test_an_answered_question_keeps_neither_help_nor_keys() -> None:
    assert after_asking("Is the mouse near?", 80, help_text="Look.") == ["2/7 Is the mouse near? No"]


def words_of(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


@pytest.mark.parametrize("columns", [20, 40, 80])
@pytest.mark.parametrize(
    ("pressed", "answer"), [("\r", "None of these"), (" \r", LONG), (f" {DOWN} \r", f"- {LONG} - No")]
)
def test_what_was_marked_is_repeated_to_the_last_letter(columns: int, pressed: str, answer: str) -> None:
    with terminal(columns, pressed, 60) as paper:
        ask_many("Which of these are true for you?", {"long": LONG, "short": "No"})
    assert words_of(paper.pages[-1]) == f"? Which of these are true for you? {answer}"


@pytest.mark.parametrize("columns", [20, 40, 80])
@pytest.mark.parametrize("question", [confirm, ask_line])
def test_a_question_for_a_line_is_broken_between_words(columns: int, question: Callable[[str], object]) -> None:
    with terminal(columns, "n\r") as paper:
        question(LONG)
    shown = paper.pages[-1]
    assert words_of(shown).lower() in {f"? {LONG} no".lower(), f"? {LONG} n".lower()}
    assert all(line.startswith(("? ", "  ")) for line in shown)


def test_on_a_low_screen_the_question_and_its_options_come_before_its_help() -> None:
    with terminal(40, "n", 8) as paper:
        ask_query(query("Is the mouse near?", LONG), mark="2/7", skippable=True)
    shown = next(page for page in paper.pages if any("(y)" in line for line in page))
    assert shown[0] == "2/7 Is the mouse near?"
    assert shown[-5] == "    ..."
    assert shown[-4:] == ["    > Yes  (y)", "      No  (n)", "      Not sure  (u)", "      Does not apply  (a)"]


def test_a_confirmation_says_which_keys_it_takes() -> None:
    with terminal(80, "n") as paper:
        confirm("Go on?")
    assert ["? Go on? (Y/n)"] in paper.pages
    assert paper.pages[-1] == ["? Go on? No"]


# --- where it goes


@pytest.fixture
def stderr_alone(capsys: pytest.CaptureFixture[str]) -> Callable[[], AbstractContextManager[None]]:
    """Check that what happens inside is written to stderr, and nothing of it to stdout."""

    @contextmanager
    def checked() -> Iterator[None]:
        with create_pipe_input() as pipe, create_app_session(input=pipe):
            pipe.send_text("n")
            yield
        out, err = capsys.readouterr()
        assert (out, "Go on?" in err) == ("", True)

    return checked


def test_a_question_goes_to_stderr(stderr_alone: Callable[[], AbstractContextManager[None]]) -> None:
    with stderr_alone():
        assert ask("Go on?", CHECK_ANSWERS) == "no"


def test_a_confirmation_goes_to_stderr(stderr_alone: Callable[[], AbstractContextManager[None]]) -> None:
    with stderr_alone():
        assert confirm("Go on?") is False
