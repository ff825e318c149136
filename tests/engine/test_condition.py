from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ergo_cli.content.model.base import Clause, Condition
from ergo_cli.engine.condition import holds, named_in

ANSWERS = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["yes", "no", "unsure"]))
CLAUSES: st.SearchStrategy[Clause] = st.dictionaries(
    st.sampled_from("abc"),
    st.one_of(st.sampled_from(["yes", "unsure"]), st.lists(st.sampled_from(["yes", "unsure"]), max_size=2).map(tuple)),
)
CONDITIONS: st.SearchStrategy[Condition] = st.one_of(CLAUSES, st.lists(CLAUSES, max_size=3).map(tuple))


@pytest.mark.parametrize("condition", [(), {}, ({},)])
def test_an_empty_condition_always_holds(condition: Condition) -> None:
    assert holds(condition, {})


@pytest.mark.parametrize(
    ("condition", "answers"),
    [
        ({"a": "yes"}, {"a": "yes"}),
        ({"a": ("yes", "unsure")}, {"a": "unsure"}),
        ({"a": "yes", "b": "yes"}, {"a": "yes", "b": "yes"}),
        (({"a": "yes"}, {"b": "yes"}), {"a": "no", "b": "yes"}),
        (({"a": "yes", "b": "yes"}, {"c": ("no", "unsure")}), {"a": "yes", "b": "no", "c": "no"}),
    ],
    ids=["that answer", "one of the answers", "both", "one or the other", "the second of two"],
)
def test_a_condition_holds_if_the_answers_meet_it(condition: Condition, answers: dict[str, str]) -> None:
    assert holds(condition, answers)


@pytest.mark.parametrize(
    ("condition", "answers"),
    [
        ({"a": "yes"}, {"a": "no"}),
        ({"a": "yes"}, {"a": "ye"}),
        ({"a": ("yes", "unsure")}, {"a": "no"}),
        ({"a": "yes", "b": "yes"}, {"a": "yes", "b": "no"}),
        (({"a": "yes"}, {"b": "yes"}), {"a": "no", "b": "no"}),
    ],
    ids=["another answer", "part of the answer", "none of the answers", "only one of both", "neither"],
)
def test_a_condition_does_not_hold_if_they_do_not(condition: Condition, answers: dict[str, str]) -> None:
    assert not holds(condition, answers)


@pytest.mark.parametrize("condition", [{"a": "no"}, {"a": ()}, {"a": ("yes", "no", "unsure", "na")}])
def test_what_is_unanswered_never_makes_a_condition_true(condition: Condition) -> None:
    assert not holds(condition, {"b": "yes"})


@given(CONDITIONS, ANSWERS, st.sampled_from(["yes", "no", "unsure"]))
@settings(deadline=None)
def test_an_unrelated_answer_changes_nothing(condition: Condition, answers: dict[str, str], unrelated: str) -> None:
    assert holds(condition, {**answers, "unrelated": unrelated}) == holds(condition, answers)


@given(CONDITIONS, ANSWERS, ANSWERS)
@settings(deadline=None)
def test_one_more_answer_never_makes_a_condition_false(
    condition: Condition, answers: dict[str, str], more: dict[str, str]
) -> None:
    assert holds(condition, {**more, **answers}) or not holds(condition, answers)


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        ((), ""),
        ({}, ""),
        ({"a": "yes"}, "a"),
        ({"a": "yes", "b": ("no", "unsure")}, "ab"),
        (({"a": "yes"}, {"a": "no", "c": "yes"}, {}), "ac"),
    ],
    ids=str,
)
def test_a_condition_names_the_questions_that_it_looks_at(condition: Condition, names: str) -> None:
    assert named_in(condition) == set(names)


@given(CONDITIONS, ANSWERS)
@settings(deadline=None)
def test_only_what_a_condition_names_decides_on_it(condition: Condition, answers: dict[str, str]) -> None:
    known = {name: answer for name, answer in answers.items() if name in named_in(condition)}
    assert holds(condition, known) == holds(condition, answers)
