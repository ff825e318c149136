from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import pytest
from msgspec import Struct

from ergo_cli.content.library import Library
from ergo_cli.content.load import parse
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.danger import Dangers, DangerWords
from ergo_cli.content.model.screening import Screening
from ergo_cli.engine.danger import DangerSigns
from ergo_cli.engine.screening import TIERS


class Phrase(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody says, and what is wanted: a symptom's id or several, `none`, or `danger` with its tier."""

    says: str
    wants: str | tuple[str, ...]
    tier: str = ""
    region: str = ""
    harmless: str = "no"


class Phrases(Struct, frozen=True):
    """tests/cases/phrases.yaml."""

    work: tuple[Phrase, ...]
    measure: tuple[Phrase, ...]


FILE = Path(__file__).parents[1] / "cases" / "phrases.yaml"
PHRASES = msgspec.convert(parse(FILE.read_bytes(), FILE.name, trusted=True), Phrases)
LIBRARY = Library(data_dir())
DANGERS = LIBRARY.read(Dangers)
SIGNS = DangerSigns(DANGERS, LIBRARY.index(DangerWords))
TIER_OF = {"soon": "doctor", "same-day": "urgent", "emergency": "emergency"}

ids = pytest.mark.parametrize("half", ["work", "measure"])


@cache
def tier_found(text: str) -> str:
    signs = SIGNS.find(text)
    return signs[0].tier if signs else "clear"


@ids
def test_every_dangerous_phrase_is_recognised_and_none_is_told_too_little(half: str) -> None:
    dangerous = [phrase for phrase in getattr(PHRASES, half) if phrase.wants == "danger"]
    missed = [p.says for p in dangerous if TIERS.index(tier_found(p.says)) < TIERS.index(TIER_OF[p.tier])]
    assert len(dangerous) >= 80
    # Who reads the phrases of the measuring half can no longer measure with them: their number must do.
    assert (len(missed), missed if half == "work" else []) == (0, [])


@ids
def test_hardly_any_harmless_phrase_is_an_alarm(half: str) -> None:
    harmless = [phrase.says for phrase in getattr(PHRASES, half) if phrase.wants != "danger"]
    alarms = [says for says in harmless if tier_found(says) != "clear"]
    assert len(alarms) <= len(harmless) // 100, alarms if half == "work" else len(alarms)


def test_a_sign_names_a_region_that_is_screened_and_a_source_that_it_rests_on() -> None:
    regions = {region.id for region in LIBRARY.read(Screening).regions}
    assert {sign.region for sign in DANGERS.signs} <= regions
    assert [sign.id for sign in DANGERS.signs if not sign.sources] == []


def test_the_gravest_sign_comes_first() -> None:
    signs = SIGNS.find("backache with a fever, and I cannot feel my groin")
    assert [sign.tier for sign in signs] == sorted((sign.tier for sign in signs), key=TIERS.index, reverse=True)
    assert signs[0].tier == "emergency"


@pytest.mark.parametrize("text", ["", " ", "😀", "x" * 10_000, "עצם", "a\x00b", "no " * 5_000])
def test_what_says_nothing_is_no_danger(text: str) -> None:
    assert SIGNS.find(text) == []
