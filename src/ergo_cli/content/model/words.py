"""What people call things, and the index by which it is looked up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from ergo_cli.content.model.base import Id, Item, Subject, Text

# Shorter words are too much alike for typing errors to be told from other words.
LONG = 5

# Ways to say "can't", and "not" after a verb, are each taken for one word, so that a list need hold only that.
_CANNOT = re.compile(
    r"\b(?:(?:can|could) ?not|couldnt|(?:can|could) no(?: longer)?|no can|(?:can|could) (?:hardly|barely|scarcely)"
    r"|(?:(?:am|is|are|was|were|been|be) )?(?:(?:not|isnt|arent|wasnt|no longer) able|unable|impossible) to"
    r"|(?:have not|has not|havent|hasnt|not) been able to|(?:wont|will not|doesnt|does not) let me)\b"
)
_NOT = re.compile(r"\b(do|does|did|is|are|was|were|have|has|had) not\b")


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
    """Notions, to be looked up by the words of a text; as few and as long strings as can be, for they are quick to read.

    *phrases*, and what is *never* meant though such a phrase stands in it, are by their first two parts: a line for each,
    the notion's id and all parts. A part is a word, or a stem (`numb*`); *parts* are all there are. Those long enough for
    a typing error are in *alike* by first letter and length (`n7`), stems by first letter alone (`n*`).
    """

    phrases: dict[str, str]
    never: dict[str, str]
    parts: str
    alike: dict[str, str]


def spoken(text: str) -> str:
    """Return *text*, in lower case without apostrophes, with what is said in several words or in one written alike."""
    return _NOT.sub(r"\1nt", _CANNOT.sub("cant", text).replace("will not", "wont"))


def index(notions: Iterable[Notion]) -> Index:
    """Return *notions* by what people call them."""
    phrases: dict[str, list[str]] = defaultdict(list)
    never: dict[str, list[str]] = defaultdict(list)
    for notion in notions:
        for where, texts in ((phrases, notion.words), (never, notion.never)):
            for text in dict.fromkeys(map(spoken, texts)):
                where[" ".join(text.split()[:2])].append(f"{notion.id} {text}")
    known = sorted({part for lines in phrases.values() for line in lines for part in line.split()[1:]})
    alike: dict[str, list[str]] = defaultdict(list)
    for part in known:
        stem = part.removesuffix("*")
        if len(stem) >= LONG:
            alike[f"{part[0]}*" if stem != part else f"{part[0]}{len(part)}"].append(part)
    return Index(_joined(phrases, "\n"), _joined(never, "\n"), " ".join(known), _joined(alike, " "))


def _joined(lists: Mapping[str, Sequence[str]], between: str) -> dict[str, str]:
    return {key: between.join(texts) for key, texts in lists.items()}
