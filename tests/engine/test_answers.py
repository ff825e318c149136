from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.screening import Screening
from ergo_cli.engine.answers import read_answers, read_pairs, require_complete
from ergo_cli.engine.queries import CHECK_ANSWERS, SCREENING_ANSWERS, Query, interview, screening_queries
from ergo_cli.errors import AnswersError, UsageError
from ergo_cli.plain import clean
from tests.conftest import Ergo

FLAG = Query("back-pain", "Does your back hurt?", None, SCREENING_ANSWERS)
CHECK = Query("desk-height", "Does the desk fit?", None, CHECK_ANSWERS)
FOLLOW_UP = Query("night-pain", "At night too?", None, SCREENING_ANSWERS, {"back-pain": "yes"})
QUERIES = (FLAG, CHECK, FOLLOW_UP)
SCREENING = screening_queries(Library(data_dir()).read(Screening).regions[0].questions)
GIVEN = st.sampled_from(sorted(SCREENING_ANSWERS))
HEALTH = st.dictionaries(st.sampled_from([query.id for query in SCREENING]), GIVEN, max_size=8)

SYNONYMS = {
    "yes": ["yes", "YES", "Yes", " yes ", "y", "Y", "true", "True"],
    "no": ["no", "No", "NO", "n", "N", "false", "FALSE"],
    "na": ["na", "NA", "a", "n/a", "N/A", "n.a."],
    "unsure": ["unsure", "Unsure", "u", "?", "not sure", "Not sure", "don't know"],
}
SPELLINGS = [(word, answer) for answer, words in SYNONYMS.items() for word in words]


def problems_of(source: str | bytes, queries: tuple[Query, ...] = QUERIES) -> list[str]:
    data = source.encode() if isinstance(source, str) else source
    with pytest.raises(AnswersError) as caught:
        read_answers(data, "answers.yaml", queries)
    return [str(problem) for problem in caught.value.problems]


def problems_of_pairs(*pairs: str) -> list[str]:
    with pytest.raises(AnswersError) as caught:
        read_pairs(pairs, QUERIES)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(("word", "answer"), SPELLINGS)
def test_an_answer_in_a_pair_may_be_spelt_as_people_do(word: str, answer: str) -> None:
    assert read_pairs([f"desk-height={word}"], QUERIES) == {"desk-height": answer}


@pytest.mark.parametrize(("word", "answer"), SPELLINGS)
def test_an_answer_in_a_json_file_may_be_spelt_as_people_do(word: str, answer: str) -> None:
    source = json.dumps({"desk-height": word}).encode()
    assert read_answers(source, "answers.json", QUERIES) == {"desk-height": answer}


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("desk-height: yes", "yes"),
        ("desk-height: No", "no"),
        ("desk-height: true", "yes"),
        ('{"desk-height": false}', "no"),
        ('{\t"desk-height":\t"n/a"\n}', "na"),
        ("desk-height: |\n  unsure\n", "unsure"),
        ("\N{ZERO WIDTH NO-BREAK SPACE}desk-height: yes\r\n", "yes"),
        ("desk-height: yes  # no", "yes"),
    ],
)
def test_yaml_and_json_mean_what_they_say(source: str, answer: str) -> None:
    assert read_answers(source.encode(), "answers.yaml", QUERIES) == {"desk-height": answer}


@pytest.mark.parametrize(
    "source", ["", "\n", "# nothing yet\n", "{}", "desk-height:\n", "desk-height: ~\nback-pain: null\n"]
)
def test_a_blank_file_or_answer_is_none(source: str) -> None:
    assert read_answers(source.encode(), "answers.yaml", QUERIES) == {}


@pytest.mark.parametrize("source", ["- yes", "[]", "yes", "42", '"back-pain: yes"'])
def test_a_file_that_is_no_mapping_is_refused(source: str) -> None:
    assert problems_of(source) == ["answers.yaml:1:1: must be a mapping of ids to answers, `id: answer`"]


def test_every_problem_of_a_file_is_told_at_once_with_its_line() -> None:
    assert problems_of("back-pain: maybe\n\ndesk-heihgt: yes\ndesk-height: 3\nzzz: no\n") == [
        "answers.yaml:1:1: back-pain is 'maybe', not one of: yes, no, unsure",
        "answers.yaml:3:1: there is no question 'desk-heihgt', did you mean 'desk-height'?",
        "answers.yaml:4:1: desk-height is '3', not one of: yes, no, unsure, na",
        "answers.yaml:5:1: there is no question 'zzz'; there is: back-pain, desk-height, night-pain",
    ]


def test_every_problem_of_the_pairs_is_told_at_once() -> None:
    assert problems_of_pairs("back-pain", "desk-heihgt=yes", "desk-height=3", "back-pain=yes") == [
        "--answer: 'back-pain' has no '='; write id=answer",
        "--answer: desk-height is '3', not one of: yes, no, unsure, na",
        "--answer: there is no question 'desk-heihgt', did you mean 'desk-height'?",
    ]


@pytest.mark.parametrize("pair", ["", "back-pain", "back-pain: yes"])
def test_a_pair_without_an_equals_sign_says_how_to_write_it(pair: str) -> None:
    assert problems_of_pairs(pair) == [f"--answer: {pair!r} has no '='; write id=answer"]


@pytest.mark.parametrize(("pair", "shown"), [("back-pain=", "''"), ("back-pain=yes=no", "'yes=no'")])
def test_what_follows_the_first_equals_sign_is_the_answer(pair: str, shown: str) -> None:
    assert problems_of_pairs(pair) == [f"--answer: back-pain is {shown}, not one of: yes, no, unsure"]


def test_two_pairs_that_contradict_each_other_are_an_error() -> None:
    with pytest.raises(AnswersError, match="back-pain is given two answers"):
        read_pairs(["back-pain=yes", "back-pain=no"], QUERIES)


def test_a_problem_of_the_pairs_stands_in_no_line() -> None:
    with pytest.raises(AnswersError) as caught:
        read_pairs(["back-pain=yes", "back-pain=no", "night-pain", "desk-height=perhaps"], QUERIES)
    assert {(problem.file, problem.line, problem.column) for problem in caught.value.problems} == {("--answer", 0, 0)}
    assert len(caught.value.problems) == 3


def test_the_same_pair_may_stand_there_twice() -> None:
    assert read_pairs(["back-pain=yes", "back-pain=Y"], QUERIES) == {"back-pain": "yes"}


def test_spaces_around_an_id_in_a_pair_are_no_part_of_it() -> None:
    assert read_pairs([" back-pain = yes"], QUERIES) == {"back-pain": "yes"}


def test_a_danger_sign_cannot_be_answered_with_does_not_apply() -> None:
    assert problems_of("back-pain: na") == ["answers.yaml:1:1: back-pain is 'na', not one of: yes, no, unsure"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("{a: yes}", "\"{'a': 'yes'}\""),
        ("[yes]", "\"['yes']\""),
        ("[[[yes]]]", "\"[[['yes']]]\""),
        ("''", "''"),
        ("1", "'1'"),
        ("1.5", "'1.5'"),
        ("2024-01-01", "'2024-01-01'"),
    ],
)
def test_a_value_that_is_no_answer_is_shown(value: str, shown: str) -> None:
    assert problems_of(f"back-pain: {value}") == [
        f"answers.yaml:1:1: back-pain is {shown}, not one of: yes, no, unsure"
    ]


@pytest.mark.parametrize(
    "value",
    [
        "!!int yes",
        "!!float yes",
        "!!bool maybe",
        "!!timestamp yes",
        "!!map yes",
        "!!map [a]",
        "!!python/name:os.system",
        "!own yes",
    ],
)
def test_a_value_with_a_tag_is_refused_and_not_a_crash(value: str) -> None:
    [problem] = problems_of(f"back-pain: {value}")
    assert problem.startswith("answers.yaml:1:")


def test_a_number_too_long_to_be_read_is_refused_and_not_a_crash() -> None:
    [problem] = problems_of("back-pain: " + "9" * 5000)
    assert problem.startswith("answers.yaml:1:")


def test_an_alias_is_refused_for_what_it_is() -> None:
    [problem] = problems_of("back-pain: &a yes\ndesk-height: *a\n")
    assert problem == "answers.yaml:2:14: aliases (*name) are not allowed"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("back-pain: yes\nback-pain: no\n", "answers.yaml:2:1: key 'back-pain' is given twice"),
        ("? [a]\n: yes\n", "answers.yaml:1:3: a key must be plain text"),
        (b"back-pain: yes\n\xff\xfe", "answers.yaml:2:1: is not UTF-8 text"),
    ],
    ids=["a key twice", "a key that is a list", "not UTF-8"],
)
def test_a_broken_file_is_refused_with_its_line(source: str | bytes, problem: str) -> None:
    assert problems_of(source) == [problem]


@pytest.mark.parametrize("value", [r"\e[31mred", r"\x07", r"\u202Eno", r"\u2028", r"\0"])
def test_control_characters_in_a_file_never_reach_a_message(value: str) -> None:
    for source in (f'"back-pain{value}": yes', f'back-pain: "{value}"'):
        [problem] = problems_of(source)
        assert problem == clean(problem)
        assert "\N{REPLACEMENT CHARACTER}" in problem


@pytest.mark.parametrize("pair", ["\x1b[31m", "\x1b[31m=yes", "back-pain=\x1b[31m", "\u202e=\x9b"])
def test_control_characters_in_a_pair_never_reach_a_message(pair: str) -> None:
    [problem] = problems_of_pairs(pair)
    assert problem == clean(problem)
    assert "\N{REPLACEMENT CHARACTER}" in problem


def test_a_very_long_id_and_value_are_cut() -> None:
    assert all(
        len(problem) < 200 for problem in problems_of_pairs("x" * 5000 + "=yes", "back-pain=" + "y" * 5000, "z" * 5000)
    )


@pytest.mark.parametrize(("given", "shown"), [("y" * 40, "y" * 40), ("y" * 41, "y" * 39 + "…")])
def test_of_an_answer_that_cannot_be_given_forty_characters_are_shown(given: str, shown: str) -> None:
    assert problems_of_pairs(f"back-pain={given}") == [f"--answer: back-pain is {shown!r}, not one of: yes, no, unsure"]


@given(st.dictionaries(st.text(min_size=1), st.text()))
@settings(deadline=None)
def test_whatever_is_wrong_in_a_file_its_problems_are_safe_lines(entries: Mapping[str, str]) -> None:
    problems = problems_of(json.dumps({**entries, "back-pain": "maybe"}, ensure_ascii=False))
    assert problems
    assert all(problem == clean(problem) and problem.startswith("answers.yaml:") for problem in problems)


@given(HEALTH)
@settings(deadline=None)
def test_a_file_pairs_and_an_interview_give_the_same_answers(truth: dict[str, str]) -> None:
    told = interview(SCREENING, {}, lambda query, _: truth.get(query.id, "no"))
    as_yaml = "\n".join(f"{question}: {answer}" for question, answer in told.items())
    assert read_answers(as_yaml.encode(), "back.yaml", SCREENING) == told
    assert read_answers(json.dumps(told).encode(), "back.json", SCREENING) == told
    assert read_pairs([f"{question}={answer}" for question, answer in told.items()], SCREENING) == told


def test_what_is_complete_is_let_through() -> None:
    answers = {"back-pain": "no", "desk-height": "na"}
    require_complete(QUERIES, answers)
    assert answers == {"back-pain": "no", "desk-height": "na"}


def test_an_unanswered_question_is_named_with_what_can_be_answered() -> None:
    with pytest.raises(UsageError) as caught:
        require_complete(QUERIES, {"back-pain": "yes"})
    assert str(caught.value).splitlines() == [
        "2 to answer, with --answers FILE or --answer ID=ANSWER:",
        "  desk-height (yes/no/unsure/na): Does the desk fit?",
        "  night-pain (yes/no/unsure): At night too?",
    ]


@pytest.mark.parametrize("flag", [query.id for query in SCREENING if not query.when])
def test_an_unanswered_red_flag_is_an_error(flag: str, ergo: Ergo) -> None:
    answers = {query.id: "no" for query in SCREENING if not query.when and query.id != flag}
    run = ergo("screen", "--answers", "-", stdin=json.dumps(answers))
    assert (run.code, run.out) == (2, "")
    assert re.findall(r"^  ([a-z-]+) \(", run.err, re.MULTILINE) == [flag]


def test_a_file_stdin_and_options_give_the_same_result(ergo: Ergo, tmp_path: Path) -> None:
    told = interview(SCREENING, {}, lambda query, _: "yes" if query.id == "leg-symptoms" else "no")
    path = tmp_path / "back.json"
    path.write_text(json.dumps(told))
    options = [word for question, answer in told.items() for word in ("--answer", f"{question}={answer}")]
    runs = [
        ergo("screen", "--json", "--answers", path),
        ergo("screen", "--json", "--answers", "-", stdin=path.read_bytes()),
        ergo("screen", "--json", *options),
    ]
    first, *others = [(run.code, json.loads(run.out)["result"]) for run in runs]
    assert others == [first, first]


def test_an_option_wins_over_the_file(ergo: Ergo) -> None:
    told = json.dumps(dict.fromkeys((query.id for query in SCREENING), "no"))
    run = ergo("screen", "--json", "--answers", "-", "--answer", "chest-pain=yes", stdin=told)
    assert run.code == 4
    assert [rule["id"] for rule in json.loads(run.out)["result"]["fired"]] == ["chest-pain"]
