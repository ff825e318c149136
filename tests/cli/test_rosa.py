from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.rosa import Rosa
from ergo_cli.engine.rosa import rosa_queries
from ergo_cli.store.history import History
from tests.conftest import Ergo, Run

ROSA = Library(data_dir()).read(Rosa)
QUERIES = {query.id: query for query in rosa_queries(ROSA)}
DEVICES = ("monitor", "telephone", "mouse", "keyboard")
NOTES = {note.id: note.text for note in ROSA.notes}


def desk(time: str = "medium", /, **others: str) -> dict[str, str]:
    """Answer everything as well as can be; `mouse_pinch` stands for `rosa-mouse-pinch`."""
    best = {item.id: min(item.postures, key=lambda posture: posture.points).id for item in ROSA.items}
    extras = {extra.id: "no" for item in ROSA.items for extra in item.extras}
    used = {f"rosa-{device}-used": "yes" for device in DEVICES}
    times = {f"rosa-{section.id}-time": time for section in ROSA.sections}
    named = {f"rosa-{name.replace('_', '-')}": answer for name, answer in others.items()}
    return {**best, **extras, **used, **times, **named}


def worst() -> dict[str, str]:
    postures = {item.id: max(item.postures, key=lambda posture: posture.points).id for item in ROSA.items}
    return desk("long") | postures | {extra.id: "yes" for item in ROSA.items for extra in item.extras}


def without(device: str) -> dict[str, str]:
    """Answer that *device* is not used, and nothing else about it."""
    name = f"rosa-{device}"
    return {key: value for key, value in desk().items() if not key.startswith(name)} | {f"{name}-used": "no"}


def rate(ergo: Ergo, given: Mapping[str, str], *argv: str) -> Run:
    return ergo("setup-check", "--method", "rosa", "--answers=-", *argv, stdin=json.dumps(given))


def rated(ergo: Ergo, given: Mapping[str, str]) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(rate(ergo, given, "--json").out)["result"]
    return result


def squeezed(text: str) -> str:
    return re.sub(r"[\s▌]", "", text)


# --- the score


@pytest.mark.parametrize(
    ("given", "final", "action"),
    [
        (desk("short"), 1, False),
        (desk(), 2, False),
        (desk("long"), 3, False),
        (desk(telephone="too-far", telephone_no_hands_free="yes", telephone_time="long"), 3, False),
        (
            desk(mouse="too-far", mouse_pinch="yes", keyboard="bent-up", keyboard_high="yes", keyboard_fixed="yes"),
            5,
            True,
        ),
        (worst(), 10, True),
    ],
    ids=["vector 2", "vector 1", "vector 8", "telephone 4", "vector 4", "vector 9"],
)
def test_the_worked_examples_come_out_at_the_front_door(
    ergo: Ergo, given: dict[str, str], final: int, *, action: bool
) -> None:
    result = rated(ergo, given)
    assert (result["method"], result["final"], result["action"]) == ("rosa", final, action)


def test_the_json_has_the_names_that_are_agreed(ergo: Ergo) -> None:
    result = rated(ergo, desk())
    tables = ["monitor_telephone", "mouse_keyboard", "peripherals"]
    assert result.keys() >= {"method", "final", "action", "sections", "advice"}
    assert list(result["sections"]) == ["chair", *DEVICES, *tables]


def test_every_sub_score_is_shown(ergo: Ergo) -> None:
    out = rate(ergo, worst()).out
    shown = {line.split("  ")[1]: line.split("  ")[-1].strip() for line in out.splitlines() if line.startswith("  ")}
    assert "▌ 10 of 10, where 1 is best and 10 is worst\n" in out
    assert {name: shown[name] for name in ("Chair", "Screen and telephone", "Mouse and keyboard")} == {
        "Chair": "10",
        "Screen and telephone": "9",
        "Mouse and keyboard": "9",
    }
    assert [item.name for item in ROSA.items if item.name not in shown] == []


@pytest.mark.parametrize(("given", "level"), [(desk(), "below-action"), (worst(), "action")])
def test_what_the_score_means_stands_below_it(ergo: Ergo, given: dict[str, str], level: str) -> None:
    words = next(entry.text for entry in ROSA.levels if entry.id == level)
    assert f"of10,where1isbestand10isworst{squeezed(words)}" in squeezed(rate(ergo, given).out)


@pytest.mark.parametrize("note", ["self-rating", "scored-too-low", "disputed-cell"])
def test_the_screen_says_how_far_to_trust_it(ergo: Ergo, note: str) -> None:
    assert squeezed(NOTES[note]) in squeezed(rate(ergo, desk()).out)


def test_the_json_holds_every_note_on_the_method(ergo: Ergo) -> None:
    assert {note["id"]: note["text"] for note in rated(ergo, desk())["notes"]} == NOTES


# --- what lowers it


def test_the_best_desk_needs_no_advice(ergo: Ergo) -> None:
    assert rated(ergo, desk())["advice"] == []
    shown = rate(ergo, desk()).out
    assert not re.search("What lowers|Where to begin|No single change", shown)


def test_each_change_leads_to_the_score_that_it_names(ergo: Ergo) -> None:
    given = desk("long", mouse="too-far", mouse_levels="yes", seat_height="feet-hang")
    better = {"rosa-mouse": "right", "rosa-mouse-levels": "no", "rosa-seat-height": "right"}
    advice = {change["id"]: change for change in rated(ergo, given)["advice"]}
    assert advice.keys() == better.keys()
    for name, change in advice.items():
        after = rated(ergo, given | {name: better[name]})
        assert (change["final"], change["sections"]) == (after["final"], after["sections"])


def test_the_change_that_lowers_the_score_most_comes_first(ergo: Ergo) -> None:
    given = desk(mouse="too-far", mouse_levels="yes", mouse_pinch="yes", seat_height="too-low")
    advice = rated(ergo, given)["advice"]
    assert advice[0]["id"] == "rosa-mouse-levels"
    assert [change["final"] for change in advice] == sorted(change["final"] for change in advice)


# A total of 6 by mouse and keyboard, and something else that costs less.
MOUSE_FIRST = desk("long", mouse="too-far", mouse_levels="yes", keyboard_high="yes", monitor_glare="yes")


def test_what_lowers_the_total_stands_before_what_lowers_a_part(ergo: Ergo) -> None:
    total, part = rate(ergo, MOUSE_FIRST).out.split("\nWhat lowers a part\n")
    assert re.findall(r"Total: (\d), from 6\.", total) == ["3", "5", "5"]
    assert re.findall(r"^ +(\d)  ", total.partition("What lowers the total")[2], re.MULTILINE) == ["1", "2", "3"]
    assert part.startswith("  4  Tilt the screen")
    assert "Screen and telephone: 2, from 3." in part


def test_where_nothing_lowers_the_total_by_itself_it_says_so_once_and_where_to_begin(ergo: Ergo) -> None:
    # Chair and devices both stand at the total.
    given = desk("long", mouse="too-far", mouse_levels="yes", seat_height="feet-hang", pan_depth="too-short")
    result, out = rated(ergo, given), rate(ergo, given).out
    assert result["sections"]["chair"] == result["sections"]["mouse_keyboard"] == result["final"]
    assert out.count("No single change") == 1
    assert "look first at: Chair and Mouse and keyboard" in " ".join(out.split())
    first = out.partition("Where to begin")[2].split("\n\n")[0]
    assert re.search(rf"(Chair|Mouse and keyboard): \d, from {result['final']}\.", first)


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_handful_of_changes_is_shown_and_the_others_are_counted(ergo: Ergo, form: str) -> None:
    shown = squeezed(rate(ergo, worst(), "-f", form).out)
    remedies = [change["text"] for change in rated(ergo, worst())["advice"]]
    assert len(remedies) == sum(1 + len(item.extras) for item in ROSA.items)
    assert len([text for text in remedies if squeezed(text) in shown]) == 5
    assert f"{len(remedies) - 5}moreareintheJSON" in shown


def test_it_ends_with_what_to_do_next(ergo: Ergo) -> None:
    assert "ergo setup-check --method rosa  " in rate(ergo, desk()).out.partition("\nNext\n")[2]


# --- devices that are not used


@pytest.mark.parametrize("device", DEVICES)
def test_nothing_is_asked_about_a_device_that_is_not_used(ergo: Ergo, device: str) -> None:
    result = rated(ergo, without(device))
    assert result["sections"][device] == 0
    assert f"rosa-{device}" not in result["items"]
    assert re.search(rf"^  {QUERIES[f'rosa-{device}'].group} +not used$", rate(ergo, without(device)).out, re.MULTILINE)


def test_a_desk_without_devices_is_its_chair(ergo: Ergo) -> None:
    given = desk(seat_height="feet-hang", **{f"{device}_used": "no" for device in DEVICES})
    given = {
        name: answer for name, answer in given.items() if not name.startswith(tuple(f"rosa-{d}-t" for d in DEVICES))
    }
    result = rated(ergo, given)
    assert (result["sections"]["peripherals"], result["final"]) == (1, result["sections"]["chair"])


def test_answers_about_a_device_that_is_not_used_are_accepted_and_reported_as_ignored(ergo: Ergo) -> None:
    run = rate(ergo, desk(mouse_used="no", mouse="too-far"), "--json")
    assert run.code == 0
    assert json.loads(run.out)["result"]["final"] == rated(ergo, without("mouse"))["final"]
    assert "Ignored" in run.err
    assert "rosa-mouse-pinch" in run.err


# --- answers


def test_what_is_missing_is_named_with_its_options(ergo: Ergo) -> None:
    given = desk()
    del given["rosa-chair-time"], given["rosa-mouse-pinch"]
    code, out, err = rate(ergo, given)
    assert (code, out) == (2, "")
    assert err.startswith("ergo: 2 to answer")
    assert "rosa-chair-time (short/medium/long): " in err
    assert "rosa-mouse-pinch (yes/no): " in err


@pytest.mark.parametrize(
    ("pair", "problem"),
    [
        ("rosa-mouse=yes", "rosa-mouse is 'yes', not one of: right, too-far"),
        ("rosa-mouse-used=unsure", "rosa-mouse-used is 'unsure', not one of: yes, no"),
        ("rosa-mouse-time=ages", "rosa-mouse-time is 'ages', not one of: short, medium, long"),
        ("rosa-mose=right", "there is no question 'rosa-mose', did you mean 'rosa-mouse'?"),
        ("mouse-size=yes", "there is no question 'mouse-size'"),
    ],
)
def test_an_answer_that_cannot_be_given_is_refused(ergo: Ergo, pair: str, problem: str) -> None:
    code, out, err = rate(ergo, desk(), f"--answer={pair}")
    assert (code, out) == (2, "")
    assert problem in err


def test_two_answers_that_contradict_each_other_are_named(ergo: Ergo) -> None:
    code, out, err = rate(ergo, desk(), "--answer=rosa-mouse=right", "--answer=rosa-mouse=too-far")
    assert (code, out) == (2, "")
    assert "rosa-mouse" in err


def test_the_template_can_be_filled_in_and_used(ergo: Ergo) -> None:
    template = ergo("setup-check", "--method=rosa", "--template").out
    assert re.findall(r"^(rosa-[a-z-]+):", template, re.MULTILINE) == list(QUERIES)
    filled = re.sub(r"^(rosa-[a-z-]+):", lambda line: f"{line[0]} {desk()[line[1]]}", template, flags=re.MULTILINE)
    run = ergo("setup-check", "--method=rosa", "--answers=-", "--json", stdin=filled)
    assert json.loads(run.out)["result"]["final"] == 2


@pytest.mark.parametrize(
    "extra",
    [
        ["mouse"],
        ["last"],
        ["diff"],
        ["show", "rosa-mouse"],
        ["--only=mouse-size"],
        ["--skip=mouse-size"],
        ["--fail-under=5"],
        ["--fail-under=0"],
        ["-f", "junit"],
        ["--since=2026-01-01"],
    ],
    ids=" ".join,
)
def test_rosa_takes_answers_alone(ergo: Ergo, extra: list[str]) -> None:
    code, out, err = rate(ergo, desk(), *extra)
    assert (code, out) == (2, "")
    assert "--method rosa takes answers alone" in err


# --- the history


def test_a_rating_is_recorded_apart_from_the_checks(ergo: Ergo, home: Path) -> None:
    rate(ergo, desk())
    record = History(home / "history.db").last("setup-check-rosa")
    assert record
    assert (record.answers, json.loads(record.result)["final"]) == (desk(), 2)
    assert ergo("setup-check", "last").code == 1


def test_a_rating_that_is_not_to_be_saved_is_not(ergo: Ergo, home: Path) -> None:
    assert rate(ergo, desk(), "--no-save").code == 0
    assert not home.exists()


def test_a_rating_does_not_disturb_what_the_checks_know_of_the_desk(ergo: Ergo) -> None:
    ergo("setup-check", "--only=mouse-size", "--answer=mouse-size=no")
    rate(ergo, worst())
    result = json.loads(ergo("troubleshoot", "wrist-pain", "--json").out)["result"]
    assert [item["id"] for item in result["failing"]] == ["mouse-size"]
