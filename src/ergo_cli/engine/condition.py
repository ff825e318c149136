"""The condition language that content shares: when a question is asked, when a rule fires.

`{a: yes, b: [yes, unsure]}` holds if a is yes and b is yes or unsure; a list of such mappings holds if one of them
does. There is no "not": what is unanswered never makes a condition true.
"""

from __future__ import annotations

from collections.abc import Mapping

from ergo_cli.content.model.base import Clause, Condition


def holds(condition: Condition, answers: Mapping[str, str]) -> bool:
    """Return whether *answers* (question id to answer) meet *condition*; an empty condition always holds."""
    clauses = (condition,) if isinstance(condition, dict) else condition
    return not clauses or any(_holds(clause, answers) for clause in clauses)


def named_in(condition: Condition) -> set[str]:
    """Return the ids of the questions that *condition* looks at."""
    clauses = (condition,) if isinstance(condition, dict) else condition
    return {question for clause in clauses for question in clause}


def _holds(clause: Clause, answers: Mapping[str, str]) -> bool:
    for question, wanted in clause.items():  # a loop: a screening tries thousands of these
        given = answers.get(question)
        if given != wanted if isinstance(wanted, str) else given not in wanted:
            return False
    return True
