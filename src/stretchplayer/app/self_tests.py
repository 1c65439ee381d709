"""The two self-tests: how they are done, when they are due, and what counts as a change.

A change is called one only beyond the published error of measurement, which is more than the eye expects.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from stretchplayer.model.muscles import Side
from stretchplayer.store import Measurement
from stretchplayer.translation import Number, gettext, to_translate

EVERY: Final = 14 * 86_400.0
"""Seconds between two times of measuring."""


class SelfTest(NamedTuple):
    """One test: what it is called, how it is done, the `move` whose figure is nearest, and which way is better.

    A change is called one where it is more than `error` cm, which `source` gives; `most` is the largest value, in cm.
    """

    key: str
    name: str
    how: str
    move: str
    sides: tuple[Side, ...]
    error: float
    source: str
    most: float
    more_is_further: bool


TESTS: Final = (
    SelfTest(
        "knee-to-wall",
        to_translate("Knee to wall"),
        to_translate(
            "Stand facing a wall, one foot in front, toes straight ahead. Bend that knee towards the wall and keep the "
            "heel down. Move the foot back until the knee only just touches. Measure from the big toe to the wall."
        ),
        "knee-over-toes",
        ("left", "right"),
        1.9,
        "Powden 2015, doi 10.1016/j.math.2015.01.004",
        30.0,
        more_is_further=True,
    ),
    SelfTest(
        "fingers-to-floor",
        to_translate("Fingertips to floor"),
        to_translate(
            "Stand with your feet together and your knees straight. Bend forward slowly, as far as is easy, arms "
            "hanging. Measure from the tip of the middle finger to the floor; 0 where it touches. Leave it out when "
            "bending hurts, or with thin bones."
        ),
        "forward-fold",
        ("mid",),
        4.5,
        "Ekedahl 2012, PMID 22555005",
        100.0,
        more_is_further=False,
    ),
)
"""Both tests. Of a published range, the larger value is taken."""


UNWARMED: Final = to_translate("Measure without warming up, each time at about the same time of day.")


def no_length(test: SelfTest) -> str:
    """What is said where the text that was typed is no length that the test can have."""
    return gettext("Write a number from 0 to {most:g}, such as 9.5.").format(most=Number(test.most))


def due(measured: Iterable[Measurement], now: float) -> bool:
    """Whether two weeks have passed since the last time, at the wall-clock second `now`, or there was none."""
    return all(now - each.at >= EVERY for each in measured)


def change(found: Sequence[Measurement], test: SelfTest) -> str:
    """What the last value says beside the first one; "" where there are not two."""
    if len(found) < len(("first", "last")):
        return ""
    by = found[-1].cm - found[0].cm
    if abs(by) <= test.error:
        return gettext("no measurable change (it takes more than {error:g} cm)").format(error=Number(test.error))
    further = (by > 0) == test.more_is_further
    pattern = gettext("{by:g} cm further than at first") if further else gettext("{by:g} cm less far than at first")
    return pattern.format(by=Number(round(abs(by), 1)))


def side_label(side: Side) -> str:
    """A leg in words; "" where the test has no sides."""
    return {"left": gettext("left leg"), "right": gettext("right leg")}.get(side, "")


def lines(measured: Sequence[Measurement]) -> Iterable[str]:
    """A line for each test and side: its values, the newest last, and whether they have changed."""
    for test in TESTS:
        for side in test.sides:
            found = tuple(each for each in measured if each.test == test.key and each.side == side)
            if not found:
                continue
            name = ", ".join(each for each in (gettext(test.name), side_label(side)) if each)
            values = " → ".join(f"{Number(each.cm):g}" for each in found[-_SHOWN:])
            said = change(found, test)
            line = gettext("{name}: {values} cm").format(name=name, values=values)
            yield f"{line}; {said}" if said else line


_SHOWN: Final = 6
"""Values in a line."""


def read_cm(text: str, test: SelfTest) -> float | None:
    """The centimetres that were typed, to a millimetre; None where that is no length that the test can have."""
    try:
        cm = round(float(text.strip().removesuffix("cm").strip().replace(",", ".")), 1)
    except ValueError:
        return None
    return cm if 0 <= cm <= test.most else None
