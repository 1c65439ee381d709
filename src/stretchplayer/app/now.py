"""What to start for what the user says: a routine that is there, fitted to the minutes, or one that is composed."""

from collections.abc import Callable, Iterable, Sequence
from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import structs

from stretchplayer.app.listing import Listed
from stretchplayer.app.rewording import found_for
from stretchplayer.app.search import Found, Term, look_for, share_on, terms_of
from stretchplayer.catalog import target_name
from stretchplayer.catalog.complaints import Complaint, Place, saying, words_of
from stretchplayer.catalog.said_minutes import in_figures, without_minutes
from stretchplayer.problems import UserError
from stretchplayer.text import capitalised
from stretchplayer.translation import gettext, language, to_translate

if TYPE_CHECKING:
    from stretchplayer.app.session_flow import Play, PlayText
    from stretchplayer.config import Folders

_NOW: Final = ("now", "jetzt", "ahora", "maintenant")
"""First words that are the command itself, typed in the library."""
_USUAL: Final = 10.0
"""Minutes of a routine that is composed, where none are said."""
_FOR_ONE: Final = 0.4
"""How much of the work of a routine that is offered for a complaint is at least for its muscles."""
_FOR_MANY: Final = 0.5
_FOR_EACH: Final = 0.15
"""The same where more than one thing is said, or muscles alone are named: for all of these, and for each complaint."""
_LATER: Final = 0.1
_LATER_FOR_A_PART: Final = 0.6
"""How much worse each routine is than the one offered before it, as a difference of the logarithms of their length.

For a part of the body the first is most for it, and worth being fitted: a break for the eyes is no five minutes for
the neck.
"""
_TRIED: Final = 4
_SELDOM: Final = frozenset(("heat pack", "ice pack", "cold compress", "foam roller"))
"""What not everybody has at hand, now."""
_AS_NEAR: Final = 0.5
"""How far the length of a routine may be off where another would be less safe, as a difference of the logarithms."""


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
        return self.listed.title if self.listed is not None else capitalised(self.words)

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
    """What the user says without its minutes, and these; NothingToStart where two numbers of them are said."""
    words, said = without_minutes(words_of(in_figures(text)))
    if words[:1] and words[0] in _NOW and len(words) > 1:
        words = words[1:]
    numbers = {*map(float, said), *([] if minutes is None else [minutes])}
    if len(numbers) > 1:
        few, many = min(numbers), max(numbers)
        message = gettext("{few} minutes, or {many}? Say it once.").format(few=f"{few:g}", many=f"{many:g}")
        raise NothingToStart(message)
    return " ".join(words), next(iter(numbers), None)


def choose(
    listed: Iterable[Listed], text: str, minutes: float | None = None, *, composer: Composer | None = None
) -> Choice:
    """What to start for what the user says; NothingToStart where that is nothing, or nothing that is known here.

    Of the routines that are found and are for just this, it is the one that comes nearest to the minutes; where there
    is none, one is composed of the muscles that are meant, by `composer` in place of `editing.compose`.
    """
    words, minutes = asked(text, minutes)
    everything = [each for each in listed if each.title]
    # A number by itself says neither what for, nor whether it is minutes.
    found = look_for(everything, words) if words and not words.isdecimal() else None
    if found is None:
        message = gettext("say what is stiff or sore, or what you have done: {examples}").format(
            examples=gettext(_EXAMPLES)
        )
        raise NothingToStart(message)
    said = found.meant or words
    terms = terms_of(words_of(said))
    if any(term.meaning and term.meaning.complaint and term.meaning.complaint.stop for term in terms):
        message = f"{words}: {found.answer}."
        raise NothingToStart(message)
    _refuse_exclusion(words)
    if any(_stays(ill) for ill in complaints_in(terms_of(words_of(words))) if ill not in complaints_in(terms)):
        # What was left out to find something would be the one thing that matters.
        message = f"{words}: {found.answer}."
        raise NothingToStart(message)
    chosen = Choice(None, words, minutes, answer=found.answer, muscles=found.muscles)
    if found.meant:
        chosen = chosen._replace(meant=found_for(words, found.meant, fewer=found.fewer))
    ills = complaints_in(terms)
    fitting = _handy([each for each in found.routines if _is_for(each, said, terms)], said)
    # A title with these words, and others, is less than what is offered for them.
    fitting = [each for each in fitting if each.yours or any(each.name in ill.routines for ill in ills)] or fitting
    fitting = fitting[:_TRIED]
    careful = [each for each in fitting if found.answer and any(_called(each, ill) for ill in ills)]
    if fitting:
        later = _LATER_FOR_A_PART if any(ill.muscles for ill in ills) else _LATER
        best = _nearest(careful or fitting, minutes, later) or _as_near(careful, minutes)
        if best is not None:
            return chosen._replace(listed=best[0], short=best[1])
    composed = _composed(chosen, said, composer)
    if composed is not None:
        return composed
    if fitting or (found.routines and not found.muscles):
        # Nothing lasts as long as that: what is nearest says so itself.
        one = (fitting or found.routines)[0]
        return chosen._replace(listed=one, short=bool(minutes and one.short and _off(one.short, minutes) < 1.0))
    raise NothingToStart(f"{words}: {found.answer}." if found.answer else _nothing(words))


def start(choice: Choice, folders: "Folders", *, yes: bool = False) -> "Play | PlayText":
    """How a session flow starts it; with `yes`, without today's questions."""
    from stretchplayer.app.session_flow import Play, PlayText

    warning = ""
    if choice.answer:
        warning = f"{choice.words}: {choice.answer}."
    if choice.listed is not None:
        minutes = choice.minutes
        return Play(choice.listed.file, yes, minutes, short=choice.short, warning=warning, by_plan=True)
    from stretchplayer.app.routine_files import name_for
    from stretchplayer.routine.reader import read

    minutes = choice.minutes or _USUAL
    # There is no such file, so nothing that has been written can be meant by it.
    path = folders.routines / f"now+{name_for(choice.words)}-{minutes:g}-min.toml"
    return PlayText(read(choice.text.encode(), str(path)), yes, warning)


_EXAMPLES: Final = to_translate('"stiff neck", "after running", "desk 2 minutes"')


def _nothing(words: str) -> str:
    from stretchplayer.routine.faults import Spelling
    from stretchplayer.routine.suggestions import target_hint

    hint = target_hint(words, Spelling(), language())
    text = gettext('nothing is known here for "{words}"{hint}').format(
        words=words, hint=hint if hint.startswith(":") else "."
    )
    more = gettext(
        "Name a part of the body, what is the matter, a sport or a place, such as {examples}; "
        "`stretchplayer list` shows every routine"
    )
    return f"{text} {more.format(examples=gettext(_EXAMPLES))}"


def _refuse_exclusion(words: str) -> None:
    from stretchplayer.editing.meaning import refuse_negation

    try:
        refuse_negation(words, words_of(words))
    except UserError as error:
        raise NothingToStart(str(error)) from error


def _composed(choice: Choice, said: str, composer: Composer | None) -> Choice | None:
    """One that is composed, if the words mean muscles and the minutes can be filled."""
    # Imported here: what is there already is started at once.
    from stretchplayer.editing.compose import compose
    from stretchplayer.editing.meaning import meaning

    try:
        meant = meaning(said)
        text = (composer or compose)(said, choice.minutes or _USUAL)
    except UserError:
        # What can be started instead, or said, is up to who asks.
        return None
    answer = choice.answer or meant.answer.rstrip(".")
    return choice._replace(words=said, muscles=meant.muscles, answer=answer, text=text)


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


def _suits(each: Listed, place: Place) -> bool:
    return each.name in place.routines or place.fits(each.positions, each.needs)


def _handy(fitting: Sequence[Listed], words: str) -> Sequence[Listed]:
    """Those that need nothing which not everybody has at hand, where there are such, and those that are named."""
    said = set(words_of(words))
    at_hand = [
        each for each in fitting if _SELDOM.isdisjoint(each.needs) or each.yours or said.issuperset(words_of(each.name))
    ]
    return at_hand or fitting


def _as_near(careful: Sequence[Listed], minutes: float | None) -> tuple[Listed, bool] | None:
    """The first of those that are made for a complaint with warning signs, if it is nearly as short as was asked for.

    What nearly suits such a complaint is no way to save two minutes.
    """
    if careful and minutes and _off(careful[0].least_minutes, minutes) <= _AS_NEAR:
        return careful[0], bool(careful[0].short)
    return None


def _nearest(fitting: Sequence[Listed], minutes: float | None, later: float) -> tuple[Listed, bool] | None:
    """The one that can be fitted to the minutes, and whether by its short form; None where none can.

    Each is by `later` worse than the one before it.
    """
    if minutes is None:
        return fitting[0], False
    ways = [
        (_off(length, minutes) + later * at, at, short)
        for at, each in enumerate(fitting)
        for length, short in ((each.minutes, False), (each.short, True))
        if length
    ]
    for _, at, short in sorted(ways):
        if _reaches(fitting[at], minutes, short=short):
            return fitting[at], short
    return None


def _off(length: float, minutes: float) -> float:
    return abs(log(length / minutes))


def _reaches(each: Listed, minutes: float, *, short: bool) -> bool:
    from stretchplayer.caps import SEASONED, Profile
    from stretchplayer.fitting.fit import Fitter, in_short
    from stretchplayer.model.getting_ready import known_as
    from stretchplayer.model.routine import flat
    from stretchplayer.model.short_form import short_form
    from stretchplayer.routine.reader import load

    routine = load(each.file).routine
    if routine is None:
        return False
    if short:
        routine = short_form(routine)
    # For one who knows it or for one who does not: what explaining adds gets less each time.
    for known in ((), tuple({known_as(step) for step in flat(routine.step)})):
        fitter = Fitter(structs.replace(routine, known=known), Profile(), SEASONED, 0.0)
        fitted = in_short(fitter, 60 * minutes) if short else fitter.to(60 * minutes)
        if fitted.reached:
            return True
    return False


def offered(listed: Sequence[Listed], text: str, found: Found) -> str:
    """What is offered to start where `text` has `found` this: "Now: neck, 5 min"; "" for nothing.

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
