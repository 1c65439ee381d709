"""Textual's style sheets, applied as ever, but looked through once for all widgets that lie alike in their apps.

For each widget of each app, it looks through all rules anew, sets what they come to although it is set so already, and
makes the parts of the widget anew, such as its scroll bar: a fifth of the time of all tests of the app.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import pytest
from textual.app import App
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

if TYPE_CHECKING:
    from textual.css.model import RuleSet

Place = tuple[Hashable, ...]
KNOWN: Final = frozenset(
    {"hover", "focus", "blur", "disabled", "enabled", "dark", "light", "inline", "ansi", "nocolor", "can-focus"}
)
"""What a place says of a widget and of all that it lies in; the rest hangs on its neighbours, and on what is in it."""
_HOVER, _FOCUS, _DISABLED = "_reactive_mouse_hover", "_reactive_has_focus", "_reactive_disabled"
_STATELESS: Final = (None, None, None, None)
_MISSING: Final = ""


class Marks(NamedTuple):
    """What Textual notes of a widget for which there are rules, and whether the place says all that they ask.

    `number` is the same wherever the rules that may be for it are the same, whatever else is in the sheet.
    """

    number: int
    hover: bool
    within: bool
    order: bool
    odd: bool
    plain: bool


def place_of(node: DOMNode) -> Place:
    """The kind, name and state of a widget and of all that it lies in."""
    found: list[Hashable] = []
    at: Any = node
    while isinstance(at, DOMNode):
        if isinstance(at, App):
            state: Hashable = (at.app_focus, at.theme, at.no_color, at.native_ansi_color)
        else:
            get = vars(at).get
            state = get(_HOVER), get(_FOCUS), get(_DISABLED), getattr(at, "can_focus", None)
        found.append((type(at), at._id, frozenset(at._classes), state))
        at = at._parent
    return tuple(found)


class Sheets:
    """What the rules of all sheets come to, by sheet and place."""

    def __init__(self) -> None:
        self.sheets: dict[tuple[int, ...], int] = {}
        self.marks: dict[Hashable, Marks] = {}
        self.rules: dict[Hashable, RulesMap | None] = {}
        self.kept: list[list[RuleSet]] = []
        self.found: list[tuple[DOMNode, RulesMap]] = []
        self.apply = Stylesheet.apply
        self.parts = Stylesheet._process_component_classes
        self.replace = cast("Callable[..., None]", Stylesheet.__dict__["replace_rules"].__func__)

    def number(self, sheet: Stylesheet) -> int:
        """The same for two sheets with the same rules."""
        rules_map = sheet.rules_map
        known = getattr(sheet, "_sheet_number", None)
        if known is None or known[0] is not rules_map:
            rules = sheet.rules
            key = tuple(map(id, rules))
            if key not in self.sheets:
                # As long as they are kept, no other rules have their places in memory.
                self.kept.append(list(rules))
                self.sheets[key] = len(self.sheets)
            known = rules_map, self.sheets[key]
            sheet._sheet_number = known  # type: ignore[attr-defined]
        return known[1]

    def marked(self, sheet: Stylesheet, number: int, node: DOMNode) -> Marks:
        """What is noted of a widget."""
        key = number, type(node), node._id, frozenset(node._classes)
        found = self.marks.get(key)
        if found is None:
            names = sheet.rules_map.keys() & node._selector_names
            asked_for = {rule for name in names for rule in sheet.rules_map[name]}
            rules = tuple(id(rule) for rule in sheet.rules if rule in asked_for)
            asked = set().union(*(rule.pseudo_classes for rule in asked_for))
            order = {"first-of-type", "last-of-type", "first-child", "last-child", "empty"}
            found = self.marks[key] = Marks(
                self.sheets.setdefault(rules, len(self.sheets)),
                "hover" in asked,
                "focus-within" in asked,
                not asked.isdisjoint(order),
                not asked.isdisjoint({"odd", "even"}),
                asked <= KNOWN,
            )
        return found

    def part(self, number: int, name: str, place: Place) -> RulesMap | str | None:
        """What the rules come to for a part of the widget at a place, if that is known."""
        marks = self.marks.get((number, DOMNode, None, frozenset((name,))))
        if marks is None or not marks.plain:
            return _MISSING
        return self.rules.get((marks.number, ((DOMNode, None, frozenset((name,)), _STATELESS), *place)), _MISSING)


def apply(known: Sheets, sheet: Stylesheet, node: DOMNode, *, animate: bool = False, cache: Any = None) -> None:
    """Apply a sheet to a widget: the rules of a place that was met before are known."""
    number = known.number(sheet)
    marks = known.marked(sheet, number, node)
    if not marks.plain:
        known.apply(sheet, node, animate=animate, cache=cache)
        return
    key = marks.number, place_of(node)
    if key not in known.rules:
        # Its parts are looked up meanwhile.
        before, known.found = known.found, []
        known.apply(sheet, node, animate=animate)
        known.rules[key] = next((rules for at, rules in known.found if at is node), None)
        known.found = before
        return
    node._has_hover_style, node._has_focus_within = marks.hover, marks.within
    node._has_order_style, node._has_odd_or_even = marks.order, marks.odd
    rules = known.rules[key]
    if rules is not None:
        Stylesheet.replace_rules(node, rules, animate=animate)
    sheet._process_component_classes(node)


def process_component_classes(known: Sheets, sheet: Stylesheet, node: DOMNode) -> None:
    """Make the parts of a widget anew, unless all of them would look as they do."""
    classes = sorted(node._get_component_classes())
    if not classes:
        return
    number, place = known.number(sheet), place_of(node)
    parts = [known.part(number, name, place) for name in classes]
    if _MISSING not in parts and vars(node).get("_parts_styled") == parts:
        return
    known.parts(sheet, node)
    node._parts_styled = [known.part(number, name, place) for name in classes]  # type: ignore[attr-defined]


def replace_rules(known: Sheets, node: DOMNode, rules: RulesMap, *, animate: bool = False) -> None:
    """Set what is not set so yet."""
    known.found.append((node, rules))
    base = node.styles.base
    before: dict[str, Any] = cast("dict[str, Any]", base._rules)
    if animate and ("transitions" in rules or "transitions" in before):
        known.replace(Stylesheet, node, rules, animate)
        return
    after = cast("dict[str, Any]", rules)
    other = [key for key in before.keys() | after.keys() if before.get(key) is not after.get(key)]
    if animate and not any(before.get(key) != after.get(key) for key in other):
        return
    for key in other:
        setattr(base, key, after.get(key))
    node.notify_style_update()


@contextmanager
def styled_once() -> Iterator[None]:
    """Meanwhile, sheets are looked through once."""
    known = Sheets()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "apply", lambda *given, **named: apply(known, *given, **named))
        patch.setattr(Stylesheet, "_process_component_classes", lambda *given: process_component_classes(known, *given))
        patch.setattr(Stylesheet, "replace_rules", staticmethod(partial(replace_rules, known)))
        yield
