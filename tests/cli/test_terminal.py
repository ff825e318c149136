"""The real program in a real (pseudo-)terminal: what a user at a prompt sees, and how the terminal is left."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pexpect
import pyte
import pytest

from ergo_cli.store.history import History
from tests.cli.test_gate import SCREENING, screened

ERGO = str(Path(sys.executable).with_name("ergo"))
CTRL_C, DOWN = "\x03", "\x1b[B"
ALTERNATE_SCREEN = 1049 << 5  # as pyte keeps it among its modes

ARM = next(region for region in SCREENING.regions if region.id == "arm")
# With xdist, pytest runs threads beside the test; the child of this fork goes straight to exec.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


class Screen(pyte.Screen):
    """A screen that answers when it is asked where its cursor is, as terminals do."""

    def __init__(self, columns: int, rows: int, reply: Callable[[str], object]) -> None:
        super().__init__(columns, rows)
        self._reply = reply
        self.bells = 0
        self.breaks_anew = True

    def bell(self, *_: object) -> None:
        self.bells += 1

    def resize(self, lines: int | None = None, columns: int | None = None) -> None:
        """Break lines that are too long anew, as most terminals do."""
        before, cursor = [row.rstrip() for row in self.display], self.cursor
        super().resize(lines, columns)
        if not self.breaks_anew:
            return
        wide = self.columns
        rows = [row[start : start + wide] for row in before for start in range(0, max(1, len(row)), wide)]
        y = sum(max(1, -(-len(row) // wide)) for row in before[: cursor.y]) + cursor.x // wide
        spare = max(0, y + 1 - self.lines)
        self.erase_in_display(2)
        for number, row in enumerate(rows[spare : spare + self.lines]):
            self.cursor_position(number + 1, 1)
            self.draw(row)
        self.cursor_position(y - spare + 1, cursor.x % wide + 1)

    def write_process_input(self, data: str) -> None:
        self._reply(data)


class Terminal:
    """A program in a terminal: what it shows, keys for it, and how it ends."""

    def __init__(self, *argv: str, columns: int = 80, rows: int = 50) -> None:
        real = {"NO_COLOR", "COLUMNS", "LINES", "TMUX", "STY", "XTERM_VERSION"}
        env = {name: value for name, value in os.environ.items() if name not in real}
        env["TERM"] = "xterm-256color"
        self._child: pexpect.spawn[str] = pexpect.spawn(
            argv[0], list(argv[1:]), dimensions=(rows, columns), env=env, encoding="utf-8", codec_errors="replace"
        )
        self._child.delaybeforesend = None
        self.screen = Screen(columns, rows, self._child.send)
        self._stream = pyte.Stream(self.screen)
        self._text: str | None = None
        self.raw = ""

    @property
    def pid(self) -> int:
        assert self._child.pid is not None
        return self._child.pid

    @property
    def text(self) -> str:
        """What is on the screen, without blanks at the ends; the right half of a wide character is an empty cell."""
        if self._text is None:
            rows, columns = range(self.screen.lines), range(self.screen.columns)
            cells = self.screen.buffer
            lines = ("".join(cells[row][column].data for column in columns).rstrip() for row in rows)
            self._text = "\n".join(lines).strip("\n")
        return self._text

    def until(self, met: Callable[[], object]) -> None:
        """Read on until *met*; fail if the program ends or falls silent before."""
        while not met():
            assert self._read(), f"the program has ended; on the screen is:\n{self.text}"

    def expect(self, text: str) -> None:
        self.until(lambda: text in self.text)

    def press(self, keys: str) -> None:
        self._child.send(keys)

    def signal(self, number: int) -> None:
        self._child.kill(number)

    def choose(self, label: str) -> None:
        """Wait for the option *label* of a menu and press its key."""
        self.expect(f"{label}  (")
        self.press(self.text.partition(f"{label}  (")[2][0])

    def end(self) -> int:
        """Read to the end and return the exit code."""
        while self._read():
            pass
        self._child.close()
        assert self._child.exitstatus is not None, f"ended by signal {self._child.signalstatus}"
        return self._child.exitstatus

    def close(self) -> None:
        self._child.close(force=True)

    def resize(self, columns: int, rows: int) -> None:
        self._child.setwinsize(rows, columns)
        self.screen.resize(rows, columns)
        self._text = None

    def quiet(self, seconds: float) -> bool:
        """Return whether nothing comes for so many seconds."""
        try:
            self._child.read_nonblocking(1, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        return False

    def _read(self) -> bool:
        """Take in what comes next; return whether there was anything."""
        try:
            data = self._child.read_nonblocking(4096, timeout=10)
        except pexpect.EOF:
            return False
        except pexpect.TIMEOUT:
            pytest.fail(f"nothing came for ten seconds; on the screen is:\n{self.text}")
        self.raw += data
        self._stream.feed(data)
        self._text = None
        return True


Start = Callable[..., Terminal]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a program in a terminal that is closed after the test."""
    started: list[Terminal] = []

    def starter(*argv: str, **size: int) -> Terminal:
        started.append(Terminal(*argv, **size))
        return started[-1]

    yield starter
    for terminal in started:
        terminal.close()


@pytest.fixture
def ergo_at_terminal(start: Start) -> Start:
    """Start `ergo` in a terminal."""
    return lambda *argv, **size: start(ERGO, *argv, **size)


def answer_all(terminal: Terminal, key: str, last: str) -> int:
    """Answer question after question with *key* until *last* is on the screen; return how many keys it took."""

    def asked() -> int:
        return max(map(int, re.findall(r"^(\d+)/\d+\+? ", terminal.text, re.MULTILINE)), default=0)

    answered = presses = 0
    while last not in terminal.text:
        if asked() > answered:
            answered = asked()
            presses += 1
            terminal.press(key)
        before = terminal.text
        terminal.until(partial(changed, terminal, before))
    return presses


def changed(terminal: Terminal, before: str) -> bool:
    return terminal.text != before


def nothing_hurts(terminal: Terminal) -> None:
    """Answer the question after a session."""
    terminal.expect("Did anything hurt that did not hurt before?")
    terminal.press("n")


@pytest.fixture
def _screened(home: Path) -> None:
    screened(home)


usually = pytest.mark.usefixtures("_screened")


# --- home


def test_home_leads_into_the_commands(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal()
    terminal.choose("Habits beyond the desk")
    terminal.expect("Habits beyond the desk\n\n")
    assert terminal.end() == 0


def test_home_can_be_left(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal()
    terminal.choose("Nothing now")
    assert terminal.end() == 0
    assert terminal.text.endswith("? What would you like to do? Nothing now")


def test_home_hands_on_the_exit_code_of_the_command(ergo_at_terminal: Start, home: Path) -> None:
    History(home / "history.db").save_draft("screen-back", {"chest-pain": "yes"})
    terminal = ergo_at_terminal()
    terminal.choose("Screen a sore back")
    terminal.expect("Go on from there?")
    terminal.press("y")
    answer_all(terminal, "n", "which country are you in?")
    terminal.press("\r")
    assert terminal.end() == 4
    assert "▌ Get emergency help now" in terminal.text


@usually
def test_stretching_asks_where_and_how_long(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("stretch", "--no-bell")
    terminal.choose("A bit of everything")
    terminal.choose("2 minutes")
    terminal.expect("Before you start")
    terminal.press("q")
    terminal.expect("Come back whenever you like.")
    nothing_hurts(terminal)
    assert terminal.end() == 0


# --- screen and setup-check


def test_a_screening_without_a_sign_takes_eight_keys_at_most(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("screen")
    assert answer_all(terminal, "n", "▌ No warning signs found") <= 8
    assert terminal.end() == 0


def test_a_grave_sign_is_an_emergency(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("screen", "--country", "GB", "--answer", "chest-pain=yes")
    answer_all(terminal, "n", "▌ Emergency number (GB): 999")
    assert terminal.end() == 4


def test_a_narrow_terminal_cuts_nothing_off(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("screen", columns=40, rows=120)
    answer_all(terminal, "n", "▌ No warning signs found")
    terminal.end()
    asked = terminal.text.partition("stops.\n")[2].partition("▌")[0].strip()
    assert [line for line in asked.splitlines() if not re.match(r"\d/\d\+? |    \S| {5}", line)] == []


def test_an_interrupted_screening_goes_on_where_it_stopped(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("screen")
    answer_all(terminal, "n", "\n3/")
    terminal.press(CTRL_C)
    assert terminal.end() == 130
    assert "Your answers are kept" in terminal.text
    again = ergo_at_terminal("screen")
    again.expect("You stopped last time (2 answered). Go on from there?")
    again.press("y")
    again.expect("\n3/")
    assert "\n2/" not in again.text


def test_a_declined_draft_is_forgotten(ergo_at_terminal: Start, home: Path) -> None:
    history = History(home / "history.db")
    history.save_draft("screen-back", {"leg-symptoms": "no"})
    terminal = ergo_at_terminal("screen")
    terminal.expect("Go on from there?")
    terminal.press("n")
    terminal.expect("\n1/")
    assert history.draft("screen-back") == {}


def test_an_interrupted_setup_check_keeps_nothing_with_no_save(ergo_at_terminal: Start, home: Path) -> None:
    terminal = ergo_at_terminal("setup-check", "feet", "--no-save")
    answer_all(terminal, "y", "2/")
    terminal.press(CTRL_C)
    assert terminal.end() == 130
    assert not home.exists()


def test_a_part_of_the_desk_is_scored(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("setup-check", "feet")
    answer_all(terminal, "y", "▌ 100 of 100")
    assert terminal.end() == 0


@pytest.mark.parametrize("columns", [60, 40, 30])
@pytest.mark.parametrize(("setting", "breaks_anew"), [("A=1", True), ("XTERM_VERSION=XTerm(390)", False)])
def test_a_narrower_window_leaves_nothing_of_the_question_as_it_was_and_all_above_it(
    columns: int, setting: str, breaks_anew: bool, start: Start  # noqa: FBT001
) -> None:  # fmt: skip
    terminal = start("/usr/bin/env", setting, ERGO, "screen", "--region", "arm")
    terminal.screen.breaks_anew = breaks_anew
    terminal.expect("Not sure  (u)")
    terminal.resize(columns, 50)
    terminal.press(DOWN)
    terminal.until(lambda: re.search(r"> No +\(n\)", terminal.text))
    text = " ".join(terminal.text.split())
    assert text.count("Do you also have pain") == 1
    assert text.count("goes back, Ctrl-C stops.") == 1
    asked = ARM.questions[0]
    assert [told for told in (asked.text, asked.help or "") if told not in text] == []


def test_a_narrower_window_leaves_nothing_of_a_question_for_a_line(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("screen", "--answer", "chest-pain=yes")
    terminal.expect("skips)")
    terminal.resize(40, 50)
    terminal.press("g")
    terminal.until(lambda: terminal.text.endswith(" g"))
    shown = terminal.text.partition("? For the right")[2]
    assert " ".join(shown.split()) == "number: which country are you in? (code such as GB; Enter skips) g"


def test_a_question_that_is_left_to_go_back_does_not_stay(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("screen")
    terminal.expect("\n1/")
    terminal.press("n")
    terminal.expect("\n2/")
    terminal.press("b")
    terminal.until(lambda: len(re.findall(r"^1/", terminal.text, re.MULTILINE)) == 2)
    assert "\n2/" not in terminal.text


# --- Ctrl-C


@pytest.mark.parametrize(
    ("argv", "question"),
    [
        ((), "What would you like to do?"),
        (("screen",), "Go on from there?"),
        (("troubleshoot",), "What hurts, and when?"),
    ],
)
def test_ctrl_c_at_a_question_is_the_end(
    argv: tuple[str, ...], question: str, ergo_at_terminal: Start, home: Path
) -> None:
    History(home / "history.db").save_draft("screen-back", {"leg-symptoms": "no"})
    terminal = ergo_at_terminal(*argv)
    terminal.expect(question)
    terminal.press(CTRL_C)
    assert terminal.end() == 130
    assert "Traceback" not in terminal.text


# --- menus and what only shows


@usually
def test_words_typed_at_a_list_choose_none_of_its_lines(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("troubleshoot")
    terminal.expect("Enter alone shows a list.")
    terminal.press("\r")
    terminal.expect("Where does it hurt?")
    terminal.press("lower back is sore\r")
    terminal.expect("No line has that key")
    terminal.until(lambda: terminal.screen.bells)
    assert ">" not in terminal.text.partition("Where does it hurt?")[2]
    terminal.press("1")
    terminal.expect("Where does it hurt? Neck")


@usually
def test_a_symptom_is_found_by_menus(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("troubleshoot", rows=200)
    terminal.expect("Enter alone shows a list.")
    terminal.press("\r")
    terminal.expect("Where does it hurt?")
    terminal.press("1")
    terminal.expect("Which fits best?")
    terminal.press(f"{DOWN}\r")
    terminal.expect("Which of these are true for you?")
    terminal.press(f" {DOWN} \r")
    terminal.expect("\nTry first, as it fits you\n")
    assert terminal.end() == 0
    true, _, others = terminal.text.partition("\nTrue for you\n")[2].partition("\nOther causes\n")
    assert (true.count("•"), "•" in others) == (2, True)


def test_a_posture_is_chosen_from_a_menu(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("posture")
    terminal.choose("Bending")
    terminal.expect("✗")
    assert terminal.end() == 0
    assert "? Which posture? Bending\n" in terminal.text


@pytest.mark.parametrize(
    ("argv", "shown"),
    [(("habits", "exercise"), "Exercise regularly"), (("content", "list"), "screening.yaml")],
)
def test_what_need_not_ask_shows_at_once(argv: tuple[str, ...], shown: str, ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal(*argv)
    assert terminal.end() == 0
    assert shown in terminal.text


def test_a_break_ends_with_any_key(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("break", "--eyes")
    terminal.expect("any key ends it")
    terminal.press("x")
    assert terminal.end() == 0
    assert "any key ends it" not in terminal.text
    assert not terminal.screen.cursor.hidden


def test_a_break_that_waits_for_an_occasion_is_not_counted_down(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("break", "walk-and-talk")
    terminal.expect("at your next call")
    assert terminal.end() == 0
    assert "any key ends it" not in terminal.text


# --- a guided session


STRETCH = ("stretch", "shoulder-rolls", "--no-bell")


# As short as a session can be: six seconds to get ready, one to work.
BLINK = """
stretches:
  - id: blink
    name: Blink
    summary: Rests the eyes.
    areas: [eyes]
    position: either
    muscles: eyelids
    parts: [{id: once, name: Once, steps: [Close your eyes.], feel: at once, hold: 1}]
    cautions: []
    sources: [kp-ergonomics]
"""


def seconds_left(terminal: Terminal) -> int:
    shown = re.search(r"[█░] +(\d+) s ", terminal.text)
    return int(shown[1]) if shown else -1


def figure_in(text: str) -> str:
    """Return what is drawn with Braille."""
    return re.sub(r"[^\u2800-\u28ff\n]+", " ", text)


@usually
def test_the_figure_moves_and_space_stops_it_with_the_countdown(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("stretch", "hamstring-stretch", "--no-bell", rows=24)
    terminal.expect("Before you start")
    assert ALTERNATE_SCREEN in terminal.screen.mode
    terminal.press("n")
    terminal.expect("Get ready")
    first = figure_in(terminal.text)
    terminal.until(lambda: seconds_left(terminal) <= 5 and figure_in(terminal.text) != first)
    terminal.press(" ")
    terminal.expect("Paused")
    paused = terminal.text
    assert terminal.quiet(0.6)
    assert terminal.text == paused
    terminal.press(" ")
    terminal.until(lambda: figure_in(terminal.text) != figure_in(paused))


@usually
def test_keys_go_on_back_and_over_again(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal(*STRETCH)
    terminal.expect("Before you start")
    terminal.press("n")
    terminal.expect("Rolls, one way ")
    terminal.press("n")
    terminal.expect("Rolls, the other way ")
    terminal.until(lambda: seconds_left(terminal) == 5)
    terminal.press("r")
    terminal.until(lambda: seconds_left(terminal) == 6)
    terminal.press("b")
    terminal.expect("Next: Rolls, the other way")
    terminal.press("\x1b[C\x1b[C")
    nothing_hurts(terminal)
    assert terminal.end() == 0


@usually
def test_a_stretch_is_left_out_by_the_key_that_its_cautions_name(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("stretch", "back-stretch", "shoulder-rolls", "--no-bell", rows=24)
    terminal.expect("s leave this stretch out")
    terminal.press("s")
    terminal.until(lambda: terminal.text.startswith("Shoulder rolls"))
    terminal.press("s")
    terminal.expect("Come back whenever you like.")
    nothing_hurts(terminal)
    assert terminal.end() == 0


@usually
@pytest.mark.parametrize(("key", "code"), [("q", 0), (CTRL_C, 130)])
def test_a_session_leaves_the_terminal_as_it_was(key: str, code: int, start: Start) -> None:
    script = 'trap : INT; before=$(stty -g); "$@"; code=$?; test "$before" = "$(stty -g)" && echo "as before, $code"'
    terminal = start("/bin/sh", "-c", script, "sh", ERGO, *STRETCH)
    terminal.expect("Before you start")
    terminal.press(key)
    if not code:
        nothing_hurts(terminal)
    terminal.expect(f"as before, {code}")
    assert ALTERNATE_SCREEN not in terminal.screen.mode
    assert not terminal.screen.cursor.hidden
    assert "Traceback" not in terminal.text


@usually
def test_a_session_that_is_worked_through_ends_by_itself_and_rings(ergo_at_terminal: Start, home: Path) -> None:
    (home / "packs" / "mine").mkdir(parents=True)
    (home / "packs" / "mine" / "stretches.yaml").write_text(BLINK)
    terminal = ergo_at_terminal("stretch", "blink")
    terminal.expect("▌ 1 of 1 done\n▌ Blink.")
    nothing_hurts(terminal)
    assert terminal.end() == 0
    assert terminal.screen.bells == 2


@usually
def test_ctrl_z_gives_the_terminal_back_until_the_session_is_taken_up_again(start: Start) -> None:
    terminal = start("/bin/bash", "--norc", "-i")
    terminal.press(f"PS1='shell> '; {ERGO} {' '.join(STRETCH)}\r")
    terminal.expect("Before you start")
    terminal.press("\x1a")
    terminal.until(lambda: terminal.text.endswith("shell>"))
    assert ALTERNATE_SCREEN not in terminal.screen.mode
    assert not terminal.screen.cursor.hidden
    terminal.press("stty -a | grep -c ' icanon'\r")
    terminal.until(lambda: "\r1\r\n" in terminal.raw)
    terminal.press("fg\r")
    terminal.until(lambda: ALTERNATE_SCREEN in terminal.screen.mode)
    terminal.press("q")
    terminal.expect("Did anything hurt")


@usually
def test_a_window_may_change_its_size(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal(*STRETCH, rows=24)
    terminal.expect("Before you start")
    terminal.press("n")
    terminal.expect("s skip   q quit")
    terminal.resize(42, 24)
    terminal.expect("space pause n/b move")
    assert figure_in(terminal.text).strip()
    terminal.press("q")
    terminal.expect("Did anything hurt")


@usually
@pytest.mark.parametrize(("setting", "colours"), [("A=1", True), ("NO_COLOR=1", False)])
def test_without_colour_the_figure_is_the_same(setting: str, colours: bool, start: Start) -> None:  # noqa: FBT001
    terminal = start("/usr/bin/env", setting, ERGO, *STRETCH, rows=24)
    terminal.expect("Before you start")
    terminal.press("nq")
    terminal.expect("Did anything hurt")
    session = terminal.raw.partition("\x1b[?1049l")[0]
    assert bool(re.search(r"\x1b\[[0-9;]*(3[0-7]|4[0-7]|9[0-7])m", session)) is colours


@usually
def test_a_terminal_without_the_characters_gets_plain_ones(start: Start) -> None:
    terminal = start("/usr/bin/env", "PYTHONIOENCODING=ascii", ERGO, *STRETCH, rows=24)
    terminal.expect("Before you start")
    terminal.press("n")
    terminal.expect("Get ready")
    assert terminal.raw.isascii()
    assert "?" not in terminal.text
    assert "###" in terminal.text


@usually
def test_a_request_to_end_leaves_the_terminal_as_it_was(start: Start) -> None:
    terminal = start(ERGO, *STRETCH)
    terminal.expect("Before you start")
    terminal.signal(signal.SIGTERM)
    assert terminal.end() == 143
    assert ALTERNATE_SCREEN not in terminal.screen.mode
    assert not terminal.screen.cursor.hidden


@usually
@pytest.mark.parametrize("how", ["--no-animation", "ACCESSIBLE=1", "TERM=dumb"])
def test_without_animation_a_session_is_told_line_by_line(how: str, start: Start) -> None:
    option, setting = ([how], []) if how.startswith("--") else ([], [how])
    terminal = start("/usr/bin/env", *setting, ERGO, *STRETCH, *option)
    terminal.expect("Take care: Shoulder rolls")
    assert ALTERNATE_SCREEN not in terminal.screen.mode
    assert ("\x1b" in terminal.raw) is bool(option)
    assert terminal.screen.bells == 0
    terminal.press(CTRL_C)
    assert terminal.end() == 130
    assert "Traceback" not in terminal.text


@usually
def test_line_by_line_the_bell_rings_at_once(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("stretch", "shoulder-rolls", "--no-animation")
    terminal.expect("Take care: Shoulder rolls")
    assert terminal.screen.bells == 1


# --- the interlock around a session


def test_who_was_not_screened_is_offered_it_and_may_stretch_without(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal(*STRETCH)
    terminal.expect("Screen now?")
    assert "Not yet screened for danger signs (neck)" in terminal.text
    terminal.press("n")
    terminal.expect("Before you start")
    terminal.press("q")
    nothing_hurts(terminal)
    assert terminal.end() == 0


def test_a_screening_without_a_sign_leads_on_into_the_session(ergo_at_terminal: Start, home: Path) -> None:
    terminal = ergo_at_terminal(*STRETCH)
    terminal.expect("Screen now?")
    terminal.press("y")
    answer_all(terminal, "n", "Before you start")
    terminal.press("q")
    nothing_hurts(terminal)
    assert terminal.end() == 0
    assert History(home / "history.db").last("screen-neck") is not None


def test_what_is_held_back_does_not_begin(ergo_at_terminal: Start, home: Path) -> None:
    screened(home, "emergency", regions=["back"])
    terminal = ergo_at_terminal(*STRETCH)
    assert terminal.end() == 4
    assert "ergo: your screening (back, " in terminal.text
    assert "Before you start" not in terminal.text


@usually
def test_pain_in_a_session_asks_for_a_screening_before_the_next(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal(*STRETCH)
    terminal.expect("Before you start")
    terminal.press("q")
    terminal.expect("Did anything hurt that did not hurt before?")
    terminal.press("y")
    terminal.expect("Where?")
    terminal.press("\r")
    assert terminal.end() == 0
    assert "Leave it at that for today." in terminal.text
    again = ergo_at_terminal(*STRETCH)
    again.expect("Screen now?")
    assert "You reported new pain (neck)" in again.text


@usually
def test_pain_is_kept_even_if_nobody_says_where(ergo_at_terminal: Start, home: Path) -> None:
    terminal = ergo_at_terminal(*STRETCH)
    terminal.expect("Before you start")
    terminal.press("q")
    terminal.expect("Did anything hurt that did not hurt before?")
    terminal.press("y")
    terminal.expect("Where?")
    terminal.press("q")
    assert terminal.end() == 130
    assert History(home / "history.db").last("screen-pain") is not None


@pytest.mark.parametrize(("tier", "code"), [("doctor", 3), ("emergency", 4)])
def test_where_nothing_may_be_stretched_nobody_is_asked_what(
    ergo_at_terminal: Start, home: Path, tier: str, code: int
) -> None:
    screened(home, tier, regions=["back"])
    terminal = ergo_at_terminal("stretch")
    assert terminal.end() == code
    assert "What would you like to stretch?" not in terminal.text


def test_what_may_not_be_stretched_is_not_to_choose_from(ergo_at_terminal: Start, home: Path) -> None:
    screened(home, "doctor", regions=["neck"])
    terminal = ergo_at_terminal("stretch")
    terminal.expect("What would you like to stretch?")
    assert "Hands" in terminal.text
    assert "Shoulders" not in terminal.text
    assert "A bit of everything" not in terminal.text


@usually
def test_without_pain_the_next_session_asks_nothing(ergo_at_terminal: Start, home: Path) -> None:
    terminal = ergo_at_terminal(*STRETCH)
    terminal.expect("Before you start")
    terminal.press("q")
    nothing_hurts(terminal)
    assert terminal.end() == 0
    assert History(home / "history.db").last("screen-pain") is None


def test_a_country_is_asked_for_below_the_outcome(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("screen", "--answer", "chest-pain=yes")
    terminal.expect("which country are you in?")
    terminal.press("gb\r")
    assert terminal.end() == 4
    outcome, _, after = terminal.text.partition("which country are you in?")
    assert "▌ Get emergency help now" in outcome
    assert "Emergency number (GB): 999" in after


def test_the_country_is_asked_for_in_whole_words_on_a_narrow_screen(ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("screen", "--answer", "chest-pain=yes", columns=40)
    terminal.expect("skips)")
    shown = terminal.text.partition("? For the right")[2]
    assert " ".join(shown.split()) == "number: which country are you in? (code such as GB; Enter skips)"


@pytest.mark.parametrize("columns", [40, 80])
def test_the_two_questions_before_advice_are_shown_whole(columns: int, ergo_at_terminal: Start) -> None:
    terminal = ergo_at_terminal("troubleshoot", "wrist-pain", columns=columns, rows=200)
    answer_all(terminal, "n", "Which of these are true for you?")
    terminal.press("\r")
    terminal.expect("See a professional")
    assert terminal.end() == 0
    shown = " ".join(terminal.text.replace(" No\n", "\n").split())
    assert [q.id for q in ARM.short if q.text not in shown] == []


# --- streams


def test_questions_and_talk_go_to_stderr_and_the_result_to_stdout(start: Start, tmp_path: Path) -> None:
    talk = tmp_path / "talk"
    script = 'stty -echo; echo ready; "$@" 2>"$0"'
    terminal = start("/bin/sh", "-c", script, str(talk), ERGO, "setup-check", "feet")
    terminal.expect("ready")
    terminal.press("y" * 20)
    assert terminal.end() == 0
    assert terminal.text.startswith("ready\nYour workstation ")
    assert "of 100" not in talk.read_text()
    assert "1/" in talk.read_text()


def test_a_terminal_that_lacks_a_character_still_gets_the_result(start: Start) -> None:
    script = 'PYTHONIOENCODING=ascii "$@"'
    terminal = start("/bin/sh", "-c", script, "sh", ERGO, "posture", "bending")
    assert terminal.end() == 0
    assert "Push your hips back" in terminal.text
