"""Sums and products of samples at the speed of C: in the standard library until Python 3.12, from then a package."""

import warnings

with warnings.catch_warnings():
    # Told to everybody who still has it; later Pythons get it as a package of the same name.
    warnings.filterwarnings("ignore", message="'audioop' is deprecated", category=DeprecationWarning)
    from audioop import add, bias, lin2lin, max, mul, ratecv, rms, tomono, tostereo  # noqa: A004 - its own name

__all__ = ["add", "bias", "lin2lin", "max", "mul", "ratecv", "rms", "tomono", "tostereo"]
