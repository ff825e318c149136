from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ergo_cli.content.flat import MAX_BYTES
from ergo_cli.content.load import MAX_DEPTH, marks, parse
from ergo_cli.errors import ProblemsError
from ergo_cli.plain import clean

Data: TypeAlias = str | float | list["Data"] | dict[str, "Data"] | None

TEXT = "yes no on off Yes NO true False 012 1_000 1:30 0x1F 0o7 01.5 1. .5 1e3 .inf 2024-01-31 << = +1 1- NULL None nothing ~x"
# What YAML is made of: fuzzing with letters alone would hardly ever get past the scanner.
TOKENS = (
    *("a", "é", "0", "12", "-", "- ", "? ", ": ", "a: ", "b: ", "\n", "\n  ", "[", "]", "{", "}", ",", "'", '"', "#"),
    *("&x ", "*x", "!", "!!int ", "!!map ", "!!seq ", "!!set ", "!!float ", "!!bool ", "!!timestamp ", "!!binary "),
    *("!mine ", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "|\n ", ">-\n ", "\t", "\r", "\x1b", "\0", "\ufeff", "\u2028"),
)
SOUP = st.lists(st.sampled_from(TOKENS), max_size=12).map("".join)


def refusal(source: bytes) -> str:
    with pytest.raises(ProblemsError) as caught:
        parse(source, "a.yaml")
    return str(caught.value)


def json_of(leaves: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
    # Without what JSON writes as two escapes: YAML takes each for itself.
    keys = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=20)
    return st.recursive(
        leaves | keys,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=12,
    )


def places_in(data: object, place: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return {place}.union(*(places_in(value, (*place, key)) for key, value in entries))


@pytest.mark.parametrize("scalar", TEXT.split())
def test_what_yaml_would_turn_into_something_else_stays_text(scalar: str) -> None:
    assert parse(f"a: {scalar}\n".encode(), "a.yaml") == {"a": scalar}


@pytest.mark.parametrize(
    ("scalar", "number"), [("0", 0), ("-0", 0), ("7", 7), ("-40", -40), ("600", 600), ("-" + "1" * 15, -(10**15 // 9))]
)
def test_a_whole_number_is_a_number(scalar: str, number: int) -> None:
    assert parse(f"a: {scalar}\n".encode(), "a.yaml") == {"a": number}


@pytest.mark.parametrize(("scalar", "number"), [("0.5", 0.5), ("-12.07", -12.07), ("2.0", 2.0), ("-0.0", 0.0)])
def test_a_decimal_number_is_a_number(scalar: str, number: float) -> None:
    assert parse(f"a: {scalar}\n".encode(), "a.yaml") == {"a": number}


def test_a_quoted_number_is_text() -> None:
    assert parse(b"a: '112'\n", "a.yaml") == {"a": "112"}


@pytest.mark.parametrize("scalar", ["", "~", "null"])
def test_nothing_is_none(scalar: str) -> None:
    assert parse(f"a: {scalar}\n".encode(), "a.yaml") == {"a": None}


@pytest.mark.parametrize("source", [b"", b"# a comment\n", b"---\n"])
def test_an_empty_file_is_none(source: bytes) -> None:
    assert parse(source, "a.yaml") is None


def test_more_digits_than_python_turns_into_a_number_are_text() -> None:
    assert parse(b"a: " + b"9" * 5000, "a.yaml") == {"a": "9" * 5000}


@pytest.mark.parametrize("key", ["yes", "1", "012", "~", "null", "<<"])
def test_a_key_is_always_text(key: str) -> None:
    assert parse(f"{key}: x\n".encode(), "a.yaml") == {key: "x"}


@pytest.mark.parametrize("key", ["[a]", "{a: b}"])
def test_a_key_that_is_not_text_is_refused_with_its_place(key: str) -> None:
    assert refusal(f"a: 1\n? {key}\n: 2\n".encode()) == "a.yaml:2:3: a key must be plain text"


def test_a_key_given_twice_is_refused_where_it_stands_again() -> None:
    assert refusal(b"a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n") == "a.yaml:5:3: key 'c' is given twice"


def test_the_same_key_in_two_mappings_is_fine() -> None:
    assert parse(b"- a: 1\n- a: 2\n", "a.yaml") == [{"a": 1}, {"a": 2}]


def test_an_alias_is_refused_with_its_place() -> None:
    assert refusal(b"a: &x 1\nb:\n  - *x\n") == "a.yaml:3:5: aliases (*name) are not allowed"


def test_a_billion_laughs_are_refused() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
    assert refusal("\n".join(lines).encode()) == "a.yaml:2:10: aliases (*name) are not allowed"


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_what_is_as_deep_as_allowed_is_read(opening: str, closing: str) -> None:
    source = opening * MAX_DEPTH + "x" + closing * MAX_DEPTH
    assert max(map(len, places_in(parse(source.encode(), "a.yaml")))) == MAX_DEPTH


@pytest.mark.parametrize("levels", [MAX_DEPTH + 1, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_what_is_too_deep_is_refused_with_its_place(opening: str, closing: str, levels: int) -> None:
    source = "\n" + opening * levels + "x" + closing * levels
    column = len(opening) * MAX_DEPTH + 1
    assert refusal(source.encode()) == f"a.yaml:2:{column}: is nested over {MAX_DEPTH} deep"


def test_a_file_as_large_as_allowed_is_read() -> None:
    assert parse(b"a: 1\n".ljust(MAX_BYTES, b"#"), "a.yaml") == {"a": 1}


def test_a_file_that_is_too_large_is_refused_before_it_is_looked_at() -> None:
    assert refusal(b"\xff" * (MAX_BYTES + 1)) == "a.yaml: is larger than 1 MB"


@pytest.mark.parametrize("source", [b"a: &x 1\nb: *x\n", b"a: 1\nb: 1\n".ljust(MAX_BYTES + 1, b"#")])
def test_what_we_ship_ourselves_is_not_held_against_the_limits(source: bytes) -> None:
    assert parse(source, "a.yaml", trusted=True) == {"a": 1, "b": 1}


def test_what_is_not_utf_8_is_refused_with_its_line() -> None:
    assert refusal(b"a: 1\nb: 2\nc: caf\xe9\n") == "a.yaml:3:1: is not UTF-8 text"


@pytest.mark.parametrize(("source", "mark"), [(b"a: 1\n", (1, 1)), (b'{\n\t"a": 1\n}', (2, 2))])
def test_a_byte_order_mark_is_accepted(source: bytes, mark: tuple[int, int]) -> None:
    assert parse(BOM_UTF8 + source, "a.yaml") == {"a": 1}
    assert marks(BOM_UTF8 + source)["a",] == mark


def test_json_may_be_indented_with_tabs() -> None:
    source = b'{\n\t"a": [\n\t\t"yes",\n\t\t1\n\t]\n}\n'
    assert parse(source, "a.json") == {"a": ["yes", 1]}
    assert marks(source)["a", 1] == (4, 3)


def test_a_tab_that_indents_yaml_is_refused_with_its_place() -> None:
    assert refusal(b"a:\n\t- 1\n").startswith("a.yaml:2:1: ")


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\x9b"])
def test_a_raw_control_character_is_refused_with_its_line(character: str) -> None:
    assert refusal(f"a: é\nb: x{character}y\n".encode()).startswith("a.yaml:2:")


@pytest.mark.parametrize(
    "source",
    [
        "!!python/object/apply:os.getcwd []",
        "!!python/object:os.system {}",
        "!!python/name:os.system",
        "!!python/tuple [a]",
        "!mine x",
        *("!!int x", "!!int ''", "!!float x", "!!bool maybe", "!!timestamp x", "!!map [a]", "!!map x", "!!set {a, b}"),
    ],
)
def test_a_tag_is_refused_with_its_place(source: str) -> None:
    assert refusal(f"a: 1\nb: {source}\n".encode()).startswith("a.yaml:2:4: ")


def test_a_second_document_is_refused_with_its_place() -> None:
    assert refusal(b"a: 1\n---\nb: 1\n") == "a.yaml:2:1: is not valid YAML: but found another document"


def test_what_is_not_yaml_is_refused_with_its_place() -> None:
    assert refusal(b"a: 1\nb: [1, 2\nc: 3\n").startswith("a.yaml:3:2: ")


def test_an_error_quotes_a_file_without_its_control_characters() -> None:
    assert refusal(b'"\\e[2J": 1\n"\\e[2J": 2\n') == "a.yaml:2:1: key '\N{REPLACEMENT CHARACTER}[2J' is given twice"


def test_a_mark_is_where_the_key_or_the_entry_stands() -> None:
    source = b"# comment\na:\n  - id: x\n    b: {c: 1, d: [2, 3]}\n  -   id: y\n"
    assert marks(source) == {
        (): (1, 1),
        ("a",): (2, 1),
        ("a", 0): (3, 5),
        ("a", 0, "id"): (3, 5),
        ("a", 0, "b"): (4, 5),
        ("a", 0, "b", "c"): (4, 9),
        ("a", 0, "b", "d"): (4, 15),
        ("a", 0, "b", "d", 0): (4, 19),
        ("a", 0, "b", "d", 1): (4, 22),
        ("a", 1): (5, 7),
        ("a", 1, "id"): (5, 7),
    }


def test_an_empty_file_has_one_mark() -> None:
    assert marks(b"") == {(): (1, 1)}


@given(json_of(st.none() | st.integers(-(10**15), 10**15)))
@settings(deadline=None, max_examples=50)
def test_json_is_read_as_json_reads_it(data: Data) -> None:
    assert parse(json.dumps(data).encode(), "a.json") == data


@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode) | SOUP.map(str.encode))
@settings(deadline=None, max_examples=150)
def test_whatever_comes_is_read_with_a_mark_for_every_value_or_refused_in_plain_text(source: bytes) -> None:
    try:
        data = parse(source, "a.yaml")
    except ProblemsError as error:
        lines = str(error).split("\n")
        assert [line for line in lines if not re.match(r"a\.yaml(:\d+:\d+)?: \S", line)] == []
        assert list(map(clean, lines)) == lines
    else:
        assert marks(source).keys() == places_in(data)
