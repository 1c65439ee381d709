"""Rules for who moves with closed eyes: how to get there, what to take, when eyes may close, how it is counted in."""

from collections.abc import Callable, Iterator
from typing import Final

from sound.listening import CLOSE, Laid, followed, said_before
from stretchplayer.catalog.translated import passage, thing
from stretchplayer.model.getting_ready import explained, known_as
from stretchplayer.model.places import Place, place_of
from stretchplayer.phrases import Phrases
from stretchplayer.phrases import segment_words as words
from stretchplayer.session import ScheduledSegment

GETTING_THERE: Final = 8.0
"""Seconds that somebody new has at least, once it was said how to get down, up or over."""
AGAIN: Final = 2.5
"""The same for who knows the step, and was told before which one comes."""
COUNTED: Final = 6.0
"""Seconds of work from which on its end is counted."""
LATELY: Final = 4
"""How many steps something lies ready without a word."""
THERE: Final = {"mat", "chair", "wall", "doorway", "table", "bed", "worktop", "step with a rail"}


def place_until(laid: Laid, place: int) -> Place | None:
    """Where the body is before the segment at `place`."""
    return words.place_before(each.segment for each in reversed(laid.segments[:place]))


def unled(laid: Laid) -> Iterator[str]:
    """Changes of place without a word on how to get there, or with too little time for it once it was said."""
    known = set(laid.routine.known)
    for place in followed(laid):
        scheduled = laid.segments[place]
        segment, before = scheduled.segment, place_until(laid, place)
        name, new = segment.what.name, known_as(segment.what) not in known
        known.add(known_as(segment.what))
        if segment.thermal or before in (None, place_of(segment.what)) or place_of(segment.what) is None:
            continue
        way = words.way(before, segment, laid.said)
        own = way and not words.way(before, segment, laid.said, explained=True)
        if new and (own or not way):
            # Its first sentences say so, which is another rule.
            continue
        text = way or words.moved(before, segment, laid.said)
        at = said_before(laid, text, place)
        if text and at is None:
            yield f"no word on how to get there: {name}, {before}"
        elif way and at is not None:
            ends = next(each.at + each.seconds for each in laid.rendering.spoken if each.at == at)
            needed = GETTING_THERE if new and explained(segment.what) else AGAIN
            if scheduled.since - ends < needed - CLOSE:
                yield f"{scheduled.since - ends:.1f} s to get there: {name}, {before}"


def rolled_blindly(laid: Laid) -> Iterator[str]:
    """Ways onto the side that are led before it was said which side is to be up."""
    for place in followed(laid):
        segment = laid.segments[place].segment
        way = words.way(place_until(laid, place), segment, laid.said)
        if (
            way
            and segment.what.position == "lying-side"
            and segment.side
            and known_as(segment.what) not in _known(laid)
        ):
            rolls = said_before(laid, way, place)
            first = said_before(laid, words.sentences(passage(segment.what.how or ""))[0], place)
            if rolls is None or first is None or rolls < first:
                yield f"onto which side: {segment.what.name}"


def _known(laid: Laid) -> frozenset[str]:
    return frozenset((*laid.routine.known, *laid.routine.brief))


def marked_by_words(laid: Laid) -> set[tuple[str, str]]:
    """Which steps lead there in their own words, and which want to change direction halfway: in no language others."""
    found = set()
    for place in followed(laid):
        segment, before = laid.segments[place].segment, place_until(laid, place)
        if words.way(before, segment, laid.said) != words.way(before, segment, laid.said, explained=True):
            found.add(("leads", segment.path))
        if words.halfway(segment, laid.said) == laid.said.halfway_turn:
            found.add(("turns", segment.path))
    return found


def counted_otherwise(laid: Laid) -> Iterator[str]:
    """Beginnings and ends that are counted with more or fewer than three ticks, or not at all where there is time."""
    marks = laid.rendering.marks
    for place, scheduled in enumerate(laid.segments):
        segment = scheduled.segment
        ticks = [
            round(scheduled.ends - each.at, 3) for each in marks if each.name == "tick" and _within(each.at, scheduled)
        ]
        if ticks not in ([], [3.0, 2.0, 1.0]):
            yield f"ticks: {segment.name}, {segment.phase}: {ticks}"
        after = laid.segments[place + 1].segment if place + 1 < len(laid.segments) else None
        leads = segment.phase == "prepare" and after is not None and after.works and not after.thermal
        first = min((each.at for each in scheduled.cues if each.cue != "tick"), default=scheduled.since)
        room = scheduled.ends - max(first, scheduled.since)
        if not ticks and ((leads and room >= 3.5) or (segment.works and not segment.thermal and room >= COUNTED)):
            yield f"not counted: {segment.name}, {segment.phase}, {room} s"


def _within(at: float, scheduled: ScheduledSegment) -> bool:
    return scheduled.since - CLOSE <= at < scheduled.ends


def wide_eyed(laid: Laid) -> Iterator[str]:
    """Eyes that may close before they had to be open, while one stands or kneels, or that are never allowed to.

    Also those that are closed while one changes place.
    """
    said, stood, allowed, lay_still, last = laid.said, False, True, False, None
    knows = bool(laid.routine.known)
    for place in followed(laid):
        segment, where = laid.segments[place].segment, place_until(laid, place + 1)
        told = said_before(laid, said.eyes_close, place) is not None
        if told and (not stood or allowed or where in ("standing", "kneeling", "lying-front")):
            yield f"eyes may close: {segment.what.name}"
        opened = next((text for text in opening(said) if said_before(laid, text, place) is not None), "")
        watchful = where in ("standing", "kneeling")
        wanted = said.eyes_open_again if watchful else said.eyes_open_briefly
        if opened != (wanted if where != last and lay_still else ""):
            yield f"eyes are closed or open: {segment.what.name}, {opened}"
        if (where == "standing" and segment.works) or (opened and watchful):
            stood, allowed = True, False
        allowed, last = allowed or told, where
        still = segment.load == "static" or segment.kind == "breathe"
        lay_still = (
            (lay_still and not (opened and watchful)) or told or (still and where in ("lying-back", "lying-side"))
        )
        seated = where not in ("standing", "kneeling", "lying-front", None)
        if stood and not allowed and seated and still and not knows:
            yield f"eyes stay open: {segment.what.name}"


def opening(said: Phrases) -> tuple[str, str]:
    """What is said of eyes that have to open."""
    return said.eyes_open_again, said.eyes_open_briefly


def out_of_reach(laid: Laid) -> Iterator[str]:
    """What is needed again after some time, or for the first time, and is not named before."""
    used: dict[str, int] = {}
    number = 0
    path: tuple[str, int | None] = ("", 0)
    for place in followed(laid):
        segment = laid.segments[place].segment
        if (segment.path, segment.round) == path:
            continue
        path, number = (segment.path, segment.round), number + 1
        for each in set(segment.what.needs) - THERE:
            lately = number - used.get(each, 0) <= LATELY
            used[each] = number
            named = each in (segment.what.name or "").casefold()
            if lately or named or segment.thermal:
                continue
            texts = [laid.said.using(each), thing(each)]
            if all(said_before(laid, text, place) is None for text in texts):
                yield f"not named: {each} for {segment.what.name}"


Rule = Callable[[Laid], Iterator[str]]
MOVED: Final[tuple[Rule, ...]] = (unled, rolled_blindly, counted_otherwise, wide_eyed, out_of_reach)
