"""Blocks to Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

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

# What means something anywhere, and what does so only where a line begins.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|&~#]|^[+=-])")
_NUMBER = re.compile(r"^([0-9]{1,9})([.)])(?=\s|$)")


def render(blocks: Blocks) -> str:
    """Return *blocks* as CommonMark with tables."""
    return "\n\n".join(filter(None, map(draw, blocks))) + "\n"


def draw(block: Block) -> str:
    """Return *block* as Markdown."""
    drawer: Callable[[Any], str] = _DRAWERS[type(block)]
    return drawer(block)


def _safe(text: str) -> str:
    return _NUMBER.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def _code(command: str) -> str:
    ticks = "`" * (max(map(len, re.findall("`+", command)), default=0) + 1)
    pad = " " if "`" in command else ""
    return f"{ticks}{pad}{command}{pad}{ticks}"


def _title(block: Title) -> str:
    return f"# {_safe(block.text)}" + (f"\n\n*{_safe(block.aside)}*" if block.aside else "")


def _heading(block: Heading) -> str:
    return f"## {_safe(block.text)}"


def _para(block: Para) -> str:
    return _safe(block.text)


def _listing(block: Listing) -> str:
    if block.mark == "1":
        return "\n".join(_entry(entry, f"{number}.") for number, entry in enumerate(block.entries, block.start))
    shown = "" if block.mark == "•" else f"{block.mark} "
    return "\n".join(_entry(entry, "-", shown) for entry in block.entries)


def _entry(entry: Entry, mark: str, sign: str = "") -> str:
    indent = " " * (len(mark) + 1)
    below = [*map(_safe, entry.details), *map(_code, entry.commands)]
    return "\n".join([f"{mark} {sign}{_safe(entry.text)}", *(f"{indent}<br>{line}" for line in below)])


def _callout(block: Callout) -> str:
    return "\n".join([f"> **{_safe(block.title)}**", *(f">\n> {_safe(line)}" for line in block.lines)])


def _picture(block: Picture) -> str:
    return "\n".join(["```text", *("".join(text for text, _ in line).rstrip() for line in block.lines), "```"])


def _facts(block: Facts) -> str:
    return "\n".join(f"- **{_safe(name)}**: {_safe(value)}" for name, value in block.rows)


def _bars(block: Bars) -> str:
    rows = [
        f"| {_safe(label)} | {'n.a.' if value is None else f'{value:.0f}'} | {_safe(words)} |"
        for label, value, words, _ in block.rows
    ]
    return "\n".join(["| | Score | |", "|---|---:|---|", *rows])


def _commands(block: Commands) -> str:
    return "\n".join(
        [f"## {_safe(block.title)}", "", *(f"- {_code(command)}: {_safe(what)}" for command, what in block.rows)]
    )


_DRAWERS: dict[type, Callable[[Any], str]] = {
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
