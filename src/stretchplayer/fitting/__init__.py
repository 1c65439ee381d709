"""Fits a routine to a length: a pure function of routine, person, ledger, instant and length."""
