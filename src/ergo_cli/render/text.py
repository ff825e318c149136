"""Blocks to a terminal."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from typing import IO, Any, Literal

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, ConsoleRenderable, Group, RenderResult, detect_legacy_windows
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from ergo_cli.render.blocks import (
    Bars,
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
)
from ergo_cli.render.theme import THEME

# Longer lines are hard to read; the terminal may be wider.
MAX_WIDTH = 88
NARROW = 56
_BARS_FIT = 40


def console_for(file: IO[str], width: int | None = None) -> Console:
    """Return a console on *file* that draws texts as they are: no markup, no emoji, no guessed highlights.

    For those who have the screen read to them (ACCESSIBLE), and on consoles that know none, there are no styles either.
    """
    plain = os.environ.get("ACCESSIBLE") or detect_legacy_windows()  # which shows the codes themselves
    styles: Literal["auto"] | None = None if plain else "auto"
    console = Console(
        file=file, width=width, theme=THEME, color_system=styles, markup=False, emoji=False, highlight=False
    )
    console.width = max(20, min(console.width, MAX_WIDTH))
    return console


def render(blocks: Blocks, console: Console) -> None:
    """Print *blocks*, a blank line between sections, and no blanks at the ends of lines."""
    with console.capture() as capture:
        before: Block | None = None
        for block in blocks:
            if isinstance(block, Picture) and _width(block) > console.width:
                continue
            if before is not None and not _clings(block, before):
                console.print()
            console.print(draw(block, console.width))
            before = block
    console.file.write(_TRAILING.sub("", capture.get()))


def _clings(block: Block, before: Block) -> bool:
    """Return whether *block* belongs so closely to the one *before* that no blank line parts them."""
    listed = isinstance(block, Listing | Facts | Bars)
    return isinstance(before, Heading) or (listed and isinstance(before, Para | Listing))


# Tables fill their columns with blanks, which a pipe or a copied screen has no use for.
_TRAILING = re.compile(r" +(?=(?: |\x1b\[[0-9;]*m)*$)", re.MULTILINE)


def draw(block: Block, width: int = MAX_WIDTH) -> ConsoleRenderable:
    """Return *block* as rich draws it at *width* columns."""
    drawer: Callable[[Any, int], ConsoleRenderable] = _DRAWERS[type(block)]
    return drawer(block, width)


def _title(block: Title, width: int) -> ConsoleRenderable:
    if not block.aside:
        return Text(block.text, style="title")
    aside = Text(block.aside, style="muted")
    if cell_len(block.text) + cell_len(block.aside) + 2 > width:
        return Group(Text(block.text, style="title"), aside)
    grid = Table.grid(expand=True)
    grid.add_column()
    grid.add_column(justify="right")
    grid.add_row(Text(block.text, style="title"), aside)
    return grid


def _heading(block: Heading, _: int) -> ConsoleRenderable:
    return Text(block.text, style=block.tone)


def _para(block: Para, _: int) -> ConsoleRenderable:
    return Text(block.text, style=block.tone)


def _listing(block: Listing, _: int) -> ConsoleRenderable:
    numbered = block.mark == "1"
    rows = [
        (Text(str(number) if numbered else block.mark, style="mark"), _entry(entry))
        for number, entry in enumerate(block.entries, start=block.start)
    ]
    return _hanging(rows)


def _entry(entry: Entry) -> ConsoleRenderable:
    lines = [Text(entry.text, style=entry.tone), *(Text(detail, style="muted") for detail in entry.details)]
    return Group(*lines, *(Text(command, style="command") for command in entry.commands))


def _callout(block: Callout, _: int) -> ConsoleRenderable:
    return _Barred(Group(Text(block.title, style=block.tone), *map(Text, block.lines)), block.tone)


class _Barred:
    """Something behind a bar that is as high as its lines are, however they wrap."""

    def __init__(self, inner: ConsoleRenderable, tone: str) -> None:
        self._inner = inner
        self._tone = tone

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in console.render_lines(self._inner, options.update(width=options.max_width - 2), pad=False):
            yield Segment("▌ ", console.get_style(self._tone))
            yield from line
            yield Segment.line()


def _picture(block: Picture, _: int) -> ConsoleRenderable:
    return Group(*(Text.assemble(*line, no_wrap=True) for line in block.lines))


def _width(block: Picture) -> int:
    return max((sum(cell_len(text) for text, _ in line) for line in block.lines), default=0)


def _facts(block: Facts, width: int) -> ConsoleRenderable:
    if width < NARROW:
        lines = [Group(Text(name, style=block.tone), Padding(Text(value), (0, 0, 0, 2))) for name, value in block.rows]
        return Padding(Group(*lines), (0, 0, 0, 2))
    return _hanging([(Text(name, style=block.tone), Text(value)) for name, value in block.rows])


def _bars(block: Bars, width: int) -> ConsoleRenderable:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(overflow="fold")
    length = 20 if width >= NARROW else 8
    for label, value, words, tone in block.rows:
        number = "n.a." if value is None else f"{value:.0f}"
        row = (_bar(value, length, tone), Text(number, justify="right"), Text(words, tone))
        if width < _BARS_FIT:
            grid.add_row(Group(Text(label), Text.assemble(row[0], f" {number} ", (words, tone))))
        else:
            grid.add_row(Text(label), *row)
    return Padding(grid, (0, 0, 0, 2))


def _bar(value: float | None, length: int, tone: str) -> Text:
    full = round((value or 0) / 100 * length)
    return Text.assemble(("█" * full, tone), ("░" * (length - full), "muted"))


def _commands(block: Commands, width: int) -> ConsoleRenderable:
    if width < NARROW:
        lines = [
            Group(Text(command, style="command"), Padding(Text(what, style="muted"), (0, 0, 0, 2)))
            for command, what in block.rows
        ]
        return Group(Text(block.title, style="accent"), Padding(Group(*lines), (0, 0, 0, 2)))
    rows = [(Text(command, style="command"), Text(what, style="muted")) for command, what in block.rows]
    return Group(Text(block.title, style="accent"), _hanging(rows))


def _hanging(rows: Sequence[tuple[Text, ConsoleRenderable]]) -> ConsoleRenderable:
    """Return rows of a short first column and a second that wraps beside it."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for first, second in rows:
        grid.add_row(first, second)
    return Padding(grid, (0, 0, 0, 2))


_DRAWERS: dict[type, Callable[[Any, int], ConsoleRenderable]] = {
    Title: _title,
    Heading: _heading,
    Para: _para,
    Listing: _listing,
    Callout: _callout,
    Picture: _picture,
    Facts: _facts,
    Bars: _bars,
    Commands: _commands,
}
