from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ergo_cli.render.lines import Line, ends, hung, line_len, trimmed, wrap

LETTERS = st.characters(categories=["L", "N", "P", "S"])
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=12) | st.just("手首の痛み"), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 10, ("",)),
        ("Sit back.", 10, ("Sit back.",)),
        ("Sit back.", 9, ("Sit back.",)),
        ("Sit back.", 8, ("Sit", "back.")),
        ("one\ntwo three", 9, ("one", "two three")),
        ("one\n\ntwo", 9, ("one", "", "two")),
        ("  in front", 20, ("  in front",)),
        ("Done:  now", 20, ("Done:  now",)),
        ("see https://a.org/b here", 9, ("see", "https://a", ".org/b", "here")),
        ("手首の痛み", 5, ("手首", "の痛", "み")),
        ("abcdef", 1, ("abcd", "ef")),
    ],
)
def test_a_text_is_wrapped_between_words(text: str, width: int, rows: tuple[str, ...]) -> None:
    assert wrap(text, width) == rows


@given(WORDS, st.integers(12, 90))
def test_rich_wraps_alike(text: str, width: int) -> None:
    console = Console(file=io.StringIO(), width=width)
    assert wrap(text, width) == tuple(row.plain.rstrip() for row in Text(text).wrap(console, width))


@given(WORDS, st.integers(4, 20))
def test_no_row_is_too_long_and_nothing_is_lost(text: str, width: int) -> None:
    rows = wrap(text, width)
    assert max(map(cell_len, rows)) <= width
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")


def test_lines_hang_behind_their_mark() -> None:
    mark: Line = (("手", "mark"), (" ", ""))
    lines = hung(mark, ((("one", ""),), (("two", ""),)))
    assert lines == ((*mark, ("one", "")), (("   ", ""), ("two", "")))
    assert len({line_len(line) for line in lines}) == 1


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ((), ()),
        ((("  ", "x"), ("", "y")), ()),
        ((("a ", "x"), ("  ", "y")), (("a", "x"),)),
        (((" ", "x"), (" b ", "y")), ((" ", "x"), (" b", "y"))),
    ],
)
def test_blanks_at_the_end_go(line: Line, rest: Line) -> None:
    assert trimmed(line) == rest


def test_what_has_no_room_beside_an_aside_is_cut() -> None:
    assert ends("Neck stretch", "title", "1 of 2", 12) == (("Neck ", "title"), (" 1 of 2", "muted"))
    assert ends("Neck stretch", "title", "", 4) == (("Neck", "title"),)
