"""A screening as it runs, whichever command asks for it: ask, show, record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ergo_cli.cli.options import Format
from ergo_cli.cli.output import emit, say
from ergo_cli.cli.past import screened_kind
from ergo_cli.cli.questionnaire import Questionnaire, Source, collect, interview_user
from ergo_cli.cli.settings import Settings, keep_country, settings
from ergo_cli.cli.wiring import can_ask, has_history, record
from ergo_cli.cli.wiring import country as country_of
from ergo_cli.content.model.emergency import Emergency
from ergo_cli.content.model.screening import Question, Region, Screening
from ergo_cli.engine.queries import screening_queries
from ergo_cli.engine.screening import TIERS, assess, call_for, call_line, tier_of
from ergo_cli.errors import HistoryError, HistoryReplacedError, SettingsError

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.content.model.base import Tier
    from ergo_cli.engine.screening import HeldBack, Screened
    from ergo_cli.engine.troubleshoot import Danger

ANYBODY = Source(None, (), no_input=False, no_save=False)


def questionnaire(
    region: Region, questions: Sequence[Question], decided: Callable[[Mapping[str, str]], bool] | None = None
) -> Questionnaire:
    """Return *questions* about *region*, to be asked until the outcome is *decided*: an emergency is certain."""
    return Questionnaire(
        kind=screened_kind(region.id),
        command=f"screen --region {region.id}",
        queries=screening_queries(questions),
        decided=decided or (lambda answers: tier_of(region, answers) == "emergency"),
    )


def screen_region(
    content: Library, region: Region, source: Source, *, country: str | None = None, form: Format = Format.TEXT
) -> Screened:
    """Screen *region*, print the outcome and record it, in this order; return it.

    Raises `HistoryError` if it could not be recorded, or what was recorded before could not be read.
    """
    troubles: list[HistoryError] = []
    screening, numbers = content.read(Screening), content.read(Emergency)
    others = ", ".join(entry.id for entry in screening.regions if entry.id != region.id)
    intro = f"{region.name}: does it need a doctor? For another pain: --region {others}."
    given = collect(questionnaire(region, region.questions)._replace(intro=intro), source._replace(troubles=troubles))
    here = country_here(country)
    result = assess(screening, region, given, call_for(numbers, here), numbers.notices)
    if not source.no_save:
        result = replace(result, held_back=_still_held_back(content, region, result.tier, troubles))
    try:
        emit("screen", result, form, content.digest)
    finally:
        if not source.no_save:
            _record(region, given, result, content.digest)
    if troubles:
        raise troubles[0]
    if here is None and result.tier in {"urgent", "emergency"} and form is Format.TEXT:
        with suppress(KeyboardInterrupt, EOFError):  # the outcome stands, whatever becomes of this question
            _ask_country(content, no_input=source.no_input, keep=not source.no_save)
    return result


def _still_held_back(content: Library, region: Region, tier: Tier, troubles: list[HistoryError]) -> HeldBack | None:
    """Return what a graver screening of before still says; that a damaged history was set aside goes to *troubles*."""
    from ergo_cli.cli.gate import still_held_back

    try:
        return still_held_back(content, region, tier) if has_history() else None
    except HistoryReplacedError as error:
        troubles.append(error)
    except HistoryError as error:
        say(f"ergo: {error}")
    except SettingsError:  # told already
        pass
    return None


def _record(region: Region, given: Mapping[str, str], result: Screened, digest: str) -> None:
    """Record *result*; if the history was damaged, in the new one, and raise all the same."""
    try:
        record(screened_kind(region.id), given, result, digest)
    except HistoryReplacedError:
        record(screened_kind(region.id), given, result, digest)
        raise


def passes_short_form(content: Library, region: Region) -> bool:
    """Ask the two short questions about *region*; if both are answered "no", record that and return True."""
    say(f"Two questions first, to be safe ({region.name.lower()}).")
    form = questionnaire(region, region.short, lambda answers: any(answer != "no" for answer in answers.values()))
    answers = interview_user(form, {}, keep=False)
    if any(answer != "no" for answer in answers.values()):
        return False
    result = assess(content.read(Screening), region, {})
    record(form.kind, answers, result, content.digest)
    return True


def offer_screening(content: Library, danger: Danger) -> Tier:
    """Offer to look closer at *danger*; return what it then calls for: no less than what was written."""
    from ergo_cli.prompt.ask import confirm

    if not confirm("Answer some questions about it?", default=False):
        return danger.tier
    wanted = next(entry for entry in content.read(Screening).regions if entry.id == danger.region)
    tier = screen_region(content, wanted, ANYBODY).tier
    if TIERS.index(tier) >= TIERS.index(danger.tier):
        return tier
    say(f"What you wrote still counts ({'; '.join(danger.names)}): {danger.outcome.lower()}.")
    return danger.tier


def country_here(option: str | None) -> str | None:
    """Return the country to take emergency numbers for; settings that cannot be read never keep the rest back."""
    try:
        configured = settings()
    except SettingsError as error:
        say(f"ergo: {error}")
        configured = Settings()
    return country_of(option, configured.country)


def _ask_country(content: Library, *, no_input: bool, keep: bool) -> None:
    """Ask once for the country, after all else was said, and tell its emergency number."""
    if not can_ask(no_input=no_input):
        return
    from ergo_cli.prompt.ask import ask_line

    numbers = content.read(Emergency)
    while code := ask_line("For the right number: which country are you in? (code such as GB; Enter skips)"):
        here = country_of(code)
        if here and (call := call_for(numbers, here)):
            say(call_line(call))
            if keep:
                _keep(here)
            return
        say("No emergency number is known here for that code; codes are like GB, US or DE.")


def _keep(code: str) -> None:
    """Keep the country *code*, if the settings can be read and written; the outcome does not depend on it."""
    try:
        settings()
        keep_country(code)
    except SettingsError as error:
        say(f"ergo: {error}")
