"""What a printed sheet says: doses in words, and the sentences that a screen would say by itself."""

from collections.abc import Sequence
from math import prod
from typing import Final

from stretchplayer.cue_points import SKIN_CHECK_EVERY
from stretchplayer.model.duration import spoken
from stretchplayer.model.steps import (
    IN_TURN,
    Breathe,
    Cold,
    ContractRelax,
    Group,
    Heat,
    Massage,
    Movement,
    Rest,
    Stretch,
    is_bath,
)
from stretchplayer.phrases.languages import load
from stretchplayer.phrases.segment_words import rounds_of
from stretchplayer.text import counted
from stretchplayer.timeline import Segment
from stretchplayer.translation import gettext

ONCE_A_DAY: Final = "This sheet does not know what you have done today. Do it once a day at most."
STOP: Final = "Stop at once with sharp pain, tingling, numbness or dizziness, and leave that step out."
NO_PAIN: Final = "Nothing of this may hurt."
MARKED: Final = "The marked places in the figures are what is stretched or works."
CHANGED: Final = "What was changed"
SIGNS: Final = "Do not stretch, get help"
SOURCES: Final = "Sources"
MORE_SOURCES: Final = "Those of single steps stand in the .html sheet."
DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKS: Final = 4
DONE_ON: Final = "Done on"
_FIFTH: Final = 25
"""A push of this many per cent of full effort or less is called a fifth of one's strength."""
_FEW_MINUTES: Final = 300.0
_MINUTE: Final = 60


def dose_in_words(segments: Sequence[Segment]) -> str:
    """What is done in one step, from all of its segments: "hold 20 s, 2 times each side, 10 s rest between".

    Where not every round is the same, it says what is done in which.
    """
    passes: dict[tuple[int, ...], list[Segment]] = {}
    for each in segments:
        passes.setdefault(tuple(number for number, _, _ in rounds_of(each)), []).append(each)
    texts = {number: text for number, several in passes.items() if (text := _one_pass(several))}
    if not texts:
        return ""
    rounds = prod(rounds for _, rounds, _ in rounds_of(segments[0]))
    if len(set(texts.values())) == 1:
        (text,) = set(texts.values())
        return text if len(texts) == rounds else f"in {len(texts)} of {counted(rounds, 'round')}: {text}"
    return "; ".join(f"round {'.'.join(map(str, number))}: {text}" for number, text in texts.items())


def _one_pass(segments: list[Segment]) -> str:
    sides: dict[str | None, list[Segment]] = {}
    for each in segments:
        if each.phase in ("work", "contract") or each.kind == "rest":
            sides.setdefault(each.side, []).append(each)
    if not sides:
        return ""
    first = next(iter(sides.values()))[0]
    amounts = {side: _amount(several) for side, several in sides.items()}
    if len(set(amounts.values())) > 1:
        text = "; ".join(f"{side or 'both'} side: {amount}" for side, amount in amounts.items())
    else:
        text = f"{next(iter(amounts.values()))}{_on(tuple(sides))}"
        if getattr(first.what, "sides", "") == "alternate":
            text = f"{text}, {IN_TURN}"
    extras = [text, *_how_hard(first)]
    rests = sorted({each.seconds for each in _between(segments)})
    if rests:
        lengths = spoken(rests[0]) if len(rests) == 1 else f"{rests[0]:g} to {spoken(rests[-1])}"
        extras.append(f"{lengths} rest between")
    return ", ".join(extras)


def _between(segments: list[Segment]) -> list[Segment]:
    """The rests between two pieces of work; one before the first of them is time to get ready."""
    begun, found = False, []
    for each in segments:
        begun = begun or each.works
        if begun and each.phase == "rest" and each.kind != "rest":
            found.append(each)
    return found


def _on(sides: tuple[str | None, ...]) -> str:
    if {"left", "right"} <= set(sides):
        return " each side"
    return f" on the {sides[0]} side" if sides[0] in ("left", "right") else ""


def _amount(segments: list[Segment]) -> str:
    """What is done on one side."""
    work = [each for each in segments if each.phase != "contract"] or segments
    what, count = work[0].what, len(work)
    lengths = [spoken(each.seconds) for each in work]
    alike = len(set(lengths)) == 1
    match what:
        case Stretch():
            text = f"hold {lengths[0] if alike else ', then '.join(lengths)}"
        case ContractRelax():
            pushes = [spoken(each.seconds) for each in segments if each.phase == "contract"]
            push = (
                f"push for {pushes[0]} with {_strength(what.effort)}, then stretch for " if pushes else "stretch for "
            )
            text = f"{push}{lengths[0] if alike else ', then '.join(lengths)}"
        case Movement() if work[0].beats:
            return _repetitions(work)
        case Breathe():
            return f"{lengths[0]}: {_rhythm(what)}"
        case Rest():
            return lengths[0]
        case _:
            text = f"for {lengths[0] if alike else ', then '.join(lengths)}"
    return _times(text, count if alike else 1)


def _times(text: str, count: int) -> str:
    return f"{text}, {count} times" if count > 1 else text


def _strength(effort: int) -> str:
    return "a fifth of your strength" if effort <= _FIFTH else f"{effort} % of your strength"


def _repetitions(work: list[Segment]) -> str:
    counts = [each.beats for each in work]
    if len(set(counts)) > 1:
        text = f"{', then '.join(map(str, counts))} repetitions"
    else:
        text = counted(counts[0], "repetition")
        text = f"{len(counts)} sets of {text}" if len(counts) > 1 else text
    return text


def _pace(what: Movement) -> tuple[str, ...]:
    held = (f"each held {spoken(what.hold)}",) if what.hold else ()
    if what.tempo is None:
        return (*held, "at your own pace")
    if what.tempo.phases:
        return (*held, load("en", brief=True).pace(what.tempo.phases).removesuffix("."))
    return (*held, f"{spoken(what.tempo)} {'for the movement' if held else 'each'}")


def _rhythm(what: Breathe) -> str:
    parts = (("in for", what.inhale), ("hold", what.hold), ("out for", what.exhale), ("hold", what.hold_out))
    return ", ".join(f"{word} {spoken(seconds)}" for word, seconds in parts if seconds)


def _how_hard(segment: Segment) -> tuple[str, ...]:
    """Pace, tool and pressure, or how warm: what belongs to the dose but says neither how long nor how often."""
    match segment.what:
        case Movement() as what if segment.beats:
            return _pace(what)
        case Massage(using="hands", pressure=most):
            return "with your hands", f"pressure at most {most} of 10"
        case Massage(using=tool, pressure=most):
            return f"with a {tool}", f"pressure at most {most} of 10"
        case Heat(temperature=float() | int() as most):
            return (f"at most {most:g} °C",)
        case _:
            return ()


def worn(segment: Segment) -> str:
    """What has to be so before heat or cold, and how to look after the skin; "" for anything else."""
    what = segment.what
    if not isinstance(what, Heat | Cold):
        return ""
    thing = load("en", brief=True).using(what.using)
    if isinstance(what, Heat) and is_bath(what):
        text = gettext(
            "Use: {thing}. Only while you are awake, and out of it at once if you feel faint or unwell."
        ).format(thing=thing)
    else:
        text = load("en", brief=True).confirm(what, recorded=True)
    if segment.seconds > SKIN_CHECK_EVERY:
        text += f" Look at the skin every {spoken(SKIN_CHECK_EVERY)}."
    return f"{text} Blistered, white, blue, numb or painful skin: stop, and no more of it today."


def rounds_heading(group: Group, first: int, last: int) -> str:
    """That some steps are done several times: "Legs: 3 rounds of steps 4 to 6, 30 s rest between"; perhaps "".

    Where none of its steps has a number, `last` is less than `first`.
    """
    to = "and" if last == first + 1 else "to"
    steps = "" if last < first else f"step {first}" if last == first else f"steps {first} {to} {last}"
    rounds = f"{group.repeat} rounds{f' of {steps}' if steps else ''}" if group.repeat > 1 else ""
    rest = (
        gettext("{length} rest between rounds").format(length=spoken(group.rest))
        if group.rest and group.repeat > 1
        else ""
    )
    said = ", ".join(each for each in (rounds, rest) if each)
    return ": ".join(each for each in (group.name or "", said) if each)


def about(seconds: float) -> str:
    """How long all of it takes: whole minutes, unless there are but a few."""
    return f"About {spoken(seconds if seconds < _FEW_MINUTES else _MINUTE * round(seconds / _MINUTE))}"


def page_of(number: int, pages: int) -> str:
    """Which page it is, where there are several."""
    return gettext("page {number} of {pages}").format(number=number, pages=pages)
