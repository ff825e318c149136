from __future__ import annotations

import io
import re
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from ergo_cli.render.blocks import (
    Bars,
    Block,
    Callout,
    Commands,
    Entry,
    Facts,
    Heading,
    Listing,
    Para,
    Title,
    Tone,
    entries,
)
from ergo_cli.render.terminal import terminal_for
from ergo_cli.render.text import NARROW, render
from tests.conftest import screen_of

# A busy machine is no failure.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
COLOUR = re.compile(r"\x1b\[(?:\d+;)*[349]\d")
# One of each kind, in every tone.
EVERYTHING: list[Block] = [
    Title("Wrist pain", "wrist-pain"),
    *(Heading(f"A {tone} head", tone) for tone in get_args(Tone)),
    *(Para(f"A {tone} word.", tone) for tone in get_args(Tone)),
    Listing((Entry("Rest.", ("Because it helps.",), ("ergo break",)),), "1"),
    *(Callout(f"A {tone} call", ("Now.",), tone) for tone in get_args(Tone)),
    Facts((("Workstation", "75 of 100"),)),
    Bars((("Mouse", 50, "fine", "good"), ("Phone", None, "", "muted"))),
    Commands((("ergo break", "take a break"),)),
]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """As if output went to a terminal with colours: FORCE_COLOR is how rich is told so."""
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    return monkeypatch


# --- each block


@pytest.mark.parametrize(
    ("block", "screen"),
    [
        (Title("Sitting", "sitting"), "Sitting      sitting\n"),
        (Title("Sitting", "sitting, long"), "Sitting\nsitting, long\n"),
        (Title("Sitting"), "Sitting\n"),
        (Title("Habits beyond desks"), "Habits beyond desks\n"),
        (Heading("Why"), "Why\n"),
        (Para("Sit back, and rest your feet."), "Sit back, and rest\nyour feet.\n"),
        (Listing(entries(["Sit.", "Rest both of your feet."])), "  •  Sit.\n  •  Rest both of\n     your feet.\n"),
        (Listing(entries(["Sit.", "Rest."]), "1", 9), "  9   Sit.\n  10  Rest.\n"),
        (Listing((Entry("Sit.", ("Why.",), ("id",)),), "?"), "  ?  Sit.\n     Why.\n     id\n"),
        (Callout("Call now", ("Do not drive yourself.",)), "▌ Call now\n▌ Do not drive\n▌ yourself.\n"),
        (Callout("Call now"), "▌ Call now\n"),
        (Facts((("Eyes", "20 s"),)), "  Eyes\n    20 s\n"),
        (Commands((("ergo x", "do it"),)), "Next\n  ergo x\n    do it\n"),
        (Commands((("ergo x", "do it"),), "Then"), "Then\n  ergo x\n    do it\n"),
    ],
)
def test_a_block_on_twenty_columns(block: Block, screen: str) -> None:
    assert screen_of([block], 20) == screen


@pytest.mark.parametrize(
    ("block", "screen"),
    [
        (Facts((("Eyes", "20 s"), ("Moves", "5 min"))), "  Eyes   20 s\n  Moves  5 min\n"),
        (Commands((("ergo x", "do it"), ("ergo", "home"))), "Next\n  ergo x  do it\n  ergo    home\n"),
    ],
)
def test_there_is_room_for_two_columns_from_56_on(block: Block, screen: str) -> None:
    assert screen_of([block], NARROW) == screen
    assert screen_of([block], NARROW - 1).count("\n") > screen.count("\n")


@pytest.mark.parametrize(
    ("value", "full", "number"),
    [(0, 0, "0"), (2.4, 0, "2"), (50, 10, "50"), (99.4, 20, "99"), (100, 20, "100"), (None, 0, "n.a.")],
)
def test_a_bar_is_as_long_as_its_value(value: float | None, full: int, number: str) -> None:
    screen = screen_of([Bars((("Mouse", value, "words", "good"),))])
    assert screen == f"  Mouse {'█' * full}{'░' * (20 - full)} {number} words\n"


def test_the_numbers_behind_bars_end_in_one_column() -> None:
    screen = screen_of([Bars((("Mouse", 5, "x", "good"), ("Eyes", 100, "x", "good"), ("Feet", None, "x", "muted")))])
    assert len({line.index("x") for line in screen.splitlines()}) == 1


def test_a_long_command_leaves_what_it_does_a_line_of_its_own() -> None:
    command = "ergo setup-check --only " + "x" * 30
    assert screen_of([Commands(((command, "check that"),))], 64) == f"Next\n  {command}\n    check that\n"


@pytest.mark.parametrize(("words", "below"), [("fine", " fine\n"), ("medium risk", "\n  medium risk\n")])
def test_words_that_have_no_room_behind_a_bar_stand_below_it(words: str, below: str) -> None:
    screen = screen_of([Bars((("Mouse", 50, words, "good"),))], 22)
    assert screen == f"  Mouse\n  {'█' * 4}{'░' * 4} 50{below}"


def test_a_label_that_wraps_stays_under_its_beginning() -> None:
    screen = screen_of([Bars((("A table and chairs", 100, "medium risk", "good"),))], 40)
    assert [line[:3] for line in screen.splitlines() if line.strip()] == ["  A", "  c"]


# --- blank lines


@pytest.mark.parametrize(
    ("above", "below", "parted"),
    [
        (Title("T"), Listing(entries(["x"])), True),
        (Title("T"), Para("P"), True),
        (Heading("H"), Listing(entries(["x"])), False),
        (Heading("H"), Para("P"), False),
        (Para("P"), Listing(entries(["x"])), False),
        (Para("P"), Para("P"), True),
        (Listing(entries(["x"])), Listing(entries(["x"])), False),
        (Listing(entries(["x"])), Heading("H"), True),
        (Callout("C"), Callout("C"), True),
        (Callout("C"), Facts((("a", "b"),)), True),
        (Bars((("a", 1, "", "good"),)), Commands((("a", "b"),)), True),
    ],
)
def test_a_blank_line_parts_what_does_not_belong_together(above: Block, below: Block, *, parted: bool) -> None:
    both = screen_of([above, below])
    assert both == screen_of([above]) + "\n" * parted + screen_of([below])


def test_no_blocks_are_an_empty_screen() -> None:
    assert screen_of([]) == ""


# --- width


def test_a_screen_is_as_wide_as_the_terminal_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "47")
    assert terminal_for(io.StringIO()).width == 47


# --- texts are shown as they are


@pytest.mark.parametrize("text", ["[red]x[/red]", "[/]", "[link=x]y[/link]", ":smile:", "**x**", "\\[x]", "<b>&amp;"])
def test_markup_is_text(text: str) -> None:
    blocks: list[Block] = [Title(text, text), Heading(text), Para(text), Listing((Entry(text, (text,), (text,)),))]
    blocks += [
        Callout(text, (text,)),
        Facts(((text, text),)),
        Bars(((text, 1, text, "good"),)),
        Commands(((text, text),)),
    ]
    assert screen_of(blocks).count(text) == 15


def test_what_looks_like_a_number_or_an_address_is_not_coloured(terminal: pytest.MonkeyPatch) -> None:
    del terminal
    file = io.StringIO()
    render([Para("See https://example.org, 20 minutes, True and 'x'.")], terminal_for(file))
    assert file.getvalue() == "\x1b[39mSee https://example.org, 20 minutes, True and 'x'.\x1b[0m\n"


# --- colour


def everything() -> str:
    file = io.StringIO()
    render(EVERYTHING, terminal_for(file))
    return file.getvalue()


def test_colour_changes_no_word_and_leaves_no_trailing_blank(terminal: pytest.MonkeyPatch) -> None:
    coloured = everything()
    terminal.delenv("FORCE_COLOR")
    assert COLOUR.search(coloured)
    assert ESCAPE.sub("", coloured) == everything()


def test_a_pipe_gets_no_escape_sequence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b" not in everything()


def test_no_color_takes_the_colours_from_a_terminal(terminal: pytest.MonkeyPatch) -> None:
    terminal.setenv("NO_COLOR", "1")
    assert not COLOUR.search(everything())


def test_a_dumb_terminal_gets_no_escape_sequence(terminal: pytest.MonkeyPatch) -> None:
    terminal.setenv("TERM", "dumb")
    assert "\x1b" not in everything()


# --- any text at all


def words(most: int, longest: int = 25) -> st.SearchStrategy[str]:
    letters = st.characters(categories=["L", "N", "P", "S"])
    return st.lists(st.text(letters, min_size=1, max_size=longest), min_size=1, max_size=most).map(" ".join)


def several(*parts: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.tuples(*parts), min_size=1, max_size=3).map(tuple)


TONES = st.sampled_from(get_args(Tone))
ENTRY = st.builds(Entry, words(8), st.tuples(words(8)), st.tuples(words(2)), TONES)
FLOWING: st.SearchStrategy[Block] = st.one_of(
    st.builds(Title, words(3), words(2)),
    st.builds(Heading, words(5), TONES),
    st.builds(Para, words(9), TONES),
    st.builds(Listing, st.tuples(ENTRY, ENTRY), st.sampled_from("•1✓✗?"), st.integers(1, 99)),
    st.builds(Callout, words(5), st.tuples(words(5)), TONES),
    st.builds(Facts, several(words(2, 7), words(5)), TONES),
    st.builds(Commands, several(words(2, 7), words(5)), st.just("Next")),
)
BARS = st.builds(Bars, several(words(2, 8), st.none() | st.floats(0, 100), words(1, 12), TONES))


@UNHURRIED
@given(st.lists(FLOWING | BARS, min_size=1, max_size=4), st.integers(20, 120))
def test_any_screen_is_tidy(blocks: list[Block], width: int) -> None:
    screen = screen_of(blocks, width)
    lines = screen.split("\n")
    assert max(map(cell_len, lines)) <= width
    assert [line for line in lines if line != line.rstrip(" ")] == []
    assert "\x1b" not in screen
    assert "\n\n\n" not in screen


def squeezed(text: str) -> str:
    return re.sub(r"[\s▌]", "", text)


@UNHURRIED
@given(FLOWING, st.integers(20, 120))
def test_no_text_is_lost(block: Block, width: int) -> None:
    shown = squeezed(screen_of([block], width))
    assert [text for text in texts_of(block) if squeezed(text) not in shown] == []


def texts_of(value: object) -> list[str]:
    """Return the texts in a block, but neither its tone nor its mark."""
    if isinstance(value, str):
        return [] if value in get_args(Tone) else [value]
    if not isinstance(value, tuple):
        return []
    inner = value[:1] if isinstance(value, Listing) else value
    return [text for part in inner for text in texts_of(part)]
