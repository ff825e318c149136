"""Heights that fit: a table, what to make of a fixed desk, and how to fine-tune each."""

from __future__ import annotations

from collections.abc import Mapping

from ergo_cli.engine.fit import Fitted, Fitting
from ergo_cli.render.blocks import Blocks, Callout, Commands, Entry, Facts, Heading, Listing, Picture, Title, View
from ergo_cli.render.views.shared import advice_entries, notes


def view(result: Fitting, pictures: Mapping[str, Picture] | None = None) -> Blocks:
    """Show *result*: pictures to scale, and the table."""
    yield Title("What fits you", f"{result.stature_cm:g} cm")
    if result.desk:
        yield Callout("Your desk", (result.desk.text,), "warn" if result.desk.id in {"high", "low"} else "good")
    yield from (pictures or {}).values()
    yield Facts(tuple((height.name, _value(height)) for height in result.heights))
    yield Heading("Fine-tune")
    yield Listing(
        tuple(Entry(f"{height.name}: {_lower(height.text)}", notes(height.note)) for height in result.heights)
    )
    yield Heading("How far to trust this", "muted")
    yield Listing(advice_entries(result.notes))
    yield Commands((("ergo setup-check", "check the rest of your desk"),))


def _value(height: Fitted) -> str:
    if not height.tolerance_cm:
        return f"{height.cm:.1f} cm ({height.inches:.1f} in), as you measured"
    centimetres = f"{height.cm:.1f} ± {height.tolerance_cm:.1f} cm"
    return f"{centimetres} ({height.inches:.1f} ± {height.tolerance_in:.1f} in)"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


VIEWS: dict[str, View] = {"fit": view}
