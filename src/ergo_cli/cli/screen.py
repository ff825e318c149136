"""`ergo screen`: danger signs first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ergo_cli.cli.complete import body_ids, region_ids
from ergo_cli.cli.options import (
    AnswerOption,
    AnswersOption,
    Format,
    FormatOption,
    JsonOption,
    NoInputOption,
    NoSaveOption,
    TemplateOption,
    chosen,
)

if TYPE_CHECKING:
    from ergo_cli.content.library import Library
    from ergo_cli.content.model.base import Tier
    from ergo_cli.content.model.screening import Region, Screening


def screen(
    region: Annotated[
        str | None,
        typer.Option(metavar="REGION", help="back (default), neck, arm, eye or leg.", autocompletion=region_ids),
    ] = None,
    status: Annotated[bool, typer.Option("--status", help="Show where you stand; the exit code says it too.")] = False,
    cleared: Annotated[bool, typer.Option("--cleared", help="Record that a doctor lets you exercise.")] = False,
    new_pain: Annotated[bool, typer.Option("--new-pain", help="Record that something new hurts.")] = False,
    avoid: Annotated[
        list[str] | None,
        typer.Option(metavar="AREA", help="Leave this part of the body out of routines.", autocompletion=body_ids),
    ] = None,
    allow: Annotated[
        list[str] | None, typer.Option(metavar="AREA", help="No longer avoid it.", autocompletion=body_ids)
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Delete what was recorded.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Confirm --cleared or --forget without being asked.")] = False,
    country: Annotated[
        str | None, typer.Option(metavar="CODE", help="Country for emergency numbers, such as GB.")
    ] = None,
    emergency: Annotated[bool, typer.Option("--emergency", help="Tell what an emergency is and whom to call.")] = False,
    answers: AnswersOption = None,
    answer: AnswerOption = None,
    template: TemplateOption = False,
    form: FormatOption = Format.TEXT,
    as_json: JsonOption = False,
    no_input: NoInputOption = False,
    no_save: NoSaveOption = False,
) -> None:
    """Screen your back, or another region, for danger signs.

    Exit code 0: none found; 3: see a doctor first; 4: get emergency help now.

    Example: ergo screen --region neck --answers neck.yaml --json
    """
    from ergo_cli.cli.past import record_avoided, record_pain
    from ergo_cli.cli.questionnaire import Source, print_blank
    from ergo_cli.cli.screening import questionnaire, screen_region
    from ergo_cli.cli.wiring import library
    from ergo_cli.content.model.screening import Screening
    from ergo_cli.engine.screening import CODES

    _one_thing([status, cleared, new_pain, bool(avoid or allow), forget, emergency, template])
    if region and (status or avoid or allow or emergency):
        raise typer.BadParameter("--region goes with a screening, --template, --cleared, --new-pain or --forget")
    if no_save and (cleared or new_pain or avoid or allow or forget):
        raise typer.BadParameter("--no-save writes nothing, and this does nothing but write")
    chosen_form = chosen(form, as_json)
    content = library()
    if emergency:
        _tell_emergency(content, country, chosen_form)
        return
    screening = content.read(Screening)
    found = _region(content, screening, region)
    if template:
        asked = questionnaire(found, found.questions)
        print_blank(asked.command, asked.queries)
        return
    if cleared:
        _clear(content, found if region else None, yes=yes, no_input=no_input)
    elif new_pain:
        record_pain(found.id if region else "", content.digest)
    elif avoid or allow:
        record_avoided(_areas(content, avoid or ()), _areas(content, allow or ()), content.digest)
    elif forget:
        _forget(screening, found if region else None, yes=yes, no_input=no_input)
    elif not status:
        _warn_of_country(content, country)
        source = Source(answers, answer or [], no_input, no_save)
        result = screen_region(content, found, source, country=country, form=chosen_form)
        raise typer.Exit(CODES[result.tier])
    tier = _show_status(content, chosen_form)
    raise typer.Exit(CODES[tier or "clear"] if status else 0)


def _one_thing(modes: Sequence[bool]) -> None:
    if sum(modes) > 1:
        raise typer.BadParameter(
            "--status, --cleared, --new-pain, --avoid, --forget, --emergency and --template go one at a time"
        )


def _region(content: "Library", screening: "Screening", name: str | None) -> "Region":
    """Return the region that *name* means, by its id or by an everyday word for a part of the body; else the first."""
    from ergo_cli.content.model.body import Body
    from ergo_cli.engine.nearest import body_words, find

    if name is None:
        return screening.regions[0]
    by_id = {region.id: region for region in screening.regions}
    by_area = {area: region for region in screening.regions for area in region.areas}
    by_word = {word: by_area[area] for word, area in body_words(content.read(Body)).items() if area in by_area}
    return find("region", name, {**by_word, **by_id}, offered=by_id)


def _areas(content: "Library", names: Sequence[str]) -> list[str]:
    """Return the ids of the areas of the body that *names* mean."""
    from ergo_cli.content.model.body import Body
    from ergo_cli.engine.nearest import body_words, find

    body = content.read(Body)
    return [find("area of the body", name, body_words(body), offered=[a.id for a in body.areas]) for name in names]


def _clear(content: "Library", region: "Region | None", *, yes: bool, no_input: bool) -> None:
    """Record a doctor's word on *region*, or on every region that waits for it."""
    from ergo_cli.cli.confirm import confirmed
    from ergo_cli.cli.output import say
    from ergo_cli.cli.past import record_cleared, where_you_stand

    held = [standing for standing in where_you_stand(content).regions if standing.tier not in {None, "clear"}]
    wanted = [standing for standing in held if region is None or standing.region == region.id]
    if not wanted:
        say("No screening waits for a doctor's word.")
        return
    names = " and ".join(standing.name.lower() for standing in wanted)
    confirmed(f"Has a doctor seen you about this ({names}) and agreed that you exercise?", yes=yes, no_input=no_input)
    record_cleared([standing.region for standing in wanted], content.digest)


def _forget(screening: "Screening", region: "Region | None", *, yes: bool, no_input: bool) -> None:
    """Delete what is recorded about *region*, or about all of them."""
    from ergo_cli.cli.confirm import confirmed
    from ergo_cli.cli.output import say
    from ergo_cli.cli.past import forget
    from ergo_cli.cli.wiring import history
    from ergo_cli.plain import clean

    what = f"Delete every screening of this region ({region.name.lower()})?" if region else "Delete every screening?"
    confirmed(what, yes=yes, no_input=no_input)
    regions = [region] if region else screening.regions
    count = forget([entry.id for entry in regions], everything=region is None)
    say(f"Deleted: {count} record{'' if count == 1 else 's'}.")
    for path in history().damaged():
        say(f"A damaged history may hold more; delete it yourself: {clean(str(path))}")


def _show_status(content: "Library", form: Format) -> "Tier | None":
    from ergo_cli.cli.output import emit
    from ergo_cli.cli.past import where_you_stand

    stand = where_you_stand(content)
    emit("screen-status", stand, form, content.digest)
    return stand.tier


def _tell_emergency(content: "Library", country: str | None, form: Format) -> None:
    from ergo_cli.cli.output import emit
    from ergo_cli.cli.screening import country_here
    from ergo_cli.content.model.emergency import Emergency
    from ergo_cli.engine.screening import help_in

    _warn_of_country(content, country)
    emit("emergency", help_in(content.read(Emergency), country_here(country)), form, content.digest)


def _warn_of_country(content: "Library", country: str | None) -> None:
    """Say so if no number is known for the *country* asked for."""
    from ergo_cli.cli.output import say
    from ergo_cli.cli.wiring import country as country_of
    from ergo_cli.content.model.emergency import Emergency
    from ergo_cli.engine.screening import call_for
    from ergo_cli.plain import plain

    if country and not call_for(content.read(Emergency), country_of(country)):
        say(f"No emergency number is known here for {plain(country)!r}; codes are like GB, US or DE.")
