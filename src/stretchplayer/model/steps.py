"""The nine kinds of step and the group, as frozen values with the keys that a file gives them."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final, Literal

from msgspec import Meta, Struct

from stretchplayer.model.duration import Breath, BreathHold, Seconds, Span, Tempo
from stretchplayer.model.figure import Figure
from stretchplayer.model.number_ranges import DEGREES, PERCENT, REPS, SCALE, SETS, Label, Labels, Name, Passage

KINDS: Final = ("stretch", "contract-relax", "dynamic", "massage", "heat", "cold", "breathe", "rest", "advice")

FIGURE: Final = "How it is done, as a small body in two poses."
Sides = Literal["both", "each", "left", "right"]
Position = Literal["standing", "sitting", "kneeling", "lying-back", "lying-front", "lying-side"]
Load = Literal["spine-flexion", "spine-twist"]
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

Reps = Annotated[int, Meta(ge=REPS.least, le=REPS.most)]
Sets = Annotated[int, Meta(ge=SETS.least, le=SETS.most)]
Scale = Annotated[int, Meta(ge=SCALE.least, le=SCALE.most)]
Percent = Annotated[int, Meta(ge=PERCENT.least, le=PERCENT.most)]
Degrees = Annotated[float, Meta(ge=DEGREES.least, le=DEGREES.most)]


class Targets(tuple[str, ...]):
    """Muscle keys that a step works on; groups stand for all their keys."""

    __slots__ = ()


class Loads(tuple[Load, ...]):
    """What a step asks of the spine; one word or a list of them in a file."""

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

    kind: ClassVar[str]


class Targeted(Common, frozen=True, kw_only=True):
    """A step that works on muscles."""

    target: Annotated[Targets, Meta(description="A muscle key, a group, or a list of them.")]
    sides: Annotated[Sides, Meta(description='"each" gives both sides the full time, one after the other.')] = "both"
    first: Annotated[Literal["left", "right"], Meta(description='The side that "each" begins with.')] = "left"


class Stretch(Targeted, frozen=True, kw_only=True, tag="stretch"):
    """A static stretch: held still, at a mild pull."""

    kind: ClassVar[str] = "stretch"
    hold: Annotated[Span, Meta(description="Length of one hold.")]
    reps: Reps = 1
    rest: Seconds | None = None
    discomfort: Annotated[Scale, Meta(description="How much pull to feel at most, 0 to 10.")] = 3


class ContractRelax(Targeted, frozen=True, kw_only=True, tag="contract-relax"):
    """A gentle contraction against resistance, then a static stretch of the same muscle."""

    kind: ClassVar[str] = "contract-relax"
    contract: Annotated[Span, Meta(description="Length of one contraction.")]
    hold: Annotated[Span, Meta(description="Length of the stretch after it.")]
    reps: Reps = 1
    rest: Seconds | None = None
    effort: Annotated[Percent, Meta(description="Share of full effort, per cent.")] = 20
    discomfort: Scale = 3


class Dynamic(Targeted, frozen=True, kw_only=True, tag="dynamic"):
    """Slow, controlled movement through a comfortable range."""

    kind: ClassVar[str] = "dynamic"
    duration: Annotated[Span | None, Meta(description="Length of one set; or give reps and tempo.")] = None
    reps: Reps | None = None
    tempo: Annotated[Tempo | None, Meta(description="Seconds for one repetition.")] = None
    sets: Sets = 1
    rest: Seconds | None = None


class Massage(Targeted, frozen=True, kw_only=True, tag="massage"):
    """Pressure and strokes on a muscle, by hand or with a tool."""

    kind: ClassVar[str] = "massage"
    duration: Annotated[Span, Meta(description="Length of one set.")]
    using: MassageTool
    sets: Sets = 1
    rest: Seconds | None = None
    pressure: Annotated[Scale, Meta(description="How hard to press at most, 0 to 10.")] = 4
    spot: Annotated[bool, Meta(description="Still pressure on one spot.")] = False


class Heat(Targeted, frozen=True, kw_only=True, tag="heat"):
    """Warmth on a region, over a barrier, awake."""

    kind: ClassVar[str] = "heat"
    duration: Annotated[Span, Meta(description="Length of the application.")]
    using: Annotated[Label, Meta(description='"heat pack", "warm towel", "warm bath", …')]
    bath: Annotated[bool, Meta(description="Whether it is a bath, a shower or a sauna.")] = False
    temperature: Annotated[Degrees | None, Meta(description="In °C, if known.")] = None


class Cold(Targeted, frozen=True, kw_only=True, tag="cold"):
    """Cold on a region, over a barrier, awake."""

    kind: ClassVar[str] = "cold"
    duration: Annotated[Span, Meta(description="Length of the application.")]
    using: Literal["ice pack", "cold compress", "ice cube"]


class Breathe(Common, frozen=True, kw_only=True, tag="breathe"):
    """Slow breathing with a pacer."""

    kind: ClassVar[str] = "breathe"
    duration: Annotated[Span, Meta(description="Length of the breathing.")]
    inhale: Annotated[Breath, Meta(description="Seconds of breathing in.")] = Breath(4)
    exhale: Annotated[Breath, Meta(description="Seconds of breathing out.")] = Breath(6)
    hold: Annotated[BreathHold, Meta(description="Seconds of holding the breath between.")] = BreathHold(0)


class Rest(Common, frozen=True, kw_only=True, tag="rest"):
    """Time with nothing to do."""

    kind: ClassVar[str] = "rest"
    duration: Annotated[Span, Meta(description="Length of the rest.")]


class Advice(Common, frozen=True, kw_only=True, tag="advice"):
    """A few sentences to read or hear; waits for a key if it has no duration."""

    kind: ClassVar[str] = "advice"
    how: Annotated[Passage, Meta(min_length=1, description="The advice itself.")]
    topic: Topic
    duration: Annotated[Span | None, Meta(description="How long it is shown; without it, a key goes on.")] = None


class Group(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="group"):
    """Steps that are played one after another, `repeat` times."""

    repeat: Reps = 1
    step: Annotated["tuple[AnyStep, ...]", Meta(min_length=1)]
    figure: Annotated[Figure | None, Meta(description=FIGURE)] = None
    optional: Annotated[bool, Meta(description="Whether the whole group may be left out when time is short.")] = False


def known_source(using: str) -> bool:
    """Whether `using` is one of the sources of heat that are known here."""
    return using.strip().casefold() in HEAT_SOURCES


def is_bath(step: Heat) -> bool:
    """Whether the warmth is a bath: by its own word, or because nothing is known that says otherwise."""
    return step.bath or HEAT_SOURCES.get(step.using.strip().casefold(), True)


def set_seconds(step: Dynamic) -> float:
    """Length of one set of movement: as written, or repetitions times tempo."""
    return step.duration if step.duration is not None else (step.reps or 1) * (step.tempo or 0.0)


TargetedStep = Stretch | ContractRelax | Dynamic | Massage | Heat | Cold
Step = TargetedStep | Breathe | Rest | Advice
AnyStep = Step | Group
STEP_TYPES: Final[tuple[type[Common], ...]] = (
    Stretch,
    ContractRelax,
    Dynamic,
    Massage,
    Heat,
    Cold,
    Breathe,
    Rest,
    Advice,
)
DEEPEST: Final = 3
"""How deep groups may nest."""
