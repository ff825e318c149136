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
from ergo_cli.content.model.figures import Clip, Picture
from ergo_cli.content.model.fit import Fit, Sex
from ergo_cli.content.model.habits import Strategies
from ergo_cli.content.model.posture import Postures
from ergo_cli.content.model.rosa import Duration, Extra, Posture, Remedy, Rosa, Table
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.sources import Bibliography
from ergo_cli.content.model.stretches import Stretches
from ergo_cli.content.model.symptoms import Symptoms
from ergo_cli.content.model.workstation import Fact, Workstation
from ergo_cli.content.subjects import SUBJECTS
from ergo_cli.engine.condition import named_in
from tests.content.test_shape import dotted, items_in
from tests.engine import rosa_reference

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
    (Workstation, "areas"): "mouse wrists keyboard elbows eyes phone screen chair feet laptop lighting breaks",
    (Workstation, "facts"): (
        "uses-laptop uses-phone uses-paper uses-standing-desk wears-progressive-lenses has-armrests"
    ),
    (Rosa, "sections"): "chair monitor telephone mouse keyboard",
    (Fit, "inputs"): "stature shoes cushion knee elbow standing-elbow desk",
    (Fit, "heights"): (
        "chair-height seat-depth armrest seated-desk clearance seated-screen-top standing-desk standing-screen-top "
        "close-reach viewing-distance"
    ),
    (Symptoms, "symptoms"): (
        "neckache-one-side shoulder-tension neck-pain hand-tingling elbow-pain wrist-pain hand-fatigue back-pain "
        "lower-back-pain thigh-discomfort eye-strain"
    ),
    (Strategies, "strategies"): "breaks posture workspace troubleshoot habits",
}
SYMPTOMS = IDS[Symptoms, "symptoms"].split()
# Who speaks of these, sends the reader on to where they are set right.
LEADS_ON = re.compile(r"\b(stretch|chair|seat|armrest|footrest|desk|screen|monitor|keyboard|mouse)", re.IGNORECASE)

# What has no sources of its own, and why it needs none.
EXEMPT: dict[type[Item], str] = {
    Fact: "asks what there is on the desk, and advises nothing",
    Posture: "is an answer to an item, which has the sources; its remedy has its own",
    Extra: "belongs to an item, which has the sources; its remedy has its own",
    Duration: "is an answer, and part of the instrument as a whole",
    Clip: "shows a part of a stretch, which has the sources",
    Picture: "shows a posture, whose points have the sources",
}

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
    assert [place for place, item in advising if type(item) not in EXEMPT and not getattr(item, "sources", ())] == []


@pytest.mark.parametrize("kind", EXEMPT, ids=lambda kind: kind.__name__)
def test_whatever_is_exempt_from_sources_is_there_and_could_have_none(kind: type[Item], library: Library) -> None:
    assert any(type(item) is kind for _, item in shipped_items(library))
    assert "sources" not in kind.__struct_fields__


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


# --- the desk: no id is a fact and a check


def test_no_fact_has_the_id_of_a_check(library: Library) -> None:
    workstation = library.read(Workstation)
    assert {fact.id for fact in workstation.facts} & {check.id for check in workstation.checks} == set()


def test_every_area_of_the_desk_has_a_check_and_every_fact_decides_on_one(library: Library) -> None:
    workstation = library.read(Workstation)
    assert {check.area for check in workstation.checks} == {area.id for area in workstation.areas}
    assert {name for check in workstation.checks for name in named_in(check.when)} == {f.id for f in workstation.facts}


def test_a_check_that_fails_can_be_mended_without_buying_anything(library: Library) -> None:
    checks = library.read(Workstation).checks
    assert [check.id for check in checks if all(fix.effort == "equipment" for fix in check.fixes)] == []


# --- ROSA: the instrument, whole


def rosa_tables(library: Library) -> dict[str, Table]:
    return {table.id: table for table in library.read(Rosa).tables}


def lines(table: Table) -> list[str]:
    return ["".join(map(str, row)) for row in table.cells]


def reach(library: Library, axis: str) -> tuple[int, int]:
    """Return the least and the most points that the items of *axis* can come to."""
    items = [item for item in library.read(Rosa).items if item.axis == axis]
    least = sum(min(posture.points for posture in item.postures) for item in items)
    most = [max(p.points for p in item.postures) + sum(e.points for e in item.extras) for item in items]
    return least, sum(most)


def test_every_remedy_of_rosa_has_sources(library: Library) -> None:
    remedies = [(place, item) for place, item in items_in(library.read(Rosa)) if isinstance(item, Remedy)]
    assert len(remedies) > 30
    assert [place for place, remedy in remedies if not remedy.sources] == []


def test_whatever_costs_points_in_rosa_and_nothing_else_has_a_remedy(library: Library) -> None:
    for item in library.read(Rosa).items:
        least = min(posture.points for posture in item.postures)
        assert [p.id for p in item.postures if (p.points > least) != (p.remedy is not None)] == []
        assert [extra.id for extra in item.extras if extra.points < 1] == []


@pytest.mark.parametrize(
    ("name", "start", "rows", "columns"),
    [
        ("chair", 2, 7, 8),
        ("monitor-telephone", 0, 7, 8),
        ("mouse-keyboard", 0, 8, 8),
        ("peripherals", 1, 9, 9),
        ("final", 1, 10, 10),
    ],
)
def test_a_table_of_rosa_has_the_right_shape(name: str, start: int, rows: int, columns: int, library: Library) -> None:
    table = rosa_tables(library)[name]
    assert (table.row, table.column, len(table.cells)) == (start, start, rows)
    assert {len(row) for row in table.cells} == {columns}


def test_rosa_has_five_tables(library: Library) -> None:
    assert list(rosa_tables(library)) == ["chair", "monitor-telephone", "mouse-keyboard", "peripherals", "final"]


def test_the_table_of_the_chair_is_the_references(library: Library) -> None:
    assert lines(rosa_tables(library)["chair"]) == list(rosa_reference.CHAIR.values())


@pytest.mark.parametrize(("name", "prefix"), [("monitor-telephone", "TELEPHONE"), ("mouse-keyboard", "MOUSE")])
def test_a_table_of_devices_is_the_references(name: str, prefix: str, library: Library) -> None:
    table = lines(rosa_tables(library)[name])
    assert table == [getattr(rosa_reference, f"{prefix}_{row}") for row in range(len(table))]


@pytest.mark.parametrize("name", ["peripherals", "final"])
def test_the_tables_that_join_two_scores_take_the_greater(name: str, library: Library) -> None:
    cells = rosa_tables(library)[name].cells
    size = range(1, len(cells) + 1)
    assert cells == tuple(tuple(max(row, column) for column in size) for row in size)


@pytest.mark.parametrize(
    ("axis", "expected"),
    [
        ("seat", (2, 8)),
        ("support", (2, 9)),
        ("monitor", (1, 7)),
        ("telephone", (1, 5)),
        ("mouse", (1, 6)),
        ("keyboard", (1, 6)),
    ],
)
def test_the_points_of_rosa_reach_the_ends_of_the_tables(
    axis: str, expected: tuple[int, int], library: Library
) -> None:
    assert reach(library, axis) == expected


def test_the_disputed_cell_of_rosa_is_named(library: Library) -> None:
    assert "disputed-cell" in {note.id for note in library.read(Rosa).notes}
    assert rosa_tables(library)["chair"].note


def test_rosa_calls_for_action_from_five_on(library: Library) -> None:
    assert {level.id: level.score for level in library.read(Rosa).levels} == {"below-action": 1, "action": 5}


@pytest.mark.parametrize("name", ["two-durations", "self-rating", "scored-too-low"])
def test_what_rosa_must_tell_is_there(name: str, library: Library) -> None:
    assert name in {note.id for note in library.read(Rosa).notes}


# --- body size to heights


def test_every_measure_has_a_line_for_each_sex_and_for_either(library: Library) -> None:
    measures = library.read(Fit).measures
    assert [measure.id for measure in measures if [line.sex for line in measure.lines] != list(get_args(Sex))] == []


def test_every_height_has_a_range_and_every_measure_a_height(library: Library) -> None:
    content = library.read(Fit)
    assert [height.id for height in content.heights if not (height.measure or height.tolerance)] == []
    assert {height.measure for height in content.heights} - {None} == {measure.id for measure in content.measures}


def test_what_is_to_be_filled_in_about_a_desk_is_what_can_be(library: Library) -> None:
    told = {advice.id: re.findall(r"\{.*?\}", advice.text) for advice in library.read(Fit).desk}
    assert told == {
        "high": ["{cm}"],
        "too-high": ["{cm}", "{seat}"],
        "perhaps-high": ["{cm}"],
        "low": ["{cm}"],
        "too-low": ["{cm}", "{desk}"],
        "perhaps-low": ["{cm}"],
        "standing": ["{standing}", "{yours}"],
        "fits": [],
    }


def test_every_length_that_is_given_has_bounds_and_what_is_not_asked_a_value(library: Library) -> None:
    inputs = library.read(Fit).inputs
    assert [entry.id for entry in inputs if not 0 <= entry.low < entry.high] == []
    assert {entry.id: entry.default for entry in inputs if entry.default is not None} == {"shoes": 2.5, "cushion": 0}
    assert all(entry.low <= entry.default <= entry.high for entry in inputs if entry.default is not None)


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


def test_what_to_do_about_a_desk_can_be_understood_without_the_question_it_answers(library: Library) -> None:
    rosa = library.read(Rosa)
    texts = [posture.remedy.text for item in rosa.items for posture in item.postures if posture.remedy]
    texts += [extra.remedy.text for item in rosa.items for extra in item.extras]
    texts += [fix.text for check in library.read(Workstation).checks for fix in check.fixes]
    nameless = re.compile(r"(?:\w+ ){1,3}(?:it|them|they|both(?! feet))\b")
    assert [text for text in texts if nameless.match(text)] == []
