"""The desk at a real (pseudo-)terminal: a whole check by keyboard, parts skipped, drafts, ROSA."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.rosa import Rosa
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.engine.rosa import rosa_queries
from ergo_cli.store.history import History
from tests.cli.test_terminal import CTRL_C, ERGO, Terminal, answer_all, changed

# With xdist, pytest runs threads beside the test; the child of this fork goes straight to exec.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")

LIBRARY = Library(data_dir())
WORKSTATION = LIBRARY.read(Workstation)
ROSA = LIBRARY.read(Rosa)
FACTS = [fact.id for fact in WORKSTATION.facts]
CHECKS = [check.id for check in WORKSTATION.checks]
AREAS = {area.id: area.name for area in WORKSTATION.areas}
TEXTS = {fact.id: fact.text for fact in WORKSTATION.facts} | {check.id: check.text for check in WORKSTATION.checks}
CHAIR = [check.id for check in WORKSTATION.checks if check.area == "chair"]
MOUSE_AND_FEET = ("setup-check", "mouse", "feet")

Start = Callable[..., Terminal]


@pytest.fixture
def check() -> Iterator[Start]:
    """Start `ergo` in a terminal that is closed after the test."""
    started: list[Terminal] = []

    def starter(*argv: str, **size: int) -> Terminal:
        started.append(Terminal(ERGO, *argv, **size))
        return started[-1]

    yield starter
    for terminal in started:
        terminal.close()


@pytest.fixture
def history(home: Path) -> History:
    return History(home / "history.db")


def answered(history: History, kind: str) -> Mapping[str, str]:
    record = history.last(kind)
    assert record
    return record.answers


def result(history: History, kind: str) -> dict[str, Any]:
    record = history.last(kind)
    assert record
    parsed: dict[str, Any] = json.loads(record.result)
    return parsed


def question(terminal: Terminal) -> str:
    """Return the question that waits for its answer: the last one that shows keys."""
    return re.split(r"^\d+/\d+\+? ", terminal.text, flags=re.MULTILINE)[-1]


def at(terminal: Terminal, start: str) -> bool:
    """Return whether a question that begins with *start* waits for its answer."""
    waiting = question(terminal)
    return waiting.startswith(start) and re.search(r"\(\w\)$", waiting, re.MULTILINE) is not None


def text_of(name: str) -> str:
    """Return the beginning of a question, short enough to stand on one line."""
    return TEXTS[name][:40]


def press(terminal: Terminal, keys: str, *names: str) -> None:
    """Press each of *keys* where the question of that name waits."""
    for key, name in zip(keys, names, strict=True):
        terminal.until(partial(at, terminal, text_of(name)))
        terminal.press(key)


# --- how many keys


def test_a_full_check_takes_sixty_keys_at_most(check: Start, history: History) -> None:
    terminal = check("setup-check")
    # With progressive lenses, one question about the height of the screen takes the place of another.
    asked = [name for name in CHECKS if name != "screen-height"]
    assert answer_all(terminal, "y", "▌ 100 of 100") == len(FACTS) + len(asked) <= 60
    assert terminal.end() == 0
    assert answered(history, "setup-check") == dict.fromkeys([*FACTS, *asked], "yes")


def test_a_desk_with_less_on_it_takes_fewer_keys(check: Start, history: History) -> None:
    terminal = check("setup-check", "chair", "--answer=has-armrests=no")
    assert answer_all(terminal, "y", "▌ 100 of 100") == len(CHAIR) - 1
    assert terminal.end() == 0
    assert "chair-armrests" not in answered(history, "setup-check-chair")


def test_the_chair_takes_ten_keys_at_most(check: Start, history: History) -> None:
    terminal = check("setup-check", "chair")
    assert answer_all(terminal, "y", "▌ 100 of 100") == len(CHAIR) + 1 <= 10
    assert terminal.end() == 0
    assert list(result(history, "setup-check-chair")["applied"]) == CHAIR


# --- area by area


def test_each_area_is_announced_once_with_its_place_among_them(check: Start) -> None:
    terminal = check("setup-check", "phone", "mouse", "feet")
    answer_all(terminal, "y", "▌ 100 of 100")
    announced = re.findall(r"^(\S.*) \((\d of \d)\)$", terminal.text, re.MULTILINE)
    names = ["About your desk", AREAS["mouse"], AREAS["phone"], AREAS["feet"]]
    assert announced == [(name, f"{number} of 4") for number, name in enumerate(names, start=1)]


def test_the_number_of_the_question_goes_up_to_the_count(check: Start) -> None:
    terminal = check(*MOUSE_AND_FEET)
    answer_all(terminal, "y", "▌ 100 of 100")
    assert re.findall(r"^(\d+)/(\d+) ", terminal.text, re.MULTILINE) == [(str(n), "6") for n in range(1, 7)]


# --- skip and back


def test_s_skips_the_rest_of_an_area(check: Start, history: History) -> None:
    terminal = check(*MOUSE_AND_FEET)
    terminal.expect("s skips a part")
    press(terminal, "ysyny", "mouse-beside", "mouse-level", "feet-flat", "feet-uncrossed", "feet-room")
    assert terminal.end() == 0
    (kind,) = [record.kind for record in history.all(["setup-check-mouse-feet", "setup-check-part"])]
    assert list(answered(history, kind)) == ["mouse-beside", "feet-flat", "feet-uncrossed", "feet-room"]


def test_a_check_of_which_all_is_skipped_has_no_score(check: Start) -> None:
    terminal = check(*MOUSE_AND_FEET)
    press(terminal, "ss", "mouse-beside", "feet-flat")
    terminal.expect("▌ No score")
    assert terminal.end() == 0


def test_what_decides_what_is_asked_cannot_be_skipped(check: Start) -> None:
    terminal = check("setup-check", "chair")
    press(terminal, "sn", "has-armrests", "has-armrests")
    terminal.until(partial(at, terminal, text_of("chair-feet-supported")))
    assert "(2 of 2)" in terminal.text


def test_b_goes_back_to_the_question_before(check: Start, history: History) -> None:
    terminal = check("setup-check", "mouse")
    names = ["mouse-beside", "mouse-level", "mouse-beside", "mouse-level", "mouse-size"]
    press(terminal, "ybnyy", *names)
    assert terminal.end() == 0
    assert list(answered(history, "setup-check-mouse").values()) == ["no", "yes", "yes"]


def test_b_goes_back_over_a_skip_to_where_it_was_made(check: Start, history: History) -> None:
    terminal = check(*MOUSE_AND_FEET)
    names = ["mouse-beside", "mouse-level", "feet-flat", "mouse-level", "mouse-size"]
    press(terminal, "ysbny", *names)
    press(terminal, "yyy", "feet-flat", "feet-uncrossed", "feet-room")
    terminal.expect("of 100")
    assert terminal.end() == 0
    (record,) = history.all(["setup-check-mouse-feet", "setup-check-part"])
    assert list(record.answers.values()) == ["yes", "no", "yes", "yes", "yes", "yes"]


def test_b_goes_back_over_the_edge_of_an_area_and_over_a_question_that_was_not_asked(
    check: Start, history: History
) -> None:
    terminal = check("setup-check", "chair")
    press(terminal, "nyb", "has-armrests", "chair-feet-supported", "chair-hip-height")
    press(terminal, "by", "chair-feet-supported", "has-armrests")
    press(terminal, "y" * len(CHAIR), *CHAIR)
    assert terminal.end() == 0
    assert answered(history, "setup-check-chair") == dict.fromkeys(["has-armrests", *CHAIR], "yes")


# --- drafts


def test_a_draft_survives_ctrl_c(check: Start, history: History) -> None:
    terminal = check("setup-check", "mouse")
    press(terminal, "nu", "mouse-beside", "mouse-level")
    terminal.until(partial(at, terminal, text_of("mouse-size")))
    terminal.press(CTRL_C)
    assert terminal.end() == 130
    assert "Your answers are kept; `ergo setup-check mouse` goes on from here." in terminal.text
    again = check("setup-check", "mouse")
    again.expect("You stopped last time (2 answered). Go on from there?")
    again.press("y")
    press(again, "y", "mouse-size")
    assert again.end() == 0
    assert list(answered(history, "setup-check-mouse").values()) == ["no", "unsure", "yes"]
    assert history.draft("setup-check-mouse") == {}


def test_a_draft_keeps_what_was_answered_before_a_skip(check: Start, history: History) -> None:
    terminal = check("setup-check")
    press(terminal, "n" * len(FACTS), *FACTS)
    press(terminal, "ns", "mouse-beside", "mouse-level")
    terminal.until(partial(at, terminal, text_of("wrists-straight")))
    terminal.press(CTRL_C)
    assert terminal.end() == 130
    assert history.draft("setup-check") == {**dict.fromkeys(FACTS, "no"), "mouse-beside": "no"}


# --- ROSA

RATING = ("setup-check", "--method", "rosa")
FEW_DEVICES = [f"--answer=rosa-{device}-used=no" for device in ("telephone", "mouse", "keyboard")]
WIDE = 200  # every option on one line, with its key


def rosa_key(terminal: Terminal) -> str:
    """Return the key for what is best: the first posture, no extra, a device that is used."""
    waiting = question(terminal)
    if "(1)" in waiting:
        return "1"
    used = [section.used for section in ROSA.sections if section.used]
    return "y" if waiting.startswith(tuple(used)) else "n"


def rate(terminal: Terminal, first: str = "") -> int:
    """Answer ROSA to its end, the first questions with the keys *first*; return how many keys it took."""
    keys = list(first)
    presses = 0
    while not re.search(r" of 10, where 1 is best and 10 is worst$", terminal.text, re.MULTILINE):
        before = terminal.text
        if re.search(r"\(\w\)$", question(terminal), re.MULTILINE):
            terminal.press(keys.pop(0) if keys else rosa_key(terminal))
            presses += 1
        terminal.until(partial(changed, terminal, before))
    return presses


def test_rosa_is_answered_by_numbers(check: Start, history: History) -> None:
    terminal = check(*RATING, *FEW_DEVICES, columns=WIDE)
    asked = [query for query in rosa_queries(ROSA) if query.group in {"Chair", "Screen"}]
    assert rate(terminal, "4") == len(asked)
    assert terminal.end() == 0
    scored = result(history, "setup-check-rosa")
    assert answered(history, "setup-check-rosa")["rosa-seat-height"] == "feet-hang"
    assert (scored["items"]["rosa-seat-height"], scored["sections"]["telephone"]) == (3, 0)


@pytest.mark.parametrize("columns", [40, 80])
def test_no_posture_to_choose_from_is_cut_off(check: Start, columns: int) -> None:
    terminal = check(*RATING, columns=columns)
    terminal.expect("Your feet hang")
    shown = re.sub(r"[\s>]", "", question(terminal))
    postures = next(item.postures for item in ROSA.items if item.id == "rosa-seat-height")
    wanted = [f"{re.sub(r'[ >]', '', posture.text)}({number})" for number, posture in enumerate(postures, start=1)]
    assert [text for text in wanted if text not in shown] == []


def test_a_posture_that_was_chosen_stands_whole_behind_its_question(check: Start) -> None:
    terminal = check(*RATING)
    terminal.expect("Your feet hang")
    terminal.press("3")
    terminal.expect("Is there too little room for your legs")
    answer = ROSA.items[0].postures[2].text
    assert "How high is your seat? " + answer in " ".join(terminal.text.split())


def test_no_part_of_rosa_can_be_skipped(check: Start) -> None:
    terminal = check(*RATING, *FEW_DEVICES, columns=WIDE)
    terminal.expect("(4)")
    assert "s skips a part" not in terminal.text
    terminal.press("s")
    rate(terminal)
    assert terminal.end() == 0


def test_an_interrupted_rating_goes_on_where_it_stopped(check: Start, history: History) -> None:
    terminal = check(*RATING, columns=WIDE)
    terminal.expect("(4)")
    terminal.press("2")
    terminal.expect("Is there too little room for your legs")
    terminal.press(CTRL_C)
    assert terminal.end() == 130
    assert "`ergo setup-check --method rosa` goes on from here." in terminal.text
    assert history.draft("setup-check-rosa") == {"rosa-seat-height": "too-low"}
