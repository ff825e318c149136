"""All subjects, for what goes over the whole of the content. Commands import the subjects they read."""

from __future__ import annotations

from ergo_cli.content.model.base import Subject
from ergo_cli.content.model.body import Body
from ergo_cli.content.model.breaks import Breaks
from ergo_cli.content.model.danger import Dangers, DangerWords
from ergo_cli.content.model.emergency import Emergency
from ergo_cli.content.model.figures import Clips, Pictures, Poses, Props
from ergo_cli.content.model.fit import Fit
from ergo_cli.content.model.habits import Habits, Strategies
from ergo_cli.content.model.posture import Postures
from ergo_cli.content.model.rosa import Rosa
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.sources import Bibliography
from ergo_cli.content.model.stretches import Stretches
from ergo_cli.content.model.symptoms import Symptoms
from ergo_cli.content.model.words import Words
from ergo_cli.content.model.workstation import Workstation

SUBJECTS: tuple[type[Subject], ...] = (
    Screening,
    Stretches,
    Postures,
    Workstation,
    Rosa,
    Fit,
    Symptoms,
    Words,
    Breaks,
    Habits,
    Strategies,
    Emergency,
    Dangers,
    DangerWords,
    Body,
    Bibliography,
    Poses,
    Props,
    Clips,
    Pictures,
)
