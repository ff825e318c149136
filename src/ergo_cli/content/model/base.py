"""What the content files hold: one frozen, strict type for each YAML mapping.

Every subject is a mapping of lists, and every entry of a list has an id, so that a user's pack can add to a
list by naming it and nothing else. Only shapes live here; what must agree between entries is in `check`.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

# In Python, `$` also matches before a last newline; this is the end in every dialect.
END = r"(?![\s\S])"

Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*" + END,
        description="Lower-case words joined by hyphens; scripts depend on it.",
    ),
]
# One line, without what `plain` would replace: text is shown on terminals.
Text = Annotated[
    str,
    Meta(
        pattern=r"^(?!\s)[^\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+(?<!\s)" + END,
        description="One line of plain text.",
    ),
]
Sources = Annotated[tuple[Id, ...], Meta(min_length=1, description="Ids from sources.yaml; at least one.")]
Seconds = Annotated[int, Meta(ge=1, le=600)]

Effort = Literal["now", "today", "habit", "equipment"]
# From what takes least to what takes most.
EFFORTS: tuple[Effort, ...] = ("now", "today", "habit", "equipment")
Tier = Literal["clear", "doctor", "urgent", "emergency"]
Risk = Literal["high", "medium", "low"]
Position = Literal["seated", "standing", "either"]
Sides = Literal["none", "each", "directions"]
BreakKind = Literal["move", "eyes"]

# A list of mappings is "or", a mapping is "and", a list of answers is "one of": {a: yes, b: [yes, unsure]}.
Answers = str | tuple[str, ...]
Clause = dict[str, Answers]
Condition = Clause | tuple[Clause, ...]


class Item(Struct, frozen=True, forbid_unknown_fields=True):
    """The base of all content: frozen, and no key that is not declared."""


class Advice(Item, frozen=True):
    """One sentence of advice or warning, with what it rests on."""

    id: Id
    text: Text
    sources: Sources
    note: Text | None = None


class Subject(Item, frozen=True):
    """The base of a content file's type: all of its fields are lists of items with ids."""

    file: ClassVar[str]
    # Whether packs are kept from adding to it.
    shipped_only: ClassVar[bool] = False
