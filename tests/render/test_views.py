from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from markdown_it import MarkdownIt
from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len

from ergo_cli.content.library import Library
from ergo_cli.content.model.breaks import Breaks
from ergo_cli.content.model.emergency import Emergency
from ergo_cli.content.model.fit import Fit
from ergo_cli.content.model.habits import Habits, Strategies
from ergo_cli.content.model.posture import Postures
from ergo_cli.content.model.rosa import Rosa
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.stretches import Stretches
from ergo_cli.content.model.symptoms import Symptoms
from ergo_cli.content.model.workstation import Workstation
from ergo_cli.content.subjects import SUBJECTS
from ergo_cli.engine import gate, guides, routine, screening, troubleshoot
from ergo_cli.engine.fit import Fitting, fit, footrest_of
from ergo_cli.engine.results import RESULTS
from ergo_cli.engine.rosa import RosaScored, rosa_queries, rosa_score
from ergo_cli.engine.scoring import Checked, CheckList, Difference, compare, details, score
from ergo_cli.plain import halves
from ergo_cli.render.markdown import render as to_markdown
from ergo_cli.render.terminal import MAX_WIDTH
from ergo_cli.render.views.kinds import Kind, view_of
from ergo_cli.render.views.shared import duration
from tests.conftest import screen_of

CASES: dict[str, dict[str, Any]] = msgspec.yaml.decode(
    (Path(__file__).parents[1] / "cases" / "screens.yaml").read_bytes()
)
Golden = Callable[[str, str], None]
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def made_up(name: str) -> tuple[Kind, Any]:
    kind: Kind = CASES[name]["kind"]
    return kind, msgspec.convert(CASES[name]["result"], RESULTS[kind])


def text_of(kind: Kind, result: Struct, width: int = 80) -> str:
    return screen_of(view_of(kind)(result), width)


def markdown_of(kind: Kind, result: Struct) -> str:
    return to_markdown(view_of(kind)(result))


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", CASES)
def test_a_screen_looks_as_agreed(name: str, width: int, golden: Golden) -> None:
    golden(f"{name}.{width}.txt", text_of(*made_up(name), width))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_real_symptom_looks_as_agreed(width: int, golden: Golden, library: Library) -> None:
    symptom = troubleshoot.by_name(library.read(Symptoms))["wrist-pain"]
    result = troubleshoot.troubleshoot("wrist-pain", symptom, ())
    golden(f"troubleshoot-wrist-pain.{width}.txt", text_of("troubleshoot", result, width))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_real_stretch_looks_as_agreed(width: int, golden: Golden, library: Library) -> None:
    result = next(cards for cards in real_cards(library) if [card.id for card in cards.stretches] == ["neck-stretch"])
    golden(f"stretch-neck-stretch.{width}.txt", text_of("stretch", result, width))


@pytest.mark.parametrize("name", ["screen-emergency-gb", "setup-check-mixed"])
def test_markdown_looks_as_agreed(name: str, golden: Golden) -> None:
    golden(f"{name}.markdown.txt", markdown_of(*made_up(name)))


def test_every_kind_of_result_has_a_view() -> None:
    assert set(get_args(Kind)) == set(RESULTS)


@pytest.mark.parametrize("name", ["screen-emergency-gb", "screen-urgent-anywhere", "screen-doctor", "screen-clear"])
def test_the_outcome_of_a_screening_comes_first(name: str) -> None:
    kind, result = made_up(name)
    assert text_of(kind, result).startswith(f"▌ {result.name}\n▌ {result.headline.split()[0]}")


@pytest.mark.parametrize("name", ["screen-doctor", "screen-clear"])
def test_no_emergency_number_where_there_is_no_emergency(name: str) -> None:
    kind, result = made_up(name)
    assert result.call
    assert text_of(kind, result) == text_of(kind, replace(result, call=None))


def test_the_urgent_advice_line_is_not_named_in_an_emergency() -> None:
    assert "NHS 111" in text_of(*made_up("screen-urgent-gb"))
    assert "NHS 111" not in text_of(*made_up("screen-emergency-gb"))


def test_an_urgent_outcome_in_an_unknown_country_does_not_tell_to_call_the_emergency_number_at_once() -> None:
    assert "▌ Call your local emergency number" not in text_of(*made_up("screen-urgent-anywhere"))


def test_only_a_clear_outcome_leads_on_to_the_exercises() -> None:
    leading = [n for n in CASES if n.startswith("screen-") and "ergo stretch" in text_of(*made_up(n))]
    assert leading == ["screen-clear"]


def standing(**change: str | None) -> gate.ScreenStatus:
    """The status of somebody who was found clear on 1 March, but for *change*."""
    _, result = made_up("screen-status-clear")
    changed: gate.ScreenStatus = replace(result, regions=(replace(result.regions[0], **change),))
    return changed


@pytest.mark.parametrize(("tier", "count"), [(None, 0), ("clear", 0), ("doctor", 1), ("urgent", 1), ("emergency", 1)])
def test_a_doctors_word_is_asked_for_where_an_outcome_waits_for_it(tier: str | None, count: int) -> None:
    assert text_of("screen-status", standing(tier=tier)).count("ergo screen --cleared ") == count


def test_a_doctors_word_is_shown_with_its_date() -> None:
    day = "2026-11-02T23:59:59-08:00"
    shown = text_of("screen-status", standing(since=day, cleared=day))
    assert "Back  cleared by a doctor, 2026-11-02\n" in shown


def test_a_screening_after_a_doctors_word_is_shown_with_its_own_date() -> None:
    shown = text_of(
        "screen-status", standing(cleared="2026-02-01T12:00:00+00:00", screened="2026-03-01T09:05:00+01:00")
    )
    assert "2026-03-01" in shown


@pytest.mark.parametrize(
    ("again", "words"),
    [(None, "found, 2026-03-01\n"), ("old", "2026-03-01; time to screen again\n"), ("pain", "; new pain since then\n")],
)
def test_the_status_says_why_to_screen_again(again: str | None, words: str) -> None:
    shown = text_of("screen-status", standing(again=again))
    assert words in shown
    assert ("ergo screen --region back" in shown) == bool(again)


@pytest.mark.parametrize("avoid", [(), ("neck", "hands")])
def test_areas_to_avoid_are_named_if_there_are_any(avoid: tuple[str, ...]) -> None:
    shown = text_of("screen-status", replace(standing(), avoid=avoid))
    assert ("Left out of routines, as you wish: neck, hands." in shown) == bool(avoid)


@pytest.mark.parametrize("region", ["neck", "eye"])
def test_home_names_the_region_that_was_screened(region: str) -> None:
    kind, result = made_up("home-with-a-past")
    shown = text_of(kind, replace(result, screening=replace(result.screening, region=region)))
    assert "Back screening" not in shown


@pytest.mark.parametrize("shown", [text_of, markdown_of])
def test_why_exercises_are_left_out_stands_before_the_advice(shown: Callable[[Kind, Struct], str]) -> None:
    text = shown(*made_up("troubleshoot-held-back"))
    assert -1 < text.find("Without exercises, for now") < text.find("What may cause it")


def test_what_is_unknown_is_not_called_nothing_to_mend() -> None:
    assert "Nothing to mend" in text_of(*made_up("setup-check-all-good"))
    assert "Nothing to mend" not in text_of(*made_up("setup-check-unsure"))


@pytest.mark.parametrize(("answered", "words"), [(1, "1 check\n"), (2, "2 checks\n")])
def test_checks_are_counted_in_plain_english(answered: int, words: str) -> None:
    kind, result = made_up("setup-check-all-good")
    assert words in text_of(kind, replace(result, answered=answered))


@pytest.mark.parametrize("shown", [text_of, markdown_of])
def test_a_slip_in_posture_is_never_shown_like_advice(shown: Callable[[Kind, Struct], str]) -> None:
    lines = shown(*made_up("posture-sitting")).splitlines()
    (slip,) = [line for line in lines if "Dangling" in line]
    (advice,) = [line for line in lines if "Rest both feet flat." in line]
    assert "✗" in slip
    assert "✓" in advice


@pytest.mark.parametrize("name", ["stretch-show", "stretch-list"])
def test_a_stop_sign_that_all_stretches_share_is_shown_once(name: str) -> None:
    shown = text_of(*made_up(name)).count("Stop if a pain is sharp")
    assert shown == (name == "stretch-show")


def test_what_holds_for_every_stretch_is_said_before_when_to_stop() -> None:
    shown = text_of(*made_up("stretch-show"))
    assert -1 < shown.find("Breathe slowly.") < shown.find("When to stop")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (45, "45 seconds"),
        (60, "1 minute"),
        (80, "1 min 20 s"),
        (120, "2 minutes"),
        (3600, "60 minutes"),
    ],
)
def test_a_duration_in_words(seconds: int, words: str) -> None:
    assert duration(seconds) == words


# --- all of the real content, whatever it says


@dataclass(frozen=True)
class View:
    """How the real content comes to be shown as a kind, and what has to be readable then."""

    results: Callable[[Library], Iterable[Any]]
    texts: Callable[[Any], Iterable[str]]


def real_screenings(library: Library) -> Iterator[screening.Screened]:
    content, numbers = library.read(Screening), library.read(Emergency)
    call = screening.call_for(numbers, "GB")
    for region in content.regions:
        no = dict.fromkeys((question.id for question in region.questions), "no")
        for answer in ("yes", "unsure", "no"):
            yield screening.assess(content, region, dict.fromkeys(no, answer), call, numbers.notices)
        # All reasons are in the first of these; one of each tier by itself.
        alone = (screening.assess(content, region, {**no, yes: "yes"}, None, numbers.notices) for yes in no)
        yield from {result.tier: result for result in alone}.values()


def screening_texts(result: screening.Screened) -> Iterator[str]:
    yield from (result.name, result.headline, *(rule.reason for rule in result.fired))
    yield from (item.text for item in result.advice)
    yield from (item.text for item in result.notices if item.id == "not-a-diagnosis")


def real_statuses(library: Library) -> Iterator[gate.ScreenStatus]:
    content = library.read(Screening)
    yield gate.status(content, gate.Past(), NOON, 30)
    for tier, days, word in product(screening.TIERS, (0, 31), (None, "pain", "cleared")):
        screened = NOON - timedelta(days=days)
        events = [gate.Event("screened", screened, region.id, tier) for region in content.regions[::2]]
        if word == "pain":
            events.append(gate.Event("pain", NOON))
        elif word:
            events += [gate.Event("cleared", NOON, event.region) for event in events]
        yield gate.status(content, gate.Past(tuple(events), frozenset({"neck"}), ("neck", "hands")), NOON, 30)


def status_texts(result: gate.ScreenStatus) -> Iterator[str]:
    for standing in result.regions:
        yield standing.name
        if standing.outcome and standing.since != standing.cleared:
            yield standing.outcome
    yield from (*result.resting, *result.avoid)


def real_emergencies(library: Library) -> Iterator[screening.EmergencyHelp]:
    numbers = library.read(Emergency)
    for country in (None, *(entry.id for entry in numbers.countries)):
        yield screening.help_in(numbers, country)


def emergency_texts(result: screening.EmergencyHelp) -> Iterator[str]:
    yield from (item.text for item in result.signs)
    if result.call:
        yield from filter(None, (result.call.number, result.call.advice_line, result.call.note))


def real_checks(library: Library) -> Iterator[Checked]:
    workstation = library.read(Workstation)
    facts = {fact.id: "yes" for fact in workstation.facts}
    for answer in ("yes", "no", "unsure", "na"):
        yield score(workstation, facts | {check.id: answer for check in workstation.checks})
    for area in workstation.areas:
        checks = [check for check in workstation.checks if check.area == area.id]
        yield score(workstation, facts | {check.id: "no" for check in checks}, checks)


def check_texts(result: Checked) -> Iterator[str]:
    yield from (item.fix for item in result.failing)
    yield from (item.id for item in result.failing)
    yield from (result.questions[name] for name in result.unsure)


def real_details(library: Library) -> Iterator[CheckList]:
    workstation = library.read(Workstation)
    yield details(workstation, workstation.checks)
    yield from (details(workstation, [check]) for check in workstation.checks[::8])


def detail_texts(result: CheckList) -> Iterator[str]:
    for check in result.checks:
        yield from (check.id, check.text, check.look, *check.when, *check.symptoms, *check.stretches)
        for fix in check.fixes:
            yield from filter(None, (fix.text, fix.note))


def real_differences(library: Library) -> Iterator[Difference]:
    workstation = library.read(Workstation)
    facts = {fact.id: "yes" for fact in workstation.facts}
    for before, after in product(("yes", "no", "na"), repeat=2):
        old, new = (facts | {check.id: answer for check in workstation.checks} for answer in (before, after))
        yield compare(workstation, old, dict(list(new.items())[:-3]), (NOON.isoformat(), NOON.isoformat()))


def difference_texts(result: Difference) -> Iterator[str]:
    yield from (result.questions[name] for name in (*result.fixed, *result.new, *result.unchanged))
    yield from (*result.new, *result.unchanged)
    yield from result.uncompared


def real_ratings(library: Library) -> Iterator[RosaScored]:
    rosa = library.read(Rosa)
    for place, used in product((0, -1), ("yes", "no")):
        given = {query.id: list(query.options)[place] for query in rosa_queries(rosa)}
        yield rosa_score(rosa, {name: used if name.endswith("-used") else answer for name, answer in given.items()})


def rating_texts(result: RosaScored) -> Iterator[str]:
    yield from (result.level.text, *(result.names[item] for item in result.items))
    yield from (change.text for change in result.advice if change.final < result.final)


def real_fittings(library: Library) -> Iterator[Fitting]:
    content = library.read(Fit)
    measured = {"knee": 50.0, "elbow": 70.0, "standing-elbow": 110.0}
    for stature, desk, known in product((140.0, 178.0, 205.0), (None, 45.0, 74.0, 135.0), ({}, measured)):
        yield fit(content, stature, "either", known | ({"desk": desk} if desk else {}))


def fitting_texts(result: Fitting) -> Iterator[str]:
    for height in result.heights:
        raised = footrest_of(result) and height.at_desk_cm
        yield from (height.name, height.text[1:], f"{halves(raised or height.cm)}", height.note or "")
    yield from (note.text for note in result.notes)
    yield result.desk.text if result.desk else ""


def real_symptoms(library: Library) -> Iterator[troubleshoot.Troubleshot]:
    why = 'Your screening says: "Talk to a doctor today".\nA doctor has agreed since: ergo screen --cleared'
    for symptom in library.read(Symptoms).symptoms:
        yield troubleshoot.troubleshoot(symptom.id, symptom, ())
        held = troubleshoot.Context(screening.HeldBack("urgent", "back", why), named=[symptom.causes[0].id])
        yield troubleshoot.troubleshoot(symptom.id, symptom, (), (), held)


def symptom_texts(result: troubleshoot.Troubleshot) -> Iterator[str]:
    assert result.symptom
    yield from result.held_back.why.splitlines() if result.held_back else ()
    yield from (result.symptom.name, result.symptom.summary)
    for cause in result.symptom.causes:
        yield from filter(None, (cause.text,))
    for remedy in result.symptom.solutions:
        yield from filter(None, (remedy.text, remedy.why, remedy.note))
    for advice in result.symptom.professional:
        yield from filter(None, (advice.text, advice.note))


def real_cards(library: Library) -> Iterator[routine.StretchCards]:
    content = library.read(Stretches)
    for chosen in (content.stretches, *((stretch,) for stretch in content.stretches)):
        cards = tuple(map(routine.card, chosen))
        yield routine.StretchCards(cards, content.principles, content.stop, routine.session_seconds(chosen))


def card_texts(result: routine.StretchCards) -> Iterator[str]:
    for card in result.stretches:
        yield from (card.name, card.summary, card.muscles, *card.steps, *card.equipment)
        yield from (movement.feel for movement in card.movements)
        yield from (item.text for item in (*card.cautions, *card.stop))
    yield from (item.text for item in result.stop)


def card_list_texts(result: routine.StretchCards) -> Iterator[str]:
    for card in result.stretches:
        yield from (card.name, card.summary, card.id)


def real_postures(library: Library) -> Iterator[guides.PostureGuide]:
    content = library.read(Postures)
    yield from (guides.PostureGuide((posture,)) for posture in content.postures)
    yield guides.PostureGuide(content.postures)


def posture_texts(result: guides.PostureGuide) -> Iterator[str]:
    for posture in result.postures:
        yield from (posture.name, posture.summary)
        for point in posture.points:
            yield from filter(None, (point.text, point.avoid, point.why))


def real_breaks(library: Library) -> Iterator[guides.BreakNow]:
    content = library.read(Breaks)
    return (guides.BreakNow(idea, content.intervals) for idea in content.ideas)


def break_texts(result: guides.BreakNow) -> Iterator[str]:
    yield from filter(None, (result.idea.text, result.idea.note, *(interval.name for interval in result.intervals)))


def real_break_list(library: Library) -> Iterator[guides.BreakList]:
    content = library.read(Breaks)
    yield guides.BreakList(content.ideas, content.intervals)


def break_list_texts(result: guides.BreakList) -> Iterator[str]:
    yield from (idea.text for idea in result.ideas)
    yield from (interval.text for interval in result.intervals)


def habit_texts(result: guides.HabitGuide) -> Iterator[str]:
    for habit in result.habits:
        yield from (habit.name, habit.text, *(tip.text for tip in habit.tips))


def real_homes(library: Library) -> Iterator[guides.Home]:
    strategies = library.read(Strategies).strategies
    yield guides.Home(None, None, strategies)
    for outcome in library.read(Screening).outcomes:
        seen = guides.LastScreening(outcome.id, outcome.name, "back", "2026-11-22T17:00:00+00:00")
        yield guides.Home(seen, guides.LastCheck(75.5, 6, "2026-11-22T17:00:00+00:00"), strategies)


def home_texts(result: guides.Home) -> Iterator[str]:
    for strategy in result.strategies:
        yield from (strategy.name, strategy.text, strategy.command)
    yield from (result.screening.name,) if result.screening else ()


def real_lists(library: Library) -> Iterator[guides.ContentList]:
    yield guides.ContentList(tuple(guides.topic(library.read(kind)) for kind in SUBJECTS), ("my-own", "therapist"))


VIEWS: dict[Kind, View] = {
    "screen": View(real_screenings, screening_texts),
    "screen-status": View(real_statuses, status_texts),
    "emergency": View(real_emergencies, emergency_texts),
    "setup-check": View(real_checks, check_texts),
    "setup-check-show": View(real_details, detail_texts),
    "setup-check-diff": View(real_differences, difference_texts),
    "setup-check-rosa": View(real_ratings, rating_texts),
    "fit": View(real_fittings, fitting_texts),
    "troubleshoot": View(real_symptoms, symptom_texts),
    "symptoms": View(
        lambda library: [troubleshoot.list_symptoms(library.read(Symptoms))],
        lambda result: [word for symptom in result.symptoms for word in (symptom.name, symptom.id)],
    ),
    "stretch": View(real_cards, card_texts),
    "stretches": View(real_cards, card_list_texts),
    "posture": View(real_postures, posture_texts),
    "break": View(real_breaks, break_texts),
    "breaks": View(real_break_list, break_list_texts),
    "habits": View(lambda library: [guides.HabitGuide(library.read(Habits).habits)], habit_texts),
    "home": View(real_homes, home_texts),
    "content": View(real_lists, lambda result: [*(topic.file for topic in result.topics), *result.packs]),
    "content-lint": View(lambda _: [guides.LintResult(("data/body.yaml",))], lambda _: ["no problems."]),
    "data-path": View(
        lambda _: [made_up("data-path")[1]],
        lambda result: [text for p in result.places for text in (p.path, str(p.bytes or ""))],
    ),
    "data-export": View(
        lambda _: [made_up("data-export")[1]],
        lambda result: [*(record.kind for record in result.records), *result.drafts, *result.damaged],
    ),
    "data-forget": View(
        lambda _: [made_up("data-forget")[1]], lambda result: [*result.deleted, *(place.path for place in result.kept)]
    ),
}


def squeezed(text: str) -> str:
    """Leave out what only lays out: blanks, line ends, the bar of a callout."""
    return re.sub(r"[\s▌]", "", text)


def test_the_real_content_is_tried_with_every_view() -> None:
    assert set(VIEWS) == set(get_args(Kind))


@pytest.mark.untraced
@pytest.mark.parametrize("width", [20, 80])
@pytest.mark.parametrize("kind", VIEWS)
def test_every_real_screen_is_tidy_and_loses_no_text(kind: Kind, width: int, library: Library) -> None:
    for result in VIEWS[kind].results(library):
        screen = text_of(kind, result, width)
        lines = screen.split("\n")
        assert max(map(cell_len, lines)) <= min(width, MAX_WIDTH)
        assert [line for line in lines if line != line.rstrip()] == []
        assert "\x1b" not in screen
        assert "\n\n\n" not in screen
        assert screen == screen.strip("\n") + "\n"
        shown = squeezed(screen)
        assert [text for text in VIEWS[kind].texts(result) if squeezed(text) not in shown] == []


@pytest.mark.untraced
@pytest.mark.parametrize("kind", VIEWS)
def test_no_real_text_is_lost_in_markdown(kind: Kind, library: Library) -> None:
    reader = MarkdownIt("commonmark").enable("table")
    for result in VIEWS[kind].results(library):
        inline = [token for token in reader.parse(markdown_of(kind, result)) if token.type == "inline"]
        shown = squeezed("".join(child.content for token in inline for child in token.children or ()))
        assert [text for text in VIEWS[kind].texts(result) if squeezed(text) not in shown] == []
