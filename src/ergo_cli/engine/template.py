"""A blank answers file: every question as a comment, every id with nothing behind it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ergo_cli.content.model.base import Condition
from ergo_cli.engine.queries import CHECK_ANSWERS, Query


def template(command: str, queries: Sequence[Query]) -> str:
    """Return YAML for `ergo *command* --answers FILE`; filled in, it is valid, and left blank, incomplete."""
    lines = [f"# Answers for `ergo {command} --answers FILE`. Leave blank what is not asked."]
    group = ""
    for query in queries:
        if query.group != group:
            group = query.group
            lines += ["", f"# --- {group}"]
        lines += ["", *_comment(query.text), *_comment(query.help or "")]
        # An answer that says no more than its label does need not be explained.
        unusual = {name: label for name, label in query.options.items() if name not in CHECK_ANSWERS}
        lines += [line for name, label in unusual.items() for line in _comment(f"{name}: {label}")]
        if query.when:
            lines += _comment(f"Only if {_words(query.when)}.")
        lines.append(f"{query.id}:  # {', '.join(query.options)}")
    return "\n".join(lines) + "\n"


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, 96, initial_indent="# ", subsequent_indent="# ")


def _words(condition: Condition) -> str:
    clauses = (condition,) if isinstance(condition, dict) else condition
    return ", or if ".join(
        " and ".join(
            f"{question} is {wanted if isinstance(wanted, str) else ' or '.join(wanted)}"
            for question, wanted in clause.items()
        )
        for clause in clauses
    )
