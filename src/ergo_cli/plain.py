"""Text that is safe to show, as what comes from outside never reaches a terminal raw; and numbers that are fit to show."""

from __future__ import annotations

import re

# C0 and C1 controls, DEL, and the marks that reorder what is read (CVE-2021-42574); none of them is printable, so that
# for most texts the pattern need not even be compiled.
_UNSAFE = r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def plain(text: str, limit: int = 80) -> str:
    """Return *text* on one line, without control characters, cut to *limit* characters."""
    shown = clean(text[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def escaped(document: str) -> str:
    """Return the JSON *document* with each control character as JSON escapes it: it says the same."""
    return document if document.isprintable() else re.sub(_UNSAFE, lambda found: f"\\u{ord(found[0]):04x}", document)


def clean(text: str) -> str:
    """Return *text* with each control character replaced; its length stays."""
    return text if text.isprintable() else re.sub(_UNSAFE, "\N{REPLACEMENT CHARACTER}", text)


def halves(value: float) -> str:
    """Return *value* to the nearest half: nobody sets a chair, or measures themselves, any closer."""
    return f"{round(2 * value) / 2:g}"
