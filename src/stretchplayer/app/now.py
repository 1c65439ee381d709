"""What to start for what somebody says: a routine that is there, fitted to the minutes, or one that is composed."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from stretchplayer.app.listing import Listed
from stretchplayer.app.rewording import found_for
from stretchplayer.app.search import (
    COLD,
    Found,
    Term,
    is_title,
    look_for,
    nothing,
    say_more,
    says_nothing,
    share_on,
    terms_of,
    typed_words,
    without_place,
)
from stretchplayer.app.what_now import as_near, nearest, off
from stretchplayer.catalog import asked_named, target_name
from stretchplayer.catalog.complaints import Complaint, Place, is_move, meaning, meanings, saying
from stretchplayer.catalog.plain_words import words_of
from stretchplayer.catalog.said_minutes import in_figures, without_minutes
from stretchplayer.catalog.translated import passage
from stretchplayer.editing.things_left_out import refuse_negation, things_left_out
from stretchplayer.problems import UserError
from stretchplayer.text import capitalised
from stretchplayer.translation import gettext

if TYPE_CHECKING:
    from stretchplayer.app.session_flow import Play, PlayText
    from stretchplayer.caps.profile import Profile
    from stretchplayer.config import Folders

_NOW: Final = ("now", "jetzt", "ahora", "maintenant")
"""How somebody begins who types the command in the library."""
_LATER: Final = 0.1
_LATER_FOR_A_PART: Final = 0.6
"""How much worse each routine is than the one offered before it, as a difference of the logarithms of their length.

For a part of the body the first is most for it, and worth being fitted: a break for the eyes is no five minutes for
the neck.
"""
_USUAL: Final = 10.0
"""Minutes of a routine that is composed, where none are said."""
_FOR_ONE: Final = 0.4
"""How much of the work of a routine that is offered for a complaint is at least for its muscles."""
_FOR_MANY: Final = 0.5
_FOR_EACH: Final = 0.15
"""The same where more than one thing is said, or muscles alone are named: for all of these, and for each complaint."""
_TRIED: Final = 4
_SELDOM: Final = frozenset(("heat pack", "ice pack", "cold compress", "foam roller"))
"""What not everybody has at hand, now."""
_LONGEST: Final = 60
"""Characters of the words that a name is made of."""


Composer = Callable[[str, float], str]
"""Makes the TOML text of a routine for words and minutes; UserError where it cannot."""


class NothingToStart(UserError):
    """Nothing is started for what was said; the text says why, or what to try."""


class Choice(NamedTuple):
    """What is started: the routine `listed`; where it is None, one that is composed for `muscles`, with its `text`.

    `minutes` are those that were asked for, None for as long as it is. With `short`, its short form is played.
    `answer` has to be read before, `meant` says for which other words it is; both are "" where there is nothing.
    """

    listed: Listed | None
    words: str
    minutes: float | None
    short: bool = False
    muscles: tuple[str, ...] = ()
    answer: str = ""
    meant: str = ""
    text: str = ""

    @property
    def title(self) -> str:
        """What it is called: the title of the routine, or what was said."""
        return capitalised(self.words) if self.listed is None else self.listed.title

    @property
    def described(self) -> str:
        """What is started, in one line."""
        minutes = f"{self.minutes or _USUAL:g}"
        if self.listed is None:
            names = ", ".join(map(target_name, self.muscles[:4]))
            text = gettext("Made for this: {title}, {minutes} min ({muscles})")
            return text.format(title=self.title, minutes=minutes, muscles=names)
        if self.minutes is None:
            return gettext("{title}, {minutes} min").format(title=self.title, minutes=self.listed.minutes)
        if self.short:
            return gettext("{title}, its short form, fitted to {minutes} min").format(title=self.title, minutes=minutes)
        return gettext("{title}, fitted to {minutes} min").format(title=self.title, minutes=minutes)


def asked(text: str, minutes: float | None = None) -> tuple[str, float | None]:
    """What somebody says without its minutes, and these; NothingToStart where two numbers of them are said."""
    words, said = without_minutes(words_of(in_figures(text)))
    if words[:1] and words[0] in _NOW and len(words) > 1:
        words = words[1:]
    numbers = {*map(float, said), *([] if minutes is None else [minutes])}
    if len(numbers) > 1:
        few, many = (f"{each(numbers):g}" for each in (min, max))
        raise NothingToStart(gettext("{few} minutes, or {many}? Say it once.").format(few=few, many=many))
    return " ".join(words), next(iter(numbers), None)


def choose(
    listed: Iterable[Listed],
    text: str,
    minutes: float | None = None,
    *,
    composer: Composer | None = None,
    profile: "Profile | None" = None,
) -> Choice:
    """What to start for what somebody says; NothingToStart where that is nothing, or nothing that is known here.

    Of the routines that are found and are for just this, it is the one that comes nearest to the minutes; where there
    is none, one is composed of the muscles that are meant, by `composer` in place of `editing.compose`. What the
    `profile` asks about is started only where it says so.
    """
    return _choose(listed, text, minutes, _Bounds(composer, profile))


class _Bounds(NamedTuple):
    """Who makes a routine where none is there, who asks, and which things are left out."""

    composer: Composer | None
    profile: "Profile | None"
    without: frozenset[str] = frozenset()


def _choose(listed: Iterable[Listed], text: str, minutes: float | None, bounds: _Bounds) -> Choice:
    words, minutes = asked(text, minutes)
    typed = typed_words(text, words)
    fewer, left_out = things_left_out(words)
    if left_out:
        # What is left out is left out of everything that is found for the rest.
        chosen = _choose(listed, fewer, minutes, bounds._replace(without=bounds.without | left_out))
        return chosen._replace(words=typed)
    everything = [each for each in listed if each.title and bounds.without.isdisjoint(each.needs)]
    # A number by itself says neither what for, nor whether it is minutes.
    found = look_for(everything, words, strictly=True) if words and not words.isdecimal() else None
    if found is None or says_nothing(words):
        raise NothingToStart(say_more())
    said = found.meant or words
    terms = terms_of(words_of(said))
    _refuse(typed, words, found, complaints_in(terms))
    _refuse_unsaid(typed, words, said, bounds.profile)
    chosen = Choice(None, typed, minutes, answer=found.answer, muscles=found.muscles)
    if found.meant:
        chosen = chosen._replace(meant=found_for(typed, typed_words(typed, found.meant), fewer=found.fewer))
    if found.fewer and not any(term.meaning for term in terms):
        # A word in the text of a routine says not what it is for.
        found = found._replace(routines=[each for each in found.routines if _is_for(each, said, terms)])
    ills = complaints_in(terms)
    everything = _without_wrong_places(everything, typed, ills)
    found = found._replace(routines=[each for each in found.routines if each in everything])
    fitting = _handy([each for each in found.routines if _is_for(each, said, terms)], said)
    # A title with these words, and others, is less than what is offered for them.
    fitting = [each for each in fitting if each.yours or any(each.name in ill.routines for ill in ills)] or fitting
    fitting = [each for each in fitting if is_title(each, words_of(said))] or fitting[:_TRIED]
    # What is made for just this does it anywhere, and whatever it needs.
    made = [each for each in everything if not each.yours and _made_for(each, ills)]
    fitting = made or fitting
    careful = [each for each in fitting if found.answer and any(_called(each, ill) for ill in ills)]
    if fitting:
        later = _LATER_FOR_A_PART if any(ill.muscles for ill in ills) else _LATER
        best = nearest(careful or fitting, minutes, later) or as_near(careful, minutes)
        if best is not None:
            return chosen._replace(listed=best[0], short=best[1])
    composed = None if made else _composed(chosen, said, bounds)
    if composed is not None:
        return composed
    if fitting or (found.routines and not found.muscles):
        # Nothing lasts as long as that: what is nearest says so itself.
        one = (fitting or found.routines)[0]
        return chosen._replace(listed=one, short=bool(minutes and one.short and off(one.short, minutes) < 1.0))
    elsewhere = without_place(terms)
    if elsewhere:
        chosen = _choose(everything, elsewhere, minutes, bounds)
        text = gettext('Nothing here is for "{said}" there; this is for "{meant}", in another place.')
        return chosen._replace(words=typed, meant=text.format(said=typed, meant=typed_words(typed, elsewhere)))
    unknown = nothing(everything, typed, words)
    raise NothingToStart(f"{unknown} {typed}: {found.answer}." if found.answer and found.muscles else unknown)


def start(choice: Choice, folders: "Folders", *, yes: bool = False) -> "Play | PlayText":
    """How a session flow starts it; with `yes`, without today's questions."""
    from stretchplayer.app.session_flow import Play, PlayText

    warning = f"{choice.words}: {choice.answer}." if choice.answer else ""
    if choice.listed is not None:
        return Play(choice.listed.file, yes, choice.minutes, short=choice.short, warning=warning, by_plan=True)
    from stretchplayer.routine.reader import read

    minutes = choice.minutes or _USUAL
    # There is no such file, so nothing that has been written can be meant by it.
    path = folders.routines / f"now+{_name(choice.words)}-{minutes:g}-min.toml"
    return PlayText(read(choice.text.encode(), str(path)), yes, warning)


def _refuse(typed: str, words: str, found: Found, ills: Sequence[Complaint]) -> None:
    """NothingToStart where what was said stops everything, takes something out, or is a move of no routine."""
    if is_move(words_of(words)) and not found.routines:
        text = gettext("{words} is a move that no routine has: `stretchplayer moves {words}` shows it")
        raise NothingToStart(text.format(words=typed))
    message = f"{typed}: {found.answer}."
    if any(ill.stop for ill in ills):
        raise NothingToStart(message)
    try:
        refuse_negation(typed, words_of(words))
    except UserError as error:
        raise NothingToStart(str(error)) from error
    # What was left out to find something would be the one thing that matters.
    stays = [ill for ill in complaints_in(terms_of(words_of(words))) if _stays(ill) and ill not in ills]
    if stays:
        text = gettext("{answer} `stretchplayer moves {words}` lists what helps") if stays[0].moves else "{answer}"
        raise NothingToStart(text.format(answer=message, words=words))


def _refuse_unsaid(typed: str, words: str, said: str, profile: "Profile | None") -> None:
    """NothingToStart where the words, or what is `said` by them, are what the profile asks about and does not know."""
    # Half a word says nothing yet beside others: "happy baby" is no "baby bump".
    terms = terms_of(words_of(words))
    begun = complaints_in(terms) if len(terms) == 1 else []
    whole = [means.complaint for each in (words, said) for _, means in meanings(words_of(each)) if means]
    for ill in filter(None, (*whole, *begun)):
        if ill.profile and not getattr(profile, ill.profile, False):
            text = gettext(
                "{words}: {answer}. Your profile does not say so yet, and would leave out what is not for you: "
                "`stretchplayer profile --set {key}=yes`, then again"
            )
            answer = passage(ill.answer.strip())
            raise NothingToStart(text.format(words=typed, answer=answer, key=ill.profile))


def _composed(choice: Choice, said: str, bounds: _Bounds) -> Choice | None:
    """One that is composed, if the words mean muscles and the minutes can be filled."""
    # Imported here: what is there already is started at once.
    from stretchplayer.app.substitutes import ruled_out
    from stretchplayer.editing.compose import AT_HAND, compose
    from stretchplayer.editing.meaning import meaning as to_compose

    name = typed_words(choice.words, said) if choice.meant else choice.words
    allowed = partial(compose, at_hand=AT_HAND - bounds.without, without=ruled_out(bounds.profile))
    try:
        meant = to_compose(said)
        text = (bounds.composer or partial(allowed, title=capitalised(name)))(said, choice.minutes or _USUAL)
    except UserError:
        # What can be started instead, or said, is up to who asks.
        return None
    answer = choice.answer or meant.answer.rstrip(".")
    return choice._replace(words=name, muscles=meant.muscles, answer=answer, text=text)


def _is_for(each: Listed, words: str, terms: Sequence[Term]) -> bool:
    """Whether a routine is for what was said, and not just one that works on it as well."""
    if set(saying(tuple(words_of(words)))).issubset(words_of(f"{each.title} {each.written} {each.name}")):
        return True
    ills = complaints_in(terms)
    places = [term.meaning.place for term in terms if term.meaning and term.meaning.place]
    muscles = {muscle for term in terms if term.meaning for muscle in term.meaning.muscles}
    if any(ill.made for ill in ills) or not all(_suits(each, place) for place in places):
        return False
    if (ills and each.name not in ills[0].routines) or any(
        each.name not in ill.routines for ill in ills if not ill.muscles
    ):
        return False
    if len(ills) == 1 and (_called(each, ills[0]) or not muscles or _is_rest(each, ills[0])):
        return True
    if not muscles:
        return bool(places) and any(each.name in place.routines for place in places)
    if any(share_on(each, ill.muscles) < _FOR_EACH for ill in ills if ill.muscles):
        return False
    return share_on(each, muscles) >= (_FOR_ONE if len(ills) == 1 else _FOR_MANY)


def complaints_in(terms: Sequence[Term]) -> list[Complaint]:
    """The complaints among what was said."""
    return [term.meaning.complaint for term in terms if term.meaning and term.meaning.complaint]


def _stays(ill: Complaint) -> bool:
    """Whether a complaint is never left out of what was said: it warns, and is of no muscle in particular."""
    return bool(ill.answer) and not ill.muscles


def _is_rest(each: Listed, ill: Complaint) -> bool:
    """Whether a routine, which works on no muscle at all, is what is offered first for a complaint."""
    return not each.worked and each.name == ill.routines[0]


def _called(each: Listed, ill: Complaint) -> bool:
    """Whether a routine has the name of a complaint, as that of `sciatica` has, which moves what is around."""
    return each.name.replace("-", " ") in ill.names


def _made_for(each: Listed, ills: Sequence[Complaint]) -> bool:
    """Whether a routine has the name of a complaint that wants just this, though other muscles are named as well.

    What somebody is, such as pregnant, wants it only by itself: the profile leaves out what is not for them.
    """
    alone = sum(bool(ill.muscles) for ill in ills) == 1
    wanting = [ill for ill in ills if (alone and ill.first) or (ill.only and (alone or not ill.profile))]
    return any(each.name in ill.routines[:1] and _called(each, ill) for ill in wanting)


def _without_wrong_places(listed: Sequence[Listed], typed: str, ills: Sequence[Complaint]) -> list[Listed]:
    """What is there but, for a fresh injury, the cold that is for another place; NothingToStart where none is left."""
    fresh = next((ill for ill in ills if ill.fresh), None)
    words = words_of(typed)
    parts = [(word, means.muscles[0]) for word in words if (means := meaning((word,))) and means.muscles]
    if fresh is None or (not parts and not COLD.isdisjoint(words)):
        return list(listed)
    # What is for a calf is not for an ankle, whose muscles are those of the calf.
    muscles = {muscle for word, muscle in parts if not asked_named(word)}
    here = [each for each in listed if each.thermal != "cold" or each.yours or share_on(each, muscles)]
    if any(each.thermal == "cold" for each in here):
        return here
    message = f"{typed}: {passage(fresh.answer.strip())}."
    raise NothingToStart(message)


def _suits(each: Listed, place: Place) -> bool:
    return each.name in place.routines or place.fits(each.positions, each.needs)


def _handy(fitting: Sequence[Listed], words: str) -> Sequence[Listed]:
    """Those that need nothing which not everybody has at hand, where there are such, and those that are named."""
    said = words_of(words)
    at_hand = [
        each
        for each in fitting
        if _SELDOM.isdisjoint(each.needs)
        or each.yours
        or set(said).issuperset(words_of(each.name))
        or is_title(each, said)
    ]
    return at_hand or fitting


def _name(words: str) -> str:
    return re.sub(r"[^\w]+", "-", words.casefold()).strip("-_")[:_LONGEST].strip("-_") or "routine"


def offered(listed: Sequence[Listed], text: str, found: Found) -> str:
    """What somebody is offered to start who looks for `text` and `found` this: "Now: neck, 5 min"; "" for nothing.

    That is where minutes are said, or where no routine is for what is meant. A title with a number goes first.
    """
    wanted = words_of(text)
    try:
        words, minutes = asked(text)
    except NothingToStart:
        return ""
    terms = terms_of(words_of(words)) if words else []
    if (
        not words
        or any(ill.stop for ill in complaints_in(terms))
        or any(words_of(each.title) == wanted for each in listed)
    ):
        return ""
    if minutes is not None and (found.routines or found.muscles):
        return gettext("Now: {words}, {minutes} min").format(words=words, minutes=f"{minutes:g}")
    if wanted[0] in _NOW and (found.routines or found.muscles):
        return gettext("Now: {words}").format(words=words)
    return gettext("Now: {words}").format(words=words) if found.muscles and not found.routines else ""
