"""What makes the whole of a line doubtful: words that forbid, except or put off; and numbers that no rule has used.

"Do not do", "except the left" and "after 2 weeks" are never read as what is to be done: they are asked about.
"""

import re
from typing import Final

_ILL: Final = (
    r"(?:it|this|that|you|there|the|any|is|are|s|feel\w*|get\w*|have|causes?|too|much|sharp|a|an|or|becomes?"
    r"|your|pain)"
)
_HURTS: Final = r"(?:pain\w*|hurt\w*|sore\w*|dizz\w*|numb\w*|tingl\w*|pins|uncomfortable|discomfort|faint)"
_PLACE_AFTER: Final = r"(?![^.;,()/]*\b(?:left|right|links|rechts|side|leg|arm)\b)"
_THINGS: Final = r"(?:added\s+|extra\s+)?(?:weights?|bands?|resistance|equipment|shoes)"
_WITHOUT: Final = re.compile(rf"\(?\b(?:no|without|ohne)\s+(?:a\s+|any\s+)?{_THINGS}\b\)?", re.IGNORECASE)
_CAUTIONS: Final = re.compile(
    rf"\b(?:please\s+)?stop(?:\s+(?:at once|immediately|the exercise|exercising|straight away))?\s+(?:if|when"
    rf"|before)\s+"
    rf"(?:{_ILL}\s+)*{_HURTS}\b{_PLACE_AFTER}"
    rf"|\bif\s+(?:{_ILL}\s+)*{_HURTS}\s*,?\s*(?:then\s+)?(?:please\s+)?stop\b(?!\s+\w){_PLACE_AFTER}"
    r"|\b(?:do not|don'?t|dont|never|avoid|without|not|no)\s+(?:to\s+)?(?:bounc\w*|jerk\w*|rush\w*"
    r"|strain(?:ing)?|forc(?:e|ing)\s+it"
    r"|hold(?:ing)?\s+(?:your|the)\s+breath|arch(?:ing)?\s+(?:your|the)\s+(?:low(?:er)?\s+)?back"
    r"|lock(?:ing)?\s+(?:your|the)\s+(?:knees?|elbows?)|lift(?:ing)?\s+(?:your|the)\s+heels?|(?:any\s+)?pain(?:ful)?"
    rf"|(?:rush|hurry|momentum)|{_THINGS}"
    rf"|too\s+(?:hard|far|fast|much|deep|high|low|quickly))\b{_PLACE_AFTER}",
    re.IGNORECASE,
)
"""Advice on how something is done, or when to stop: it forbids nothing and leaves nothing out."""
_QUOTED_STOP: Final = re.compile(r"[\"'\u201c\u201d]stop[\"'\u201c\u201d]", re.IGNORECASE)
_SOON: Final = (
    r"(?:\d+|one|two|three|four|five|six|eight|ten|twelve|an?|another|few|several|the|your|my|his|her"
    r"|review\w*|surgery"
    r"|operation|op|clearance|being)"
)
_AGAINST: Final = re.compile(
    r"\b(?:not|nor|never|neither|cannot|(?:ca|do|does|did|wo|is|are|was|must|should|may|could|would|need)n'?t"
    r"|none|nothing"
    r"|no(?!\.?\s*\d)|avoid\w*|skip(?!ping)\w*|stop\w*|quit|cease\w*|discontinu\w*|cancel\w*|forbid\w*"
    r"|prohibit\w*|banned"
    r"|contra-?indicat\w*|except\w*|excluding|exclude[sd]?|excl|omit\w*|leav(?:e|ing)\s+(?:\w+\s+){0,3}out"
    r"|left\s+out|drop\s+this"
    r"|until|till|til|unless|if|instead|rather than|in place of|but\s+(?:the\s+)?(?:left|right)|(?:without"
    r"|minus)\s+(?:the\s+)?"
    r"(?:left|right)|(?:apart|aside)\s+from|other\s+than|hold\s+off|wait|later|postpone\w*|on\s+hold|paused"
    r"|suspend\w*|old|deleted?|removed?"
    r"|crossed\s+out|struck\s+(?:out|off)|healed|nicht|kein\w*|nie|niemals|außer|ausser|vermeide\w*|weglassen|auslassen|statt|anstatt|wenn|falls"
    r"|erst\s+(?:ab|nach|wenn)|ohne"
    r"|nunca|jam[aá]s|jamais|evit\w*|évit\w*|salvo|sauf|hasta|jusqu\w*|sin|sans|pas|en\s+vez\s+de|au\s+lieu"
    r"|si\s+(?:el|la|las?|le|les|il|elle|on|vous|tu|ça|cela|no|hay|duele\w*|siente\w*|dolor|douleur))\b"
    r"|\b(?:only\s+)?(?:when|once)\s+(?:you(?:'re|\s+are)\s+)?(?:cleared|allowed|told|ready|able|advised|seen"
    r"|reviewed|healed|pain\w*|swelling"
    r"|the\s+(?:pain|swelling|doctor|physio\w*|wound|cast|splint|boot)|your\s+(?:doctor|physio\w*|surgeon"
    r"|therapist|wound))\b"
    rf"|\bafter\s+(?:about\s+|at\s+least\s+)?{_SOON}\b(?!\s+(?:set|rep|repetition|side|hold|exercise|shower"
    rf"|bath|walk|run|work))"
    r"|\b(?:from|by|in|since|start\w*|begin\w*|commenc\w*|at)\s+(?:the\s+)?(?:\w+\s+)?(?:week|day|month|stage"
    r"|phase)s?\s*\d"
    r"|\b(?:weeks?|days?|months?|wks?)\s+\d+(?:\s*(?:-|to)\s*\d+)?\b|\b(?:first|second|third|next|last|1st|2nd"
    r"|3rd)\s+(?:few\s+|\d+\s+|two\s+)?"
    r"(?:weeks?|days?|months?)\b|\b\d+\s*(?:weeks?|wks?|months?|days?)\s+(?:post|after)\b|\bstart\w*\s+(?:in"
    r"|on)\s+(?!the\s+(?:left|right)\b"
    r"|(?:left|right|hands|all|your|the|a)\b)\w+",
    re.IGNORECASE,
)
_BARE_CELL: Final = re.compile(r"^\W*(?:no|none|not|n/?a|nothing|kein\w*|nicht)?\W*$", re.IGNORECASE)
_STRAIGHT: Final = str.maketrans({"\u2019": "'", "\u2018": "'"})


def against(text: str) -> str:
    """The word of a text that forbids, excepts or puts off what it says; nothing where there is none.

    "Stop if it hurts" and "do not bounce" are advice, and forbid nothing.
    """
    text = _CAUTIONS.sub(" ", _QUOTED_STOP.sub(" ", text.translate(_STRAIGHT)))
    if _STRUCK in text:
        return _STRUCK
    if _IN_DOUBT.search(text):
        return "?"
    found = _AGAINST.search(text)
    return " ".join(found[0].split()) if found else ""


def against_prose(text: str) -> list[str]:
    """The sentences of instructions that forbid, except or put off the exercise, a side of it, or numbers.

    Instructions say of many things what not to do with them, as "do not let the knees fall in", or go on "until" one
    feels something: that is how it is done, and is not meant here.
    """
    return [
        sentence
        for sentence in SENTENCES.split(text)
        if _IT.search(sentence) and against(_TECHNIQUE.sub(" ", sentence.translate(_STRAIGHT)))
    ]


SENTENCES: Final = re.compile(r"(?<=[.!?;])\s+|\n+")
_IT: Final = re.compile(
    r"\b(?:exercises?|stretch(?:es)?|movements?|moves?|poses?|this one|it if|left|right|sides?|hold\w*|held|reps?"
    r"|repetitions?|sets?|repeat\w*|times|longer|pregnan\w*|injur\w*|surgery|operation|replacement|doctor\w*"
    r"|physio\w*|therapist|surgeon|cleared|clearance|weeks?|months?|days?|recommended|advised|suitable|beginners?"
    r"|conditions?|problems?|disease|übung\w*|seiten?|links|rechts|halten)\b|\d",
    re.IGNORECASE,
)
"""What a doubt must speak of to be about the exercise as a whole, a side of it, or its numbers."""
_TECHNIQUE: Final = re.compile(
    r"\b(?:until|till?|bis)\b(?!\s+(?:after\b|(?:\w+\s+){0,3}(?:week|day|month|cleared|allowed|told|healed|doctor"
    r"|physio\w*|surgeon|therapist|review|pain\w*)\b|\d))"
    r"|\bif\s+(?:needed|necessary|possible|required|you (?:can|wish|like|want|prefer)|desired|available)\b"
    r"|\binstead\b|\b(?:do not|don'?t|never|avoid|without|not|no)\s+(?:to\s+)?(?:let\w*|allow\w*|lock\w*|arch\w*"
    r"|round\w*|bend\w*|twist\w*|lean\w*|swing\w*|move|moving|lift\w*|us(?:e|ing)|pull\w*|push\w*|shrug\w*"
    r"|touch\w*|rotat\w*|tilt\w*|drop\w*|hunch\w*)\b(?!\s+(?:the\s+|your\s+)?(?:left|right)\b)",
    re.IGNORECASE,
)
"""How it is done: up to where, and what other parts of the body are not to do meanwhile."""


def against_cells(cells: list[str]) -> str:
    """The same of the cells of a row; a cell that only says that there is nothing forbids nothing."""
    return next((word for cell in cells if not _BARE_CELL.match(cell) and (word := against(cell))), "")


def forbidding_heading(line: str) -> bool:
    """Whether a line without an exercise speaks against those that stand below it: "Avoid:", "Not yet"."""
    if re.search(r"\b(?:left|right|links|rechts)\b", line, re.IGNORECASE):
        return False
    return bool(against(line)) and (line.rstrip(" *_").endswith(":") or len(line.split()) <= _SHORT)


_SHORT: Final = 4
_STRUCK: Final = "~~"
"""What is between two of these is struck out."""
_IN_DOUBT: Final = re.compile(r"^[\s\-*•(]*\?|\(\?+\)|\?\?")
"""Marks of those who are not sure of what they have written."""
_TOKEN: Final = re.compile(r"[^\s,;()\[\]]*\d[^\s;()\[\]]*")
_NAMES: Final = re.compile(
    r"\b90\s*[/-]\s*90\b|\b1/[24](?=[\s-]*(?:kneel|squat))|\b[ltcs]\d{1,2}(?:[/-][ltcs]?\d{1,2})?\b"
    r"|\b\d{1,3}\s?(?:°|º|degrees?\b)|\b\d+(?:st|nd|rd|th)\b(?!\s+(?:week|day))",
    re.IGNORECASE,
)
"""Numbers that are part of a name or measure no exercise: joints, angles."""
_OF_TEN: Final = re.compile(r"\b\d{1,2}(?:\s*-\s*\d{1,2})?\s*/\s*10\b")
_SCALED: Final = re.compile(
    r"\b(?:pain\w*|discomfort|effort|intens\w*|scale|rpe|vas|nrs|feel\w*|stretch|schmerz\w*)\b", re.IGNORECASE
)
"""What is measured from 0 to 10."""
_MEASURES: Final = re.compile(
    r"\d+(?:[.,]\d+)?(?:\s*-\s*\d+(?:[.,]\d+)?)?\s*-?\s*(?:kgs?|lbs?|pounds?|kilos?|cm|mm|inch(?:es)?|in\.|%"
    r"|g\b|litres?"
    r"|ml|metres?|meters?|feet|foot|steps?)(?![^\W\d])",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(
    r"(?<!figure )(?<!figure-)(?<!\ball )\b(?:three|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundred|dozen|(?:a )?couple of|(?:a )?"
    r"few(?= (?:times|reps|seconds|minutes"
    r"|sets))|several(?= (?:times|reps|seconds|minutes|sets)))\b"
    r"(?![\s-]*(?:fingers?|toes?|way|point))",
    re.IGNORECASE,
)


def without_things(text: str) -> str:
    """A text without its words for what is not used: "clams (no band)" are clams."""
    return _WITHOUT.sub(" ", text)


def left_over(text: str) -> list[str]:
    """The numbers in what is left of a line once every rule has taken its own."""
    if _SCALED.search(text):
        text = _OF_TEN.sub(" ", text)
    text = _MEASURES.sub(" ", _NAMES.sub(" ", text))
    found = [each[0].strip(" ,.:-") for each in _TOKEN.finditer(text)]
    return [each for each in found if each] + [each[0] for each in _WORDS.finditer(text)]
