"""The table of limits: what each one binds, its cap, its usual range, its grade and where it comes from."""

from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct

Grade = Literal["A", "A2", "B", "C"]
Unit = Literal["s", "reps", "sets", "sessions", "times", "cycles", "0-10", "%", "°C", "ban"]

GRADES: Final = MappingProxyType(
    {
        "A": "the source's abstract or page was read",
        "A2": "read in a secondary summary",
        "B": "well known, from memory",
        "C": "convention, or this project's own careful choice",
    }
)
DISCLAIMER: Final = (
    "Limits this project chose, near where studies stop finding benefit. No study proves a harm threshold for "
    "seconds of stretching. General information, not medical advice; not reviewed by a clinician."
)


class Limit(Struct, frozen=True, kw_only=True):
    """One limit: `cap` in `unit`, binding always; `usual` is the range that bundled routines stay in.

    `least` marks a cap that a value must not go below (a gap between two applications); every other cap
    must not be gone above. `ruled` says in words what more belongs to the limit.
    """

    id: str
    what: str
    unit: Unit
    cap: float
    grade: str
    source: str
    usual: tuple[float, float] | None = None
    least: bool = False
    ruled: str = ""

    def stricter(self, value: float) -> bool:
        """Whether `value` binds at least as tightly as the cap."""
        return value >= self.cap if self.least else value <= self.cap

    def tighter(self, *values: float) -> float:
        """The tightest of the cap and `values`: several limits combine by the lowest."""
        return max(self.cap, *values) if self.least else min(self.cap, *values)


_MIN: Final = 60.0
_HOUR: Final = 3600.0
_BEHM_2020: Final = "Behm 2020 JSCR (PMID 33105383)"
_MPFT: Final = 'Midlands Partnership NHS (MPFT), "Safe use of heat / cold treatment"'
_EHS: Final = 'Elderly Health Service, Hong Kong, "Heat therapy"'
_ACSM: Final = "ACSM GETP-11, as summarised in ACSM's certified blog (2021-03-18)"
_FELAND: Final = "Feland & Marin 2004 BJSM (PMID 15273211)"
_OURS: Final = "this project's own careful choice"

_ROWS: Final = (
    Limit(
        id="static.hold",
        what="one static hold",
        unit="s",
        usual=(10, 30),
        cap=60,
        grade="A, cap C",
        source=_ACSM,
        ruled="usual for 65 and over: 30–60 s",
    ),
    Limit(
        id="static.gap",
        what="release between two holds on one muscle-side",
        unit="s",
        usual=(5, 30),
        cap=5,
        least=True,
        grade="A, cap C",
        source=f"Apostolopoulos 2015 IJKSS; {_FELAND} used 10 s",
        ruled="a shorter gap would make them one hold, so it is lengthened",
    ),
    Limit(
        id="static.session",
        what="static seconds on one muscle-side in one session",
        unit="s",
        usual=(30, 120),
        cap=240,
        grade="A2, cap C",
        source="Garber 2011 MSSE; Ingram 2024 Sports Med (PMID 39614059); Smith 1993 RQES (PMID 8451526)",
        ruled="120 s in the first 14 days of use",
    ),
    Limit(
        id="static.day",
        what="static seconds on one muscle-side in any 24 hours",
        unit="s",
        usual=(60, 240),
        cap=480,
        grade="C",
        source=f"{_OURS}: two full sessions",
    ),
    Limit(
        id="static.week",
        what="static seconds on one muscle-side in any 7 days",
        unit="s",
        usual=(120, 600),
        cap=1200,
        grade="A/A2, cap C",
        source="Thomas 2018 Int J Sports Med: 5 min a week; Ingram 2024: plateau at 10 min a week",
    ),
    Limit(
        id="static.reps",
        what="holds of one step on one side",
        unit="reps",
        usual=(2, 4),
        cap=8,
        grade="A2, cap C",
        source=_ACSM,
    ),
    Limit(
        id="static.total",
        what="all static seconds in one session",
        unit="s",
        cap=1800,
        grade="C",
        source=_OURS,
    ),
    Limit(
        id="static.sessions",
        what="sessions with static work in any 24 hours",
        unit="sessions",
        usual=(1, 1),
        cap=3,
        grade="A, cap C",
        source=f"{_ACSM}: daily is most effective",
    ),
    Limit(
        id="static.discomfort",
        what="how much pull to feel",
        unit="0-10",
        usual=(1, 4),
        cap=5,
        grade="A, cap C",
        source='ACSM: "tightness or slight discomfort"; Muanjai 2017 EJAP (10.1007/s00421-017-3666-1): '
        "painful stretching no better; Apostolopoulos 2015 IJKSS",
        ruled='more than that is "too much", which ends the step',
    ),
    Limit(
        id="presport",
        what="static seconds on one muscle-side in a session before sport",
        unit="s",
        usual=(0, 45),
        cap=60,
        grade="A",
        source="Simic 2013 SJMSS (PMID 22316148); Kay & Blazevich 2012 MSSE",
        ruled='binds when the routine says before = "sport"',
    ),
    Limit(
        id="pnf.contract",
        what="one contraction",
        unit="s",
        usual=(3, 6),
        cap=10,
        grade="A2",
        source=_ACSM,
    ),
    Limit(
        id="pnf.effort",
        what="share of full effort in a contraction",
        unit="%",
        usual=(20, 50),
        cap=75,
        grade="A, range B",
        source=f"{_FELAND}: 20 % = 60 % = 100 %; Sheard 2009 Man Ther",
    ),
    Limit(
        id="pnf.cycles",
        what="contract-relax cycles on one muscle-side in one session",
        unit="cycles",
        usual=(2, 4),
        cap=4,
        grade="A, cap C",
        source=_FELAND,
        ruled="not on consecutive days: 48 h between two sessions",
    ),
    Limit(
        id="dynamic.session",
        what="dynamic seconds on one muscle-side in one session",
        unit="s",
        usual=(20, 60),
        cap=120,
        grade="A, cap C",
        source="Behm & Chaouachi 2011 EJAP",
    ),
    Limit(
        id="ballistic",
        what="bouncing",
        unit="ban",
        cap=0,
        grade="C",
        source="precaution; Smith 1993 RQES found it no worse than static",
        ruled="never played",
    ),
    Limit(
        id="heat.time",
        what="one application of heat",
        unit="s",
        usual=(10 * _MIN, 20 * _MIN),
        cap=20 * _MIN,
        grade="A, cap C",
        source=f"{_MPFT}: 10–15 min; {_EHS}: 15–20 min",
    ),
    Limit(
        id="heat.gap",
        what="end of one application of heat to the start of the next on the same region",
        unit="s",
        usual=(2 * _HOUR, 2 * _HOUR),
        cap=2 * _HOUR,
        least=True,
        grade="A",
        source=_EHS,
    ),
    Limit(
        id="heat.day",
        what="applications of heat on one region in any 24 hours",
        unit="times",
        usual=(1, 2),
        cap=3,
        grade="A",
        source=_MPFT,
    ),
    Limit(
        id="heat.temperature",
        what="temperature of a heat source, where a file states one",
        unit="°C",
        usual=(37, 40),
        cap=43,
        grade="A, cap C",
        source="Martin & Falder 2017 Burns: pain just above 43 °C, burn when the basal layer reaches 44 °C",
        ruled="a bath: 40 °C",
    ),
    Limit(
        id="cold.time",
        what="one application of cold",
        unit="s",
        usual=(10 * _MIN, 15 * _MIN),
        cap=20 * _MIN,
        grade="A",
        source=f'{_MPFT}: "never longer than 20"; the founding article: 15–20 min',
        ruled="massage with an ice cube: 10 min",
    ),
    Limit(
        id="cold.time.lean",
        what="one application of cold where a nerve runs shallow (knee, inner elbow)",
        unit="s",
        usual=(0, 8 * _MIN),
        cap=10 * _MIN,
        grade="A, number C",
        source="Moeller 1997 CJSM: foot drop after 20 min on the distal hamstring",
        ruled="binds for peroneals, hamstrings and forearm_flexors",
    ),
    Limit(
        id="cold.gap",
        what="end of one application of cold to the start of the next on the same region",
        unit="s",
        usual=(2 * _HOUR, 3 * _HOUR),
        cap=2 * _HOUR,
        least=True,
        grade="A",
        source=_MPFT,
    ),
    Limit(
        id="cold.day",
        what="applications of cold on one region in any 24 hours",
        unit="times",
        usual=(1, 3),
        cap=6,
        grade="C",
        source='"several times a day" in the founding article',
    ),
    Limit(
        id="massage.set",
        what="one set of massage on one muscle-side",
        unit="s",
        usual=(30, 120),
        cap=120,
        grade="A",
        source=_BEHM_2020,
    ),
    Limit(
        id="massage.sets",
        what="sets of massage on one muscle-side in any 24 hours",
        unit="sets",
        usual=(1, 3),
        cap=3,
        grade="A, per day C",
        source=_BEHM_2020,
    ),
    Limit(
        id="massage.spot",
        what="still pressure on one spot",
        unit="s",
        usual=(20, 60),
        cap=90,
        grade="C",
        source="convention",
    ),
    Limit(
        id="massage.pressure",
        what="how hard to press",
        unit="0-10",
        usual=(2, 5),
        cap=6,
        grade="A, cap C",
        source="Grabow 2018 JSCR (10.1519/JSC.0000000000001906): 3.9, 6.2 and 8.2 gave equal gains",
    ),
    Limit(
        id="massage.gun",
        what="massage gun on one muscle-side in any 24 hours",
        unit="s",
        usual=(0, 60),
        cap=180,
        grade="A, cap C",
        source="Cheatham 2021 IJSPT (10.26603/001c.23530); Sulkowski 2022 CPCEM (harms are case reports)",
        ruled="never on neck, jaw or abdominals",
    ),
    Limit(
        id="breath.hold",
        what="scripted holding of the breath",
        unit="s",
        usual=(0, 0),
        cap=5,
        grade="C",
        source="precaution",
    ),
    Limit(
        id="neck.hold",
        what="one static hold on a muscle of the neck",
        unit="s",
        usual=(0, 15),
        cap=20,
        grade="C",
        source="Sulkowski 2022 CPCEM and other dissection case reports",
    ),
    Limit(
        id="neck.session",
        what="static seconds on one muscle-side of the neck in one session",
        unit="s",
        usual=(0, 60),
        cap=60,
        grade="C",
        source="Sulkowski 2022 CPCEM and other dissection case reports",
    ),
)

LIMITS: Final = MappingProxyType({row.id: row for row in _ROWS})

USUAL_65: Final = MappingProxyType({"static.hold": (30.0, 60.0), "heat.time": (10 * _MIN, 10 * _MIN)})
"""Usual ranges for 65 and over, where they are others."""
NEW_USER_DAYS: Final = 14
NEW_USER_SESSION: Final = 120.0
"""`static.session` in the first `NEW_USER_DAYS` days of use, in seconds (Smith 1993: soreness in the unaccustomed)."""
BATH_TEMPERATURE: Final = 40.0
ICE_CUBE_TIME: Final = 600.0
LEAN: Final = frozenset({"peroneals", "hamstrings", "forearm_flexors"})
NO_GUN_GROUPS: Final = frozenset({"neck", "jaw", "trunk"})
DAY: Final = 86_400.0
WEEK: Final = 7 * DAY
