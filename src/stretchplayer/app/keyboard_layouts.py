"""Keys of other keyboard layouts by their place on a Latin one."""

_OTHER_LAYOUTS = (
    ("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."),
    ("іїєў", "s]'o"),
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
)
"""Keys of Cyrillic and Greek keyboards, and what a Latin one has at the same place."""
_PLACES = {there: here for theirs, ours in _OTHER_LAYOUTS for there, here in zip(theirs, ours, strict=True)}


def latin(key: str) -> str:
    """The key without its case, by its place on a Latin keyboard, so that caps lock and layout make no difference."""
    return "".join(_PLACES.get(letter, letter) for letter in key.lower())
