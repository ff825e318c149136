"""A guided session as a value: what to do now, for how long, and what a key or a second changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ergo_cli.content.model.base import Advice
from ergo_cli.content.model.stretches import Part, Stretch

# Words that are read in a second by those who take their time, and the least that a screen of them stays.
_PACE = 3
_LEAST = 5
# Enough to come back from one movement and to go into the next, as the figures show it.
GET_READY = 6

Key = Literal["pause", "next", "back", "again", "skip", "quit"]


class Phase(Struct, frozen=True):
    """A stretch of time in which one thing is done: reading who should take *care*, getting *ready*, or the *work*.

    It is for the first (0) or second (1) *turn* of a movement, in one of its sets, and for one of the stretch's steps.
    """

    kind: Literal["care", "ready", "work"]
    seconds: int
    stretch: Stretch
    part: Part
    side: str
    number: int
    count: int
    turn: int = 0
    set_number: int = 1
    step: int = 1
    steps: int = 1


class Session(Struct, frozen=True):
    """Where a session stands: the phase, the seconds left in it, and what has been worked through."""

    phases: tuple[Phase, ...]
    index: int = 0
    left: float = 0.0
    paused: bool = False
    quit: bool = False
    done: frozenset[str] = frozenset()

    @property
    def over(self) -> bool:
        """Whether there is nothing more to do."""
        return self.quit or self.index >= len(self.phases)

    @property
    def phase(self) -> Phase:
        """The phase now; of a session that is over, the last."""
        return self.phases[min(self.index, len(self.phases) - 1)]

    @property
    def following(self) -> Phase | None:
        """The next phase of work after the one at hand or the one being got ready for, if there is one."""
        work = [phase for phase in self.phases[self.index :] if phase.kind == "work"]
        return work[1] if len(work) > 1 else None


def phases(stretches: Sequence[Stretch]) -> tuple[Phase, ...]:
    """Return what a session of *stretches* consists of.

    Before each stretch its cautions, if it has any; before each movement, set and side a moment to get ready.
    """
    result: list[Phase] = []
    for number, stretch in enumerate(stretches, start=1):
        passes = list(_passes(stretch))
        care = Phase(
            "care", _to_read(stretch.cautions), stretch, stretch.parts[0], "", number, len(stretches), steps=len(passes)
        )
        result += [care] if stretch.cautions else []
        for step, (part, set_number, turn) in enumerate(passes, start=1):
            ready = replace(
                care,
                kind="ready",
                seconds=GET_READY,
                part=part,
                side=sides(part)[turn],
                turn=turn,
                set_number=set_number,
                step=step,
            )
            result += [ready, replace(ready, kind="work", seconds=part_seconds(part))]
    return tuple(result)


def _to_read(advice: Iterable[Advice]) -> int:
    """Return how many seconds it takes to read *advice*."""
    words = sum(len(f"{item.text} {item.note or ''}".split()) for item in advice)
    return max(_LEAST, ceil(words / _PACE))


def _passes(stretch: Stretch) -> Iterator[tuple[Part, int, int]]:
    for part in stretch.parts:
        for set_number in range(1, part.sets + 1):
            for turn in range(len(sides(part))):
                yield part, set_number, turn


def part_seconds(part: Part) -> int:
    """Return how long *part* takes for one side or direction, once."""
    return part.hold or (part.reps or 0) * part.pace


def sides(part: Part) -> tuple[str, ...]:
    """Return the words for the passes of *part*; never left or right, which a mirror would swap."""
    names = {"none": ("",), "each": ("one side", "the other side"), "directions": ("one way", "the other way")}
    return names[part.sides]


def begin(stretches: Sequence[Stretch]) -> Session:
    """Return a session of *stretches* at its start."""
    return _at(Session(phases(stretches)), 0)


def tick(session: Session, seconds: float) -> Session:
    """Return *session* after *seconds* have passed."""
    if session.over or session.paused:
        return session
    left = session.left - seconds
    if left > 0:
        return replace(session, left=left)
    return tick(_finish(session), -left)


def press(session: Session, key: Key) -> Session:
    """Return *session* after *key*: next and back go from movement to movement, again restarts the one at hand.

    Cautions count as a movement of their own; skip leaves out the rest of a stretch.
    """
    if session.over:
        return session
    if key == "pause":
        return replace(session, paused=not session.paused)
    if key == "quit":
        return replace(session, quit=True)
    return _at(session, _goal(session, key))


def _goal(session: Session, key: Literal["next", "back", "again", "skip"]) -> int:
    """Return the index that *key* leads to."""
    match key:
        case "next":
            return _start(session, range(session.index + 1, len(session.phases)))
        case "back":
            start = _start(session, range(session.index, -1, -1))
            before = session.phases[_start(session, range(start - 1, -1, -1), default=0)]
            # Into a stretch that was left out one goes by its cautions, whatever was the reason.
            left_out = before.number != session.phase.number and before.stretch.id not in session.done
            numbers = [phase.number for phase in session.phases]
            return numbers.index(before.number) if left_out else session.phases.index(before)
        case "again":
            return _start(session, range(session.index, -1, -1))
        case "skip":
            numbers = [phase.number for phase in session.phases]
            return len(numbers) - numbers[::-1].index(session.phase.number)


def _start(session: Session, indices: Iterable[int], default: int | None = None) -> int:
    """Return the first of *indices* at which a movement starts; without one, *default* or the end."""
    end = len(session.phases) if default is None else default
    return next((index for index in indices if session.phases[index].kind != "work"), end)


def _finish(session: Session) -> Session:
    """Go on to the next phase; a stretch is done when the last of its movements has been worked through."""
    now = session.phase
    following = _at(session, session.index + 1)
    if following.over or following.phase.number != now.number:
        return replace(following, done=session.done | {now.stretch.id})
    return following


def _at(session: Session, index: int) -> Session:
    seconds = float(session.phases[index].seconds) if index < len(session.phases) else 0.0
    return replace(session, index=index, left=seconds, paused=False)
