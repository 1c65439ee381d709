"""Fits a routine to the minutes that somebody has: a pure function of routine, person, ledger, instant and length."""

from stretchplayer.fitting.adjustments import Change, Fitting, applied
from stretchplayer.fitting.fit import Fitted, Fitter, Numbers, changed, fit, names, told, told_again

__all__ = [
    "Change",
    "Fitted",
    "Fitter",
    "Fitting",
    "Numbers",
    "applied",
    "changed",
    "fit",
    "names",
    "told",
    "told_again",
]
