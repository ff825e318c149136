"""A guided session on the screen: one frame at a time, or one line a phase."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from rich.console import Console, ConsoleRenderable, Group
from rich.text import Text

from ergo_cli.content.model.base import Advice
from ergo_cli.engine.session import Phase, Session
from ergo_cli.render.blocks import Blocks, Callout, Heading, Listing, Para, Title, entries
from ergo_cli.render.text import MAX_WIDTH, NARROW, draw
from ergo_cli.render.views.shared import advice_entries

_KEYS = "space pause   n next   b back   r again   q quit"
_KEYS_NARROW = "space pause  n/b move  r again  q quit"


def frame(session: Session, stop: Sequence[Advice], console: Console) -> ConsoleRenderable:
    """Return the screen of *session* now. A moving figure will stand between the title and the steps."""
    width = console.width
    lines: list[ConsoleRenderable] = []
    for block in _blocks(session.phase):
        lines += [draw(block, width)] if isinstance(block, Heading) else [draw(block, width), Text()]
    lines += [_bar(session, min(width, MAX_WIDTH))]
    if session.phase.kind != "care":
        lines.append(Text(_next(session), style="muted"))
        lines += [Text(stop[0].text, style="warn")] if stop else []
    lines.append(Text(_KEYS if width >= NARROW else _KEYS_NARROW, style="muted"))
    return Group(*lines)


def line(session: Session) -> Blocks:
    """Return the words for the phase that begins."""
    phase = session.phase
    if phase.kind == "care":
        yield Heading(f"Take care: {phase.stretch.name}", "warn")
        yield Listing(advice_entries(phase.stretch.cautions))
    elif phase.kind == "ready":
        yield Heading(f"Get ready: {phase.stretch.name}, {_what(phase)} ({phase.seconds} seconds)")
        yield Listing(entries(phase.part.steps), "1")
    else:
        yield Para(f"Now: {_dose(phase)}. You feel it {phase.part.feel}.")


def summary(session: Session) -> Blocks:
    """Say what was done."""
    names = dict.fromkeys(phase.stretch.name for phase in session.phases if phase.stretch.id in session.done)
    total = len({phase.stretch.id for phase in session.phases})
    if not names:
        yield Para("No stretch finished this time. Come back whenever you like.")
        return
    yield Callout(f"{len(names)} of {total} done", (", ".join(names) + ".",), "good")


def countdown(left: float, seconds: int, width: int) -> ConsoleRenderable:
    """Return one line with the time that is left."""
    meter = _meter(left / seconds, max(4, min(40, width - 28)))
    return Text.assemble(meter, (f" {ceil(left)} s", "accent"), ("  any key ends it", "muted"))


def _blocks(phase: Phase) -> Blocks:
    yield Title(phase.stretch.name, f"{phase.number} of {phase.count}")
    if phase.kind == "care":
        yield Heading("Before you start", "warn")
        yield Listing(advice_entries(phase.stretch.cautions))
        return
    yield Heading(_what(phase))
    yield Listing(entries(phase.part.steps), "1")
    yield Para(f"You feel it {phase.part.feel}.", "muted")


def _next(session: Session) -> str:
    now, following = session.phase, session.following
    if following is None:
        return "This is the last one."
    name = f"{following.stretch.name}: " if following.number != now.number else ""
    return f"Next: {name}{_what(following)}"


def _what(phase: Phase) -> str:
    return f"{phase.part.name}, {phase.side}" if phase.side else phase.part.name


def _dose(phase: Phase) -> str:
    return f"{phase.part.reps} times" if phase.part.reps else f"hold for {phase.seconds} seconds"


def _bar(session: Session, width: int) -> Text:
    phase = session.phase
    words = {"care": "Take care", "ready": "Get ready", "work": _dose(phase).capitalize()}
    word = "Paused" if session.paused else words[phase.kind]
    tone = "muted" if session.paused else "good" if phase.kind == "work" else "warn"
    meter = _meter(session.left / phase.seconds, max(8, min(40, width - 32)))
    return Text.assemble(meter, (f" {ceil(session.left):>3} s  ", "accent"), (word, tone))


def _meter(share: float, length: int) -> Text:
    full = round(share * length)
    return Text.assemble(("█" * full, "good"), ("░" * (length - full), "muted"))
