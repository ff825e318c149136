"""ROSA by hand: a second scoring to hold the engine against, which knows neither data/rosa.yaml nor the engine.

Written from the published points and tables (Sonne, Villalta and Andrews 2012), with a function for each step, a line
of digits for each row of a table, and plain comparisons in place of the two tables that only take the greater number.

Two devices of a pair may both be unused. Their table is then read at row 0, column 0, where it says 1, its least score;
so a desk without any device has a peripheral score of 1, the same as one whose devices are all right and little used.
"""

from __future__ import annotations

from collections.abc import Mapping

# By A1 + A2 (2 to 8); the digits are for A3 + A4 = 2 to 9.
CHAIR = {
    2: "22345678",
    3: "22345678",
    4: "33345678",
    5: "44445678",
    6: "55556789",
    7: "66677889",
    8: "77788999",
}
# By telephone; the digits are for monitor = 0 to 7.
TELEPHONE_0 = "11123456"
TELEPHONE_1 = "11223456"
TELEPHONE_2 = "12233467"
TELEPHONE_3 = "22334568"
TELEPHONE_4 = "33445678"
TELEPHONE_5 = "44556789"
TELEPHONE_6 = "55678899"
# By mouse; the digits are for keyboard = 0 to 7.
MOUSE_0 = "11123456"
MOUSE_1 = "11234567"
MOUSE_2 = "12234567"
MOUSE_3 = "23335678"
MOUSE_4 = "34455678"
MOUSE_5 = "45566789"
MOUSE_6 = "56677889"
MOUSE_7 = "67788999"


def rosa(form: Mapping[str, int | None]) -> dict[str, int]:
    """Score *form*: A1 to A4 and each device's points with their extras, and `<what>_time` of -1, 0 or 1.

    A device that is None is not used, and its time does not matter. All sub-scores are after time and clamping.
    """
    chair = chair_score(form)
    monitor = device_score(form, "monitor", 7)
    telephone = device_score(form, "telephone", 6)
    mouse = device_score(form, "mouse", 7)
    keyboard = device_score(form, "keyboard", 7)
    monitor_telephone = monitor_telephone_score(telephone, monitor)
    mouse_keyboard = mouse_keyboard_score(mouse, keyboard)
    peripherals = greater(monitor_telephone, mouse_keyboard)
    return {
        "chair": chair,
        "monitor": monitor,
        "telephone": telephone,
        "mouse": mouse,
        "keyboard": keyboard,
        "monitor_telephone": monitor_telephone,
        "mouse_keyboard": mouse_keyboard,
        "peripherals": peripherals,
        "final": greater(chair, peripherals),
    }


def chair_score(form: Mapping[str, int | None]) -> int:
    """Read the chair's table, then add the time in the chair: 1 to 10."""
    seat = given(form, "A1") + given(form, "A2")
    support = given(form, "A3") + given(form, "A4")
    row = CHAIR[within(seat, 2, 8)]
    column = within(support, 2, 9)
    return within(int(row[column - 2]) + given(form, "chair_time"), 1, 10)


def device_score(form: Mapping[str, int | None], device: str, most: int) -> int:
    """Add the time to the points before any table: 0 to *most*, and 0 for a device that is not used."""
    if form[device] is None:
        return 0
    return within(given(form, device) + given(form, f"{device}_time"), 0, most)


def monitor_telephone_score(telephone: int, monitor: int) -> int:
    if telephone == 0:
        row = TELEPHONE_0
    elif telephone == 1:
        row = TELEPHONE_1
    elif telephone == 2:
        row = TELEPHONE_2
    elif telephone == 3:
        row = TELEPHONE_3
    elif telephone == 4:
        row = TELEPHONE_4
    elif telephone == 5:
        row = TELEPHONE_5
    else:
        row = TELEPHONE_6
    return int(row[monitor])


def mouse_keyboard_score(mouse: int, keyboard: int) -> int:
    if mouse == 0:
        row = MOUSE_0
    elif mouse == 1:
        row = MOUSE_1
    elif mouse == 2:
        row = MOUSE_2
    elif mouse == 3:
        row = MOUSE_3
    elif mouse == 4:
        row = MOUSE_4
    elif mouse == 5:
        row = MOUSE_5
    elif mouse == 6:
        row = MOUSE_6
    else:
        row = MOUSE_7
    return int(row[keyboard])


def given(form: Mapping[str, int | None], name: str) -> int:
    """Return what *form* must say: only a device, and the time of one that is not used, may be None."""
    number = form[name]
    if number is None:
        raise ValueError(f"{name} is missing")
    return number


def within(number: int, least: int, most: int) -> int:
    if number < least:
        return least
    if number > most:
        return most
    return number


def greater(one: int, other: int) -> int:
    """Stand in for the tables of peripherals and of the final score: each of their cells is the greater index."""
    if one > other:
        return one
    return other
