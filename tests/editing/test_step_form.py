"""What is typed for a key: a remark behind a value is never dropped without a word."""

from stretchplayer.editing.key_edits import EditRefused
from stretchplayer.editing.step_form import shell_value, typed
from stretchplayer.routine.fields import GROUP, OF_KIND

VALUES = ("10", "1.5", '"10"', "[10, 20]", "{ left = 10, right = 20 }", "left 10, right 20", "yes", "true", "a, b", "x")


def read(key: str, text: str, kind: str) -> str:
    try:
        return str(shell_value(key, text, kind))
    except EditRefused as error:
        return str(error)


def test_a_remark_behind_a_value_is_kept_in_it_or_refused() -> None:
    refused = 0
    for kind, fields in (*OF_KIND.items(), ("group", GROUP)):
        for key in fields:
            for value in VALUES:
                for text in (f"{value} # mine", f"{value}#mine", f"[\n1, # mine\n{value}]"):
                    assert "mine" in str(typed(key, text, kind)), (kind, key, text)
                    said = read(key, text, kind)
                    assert "mine" in said or f"{key} gets a value without a remark" in said, (kind, key, text)
                    refused += "mine" not in said
    assert refused
    assert shell_value("how", '"Slowly # and far"', "stretch") == "Slowly # and far"
    assert shell_value("how", "Slowly # and far", "stretch") == "Slowly # and far"
