from __future__ import annotations

import copy
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias, get_args, get_type_hints

import pytest

from ergo_cli.content.check import check
from ergo_cli.content.check_links import REFERENCES
from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import Id, Item, Subject
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.symptoms import Cause
from ergo_cli.content.subjects import SUBJECTS
from ergo_cli.errors import ContentError
from ergo_cli.plain import clean
from tests.content.test_shape import HERE, Place, at, items_in, marked, shipped, stands_at, written

Data: TypeAlias = Any  # plain YAML data
Pack: TypeAlias = Callable[..., Path]
Edited: TypeAlias = Callable[[dict[type[Subject], bytes]], Path]

# The list in a file that a test adds to, if it is not called like the file.
LISTS = {"body": "areas", "workstation": "checks"}

BASED = {"sources": ["kp-ergonomics"]}
AREA: Data = {"id": "jaw", "name": "Jaw"}
PART: Data = {"id": "wide", "name": "Wide", "steps": ["Open your mouth."], "feel": "in the jaw", "hold": 5}
STRETCH: Data = {
    "id": "yawn",
    "name": "Yawn",
    "summary": "Opens the jaw.",
    "areas": ["neck"],
    "position": "seated",
    "muscles": "jaw muscles",
    "parts": [PART],
    "cautions": [],
    **BASED,
}
CAUSE: Data = {"id": "clench", "text": "Clenched teeth.", "solutions": ["rest"], **BASED}
SOLUTION: Data = {"id": "rest", "text": "Rest the jaw.", "effort": "now", **BASED}
SYMPTOM: Data = {
    "id": "jaw-ache",
    "name": "Jaw ache",
    "area": "neck",
    "summary": "An ache in the jaw.",
    "causes": [CAUSE],
    "solutions": [SOLUTION],
    "professional": [{"id": "see", "text": "See a dentist.", **BASED}],
    **BASED,
}
CHECK: Data = {
    "id": "desk-clear",
    "area": "screen",
    "text": "Is the desk clear?",
    "look": "Look.",
    "weight": 1,
    "risk": "low",
    "fixes": [{"id": "tidy", "text": "Tidy up.", "effort": "now", **BASED}],
    **BASED,
}


def content(stem: str, *entries: Data) -> Data:
    return {LISTS.get(stem, stem): list(entries)}


def place(stem: str, entries: list[Data], *inner: str | int) -> str:
    """Return where, in the file *stem* with these *entries*, the place *inner* in their list stands."""
    return f"{stem}.yaml:{stands_at(content(stem, *entries), (LISTS.get(stem, stem), *inner))}"


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    def write(name: str = "mine", /, **files: list[Data]) -> Path:
        folder = tmp_path / "packs" / name
        folder.mkdir(parents=True, exist_ok=True)
        for stem, entries in files.items():
            (folder / f"{stem}.yaml").write_bytes(written(content(stem, *entries)))
        return folder

    return write


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """Return the shipped content with other subjects in the place of some."""

    def write(subjects: dict[type[Subject], bytes]) -> Path:
        folder = tmp_path / "data"
        shutil.copytree(data_dir(), folder, copy_function=os.symlink)
        for kind, source in subjects.items():
            (folder / kind.file).unlink()
            (folder / kind.file).write_bytes(source)
        return folder

    return write


def found(*packs: Path, data: Path | None = None) -> list[str]:
    """Return the problems of *packs* and *data*, without the folders that they are in."""
    problems = check(data or data_dir(), packs)
    return [str(problem._replace(file=Path(problem.file).name)) for problem in sorted(problems)]


def kinds_of_items(base: type[Item] = Item) -> Iterator[type[Item]]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds_of_items(kind)


def holds_ids(hint: object) -> bool:
    return hint == Id or any(map(holds_ids, get_args(hint)))


def first_with(kind: type[Item], name: str, library: Library) -> tuple[type[Subject], Place]:
    """Return the first place in the shipped content where the field *name* of a *kind* names something."""
    for subject in SUBJECTS:
        for where, item in items_in(library.read(subject)):
            if type(item) is kind and (value := getattr(item, name)):
                return subject, (*where, name) if isinstance(value, str) else (*where, name, 0)
    raise AssertionError(kind, name)


SOURCED = [(kind, "sources") for kind in kinds_of_items() if "sources" in kind.__struct_fields__]
LINKS = [*REFERENCES, *(link for link in SOURCED if not issubclass(link[0], Subject))]


@pytest.mark.untraced
def test_each_reference_that_leads_nowhere_is_found_where_it_stands(library: Library, edited: Edited) -> None:
    nowhere = {f"{HERE}-{number:02}": first_with(*link, library) for number, link in enumerate(LINKS)}
    data = {subject: copy.deepcopy(shipped(subject)) for subject, _ in nowhere.values()}
    for word, (subject, where) in nowhere.items():
        at(data[subject], where[:-1])[where[-1]] = word
    sources = {subject: written(changed) for subject, changed in data.items()}
    problems = found(data=edited(sources))
    told = [re.fullmatch(r"(\S+): there is no [a-z ]+ '(\S+)'", problem) for problem in problems]
    assert sorted((match[2], match[1]) if match else ("", "") for match in told) == [
        (word, f"{Path(subject.file).name}:{marked(sources[subject], where, word)}")
        for word, (subject, where) in nowhere.items()
    ]


def test_no_field_that_names_other_entries_goes_unchecked() -> None:
    naming = {
        (kind, name)
        for kind in kinds_of_items()
        for name, hint in get_type_hints(kind, include_extras=True).items()
        if holds_ids(hint) and name not in {"id", "sources", "aliases"}
    }
    assert naming == {*REFERENCES, (Cause, "solutions")}


def test_a_reference_that_is_misspelt_gets_a_suggestion(pack: Pack) -> None:
    entries = [{**STRETCH, "areas": ["hands", "nek"]}]
    where = place("stretches", entries, 0, "areas", 1)
    assert found(pack(stretches=entries)) == [f"{where}: there is no area of the body 'nek', did you mean 'neck'?"]


def test_packs_may_name_what_is_shipped_and_what_other_packs_add(pack: Pack) -> None:
    one, two = pack("one", body=[AREA]), pack("two", stretches=[{**STRETCH, "areas": ["neck", "jaw"]}])
    assert found(one, two) == []


@pytest.mark.parametrize(
    ("stem", "entry"), [("body", AREA), ("stretches", STRETCH), ("symptoms", SYMPTOM), ("workstation", CHECK)]
)
def test_an_id_given_twice_in_a_file_is_found(stem: str, entry: Data, pack: Pack) -> None:
    folder = pack(**{stem: [entry, entry]})
    problem = f"{place(stem, [entry, entry], 1)}: id {entry['id']!r} is already used in {folder / stem}.yaml"
    assert found(folder) == [problem]


def test_an_id_that_is_shipped_cannot_be_taken(pack: Pack) -> None:
    problem = f"body.yaml:2:3: id 'neck' is already used in {data_dir() / 'body.yaml'}"
    assert found(pack(body=[{**AREA, "id": "neck"}])) == [problem]


def test_an_id_given_in_two_packs_is_found_in_the_second(pack: Pack) -> None:
    one, two = pack("one", body=[AREA]), pack("two", body=[AREA])
    (problem,) = check(data_dir(), [one, two])
    assert str(problem) == f"{two}/body.yaml:2:3: id 'jaw' is already used in {one}/body.yaml"


def test_entries_may_use_the_same_ids_within(pack: Pack) -> None:
    assert found(pack(stretches=[STRETCH, {**STRETCH, "id": "gape"}])) == []


def test_an_id_given_twice_within_an_entry_is_found(pack: Pack) -> None:
    entries = [{**STRETCH, "parts": [PART, PART]}]
    (problem,) = found(pack(stretches=entries))
    assert problem.startswith(f"{place('stretches', entries, 0, 'parts', 1)}: id 'wide' is already used in ")


@pytest.mark.parametrize("alias", ["wrist-pain", "crick-in-the-neck", "jaw-ache"])
def test_an_alias_that_is_a_name_of_any_symptom_is_found(alias: str, pack: Pack) -> None:
    (problem,) = found(pack(symptoms=[{**SYMPTOM, "aliases": [alias]}]))
    assert problem.startswith(f"symptoms.yaml:2:3: id '{alias}' is already used in ")


def test_an_id_that_is_an_alias_of_another_symptom_is_found(pack: Pack) -> None:
    (problem,) = found(pack(symptoms=[{**SYMPTOM, "id": "torticollis"}]))
    assert problem.startswith("symptoms.yaml:2:3: id 'torticollis' is already used in ")


def test_a_cause_that_names_no_solution_of_its_own_symptom_is_found(pack: Pack) -> None:
    entries = [{**SYMPTOM, "causes": [CAUSE, {**CAUSE, "id": "other", "solutions": ["ret", "stand-often"]}]}]
    where = place("symptoms", entries, 0, "causes", 1, "solutions")
    assert found(pack(symptoms=entries)) == [
        f"{where}: there is no solution 'ret', did you mean 'rest'?",
        f"{where}: there is no solution 'stand-often'",
    ]


def test_a_solution_that_no_cause_names_is_found(pack: Pack) -> None:
    entries = [{**SYMPTOM, "solutions": [SOLUTION, {**SOLUTION, "id": "stray"}]}]
    where = place("symptoms", entries, 0, "solutions", 1)
    assert found(pack(symptoms=entries)) == [f"{where}: no cause names 'stray'"]


@pytest.mark.parametrize("dose", [{"hold": None}, {"hold": 5, "reps": 3}])
def test_a_part_with_neither_or_both_of_hold_and_reps_is_found(dose: Data, pack: Pack) -> None:
    entries = [{**STRETCH, "parts": [{**PART, **dose}]}]
    assert found(pack(stretches=entries)) == [
        f"{place('stretches', entries, 0, 'parts', 0)}: needs either 'hold' or 'reps'"
    ]


def test_a_part_with_reps_needs_no_hold(pack: Pack) -> None:
    assert found(pack(stretches=[{**STRETCH, "parts": [{**PART, "hold": None, "reps": 3}]}])) == []


QUESTIONS: Place = ("regions", 0, "questions")
RULES: Place = ("regions", 0, "rules")


def screening_with(conditions: dict[Place, object], edited: Edited) -> dict[str, str]:
    """Return the problems of the shipped screening with *conditions* in these places: where each stands, and what it is."""
    data = copy.deepcopy(shipped(Screening))
    for where, condition in conditions.items():
        at(data, where)["when"] = condition
    problems = [problem.partition(": ") for problem in found(data=edited({Screening: written(data)}))]
    told = {place: message for place, _, message in problems}
    assert len(told) == len(problems)
    return told


def in_screening(conditions: dict[Place, object], *inner: str) -> list[str]:
    """Return where, in the shipped screening with *conditions*, their places stand, or what is *inner* to them."""
    data = copy.deepcopy(shipped(Screening))
    for where, condition in conditions.items():
        at(data, where)["when"] = condition
    return [f"screening.yaml:{stands_at(data, (*where, *inner))}" for where in conditions]


# What cannot be, wherever it stands behind the question about an injury.
IMPOSSIBLE: list[tuple[object, str]] = [
    ({"zz": "yes"}, "there is no question 'zz' before this"),
    ({"leg-symptoms": "yes", "zz": "yes"}, "there is no question 'zz' before this"),
    ([{"leg-symptoms": "yes"}, {"zz": ["yes"]}], "there is no question 'zz' before this"),
    ({"injury": "perhaps"}, "nobody can answer 'perhaps' to 'injury'"),
    ([{"injury": ["yes", "na"]}], "nobody can answer 'na' to 'injury'"),
    ({"injury": []}, "nobody can answer 'nothing' to 'injury'"),
    ({"neck-short-now": "yes"}, "there is no question 'neck-short-now' before this"),
    ({"back-short-now": "yes"}, "there is no question 'back-short-now' before this"),
    ({"eye-sight": "yes"}, "there is no question 'eye-sight' before this"),
]


@pytest.mark.parametrize("items", [QUESTIONS, RULES], ids=["questions", "rules"])
def test_screening_conditions_on_what_cannot_be_or_that_no_answer_meets_are_found(items: Place, edited: Edited) -> None:
    conditions: dict[Place, object] = {
        (*items, index): condition for index, (condition, _) in enumerate(IMPOSSIBLE, start=9)
    }
    places = in_screening(conditions, "when")
    assert screening_with(conditions, edited) == dict(zip(places, (problem for _, problem in IMPOSSIBLE), strict=True))


def test_a_question_that_depends_on_itself_or_on_a_later_one_is_found(edited: Edited) -> None:
    conditions: dict[Place, object] = {(*QUESTIONS, 2): {"fever-nausea": "yes"}, (*QUESTIONS, 3): {"injury": "yes"}}
    own, later = in_screening(conditions, "when")
    assert screening_with(conditions, edited) == {
        own: "there is no question 'fever-nausea' before this",
        later: "there is no question 'injury' before this",
    }


def test_rules_that_always_fire_are_found(edited: Edited) -> None:
    always: list[object] = [{}, [], [{}], [{"injury": "yes"}, {}]]
    conditions: dict[Place, object] = {(*RULES, index): condition for index, condition in enumerate(always)}
    names = [rule["id"] for rule in at(shipped(Screening), RULES)]
    assert screening_with(conditions, edited) == {
        place: f"rule {name!r} always fires" for place, name in zip(in_screening(conditions), names, strict=False)
    }


@pytest.mark.parametrize("condition", [{"zz": "yes"}, {"desk-clear": "yes"}, {"screen-ahead": "perhaps"}])
def test_a_check_with_a_condition_on_what_cannot_be_is_found(condition: Data, pack: Pack) -> None:
    entries = [{**CHECK, "when": condition}]
    (problem,) = found(pack(workstation=entries))
    assert problem.startswith(f"{place('workstation', entries, 0, 'when')}: ")


def test_a_check_may_depend_on_any_answer_to_an_earlier_one(pack: Pack) -> None:
    assert found(pack(workstation=[{**CHECK, "when": {"screen-ahead": ["yes", "no", "unsure", "na"]}}])) == []


def workstation_with(folder: Path, facts: list[Data], checks: list[Data]) -> Path:
    (folder / "workstation.yaml").write_bytes(written({"facts": facts, "checks": checks}))
    return folder


@pytest.mark.parametrize("condition", [{"has-armrests": "yes"}, {"owns-cat": ["yes", "no"]}, [{"owns-cat": "no"}]])
def test_a_check_may_depend_on_a_fact_shipped_or_of_its_own_pack(condition: Data, pack: Pack) -> None:
    fact = {"id": "owns-cat", "text": "Is there a cat on the desk?"}
    assert found(workstation_with(pack(), [fact], [{**CHECK, "when": condition}])) == []


@pytest.mark.parametrize("answer", ["unsure", "na", "perhaps"])
def test_a_check_that_waits_for_what_nobody_can_answer_to_a_fact_is_found(answer: str, pack: Pack) -> None:
    (problem,) = found(pack(workstation=[{**CHECK, "when": {"has-armrests": answer}}]))
    assert problem.endswith(f": nobody can answer '{answer}' to 'has-armrests'")


@pytest.mark.parametrize("later", ["owns-cat", "owns-dog"])
def test_a_fact_that_depends_on_itself_or_on_a_later_one_is_found(later: str, pack: Pack) -> None:
    facts: list[Data] = [
        {"id": "owns-cat", "text": "A cat?", "when": {later: "yes"}},
        {"id": "owns-dog", "text": "A dog?"},
    ]
    (problem,) = found(workstation_with(pack(), facts, []))
    assert problem.endswith(f": there is no question '{later}' before this")


def test_a_fact_that_depends_on_a_check_which_is_asked_after_it_is_found(pack: Pack) -> None:
    fact = {"id": "owns-cat", "text": "A cat?", "when": {"screen-ahead": "yes"}}
    (problem,) = found(workstation_with(pack(), [fact], []))
    assert problem.endswith(": there is no question 'screen-ahead' before this")


def test_a_check_cannot_take_the_id_of_a_fact_as_both_are_answered_by_it(pack: Pack) -> None:
    (problem,) = found(pack(workstation=[{**CHECK, "id": "has-armrests"}]))
    assert problem.startswith("workstation.yaml:2:3: id 'has-armrests' is already used in ")


@pytest.mark.parametrize("kind", [kind for kind in SUBJECTS if kind.shipped_only], ids=lambda kind: kind.file)
def test_what_protects_the_user_or_is_an_instrument_is_not_for_a_pack_to_change(
    kind: type[Subject], pack: Pack
) -> None:
    folder = pack()
    (folder / kind.file).write_text("")
    assert found(folder) == [f"{kind.file}: a pack cannot change this file"]


@pytest.mark.parametrize(("name", "meant"), [("strech.yaml", "stretches.yaml"), ("body.yml", "body.yaml")])
def test_a_misspelt_file_is_not_passed_over(name: str, meant: str, pack: Pack) -> None:
    folder = pack()
    (folder / name).write_text("")
    assert found(folder) == [f"{name}: is not a content file; did you mean {meant}?"]


def test_a_file_named_like_nothing_gets_every_name_that_there_is(pack: Pack) -> None:
    folder = pack()
    (folder / "zzzzzzzz.yaml").write_text("")
    names = " or ".join(sorted(kind.file for kind in SUBJECTS))
    assert found(folder) == [f"zzzzzzzz.yaml: is not a content file; did you mean {names}?"]


@pytest.mark.parametrize("name", ["README.md", "._body.yaml", ".#body.yaml"])
def test_a_file_that_is_hidden_or_no_yaml_does_not_matter(name: str, pack: Pack) -> None:
    folder = pack(body=[AREA])
    (folder / name).write_bytes(b"\0")
    assert found(folder) == []


def test_a_single_file_is_checked_as_a_pack(pack: Pack) -> None:
    (problem,) = found(pack(body=[{**AREA, "id": "neck"}]) / "body.yaml")
    assert problem.startswith("body.yaml:2:3: id 'neck' is already used in ")


@pytest.mark.parametrize("name", ["body.yaml", "mine.yaml"])
def test_a_file_that_is_not_there_is_a_problem(name: str, tmp_path: Path) -> None:
    (problem,) = found(tmp_path / name)
    assert problem.startswith(f"{name}: ")


def test_the_problems_of_all_files_and_packs_come_together(pack: Pack) -> None:
    one, two = pack("one", body=[{"id": "jaw"}], stretches=[1]), pack("two")
    (two / "symptoms.yaml").write_text("symptoms: []\nsymptoms: []\n")
    places = [problem.partition(": ")[0] for problem in found(one, two)]
    assert places == ["body.yaml:2:3", "stretches.yaml:2:3", "symptoms.yaml:2:1"]


def test_references_wait_until_every_file_can_be_read(pack: Pack) -> None:
    folder = pack(body=[{"id": "jaw"}], stretches=[{**STRETCH, "areas": ["jaw"]}])
    assert found(folder) == ["body.yaml:2:3: areas[0] has no 'name'"]


def test_no_name_of_a_file_is_shown_raw(pack: Pack) -> None:
    problems = check(data_dir(), [pack("\x1b[2J", body=[1]), pack("two", **{"\x1b[2J": []})])
    lines = str(ContentError(problems)).split("\n")
    assert len(lines) == 2
    assert list(map(clean, lines)) == lines
