"""What people call things, and the index by which it is looked up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from ergo_cli.content.model.base import Id, Item, Subject, Text

Lines = defaultdict[str, defaultdict[str, list[str]]]

# Shorter words are too much alike for typing errors to be told from other words.
LONG = 5

# Ways to say "can't", and "not" after a verb, are each taken for one word, so that a list need hold only that.
# Patterns as texts: who looks nothing up need not wait until they are compiled.
_CANNOT = (
    r"\b(?:(?:can|could) ?not|canot|carnt|couldnt|(?:can|could) no(?: longer)?|no can|(?:can|could) (?:hardly|barely|scarcely)"
    r"|(?:(?:am|is|are|was|were|been|be) )?(?:(?:not|isnt|arent|wasnt|no longer) able|unable|impossible) to"
    r"|(?:have not|has not|havent|hasnt|not) been able to|(?:wont|will not|doesnt|does not) let me)\b"
)
_NOT = r"\b(do|does|did|is|are|was|were|have|has|had) not\b"


class Notion(Item, frozen=True):
    """One thing, and what people call it: words or phrases, in lower case without apostrophes; `numb*` is any ending.

    *never* are words that look alike, after a typing error, and phrases, that mean something else.
    """

    id: Id
    words: Annotated[tuple[Text, ...], Meta(min_length=1)]
    never: tuple[Text, ...] = ()


class Term(Notion, frozen=True):
    """A notion that symptoms are told by."""


class Vocabulary(Subject, frozen=True):
    """The base of the subjects that hold notions."""

    notions: tuple[Notion, ...] = ()


class Words(Vocabulary, frozen=True):
    """words.yaml: the notions that symptoms are told by."""

    file: ClassVar[str] = "words.yaml"
    notions: tuple[Term, ...] = ()


class Index(Struct, frozen=True):
    """Notions, to be looked up by the words of a text; as few and as long strings as can be, which are quick to read.

    *phrases*, and what is *never* meant though such a phrase stands in it, are by their first part; `entries` looks up
    the second. A part is a word, or a stem (`numb*`); *parts* are all there are. Those long enough for a typing error are
    in *alike* by first letter and length (`n7`), stems by first letter alone (`n*`).
    """

    phrases: dict[str, str]
    never: dict[str, str]
    parts: str
    alike: dict[str, str]


def spoken(text: str) -> str:
    """Return *text*, in lower case without apostrophes, with what is said in several words or in one written alike."""
    return re.sub(_NOT, r"\1nt", re.sub(_CANNOT, "cant", text).replace("will not", "wont"))


def index(notions: Iterable[Notion]) -> Index:
    """Return *notions* by what people call them."""
    phrases: Lines = defaultdict(lambda: defaultdict(list))
    never: Lines = defaultdict(lambda: defaultdict(list))
    known: set[str] = set()
    for notion in notions:
        for lines, texts in ((phrases, notion.words), (never, notion.never)):
            for parts in dict.fromkeys(tuple(spoken(text).split()) for text in texts):
                first, second, *rest = (*parts, "") if len(parts) == 1 else parts
                lines[first][second].append(" ".join((notion.id, *rest)))
                known.update(parts if lines is phrases else ())
    alike: dict[str, list[str]] = defaultdict(list)
    for part in sorted(known):
        stem = part.removesuffix("*")
        if len(stem) >= LONG:
            alike[f"{part[0]}*" if stem != part else f"{part[0]}{len(part)}"].append(part)
    short = {key: " ".join(parts) for key, parts in alike.items()}
    return Index(_table(phrases), _table(never), " ".join(sorted(known)), short)


def _table(lines: Lines) -> dict[str, str]:
    """Return, for each first part, a line for each second: that, a tab, and the entries between bars."""
    return {
        first: "".join(f"\n{second}\t{'|'.join(found)}" for second, found in seconds.items())
        for first, seconds in lines.items()
    }


def entries(lines: str, second: str) -> list[str]:
    """Return the entries for the *second* part in what a table of an `Index` has for a first: a notion, and other parts."""
    start = lines.find(f"\n{second}\t")
    if start < 0:
        return []
    end = lines.find("\n", start + 1)
    return lines[start + len(second) + 2 : end if end > 0 else None].split("|")
