from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import get_args

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import Condition, Text
from ergo_cli.content.model.rosa import Rosa
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.engine.answers import read_answers
from ergo_cli.engine.queries import CHECK_ANSWERS, SCREENING_ANSWERS, Query, check_queries, screening_queries
from ergo_cli.engine.rosa import rosa_queries
from ergo_cli.engine.template import template

LIBRARY = Library(data_dir())
WORKSTATION = LIBRARY.read(Workstation)
QUESTIONNAIRES = {
    "screen": screening_queries(LIBRARY.read(Screening).regions[0].questions),
    "setup-check": check_queries(WORKSTATION, WORKSTATION.checks),
    "setup-check --method rosa": rosa_queries(LIBRARY.read(Rosa)),
}
# Any text that content may hold, a pack's too.
TEXT = re.compile(get_args(Text)[1].pattern)
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"])).map(str.strip).filter(bool)


def fill(blank: str, answers: Mapping[str, str]) -> bytes:
    """Write *answers* behind their ids, as a person would with an editor."""
    return re.sub(
        r"^([a-z0-9-]+):", lambda match: f"{match[0]} {answers.get(match[1], '')}", blank, flags=re.MULTILINE
    ).encode()


@st.composite
def filled(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    command = draw(st.sampled_from(sorted(QUESTIONNAIRES)))
    queries = draw(st.lists(st.sampled_from(QUESTIONNAIRES[command]), unique_by=lambda query: query.id))
    return command, {query.id: draw(st.sampled_from(sorted(query.options))) for query in queries}


@given(filled())
@settings(deadline=None)
def test_a_template_filled_with_answers_reads_back_to_the_same_answers(case: tuple[str, dict[str, str]]) -> None:
    command, answers = case
    queries = QUESTIONNAIRES[command]
    assert read_answers(fill(template(command, queries), answers), "filled.yaml", queries) == answers


@given(TEXTS, TEXTS, TEXTS)
@example("One line:\u2028back-pain: no", "help", "group")
@example("text", "help\u2029back-pain: no", "group")
@example("text", "help", "group\u2028back-pain: no")
@settings(deadline=None)
def test_no_text_of_the_content_can_break_a_template_or_answer_it(text: str, help_text: str, group: str) -> None:
    assume(all(TEXT.search(part) for part in (text, help_text, group)))
    query = Query("back-pain", text, help_text, SCREENING_ANSWERS, (), group)
    blank = template("screen", [query])
    assert read_answers(blank.encode(), "blank.yaml", [query]) == {}
    assert read_answers(fill(blank, {"back-pain": "yes"}), "filled.yaml", [query]) == {"back-pain": "yes"}


@pytest.mark.parametrize("command", QUESTIONNAIRES)
def test_a_blank_template_answers_nothing(command: str) -> None:
    queries = QUESTIONNAIRES[command]
    assert read_answers(template(command, queries).encode(), "blank.yaml", queries) == {}


@pytest.mark.parametrize("command", QUESTIONNAIRES)
def test_a_template_has_every_question_once_and_in_order(command: str) -> None:
    queries = QUESTIONNAIRES[command]
    assert re.findall(r"^([a-z0-9-]+):", template(command, queries), re.MULTILINE) == [query.id for query in queries]


@pytest.mark.parametrize("command", QUESTIONNAIRES)
def test_a_template_fits_a_terminal(command: str) -> None:
    assert max(map(len, template(command, QUESTIONNAIRES[command]).splitlines())) <= 96


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"a": "yes"}, "# Only if a is yes."),
        ({"a": ("yes", "unsure")}, "# Only if a is yes or unsure."),
        ({"a": "yes", "b": "no"}, "# Only if a is yes and b is no."),
        (({"a": "yes"}, {"b": "no"}), "# Only if a is yes, or if b is no."),
    ],
)
def test_a_condition_is_told_in_words(when: Condition, expected: str) -> None:
    assert expected in template("screen", [Query("c", "Text?", None, SCREENING_ANSWERS, when)]).splitlines()


def test_an_answer_that_is_more_than_a_word_is_explained() -> None:
    options = {"right": "Your feet are flat.", "feet-hang": "Your feet hang."}
    assert template("setup-check", [Query("seat", "How high is it?", None, options)]).splitlines()[2:] == [
        "# How high is it?",
        "# right: Your feet are flat.",
        "# feet-hang: Your feet hang.",
        "seat:  # right, feet-hang",
    ]


def test_a_long_explanation_stays_a_comment() -> None:
    blank = template("setup-check", [Query("seat", "How high?", None, {"right": "so " * 60 + "seat: right"})])
    assert read_answers(blank.encode(), "blank.yaml", [Query("seat", "How high?", None, {"right": "x"})]) == {}


def test_a_comment_is_as_wide_as_the_widest_line_may_be() -> None:
    [first, *_] = template("screen", [Query("seat", "so " * 60, None, SCREENING_ANSWERS)]).splitlines()[2:]
    assert len(f"{first} so") > 96 >= len(first)


@pytest.mark.parametrize("command", QUESTIONNAIRES)
def test_every_answer_stands_in_the_template(command: str) -> None:
    lines = template(command, QUESTIONNAIRES[command]).splitlines()
    assert [q.id for q in QUESTIONNAIRES[command] if f"{q.id}:  # {', '.join(q.options)}" not in lines] == []


@pytest.mark.parametrize("command", QUESTIONNAIRES)
def test_each_group_has_one_heading(command: str) -> None:
    groups = list(dict.fromkeys(query.group for query in QUESTIONNAIRES[command] if query.group))
    assert re.findall(r"^# --- (.*)$", template(command, QUESTIONNAIRES[command]), re.MULTILINE) == groups


def test_a_template_shows_command_groups_questions_help_and_what_can_be_answered() -> None:
    queries: Sequence[Query] = [
        Query("screen-height", "Is it level?", "Look ahead.", CHECK_ANSWERS, (), "Screen"),
        Query("screen-distance", "Is it near?", None, CHECK_ANSWERS, {"screen-height": "yes"}, "Screen"),
        Query("feet-flat", "Are they flat?", None, SCREENING_ANSWERS, (), "Feet"),
    ]
    assert template("setup-check screen feet", queries).splitlines() == [
        "# Answers for `ergo setup-check screen feet --answers FILE`. Leave blank what is not asked.",
        "",
        "# --- Screen",
        "",
        "# Is it level?",
        "# Look ahead.",
        "screen-height:  # yes, no, unsure, na",
        "",
        "# Is it near?",
        "# Only if screen-height is yes.",
        "screen-distance:  # yes, no, unsure, na",
        "",
        "# --- Feet",
        "",
        "# Are they flat?",
        "feet-flat:  # yes, no, unsure",
    ]
