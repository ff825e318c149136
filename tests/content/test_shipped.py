from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import pytest

from ergo_cli.content.check import check
from ergo_cli.content.library import Library
from ergo_cli.content.load import parse
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import Item, Subject, Tier
from ergo_cli.content.model.emergency import Emergency
from ergo_cli.content.model.habits import Strategies
from ergo_cli.content.model.posture import Postures
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.sources import Bibliography
from ergo_cli.content.model.stretches import Stretches
from ergo_cli.content.model.symptoms import Symptoms
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.content.subjects import SUBJECTS
from tests.content.test_shape import dotted, items_in

# Made from the page that the product re-expresses, which is not ours to keep here: for each eight words in a row, as
# `grams` finds them, 12 hex digits.
SOURCE = Path(__file__).parents[1] / "cases" / "source-8grams.txt"

# Fixed: scripts depend on them.
IDS = {
    (Stretches, "stretches"): (
        "neck-stretch wrist-circles torso-twist hamstring-stretch back-stretch arm-circles shoulder-rolls "
        "shoulder-stretch quadriceps-stretch hip-stretch"
    ),
    (Postures, "postures"): "standing sitting bending",
    (Workstation, "areas"): "mouse wrists keyboard elbows eyes phone screen chair feet",
    (Symptoms, "symptoms"): (
        "neckache-one-side shoulder-tension neck-pain hand-tingling elbow-pain wrist-pain hand-fatigue back-pain "
        "lower-back-pain thigh-discomfort eye-strain"
    ),
    (Strategies, "strategies"): "breaks posture workspace troubleshoot habits",
}
SYMPTOMS = IDS[Symptoms, "symptoms"].split()
# Who speaks of these, sends the reader on to where they are set right.
LEADS_ON = re.compile(r"\b(stretch|chair|seat|armrest|footrest|desk|screen|monitor|keyboard|mouse)", re.IGNORECASE)

each_file = pytest.mark.parametrize("kind", SUBJECTS, ids=lambda kind: kind.file)


def grams(text: str) -> dict[str, str]:
    """Return every eight words in a row of *text*, by their 12 hex digits."""
    words = re.findall(r"[a-z0-9']+", text.lower())
    windows = (" ".join(words[start : start + 8]) for start in range(len(words) - 7))
    return {blake2b(window.encode(), digest_size=6).hexdigest(): window for window in windows}


def texts_in(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (dict, list)):
        for value in data.values() if isinstance(data, dict) else data:
            yield from texts_in(value)


def shipped_items(library: Library) -> Iterator[tuple[str, Item]]:
    for kind in SUBJECTS:
        yield from ((f"{kind.file}: {dotted(place)}", item) for place, item in items_in(library.read(kind)))


def test_nothing_is_wrong_with_it() -> None:
    assert check(data_dir(), []) == []


def test_every_subject_has_something_to_say(library: Library) -> None:
    empty = [(kind.file, n) for kind in SUBJECTS for n in kind.__struct_fields__ if not getattr(library.read(kind), n)]
    assert empty == []


@pytest.mark.parametrize(("kind", "name"), IDS)
def test_the_ids_that_scripts_depend_on_are_there_in_order(kind: type[Subject], name: str, library: Library) -> None:
    assert [entry.id for entry in getattr(library.read(kind), name)] == IDS[kind, name].split()


def test_the_screening_opens_with_the_four_red_flags_of_the_source(library: Library) -> None:
    [questions] = [region.questions for region in library.read(Screening).regions if region.id == "back"]
    page = [question.id for question in questions if not question.when]
    assert page[:4] == ["leg-symptoms", "bladder-bowel", "fever-nausea", "cancer-weight-loss"]
    assert [question.id for question in questions[: len(page)]] == page


def test_whatever_advises_says_what_it_rests_on(library: Library) -> None:
    advising = [
        (place, item) for place, item in shipped_items(library) if hasattr(item, "text") and hasattr(item, "id")
    ]
    assert len(advising) > 300
    assert [place for place, item in advising if not getattr(item, "sources", ())] == []


def test_nothing_names_a_source_twice(library: Library) -> None:
    naming = [(place, getattr(item, "sources", ())) for place, item in shipped_items(library)]
    assert [place for place, sources in naming if len(set(sources)) < len(sources)] == []


def test_nothing_rests_only_on_what_nobody_has_read(library: Library) -> None:
    unread = {source.id for source in library.read(Bibliography).sources if source.basis == "known"}
    naming = [(place, getattr(item, "sources", ())) for place, item in shipped_items(library)]
    assert [place for place, sources in naming if sources and unread.issuperset(sources)] == []


@pytest.mark.parametrize("number", range(len(SYMPTOMS)), ids=SYMPTOMS)
def test_a_symptom_has_something_to_try_now_today_and_as_a_habit(number: int, library: Library) -> None:
    symptom = library.read(Symptoms).symptoms[number]
    assert {"now", "today", "habit"} - {solution.effort for solution in symptom.solutions} == set()


def test_a_solution_that_speaks_of_the_desk_or_of_stretching_leads_there(library: Library) -> None:
    solutions = [(s.id, t) for s in library.read(Symptoms).symptoms for t in s.solutions if LEADS_ON.search(t.text)]
    assert len(solutions) > 40
    assert [(name, s.id) for name, s in solutions if not (s.stretches or s.areas)] == []


@pytest.mark.parametrize("number", range(len(SYMPTOMS)), ids=SYMPTOMS)
def test_a_symptom_leads_on_to_checks_and_to_the_workstation(number: int, library: Library) -> None:
    symptom = library.read(Symptoms).symptoms[number]
    assert [cause.id for cause in symptom.causes if cause.checks]
    assert [solution.id for solution in symptom.solutions if solution.areas]


def test_no_text_is_longer_than_fifty_words(library: Library) -> None:
    texts = [
        (f"{place}.{name}", value)
        for place, item in shipped_items(library)
        for name in item.__struct_fields__
        for value in texts_in(getattr(item, name))
    ]
    assert len(texts) > 1000
    assert [place for place, text in texts if len(text.split()) > 50] == []


def test_every_address_of_a_source_is_well_formed(library: Library) -> None:
    urls = [urlsplit(source.url) for source in library.read(Bibliography).sources if source.url]
    assert len(urls) > 100
    host = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}")
    assert [url.geturl() for url in urls if not host.fullmatch(url.netloc) or url.scheme not in {"http", "https"}] == []
    assert [url.geturl() for url in urls if url.geturl().endswith((".", ",", ";", "'", '"'))] == []
    assert [url.geturl() for url in urls if url.geturl().count("(") != url.geturl().count(")")] == []


def test_no_page_is_two_sources(library: Library) -> None:
    urls = Counter(source.url for source in library.read(Bibliography).sources if source.url)
    assert [url for url, count in urls.items() if count > 1] == []


def test_a_country_has_two_letters_and_stands_there_once(library: Library) -> None:
    entries = library.read(Emergency).countries
    assert [country.id for country in entries if not re.fullmatch("[A-Z]{2}", country.id)] == []
    assert len({country.id for country in entries}) == len({country.name for country in entries}) == len(entries)


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        ("112", "AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK TR UA"),
        ("911", "US CA MX PH"),
        ("999", "GB IE HK MY BD"),
        ("000", "AU"),
        ("111", "NZ"),
        ("119", "JP KR TW"),
        ("120", "CN"),
        ("995", "SG"),
        ("192", "BR"),
    ],
)
def test_the_numbers_that_all_tables_agree_on_are_there(number: str, codes: str, library: Library) -> None:
    countries = {country.id: country for country in library.read(Emergency).countries}
    assert [code for code in codes.split() if number not in countries[code].numbers] == []


def test_every_tier_has_one_outcome_and_each_graver_one_says_what_to_do(library: Library) -> None:
    outcomes = library.read(Screening).outcomes
    assert sorted(outcome.id for outcome in outcomes) == sorted(get_args(Tier))
    assert [outcome.id for outcome in outcomes if outcome.id != "clear" and not outcome.advice] == []


def test_the_notices_that_commands_show_are_there(library: Library) -> None:
    notices = {notice.id for notice in library.read(Emergency).notices}
    assert notices >= {"emergency", "not-a-diagnosis", "no-country", "no-endorsement"}


@each_file
def test_no_eight_words_in_a_row_are_the_source_pages(kind: type[Subject]) -> None:
    source = (data_dir() / kind.file).read_bytes()
    # Whole, for the comments' sake; and value by value, as it is read.
    texts = [source.decode(), *texts_in(parse(source, kind.file, trusted=True))]
    page = set(SOURCE.read_text().split())
    assert {window for text in texts for gram, window in grams(text).items() if gram in page} == set()


def test_the_source_page_is_known_by_all_of_its_words() -> None:
    lines = SOURCE.read_text().splitlines()
    assert lines == sorted(set(lines))
    assert [line for line in lines if not re.fullmatch("[0-9a-f]{12}", line)] == []
    assert len(lines) == 2480


def test_words_are_compared_without_case_and_punctuation() -> None:
    assert list(grams("One's two, three -\n four FIVE six (seven) eight; nine!")) == ["6fadb352c516", "447128729aca"]
