"""A guided session in words: one line a phase, and what its screen says."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from ergo_cli.content.model.stretches import Part
from ergo_cli.engine.session import Phase, Session
from ergo_cli.render.blocks import Blocks, Callout, Heading, Listing, Para, Picture, entries
from ergo_cli.render.lines import Line, meter
from ergo_cli.render.views.shared import advice_entries

# From all keys to the one that nobody must look for.
_KEYS = (
    "space pause   n next   b back   r again   s skip   q quit",
    "space pause  n/b move  r again  s skip  q quit",
    "space pause n/b move r again q quit",
    "space pause n next q quit",
    "n next q quit",
    "q quit",
)
_KEYS_CARE = (
    "n go on now   s leave this stretch out   space pause   q quit",
    "n go on   s leave this out   q quit",
    "n go on s skip q quit",
    "n on s out q quit",
    "q quit",
)


def keys(width: int, kind: str) -> str:
    """Return the line of the keys in a phase of that *kind*, at *width* columns."""
    ways = _KEYS_CARE if kind == "care" else _KEYS
    return next((way for way in ways if len(way) <= width), ways[-1])


def line(session: Session, still: Callable[[Part], Picture | None] | None = None) -> Blocks:
    """Return the words for the phase that begins; *still* draws the movement below them where it is first done."""
    phase = session.phase
    if phase.kind == "care":
        yield Heading(f"Take care: {phase.stretch.name} ({phase.seconds} seconds)", "warn")
        yield Listing(advice_entries(phase.stretch.cautions))
    elif phase.kind == "ready":
        yield Heading(f"Get ready: {phase.stretch.name}, {what(phase)} ({phase.seconds} seconds)")
        yield Listing(entries(phase.part.steps), "1")
        first = phase.turn == 0 and phase.set_number == 1
        if still and first and (picture := still(phase.part)):
            yield picture
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


def countdown(left: float, seconds: int, width: int) -> Line:
    """Return one line with the time that is left."""
    bar = meter(left / seconds, max(4, min(40, width - 28)))
    return (*bar, (f" {ceil(left)} s", "accent"), ("  any key ends it", "muted"))


def coming(session: Session) -> str:
    """Return what comes after the phase at hand."""
    now, following = session.phase, session.following
    if following is None:
        return "This is the last one."
    return next_words(following, new=following.number != now.number)


def next_words(phase: Phase, *, new: bool = True) -> str:
    """Return the words that announce *phase*, with the name of its stretch if that is *new*."""
    return f"Next: {phase.stretch.name}: {what(phase)}" if new else f"Next: {what(phase)}"


def what(phase: Phase) -> str:
    """Return which movement, side and set *phase* is for."""
    sets = f"set {phase.set_number} of {phase.part.sets}" if phase.part.sets > 1 else ""
    return ", ".join(filter(None, (phase.part.name, phase.side, sets)))


def dose(phase: Phase, gone: float) -> str:
    """Return what to do in the work of *phase* of which *gone* seconds are over: hold, or the number of the repetition."""
    reps = phase.part.reps
    return f"{min(int(gone // phase.part.pace) + 1, reps)} of {reps}" if reps else "Hold"


def _dose(phase: Phase) -> str:
    return f"{phase.part.reps} times" if phase.part.reps else f"hold for {phase.seconds} seconds"
