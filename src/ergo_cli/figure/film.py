"""Several instants of a clip in one picture: side by side as text or SVG, or one after the other as a flip-book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import NamedTuple

from ergo_cli.figure.cells import Glyphs, Row, cells
from ergo_cli.figure.motion import Moment, instants, pose_at
from ergo_cli.figure.scene import Figure, scene
from ergo_cli.figure.shapes import Scene
from ergo_cli.figure.svg import HEIGHT, WIDTH, Sheet, document, drawing, layers

_GAP = (" ", None)
# The room for a name above a strip, CSS pixels.
_NAME = 32
_HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
_PAGE = (
    ":root{color-scheme:light dark}body{font-family:system-ui,sans-serif;line-height:1.5;max-width:40em;margin:2em auto;"
    "padding:0 1em;background:#fff;color:#1c242c}"
    "@media (prefers-color-scheme:dark){body{background:#14181d;color:#e9edf1}}"
)


def scenes(figure: Figure, count: int) -> tuple[Scene, ...]:
    """Return *count* telling pictures of *figure*, in order."""
    return tuple(scene(figure, Moment(pose_at(figure.motion, t), "approach")) for t in instants(figure.motion, count))


def sheet(pictures: Sequence[Scene], columns: int, rows: int, glyphs: Glyphs) -> tuple[Row, ...]:
    """Return *pictures*, each *columns* by *rows* characters, side by side, a space between them."""
    drawn = [cells(picture, columns, rows, glyphs) for picture in pictures]
    return tuple(
        tuple(cell for index, picture in enumerate(drawn) for cell in ((_GAP,) if index else ()) + picture[row])
        for row in range(rows)
    )


def strips(title: str, rows: Sequence[Sequence[Scene]], width: int = WIDTH, height: int = HEIGHT) -> str:
    """Return *rows* of pictures as one SVG document of that *title*, each below its own name."""
    parts = []
    for index, pictures in enumerate(rows):
        top = index * (_NAME + height)
        parts.append(f'<text class="name" x="12" y="{top + 22}">{escape(pictures[0].title)}</text>')
        parts.append(_frames(pictures, top + _NAME, width, height))
    text = " ".join(f"{pictures[0].title}: {pictures[0].text}" for pictures in rows)
    across = max(len(pictures) for pictures in rows)
    return document(Sheet(title, text, width * across, (_NAME + height) * len(rows)), "".join(parts))


def _frames(pictures: Sequence[Scene], top: int, width: int, height: int) -> str:
    return "".join(
        f'<svg x="{index * width}" y="{top}" width="{width}" height="{height}">{drawing(picture, width, height)}</svg>'
        for index, picture in enumerate(pictures)
    )


def flip_book(figure: Figure, count: int = 12, width: int = WIDTH, height: int = HEIGHT, inside: str = "") -> str:
    """Return *figure* as an SVG document that moves without a script; still for those who ask for reduced motion.

    A loop goes round in its own time; any other clip goes to its peak, which is the still, and back. *inside* a page it
    has a name of its own.
    """
    motion = figure.motion
    pictures = scenes(figure, count)
    order = (
        list(range(count)) if motion.loop else [*range(count), *[count - 1] * (count // 2), *range(count - 1, 0, -1)]
    )
    seconds = motion.stay if motion.loop else motion.lead + motion.back + motion.lead * 0.5
    still = count // 3 if motion.loop else count - 1
    drawn = [layers(picture, width, height) for picture in pictures]
    # Only the body moves.
    frames = "".join(f'<g class="frame {inside}f{index}">{body}</g>' for index, (_, body, _) in enumerate(drawn))
    style = _flipping(order, count, seconds, still, inside)
    sheet = Sheet(figure.title, figure.text, width, height)
    return document(sheet, drawn[0][0] + frames + drawn[0][2], style, inside)


class Take(NamedTuple):
    """A figure with the *steps* that it shows, in words."""

    figure: Figure
    steps: tuple[str, ...] = ()


def page(title: str, takes: Sequence[Take], notes: Mapping[str, Sequence[str]] = MappingProxyType({})) -> str:
    """Return an HTML page, with nothing outside it, that plays *takes*, says what they show in words, and ends with *notes*.

    The notes are lists by their headings.
    """
    parts = []
    for index, (figure, steps) in enumerate(takes):
        parts.append(
            f"<section><h2>{escape(figure.title)}</h2>{flip_book(figure, inside=f'm{index}')}"
            f"<p>{escape(figure.text)}</p>{_list('ol', steps)}</section>"
        )
    parts += [f"<section><h2>{escape(name)}</h2>{_list('ul', told)}</section>" for name, told in notes.items() if told]
    return html(title, "".join(parts))


def _list(tag: str, entries: Sequence[str]) -> str:
    told = "".join(f"<li>{escape(entry)}</li>" for entry in entries)
    return f"<{tag}>{told}</{tag}>" if told else ""


def html(title: str, body: str) -> str:
    """Return an HTML page of that *title*, with *body* in it and nothing from outside."""
    name = escape(title)
    return f"{_HEAD}<title>{name}</title><style>{_PAGE}</style><h1>{name}</h1>{body}</html>\n"


def _flipping(order: Sequence[int], count: int, seconds: float, still: int, inside: str) -> str:
    """Return the CSS that shows frames in *order*, over and over; only *still* if motion is to be reduced."""
    rules = [
        f".frame{{visibility:hidden}}.frame.{inside}f{still}{{visibility:visible}}",
        "@media (prefers-reduced-motion:no-preference){",
    ]
    for frame in range(count):
        shown = [
            f"{100 * index / len(order):.2f}%{{visibility:{'visible' if at == frame else 'hidden'}}}"
            for index, at in enumerate(order)
            if at == frame or not index or order[index - 1] == frame
        ]
        rules.append(f"@keyframes {inside}k{frame}{{{''.join(shown)}}}")
        rules.append(f".{inside}f{frame}{{animation:{inside}k{frame} {seconds:.2f}s step-end infinite}}")
    return "".join(rules) + "}"
