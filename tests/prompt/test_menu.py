from __future__ import annotations

import re

import pytest

from ergo_cli.prompt.menu import Menu, Option


def menu(*labels: str, many: bool = False, note: str = "") -> Menu:
    return Menu("Which?", [Option(label) for label in labels], mark="?", note=note, many=many)


def shown(asked: Menu, columns: int = 40, rows: int = 24) -> list[str]:
    return ["".join(line).rstrip() for line in "".join(text for _, text, *_ in asked.drawn(columns, rows)).split("\n")]


def test_what_is_marked_can_be_seen_without_colour_and_in_plain_characters() -> None:
    asked = menu("Neck", "Back", many=True)
    asked.toggle()
    asked.move(1)
    assert shown(asked) == ["? Which?", "    [x] Neck", "  > [ ] Back"]


def test_after_a_key_that_means_nothing_no_line_is_pointed_at_and_it_says_what_to_press() -> None:
    asked = menu("Neck", "Back")
    asked.lose()
    assert shown(asked, 80) == [
        "? Which?",
        "    Neck",
        "    Back",
        "  No line has that key: press one in brackets, or an arrow.",
    ]
    asked.move(1)
    assert shown(asked) == ["? Which?", "  > Neck", "    Back"]


def test_a_long_option_hangs_behind_its_mark() -> None:
    assert shown(menu("A screen that is too far away", many=True), 24) == [
        "? Which?",
        "  > [ ] A screen that",
        "        is too far away",
    ]


@pytest.mark.parametrize("rows", [6, 8, 12])
@pytest.mark.parametrize("label", ["Item", "Item that is long enough to take two rows"])
def test_a_list_that_is_too_long_says_how_much_is_above_and_below(rows: int, label: str) -> None:
    asked = menu(*(f"{label} {number}." for number in range(1, 21)))
    for step in [1] * 20 + [-1] * 20 + [1] * 9:
        page = shown(asked, 40, rows)
        numbers = [int(number) for number in re.findall(r"(\d+)\.", "\n".join(page))]
        told = {where: int(count) for count, where in re.findall(r"\((\d+) more (\w+)\)", "\n".join(page))}
        assert told.get("above", 0) == numbers[0] - 1
        assert told.get("below", 0) == 20 - numbers[-1]
        assert page[0] == "? Which?"
        assert any(">" in line for line in page)
        assert len(page) <= rows
        asked.move(step)


def test_a_list_that_fits_says_nothing_of_more() -> None:
    assert "more" not in "\n".join(shown(menu("Neck", "Back", "Wrist"), 40, 6))


def test_a_list_does_not_move_while_the_pointer_stays_within_it() -> None:
    asked = menu(*(f"Item {number}" for number in range(20)))
    before = [line.strip("> ") for line in shown(asked, 40, 12)]
    for _ in range(5):
        asked.move(1)
    assert [line.strip("> ") for line in shown(asked, 40, 12)] == before


def test_a_list_shows_as_much_as_a_larger_window_has_room_for() -> None:
    asked = menu(*(f"Item {number}" for number in range(20)))
    asked.move(-1)
    shown(asked, 40, 12)
    assert shown(asked, 40, 24)[1] == "    Item 0"
