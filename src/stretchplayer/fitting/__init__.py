"""Fits a routine to a length: a pure function of routine, person, ledger, instant and length."""

from stretchplayer.fitting.adjustments import Change, Fitting, applied
from stretchplayer.fitting.fit import (
    Fitted,
    Fitter,
    changed_numbers,
    fit,
    fit_summary,
    left_out_names,
    resumed_fit_summary,
)

__all__ = [
    "Change",
    "Fitted",
    "Fitter",
    "Fitting",
    "applied",
    "changed_numbers",
    "fit",
    "fit_summary",
    "left_out_names",
    "resumed_fit_summary",
]
