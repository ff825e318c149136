from __future__ import annotations

import copy
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeAlias

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ergo_cli.content.load import parse
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.base import Item, Subject, Text
from ergo_cli.content.model.body import Body
from ergo_cli.content.model.emergency import Emergency
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.sources import Bibliography
from ergo_cli.content.model.stretches import Stretches
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.content.shape import schema_of, shape
from ergo_cli.content.subjects import SUBJECTS
from ergo_cli.errors import ContentError
from ergo_cli.plain import clean

Place: TypeAlias = tuple[str | int, ...]
Mutation: TypeAlias = Callable[[st.DataObject, dict[str, Any], Subject], tuple[Place, str]]

HERE = "zz-here"
NOT_ONE_LINE = "must be one line of plain text, with no control character and no space at its ends"
each_subject = pytest.mark.parametrize("kind", SUBJECTS, ids=lambda kind: kind.file)


def refusal(kind: type[Subject], source: str | bytes) -> list[str]:
    data = source.encode() if isinstance(source, str) else source
    with pytest.raises(ContentError) as caught:
        shape(parse(data, "a.yaml"), kind, data, "a.yaml")
    return str(caught.value).split("\n")


class Plain(yaml.CSafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # PyYAML's signature
        return True


def written(data: object) -> bytes:
    """Return *data* as block YAML, each value on its own line."""
    text = yaml.dump(data, Dumper=Plain, sort_keys=False, allow_unicode=True, width=10_000)
    assert isinstance(text, str)
    return text.encode()


def at(data: Any, place: Place) -> Any:  # noqa: ANN401  # plain YAML data
    for part in place:
        data = data[part]
    return data


def placed(data: object, place: Place, value: object) -> Any:  # noqa: ANN401  # plain YAML data
    """Return *data* with *value* at *place*."""
    changed = copy.deepcopy(data)
    at(changed, place[:-1])[place[-1]] = value
    return changed


def stands_at(data: object, place: Place) -> str:
    """Return line and column of *place* in `written(data)`, found by writing a word there."""
    return marked(written(placed(data, place, HERE)), place) if place else "1:1"


def marked(source: bytes, place: Place, word: str = HERE) -> str:
    """Return line and column of *place* in *source*, where *word* is its value."""
    before, _, _ = source.decode().partition(word)
    line = before.rpartition("\n")[2]
    key = f"{place[-1]}: " if isinstance(place[-1], str) else ""
    assert line.endswith(key)
    return f"{before.count(chr(10)) + 1}:{len(line) - len(key) + 1}"


def dotted(place: Place) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")


def items_in(value: object, place: Place = ()) -> Iterator[tuple[Place, Item]]:
    if isinstance(value, Item):
        yield place, value
        for name in value.__struct_fields__:
            yield from items_in(getattr(value, name), (*place, name))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from items_in(inner, (*place, index))


def values_in(data: object, place: Place = ()) -> Iterator[Place]:
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in entries:
        yield (*place, key)
        yield from values_in(value, (*place, key))


@cache
def shipped(kind: type[Subject]) -> Any:  # noqa: ANN401  # plain YAML data
    return parse((data_dir() / kind.file).read_bytes(), kind.file)


def excerpt(kind: type[Subject], draw: st.DataObject) -> dict[str, Any]:
    """Return two neighbours, anywhere, of each list of the shipped *kind*."""
    lists = shipped(kind)
    start = draw.draw(st.integers(0, max(map(len, lists.values())) - 1))
    return {name: copy.deepcopy(entries[start : start + 2]) for name, entries in lists.items()}


def without_a_required_key(draw: st.DataObject, data: dict[str, Any], content: Subject) -> tuple[Place, str]:
    fields = [(place, f) for place, item in items_in(content) for f in msgspec.structs.fields(item) if f.required]
    place, field = draw.draw(st.sampled_from(fields))
    del at(data, place)[field.name]
    return place, f"{dotted(place)} has no {field.name!r}"


def with_an_unknown_key(draw: st.DataObject, data: dict[str, Any], content: Subject) -> tuple[Place, str]:
    place, _ = draw.draw(st.sampled_from(list(items_in(content))))
    at(data, place)["zz-unknown"] = "x"
    return (*place, "zz-unknown"), "unknown key 'zz-unknown'"


def with_a_value_of_another_type(draw: st.DataObject, data: dict[str, Any], _: Subject) -> tuple[Place, str]:
    place = draw.draw(st.sampled_from(list(values_in(data))))
    at(data, place[:-1])[place[-1]] = "zz" if isinstance(at(data, place), (int, float)) else 987_654
    return place, f"{dotted(place)} is "


@pytest.mark.parametrize("mutate", [without_a_required_key, with_an_unknown_key, with_a_value_of_another_type])
@each_subject
@given(draw=st.data())
@settings(deadline=None, max_examples=8)
def test_whatever_breaks_the_shape_is_refused_with_its_place(
    kind: type[Subject], mutate: Mutation, draw: st.DataObject
) -> None:
    data = excerpt(kind, draw)
    place, message = mutate(draw, data, shape(data, kind, b"", kind.file))
    (problem,) = refusal(kind, written(data))
    assert problem.startswith(f"a.yaml:{stands_at(data, place)}: {message}")


def test_every_problem_is_listed_at_once_with_its_place() -> None:
    source = r"""
stretches:
  - id: Neck Roll
    nmae: Neck roll
    summary: ""
    areas: []
    position: lying
    muscles: "   "
    parts:
      - id: one
        name: "a\e[31mb"
        steps: roll
        feel: around
        hold: 601
        reps: 0
        pace: quick
    cautions: {}
    sources: [kp-ergonomics, 7]
  - just text
more: 1
"""
    assert refusal(Stretches, source) == [
        "a.yaml:3:5: stretches[0] has no 'name'",
        "a.yaml:3:5: stretches[0].id is 'Neck Roll'; it must be lower-case words joined by hyphens",
        "a.yaml:4:5: unknown key 'nmae', did you mean 'name'?",
        "a.yaml:5:5: stretches[0].summary is empty",
        "a.yaml:6:5: stretches[0].areas is empty",
        "a.yaml:7:5: stretches[0].position is 'lying', not one of: either, seated, standing",
        "a.yaml:8:5: stretches[0].muscles is empty",
        f"a.yaml:11:9: stretches[0].parts[0].name {NOT_ONE_LINE}",
        "a.yaml:12:9: stretches[0].parts[0].steps is text, not a list",
        "a.yaml:14:9: stretches[0].parts[0].hold is '601'; it must be at most 600",
        "a.yaml:15:9: stretches[0].parts[0].reps is '0'; it must be at least 1",
        "a.yaml:16:9: stretches[0].parts[0].pace is text, not a whole number",
        "a.yaml:17:5: stretches[0].cautions is a mapping, not a list",
        "a.yaml:18:30: stretches[0].sources[1] is a number, not text",
        "a.yaml:19:5: stretches[1] is text, not a mapping",
        "a.yaml:20:1: unknown key 'more'",
    ]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("", "a.yaml:1:1: the file is empty, not a mapping"),
        ("just text", "a.yaml:1:1: the file is text, not a mapping"),
        ("- areas", "a.yaml:1:1: the file is a list, not a mapping"),
        ("# nothing in it\nareas:\n", "a.yaml:2:1: areas is empty, not a list"),
        ("areas:\n  - {name: Neck}", "a.yaml:2:5: areas[0] has no 'id'"),
        ("areas:\n  - {id: neck, name:  }", "a.yaml:2:16: areas[0].name is empty, not text"),
        ("areas:\n  - {id: neck, name: [Neck]}", "a.yaml:2:16: areas[0].name is a list, not text"),
        ('areas:\n  - {id: "", name: Neck}', "a.yaml:2:6: areas[0].id is empty"),
    ],
)
def test_what_is_not_there_or_of_another_type_is_named(source: str, problem: str) -> None:
    assert refusal(Body, source) == [problem]


@pytest.mark.parametrize("bad", ["Neck", "neck_roll", "-neck", "neck-", "neck--roll", "näck", "neck roll", '"neck\\n"'])
def test_an_id_is_lower_case_words_joined_by_hyphens(bad: str) -> None:
    (problem,) = refusal(Body, f"areas:\n  - name: Neck\n    id: {bad}\n")
    assert problem.startswith("a.yaml:3:5: areas[0].id is ")
    assert problem.endswith("; it must be lower-case words joined by hyphens")


@pytest.mark.parametrize(
    "bad", [r"a\nb", r"a\n", r"a\r", r"\ta", " a", "a ", r"\e]8;;http://x\a", r"a\x9b2J", r"a\u202eb"]
)
def test_text_is_one_line_without_control_characters(bad: str) -> None:
    (problem,) = refusal(Body, f'areas:\n  - id: neck\n    name: "{bad}"\n')
    assert problem == f"a.yaml:3:5: areas[0].name {NOT_ONE_LINE}"


@pytest.mark.parametrize("block", ["|\n      a", ">\n      a"])
def test_a_block_of_text_needs_its_last_line_end_cut_off(block: str) -> None:
    (problem,) = refusal(Body, f"areas:\n  - id: neck\n    name: {block}\n")
    assert problem == f"a.yaml:3:5: areas[0].name {NOT_ONE_LINE}"
    data = f"areas:\n  - id: neck\n    name: {block[0]}-{block[1:]}\n".encode()
    assert shape(parse(data, "a.yaml"), Body, data, "a.yaml").areas[0].name == "a"


@pytest.mark.parametrize("blank", ["", " ", "   ", r"\u00a0", r"\u3000"])
def test_text_that_shows_nothing_is_empty(blank: str) -> None:
    assert refusal(Body, f'areas:\n  - id: neck\n    name: "{blank}"\n') == ["a.yaml:3:5: areas[0].name is empty"]


def test_nothing_that_is_unsafe_to_show_gets_into_text() -> None:
    def fits(text: str) -> bool:
        try:
            return bool(msgspec.convert(text, Text))
        except msgspec.ValidationError:
            return False

    # Lone surrogates cannot come out of UTF-8.
    unsafe = [c for c in map(chr, range(0x3000)) if clean(c) != c and unicodedata.category(c) != "Cs"]
    assert [f"U+{ord(c):04X}" for c in unsafe if fits(f"a{c}b")] == []


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        (Emergency, 'countries: [{id: GB, name: a, sources: [b], numbers: ["999\\n"]}]'),
        (Emergency, 'countries: [{id: "GB\\n", name: a, sources: [b], numbers: ["999"]}]'),
        (Emergency, 'countries: [{id: gb, name: a, sources: [b], numbers: ["999"]}]'),
        (Emergency, 'countries: [{id: GB, name: a, sources: [b], numbers: ["+44 999"]}]'),
        (
            Bibliography,
            'sources: [{id: a, title: b, by: c, licence: d, trusted_for: e, basis: read, url: "http://a\\n"}]',
        ),
        (Bibliography, "sources: [{id: a, title: b, by: c, licence: d, trusted_for: e, basis: read, url: ftp://a}]"),
    ],
)
def test_a_value_of_the_wrong_form_is_shown_in_plain_text(kind: type[Subject], source: str) -> None:
    (problem,) = refusal(kind, source)
    assert problem.endswith(", which does not have the right form")
    assert clean(problem) == problem


@pytest.mark.parametrize("weight", [0, 6, -1, 10**15])
def test_a_number_out_of_range_is_shown_with_its_limit(weight: int) -> None:
    source = f"checks: [{{id: a, area: b, text: c, look: d, risk: low, fixes: [], sources: [e], weight: {weight}}}]"
    limit = "at least 1" if weight < 1 else "at most 5"
    expected = f"checks[0].weight is '{weight}'; it must be {limit}"
    assert expected in [problem.partition(": ")[2] for problem in refusal(Workstation, source)]


def test_a_mapping_that_may_be_left_out_has_all_of_its_problems_listed() -> None:
    source = 'countries: [{id: GB, name: a, sources: [b], numbers: ["999"], advice_line: {numbr: "111"}}]'
    assert [problem.partition(": ")[2] for problem in refusal(Emergency, source)] == [
        "countries[0].advice_line has no 'name'",
        "countries[0].advice_line has no 'number'",
        "unknown key 'numbr', did you mean 'number'?",
    ]


@pytest.mark.parametrize(
    ("condition", "problems"),
    [
        ("3", [" is a number, not a mapping"]),
        ("{a: 3, b: 4}", [".a is a number, not text", ".b is a number, not text"]),
        ("{a: [yes, 3], b: {}}", [".a[1] is a number, not text", ".b is a mapping, not text"]),
        ("[{a: yes}, {b: 3}]", ["[1].b is a number, not text"]),
        ("[text, {b: 3}]", ["[0] is text, not a mapping", "[1].b is a number, not text"]),
    ],
)
def test_every_problem_of_a_condition_is_listed(condition: str, problems: list[str]) -> None:
    found = refusal(Screening, f"regions: [{{questions: [{{id: a, text: b, sources: [c], when: {condition}}}]}}]")
    places = [problem.partition(": regions[0].questions[0].when")[2] for problem in found]
    assert [place for place in places if place] == problems


def test_a_key_is_shown_in_plain_text() -> None:
    (problem,) = refusal(Body, 'areas:\n  - {id: neck, name: Neck, "\\e[2J": 1}\n')
    assert problem == "a.yaml:2:28: unknown key '\N{REPLACEMENT CHARACTER}[2J'"


@pytest.mark.untraced
@each_subject
def test_what_we_ship_fits_the_schema_that_we_publish(kind: type[Subject]) -> None:
    data = parse((data_dir() / kind.file).read_bytes(), kind.file)
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
