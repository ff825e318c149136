"""A guided session on the whole screen: the figure, the words and the countdown, each in its constant place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from math import ceil
from typing import TypeAlias

from ergo_cli.content.model.base import Advice
from ergo_cli.engine.session import Phase, Session
from ergo_cli.figure.cells import Glyphs
from ergo_cli.render.figure import Figures, Shot
from ergo_cli.render.layout import GAP, Layout, Need, layout
from ergo_cli.render.lines import Line, ends, listed, meter, para
from ergo_cli.render.session import coming, dose, keys, next_words, what
from ergo_cli.render.text import MAX_WIDTH
from ergo_cli.render.views.shared import notes

Lines: TypeAlias = tuple[Line, ...]

_GAP: Line = ((" " * GAP, "plain"),)
# The last seconds before the work begins.
_COUNTED = {3: "3", 2: "3  2", 1: "3  2  1"}


class Stage:
    """What the frames of a session have in common: a layout for all its phases, which only a new size changes."""

    def __init__(
        self, phases: Sequence[Phase], stop: Sequence[Advice], figures: Figures | None, glyphs: Glyphs
    ) -> None:
        work = [phase for phase in phases if phase.kind == "work"]
        self._figures = figures
        self._ascii = glyphs == "ascii"
        self._stop = stop[0].text if stop else ""
        need = Need(
            lambda width, airy: max(len(_words(phase, width, airy=airy)) for phase in work),
            lambda width: max(len(para(next_words(phase), "", width)) for phase in work),
            lambda width: len(self._stop_lines(width)),
        )
        drawn = figures is not None and any(figures.has(phase.part) for phase in work)
        self._layout = lru_cache(4)(partial(layout, need=need, figure=drawn))

    def shot(self, session: Session) -> Shot | None:
        """Return what the figure shows now, if there is one."""
        return self._figures.shot(session) if self._figures else None

    def frame(self, session: Session, size: tuple[int, int], shot: Shot | None = None) -> Lines:
        """Return the screen of *session* now at *size*, with the figure as in *shot*."""
        now, phase = self._layout(size), session.phase
        if phase.kind == "care":
            now = self._for_cautions(phase, now, size)
        air: Lines = ((),) if now.airy else ()
        head = (
            ends(phase.stretch.name, "title", f"{phase.number} of {phase.count}", min(size[0] - 1, MAX_WIDTH)),
            *air,
        )
        words = _padded(self._said(phase, now), now.depth)
        bar = self._bar(session, now.width)
        following = para(coming(session), "muted", now.width) if phase.kind != "care" else ()
        stop = self._stop_lines(size[0] - 1) if phase.kind != "care" else ()
        foot: Line = ((keys(size[0] - 1), "muted"),)
        if now.kind == "beside":
            column = _padded((*words, *air, bar, *following), now.rows)
            rows = [(*left, *_GAP, *right) for left, right in zip(self._drawn(shot, now), column, strict=True)]
            return (*head, *rows, *air, *_padded(stop, len(self._stop_lines(size[0] - 1))), foot)
        above = (*head, *self._drawn(shot, now), *words, *air, bar)
        return (*above, *_fitting((following, stop), size[1] - len(above) - 1), foot)

    def _for_cautions(self, phase: Phase, now: Layout, size: tuple[int, int]) -> Layout:
        """Return *now* with the words alone if the cautions of *phase* are longer than those of any movement."""
        if len(self._said(phase, now)) <= now.depth:
            return now
        width = min(size[0] - 1, MAX_WIDTH)
        whole = Layout("words", 0, 0, width, 0, now.airy)
        room = size[1] - 3 - 2 * now.airy
        return whole._replace(
            depth=max(now.depth if now.kind == "words" else 0, min(room, len(self._said(phase, whole))))
        )

    def _said(self, phase: Phase, now: Layout) -> Lines:
        if phase.kind == "care":
            return _cautions(phase, now.width, "-" if self._ascii else "•")
        return _words(phase, now.width, airy=now.airy)

    def _drawn(self, shot: Shot | None, now: Layout) -> Lines:
        if not now.rows:
            return ()
        margin = (now.width - now.columns) // 2 if now.kind == "above" else 0
        if not shot or not self._figures:
            return _padded((), now.rows, now.columns)
        drawn = self._figures.lines(shot, now.columns, now.rows)
        return tuple(((" " * margin, "plain"), *line) for line in drawn) if margin else drawn

    def _stop_lines(self, width: int) -> Lines:
        return para(self._stop, "warn", width) if self._stop else ()

    def _bar(self, session: Session, width: int) -> Line:
        phase, left = session.phase, ceil(session.left)
        word, style = "Take care", "warn"
        if session.paused:
            word, style = "Paused", "muted"
        elif phase.kind == "ready":
            word, style = (_COUNTED[left], "accent") if left in _COUNTED else ("Get ready", "warn")
        elif phase.kind == "work":
            word, style = dose(phase, phase.seconds - session.left), "good"
        length = max(8, min(40, width - 20))
        share = session.left / phase.seconds
        return (*meter(share, length, ascii_only=self._ascii), (f" {left:>3} s  ", "accent"), (word, style))


def _words(phase: Phase, width: int, *, airy: bool) -> Lines:
    part = phase.part
    air: Lines = ((),) if airy else ()
    aside = f"{phase.step} of {phase.steps}" if phase.steps > 1 else ""
    head = para(what(phase), "accent", width - len(aside) - 1 if aside else width)
    head = (ends(head[0][0][0], "accent", aside, width), *head[1:])
    steps = listed(((str(number), step) for number, step in enumerate(part.steps, start=1)), width)
    return (*head, *steps, *air, *para(f"You feel it {part.feel}.", "figure.accent", width))


def _cautions(phase: Phase, width: int, mark: str) -> Lines:
    head = para("Before you start", "warn", width)
    texts = ["\n".join([entry.text, *notes(entry.note)]) for entry in phase.stretch.cautions]
    return (*head, *listed(((mark, text) for text in texts), width))


def _padded(lines: Sequence[Line], rows: int, columns: int = 0) -> Lines:
    """Return *lines* as exactly so many *rows*: those that are too many give way to the last."""
    blank: Line = ((" " * columns, "plain"),) if columns else ()
    if len(lines) > rows:
        return (*lines[: max(0, rows - 2)], (("…", "muted"),), lines[-1])[-rows:]
    return (*lines, *[blank] * (rows - len(lines)))


def _fitting(groups: Sequence[Lines], rows: int) -> Iterator[Line]:
    """Yield the lines of those *groups* that fit whole into what is left of *rows*."""
    for group in groups:
        if len(group) <= rows:
            rows -= len(group)
            yield from group
