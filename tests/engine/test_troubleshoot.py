from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import EFFORTS, Advice, Effort
from ergo_cli.content.model.danger import Sign
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.stretches import Stretches
from ergo_cli.content.model.symptoms import Cause, Solution, Symptom, Symptoms
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.engine.danger import Heard
from ergo_cli.engine.explain import Link, Remedy, by_effort, explain, without_exercises
from ergo_cli.engine.scoring import Failing
from ergo_cli.engine.screening import Call, HeldBack
from ergo_cli.engine.troubleshoot import (
    Context,
    KnownCause,
    Troubleshot,
    by_name,
    danger_of,
    endangered,
    list_symptoms,
    match,
    nothing_found,
    troubleshoot,
)
from tests.conftest import Ergo

LIBRARY = Library(data_dir())
SYMPTOMS = LIBRARY.read(Symptoms)
HELD = HeldBack("doctor", "back", "Your screening says so.")

every_symptom = pytest.mark.parametrize("symptom", SYMPTOMS.symptoms, ids=lambda symptom: symptom.id)


def solution(
    name: str, effort: Effort = "now", stretches: tuple[str, ...] = (), areas: tuple[str, ...] = ()
) -> Solution:
    return Solution(name, f"Try {name}.", effort, ("source",), None, stretches, areas)


def symptom(*solutions: Solution) -> Symptom:
    cause = Cause("cause", "It is cold.", ("source",), (), tuple(entry.id for entry in solutions))
    see = (Advice("see", "See a doctor.", ("source",)),)
    return Symptom("ache", "Ache", "back", "It aches.", (cause,), solutions, see, ("source",), aliases=("sore", "pain"))


def remedies(*solutions: Solution) -> tuple[Remedy, ...]:
    return explain(symptom(*solutions)).solutions


@every_symptom
def test_a_symptom_is_found_by_its_id_and_its_aliases(symptom: Symptom) -> None:
    names = by_name(SYMPTOMS)
    assert all(names[name] is symptom for name in (symptom.id, *symptom.aliases))


def test_no_other_name_finds_a_symptom() -> None:
    assert set(by_name(Symptoms((symptom(solution("rest")),)))) == {"ache", "sore", "pain"}


def test_all_symptoms_are_listed_in_the_order_of_the_content() -> None:
    listed = list_symptoms(SYMPTOMS).symptoms
    expected = [(s.id, s.name, s.area, s.summary, s.aliases) for s in SYMPTOMS.symptoms]
    assert [(s.id, s.name, s.area, s.summary, s.aliases) for s in listed] == expected


def test_a_symptom_that_is_named_matches_it_for_certain() -> None:
    named = match(symptom(solution("rest")), 1.0, ("sore",))
    found = troubleshoot("sore", symptom(solution("rest")), (named,))
    assert (found.query, found.outcome, found.danger) == ("sore", "match", None)
    assert found.matches == (named,)
    assert (named.id, named.score, named.terms, named.name, named.apart) == (
        "ache",
        1.0,
        ("sore",),
        "Ache",
        "It aches.",
    )
    assert found.symptom == explain(symptom(solution("rest")))


def test_nothing_is_held_back_unless_it_is_said() -> None:
    stretching = symptom(solution("rest"), solution("move", stretches=("torso-twist",)))
    found = troubleshoot("sore", stretching, ())
    assert (found.held_back, found.symptom) == (None, explain(stretching))


@every_symptom
def test_where_exercises_are_held_back_none_is_told_and_it_is_said_why(symptom: Symptom) -> None:
    found = troubleshoot(symptom.id, symptom, (), (), Context(HELD))
    assert (found.outcome, found.held_back) == ("match", HELD)
    assert found.symptom == explain(without_exercises(symptom))
    assert "ergo stretch" not in msgspec.json.encode(found).decode()


@every_symptom
def test_without_exercises_no_stretch_is_left_and_nothing_else_is_gone(symptom: Symptom) -> None:
    left = without_exercises(symptom)
    assert left.solutions == tuple(e for e in symptom.solutions if not e.stretches and e.exercise == "no")
    assert replace(left, solutions=symptom.solutions, causes=symptom.causes) == symptom
    assert [replace(cause, solutions=()) for cause in left.causes] == [
        replace(cause, solutions=()) for cause in symptom.causes
    ]


@every_symptom
def test_without_exercises_each_cause_names_what_is_left_of_its_solutions(symptom: Symptom) -> None:
    left = without_exercises(symptom)
    kept = {entry.id for entry in left.solutions}
    for before, after in zip(symptom.causes, left.causes, strict=True):
        assert after.solutions == tuple(name for name in before.solutions if name in kept)


def test_a_solution_that_is_an_exercise_and_more_is_left_out_whole() -> None:
    both = symptom(solution("both", stretches=("torso-twist",), areas=("chair",)), solution("chair", areas=("chair",)))
    left = without_exercises(both)
    assert [entry.id for entry in left.solutions] == ["chair"]
    assert [cause.solutions for cause in left.causes] == [("chair",)]


def test_where_every_solution_is_an_exercise_the_causes_and_the_professional_are_left() -> None:
    stretching = symptom(solution("move", stretches=("torso-twist",)))
    found = troubleshoot("sore", stretching, (), (), Context(HELD)).symptom
    assert found
    assert (found.solutions, found.professional) == ((), stretching.professional)
    assert [(cause.id, cause.solutions) for cause in found.causes] == [("cause", ())]


def test_without_exercises_a_symptom_that_has_none_is_as_it_was() -> None:
    resting = symptom(solution("rest"), solution("sit", areas=("chair",)))
    assert without_exercises(resting) == resting


@every_symptom
def test_an_explanation_holds_what_the_content_says(symptom: Symptom) -> None:
    found = explain(symptom)
    for name in ("id", "name", "area", "summary", "professional", "sources", "note"):
        assert getattr(found, name) == getattr(symptom, name)
    assert [msgspec.structs.astuple(cause) for cause in found.causes] == [
        (c.id, c.text, c.checks, c.solutions, c.sources, c.note, False) for c in symptom.causes
    ]


@every_symptom
def test_no_solution_is_lost_or_invented(symptom: Symptom) -> None:
    by_id = {entry.id: entry for entry in symptom.solutions}
    found = explain(symptom).solutions
    assert sorted(remedy.id for remedy in found) == sorted(by_id)
    for remedy in found:
        entry = by_id[remedy.id]
        assert (remedy.text, remedy.why, remedy.sources, remedy.note) == (
            entry.text,
            entry.why,
            entry.sources,
            entry.note,
        )
        assert [link.id for link in remedy.links] == [*entry.stretches, *entry.areas]


@every_symptom
def test_the_solutions_stand_from_what_takes_least_to_what_takes_most(symptom: Symptom) -> None:
    efforts = [EFFORTS.index(remedy.effort) for remedy in explain(symptom).solutions]
    assert efforts == sorted(efforts)


def test_of_equal_effort_the_order_of_the_content_stays() -> None:
    found = remedies(solution("buy", "equipment"), solution("b"), solution("train", "habit"), solution("a"))
    assert [remedy.id for remedy in found] == ["b", "a", "train", "buy"]


def test_a_solution_leads_to_stretches_and_areas_by_command() -> None:
    [remedy] = remedies(solution("move", stretches=("torso-twist",), areas=("chair",)))
    assert remedy.links == (
        Link("stretch", "torso-twist", "ergo stretch torso-twist"),
        Link("area", "chair", "ergo setup-check chair"),
    )


@every_symptom
def test_the_links_of_a_symptom_lead_to_something(symptom: Symptom) -> None:
    known = {
        "stretch": {entry.id for entry in LIBRARY.read(Stretches).stretches},
        "area": {entry.id for entry in LIBRARY.read(Workstation).areas},
    }
    links = [link for remedy in explain(symptom).solutions for link in remedy.links]
    assert links
    assert all(link.id in known[link.kind] for link in links)


def test_efforts_that_no_solution_takes_are_left_out() -> None:
    groups = by_effort(remedies(solution("buy", "equipment"), solution("sit"), solution("stand")))
    assert {effort: [remedy.id for remedy in found] for effort, found in groups.items()} == {
        "now": ["sit", "stand"],
        "equipment": ["buy"],
    }
    assert list(groups) == ["now", "equipment"]


@pytest.mark.parametrize("name", [symptom.aliases[0] for symptom in SYMPTOMS.symptoms if symptom.aliases])
def test_an_alias_gives_the_symptom_at_the_front_door(name: str, ergo: Ergo) -> None:
    run = ergo("troubleshoot", name.replace("-", " ").title(), "--json")
    result = msgspec.json.decode(run.out)["result"]
    assert run.code == 0, run.err
    assert result["symptom"]["id"] == by_name(SYMPTOMS)[name].id


def asked(*causes: Cause) -> Symptom:
    solutions = (solution("a", "equipment"), solution("b", "now"), solution("c", "habit"), solution("d", "now"))
    return replace(symptom(*solutions), causes=causes)


CAUSES = (
    Cause("low", "The screen is low.", ("s",), ("screen-height",), ("a",)),
    Cause("far", "The mouse is far.", ("s",), ("mouse-beside",), ("c",)),
    Cause("cold", "It is cold.", ("s",), (), ("b", "d")),
)


def test_what_meets_a_named_cause_comes_first_then_what_the_desk_shows_then_what_takes_least() -> None:
    found = explain(asked(*CAUSES), ["far"], ["screen-height"])
    assert [(remedy.id, remedy.fits) for remedy in found.solutions] == [
        ("c", True),
        ("a", True),
        ("b", False),
        ("d", False),
    ]
    assert [(cause.id, cause.named) for cause in found.causes] == [("low", False), ("far", True), ("cold", False)]


def test_what_meets_both_a_named_cause_and_one_the_desk_shows_comes_before_all() -> None:
    both = replace(CAUSES[0], solutions=("d",))
    found = explain(asked(both, replace(CAUSES[1], solutions=("c", "d"))), ["far"], ["screen-height"])
    assert [remedy.id for remedy in found.solutions][:2] == ["d", "c"]


def failing(name: str, *symptoms: str) -> Failing:
    return Failing(name, "screen", f"{name}?", "high", 4.0, f"Mend {name}.", "now", (), symptoms, (), ())


def test_what_fails_at_the_desk_and_feeds_the_symptom_is_named_with_the_way_to_mend_it() -> None:
    desk = [failing("screen-height"), failing("chair-back", "other", "ache"), failing("floor", "other")]
    found = troubleshoot("sore", asked(*CAUSES), (), ("wrist",), Context(failing=desk, named=["cold"]))
    assert found.failing == (
        KnownCause("screen-height", "screen-height?", "Mend screen-height."),
        KnownCause("chair-back", "chair-back?", "Mend chair-back."),
    )
    assert found.symptom == explain(asked(*CAUSES), ["cold"], ["screen-height", "chair-back"])
    assert found.also == ("wrist",)


@every_symptom
def test_naming_every_cause_changes_the_order_and_nothing_else(symptom: Symptom) -> None:
    everything = explain(symptom, [cause.id for cause in symptom.causes]).solutions
    assert {replace(remedy, fits=False) for remedy in everything} == set(explain(symptom).solutions)


def test_where_nothing_fits_the_symptoms_of_the_areas_named_are_near_and_else_all() -> None:
    eyes = nothing_found("my eye is green", SYMPTOMS, ["eyes"])
    assert (eyes.outcome, eyes.matches, eyes.symptom) == ("none", (), None)
    assert [line.id for line in eyes.near] == ["eye-strain"]
    assert [line.id for line in nothing_found("", SYMPTOMS, []).near] == [entry.id for entry in SYMPTOMS.symptoms]
    assert nothing_found("my hips", SYMPTOMS, ["hips"]).near == nothing_found("", SYMPTOMS, []).near


def test_the_region_to_screen_is_where_it_hurts_if_its_screening_asks_about_the_sign() -> None:
    fever = Sign("fever", "A fever", "back", "urgent", ("source",), elsewhere=("neck", "arm"))

    def region(*areas: str) -> str:
        return danger_of(LIBRARY.read(Screening), Heard((fever,)), areas).region

    assert (region("neck"), region("hands"), region("eyes", "shoulders")) == ("neck", "arm", "arm")
    assert (region(), region("back"), region("eyes"), region("nowhere")) == ("back", "back", "back", "back")


def test_a_sign_with_advice_of_its_own_has_no_region_to_screen() -> None:
    advice = (Advice("talk", "Talk to somebody.", ("source",)),)
    sign = Sign("dark", "Dark thoughts", "back", "emergency", ("source",), advice=advice)
    danger = danger_of(LIBRARY.read(Screening), Heard((sign,)))
    assert (danger.region, danger.advice) == ("", advice)


def test_danger_tells_whom_to_call_and_what_to_heed_and_so_does_an_answer_that_found_nothing() -> None:
    call, notices = Call("GB", "999"), (Advice("tell", "Tell somebody.", ("source",)),)
    sign = Sign("groin-numb", "A numb groin", "back", "emergency", ("source",))
    danger = danger_of(LIBRARY.read(Screening), Heard((sign,), ("groin",)), (), call, notices)
    assert (danger.tier, danger.flags, danger.region) == ("emergency", ("groin-numb",), "back")
    assert (danger.call, danger.notices, danger.terms) == (call, notices, ("groin",))
    nothing = nothing_found("my eye is green", SYMPTOMS, ["eyes"], notices, "eye")
    assert (nothing.query, nothing.notices, nothing.region) == ("my eye is green", notices, "eye")


def test_who_tells_of_danger_is_answered_with_what_to_do_about_it_and_nothing_else() -> None:
    sign = Sign("groin-numb", "A numb groin", "back", "emergency", ("source",))
    danger = danger_of(LIBRARY.read(Screening), Heard((sign,), ("groin",)))
    assert endangered("a numb groin", danger) == Troubleshot("a numb groin", "danger", (), None, danger)
    assert endangered("a numb groin", danger, why=True).why
