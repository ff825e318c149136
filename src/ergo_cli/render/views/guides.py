"""Home, posture, breaks, habits and the content itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from ergo_cli.content.model.breaks import Idea
from ergo_cli.engine.guides import (
    BreakList,
    BreakNow,
    ContentList,
    HabitGuide,
    Home,
    LastScreening,
    LintResult,
    PostureGuide,
)
from ergo_cli.engine.screening import EmergencyHelp
from ergo_cli.render.blocks import (
    Block,
    Blocks,
    Callout,
    Commands,
    Entry,
    Facts,
    Heading,
    Listing,
    Para,
    Picture,
    Title,
    View,
)
from ergo_cli.render.views.screen import again, call_lines
from ergo_cli.render.views.shared import advice_entries, duration, notes


def home_view(result: Home) -> Blocks:
    """Show where the user stands and where to go."""
    yield Title("ergo", "your desk, your body, your breaks")
    rows = []
    if result.screening and result.help:
        yield from _serious(result.screening, result.help)
    elif result.screening:
        last = result.screening
        rows.append((f"Screening ({last.region})", f"{last.name} ({_day(last.created)}){again(last.again)}"))
    if result.check:
        score = "no score" if result.check.score is None else f"{result.check.score:g} of 100"
        rows.append(("Workstation", f"{score}, {result.check.failing} to mend ({_day(result.check.created)})"))
    if rows:
        yield Facts(tuple(rows))
    if not result.screening:
        yield Callout("Does your back hurt? Start with: ergo screen", (), "accent")
    if not result.strategies:
        return
    yield Heading("Five ways to work without pain")
    yield Listing(tuple(Entry(s.name, (s.text,), (s.command,)) for s in result.strategies), "1")


def _serious(screening: LastScreening, help_now: EmergencyHelp) -> Iterator[Block]:
    """Say before all else that a doctor is needed now, whom to call, and what ends this."""
    calls = call_lines(screening.tier, help_now.call, help_now.notices)
    title = f"Your screening of {_day(screening.created)} ({screening.region}): {screening.name}"
    yield Callout(title, calls, "danger" if screening.tier == "emergency" else "warn")
    yield Commands(
        ((f"ergo screen --cleared --region {screening.region}", "once a doctor has agreed that you exercise"),)
    )


def _day(created: str) -> str:
    moment = datetime.fromisoformat(created)
    return f"{moment.day} {moment:%B %Y}"


def posture_view(result: PostureGuide, pictures: Mapping[str, Picture] | None = None) -> Blocks:
    """Show each posture: its picture, by the posture's id, and what is right beside what is not."""
    for posture in result.postures:
        yield Title(posture.name)
        if pictures and posture.id in pictures:
            yield pictures[posture.id]
        yield Para(posture.summary)
        for point in posture.points:
            why = (point.why,) if point.why else ()
            yield Listing((Entry(point.text, why, tone="good"),), "✓")
            yield Listing((Entry(point.avoid),), "✗")


def habit_view(result: HabitGuide) -> Blocks:
    """Show the habits and how to begin."""
    yield Title("Habits beyond the desk")
    for habit in result.habits:
        yield Heading(habit.name)
        yield Para(habit.text)
        yield Listing(advice_entries(habit.tips))
        if habit.note:
            yield Para(f"Note: {habit.note}", "muted")


def break_view(result: BreakNow) -> Blocks:
    """Show one thing to do now, and how often."""
    yield Title("Take a break", _when(result.idea))
    yield Para(result.idea.text)
    if result.idea.note:
        yield Para(f"Note: {result.idea.note}", "muted")
    yield Heading("How often", "muted")
    yield Facts(
        tuple((i.name, f"every {i.every_minutes} minutes, {duration(i.seconds)}") for i in result.intervals), "muted"
    )


def _when(idea: Idea) -> str:
    """Return how long *idea* takes, and what it waits for."""
    return duration(idea.seconds) + (f", {idea.occasion}" if idea.occasion else "")


def break_list_view(result: BreakList) -> Blocks:
    """Show all ideas, and how often to break."""
    yield Title("Ideas for a break")
    for kind, name in (("move", "Move"), ("eyes", "Rest your eyes")):
        yield Heading(name)
        found = (idea for idea in result.ideas if idea.kind == kind)
        yield Listing(tuple(Entry(idea.text, (_when(idea),), (idea.id,)) for idea in found))
    yield Heading("How often")
    yield Listing(tuple(Entry(interval.text, notes(interval.note)) for interval in result.intervals))


def content_view(result: ContentList) -> Blocks:
    """Show what the content holds."""
    yield Title("Content")
    yield Facts(
        tuple(
            (t.file, ", ".join(f"{count} {name}" for name, count in t.entries.items()) + f"; {t.sources} sources")
            for t in result.topics
        )
    )
    yield Para("Packs: " + (", ".join(result.packs) or "none"), "muted")


def lint_view(result: LintResult) -> Blocks:
    """Say that nothing is wrong, and what was read."""
    yield Para(f"{len(result.files)} files, no problems.", "good")
    yield Commands((("ergo content list", "what they hold"),))


VIEWS: dict[str, View] = {
    "home": home_view,
    "posture": posture_view,
    "habits": habit_view,
    "break": break_view,
    "breaks": break_list_view,
    "content": content_view,
    "content-lint": lint_view,
}
