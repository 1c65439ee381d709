"""The ten kinds of step and the group, as frozen values with the keys that a file gives them."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final, Literal

from msgspec import Meta, Struct

from stretchplayer.model.duration import Breath, BreathHold, Count, Held, Seconds, SetCount, Span, SpanRange, Tempo
from stretchplayer.model.figure import Figure
from stretchplayer.model.number_ranges import DEGREES, PERCENT, REPS, SCALE, Label, Labels, Name, Passage

EACH: Final = '"each" gives both sides the full time, one after the other.'
ENABLED: Final = "false leaves it out for now; it stays in the file."
FIGURE: Final = "How it is done, as a small body in two poses."
IN_TURN: Final = "left and right in turn"
RELEASE: Final = "How far to let go between two holds."
DISCOMFORT: Final = "How much pull to feel at most, 0 to 10."
Sides = Literal["both", "each", "left", "right", "alternate"]
WornSides = Literal["both", "each", "left", "right"]
"""The sides that heat and cold lie on: they cannot alternate."""
Position = Literal["standing", "sitting", "kneeling", "lying-back", "lying-front", "lying-side"]
Load = Literal["spine-flexion", "spine-twist", "spine-side-bend"]
Answer = Literal[
    "pregnant",
    "gave-birth",
    "heart",
    "skin",
    "hypermobile",
    "thin-bones",
    "numb",
    "cold-reaction",
    "blood-thinners",
    "high-blood-pressure",
    "glaucoma",
    "surgery",
    "hip-replacement",
    "supervised",
    "65-over",
    "under-16",
    "spasm",
    "fever",
]
"""Answers to questions of the profile or of today that withhold a step."""
Release = Literal[
    "ease",
    "bend",
    "foot",
    "leg",
    "heel",
    "hips",
    "middle",
    "knees",
    "up",
    "upright",
    "down",
    "all-fours",
    "head",
    "arm",
    "arms",
    "hands",
]
"""How far one lets go between two holds, from a little less pull to all the way out."""
MassageTool = Literal["hands", "foam roller", "ball", "massage gun"]
HEAT_SOURCES: Final[Mapping[str, bool]] = {
    **dict.fromkeys(
        (
            "heat pack",
            "warm towel",
            "hot-water bottle",
            "hot water bottle",
            "heating pad",
            "warm compress",
            "wheat bag",
        ),
        False,
    ),
    **dict.fromkeys(
        (
            "warm bath",
            "bath",
            "hot bath",
            "foot bath",
            "warm shower",
            "hot tub",
            "whirlpool",
            "sauna",
            "steam room",
        ),
        True,
    ),
}
"""What a file may use for heat, and whether it is a bath, which reaches more of the body than one region."""

Topic = Literal[
    "hydration",
    "stretching",
    "heat",
    "cold",
    "massage",
    "posture",
    "nutrition",
    "rest",
    "medication",
    "professional",
]

Rounds = Annotated[int, Meta(ge=REPS.least, le=REPS.most)]
Scale = Annotated[int, Meta(ge=SCALE.least, le=SCALE.most)]
Percent = Annotated[int, Meta(ge=PERCENT.least, le=PERCENT.most)]
Degrees = Annotated[float, Meta(ge=DEGREES.least, le=DEGREES.most)]


class Targets(tuple[str, ...]):
    """Muscle keys that a step works on; groups stand for all their keys."""

    __slots__ = ()


class Loads(tuple[Load, ...]):
    """What a step asks of the spine; one word or a list of them in a file."""

    __slots__ = ()


class NotWith(tuple[Answer, ...]):
    """The answers that withhold a step; one word or a list of them in a file."""

    __slots__ = ()


class Common(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What any step may say about itself."""

    move: Annotated[
        Name | None, Meta(description="A move of the catalogue or of this file; the step's own keys win.")
    ] = None
    name: Annotated[Name | None, Meta(description="What the step is called on screen and by voice.")] = None
    how: Annotated[
        Passage | None, Meta(description="How to do it, in short sentences that can be followed by ear.")
    ] = None
    caution: Annotated[Passage | None, Meta(description="What to take care of, and when to stop.")] = None
    say: Annotated[Passage | None, Meta(description="Spoken instead of the name.")] = None
    prepare: Annotated[Seconds | None, Meta(description="Seconds to get ready before the first hold of a side.")] = None
    until: Annotated[Literal["key"] | None, Meta(description='"key" waits for a key when the step is done.')] = None
    source: Annotated[Labels, Meta(description="Where the step or its dose comes from.")] = Labels()
    position: Annotated[Position | None, Meta(description="How the body rests during the step.")] = None
    loads: Annotated[Loads, Meta(description="What the step asks of the spine.")] = Loads()
    needs: Annotated[Labels, Meta(description="What to have at hand.")] = Labels()
    figure: Annotated[Figure | None, Meta(description=FIGURE)] = None
    optional: Annotated[bool, Meta(description="Whether the step may be left out when time is short.")] = False
    short: Annotated[bool, Meta(description="Whether the step belongs to the short form of the routine.")] = False
    enabled: Annotated[bool, Meta(description=ENABLED)] = True
    instead: Annotated[Labels, Meta(description="Moves that may take its place, the best first.")] = Labels()
    not_with: Annotated[NotWith, Meta(description="Answers of the profile that withhold it.")] = NotWith()

    kind: ClassVar[str]


class Targeted(Common, frozen=True, kw_only=True):
    """A step that works on muscles."""

    target: Annotated[Targets, Meta(description="A muscle key, a group, or a list of them.")]
    sides: Annotated[Sides, Meta(description=f'{EACH} "alternate" does so too, {IN_TURN}.')] = "both"
    first: Annotated[Literal["left", "right"], Meta(description='The side that "each" begins with.')] = "left"


class Stretch(Targeted, frozen=True, kw_only=True, tag="stretch"):
    """A static stretch: held still, at a mild pull."""

    kind: ClassVar[str] = "stretch"
    hold: Annotated[Held, Meta(description="Length of one hold.")]
    reps: Count = Count(1)
    rest: Seconds | None = None
    release: Annotated[Release | None, Meta(description=RELEASE)] = None
    discomfort: Annotated[Scale, Meta(description=DISCOMFORT)] = 3


class ContractRelax(Targeted, frozen=True, kw_only=True, tag="contract-relax"):
    """A gentle contraction against resistance, then a static stretch of the same muscle."""

    kind: ClassVar[str] = "contract-relax"
    contract: Annotated[SpanRange, Meta(description="Length of one push.")]
    hold: Annotated[Held, Meta(description="Length of the stretch after it.")]
    reps: Count = Count(1)
    rest: Seconds | None = None
    release: Annotated[Release | None, Meta(description=RELEASE)] = None
    effort: Annotated[Percent, Meta(description="Share of full effort, per cent.")] = 20
    discomfort: Scale = 3


class Movement(Targeted, frozen=True, kw_only=True):
    """What moves: for a time, or for repetitions. Without a `tempo`, repetitions take the person's own time."""

    duration: Annotated[SpanRange | None, Meta(description="Length of one set; or give reps.")] = None
    reps: Annotated[Count | None, Meta(description="Repetitions in one set, counted aloud.")] = None
    tempo: Annotated[
        Tempo | None, Meta(description='Seconds for one repetition, or its phases: "2-0-5-0" (out, hold, back, hold).')
    ] = None
    hold: Annotated[SpanRange | None, Meta(description="A hold that is part of each repetition.")] = None
    sets: SetCount = SetCount(1)
    rest: Seconds | None = None


class Dynamic(Movement, frozen=True, kw_only=True, tag="dynamic"):
    """Slow, controlled movement through a comfortable range."""

    kind: ClassVar[str] = "dynamic"


class Exercise(Movement, frozen=True, kw_only=True, tag="exercise"):
    """Movement that is no stretch: walking, strength, balance, a position held by muscle."""

    kind: ClassVar[str] = "exercise"
    target: Annotated[Targets, Meta(description="A muscle key, a group, or a list of them.")] = Targets()


class Massage(Targeted, frozen=True, kw_only=True, tag="massage"):
    """Pressure and strokes on a muscle, by hand or with a tool."""

    kind: ClassVar[str] = "massage"
    duration: Annotated[SpanRange, Meta(description="Length of one set.")]
    using: MassageTool
    sets: SetCount = SetCount(1)
    rest: Seconds | None = None
    pressure: Annotated[Scale, Meta(description="How hard to press at most, 0 to 10.")] = 4
    spot: Annotated[bool, Meta(description="Still pressure on one spot.")] = False


class Heat(Targeted, frozen=True, kw_only=True, tag="heat"):
    """Warmth on a region, over a barrier, awake."""

    kind: ClassVar[str] = "heat"
    sides: Annotated[WornSides, Meta(description=EACH)] = "both"
    duration: Annotated[SpanRange, Meta(description="Length of the application.")]
    using: Annotated[Label, Meta(description='"heat pack", "warm towel", "warm bath", …')]
    bath: Annotated[bool, Meta(description="Whether it is a bath, a shower or a sauna.")] = False
    temperature: Annotated[Degrees | None, Meta(description="In °C, if known.")] = None


class Cold(Targeted, frozen=True, kw_only=True, tag="cold"):
    """Cold on a region, over a barrier, awake."""

    kind: ClassVar[str] = "cold"
    sides: Annotated[WornSides, Meta(description=EACH)] = "both"
    duration: Annotated[SpanRange, Meta(description="Length of the application.")]
    using: Literal["ice pack", "cold compress", "ice cube"]


class Breathe(Common, frozen=True, kw_only=True, tag="breathe"):
    """Slow breathing with a pacer."""

    kind: ClassVar[str] = "breathe"
    duration: Annotated[SpanRange, Meta(description="Length of the breathing.")]
    inhale: Annotated[Breath, Meta(description="Seconds of breathing in.")] = Breath(4)
    exhale: Annotated[Breath, Meta(description="Seconds of breathing out.")] = Breath(6)
    hold: Annotated[BreathHold, Meta(description="Seconds of holding the breath after breathing in.")] = BreathHold(0)
    hold_out: Annotated[BreathHold, Meta(description="Seconds of holding it after breathing out.")] = BreathHold(0)

    @property
    def cycle(self) -> float:
        """Seconds of one whole breath."""
        return self.inhale + self.hold + self.exhale + self.hold_out


class Rest(Common, frozen=True, kw_only=True, tag="rest"):
    """Time with nothing to do."""

    kind: ClassVar[str] = "rest"
    duration: Annotated[SpanRange, Meta(description="Length of the rest.")]


class Advice(Common, frozen=True, kw_only=True, tag="advice"):
    """A few sentences to read or hear; waits for a key if it has no duration."""

    kind: ClassVar[str] = "advice"
    how: Annotated[Passage, Meta(min_length=1, description="The advice itself.")]
    topic: Topic
    duration: Annotated[Span | None, Meta(description="How long it is shown; without it, a key goes on.")] = None


class Group(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="group"):
    """Steps that are played one after another, `repeat` times.

    `defaults` are those of the routine that was included; None where those of the routine itself hold.
    """

    name: Annotated[Name | None, Meta(description="What the rounds are called.")] = None
    repeat: Annotated[Rounds, Meta(description="How many rounds.")] = 1
    rest: Annotated[Seconds | None, Meta(description="Rest between two rounds.")] = None
    step: Annotated["tuple[AnyStep, ...]", Meta(min_length=1)]
    figure: Annotated[Figure | None, Meta(description=FIGURE)] = None
    optional: Annotated[bool, Meta(description="Whether the whole group may be left out when time is short.")] = False
    short: Annotated[bool, Meta(description="Whether the group belongs to the short form of the routine.")] = False
    enabled: Annotated[bool, Meta(description=ENABLED)] = True
    defaults: "Defaults | None" = None


class Defaults(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Values for steps that do not give their own; transitions are in seconds.

    `hold`, `reps` and `tempo` come before those of a move.
    """

    prepare: Annotated[Seconds, Meta(description="Get ready, before the first hold of a side.")] = Seconds(5)
    switch: Annotated[Seconds, Meta(description="Changing sides.")] = Seconds(5)
    rest: Annotated[Seconds, Meta(description="Between repetitions.")] = Seconds(10)
    hold: Annotated[Held | None, Meta(description="Length of each stretch.")] = None
    reps: Annotated[Count | None, Meta(description="Repetitions of what is counted.")] = None
    tempo: Annotated[Tempo, Meta(description="Seconds for one repetition.")] = Tempo(3)


def known_source(using: str) -> bool:
    """Whether `using` is one of the sources of heat that are known here."""
    return using.strip().casefold() in HEAT_SOURCES


def is_bath(step: Heat) -> bool:
    """Whether the warmth is a bath: by its own word, or because nothing is known that says otherwise."""
    return step.bath or HEAT_SOURCES.get(step.using.strip().casefold(), True)


OWN_PACE: Final = 3.0
"""Seconds that a repetition is planned with where people take their own time."""


def longest_hold(step: Movement) -> float:
    """The longest time for which nothing moves in one repetition: its hold, or the still phases of its tempo."""
    phases = step.tempo.phases if step.tempo is not None else ()
    return max((step.hold or 0.0, *phases[1::2]))


def own_pace(step: Movement) -> bool:
    """Whether repetitions take the person's own time: nothing but their number is given."""
    return step.duration is None and step.tempo is None


def beat(step: Movement) -> float:
    """Seconds of one repetition on one side, with its hold."""
    return (step.tempo or OWN_PACE) + (step.hold or 0.0)


def set_seconds(step: Movement) -> float:
    """Length of one set of movement: as written, or repetitions times tempo; in turns, of both sides together."""
    if step.duration is not None:
        return step.duration
    return (step.reps or 1) * beat(step) * (2 if step.sides == "alternate" else 1)


def counted(step: "Step") -> tuple[int, float]:
    """How many repetitions a set of a step has, and the seconds of one; none where nothing is counted."""
    if not isinstance(step, Movement) or step.reps is None or step.duration is not None:
        return 0, 0.0
    return step.reps, beat(step) * (2 if step.sides == "alternate" else 1)


def reps_of(step: "TargetedStep") -> int:
    """How often work is done in one go on each side: repetitions of holds, sets of the rest."""
    if isinstance(step, Stretch | ContractRelax):
        return step.reps
    return step.sets if isinstance(step, Movement | Massage) else 1


TargetedStep = Stretch | ContractRelax | Dynamic | Exercise | Massage | Heat | Cold
Step = TargetedStep | Breathe | Rest | Advice
AnyStep = Step | Group
STEP_TYPES: Final[tuple[type[Common], ...]] = (
    Stretch,
    ContractRelax,
    Dynamic,
    Exercise,
    Massage,
    Heat,
    Cold,
    Breathe,
    Rest,
    Advice,
)
KINDS: Final = tuple(each.kind for each in STEP_TYPES)
DEEPEST: Final = 3
"""How deep groups may nest."""
