"""A guided session on the whole screen: the figure, the words and the countdown, each in its constant place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from math import ceil

from ergo_cli.content.model.base import Advice
from ergo_cli.engine.session import Phase, Session
from ergo_cli.figure.cells import Glyphs
from ergo_cli.render.figure import Figures, Shot
from ergo_cli.render.layout import GAP, Layout, Need, layout
from ergo_cli.render.lines import Line, Lines, ends, meter, para
from ergo_cli.render.session import coming, dose, keys, next_words
from ergo_cli.render.terminal import MAX_WIDTH
from ergo_cli.render.words import words_of

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
            lambda width, airy: max(words_of(phase, width, airy=airy).rows for phase in work),
            lambda width: max(words_of(phase, width, airy=False).least for phase in work),
            lambda width: max(len(para(next_words(phase, new=phase.step == 1), "", width)) for phase in work),
            lambda width: len(self._stop_lines(width)),
        )
        drawn = figures is not None and any(figures.has(phase.part) for phase in work)
        self._layout = lru_cache(4)(partial(layout, need=need, figure=drawn))
        self._words = lru_cache(8)(partial(words_of, mark="-" if self._ascii else "•"))

    def shot(self, session: Session) -> Shot | None:
        """Return what the figure shows now, if there is one."""
        return self._figures.shot(session) if self._figures else None

    def frame(self, session: Session, size: tuple[int, int], shot: Shot | None = None) -> Lines:
        """Return the screen of *session* now at *size*, with the figure as in *shot*."""
        now, phase, width = self._layout(size), session.phase, size[0] - 1
        if phase.kind == "care":
            now = self._for_cautions(phase, now, size)
        air: Lines = ((),) if now.airy else ()
        head = (ends(phase.stretch.name, "title", f"{phase.number} of {phase.count}", min(width, MAX_WIDTH)), *air)
        words = self._words(phase, now.width, airy=now.airy).page(now.depth, phase, session.left)
        following = para(coming(session), "muted", now.width) if phase.kind != "care" else ()
        told = (*_padded(words, now.depth), *air, self._bar(session, now.width))
        stop = self._stop_lines(width)
        foot: Line = ((keys(width, phase.kind), "muted"),)
        figure = self._drawn(shot, now)
        if now.kind == "beside":
            column = _padded((*told, *following), now.rows)
            rows = [(*left, *_GAP, *right) for left, right in zip(figure, column, strict=True)]
            return (*head, *rows, *air, *stop, foot)
        room = size[1] - len(head) - len(figure) - len(told) - 1
        return (*head, *figure, *told, *_fitting((following, stop), room), foot)

    def _for_cautions(self, phase: Phase, now: Layout, size: tuple[int, int]) -> Layout:
        """Return *now* if it has room for the cautions of *phase*, else all of the screen for them."""
        if self._words(phase, now.width, airy=now.airy).rows <= now.depth:
            return now
        width = min(size[0] - 1, MAX_WIDTH)
        depth = min(size[1] - 3 - 2 * now.airy, self._words(phase, width, airy=now.airy).rows)
        return Layout("words", 0, 0, width, max(1, depth), now.airy)

    def _drawn(self, shot: Shot | None, now: Layout) -> Lines:
        blank: Line = ((" " * now.columns, "plain"),)
        drawn = self._figures.lines(shot, now.columns, now.rows) if shot and self._figures and now.rows else ()
        margin = (now.width - now.columns) // 2 if now.kind == "above" else 0
        return tuple(((" " * margin, "plain"), *line) for line in drawn or (blank,) * now.rows)

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
        bar = meter(session.left / phase.seconds, max(8, min(40, width - 20)), ascii_only=self._ascii)
        return (*bar, (f" {left:>3} s  ", "accent"), (word, style))


def _padded(lines: Lines, rows: int) -> Lines:
    return (*lines[:rows], *((),) * (rows - len(lines)))


def _fitting(groups: Sequence[Lines], rows: int) -> Iterator[Line]:
    """Yield the lines of those *groups* that fit whole into what is left of *rows*."""
    for group in groups:
        if len(group) <= rows:
            rows -= len(group)
            yield from group
