"""From the words of somebody in pain to the symptom that is meant: danger signs first, then what fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import typer

from ergo_cli.cli.options import Format
from ergo_cli.cli.output import emit
from ergo_cli.content.model.symptoms import Symptoms
from ergo_cli.engine import troubleshoot as engine
from ergo_cli.errors import ExitCode

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.content.model.symptoms import Symptom
    from ergo_cli.engine.troubleshoot import Match

_MOST_ASKED = 4
_NONE = "none"


class Complaint(NamedTuple):
    """The symptom that is meant, all that fits, and what else is complained of; no *symptom* if it is not clear."""

    symptom: Symptom | None
    matches: tuple[Match, ...]
    also: Sequence[str]


def heed_danger(content: Library, query: str, form: Format, *, why: bool, interactive: bool) -> None:
    """If *query* speaks of danger signs, say what to do about them, and nothing else; at a terminal, offer to screen."""
    from ergo_cli.content.model.danger import Dangers, DangerWords
    from ergo_cli.engine.danger import DangerSigns

    heard = DangerSigns(content.read(Dangers), content.index(DangerWords), content.reading()).hear(query)
    if not heard.signs:
        return
    from ergo_cli.cli.screening import country_here, offer_screening
    from ergo_cli.content.model.emergency import Emergency
    from ergo_cli.content.model.screening import Screening
    from ergo_cli.engine.screening import CODES, call_for

    numbers, screening = content.read(Emergency), content.read(Screening)
    call = call_for(numbers, country_here(None))
    danger = engine.danger_of(screening, heard, _areas(content, query), call, numbers.notices)
    emit("troubleshoot", engine.endangered(query, danger, why=why), form, content.digest)
    tier = danger.tier
    if interactive and danger.region and tier != "emergency":  # nobody is to answer questions before they call for help
        tier = offer_screening(content, danger)
    raise typer.Exit(CODES[tier])


def understand(content: Library, query: str, form: Format, *, interactive: bool) -> Complaint:
    """Return what *query* means; if nothing fits, say so and exit with 1. At a terminal, a close race is asked about."""
    from ergo_cli.content.model.words import Words
    from ergo_cli.engine.match import complaints, fits, rivals
    from ergo_cli.engine.words import Lexicon

    symptoms = content.read(Symptoms)
    by_id = {symptom.id: symptom for symptom in symptoms.symptoms}
    found = fits(symptoms.symptoms, Lexicon(content.index(Words)), query)
    if not found:
        _nothing(content, query, form)
    also = [fit.symptom for fit in complaints(found)[1:]]
    close = rivals(found)
    matches = engine.matches(symptoms, found)
    if not close:
        return Complaint(by_id[found[0].symptom], matches, also)
    if not interactive:
        return Complaint(None, matches, also)
    from ergo_cli.prompt.ask import ask

    near = [found[0].symptom, *(fit.symptom for fit in close)][:_MOST_ASKED]
    chosen = ask(
        "Which fits best?", {match.id: match.apart for match in matches if match.id in near} | {_NONE: "None of these"}
    )
    if chosen == _NONE:
        _nothing(content, query, form)
    return Complaint(by_id[chosen], matches, [name for name in also if name not in near])


def _nothing(content: Library, query: str, form: Format) -> NoReturn:
    """Say that nothing fits, and what could be looked up instead."""
    from ergo_cli.content.model.emergency import Emergency
    from ergo_cli.content.model.screening import Screening
    from ergo_cli.engine.screening import regions_of

    by_id = {notice.id: notice for notice in content.read(Emergency).notices}
    notices = (by_id["danger-first"], by_id["not-a-diagnosis"])
    screening, areas = content.read(Screening), _areas(content, query)
    region = next(iter(regions_of(screening, areas)), "")
    result = engine.nothing_found(query, content.read(Symptoms), areas, notices, region)
    emit("troubleshoot", result, form, content.digest)
    raise typer.Exit(ExitCode.BELOW)


def _areas(content: Library, query: str) -> list[str]:
    """Return the areas of the body that *query* names."""
    from ergo_cli.content.model.body import Body
    from ergo_cli.engine.nearest import body_words
    from ergo_cli.engine.words import words_of

    by_word = body_words(content.read(Body))
    return [by_word[word.text] for word in words_of(query) if word.text in by_word]
