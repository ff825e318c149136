"""What `ergo setup-check` does: check the desk by the checklist, show one check, the last result, or what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import typer

from ergo_cli.cli.desk import WHOLE, kind_of, previous_check
from ergo_cli.cli.options import Format
from ergo_cli.cli.output import emit, print_text, say
from ergo_cli.cli.questionnaire import Questionnaire, Source, collect, print_blank, tell_ignored
from ergo_cli.cli.wiring import history, record
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.engine.nearest import find
from ergo_cli.engine.queries import check_queries
from ergo_cli.engine.scoring import Checked, compare, details, score, with_facts
from ergo_cli.errors import ExitCode, NothingFoundError, UsageError

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.content.model.workstation import Check
    from ergo_cli.store.history import Record


class Wanted(NamedTuple):
    """Which checks: those of *areas* (all if none), of them *only* these if any, and without those to *skip*."""

    areas: Sequence[str]
    only: Sequence[str]
    skip: Sequence[str]


def check(
    content: Library, wanted: Wanted, source: Source, form: str, *, template: bool, fail_under: float | None
) -> None:
    """Check the desk: ask, print, record, and exit with 1 if the score is below *fail_under*."""
    workstation = content.read(Workstation)
    areas = _areas(workstation, wanted.areas)
    wanted = _named(workstation, wanted)
    checks = _selected(workstation, areas, wanted)
    questions = Questionnaire(
        kind=kind_of(areas, part=bool(wanted.only or wanted.skip)),
        command=" ".join([WHOLE, *areas, *_flags(wanted)]),
        queries=check_queries(workstation, checks),
        known=check_queries(workstation, workstation.checks),
        skippable=True,
    )
    if template:
        print_blank(questions.command, questions.queries)
        return
    given = collect(questions, source)
    compares = questions.kind == WHOLE and not source.no_save
    previous, trouble = previous_check() if compares else (None, None)
    result = score(workstation, given, checks)
    _emit(result, form, content.digest, previous)
    tell_ignored(result.ignored)
    if not source.no_save:
        record(questions.kind, given, result, content.digest)
    if trouble:
        raise trouble
    if fail_under is not None and (result.score is None or result.score < fail_under):
        say(f"ergo: the score is below {fail_under:g}" if result.score is not None else "ergo: there is no score")
        raise typer.Exit(ExitCode.BELOW)


def show(content: Library, names: Sequence[str], form: Format) -> None:
    """Print all there is to know about the checks *names*; as text, if none is named, what there is to name."""
    workstation = content.read(Workstation)
    by_id = {entry.id: entry for entry in workstation.checks}
    checks = [find("check", name, by_id) for name in names or by_id]
    emit("setup-check-show", details(workstation, checks), form, content.digest, not names)


def show_last(content: Library, form: str) -> None:
    """Print the last check of the whole desk anew, by the content of today."""
    records = history().all([WHOLE])
    if not records:
        raise NothingFoundError("no check of the whole desk is recorded; `ergo setup-check` makes one")
    *earlier, last = records
    workstation = content.read(Workstation)
    say(f"Checked on {last.created:%Y-%m-%d}.")
    previous = earlier[-1].created.isoformat(timespec="seconds") if earlier else None
    result = score(workstation, with_facts(workstation, last.answers))
    _emit(result, form, content.digest, previous)


def show_difference(content: Library, since: str | None, form: Format) -> None:
    """Print what changed between the last check of the whole desk and the one before, or the one of *since*."""
    records = history().all([WHOLE])
    if len(records) < 2:  # noqa: PLR2004  # one to compare with the other
        raise NothingFoundError("two checks of the whole desk are needed to compare; `ergo setup-check` makes them")
    *earlier, last = records
    before = earlier[-1] if since is None else _newest_until(earlier, since)
    workstation = content.read(Workstation)
    dates = (before.created.isoformat(timespec="seconds"), last.created.isoformat(timespec="seconds"))
    result = compare(workstation, before.answers, last.answers, dates)
    emit("setup-check-diff", result, form, content.digest)


def _newest_until(records: Sequence[Record], since: str) -> Record:
    try:
        day = date.fromisoformat(since)
    except ValueError as error:
        raise UsageError(f"--since takes a date such as 2026-03-31, not {since!r}") from error
    until = [entry for entry in records if entry.created.date() <= day]
    if not until:
        raise NothingFoundError(f"no check of the whole desk is as old as {since}")
    return until[-1]


def _areas(workstation: Workstation, names: Sequence[str]) -> list[str]:
    known = {area.id: area.id for area in workstation.areas}
    named = {find("area", name, known) for name in names}
    return [area for area in known if area in named]


def _named(workstation: Workstation, wanted: Wanted) -> Wanted:
    """Return *wanted* with the ids of its checks, however they were written."""
    by_id = {entry.id: entry for entry in workstation.checks}
    only, skip = ([find("check", name, by_id).id for name in names] for names in (wanted.only, wanted.skip))
    return Wanted(wanted.areas, only, skip)


def _selected(workstation: Workstation, areas: Sequence[str], wanted: Wanted) -> list[Check]:
    order = [area.id for area in workstation.areas]
    checks = [
        entry
        for entry in sorted(workstation.checks, key=lambda entry: order.index(entry.area))
        if (not areas or entry.area in areas)
        and (not wanted.only or entry.id in wanted.only)
        and entry.id not in wanted.skip
    ]
    if not checks:
        raise UsageError("nothing is left to check; ask for more areas, or leave out --only and --skip")
    return checks


def _flags(wanted: Wanted) -> list[str]:
    return [*(f"--only {name}" for name in wanted.only), *(f"--skip {name}" for name in wanted.skip)]


def _emit(result: Checked, form: str, digest: str, previous: str | None) -> None:
    """Print *result*, with where to compare it with the check before, of the time *previous*, if there was one."""
    if form == "junit":
        from ergo_cli.render.junit import render

        print_text(render(result))
    else:
        emit("setup-check", result, Format(form), digest, previous)
