from __future__ import annotations

import pytest

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.danger import Dangers, DangerWords, Sign
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.words import Notion, index
from ergo_cli.engine.danger import DangerSigns
from ergo_cli.engine.screening import TIERS

LIBRARY = Library(data_dir())
DANGERS = LIBRARY.read(Dangers)
SIGNS = DangerSigns(DANGERS, LIBRARY.index(DangerWords))


def test_a_sign_names_a_region_that_is_screened_and_a_source_that_it_rests_on() -> None:
    regions = {region.id for region in LIBRARY.read(Screening).regions}
    assert {sign.region for sign in DANGERS.signs} <= regions
    assert [sign.id for sign in DANGERS.signs if not sign.sources] == []


def test_the_gravest_sign_comes_first() -> None:
    signs = SIGNS.find("backache with a fever, and I cannot feel my groin")
    assert [sign.tier for sign in signs] == sorted((sign.tier for sign in signs), key=TIERS.index, reverse=True)
    assert signs[0].tier == "emergency"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("numb" + " of" * 12 + " groin", ["groin-numb"]),
        ("groin" + " of" * 12 + " numb", ["groin-numb"]),
        ("numb" + " of" * 13 + " groin", []),
        ("groin" + " of" * 13 + " numb", []),
        ("numb" + " of" * 13 + " groin, numb", ["groin-numb"]),
        ("numb. groin", []),
        ("no numb groin", []),
        ("numb groin asleep", []),
    ],
)
def test_what_makes_a_sign_stands_in_one_sentence_within_fourteen_words(text: str, found: list[str]) -> None:
    words = index([Notion(name, (name,)) for name in ("numb", "groin", "asleep")])
    sign = Sign("groin-numb", "A numb groin", "back", "emergency", (("numb", "groin"),), ("source",), ("asleep",))
    assert [entry.id for entry in DangerSigns(Dangers((sign,)), words).find(text)] == found


@pytest.mark.parametrize("text", ["", " ", "😀", "x" * 10_000, "עצם", "a\x00b", "no " * 5_000])
def test_what_says_nothing_is_no_danger(text: str) -> None:
    assert SIGNS.find(text) == []
