"""Blocks to a terminal: each block to lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, TypeAlias

from rich.cells import cell_len, set_cell_size

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
from ergo_cli.render.lines import Line, Lines, ends, hung, line_len, meter, para
from ergo_cli.render.terminal import Terminal

# From so many columns on there are two beside each other.
NARROW = 56
# With fewer left for the second, it stands below the first all the same.
_LEAST = 16
_BARS_FIT = 40
_INDENT: Line = (("  ", ""),)

# A text with its style in front, and paragraphs that belong to it.
_Row: TypeAlias = tuple[tuple[str, str], Line]


def render(blocks: Blocks, terminal: Terminal) -> None:
    """Print *blocks*, a blank line between sections, and no blanks at the ends of lines."""
    terminal.write(_page(blocks, terminal.width))


def _page(blocks: Blocks, width: int) -> Iterator[Line]:
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Picture) and max(map(line_len, block.lines), default=0) > width:
            continue
        if before is not None and not _clings(block, before):
            yield ()
        yield from draw(block, width)
        before = block


def _clings(block: Block, before: Block) -> bool:
    """Return whether *block* belongs so closely to the one *before* that no blank line parts them."""
    listed = isinstance(block, Listing | Facts | Bars)
    return isinstance(before, Heading) or (listed and isinstance(before, Para | Listing))


def draw(block: Block, width: int) -> Iterable[Line]:
    """Return the lines of *block* at *width* columns."""
    drawer: Callable[[Any, int], Iterable[Line]] = _DRAWERS[type(block)]
    return drawer(block, width)


def _title(block: Title, width: int) -> Lines:
    if block.aside and cell_len(block.text) + cell_len(block.aside) + 2 <= width:
        return (ends(block.text, "title", block.aside, width),)
    return _paras(((block.text, "title"), *(((block.aside, "muted"),) if block.aside else ())), width)


def _para(block: Heading | Para, width: int) -> Lines:
    return para(block.text, block.tone, width)


def _listing(block: Listing, width: int) -> Iterable[Line]:
    marks = map(str, range(block.start, block.start + len(block.entries)))
    return _hanging(
        [
            ((number if block.mark == "1" else block.mark, "mark"), _entry(entry))
            for number, entry in zip(marks, block.entries, strict=True)
        ],
        width,
    )


def _entry(entry: Entry) -> Line:
    below = chain(((text, "muted") for text in entry.details), ((text, "command") for text in entry.commands))
    return ((entry.text, entry.tone), *below)


def _callout(block: Callout, width: int) -> Iterable[Line]:
    """Return the callout behind a bar that is as high as its lines are, however they wrap."""
    inner = _paras(((block.title, block.tone), *((line, "") for line in block.lines)), width - 2)
    return ((("▌ ", block.tone), *line) for line in inner)


def _picture(block: Picture, _: int) -> Lines:
    return block.lines


def _facts(block: Facts, width: int) -> Iterable[Line]:
    return _pairs([((name, block.tone), ((value, ""),)) for name, value in block.rows], width)


def _commands(block: Commands, width: int) -> Iterable[Line]:
    rows = [((command, "command"), ((what, "muted"),)) for command, what in block.rows]
    return chain(para(block.title, "accent", width), _pairs(rows, width))


def _bars(block: Bars, width: int) -> Iterator[Line]:
    numbers = ["n.a." if value is None else f"{value:.0f}" for _, value, _, _ in block.rows]
    length = 20 if width >= NARROW else 8
    longest = max(map(len, numbers), default=0)
    room = width - length - longest - max((cell_len(words) for _, _, words, _ in block.rows), default=0) - 5
    label_room = min(room, max((cell_len(label) for label, _, _, _ in block.rows), default=0))
    beside = width >= _BARS_FIT and room >= _LEAST // 2
    for (label, value, words, tone), number in zip(block.rows, numbers, strict=True):
        bar = meter((value or 0) / 100, length, tone)
        if beside:
            first, *more = para(label, "", label_room)
            blank = " " * (label_room - line_len(first) + 1)
            yield (*_INDENT, *first, (blank, ""), *bar, (f" {number:>{longest}} ", ""), (words, tone))
            yield from ((*_INDENT, *line) for line in more)
        else:
            yield from ((*_INDENT, *line) for line in para(label, "", width - 2))
            yield from _fitting((*_INDENT, *bar, (f" {number}", "")), (words, tone), width)


def _fitting(line: Line, words: tuple[str, str], width: int) -> Iterator[Line]:
    """Yield *line* with *words* behind it, or, where that is too long, below it."""
    if line_len(line) + cell_len(words[0]) < width:
        yield (*line, (" ", ""), words)
    else:
        yield line
        yield from ((*_INDENT, *row) for row in para(*words, width - 2))


def _pairs(rows: Sequence[_Row], width: int) -> Iterable[Line]:
    """Return *rows*, the paragraphs beside what is in front of them, or below it where that is too narrow."""
    if width < NARROW or width - _front(rows) < _LEAST:
        return _stacked(rows, width)
    return _hanging(rows, width)


def _stacked(rows: Sequence[_Row], width: int) -> Iterator[Line]:
    for first, paras in rows:
        yield from ((*_INDENT, *line) for line in _paras((first,), width - 2))
        yield from ((*_INDENT, *_INDENT, *line) for line in _paras(paras, width - 4))


def _hanging(rows: Sequence[_Row], width: int) -> Iterator[Line]:
    front = _front(rows)
    for (first, style), paras in rows:
        mark = (*_INDENT, (set_cell_size(first, front - 4), style), *_INDENT)
        yield from hung(mark, _paras(paras, width - front))


def _front(rows: Sequence[_Row]) -> int:
    """Return the columns that the widest text in front takes, with what is about it."""
    return max((cell_len(first) for (first, _), _ in rows), default=0) + 4


def _paras(paras: Iterable[tuple[str, str]], width: int) -> Lines:
    return tuple(line for text, style in paras for line in para(text, style, width))


_DRAWERS: dict[type, Callable[[Any, int], Iterable[Line]]] = {
    Title: _title,
    Heading: _para,
    Para: _para,
    Listing: _listing,
    Callout: _callout,
    Picture: _picture,
    Facts: _facts,
    Bars: _bars,
    Commands: _commands,
}
