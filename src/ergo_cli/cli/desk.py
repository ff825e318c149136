"""The user's own past with the desk: what the checks so far found wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ergo_cli.cli.wiring import has_history, history
from ergo_cli.engine.scoring import failing, with_facts
from ergo_cli.errors import HistoryError

if TYPE_CHECKING:
    from ergo_cli.content.model.workstation import Workstation
    from ergo_cli.engine.scoring import Failing

WHOLE = "setup-check"


def kind_of(areas: list[str], *, part: bool) -> str:
    """Return the name that a check of *areas*, all if none, is recorded under; *part* if some of it was left out."""
    return "-".join([WHOLE, *areas, *(["part"] if part else [])])


def previous_check() -> tuple[str | None, HistoryError | None]:
    """Return when the whole desk was last checked, RFC 3339; or why that cannot be known, which must cost no result."""
    try:
        last = history().last(WHOLE) if has_history() else None
    except HistoryError as error:
        return None, error
    return (last.created.isoformat(timespec="seconds") if last else None), None


def known_failing(workstation: Workstation) -> tuple[Failing, ...]:
    """Return what fails by the newest answer to each check, those that gain most first."""
    answers: dict[str, str] = {}
    for record in history().beginning_with(WHOLE):
        answers |= record.answers
    return failing(workstation.checks, with_facts(workstation, answers))
