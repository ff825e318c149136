"""A list to choose from, drawn anew for every size of the window; questionary's cuts off what wraps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from prompt_toolkit.formatted_text import StyleAndTextTuples

from ergo_cli.prompt.fit import beside, fit

# Each text with its style.
Fragments: TypeAlias = StyleAndTextTuples
Rows: TypeAlias = list[Fragments]

_NONE = "None of these"
_STRAY = "No line has that key: press one in brackets, or an arrow."
_STRAY_MARK = "No line has that key: press an arrow first."
# Rows that the options keep, whatever stands above them.
_LEAST = 3


class Option(NamedTuple):
    """A line of the list, and the *key* that chooses it at once, if there is one."""

    label: str
    key: str = ""


class Menu:
    """A question with its options: which of them is pointed at, which are marked, and what that looks like."""

    def __init__(self, text: str, options: Sequence[Option], *, mark: str, note: str, many: bool) -> None:
        self.text, self.options, self.mark, self.note, self.many = text, options, mark, note, many
        # None: after a key that means nothing, so that Enter behind a few words chooses no line by chance.
        self.pointed: int | None = 0
        self.marked: set[int] = set()
        self.answer: Sequence[str] | None = None
        self.left = False
        self._first = 0

    def move(self, step: int) -> None:
        """Point at the next line (1) or at the one before (-1); from nowhere at the first or the last."""
        start = (-1 if step > 0 else 0) if self.pointed is None else self.pointed
        self.pointed = (start + step) % len(self.options)

    def lose(self) -> None:
        """Point at nothing, until an arrow is pressed."""
        self.pointed = None

    def toggle(self) -> None:
        """Mark the line that is pointed at, or take its mark away."""
        if self.pointed is not None:
            self.marked ^= {self.pointed}

    def choose(self, index: int) -> None:
        """Answer with the option *index*; of many, with all that are marked."""
        chosen = sorted(self.marked) if self.many else [index]
        self.answer = [self.options[number].label for number in chosen]

    def drawn(self, columns: int, rows: int) -> Fragments:
        """Return all of it as it looks in a window of so many *columns* and *rows*."""
        lines = list(self._lines(columns, rows))
        return [fragment for line in lines for fragment in (*line, ("", "\n"))][:-1]

    def _lines(self, columns: int, rows: int) -> Iterator[Fragments]:
        if self.answer is not None:
            yield from self._answered(columns, self.answer)
            return
        question = self._question(columns)
        yield from question
        if self.left:
            return
        told = _STRAY_MARK if self.many else _STRAY
        stray = self._hung(told, columns, "class:instruction") if self.pointed is None else []
        room = rows - len(question) - len(stray)
        note = self._hung(self.note, columns, "class:instruction") if self.note else []
        if len(note) > (most := max(0, room - min(len(self.options), _LEAST + 1))):
            note = [*note[: most - 1], *self._hung("...", columns, "class:instruction")] if most else []
        yield from note
        yield from self._listed(columns, room - len(note))
        yield from stray

    def _answered(self, columns: int, answer: Sequence[str]) -> Iterator[Fragments]:
        """Yield the question with the *answer*: behind it if that is short, else on lines of its own."""
        labels = answer or [_NONE]
        if len(labels) == 1 and beside(labels[0]):
            *rows, last = self._question(columns, room=len(labels[0]) + 1)
            yield from (*rows, [*last, ("class:answer", f" {labels[0]}")])
            return
        yield from self._question(columns)
        for label in labels:
            yield from self._hung(label, columns, "class:answer", mark="- " if len(labels) > 1 else "")

    def _listed(self, columns: int, room: int) -> Iterator[Fragments]:
        """Yield the options, or those about the pointer, and how many more there are above and below."""
        blocks = [list(self._option(index, columns)) for index in range(len(self.options))]
        if sum(map(len, blocks)) <= room:
            yield from (line for block in blocks for line in block)
            return
        shown = self._shown([len(block) for block in blocks], max(_LEAST, room) - 2)
        yield self._more(shown.start, "above")
        yield from (line for index in shown for line in blocks[index])
        yield self._more(len(blocks) - shown.stop, "below")

    def _shown(self, heights: Sequence[int], room: int) -> range:
        """Return which options are shown in so much *room*: what is pointed at, and as little else moves as can be."""
        pointed = self._first if self.pointed is None else self.pointed
        first = min(self._first, pointed)
        while first < pointed and sum(heights[first : pointed + 1]) > room:
            first += 1
        while first and sum(heights[first - 1 :]) <= room:
            first -= 1
        self._first = first
        return range(first, first + max(1, sum(total <= room for total in accumulate(heights[first:]))))

    def _more(self, count: int, where: str) -> Fragments:
        return [("class:instruction", f"{self._margin}  {f'({count} more {where})' if count else ''}")]

    def _option(self, index: int, columns: int) -> Iterator[Fragments]:
        option, pointed = self.options[index], index == self.pointed
        box = ("[x] " if index in self.marked else "[ ] ") if self.many else ""
        label = f"{option.label}  ({option.key})" if option.key else option.label
        margin = f"{self._margin}  "
        style = "class:highlighted" if pointed else ""
        first, *more = fit(label, len(margin) + len(box), columns)
        pointer = ("class:pointer", f"{self._margin}> ") if pointed else ("", margin)
        yield [pointer, ("[SetCursorPosition]" if pointed else "", ""), (style, box + first)]
        for row in more:
            yield [("", margin + " " * len(box)), (style, row)]

    def _hung(self, text: str, columns: int, style: str, room: int = 0, mark: str = "") -> Rows:
        """Return *text* in rows behind the margin, and behind a *mark* that stands before the first."""
        first, *more = fit(text, len(self._margin + mark), columns, room=room)
        rows = [mark + first, *(" " * len(mark) + row for row in more)]
        return [[("", self._margin), (style, row)] for row in rows]

    def _question(self, columns: int, room: int = 0) -> Rows:
        """Return the question with its mark in the margin, and *room* for an answer behind it."""
        first, *more = self._hung(self.text, columns, "class:question", room=room)
        return [[("class:qmark", f"{self.mark} "), *first[1:]], *more]

    @property
    def _margin(self) -> str:
        return " " * (len(self.mark) + 1)
