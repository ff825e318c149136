"""The words of a phase in rows: a head and a foot that stay, and between them entries, in pages where room is short."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from ergo_cli.engine.session import GET_READY, Phase
from ergo_cli.render.lines import Lines, ends, listed, para
from ergo_cli.render.session import what
from ergo_cli.render.views.shared import notes

# Seconds that a page of steps stays.
_PAGE = 4.0
# From so many rows on, one tells which page it is.
_TELLING = 3


class Words(NamedTuple):
    """What is said in one phase."""

    head: Lines
    entries: tuple[Lines, ...]
    foot: Lines

    @property
    def rows(self) -> int:
        """The rows that all of it takes."""
        return len(self.head) + sum(map(len, self.entries)) + len(self.foot)

    @property
    def least(self) -> int:
        """The rows that pages of one entry take, with the line that tells of the others."""
        return min(self.rows, len(self.head) + max(map(len, self.entries)) + 1 + len(self.foot))

    def pages(self, rows: int) -> tuple[Lines, ...]:
        """Return all of it on pages of so many *rows*; where there is room, each says which it is."""
        if self.rows <= rows:
            return ((*self.head, *sum(self.entries, ()), *self.foot),)
        room = max(1, rows - len(self.head) - len(self.foot))
        telling = room >= _TELLING
        room -= telling
        pages: list[Lines] = [()]
        for entry in self.entries:
            for start in range(0, len(entry), room):
                part = entry[start : start + room]
                if len(pages[-1]) + len(part) > room:
                    pages.append(())
                pages[-1] += part
        numbers = [((f"page {number} of {len(pages)}", "muted"),) for number in range(1, len(pages) + 1)]
        return tuple(
            (*self.head, *page, *((),) * (room - len(page)), *((number,) if telling else ()), *self.foot)[:rows]
            for page, number in zip(pages, numbers, strict=True)
        )

    def page(self, rows: int, phase: Phase, left: float) -> Lines:
        """Return the page of *phase* with so many seconds *left*.

        Cautions come once, each page for as long as its share of the words takes; steps come over and over.
        """
        pages = self.pages(rows)
        gone = phase.seconds - left + (GET_READY if phase.kind == "work" else 0)
        if phase.kind != "care":
            return pages[int(gone / _PAGE) % len(pages)]
        words = list(accumulate(sum(len(text.split()) for line in page for text, _ in line) for page in pages))
        return pages[sum(total / words[-1] <= gone / phase.seconds for total in words[:-1])]


def words_of(phase: Phase, width: int, *, airy: bool, mark: str = "•") -> Words:
    """Return the words of *phase* at *width* columns; an *airy* foot stands apart, and *mark* is before cautions."""
    if phase.kind == "care":
        texts = ["\n".join([entry.text, *notes(entry.note)]) for entry in phase.stretch.cautions]
        return Words(para("Before you start", "warn", width), listed(((mark, text) for text in texts), width), ())
    aside = f"{phase.step} of {phase.steps}" if phase.steps > 1 else ""
    first, *more = para(what(phase), "accent", width - len(aside) - 1 if aside else width)
    head = (ends(first[0][0], "accent", aside, width), *more)
    steps = ((str(number), step) for number, step in enumerate(phase.part.steps, start=1))
    feel = para(f"You feel it {phase.part.feel}.", "figure.accent", width)
    return Words(head, listed(steps, width), ((), *feel) if airy else feel)
