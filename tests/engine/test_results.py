from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from msgspec import Struct

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.rosa import Rosa
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.engine.results import RESULTS, envelope_of
from ergo_cli.engine.rosa import rosa_queries
from ergo_cli.render.views.kinds import Kind
from tests.conftest import Ergo

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema" / "results"
LIBRARY = Library(data_dir())
DESK = LIBRARY.read(Workstation)
ANSWERS = json.dumps(
    {
        "screen": dict.fromkeys((question.id for question in LIBRARY.read(Screening).regions[0].questions), "yes"),
        "setup-check": dict.fromkeys((fact.id for fact in DESK.facts), "yes")
        | dict.fromkeys((check.id for check in DESK.checks), "no"),
        "setup-check-rosa": {query.id: list(query.options)[-1] for query in rosa_queries(LIBRARY.read(Rosa))},
    }
)
COMMANDS = {
    "home": [],
    "screen": ["screen", "--country", "GB", "--answers", "-"],
    "screen-status": ["screen", "--status"],
    "emergency": ["screen", "--emergency", "--country", "FR"],
    "stretch": ["stretch", "--show", "neck-stretch"],
    "stretches": ["stretch", "--list"],
    "posture": ["posture"],
    "troubleshoot": ["troubleshoot", "wrist-pain"],
    "symptoms": ["troubleshoot", "--list"],
    "setup-check": ["setup-check", "--answers", "-"],
    "setup-check-rosa": ["setup-check", "--method", "rosa", "--answers", "-"],
    "setup-check-show": ["setup-check", "show", "chair-armrests", "mouse-level"],
    "setup-check-diff": ["setup-check", "diff"],
    "fit": ["fit", "178", "--desk", "74"],
    "break": ["break", "--eyes"],
    "breaks": ["break", "--list"],
    "habits": ["habits"],
    "content": ["content", "list"],
    "content-lint": ["content", "lint"],
    "data-path": ["data", "path"],
    "data-export": ["data", "export"],
    "data-forget": ["data", "forget"],
}

every_kind = pytest.mark.parametrize("kind", RESULTS)


def document(kind: str, ergo: Ergo) -> str:
    """Return the JSON that the command for *kind* prints."""
    answers = json.loads(ANSWERS)
    for _ in range(2 if kind == "setup-check-diff" else 0):
        ergo(*COMMANDS["setup-check"], stdin=json.dumps(answers["setup-check"]))
    return ergo(*COMMANDS[kind], "--json", stdin=json.dumps(answers.get(kind, {}))).out


def test_every_kind_of_result_has_a_command_and_a_view() -> None:
    assert set(RESULTS) == set(COMMANDS) == set(get_args(Kind))


@every_kind
def test_a_result_cannot_be_changed(kind: str) -> None:
    assert issubclass(RESULTS[kind], Struct)
    assert RESULTS[kind].__struct_config__.frozen


@every_kind
def test_what_a_command_prints_is_its_envelope_with_its_result(kind: str, ergo: Ergo) -> None:
    printed = document(kind, ergo)
    envelope: Any = msgspec.json.decode(printed, type=envelope_of(kind, RESULTS[kind]))
    assert isinstance(envelope.result, RESULTS[kind])
    assert json.loads(msgspec.json.encode(envelope.result)) == json.loads(printed)["result"]


@every_kind
def test_an_envelope_says_what_it_holds_when_it_was_made_and_from_what(kind: str, ergo: Ergo) -> None:
    printed = json.loads(document(kind, ergo))
    assert list(printed) == ["schema", "version", "content", "created", "result"]
    assert printed["schema"] == f"ergo/{kind}/1"
    assert datetime.fromisoformat(printed["created"]).tzinfo


@every_kind
def test_no_other_kind_fits_an_envelope(kind: str, ergo: Ergo) -> None:
    printed = document(kind, ergo)
    for other in set(RESULTS) - {kind}:
        with pytest.raises(msgspec.ValidationError, match=r"Invalid enum value .* at `\$\.schema`"):
            msgspec.json.decode(printed, type=envelope_of(other, RESULTS[other]))


@every_kind
def test_every_kind_has_its_schema_in_the_documentation(kind: str) -> None:
    schema = json.loads((SCHEMAS / f"{kind}.json").read_text())
    assert schema["$defs"]["Envelope"]["properties"]["schema"] == {"enum": [f"ergo/{kind}/1"]}


def test_a_schema_calls_what_holds_a_result_an_envelope() -> None:
    assert msgspec.json.schema(envelope_of("habits", RESULTS["habits"]))["$ref"] == "#/$defs/Envelope"


def test_the_documentation_has_no_schema_of_a_kind_that_is_gone() -> None:
    assert {path.stem for path in SCHEMAS.glob("*.json")} == set(RESULTS)


def test_an_envelope_without_its_time_is_refused() -> None:
    text = b'{"schema": "ergo/habits/1", "version": "1", "content": "", "result": {"habits": []}}'
    with pytest.raises(msgspec.ValidationError, match="missing required field `created`"):
        msgspec.json.decode(text, type=envelope_of("habits", RESULTS["habits"]))
