"""Numbers and sides of which a line does not say what they are for now: bounds, aims, marks with two meanings.

They are asked about, and no other rule gets to read them.
"""

from typing import Final

from stretchplayer.editing.importing.exercises import HOURS, MINUTES, NUMBER, RANGE, SECONDS, TIME

MANY: Final = (
    r"(?:reps?\b\.?|repetitions?\b|wiederholungen\b|wdh\b\.?|times\b|time\b(?!\s*(?:a|per)\b)|mal\b|x\b|lifts\b|goes\b)"
)
NO_UNIT: Final = (
    rf"(?![\d.,]*\d)(?!\s*(?:{SECONDS}|{MINUTES}|m\b|metres?\b|meters?\b|kgs?\b|lbs?\b|steps?\b|cm\b|%|°"
    r"|(?:deep\s+|slow\s+)*breaths?\b))"
)
LIMB: Final = (
    r"(?:sides?|legs?|foot|feet|arms?|hands?|knees?|hips?|shoulders?|wrists?|ankles?|elbows?|ears?|heels?|calf|bein|seite"
    r"|arm|fuß|fuss)"
)
_UNIT: Final = rf"(?:\s*-?\s*(?:{SECONDS}|{MINUTES}|{HOURS}|{MANY}|sets?\b))?"
UNCLEAR: Final = (
    # A bound or an aim is not what is to be done now: "less than 30 s", "build up to 60 s".
    rf"(?P<n>\b(?:under|over|above|below)\s*{RANGE}\s*-?\s*(?:{SECONDS}|{MINUTES}))",
    (
        r"(?P<n>(?:\b(?:less|fewer|shorter|longer|more|greater)\s+than|\bexceed\w*"
        r"|\b(?:at most|max(?:imum|imal)?\.?(?:\s+of)?|h(?:ö|oe)chstens|maximal|bis zu)"
        r"|\b(?:weniger|mehr|länger) als|[<>≤])"
        rf"\s*{RANGE}{_UNIT})(?!\s*(?:[/%°\d]|kg|lb|cm|deg))"
    ),
    (
        r"(?P<n>\b(?:build\w*|work(?:ing)?|progress\w*|increas\w*|gradual\w*|go|going|aim\w*|try|steiger\w*)"
        rf"\s+(?:(?!for\b)[^\W\d]+\s+){{0,3}}?(?:up\s+to|to|towards?|auf|bis)\s+{RANGE}{_UNIT})"
    ),
    rf"(?P<n>{RANGE}{_UNIT}\s*\(?(?:max(?:imum|imal)?\b\.?|at most|or less|or fewer|or more|\+))",
    r"(?P<n>\b(?:build|work)(?:ing)?\s+(?:it\s+|this\s+)?up\b(?!\s+a\b)(?:\s+(?:slowly|gradually|over time))?)",
    # All of them in a time, and so often in an hour or a day.
    rf"(?P<n>{RANGE}\s*{MANY}\s*(?:in|within)\s+{TIME})",
    rf"(?P<n>\b(?:per|every|each|an?)\s+(?:hour|day|week)\s*,?\s*x\s*{RANGE})",
    # 1.30 min may be 1 min 30 s (a quarter is one), 30' is as often 30 s as 30 min, 40:20 may be work and rest.
    rf"(?P<n>(?<![\w.,/])\d{{1,2}}[.,](?!25|75)[0-5]\d\s*{MINUTES})",
    rf"(?P<n>{RANGE}\s*'(?!['\d]))",
    r"(?P<n>(?<![\d:])[2-9]\d:(?!00)[0-5]\d(?![\d:]))",
    rf"(?P<n>\bholds?\s*:?\s*(?:for\s+)?{RANGE}\s*x\s*{RANGE}){NO_UNIT}",
    # "30 s right, 45 left": 45 of what?
    (
        rf"(?P<n>{TIME}\s*(?:on\s+)?(?:the\s+)?\b(?:left|right|[lr])\b[^\d;.]{{0,12}}?{NUMBER}\s*"
        r"(?:on\s+)?(?:the\s+)?\b(?:left|right|[lr])\b)"
    ),
    # Which side it is knows only who has it.
    (
        r"(?P<n>\b(?:(?:un)?affected|(?:un)?injured|(?:un)?involved|bad|sore|painful|operated"
        rf"|weak(?:er)?|tight(?:er)?|stiff(?:er)?|worse|worst|good|better|healthy|sound)\s+{LIMB})\b(?:\s+only)?"
    ),
)
"""Patterns; `n` is what is asked about."""
