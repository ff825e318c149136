from __future__ import annotations

import pytest
from msgspec.structs import replace

from ergo_cli.content.library import Library
from ergo_cli.content.locate import data_dir
from ergo_cli.content.model.danger import Dangers, DangerWords, Likeness, Reading
from ergo_cli.content.model.screening import Screening
from ergo_cli.content.model.words import Notion, index
from ergo_cli.engine.danger import DangerSigns
from ergo_cli.engine.screening import TIERS

LIBRARY = Library(data_dir())
DANGERS = LIBRARY.read(Dangers)
READING = LIBRARY.reading()
SIGNS = DangerSigns(DANGERS, LIBRARY.index(DangerWords), READING)

# The signs of domain.md, D, as a leaflet would name them.
TEXTBOOK = {
    "numbness between the legs": "saddle-numb",
    "I cannot feel when I wipe": "saddle-numb",
    "I cannot pee": "bladder",
    "I wet myself without noticing": "bladder",
    "I lost control of my bowels": "bowel",
    "no feeling during sex since the back pain began": "sex",
    "pain and weakness in both legs": "both-legs",
    "my foot drops when I walk": "foot-drop",
    "chest pain and a pain in my left arm": "chest-pain",
    "my face droops on one side and my speech is slurred": "stroke",
    "a sudden, terrible neck pain like nothing before": "neck-grave",
    "stiff neck with a fever and a bad headache": "neck-grave",
    "back pain since I fell off a ladder": "injury-major",
    "back pain since a car crash": "injury-major",
    "I suddenly cannot see with one eye": "lost-sight",
    "a curtain came down over my eye": "lost-sight",
    "flashes of light and a shower of floaters": "lost-sight",
    "severe pain in a red eye with halos and nausea": "eye-grave",
    "I got bleach in my eye": "eye-grave",
    "the worst headache of my life": "worst-headache",
    "my hand is suddenly cold and white": "arm-no-blood",
    "my foot is suddenly cold and blue": "leg-cold",
    "my wrist is bent the wrong way since I fell": "arm-broken",
    "one calf is swollen, warm and sore": "leg-clot",
    "my elbow is hot, red and swollen": "arm-hot-joint",
    "back pain with a fever": "fever",
    "back pain and I had cancer": "cancer",
    "back pain after a small fall, and I have osteoporosis": "fragile-bones",
    "clumsy hands and unsteady legs": "neck-cord",
    "my arm is getting weaker": "arm-weaker",
    "a red, painful eye, and I wear contact lenses": "eye-red",
    "my scalp is sore and my jaw hurts when I chew": "sore-temples",
    "I lost weight without trying": "weight-loss",
    "back pain at night that nothing eases": "night-pain",
    "I want to kill myself": "suicidal",
    "I am coughing up blood": "blood-up",
}


@pytest.mark.parametrize(("text", "sign"), TEXTBOOK.items())
def test_the_signs_of_the_textbook_are_recognised(text: str, sign: str) -> None:
    assert sign in {found.id for found in SIGNS.hear(text).signs}


@pytest.mark.parametrize(
    "text",
    [
        "my eyes are killing me",
        "the new boss is a pain in the neck",
        "my wrist hurts when I use the mouse",
        "lower back pain, but no numbness, and the bladder is fine",
        "my leg falls asleep when I sit on it, and is fine in a minute",
        "my mouse died",
        "tail bone pain",
        "jelly on my desk, and my wrist hurts",
        "spots on the screen make my eyes tired",
        "heartburn after lunch",
        "my trousers are tight from sitting",
        "loo breaks are good for my back",
        "pregnant and my back aches at the desk",
        "clear",
        "tmux clear",
        "I sweat at my desk and my back hurts",
        "hot office, my back is sweaty and sore",
        "my cup fell and my wrist hurts",
        "jaw clenching and neck pain",
        "I have to hang my arm out of bed",
        "my hand tingles at night",
        "every night my fingers buzz",
        "I wake because my fingers are buzzing and shake them",
    ],
)
def test_harmless_words_raise_no_alarm(text: str) -> None:
    assert SIGNS.hear(text).signs == ()


# What a user wrote who found that it was missed, or taken for another sign.
MISSED = {
    "my legs turn to jelly on the stairs": "both-legs",
    "my legs have gone to jelly": "both-legs",
    "i canot feel my legs": "both-legs",
    "i carnt feel my legs": "both-legs",
    "tingling in my bum": "saddle-numb",
    "pregnant and headache with spots before my eyes": "pre-eclampsia",
    "spots before my eyes and bad headache": "worst-headache",
    "heartburn and sore left shoulder, sweaty": "chest-pain",
    "bad indigestion and sore left arm": "chest-pain",
    "indigestion that goes into my arm": "chest-pain",
    "chest is tite": "chest-pain",
    "lost controll of my bowls": "bowel",
    "slurd speech": "stroke",
    "my foot drags on the carpet": "foot-drop",
    "i canot feel my foot": "foot-drop",
    "going to the loo has been odd since my back started": "bladder",
    "swelling in my feet and seeing stars, pregnant": "pre-eclampsia",
    "my trousers have got loose and my back hurts": "weight-loss",
    "leg swollen after sitting all day": "leg-clot",
    "leg swollen after a long day": "leg-clot",
    "swollen leg after sitting": "leg-clot",
    "out of breath when I climb stairs, neck sore": "chest-pain",
    "out of breath and neck sore": "chest-pain",
    "left shoulder hurts with heartburn": "chest-pain",
    "indigestion and left shoulder ache": "chest-pain",
    "dull ache in my jaw and arm": "chest-pain",
    "my jaw aches when I climb stairs": "chest-pain",
    "arm pain when climbing stairs": "chest-pain",
    "eyelid droops and neck hurts": "stroke",
    "wake at night drenched and back hurts": "weight-loss",
}


@pytest.mark.parametrize(("text", "sign"), MISSED.items())
def test_what_was_missed_or_misnamed_is_recognised_and_nothing_else_named(text: str, sign: str) -> None:
    assert [found.id for found in SIGNS.hear(text).signs] == [sign]


def test_a_sign_names_a_region_that_is_screened_and_a_source_that_it_rests_on() -> None:
    regions = {region.id for region in LIBRARY.read(Screening).regions}
    assert {sign.region for sign in DANGERS.signs} <= regions
    assert [sign.id for sign in DANGERS.signs if not sign.sources] == []


def test_every_sign_was_learned_and_nothing_else() -> None:
    assert READING.signs.keys() == {sign.id for sign in DANGERS.signs}


def test_the_gravest_sign_comes_first() -> None:
    signs = SIGNS.hear("My back hurts and I have a fever and shivers. I cannot feel my groin.").signs
    assert [sign.tier for sign in signs] == sorted((sign.tier for sign in signs), key=TIERS.index, reverse=True)
    assert {"emergency", "urgent"} <= {sign.tier for sign in signs}


def test_what_is_said_in_passing_in_a_long_story_is_heard() -> None:
    story = "The desk is new and the chair is not, and the screen stands by the window. " * 8
    assert [sign.id for sign in SIGNS.hear(f"{story} I cannot feel when I wipe. {story}").signs] == ["saddle-numb"]


def test_the_words_that_told_of_danger_are_named() -> None:
    features = SIGNS.hear("sore back, and my groin is numb").features
    assert any("groin" in feature or "numb" in feature for feature in features)


# Rarities in tenths, pulls in hundredths: "numb" and "groin" weigh 0.6 and 0.8 of a text that has both.
TINY = Reading(
    "",
    bias=-15,
    features={"numb": (30, 25), "groin": (40, 0), "desk": (40, -50), "+odd": (0, 0)},
    signs={"saddle-numb": Likeness(-40, {"groin": 100}), "hand-numb": Likeness(-40, {"numb": 100, "desk": -10})},
)
NOTIONS = index([Notion("any", ("nothing",))])


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("numb", ["hand-numb"]),  # -15 + 25
        ("numb groin", ["saddle-numb", "hand-numb"]),  # -15 + 0.6 * 25 = 0, the threshold; 40 and 20 for the signs
        ("groin", []),  # -15
        ("numb desk", []),  # -15 + 0.6 * 25 - 0.8 * 50
        ("groin. numb", ["hand-numb"]),  # the second sentence by itself; the whole is told too
        ("unheard of", []),
    ],
)
def test_a_text_is_as_dangerous_as_its_features_add_up_to(text: str, signs: list[str]) -> None:
    heard = DangerSigns(DANGERS, NOTIONS, TINY).hear(text)
    assert {sign.id for sign in heard.signs} >= set(signs)
    assert bool(heard.signs) == bool(signs)


def test_signs_that_are_likely_too_are_told_beside_the_likeliest() -> None:
    beside = Likeness(-80, {"numb": 100, "groin": -25})  # -80 + 60 - 20 = -40
    least = Likeness(-81, {"numb": 100, "groin": -25})
    reading = replace(TINY, signs=TINY.signs | {"both-legs": beside, "sex": least})
    assert {sign.id for sign in DangerSigns(DANGERS, NOTIONS, reading).hear("numb groin").signs} == {
        "saddle-numb",
        "hand-numb",
        "both-legs",
    }


def test_where_no_sign_is_likely_the_likeliest_is_told() -> None:
    reading = replace(TINY, signs={"sex": Likeness(-60, {}), "bowel": Likeness(-61, {})})
    assert [sign.id for sign in DangerSigns(DANGERS, NOTIONS, reading).hear("numb").signs] == ["sex"]


def test_a_sign_that_is_told_only_if_likely_gives_way_to_the_next_otherwise() -> None:
    signs = {"suicidal": Likeness(-41, {"numb": 1}), "sex": Likeness(-60, {}), "bowel": Likeness(-61, {})}
    assert DANGERS.signs[[sign.id for sign in DANGERS.signs].index("suicidal")].told == "likely"
    told = DangerSigns(DANGERS, NOTIONS, replace(TINY, signs=signs)).hear
    assert [sign.id for sign in told("numb").signs] == ["suicidal"]
    assert [sign.id for sign in told("numb groin").signs] == ["sex"]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("groins", True),
        ("gorin", True),
        ("grown", False),  # a word that was learned
        ("groan", False),  # a word of a phrase
        ("groom", False),  # two errors away
        ("nmb", False),  # too short
    ],
)
def test_a_word_that_nobody_taught_is_taken_for_a_known_one_that_is_a_typing_error_away(
    text: str, *, heard: bool
) -> None:
    reading = replace(TINY, features={"numb": (30, 25), "groin": (40, 25)}, words="grown up")
    signs = DangerSigns(DANGERS, index([Notion("sound", ("groan out",))]), reading).hear(text).signs
    assert bool(signs) == heard


def test_the_most_telling_features_come_first_and_none_that_speaks_against_danger() -> None:
    words = ["one", "two", "three", "four", "five", "six", "seven"]
    reading = replace(TINY, features={word: (10, n * 10) for n, word in enumerate(words, 1)} | {"desk": (10, -10)})
    heard = DangerSigns(DANGERS, NOTIONS, reading).hear(f"desk {' '.join(words)}")
    assert heard.features == ("seven", "six", "five", "four", "three")


@pytest.mark.parametrize("text", ["", " ", "😀", "x" * 10_000, "עצם", "a\x00b", "no " * 5_000])
def test_what_says_nothing_is_no_danger(text: str) -> None:
    assert SIGNS.hear(text).signs == ()


def test_all_dangerous_pieces_tell_why_and_what_pulls_nowhere_tells_nothing() -> None:
    features = {"numb": (30, 25), "weak": (30, 40), "faint": (1, 30), "chair": (30, 0)}
    reading = replace(TINY, bias=0, features=features)
    heard = DangerSigns(DANGERS, NOTIONS, reading).hear("numb chair faint. weak")
    assert heard.features == ("weak", "numb", "faint")


def test_a_feature_that_a_sign_does_not_know_pulls_nowhere() -> None:
    reading = replace(TINY, signs={"sex": Likeness(-41, {"groin": 1}), "bowel": Likeness(-40, {})})
    assert [sign.id for sign in DangerSigns(DANGERS, NOTIONS, reading).hear("numb").signs] == ["bowel"]
