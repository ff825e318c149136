"""Stills as one SVG document: each with its points marked, and lines that lead from them to what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from xml.sax.saxutils import escape

from ergo_cli.figure.camera import Spot
from ergo_cli.figure.still import Label, Still, alike
from ergo_cli.figure.svg import Sheet, document, drawing, placed

# CSS pixels: a figure, the words beside it, the name above it.
_WIDTH, _HEIGHT = 300, 320
_WORDS = 200
_HEAD = 34
_LINE, _BETWEEN = 15, 20
# Characters of a label in a line.
_CHARACTERS = 26
_SIGNS = {"good": "✓ Good: ", "bad": "✗ Bad: ", None: ""}
_STYLE = (
    ".mark{fill:#1864ab;stroke:#fff;stroke-width:1.5}.lead{fill:none;stroke:#1864ab;stroke-width:.8}"
    ".good .mark{fill:#2b8a3e}.good .lead{stroke:#2b8a3e}"
    ".bad .mark{fill:#c92a2a}.bad .lead,.bad .cue{stroke:#c92a2a}"
    "@media (prefers-color-scheme:dark){.mark{stroke:#14181d}"
    ".mark{fill:#74c0fc}.lead{stroke:#74c0fc}.good .mark{fill:#69db7c}.good .lead{stroke:#69db7c}"
    ".bad .mark{fill:#ff8787}.bad .lead,.bad .cue{stroke:#ff8787}}"
)


def plate(title: str, rows: Sequence[Sequence[Still]], inside: str = "") -> str:
    """Return an SVG document of *rows* of stills beside each other, those of a row to one scale.

    *inside* a page it has a name of its own.
    """
    width, height = _WIDTH + _WORDS, _HEAD + _HEIGHT
    panels = [
        f'<svg x="{x * width}" y="{y * height}" width="{width}" height="{height}">{_panel(still)}</svg>'
        for y, row in enumerate(rows)
        for x, still in enumerate(alike(row))
    ]
    text = " ".join(_text(still) for row in rows for still in row)
    across = max(len(row) for row in rows)
    return document(Sheet(title, text, width * across, height * len(rows)), "".join(panels), _STYLE, inside)


def _text(still: Still) -> str:
    """Return *still* in words, for those who cannot see it."""
    scene = still.scene
    said = "; ".join(label.text for label in still.labels)
    return f"{_SIGNS[still.verdict][2:]}{scene.title}. {scene.text} {said}."


def _panel(still: Still) -> str:
    name = escape(_SIGNS[still.verdict] + still.scene.title)
    figure = drawing(still.scene, _WIDTH, _HEIGHT)
    words = "".join(_labels(still))
    return (
        f'<g class="{still.verdict or "plain"}"><text class="name" x="12" y="24">{name}</text>'
        f'<svg y="{_HEAD}" width="{_WIDTH}" height="{_HEIGHT}">{figure}</svg>'
        f'<g transform="translate(0 {_HEAD})">{words}</g></g>'
    )


def _labels(still: Still) -> Iterator[str]:
    """Yield marks, leads and words; the words from the top downwards, as near to their marks as they find room."""
    view = placed(still.scene, _WIDTH, _HEIGHT)
    marks = [view.spot(label.at) for label in still.labels]
    for mark, label, top in zip(marks, still.labels, _tops(still.labels, marks), strict=True):
        x, y = mark
        yield f'<path class="lead" d="M{x:.1f} {y:.1f}L{_WIDTH - 6} {top:.1f}"/>'
        yield f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
        lines = wrap(label.text, _CHARACTERS)
        spans = "".join(
            f'<tspan x="{_WIDTH}" dy="{_LINE if index else 0}">{escape(line)}</tspan>'
            for index, line in enumerate(lines)
        )
        yield f'<text class="label" x="{_WIDTH}" y="{top + 4:.1f}">{spans}</text>'


def _tops(labels: Sequence[Label], marks: Sequence[Spot]) -> list[float]:
    """Return where the words of each label begin: none in another's lines, all within the height."""
    needs = [_BETWEEN + _LINE * (len(wrap(label.text, _CHARACTERS)) - 1) for label in labels]
    tops: list[float] = []
    free = 10.0
    for (_, y), need in zip(marks, needs, strict=True):
        tops.append(max(y, free))
        free = tops[-1] + need
    free = _HEIGHT + _BETWEEN / 2
    for index in reversed(range(len(tops))):
        tops[index] = free = min(tops[index], free - needs[index])
    return tops
