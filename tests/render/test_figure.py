from __future__ import annotations

import pytest
from msgspec.structs import replace

from ergo_cli.content.library import Library
from ergo_cli.content.model.figures import Clips, Poses, Props
from ergo_cli.content.model.stretches import Stretches
from ergo_cli.engine.session import Session, begin, phases
from ergo_cli.render.figure import RATE, Figures

SIZE = (28, 14)


@pytest.fixture(scope="module")
def figures(library: Library) -> Figures:
    return Figures(library.read(Clips), library.read(Poses), library.read(Props), "braille")


@pytest.fixture(scope="module")
def session(library: Library) -> Session:
    return begin(library.read(Stretches).stretches)


def at(session: Session, index: int, gone: float) -> Session:
    return replace(session, index=index, left=session.phases[index].seconds - gone)


def one(session: Session, name: str) -> Session:
    return begin([next(phase.stretch for phase in session.phases if phase.stretch.id == name)])


@pytest.mark.untraced
def test_from_frame_to_frame_the_figure_goes_on_without_a_jump(figures: Figures, session: Session) -> None:
    """Within a phase, and from each phase into the next, unless another figure or the mirrored one takes over."""
    for index, phase in enumerate(session.phases[1:], start=1):
        last = figures.shot(at(session, index - 1, session.phases[index - 1].seconds - 0.001))
        first = figures.shot(at(session, index, 0.001))
        assert last
        assert first
        if phase.kind == "work":  # it begins where the approach ends
            assert (last.part, last.turn, last.frame, first.frame) == (phase.part, phase.turn, 0, 0)
        elif session.phases[index - 1].kind == "work":  # the way back begins where the work ends
            assert (first.part, first.turn) == (last.part, last.turn)
            assert first.frame == session.phases[index - 1].seconds * RATE


def test_what_stands_still_has_one_frame_and_a_loop_those_of_one_round(figures: Figures, session: Session) -> None:
    held, rolled = one(session, "back-stretch"), one(session, "shoulder-rolls")
    seconds = [frame / RATE + 0.01 for frame in range(150)]
    assert {(s.frame, s.moves) for t in seconds if (s := figures.shot(at(held, len(held.phases) - 1, t)))} == {
        (0, False)
    }
    frames = {s.frame for t in seconds if (s := figures.shot(at(rolled, len(rolled.phases) - 1, t)))}
    assert frames == set(range(3 * RATE))


def test_more_way_than_time_is_gone_faster(figures: Figures, session: Session) -> None:
    start = one(session, "hip-stretch")
    short = replace(start, phases=tuple(replace(p, seconds=3) if p.kind == "ready" else p for p in start.phases))
    ready = len(short.phases) - 2
    first, last = (figures.shot(at(short, ready, gone)) for gone in (0.0, 3.0))
    assert first
    assert last
    assert (first.frame, last.frame) == (20 * RATE, 0)


def test_a_part_without_a_figure_shows_nothing(figures: Figures, session: Session) -> None:
    stretch = session.phases[0].stretch
    bare = replace(stretch, parts=tuple(replace(part, figure=None) for part in stretch.parts))
    without = begin([bare])
    assert not any(figures.shot(at(without, index, 1.0)) for index in range(len(phases([bare]))))
    assert figures.still(bare.parts[0]) is None


def test_a_still_has_no_empty_lines_about_it(figures: Figures, session: Session) -> None:
    for part in {phase.part.id: phase.part for phase in session.phases}.values():
        picture = figures.still(part)
        assert picture
        assert all("".join(text for text, _ in picture.lines[end]).strip() for end in (0, -1))


def test_the_muscles_at_work_are_accented(figures: Figures, session: Session) -> None:
    for index, phase in enumerate(session.phases):
        if phase.kind == "work":
            shot = figures.shot(at(session, index, 0.0))
            assert shot
            assert any(style == "figure.accent" for line in figures.lines(shot, *SIZE) for _, style in line), phase.part
