from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import EFFORTS
from ergo_cli.content.model.symptoms import Symptoms
from tests.cli.test_gate import screened
from tests.conftest import Ergo

SYMPTOMS = {symptom.id: symptom for symptom in Library(data_dir()).read(Symptoms).symptoms}
every = pytest.mark.parametrize("symptom", SYMPTOMS)

PACK = """
symptoms:
  - id: toe-cramp
    name: A cramp in the toes
    area: legs
    summary: A toe that curls by itself.
    sources: [kp-ergonomics]
    causes:
      - {id: tight-shoes, text: Shoes that are too tight., sources: [kp-ergonomics], solutions: [loosen-laces]}
    solutions:
      - {id: loosen-laces, text: Loosen your laces., effort: now, sources: [kp-ergonomics]}
    professional:
      - {id: see-doctor, text: See a doctor if it stays., sources: [kp-ergonomics]}
"""


def result_of(ergo: Ergo, *argv: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(ergo("troubleshoot", *argv, "--json").out)["result"]
    return result


def flat(text: str) -> str:
    return " ".join(text.split())


@every
def test_a_symptom_is_matched_by_its_id(ergo: Ergo, symptom: str) -> None:
    result = result_of(ergo, symptom)
    assert (result["query"], result["outcome"], result["danger"]) == (symptom, "match", None)
    assert result["matches"] == [{"id": symptom, "score": 1.0, "terms": [symptom]}]


@every
def test_a_symptom_is_found_by_each_of_its_other_names(ergo: Ergo, symptom: str) -> None:
    assert SYMPTOMS[symptom].aliases
    assert {result_of(ergo, alias)["symptom"]["id"] for alias in SYMPTOMS[symptom].aliases} == {symptom}


@pytest.mark.parametrize("words", [["Wrist", "Pain"], ["wrist pain"], ["WRIST_PAIN"], ["  wrist-pain "]])
def test_a_name_is_found_however_it_is_written(ergo: Ergo, words: list[str]) -> None:
    assert result_of(ergo, *words)["symptom"]["id"] == "wrist-pain"


@every
def test_the_screen_tells_every_cause_every_remedy_and_when_to_get_help(ergo: Ergo, symptom: str) -> None:
    shown = flat(ergo("troubleshoot", symptom).out)
    known = SYMPTOMS[symptom]
    texts = [cause.text for cause in known.causes] + [advice.text for advice in known.professional]
    assert [text for text in texts if flat(text) not in shown] == []
    assert all(f"{number} " in shown for number in range(1, len(known.solutions) + 1))


@every
def test_what_takes_least_comes_first(ergo: Ergo, symptom: str) -> None:
    efforts = [EFFORTS.index(solution["effort"]) for solution in result_of(ergo, symptom)["symptom"]["solutions"]]
    assert efforts == sorted(efforts)


def test_remedies_lead_to_commands_that_can_be_typed(ergo: Ergo) -> None:
    remedies = [remedy for name in SYMPTOMS for remedy in result_of(ergo, name)["symptom"]["solutions"]]
    commands = {link["command"] for remedy in remedies for link in remedy["links"]}
    option = {"stretch": "--show", "setup-check": "--template"}
    assert len(commands) > 10
    assert {ergo(*command.split()[1:], option[command.split()[1]]).code for command in commands} == {0}


def test_the_list_names_every_symptom_with_its_id(ergo: Ergo) -> None:
    out = ergo("troubleshoot", "--list").out
    assert [name for name in SYMPTOMS if f" {name}\n" not in out] == []


@every
def test_without_its_exercises_a_symptom_keeps_all_other_advice(ergo: Ergo, home: Path, symptom: str) -> None:
    known = SYMPTOMS[symptom]
    screened(home, "doctor")
    result = result_of(ergo, symptom)
    kept = {solution.id for solution in known.solutions if not solution.stretches and solution.exercise == "no"}
    assert {solution["id"] for solution in result["symptom"]["solutions"]} == kept
    assert [cause["id"] for cause in result["symptom"]["causes"]] == [cause.id for cause in known.causes]
    assert len(result["symptom"]["professional"]) == len(known.professional)
    assert bool(result["held_back"]) == (len(kept) < len(known.solutions))


def test_without_a_terminal_and_without_a_symptom_all_are_named(ergo: Ergo) -> None:
    code, out, err = ergo("troubleshoot")
    assert (code, out) == (2, "")
    assert err.splitlines() == ["ergo: name a symptom:", *(f"  {name}" for name in SYMPTOMS)]


def test_a_symptom_of_ones_own_pack_is_found_and_named_in_the_digest(ergo: Ergo, home: Path) -> None:
    pack = home / "packs" / "clinic" / "symptoms.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text(PACK)
    document = json.loads(ergo("troubleshoot", "toe-cramp", "--json").out)
    assert document["result"]["symptom"]["solutions"][0]["id"] == "loosen-laces"
    assert " clinic/symptoms:" in document["content"]


@pytest.mark.parametrize("words", ["chest pain", "chest-pain", "back pain and tingling in both legs"])
def test_a_danger_sign_is_never_taken_for_a_symptom_that_is_spelt_like_it(words: str, ergo: Ergo) -> None:
    run = ergo("troubleshoot", words)
    assert run.code == 4
    assert run.out.startswith("▌ Get emergency help now\n")
    assert "What may cause it" not in run.out


def test_words_that_speak_of_danger_are_answered_by_what_to_do_and_nothing_else(ergo: Ergo) -> None:
    run = ergo("troubleshoot", "back pain and I can't feel my groin", "--json")
    result = json.loads(run.out)["result"]
    assert (run.code, result["outcome"], result["symptom"], result["matches"]) == (4, "danger", None, [])
    assert (result["danger"]["tier"], result["danger"]["region"]) == ("emergency", "back")
    assert len(result["danger"]["flags"]) == len(result["danger"]["names"]) >= 1


def test_words_that_speak_of_a_doctor_first_say_so(ergo: Ergo) -> None:
    run = ergo("troubleshoot", "backache and losing weight without trying")
    assert run.code == 3
    assert "See a doctor before you go on" in run.out


@pytest.mark.parametrize("words", ["my eyes are killing me", "no chest pain, just a stiff neck"])
def test_words_that_only_sound_dangerous_are_no_danger(words: str, ergo: Ergo) -> None:
    assert ergo("troubleshoot", words).code == 2


def test_words_are_never_echoed_raw(ergo: Ergo) -> None:
    run = ergo("troubleshoot", "\x1b[31m numb groin\u202e and a sore back", "--json")
    assert run.code == 4
    assert "\x1b" not in run.out
    assert "\u202e" not in run.out


def test_a_word_that_fits_several_symptoms_names_them(ergo: Ergo) -> None:
    assert "'neck' fits several; name one of: neck-pain, one-sided-neck-pain\n" in ergo("troubleshoot", "neck").err
