from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.body import Body
from ergo_cli.content.model.screening import Region, Screening
from ergo_cli.store.history import History
from tests.conftest import Ergo, but

FIRST_PAGE = (
    "leg-symptoms",
    "bladder-bowel",
    "fever-nausea",
    "cancer-weight-loss",
    "injury",
    "chest-pain",
    "pain-pattern",
)
CLEAR = ["screen", *(f"--answer={flag}=no" for flag in FIRST_PAGE)]
EMERGENCY = but(CLEAR, "--answer=chest-pain=yes")
URGENT = but(
    CLEAR,
    "--answer=fever-nausea=yes",
    "--answer=fever-chills=yes",
    "--answer=side-pain-vomiting=no",
    "--answer=infection-risk=no",
)


BLADDER = ("saddle-numbness", "bladder-change", "bowel-change", "sexual-change")
CONTENT = Library(data_dir())
REGIONS = CONTENT.read(Screening).regions
every_region = pytest.mark.parametrize("region", REGIONS, ids=[region.id for region in REGIONS])


def first_page(region: Region, answer: str = "no") -> list[str]:
    return [f"--answer={question.id}={answer}" for question in region.questions if not question.when]


def standings(ergo: Ergo) -> dict[str, dict[str, Any]]:
    regions = json.loads(ergo("screen", "--status", "--json").out)["result"]["regions"]
    return {standing["region"]: standing for standing in regions}


def avoided(ergo: Ergo) -> list[str]:
    avoid: list[str] = json.loads(ergo("screen", "--status", "--json").out)["result"]["avoid"]
    return avoid


def yaml_file(folder: Path, text: str) -> Path:
    path = folder / "back.yaml"
    path.write_text(text)
    return path


@pytest.mark.parametrize("flag", FIRST_PAGE)
def test_an_unanswered_red_flag_is_an_error_and_never_a_no(ergo: Ergo, flag: str) -> None:
    rest = [argument for argument in CLEAR if not argument.startswith(f"--answer={flag}=")]
    code, _, err = ergo(*rest)
    assert code == 2
    assert f"  {flag} (yes/no/unsure): " in err


def test_a_follow_up_must_be_answered_once_it_is_opened(ergo: Ergo) -> None:
    code, _, err = ergo(*but(CLEAR, "--answer=bladder-bowel=unsure"))
    assert code == 2
    assert "4 to answer" in err
    assert "saddle-numbness" in err


def test_an_emergency_waits_for_no_further_answer(ergo: Ergo) -> None:
    assert ergo("screen", "--answer=chest-pain=yes").code == 4
    assert ergo("screen", "--answer=fever-nausea=yes").code == 2


def test_a_danger_sign_counts_even_if_nothing_opened_its_question(ergo: Ergo) -> None:
    assert ergo(*but(CLEAR, "--answer=saddle-numbness=yes")).code == 4


def test_does_not_apply_is_no_answer_to_a_red_flag(ergo: Ergo) -> None:
    code, _, err = ergo(*but(CLEAR, "--answer=injury=na"))
    assert code == 2
    assert "injury is 'na', not one of: yes, no, unsure" in err


@pytest.mark.parametrize("answer", ["yes", "unsure", "Y", "true", "not sure"])
def test_yes_and_unsure_both_fire_a_red_flag(ergo: Ergo, answer: str) -> None:
    result = json.loads(ergo(*but(CLEAR, f"--answer=chest-pain={answer}", "--json")).out)["result"]
    assert result["tier"] == "emergency"
    assert [rule["id"] for rule in result["fired"]] == ["chest-pain"]


def test_the_gravest_sign_decides_and_the_others_are_told_too(ergo: Ergo) -> None:
    result = json.loads(ergo(*but(URGENT, "--answer=chest-pain=yes", "--json")).out)["result"]
    assert [rule["tier"] for rule in result["fired"]] == ["emergency", "urgent", "doctor"]


def test_an_emergency_says_first_what_to_do(ergo: Ergo) -> None:
    lines = ergo(*EMERGENCY, "--country=GB").out.splitlines()
    assert lines[0] == "▌ Get emergency help now"
    assert "999" in "".join(lines[:5])


def test_a_clear_result_leads_on_and_an_emergency_does_not(ergo: Ergo) -> None:
    assert "ergo stretch" in ergo(*CLEAR).out
    assert "ergo stretch" not in ergo(*EMERGENCY).out


@pytest.mark.parametrize("country", ["GB", "gb", "UK"])
def test_the_country_option_chooses_the_numbers(ergo: Ergo, country: str) -> None:
    call = json.loads(ergo(*EMERGENCY, "--country", country, "--json").out)["result"]["call"]
    assert (call["country"], call["number"]) == ("GB", "999 or 112")


@pytest.mark.parametrize(
    ("variables", "country"),
    [
        ({"LANG": "de_AT.UTF-8"}, "AT"),
        ({"LANG": "de_AT.UTF-8", "LC_MESSAGES": "fr_CH"}, "CH"),
        ({"LANG": "de_AT.UTF-8", "LC_ALL": "en_US.UTF-8"}, "US"),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "POSIX"}, None),
        ({}, None),
    ],
)
def test_without_the_option_the_locale_chooses_the_numbers(
    ergo: Ergo, variables: dict[str, str], country: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    call = json.loads(ergo(*EMERGENCY, "--json").out)["result"]["call"]
    assert (call and call["country"]) == country


def test_an_unknown_country_gets_no_number_rather_than_a_wrong_one(ergo: Ergo) -> None:
    run = ergo(*EMERGENCY, "--country=ZZ", "--json")
    result = json.loads(run.out)["result"]
    assert result["call"] is None
    assert "No emergency number is known here for 'ZZ'" in run.err
    assert "no-country" in {notice["id"] for notice in result["notices"]}


def test_an_urgent_result_names_the_line_for_urgent_advice(ergo: Ergo) -> None:
    assert "Urgent advice: 111" in ergo(*URGENT, "--country=GB").out
    assert "Urgent advice" not in ergo(*EMERGENCY, "--country=GB").out


def test_emergency_help_is_told_without_any_question(ergo: Ergo) -> None:
    code, out, _ = ergo("screen", "--emergency", "--country=US", "--no-input")
    assert code == 0
    assert "911" in out


def test_answers_come_from_yaml_whose_bare_yes_and_no_mean_what_they_say(ergo: Ergo, tmp_path: Path) -> None:
    path = yaml_file(tmp_path, "\n".join(f"{flag}: no" for flag in FIRST_PAGE[:-1]) + "\npain-pattern: No\n")
    assert ergo("screen", "--answers", path).code == 0


def test_answers_come_from_json_on_stdin(ergo: Ergo) -> None:
    document = json.dumps(dict.fromkeys(FIRST_PAGE, "no"), indent="\t")
    assert ergo("screen", "--answers", "-", stdin=document).code == 0


@pytest.mark.parametrize(("answer", "code"), [("no", 0), ("yes", 4)])
def test_an_answer_on_the_command_line_wins_over_the_file(ergo: Ergo, tmp_path: Path, answer: str, code: int) -> None:
    path = yaml_file(
        tmp_path, "\n".join(f"{flag}: no" for flag in FIRST_PAGE[:-2]) + "\npain-pattern: no\nchest-pain: no"
    )
    assert ergo("screen", "--answers", path, f"--answer=chest-pain={answer}").code == code


def test_the_template_asks_for_every_question_and_blank_it_is_incomplete(
    ergo: Ergo, library: Library, tmp_path: Path
) -> None:
    template = ergo("screen", "--template").out
    ids = [line.partition(":")[0] for line in template.splitlines() if line and line[0] not in "# "]
    assert ids == [question.id for question in library.read(Screening).regions[0].questions]
    assert ergo("screen", "--answers", yaml_file(tmp_path, template)).code == 2


@pytest.mark.parametrize(("answer", "code"), [("no", 0), ("yes", 4)])
def test_the_template_filled_in_is_valid(ergo: Ergo, tmp_path: Path, answer: str, code: int) -> None:
    filled = ergo("screen", "--template").out.replace(":  # yes, no", f": {answer}  # yes, no")
    assert ergo("screen", "--answers", yaml_file(tmp_path, filled)).code == code


def test_the_template_writes_nothing(ergo: Ergo, home: Path) -> None:
    assert ergo("screen", "--template").code == 0
    assert not home.exists()


@pytest.mark.parametrize(("argv", "tier"), [(CLEAR, "clear"), (EMERGENCY, "emergency")])
def test_the_outcome_is_remembered_with_the_answers(ergo: Ergo, home: Path, argv: Sequence[str], tier: str) -> None:
    out = ergo(*argv, "--json").out
    record = History(home / "history.db").last("screen-back")
    assert record is not None
    assert json.loads(record.result) == json.loads(out)["result"]
    assert json.loads(record.result)["tier"] == tier
    assert set(record.answers) == set(FIRST_PAGE)


def test_home_shows_the_last_screening_and_no_longer_asks_for_one(ergo: Ergo) -> None:
    assert "Start with: ergo screen" in ergo().out
    ergo(*CLEAR)
    ergo(*EMERGENCY)
    out = ergo().out
    assert "Get emergency help now" in out
    assert "Start with: ergo screen" not in out


# --- regions


@every_region
def test_a_region_is_screened_by_its_own_questions_and_recorded_as_its_own(
    ergo: Ergo, home: Path, region: Region
) -> None:
    run = ergo("screen", "--region", region.id, *first_page(region), "--json")
    assert run.code == 0
    assert json.loads(run.out)["result"]["region"] == region.id
    assert History(home / "history.db").last(f"screen-{region.id}") is not None
    assert [name for name, standing in standings(ergo).items() if standing["tier"]] == [region.id]


@every_region
def test_every_first_question_of_a_region_must_be_answered(ergo: Ergo, region: Region) -> None:
    code, out, err = ergo("screen", "--region", region.id)
    assert (code, out) == (2, "")
    assert [q.id for q in region.questions if (f"\n  {q.id} (" in err) == bool(q.when)] == []


@every_region
def test_a_clear_outcome_tells_what_to_watch_for_in_this_region(ergo: Ergo, region: Region) -> None:
    result = json.loads(ergo("screen", "--region", region.id, *first_page(region), "--json").out)["result"]
    assert {item["id"] for item in result["advice"]} >= {region.worse.id, *(item.id for item in region.care)}


@pytest.mark.parametrize(
    ("word", "region"),
    [
        (word, region.id)
        for region in REGIONS
        for area in CONTENT.read(Body).areas
        if area.id in region.areas
        for word in (area.id, *area.also[::4])
    ],
)
def test_a_region_is_found_by_its_parts_of_the_body_and_everyday_words_for_them(
    ergo: Ergo, word: str, region: str
) -> None:
    assert f"# Answers for `ergo screen --region {region} " in ergo("screen", "--region", word, "--template").out


@pytest.mark.parametrize(
    ("words", "region"), [("Wrist", "arm"), ("LOWER BACK", "back"), ("Knee", "leg"), ("sight", "eye")]
)
def test_a_region_is_found_however_it_is_written(ergo: Ergo, words: str, region: str) -> None:
    assert f"`ergo screen --region {region} " in ergo("screen", "--region", words, "--template").out


@pytest.mark.parametrize("argv", [(), ("--region=back",)])
def test_without_a_region_it_is_the_back(ergo: Ergo, argv: tuple[str, ...]) -> None:
    assert ergo("screen", *argv, *first_page(REGIONS[0])).code == 0
    assert standings(ergo)["back"]["tier"] == "clear"


def test_a_question_of_another_region_is_unknown(ergo: Ergo) -> None:
    code, _, err = ergo("screen", "--region=neck", "--answer=chest-pain=yes")
    assert code == 2
    assert "there is no question 'chest-pain'" in err


# --- what would change the tier


def test_the_answers_that_would_change_the_outcome_are_told(ergo: Ergo) -> None:
    changes = json.loads(ergo(*EMERGENCY, "--json").out)["result"]["changes"]
    assert changes == [{"id": "chest-pain", "answer": "no", "tier": "clear"}]


@pytest.mark.parametrize(
    ("flag", "tier"), [("chest-pain", "emergency"), ("bladder-bowel", "doctor"), ("both-legs", "emergency")]
)
def test_of_a_clear_outcome_each_sign_that_would_change_it_is_told(ergo: Ergo, flag: str, tier: str) -> None:
    changes = json.loads(ergo(*CLEAR, "--json").out)["result"]["changes"]
    assert {"id": flag, "answer": "yes", "tier": tier} in changes
    assert "clear" not in {change["tier"] for change in changes}


def test_what_would_change_nothing_is_not_told(ergo: Ergo) -> None:
    changes = json.loads(ergo(*CLEAR, "--json").out)["result"]["changes"]
    assert {"leg-symptoms", "pain-pattern", "injury"}.isdisjoint(change["id"] for change in changes)


def test_taken_back_an_answer_takes_with_it_those_that_it_had_opened(ergo: Ergo) -> None:
    changes = json.loads(ergo(*URGENT, "--json").out)["result"]["changes"]
    assert {"id": "fever-nausea", "answer": "no", "tier": "clear"} in changes


# --- where one stands


@pytest.mark.parametrize(
    ("argv", "tier", "code"), [(CLEAR, "clear", 0), (URGENT, "urgent", 3), (EMERGENCY, "emergency", 4)]
)
@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_the_status_shows_and_exits_with_the_gravest_outcome(
    ergo: Ergo, argv: Sequence[str], tier: str, code: int, form: str
) -> None:
    name = json.loads(ergo(*argv, "--json").out)["result"]["name"]
    run = ergo("screen", "--status", "-f", form)
    assert (run.code, run.err) == (code, "")
    assert name in run.out
    assert standings(ergo)["back"]["tier"] == tier


def test_before_any_screening_the_status_knows_nothing_and_writes_nothing(ergo: Ergo, home: Path) -> None:
    run = ergo("screen", "--status", "--json")
    result = json.loads(run.out)["result"]
    assert (run.code, result["tier"], result["resting"], result["avoid"], result["days"]) == (0, None, [], [], 30)
    assert {(standing["tier"], standing["again"]) for standing in result["regions"]} == {(None, "never")}
    assert not home.exists()


def test_the_status_names_every_region_in_order(ergo: Ergo) -> None:
    assert list(standings(ergo)) == [region.id for region in REGIONS]


def test_the_status_tells_what_rests_until_a_doctor_agrees(ergo: Ergo) -> None:
    ergo(*but(CLEAR, "--answer=bladder-bowel=yes", *(f"--answer={flag}=no" for flag in BLADDER)))
    result = json.loads(ergo("screen", "--status", "--json").out)["result"]
    assert set(result["resting"]) == set(REGIONS[0].rests)


def test_a_better_screening_does_not_lower_where_one_stands(ergo: Ergo) -> None:
    ergo(*EMERGENCY)
    ergo(*CLEAR)
    assert ergo("screen", "--status").code == 4


# --- a doctor's word


def test_a_doctors_word_is_recorded_and_shown(ergo: Ergo) -> None:
    ergo(*EMERGENCY)
    code, out, err = ergo("screen", "--cleared", "--yes")
    assert (code, err) == (0, "")
    assert "Back          cleared by a doctor, " in out
    assert standings(ergo)["back"]["cleared"]


@pytest.mark.parametrize("argv", [("--cleared",), ("--cleared", "--no-input"), ("--cleared", "--json")])
def test_a_doctors_word_is_never_assumed(ergo: Ergo, argv: tuple[str, ...]) -> None:
    ergo(*EMERGENCY)
    code, out, err = ergo("screen", *argv)
    assert (code, out) == (2, "")
    assert err.startswith("ergo: Has a doctor seen you about this (back) and agreed")
    assert "--yes" in err
    assert standings(ergo)["back"]["tier"] == "emergency"


@pytest.mark.parametrize("before", [None, CLEAR], ids=["never screened", "clear"])
def test_where_nothing_waits_for_a_doctors_word_nothing_is_recorded(ergo: Ergo, before: Sequence[str] | None) -> None:
    ergo(*before or ["screen", "--status"])
    code, _, err = ergo("screen", "--cleared")
    assert (code, err) == (0, "No screening waits for a doctor's word.\n")
    assert standings(ergo)["back"]["cleared"] is None


def test_a_doctors_word_on_one_region_is_not_one_on_another(ergo: Ergo) -> None:
    ergo(*EMERGENCY)
    assert "No screening waits" in ergo("screen", "--cleared", "--region=neck", "--yes").err
    assert standings(ergo)["back"]["tier"] == "emergency"


# --- new pain, areas to avoid


def test_new_pain_is_recorded_for_every_region_that_was_screened(ergo: Ergo) -> None:
    ergo(*CLEAR)
    assert ergo("screen", "--new-pain").code == 0
    again = {name: standing["again"] for name, standing in standings(ergo).items()}
    assert again.pop("back") == "pain"
    assert set(again.values()) <= {"never"}


def test_areas_to_avoid_add_up_and_can_be_allowed_again(ergo: Ergo) -> None:
    ergo("screen", "--avoid=neck", "--avoid=wrist")
    assert ergo("screen", "--avoid=knee").code == 0
    assert avoided(ergo) == ["neck", "hands", "legs"]
    ergo("screen", "--allow=hands")
    assert avoided(ergo) == ["neck", "legs"]


def test_avoid_and_allow_go_together(ergo: Ergo) -> None:
    ergo("screen", "--avoid=neck")
    assert "Left out of routines, as you wish: back." in ergo("screen", "--avoid=back", "--allow=neck").out


@pytest.mark.parametrize("option", ["--avoid", "--allow"])
def test_an_area_that_there_is_not_is_refused_and_changes_nothing(ergo: Ergo, home: Path, option: str) -> None:
    code, out, err = ergo("screen", option, "wirst")
    assert (code, out) == (2, "")
    assert "there is no area of the body 'wirst', did you mean 'wrist'?" in err
    assert not home.exists()


# --- forgetting


def test_forgetting_deletes_everything_about_screenings_and_nothing_else(ergo: Ergo, home: Path) -> None:
    ergo(*EMERGENCY)
    ergo("screen", "--region=eye", *first_page(REGIONS[3]))
    ergo("screen", "--new-pain")
    ergo("screen", "--avoid=neck")
    ergo("setup-check", "mouse", *(f"--answer=mouse-{name}=yes" for name in ("beside", "level", "size")))
    code, _, err = ergo("screen", "--forget", "--yes")
    assert (code, err) == (0, "Deleted: 4 records.\n")
    assert {standing["again"] for standing in standings(ergo).values()} == {"never"}
    assert avoided(ergo) == []
    assert History(home / "history.db").last("setup-check-mouse") is not None


def test_one_region_is_forgotten_and_the_others_are_not(ergo: Ergo) -> None:
    ergo(*EMERGENCY)
    ergo("screen", "--region=eye", *first_page(REGIONS[3]))
    ergo("screen", "--avoid=neck")
    assert ergo("screen", "--forget", "--region=back", "--yes").err == "Deleted: 1 record.\n"
    assert {name for name, standing in standings(ergo).items() if standing["tier"]} == {"eye"}
    assert avoided(ergo) == ["neck"]


def test_forgetting_takes_the_draft_along(ergo: Ergo, home: Path) -> None:
    History(home / "history.db").save_draft("screen-back", {"injury": "yes"})
    ergo("screen", "--forget", "--yes")
    assert History(home / "history.db").draft("screen-back") == {}


@pytest.mark.parametrize("argv", [("--forget",), ("--forget", "--region=back"), ("--forget", "--no-input")])
def test_nothing_is_forgotten_without_a_word(ergo: Ergo, argv: tuple[str, ...]) -> None:
    ergo(*EMERGENCY)
    code, out, err = ergo("screen", *argv)
    assert (code, out) == (2, "")
    assert "Add --yes" in err
    assert standings(ergo)["back"]["tier"] == "emergency"


def test_with_nothing_recorded_nothing_is_forgotten_and_nothing_written(ergo: Ergo, home: Path) -> None:
    code, _, err = ergo("screen", "--forget", "--yes")
    assert (code, err) == (0, "Deleted: 0 records.\n")
    assert not home.exists()


# --- one thing at a time


MODES = ["--status", "--cleared", "--new-pain", "--avoid=neck", "--forget", "--emergency", "--template"]


@pytest.mark.parametrize(("one", "other"), [*combinations(MODES, 2), ("--allow=neck", "--status")])
def test_modes_exclude_each_other(ergo: Ergo, home: Path, one: str, other: str) -> None:
    code, out, err = ergo("screen", one, other, "--yes")
    assert (code, out) == (2, "")
    assert "go one at a time" in err
    assert not home.exists()


@pytest.mark.parametrize(
    "argv",
    [("--cleared", "--yes"), ("--new-pain",), ("--avoid=neck",), ("--allow=back",), ("--forget", "--yes")],
    ids=" ".join,
)
def test_no_save_never_writes_whatever_the_mode(ergo: Ergo, home: Path, argv: tuple[str, ...]) -> None:
    ergo(*EMERGENCY)
    ergo("screen", "--avoid=back")
    before = (home / "history.db").read_bytes()
    ergo("screen", *argv, "--no-save")
    assert (home / "history.db").read_bytes() == before


# --- config.toml


def test_the_country_of_the_configuration_chooses_the_numbers(
    ergo: Ergo, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    home.mkdir()
    (home / "config.toml").write_text('country = "uk"\n')
    assert json.loads(ergo(*EMERGENCY, "--json").out)["result"]["call"]["country"] == "GB"
    assert json.loads(ergo(*EMERGENCY, "--country=US", "--json").out)["result"]["call"]["country"] == "US"


def test_the_days_of_the_configuration_are_told_by_the_status(ergo: Ergo, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("screening_days = 90\n")
    assert json.loads(ergo("screen", "--status", "--json").out)["result"]["days"] == 90
