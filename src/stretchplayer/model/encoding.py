"""Writes values of ours as JSON: the one encoder, because a length of time is a kind of number no other one knows."""

from typing import Any

import msgspec

from stretchplayer.model.duration import Seconds


def encode(value: object) -> bytes:
    """`value` as JSON on one line."""
    return msgspec.json.encode(value, enc_hook=_plain)


def builtins(value: object) -> Any:  # noqa: ANN401 - JSON is any of its own kinds
    """`value` as dictionaries, lists, texts and plain numbers."""
    return msgspec.to_builtins(value, enc_hook=_plain)


def _plain(value: object) -> float:
    if isinstance(value, Seconds):
        return float(value)
    raise NotImplementedError
