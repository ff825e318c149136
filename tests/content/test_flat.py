from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ergo_cli.content.flat import MAX_BYTES, read_flat
from ergo_cli.content.load import parse
from ergo_cli.errors import ProblemsError

WORDS = st.sampled_from(["yes", "no", "on", "null", "na", "unsure", "a-b", "x1", "1x", "012", "~", "Yes", "", "-", "é"])
LINES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", " ", "\t", "- ", "# "]),
        WORDS,
        st.sampled_from([": ", ":", ":  ", " : ", " "]),
        WORDS,
        st.sampled_from(["", " ", "#", " # é, why", " #\x85", "\r", ": no"]),
    ),
)
FILES = st.lists(LINES | st.sampled_from(["", "# a comment", "---"]), max_size=4).map("\n".join)


@given(FILES | st.text(alphabet="ab: #\n-\r\té\u2028", max_size=12))
def test_what_is_read_is_what_yaml_reads(text: str) -> None:
    found = read_flat(text.encode())
    if found is not None:
        assert found == parse(text.encode(), "f")


@pytest.mark.parametrize("text", ["a: yes", "a: yes\n", "# x\n\na-b:  no  # why\nc: u\n", "a: yes\n# über"])
def test_plain_files_need_no_yaml(text: str) -> None:
    assert read_flat(text.encode()) == parse(text.encode(), "f")
    assert read_flat(text.encode()) is not None


@pytest.mark.parametrize(
    "text",
    ["", "a:", "a: null", "a: yes\na: no", "a: 1", "- a", "{a: yes}", "a: yes#", "a: 'yes'", " a: yes", "a: b: c"],
)
def test_whatever_is_less_plain_is_left_to_yaml(text: str) -> None:
    assert read_flat(text.encode()) is None


def test_what_is_no_text_or_too_large_is_left_to_yaml() -> None:
    assert read_flat(b"a: \xff") is None
    large = b"a: yes\n" + b"#" * MAX_BYTES
    assert read_flat(large) is None
    with pytest.raises(ProblemsError):
        parse(large, "f")
