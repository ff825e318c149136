"""Heights that fit: a table, what to make of a fixed desk, and how to fine-tune each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ergo_cli.engine.fit import Fitted, Fitting, footrest_of
from ergo_cli.engine.lengths import said
from ergo_cli.plain import halves
from ergo_cli.render.blocks import Blocks, Callout, Commands, Entry, Facts, Heading, Listing, Picture, Title, View
from ergo_cli.render.views.shared import advice_entries, notes

# What makes the heights fit better, if it was not said.
_MORE = {
    "desk": "if your desk stays as it is",
    "elbow": "with your own elbow, seated: closer than your height can tell",
    "shoes": "if your soles are not 2.5 cm high",
}


def view(result: Fitting, pictures: Mapping[str, Picture] | None = None) -> Blocks:
    """Show *result*: pictures to scale, and the table, both with what to set at the desk that there is."""
    yield Title("What fits you", f"{result.stature_cm:g} cm")
    if result.desk:
        fits = result.desk.verdict in {"fits", "standing"} or result.desk.verdict.startswith("perhaps")
        yield Callout("Your desk", (result.desk.text,), "good" if fits else "warn")
    yield from (pictures or {}).values()
    yield Facts(tuple(_rows(result)))
    yield Heading("Fine-tune")
    yield Listing(
        tuple(Entry(f"{height.name}: {_lower(height.text)}", notes(height.note)) for height in result.heights)
    )
    yield Heading("How far to trust this", "muted")
    yield Listing(advice_entries(result.notes))
    more = ((f"ergo fit {result.stature_cm:g} --{name} LENGTH", why) for name, why in _MORE.items())
    unsaid = (row for name, row in zip(_MORE, more, strict=True) if name not in result.given)
    yield Commands((*unsaid, ("ergo setup-check", "check the rest of your desk")))


def _rows(result: Fitting) -> Iterator[tuple[str, str]]:
    footrest = footrest_of(result)
    for height in result.heights:
        yield height.name, _value(height, raised=bool(footrest))
        if footrest and height.id == "chair-height":
            yield "Footrest", f"{said(footrest)}, at your desk"


def _value(height: Fitted, *, raised: bool) -> str:
    """Return what to set: at the desk that there is, if sitting is *raised* to it."""
    if raised and height.at_desk_cm is not None:
        return f"{said(height.at_desk_cm)}, {'as it is' if height.id == 'seated-desk' else 'at your desk'}"
    own = f"; yours: {halves(height.at_desk_cm)} cm" if height.at_desk_cm is not None else ""
    if not height.tolerance_cm:
        return f"{said(height.cm)}, as you measured{own}"
    centimetres = f"{halves(height.cm)} ± {halves(height.tolerance_cm)} cm"
    return f"{centimetres} ({halves(height.inches)} ± {halves(height.tolerance_in)} in){own}"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


VIEWS: dict[str, View] = {"fit": view}
