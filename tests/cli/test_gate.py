"""The interlock at the front door: what a screening lets the physical commands do, and what opens them again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.screening import Outcome, Screening
from ergo_cli.store.history import History
from tests.conftest import Ergo

SCREENING = Library(data_dir()).read(Screening)
OUTCOMES: dict[str, Outcome] = {outcome.id: outcome for outcome in SCREENING.outcomes}
CODES = {"doctor": 3, "urgent": 3, "emergency": 4}
STRETCH = ("stretch", "neck-stretch")
CLEAR = ("screen", *(f"--answer={question.id}=no" for question in SCREENING.regions[0].questions if not question.when))
EMERGENCY = ("screen", "--answer=chest-pain=yes")
PHYSICAL = [STRETCH, ("stretch", "--show"), ("stretch", "--minutes=3", "--json"), ("stretch", "--area=neck")]
EYES = """
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

held = pytest.mark.parametrize("tier", CODES)


def screened(home: Path, tier: str = "clear", *, regions: Sequence[str] = (), days: float = 0) -> None:
    """Record that *regions* (all, if none) were screened *days* ago, with the outcome *tier*."""
    created = datetime.now().astimezone() - timedelta(days=days)
    for region in regions or [region.id for region in SCREENING.regions]:
        History(home / "history.db").record(f"screen-{region}", created, "", {}, json.dumps({"tier": tier}).encode())


def configure(home: Path, text: str) -> None:
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text(text)


# --- what holds back


@held
@pytest.mark.parametrize("argv", PHYSICAL, ids=" ".join)
def test_an_outcome_that_wants_a_doctor_refuses_exercises(
    ergo: Ergo, home: Path, argv: Sequence[str], tier: str
) -> None:
    screened(home, tier, regions=["back"])
    code, out, err = ergo(*argv)
    assert (code, out) == (CODES[tier], "")
    assert err.startswith("ergo: your screening (back, ")


@held
def test_a_refusal_says_why_and_how_to_be_cleared(ergo: Ergo, home: Path, tier: str) -> None:
    screened(home, tier, regions=["back"])
    [rest] = [item.text for item in OUTCOMES[tier].advice if item.id == "no-exercise"]
    lines = ergo(*STRETCH).err.splitlines()
    assert lines[0].endswith(f' says: "{OUTCOMES[tier].name}". {rest}')
    serious = tier in {"urgent", "emergency"}
    assert lines[1:-2] == [a.text for a in OUTCOMES[tier].advice if serious and a.id != "no-exercise"]
    assert lines[-2:] == [
        "A doctor has agreed since: ergo screen --cleared --region back",
        "An answer was wrong: ergo screen --forget --region back, and screen again.",
    ]


@pytest.mark.parametrize(("tier", "told"), [("doctor", False), ("urgent", True), ("emergency", True)])
def test_a_refusal_names_the_number_to_call_if_a_doctor_is_needed_now(
    ergo: Ergo,
    home: Path,
    tier: str,
    told: bool,  # noqa: FBT001
) -> None:
    screened(home, tier, regions=["back"])
    (home / "config.toml").write_text('country = "GB"')
    assert ("Emergency number (GB): 999" in ergo(*STRETCH).err) == told


@pytest.mark.parametrize("later", ["clear", "doctor", "urgent"])
def test_better_answers_later_do_not_open_what_is_held_back(ergo: Ergo, home: Path, later: str) -> None:
    screened(home, "emergency", regions=["back"])
    screened(home, later, regions=["back"])
    assert ergo(*STRETCH).code == 4


@held
def test_time_does_not_open_what_is_held_back(ergo: Ergo, home: Path, tier: str) -> None:
    screened(home, tier, regions=["back"], days=1000)
    assert ergo(*STRETCH).code == CODES[tier]


@pytest.mark.parametrize("region", [region.id for region in SCREENING.regions])
def test_an_emergency_of_any_region_holds_back_every_exercise(ergo: Ergo, home: Path, region: str) -> None:
    screened(home, "emergency", regions=[region])
    assert {ergo("stretch", name).code for name in ("neck-stretch", "wrist-circles", "hip-stretch")} == {4}


@pytest.mark.parametrize(("tier", "code"), [("doctor", 0), ("urgent", 3), ("emergency", 4)])
def test_a_doctor_outcome_holds_back_only_what_its_region_rests(ergo: Ergo, home: Path, tier: str, code: int) -> None:
    pack = home / "packs" / "mine" / "stretches.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text(EYES)
    screened(home, tier, regions=["back"])
    assert ergo("stretch", "blink").code == code


def test_the_gravest_of_several_outcomes_decides(ergo: Ergo, home: Path) -> None:
    screened(home, "doctor", regions=["back"])
    screened(home, "emergency", regions=["neck"])
    code, _, err = ergo(*STRETCH)
    assert code == 4
    assert "--region neck" in err


@pytest.mark.parametrize(
    "argv",
    [
        ("stretch",),
        ("stretch", "--list", "--json"),
        ("troubleshoot", "--list"),
        ("posture",),
        ("habits",),
        ("setup-check", "--template"),
        ("screen", "--emergency"),
    ],
    ids=" ".join,
)
def test_what_is_no_exercise_is_never_held_back(ergo: Ergo, home: Path, argv: Sequence[str]) -> None:
    screened(home, "emergency")
    code, out, err = ergo(*argv)
    assert (code, err) == (0, "")
    assert out


# --- what opens


@pytest.mark.parametrize(("tier", "code"), [("clear", 0), ("doctor", 0), ("urgent", 3), ("emergency", 4)])
def test_whoever_needs_a_doctor_now_is_sent_to_no_break(ergo: Ergo, home: Path, tier: str, code: int) -> None:
    screened(home, tier)
    assert ergo("break", "stairs").code == code


@pytest.mark.parametrize(("tier", "told"), [("doctor", False), ("urgent", True), ("emergency", True)])
def test_home_says_first_whom_to_call_if_a_doctor_is_needed_now(ergo: Ergo, home: Path, tier: str, told: bool) -> None:  # noqa: FBT001
    screened(home, tier)
    (home / "config.toml").write_text('country = "GB"')
    out = ergo().out
    assert ("999" in out.split("Five ways")[0]) == told
    assert ("ergo screen --cleared --region" in out.split("Five ways")[0]) == told


def test_a_doctors_word_opens_what_was_held_back(ergo: Ergo, home: Path) -> None:
    screened(home, "emergency", regions=["back"])
    assert ergo("screen", "--cleared", "--yes").code == 0
    assert ergo(*STRETCH)[::2] == (0, "")


def test_a_doctors_word_holds_for_the_region_that_it_is_about(ergo: Ergo, home: Path) -> None:
    screened(home, "emergency", regions=["back", "neck"])
    ergo("screen", "--cleared", "--region=back", "--yes")
    code, _, err = ergo(*STRETCH)
    assert code == 4
    assert "your screening (neck, " in err


def test_without_a_region_a_doctors_word_is_about_all_that_waits_for_it(ergo: Ergo, home: Path) -> None:
    screened(home, "urgent")
    ergo("screen", "--cleared", "--yes")
    assert ergo(*STRETCH).code == 0


def test_after_a_doctors_word_a_new_sign_holds_back_again(ergo: Ergo, home: Path) -> None:
    screened(home, "emergency", regions=["back"])
    ergo("screen", "--cleared", "--yes")
    screened(home, "doctor", regions=["back"])
    assert ergo(*STRETCH).code == 3


def test_what_is_forgotten_holds_nothing_back_and_is_asked_anew(ergo: Ergo, home: Path) -> None:
    screened(home, "emergency")
    ergo("screen", "--forget", "--yes")
    code, out, err = ergo(*STRETCH)
    assert code == 0
    assert out
    assert err == "Not yet screened for danger signs (neck): `ergo screen --region neck` takes a minute.\n"


# --- what asks again


def test_without_a_screening_a_line_tells_so_and_nothing_is_refused(ergo: Ergo, home: Path) -> None:
    code, out, err = ergo(*STRETCH, "--json")
    assert (code, len(json.loads(out)["result"]["stretches"])) == (0, 1)
    assert err == "Not yet screened for danger signs (neck): `ergo screen --region neck` takes a minute.\n"
    assert not home.exists()


def test_a_clear_screening_is_not_mentioned(ergo: Ergo, home: Path) -> None:
    screened(home)
    assert ergo(*STRETCH)[::2] == (0, "")


@pytest.mark.parametrize(
    ("config", "days", "told"),
    [
        ("", 29, ""),
        ("", 31, "Your last screening (neck) is more than 30 days old: `ergo screen --region neck` asks again.\n"),
        ("screening_days = 60", 31, ""),
        (
            "screening_days = 7",
            8,
            "Your last screening (neck) is more than 7 days old: `ergo screen --region neck` asks again.\n",
        ),
    ],
)
def test_an_old_screening_is_to_be_repeated(ergo: Ergo, home: Path, config: str, days: int, told: str) -> None:
    configure(home, config)
    screened(home, days=days)
    assert ergo(*STRETCH)[::2] == (0, told)


def test_new_pain_asks_again_until_the_next_screening(ergo: Ergo, home: Path) -> None:
    screened(home)
    ergo("screen", "--new-pain")
    assert "You reported new pain (neck): `ergo screen" in ergo(*STRETCH).err
    screened(home)
    assert ergo(*STRETCH).err == ""


def test_before_a_stretch_the_region_that_it_works_on_is_to_be_screened(ergo: Ergo) -> None:
    assert "(arm and hand): `ergo screen --region arm`" in ergo("stretch", "wrist-circles", "--show").err
    assert "(back): `ergo screen --region back`" in ergo("stretch", "--minutes", "9", "--show").err


@pytest.mark.parametrize("region", ["back", "neck"])
def test_who_was_screened_for_the_back_or_there_is_not_told_of_regions_that_never_were(
    ergo: Ergo, home: Path, region: str
) -> None:
    screened(home, regions=[region])
    assert ergo(*STRETCH).err == ""


def test_new_pain_in_a_region_asks_again_about_that_region_alone(ergo: Ergo, home: Path) -> None:
    screened(home)
    assert ergo("screen", "--new-pain", "--region", "leg").code == 0
    assert ergo(*STRETCH).err == ""
    ergo("screen", "--new-pain", "--region", "neck")
    assert "You reported new pain (neck)" in ergo(*STRETCH).err


def test_new_pain_where_nothing_was_screened_yet_is_asked_about_all_the_same(ergo: Ergo, home: Path) -> None:
    screened(home, regions=["neck"])
    told = ergo("screen", "--new-pain", "--region", "arm").out
    assert "not screened yet; new pain" in told
    assert "ergo screen --region arm" in told
    assert "You reported new pain (arm and hand): `ergo screen --region arm`" in ergo(*STRETCH).err
    screened(home, regions=["arm"])
    assert ergo(*STRETCH).err == ""


def test_home_tells_of_new_pain(ergo: Ergo, home: Path) -> None:
    screened(home, regions=["neck", "arm"])
    ergo("screen", "--new-pain", "--region", "arm")
    assert "Screening (arm)" in ergo().out
    assert "; new pain" in ergo().out
    assert json.loads(ergo("--json").out)["result"]["screening"]["again"] == "pain"


# --- a screening after a graver one


@pytest.mark.parametrize(("before", "region"), [("doctor", "back"), ("urgent", "neck")])
def test_a_screening_that_finds_nothing_tells_what_was_found_before_and_still_holds_back(
    ergo: Ergo, home: Path, before: str, region: str
) -> None:
    screened(home, before, regions=[region])
    out = ergo(*CLEAR).out
    assert "No warning signs found" in out
    assert "What was found before still stands" in out
    assert f"ergo screen --cleared --region {region}" in out
    assert "ergo stretch" not in out
    held = json.loads(ergo(*CLEAR, "--json").out)["result"]["held_back"]
    assert (held["tier"], held["region"]) == (before, region)


def test_a_screening_no_less_grave_than_those_before_speaks_for_itself(ergo: Ergo, home: Path) -> None:
    screened(home, "doctor", regions=["neck"])
    assert json.loads(ergo(*EMERGENCY, "--json").out)["result"]["held_back"] is None
    ergo("screen", "--cleared", "--yes")
    assert json.loads(ergo(*CLEAR, "--json").out)["result"]["held_back"] is None


# --- troubleshoot


@pytest.mark.parametrize("tier", ["urgent", "emergency"])
@pytest.mark.parametrize(("symptom", "region"), [("back-pain", "back"), ("wrist-pain", "arm"), ("eye-strain", "eye")])
def test_no_advice_on_a_region_that_is_in_need_of_a_doctor_now(
    ergo: Ergo, home: Path, symptom: str, region: str, tier: str
) -> None:
    screened(home, tier, regions=[region])
    code, out, err = ergo("troubleshoot", symptom, "--json")
    assert (code, out) == (CODES[tier], "")
    assert f"A doctor has agreed since: ergo screen --cleared --region {region}\n" in err


@pytest.mark.parametrize(
    ("tier", "region", "symptom"),
    [("doctor", "arm", "wrist-pain"), ("doctor", "back", "wrist-pain"), ("emergency", "leg", "wrist-pain")],
)
def test_advice_leaves_out_the_exercises_that_are_held_back(
    ergo: Ergo, home: Path, tier: str, region: str, symptom: str
) -> None:
    before = json.loads(ergo("troubleshoot", symptom, "--json").out)["result"]
    screened(home, tier, regions=[region])
    code, out, _ = ergo("troubleshoot", symptom, "--json")
    result = json.loads(out)["result"]
    gone = {solution["id"] for solution in before["symptom"]["solutions"]} - {
        solution["id"] for solution in result["symptom"]["solutions"]
    }
    assert code == CODES[tier]
    assert gone
    assert gone.isdisjoint(name for cause in result["symptom"]["causes"] for name in cause["solutions"])
    assert '"stretch"' not in out
    assert (before["held_back"], result["held_back"]["tier"], result["held_back"]["region"]) == (None, tier, region)


def test_advice_without_its_exercises_says_why(ergo: Ergo, home: Path) -> None:
    screened(home, "doctor", regions=["arm"])
    out = ergo("troubleshoot", "wrist-pain").out
    assert out.startswith("▌ Without exercises, for now\n")
    assert "ergo screen --cleared --region arm" in out
    assert "ergo stretch" not in out


def test_advice_without_any_exercise_is_not_held_back_by_what_another_region_rests(ergo: Ergo, home: Path) -> None:
    screened(home)
    screened(home, "doctor", regions=["back"])
    code, out, err = ergo("troubleshoot", "eye-strain", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["result"]["held_back"] is None


def test_advice_on_a_region_that_was_not_screened_tells_so(ergo: Ergo, home: Path) -> None:
    screened(home, regions=["back"])
    code, out, err = ergo("troubleshoot", "wrist-pain")
    assert code == 0
    assert out
    assert err == "Not yet screened for danger signs (arm and hand): `ergo screen --region arm` takes a minute.\n"


def test_advice_after_new_pain_tells_to_screen_again(ergo: Ergo, home: Path) -> None:
    screened(home)
    ergo("screen", "--new-pain")
    assert "You reported new pain (neck)" in ergo("troubleshoot", "neck-pain").err


# --- home


def test_home_shows_the_gravest_outcome_that_still_holds(ergo: Ergo, home: Path) -> None:
    screened(home, "urgent", regions=["back"])
    screened(home, regions=["back"])
    result = json.loads(ergo("--json").out)["result"]["screening"]
    assert (result["tier"], result["region"], result["name"]) == ("urgent", "back", OUTCOMES["urgent"].name)


def test_home_tells_after_a_doctors_word_that_nothing_is_held_back(ergo: Ergo, home: Path) -> None:
    screened(home, "urgent", regions=["back"])
    ergo("screen", "--cleared", "--yes")
    assert json.loads(ergo("--json").out)["result"]["screening"]["tier"] == "clear"


# --- records that older versions or other regions left


def test_what_was_screened_before_there_were_regions_still_holds_back(ergo: Ergo, home: Path) -> None:
    screened(home, "emergency", regions=["back"])
    _as_before_regions(home / "history.db")
    code, _, err = ergo(*STRETCH)
    assert code == 4
    assert "your screening (back, " in err


def _as_before_regions(path: Path) -> None:
    """Turn the history back into what the version before regions would have written."""
    import sqlite3

    with sqlite3.connect(path) as db:
        db.execute("UPDATE records SET kind = 'screen'")
        db.execute("PRAGMA user_version = 3")
    db.close()


@pytest.mark.parametrize("answer", ["yes", "unsure"])
@pytest.mark.parametrize("argv", [("stretch", "wrist-circles"), ("troubleshoot", "back-pain")])
def test_a_screening_that_was_stopped_with_a_sign_still_open_holds_back(
    ergo: Ergo, home: Path, argv: tuple[str, ...], answer: str
) -> None:
    History(home / "history.db").save_draft("screen-back", {"leg-symptoms": "no", "bladder-bowel": answer})
    run = ergo(*argv)
    assert (run.code, run.out) == (3, "")
    assert "finish it first: ergo screen --region back" in run.err


def test_a_screening_that_was_stopped_leaves_other_regions_their_advice_without_exercises(
    ergo: Ergo, home: Path
) -> None:
    History(home / "history.db").save_draft("screen-back", {"bladder-bowel": "yes"})
    code, out, _ = ergo("troubleshoot", "wrist-pain", "--json")
    held = json.loads(out)["result"]["held_back"]
    assert (code, held["tier"], held["region"]) == (3, "doctor", "back")


def test_the_status_tells_of_a_screening_that_was_stopped_and_exits_as_for_a_doctor(ergo: Ergo, home: Path) -> None:
    History(home / "history.db").save_draft("screen-neck", {"arm-weakness": "unsure"})
    code, out, _ = ergo("screen", "--status")
    assert (code, "stopped with a warning sign still open" in out) == (3, True)
    assert "ergo screen --region neck" in out
    assert "until the screening is finished" in " ".join(out.split())


def test_a_screening_that_was_stopped_after_nothing_but_no_holds_nothing_back(ergo: Ergo, home: Path) -> None:
    History(home / "history.db").save_draft("screen-back", {"leg-symptoms": "no"})
    assert ergo("stretch", "wrist-circles").code == 0
