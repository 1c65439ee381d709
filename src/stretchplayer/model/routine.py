"""A whole routine as frozen values, and what follows from its steps: needs, areas, muscles, audience."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Final, Literal

from msgspec import Meta, Struct

from stretchplayer.model.duration import Span
from stretchplayer.model.muscles import GROUP_OF, GROUPS, MuscleSide, expand, muscle_sides
from stretchplayer.model.number_ranges import ONE_LINE, VOLUME, Label, Labels, Passage, Title
from stretchplayer.model.steps import AnyStep, Defaults, Group, NotWith, Rest, Step, Targeted
from stretchplayer.translation import gettext, language, languages

FORMAT: Final = 1
"""The version of the file format that this program reads."""
FORMAT_KEY: Final = "The version of the file format"
"""What the key `format` is."""
SCHEMA_LINE: Final = "#:schema ../schema/routine.schema.json"
"""The first line of a new file: editors of TOML find the JSON Schema by it, from the folder of one's own routines."""
MAX_SEGMENTS: Final = 1000
MAX_BYTES: Final = 1024 * 1024

CueName = Literal[
    "prepare",
    "go",
    "push",
    "tick",
    "half",
    "release",
    "switch",
    "rest",
    "next",
    "check-skin",
    "alarm",
    "done",
]
if TYPE_CHECKING:
    Language = str
else:
    # Which there are is said by files.
    Language = Literal[languages()]
Volume = Annotated[int, Meta(ge=VOLUME.least, le=VOLUME.most, description="Per cent.")]
SoundFile = Annotated[str, Meta(min_length=1, max_length=255, pattern=ONE_LINE)]


class Sound(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"check_skin": "check-skin"}):
    """What the routine sounds like; cue names take files of the user's own."""

    voice: Annotated[Literal["full", "names", "off"] | None, Meta(description="How much is spoken.")] = None
    cues: Annotated[Literal["soft", "wood", "bright"] | None, Meta(description="The set of cues.")] = None
    halfway: Annotated[bool | None, Meta(description="Whether the middle of a hold is marked.")] = None
    volume: Volume | None = None
    prepare: SoundFile | None = None
    go: SoundFile | None = None
    push: SoundFile | None = None
    tick: SoundFile | None = None
    half: SoundFile | None = None
    release: SoundFile | None = None
    switch: SoundFile | None = None
    rest: SoundFile | None = None
    next: SoundFile | None = None
    check_skin: SoundFile | None = None
    alarm: SoundFile | None = None
    done: SoundFile | None = None


class Replaced(Struct, frozen=True, kw_only=True):
    """A step in whose place another move is done this time: its path, both names, and the limit that says why."""

    path: str
    name: str
    instead: str
    limit: str
    reason: str


class Routine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"suits": "for"}):
    """One routine, its moves and group targets resolved.

    `limits` maps limit ids to the routine's own, lower values, in the limit's unit.
    `suits` is the key `for` of the file, which is a word of Python's own.
    `digest` is the SHA-256 of the file's bytes; equal digests mean the same file. `without` are the places of steps
    that are left out this time, as `2` or `2.1`; `known` is what the person knows already, as `known_as` calls
    each step, and `brief` what is announced without saying how it is done; `fitted` is whether numbers were changed to
    make it fit some minutes, `shortened` whether only its short form is played; `replaced` are the steps in whose place
    another move is done because of the person's answers. No file says any of these.
    """

    title: Title
    step: Annotated[tuple[AnyStep, ...], Meta(min_length=1)]
    summary: Annotated[Passage, Meta(description="What the routine is, in a sentence or two.")] = ""
    suits: Annotated[Passage, Meta(description="Whom the routine is for.")] = ""
    not_for: Annotated[Passage, Meta(description="Who should not follow it, or should ask somebody first.")] = ""
    not_with: Annotated[
        NotWith,
        Meta(description="Answers of the profile that `not_for` names; who gave one is told so before it begins."),
    ] = NotWith()
    tags: Labels = Labels()
    author: Label = ""
    source: Labels = Labels()
    short: Annotated[Span | None, Meta(description="How long the short form lasts at most.")] = None
    before: Literal["sport"] | None = None
    during: Literal["cramp"] | None = None
    language: Annotated[
        Language | None, Meta(description="What the routine is spoken in; without it, the language of the app.")
    ] = None
    defaults: Defaults = Defaults()
    sound: Sound = Sound()
    limits: dict[str, float] = {}
    file: str = ""
    digest: str = ""
    without: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()
    fitted: bool = False
    replaced: tuple[Replaced, ...] = ()
    shortened: bool = False


def spoken_in(routine: Routine) -> Language:
    """The language in which a routine is spoken: its own, or that of the app."""
    return routine.language or language()


def needs(routine: Routine) -> tuple[str, ...]:
    """What a routine needs at hand, each once, in the order it is needed."""
    found: dict[str, None] = {}
    for step in flat(routine.step, routine.without):
        found.update(dict.fromkeys(step.needs))
        using = getattr(step, "using", None)
        if using and using != "hands":
            found[using] = None
    return tuple(found)


def areas(routine: Routine) -> tuple[str, ...]:
    """The muscle groups that the steps of a routine work on, from the neck down."""
    steps = (step for step in flat(routine.step) if isinstance(step, Targeted))
    found = {GROUP_OF.get(target, target) for step in steps for target in step.target}
    return tuple(group for group in GROUPS if group in found)


def walk(steps: tuple[AnyStep, ...], before: str = "", without: tuple[str, ...] = ()) -> Iterator[tuple[str, AnyStep]]:
    """Every step and group with its path, a group before what is in it.

    Those at the places `without`, and those that the file switches off, are left out.
    """
    for number, step in enumerate(steps, 1):
        path = f"{before}{number}"
        if path in without or not step.enabled:
            continue
        yield path, step
        if isinstance(step, Group):
            yield from walk(step.step, f"{path}.", without)


def flat(steps: tuple[AnyStep, ...], without: tuple[str, ...] = ()) -> list[Step]:
    """Every step that `walk` finds, those in groups too."""
    return [step for _, step in walk(steps, without=without) if not isinstance(step, Group)]


REST: Final = "Rest"
"""What a rest without a name is called."""


def idle_rest(steps: tuple[AnyStep, ...], before: str = "", *, again: bool = False) -> tuple[str, Rest] | None:
    """The rest that ends each round, where the last round ends the routine: there it leads to nothing.

    One that has words of its own is meant. `again` says whether the steps are played several times.
    """
    numbered = [(f"{before}{number}", step) for number, step in enumerate(steps, 1) if step.enabled]
    path, last = numbered[-1] if numbered else ("", None)
    if isinstance(last, Group):
        return idle_rest(last.step, f"{path}.", again=again or last.repeat > 1)
    between = again and len(numbered) > 1
    return (path, last) if between and isinstance(last, Rest) and _is_plain(last) else None


def _is_plain(step: Rest) -> bool:
    return not (step.how or step.say or step.caution or step.until) and step.name in (None, REST)


def step_name(step: AnyStep) -> str:
    """What a step is called, or the steps of a group."""
    if isinstance(step, Group):
        return step.name or ", ".join(each.name or each.kind for each in flat(step.step))
    return step.name or step.kind


def switched_off(steps: tuple[AnyStep, ...], before: str = "") -> Iterator[tuple[str, AnyStep]]:
    """Every step and group that the file leaves out for now, with its path."""
    for number, step in enumerate(steps, 1):
        path = f"{before}{number}"
        if not step.enabled:
            yield path, step
        elif isinstance(step, Group):
            yield from switched_off(step.step, f"{path}.")


def audience(routine: Routine) -> tuple[str, ...]:
    """A line for each of `for` and `not_for` that the file has."""
    texts = ((gettext("For: {people}"), routine.suits), (gettext("Not for: {people}"), routine.not_for))
    return tuple(line.format(people=" ".join(text.split())) for line, text in texts if text.split())


def worked(steps: tuple[AnyStep, ...]) -> tuple[MuscleSide, ...]:
    """Every (muscle, side) that any of the steps is for, each once; KeyError names an unknown key."""
    found: dict[MuscleSide, None] = {}
    for step in flat(steps):
        if isinstance(step, Targeted):
            found.update(dict.fromkeys(muscle_sides(expand(step.target), step.sides)))
    return tuple(found)
