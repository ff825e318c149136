from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.model.screening import Screening
from ergo_cli.store.history import History
from tests.conftest import Ergo

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
EMERGENCY = [*CLEAR, "--answer=chest-pain=yes"]
URGENT = [
    *CLEAR,
    "--answer=fever-nausea=yes",
    "--answer=fever-chills=yes",
    "--answer=side-pain-vomiting=no",
    "--answer=infection-risk=no",
]


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
    code, _, err = ergo(*CLEAR, "--answer=bladder-bowel=unsure")
    assert code == 2
    assert "4 to answer" in err
    assert "saddle-numbness" in err


def test_an_emergency_waits_for_no_further_answer(ergo: Ergo) -> None:
    assert ergo("screen", "--answer=chest-pain=yes").code == 4
    assert ergo("screen", "--answer=fever-nausea=yes").code == 2


def test_a_danger_sign_counts_even_if_nothing_opened_its_question(ergo: Ergo) -> None:
    assert ergo(*CLEAR, "--answer=saddle-numbness=yes").code == 4


def test_does_not_apply_is_no_answer_to_a_red_flag(ergo: Ergo) -> None:
    code, _, err = ergo(*CLEAR, "--answer=injury=na")
    assert code == 2
    assert "injury is 'na', not one of: yes, no, unsure" in err


@pytest.mark.parametrize("answer", ["yes", "unsure", "Y", "true", "not sure"])
def test_yes_and_unsure_both_fire_a_red_flag(ergo: Ergo, answer: str) -> None:
    result = json.loads(ergo(*CLEAR, f"--answer=chest-pain={answer}", "--json").out)["result"]
    assert result["tier"] == "emergency"
    assert [rule["id"] for rule in result["fired"]] == ["chest-pain"]


def test_the_gravest_sign_decides_and_the_others_are_told_too(ergo: Ergo) -> None:
    result = json.loads(ergo(*URGENT, "--answer=chest-pain=yes", "--json").out)["result"]
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
    assert ids == [question.id for question in library.read(Screening).questions]
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
    record = History(home / "history.db").last("screen")
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
