"""Rules for who has never seen the screen: when to begin and to stop, how to get there, how long a rest is still."""

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Final

from sound.listening import CLOSE, SEASONED, Laid, followed, said_before
from strategies import NOW
from stretchplayer.caps import Profile, admit
from stretchplayer.catalog.translated import passage
from stretchplayer.model.getting_ready import CHANGED, changing_sides, known_as
from stretchplayer.model.routine import needs
from stretchplayer.model.steps import Breathe
from stretchplayer.phrases import segment_words as words
from stretchplayer.phrases.introduction import introduction
from stretchplayer.timeline import MOVED

MOVING: Final = 7.0
"""Seconds after it was said which side comes, in which one stands, kneels or turns over for it."""
FLOOR: Final = ("kneeling", "lying-back", "lying-front", "lying-side")
THERE: Final = {"mat", "chair", "wall", "table", "doorway", "worktop", "bed", "step with a rail"}
"""What nobody has to fetch first."""
ROOM: Final = 15.0
SOON_AFTER: Final = 2.0
"""Seconds within which the first step is named, once all of the introduction is said."""
A_WORD: Final = 20.0
"""Seconds within which somebody who breathes along hears a word."""
SOON: Final = 80.0
"""Seconds within which there is a moment to say something to somebody who does not move just then."""


def hurried(laid: Laid) -> Iterator[str]:
    """Second sides that begin before one could have stood, knelt or turned over for them."""
    places = [place for place, each in enumerate(laid.segments) if each.segment.phase == "switch"]
    for place in places:
        whole, work = words.switch(laid.segments[place].segment, laid.said), place + 1
        while not laid.segments[work].segment.works:
            work += 1
        since, segment, go = laid.segments[place].since, laid.segments[work].segment, laid.segments[work].since
        said = next((each for each in laid.rendering.spoken if each.text == whole and since <= each.at < go), None)
        needed = changing_sides(segment.what)
        left = go - (since if said is None else said.at + said.seconds)
        if go - since < needed - CLOSE or (needed >= CHANGED and (said is None or left < MOVING)):
            yield f"hurried: {segment.name}, {segment.side}: {left:.1f} s"


def placed_before_cautioned(laid: Laid) -> Iterator[str]:
    """Positions on the floor, or not meant for everybody, that one is led into before one hears what to beware of."""
    told: set[str] = set(laid.routine.known)
    for place in followed(laid):
        what = laid.segments[place].segment.what
        risky = what.position in FLOOR or bool(getattr(what, "not_with", ()))
        if known_as(what) in told or not risky or not (what.how and what.caution):
            continue
        told.add(known_as(what))
        placed = [*words.sentences(passage(what.how)), laid.said.be[what.position] if what.position else ""]
        first = [at for text in placed if text and (at := said_before(laid, text, place)) is not None]
        cared = [said_before(laid, text, place) for text in words.sentences(passage(what.caution))]
        if first and any(at is None or at > min(first) for at in cared):
            yield f"placed before cautioned: {what.name}"


def told_a_wrong_rest(laid: Laid) -> Iterator[str]:
    """Lengths of rests that are not right any more once they are said."""
    for scheduled in laid.segments:
        if scheduled.segment.phase != "rest" or words.followed(scheduled.segment):
            continue
        for each in laid.rendering.spoken:
            if scheduled.since <= each.at < scheduled.ends and (found := re.search(r"\d+", each.text)):
                length, left = float(found.group()), scheduled.ends - each.at - each.seconds
                if each.text == laid.said.resting(length) and not length <= left < length + 5.0:
                    yield f"rest of {left:.1f} s: {each.text}"


def unclear_in_a_rest(laid: Laid) -> Iterator[str]:
    """What is done in a rest, where its beginning and its end are not those of work."""
    for place in followed(laid):
        scheduled = laid.segments[place]
        if scheduled.segment.kind == "rest":
            marks = {(mark.at, mark.name) for mark in laid.rendering.marks}
            begun = any(name == "go" and 0 <= at - scheduled.begins <= 1.5 for at, name in marks)
            ended = any((scheduled.ends, name) in marks for name in ("release", "done"))
            told = any(
                each.text == laid.said.enough and 0 <= each.at - scheduled.ends <= 1.0 for each in laid.rendering.spoken
            )
            if not (begun and ended and (told or scheduled is laid.segments[-1])):
                yield f"unclear in a rest: {scheduled.segment.name}"


def not_released(laid: Laid) -> Iterator[str]:
    """Holds that are repeated, where it is not said once on each side, before the second, how far to let go."""
    known, told = set(laid.routine.known), set[tuple[str, object]]()
    for scheduled, after in itertools.pairwise(laid.segments):
        segment, side = scheduled.segment, after.segment.side
        release = getattr(segment.what, "release", None)
        if segment.phase != "rest" or release is None:
            continue
        name = known_as(segment.what)
        ticks = [mark.at for mark in laid.rendering.marks if mark.name == "tick" and mark.at >= scheduled.since]
        until = min(scheduled.ends, *ticks[:1])
        said = [
            each
            for each in laid.rendering.spoken
            if each.text == laid.said.release[release] and scheduled.since <= each.at < scheduled.ends
        ]
        if bool(said) != (name not in known and (name, side) not in told) or any(
            each.at + each.seconds > until for each in said
        ):
            yield f"let go how far: {segment.what.name}, {release}: {said}"
        told.add((name, side))


def cut_breaths(laid: Laid) -> Iterator[str]:
    """Breaths that are led in and not out to their end, and time without a word after the last of them."""
    for scheduled in laid.segments:
        what = scheduled.segment.what
        if not isinstance(what, Breathe) or not scheduled.segment.works:
            continue
        marks = [mark for mark in laid.rendering.marks if scheduled.begins < mark.at < scheduled.ends]
        begun = 1 + sum(mark.name == "in" for mark in marks)
        over = scheduled.begins + begun * what.cycle
        if begun > 1 and over > scheduled.ends + 0.5:
            yield f"cut: {what.name}"
        told = any(each.text == laid.said.breathe_freely and each.at >= over for each in laid.rendering.spoken)
        if scheduled.ends - over >= 3.0 and not told:
            yield f"breathes on alone: {what.name}"
        words_at = [each.at for each in laid.rendering.spoken if scheduled.since <= each.at < scheduled.ends]
        if max(two - one for one, two in itertools.pairwise([*words_at, scheduled.ends])) > A_WORD:
            yield f"breathes without a word: {what.name}"
        turns = 2 * (begun - 1) + 1
        if sum(mark.name in ("in", "out") for mark in marks) != turns:
            yield f"breathes without tones: {what.name}"


def counted_while_moving(laid: Laid) -> Iterator[str]:
    """The time left, said to somebody who moves, although there is a hold or a rest soon."""
    total = laid.segments[-1].segment.end
    texts = {laid.said.session_left(left) for left in range(1, int(total))}
    for each in laid.rendering.spoken:
        here = next((s for s in laid.segments if s.since <= each.at < s.ends), None)
        if here is not None and here.segment.load in MOVED and each.text in texts:
            soon = [
                s
                for s in laid.segments
                if here.ends <= s.since < each.at - 20 + SOON
                and s.segment.load not in MOVED
                and (s.segment.works or s.segment.kind == "rest")
                and s.ends - s.since >= ROOM
            ]
            yield from (f"{each.text} while moving: {here.segment.name}" for _ in soon[:1])


def led_on_at_the_end(laid: Laid) -> Iterator[str]:
    """A sign for a next step where none comes; how to get up from the floor, where that is not said last."""
    last = laid.segments[-1]
    if not words.followed(last.segment) and not last.segment.waits:
        yield from (
            "next, and nothing comes"
            for mark in laid.rendering.marks
            if mark.name == "next" and last.since <= mark.at < last.ends
        )
    position = last.segment.what.position
    if position and laid.rendering.spoken[-1].text != laid.said.at_the_end[position]:
        yield "how to get up is not said last"


def badly_introduced(laid: Laid) -> Iterator[str]:
    """What a newcomer has to know to follow by ear, and time to fetch what is needed."""
    plan = admit(laid.routine, Profile(), SEASONED, NOW)
    told, known = introduction(plan, laid.said), bool(laid.routine.known)
    texts = [each.text for each in told]
    for wanted in (laid.said.get_placed, laid.said.sit_out):
        if (wanted in texts) == known:
            yield f"introduced: {texts}"
    first = next(each.segment for each in laid.segments if words.followed(each.segment))
    if first.what.position and (laid.said.begin_in[first.what.position] in texts) == known:
        yield f"begins: {texts}"
    fetched = not known and bool(set(needs(laid.routine)) - THERE)
    things = set(needs(laid.routine)) - (THERE - {"mat", "chair"})
    pause = 6.0 + 4.0 * (len(things) - 1) if fetched else 0.0
    if sum(each.pause for each in told) != pause:
        yield f"time to fetch: {told}"
    ready, longer = {laid.said.lay_ready, laid.said.lay_ready_mat}, laid.said.recorded_pause
    spoken = [each for each in laid.rendering.spoken if each.at <= laid.segments[0].since + SOON_AFTER]
    for one, two, after in zip(spoken, spoken[1:], spoken[2:], strict=False):
        if one.text in ready and (two.text != longer or after.at - two.at - two.seconds < pause - CLOSE):
            yield "no time to fetch what is needed, or nobody says that there may be more"
    if fetched != any(each.text in ready for each in spoken) or (laid.said.lay_ready_longer in texts) != fetched:
        yield f"not laid ready: {texts}"


Rule = Callable[[Laid], Iterator[str]]
LED: Final[tuple[Rule, ...]] = (
    *(hurried, placed_before_cautioned, told_a_wrong_rest, unclear_in_a_rest, cut_breaths, not_released),
    *(counted_while_moving, led_on_at_the_end, badly_introduced),
)
