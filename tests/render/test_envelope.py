from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ergo_cli.engine.guides import Home, LastCheck, LintResult
from ergo_cli.engine.results import RESULTS, envelope_of
from ergo_cli.render.envelope import envelope
from ergo_cli.version import __version__

# A busy machine is no failure.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOON = datetime(2026, 11, 22, 12, 0, 5, 999, tzinfo=timezone(timedelta(hours=5, minutes=30)))


def test_an_envelope_says_what_it_holds_and_where_it_comes_from() -> None:
    whole = envelope("content-lint", LintResult(("a.yaml",)), content="body:0123", created=NOON)
    assert list(msgspec.json.decode(whole).items()) == [
        ("schema", "ergo/content-lint/1"),
        ("version", __version__),
        ("content", "body:0123"),
        ("created", "2026-11-22T12:00:05+05:30"),
        ("result", {"files": ["a.yaml"]}),
    ]


def test_what_is_not_known_is_null_and_not_left_out() -> None:
    whole = msgspec.json.decode(envelope("home", Home(None, None, ()), content="", created=NOON))
    assert whole["result"] == {"screening": None, "check": None, "strategies": [], "help": None}


def test_the_zone_of_the_moment_is_kept() -> None:
    for moment in (NOON, NOON.astimezone(UTC)):
        whole = msgspec.json.decode(envelope("home", Home(None, None, ()), content="", created=moment))
        assert datetime.fromisoformat(whole["created"]).utcoffset() == moment.utcoffset()


@UNHURRIED
@given(files=st.lists(st.text(max_size=20), max_size=3), score=st.none() | st.floats(0, 100))
def test_a_result_comes_out_of_its_envelope_as_it_went_in(files: list[str], score: float | None) -> None:
    for kind, result in (
        ("content-lint", LintResult(tuple(files))),
        ("home", Home(None, LastCheck(score, 3, "2026-11-22T12:00:00+01:00"), ())),
    ):
        whole = msgspec.json.decode(envelope(kind, result, content="x", created=NOON))
        assert msgspec.convert(whole["result"], RESULTS[kind]) == result


@pytest.mark.parametrize("kind", RESULTS)
def test_an_envelope_of_another_kind_is_refused(kind: str) -> None:
    other = envelope("other", LintResult(()), content="", created=NOON)
    with pytest.raises(msgspec.ValidationError, match="Invalid enum value 'ergo/other/1'"):
        msgspec.json.decode(other, type=envelope_of(kind, RESULTS[kind]))
