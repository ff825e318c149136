from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.engine.condition import holds
from ergo_cli.engine.scoring import Checked, score
from ergo_cli.render.junit import render
from tests.conftest import Ergo

WORKSTATION = Library(data_dir()).read(Workstation)
FACTS = {fact.id: "yes" for fact in WORKSTATION.facts}
ASKED = [check for check in WORKSTATION.checks if holds(check.when, FACTS)]
CHECKS = [check.id for check in ASKED]
ANSWERS = st.sampled_from(["yes", "no", "unsure", "na"])

PACK = """
checks:
  - id: mouse-odd
    area: mouse
    text: "Is it \\uFFFE odd?"
    look: Look.
    weight: 1
    risk: low
    fixes: [{id: mend-odd, text: "Mend \\uFFFF it.", effort: now, sources: [kp-ergonomics]}]
    sources: [kp-ergonomics]
"""


def parsed(report: str | bytes) -> ET.Element:
    return ET.fromstring(report)  # noqa: S314  # our own output


def checked(**answers: str) -> Checked:
    return score(WORKSTATION, {name.replace("_", "-"): answer for name, answer in answers.items()})


def saying(words: str) -> Checked:
    """A check that fails and one that is unsure, with *words* wherever there are words."""
    result = checked(mouse_size="no", feet_flat="unsure")
    failing = tuple(replace(item, text=words, fix=words) for item in result.failing)
    return replace(result, failing=failing, questions=dict.fromkeys(result.questions, words))


def case(suite: ET.Element, name: str) -> ET.Element:
    (found,) = [entry for entry in suite if entry.get("name") == name]
    return found


@given(st.fixed_dictionaries(dict.fromkeys(CHECKS, ANSWERS)))
def test_the_counts_are_those_of_the_cases(answers: dict[str, str]) -> None:
    suite = parsed(render(score(WORKSTATION, {**FACTS, **answers})))
    children = [child.tag for entry in suite for child in entry]
    assert suite.get("tests") == str(len(suite)) == str(sum(answer != "na" for answer in answers.values()))
    assert suite.get("failures") == str(children.count("failure")) == str(list(answers.values()).count("no"))
    assert suite.get("skipped") == str(children.count("skipped")) == str(list(answers.values()).count("unsure"))
    assert suite.get("errors") == "0"


@given(st.fixed_dictionaries(dict.fromkeys(CHECKS, ANSWERS)))
def test_every_check_that_applies_is_a_case_of_its_area(answers: dict[str, str]) -> None:
    suite = parsed(render(score(WORKSTATION, {**FACTS, **answers})))
    applies = [(check.id, f"setup-check.{check.area}") for check in ASKED if answers[check.id] != "na"]
    assert [(entry.get("name"), entry.get("classname")) for entry in suite] == applies


def test_a_failing_check_is_a_failure_with_its_risk_and_its_fix() -> None:
    result = checked(mouse_size="no")
    (failure,) = case(parsed(render(result)), "mouse-size")
    (item,) = result.failing
    assert (failure.tag, failure.get("type"), failure.get("message")) == ("failure", "medium", item.fix)
    assert failure.text == item.text


def test_what_is_unsure_is_skipped_and_not_passed() -> None:
    result = checked(mouse_size="unsure")
    (skipped,) = case(parsed(render(result)), "mouse-size")
    assert (skipped.tag, skipped.get("message")) == ("skipped", f"not sure: {result.questions['mouse-size']}")


def test_what_is_as_it_should_be_passes() -> None:
    assert list(case(parsed(render(checked(mouse_size="yes"))), "mouse-size")) == []


def test_a_desk_to_which_nothing_applies_has_no_cases() -> None:
    suite = parsed(render(checked(mouse_size="na")))
    assert (suite.get("tests"), len(suite)) == ("0", 0)


def test_the_report_is_one_document_that_says_what_it_is() -> None:
    report = render(checked(mouse_size="no"))
    assert report.startswith("<?xml ")
    assert report.endswith("</testsuite>\n")
    assert (parsed(report).tag, parsed(report).get("name")) == ("testsuite", "ergo setup-check")


@pytest.mark.parametrize("words", ['<b> & "it\'s" ]]> é…☞', "<!-- -->", "&amp;", "]]>", "-->"])
def test_words_stay_as_they_are(words: str) -> None:
    suite = parsed(render(saying(words)))
    (failure,), (skipped,) = case(suite, "mouse-size"), case(suite, "feet-flat")
    assert (failure.get("message"), failure.text) == (words, words)
    assert skipped.get("message") == f"not sure: {words}"


@pytest.mark.parametrize("odd", ["\x00", "\x08", "\x0b", "\x1b", "\x1f", "\ufffe", "\uffff", "\ud800"], ids=ascii)
def test_what_xml_cannot_hold_does_not_break_the_report(odd: str) -> None:
    suite = parsed(render(saying(f"Is{odd}it?")))
    (failure,) = case(suite, "mouse-size")
    assert (failure.text or "").startswith("Is")
    assert odd not in "".join(suite.itertext())


def test_a_pack_with_what_xml_cannot_hold_does_not_break_the_report(ergo: Ergo, home: Path) -> None:
    (home / "packs" / "mine").mkdir(parents=True)
    (home / "packs" / "mine" / "workstation.yaml").write_text(PACK)
    run = ergo("setup-check", "--only=mouse-odd", "--answer=mouse-odd=no", "-f", "junit")
    assert (run.code, len(parsed(run.out))) == (0, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_the_report_can_be_read_whatever_the_encoding_of_stdout(encoding: str) -> None:
    (failure,) = case(parsed(render(saying("café")).encode(encoding, "replace")), "mouse-size")
    assert failure.text == "café"
