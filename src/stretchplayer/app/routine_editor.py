"""Edits one routine step by step, for any face: where one is in it, what can be done there, and what it says then."""

from collections.abc import Callable, Mapping
from typing import Final

from stretchplayer.app.drafts import OpenFile
from stretchplayer.app.step_rows import StepRow, errors_in, outline_of, rows_of
from stretchplayer.app.what_stays import replaced, what_stayed
from stretchplayer.catalog import moves as catalogue_moves
from stretchplayer.editing import questions, step_edits, step_form, step_values
from stretchplayer.editing.answers import becoming
from stretchplayer.editing.document import Place
from stretchplayer.editing.key_edits import EditRefused, Values
from stretchplayer.editing.outline import Block, Outline, StepPath, number_of
from stretchplayer.editing.questions import Question, question_of
from stretchplayer.editing.step_edits import Edited
from stretchplayer.editing.step_form import DEFAULT, FormField
from stretchplayer.model.number_ranges import TITLE_LENGTH
from stretchplayer.model.steps import KINDS, Step
from stretchplayer.problems import Problem
from stretchplayer.routine.moves import Moves, is_moved
from stretchplayer.text import count_of
from stretchplayer.translation import gettext, ngettext, pgettext, to_translate

UNDONE: Final = to_translate("Undone: {change}.")


class RoutineEditor:
    """The open file with the place at which it is edited: a step, or None for the routine as a whole.

    Commands raise EditRefused where they mean nothing, and return what to say of what was done.
    """

    def __init__(self, file: OpenFile) -> None:
        self.file = file
        self._judged: tuple[str | None, list[Problem]] = (None, [])
        if self.outline.in_a_list:
            self._unfold()
        self.at: StepPath | None = (0,) if self.outline.steps else None

    @property
    def outline(self) -> Outline:
        """The steps of the text as it is now."""
        return outline_of(self.file.document.text)

    @property
    def moves(self) -> Moves:
        """The moves that steps can name, those of the file among them."""
        return step_values.moves_of(self.outline)

    @property
    def block(self) -> Block | None:
        """The step that is marked; None where the routine as a whole is."""
        try:
            return None if self.at is None else self.outline.at(self.at)
        except KeyError:
            return None

    @property
    def question(self) -> Question | None:
        """What is asked about the marked step, if anything is."""
        return None if self.block is None else question_of(self.file.document.text, self.block)

    @property
    def kind(self) -> str:
        """The kind of the marked step; "" where it has none."""
        return "" if self.block is None else step_values.kind_of(self.block.values, self.moves)

    @property
    def muscles(self) -> frozenset[str]:
        """The muscles that the steps of the routine are for."""
        return step_values.muscles_in(self.outline, self.moves)

    def rows(self) -> tuple[StepRow, ...]:
        """Every step, those of a group below it."""
        return rows_of(self.file.document.text)

    @property
    def asked(self) -> str:
        """How many questions there are about steps, in words; "" where there is none."""
        number = sum(row.asked for row in self.rows())
        return count_of("{count} question", "{count} questions", number) if number else ""

    def title(self) -> str:
        """What the routine is called."""
        return next((field.text for field in step_form.top_form(self.outline) if field.key == "title"), "")

    def fields(self) -> tuple[FormField, ...]:
        """What can be filled in where one is."""
        block = self.block
        return step_form.top_form(self.outline) if block is None else step_form.form(block.values, self.moves)

    def go(self, path: StepPath | None) -> None:
        """Mark a step, or the routine as a whole."""
        if path is not None:
            step_edits.step_at(self.outline, path)
        self.at = path

    def go_near(self, line: int) -> None:
        """Mark the step at a line of the text, counted from 0."""
        lines = self.file.document.text.splitlines(keepends=True)
        block = self.outline.covering(sum(map(len, lines[:line])))
        self.at = None if block is None else block.path

    def line(self) -> int:
        """The line of the text, counted from 0, at which the marked step has its header."""
        block = self.block
        return 0 if block is None else self.file.document.text.count("\n", 0, block.header)

    def set_field(self, key: str, text: str) -> str:
        """Give a field what was typed into it; nothing takes its key away."""
        block = self.block
        if block is None:
            return self._set_top(key, text)
        if key == "kind" and text in KINDS:
            # What the other kind lacks is filled in then; until it is, the step says so.
            changes = becoming(block.values, text)
            what = gettext("kind {kind}").format(kind=text)
            return self._do(what, lambda whole: step_edits.set_values(whole, block.path, changes))
        return self.set_values({key: step_form.typed(key, text, self.kind)})

    def take_next(self, field: FormField) -> str:
        """Give a field with few choices the next of them that it can have."""
        now = field.choices.index(field.text) if field.text in field.choices else -1
        refused = EditRefused(gettext("{field} can only be {value}").format(field=field.label, value=field.text))
        for by in range(1, len(field.choices) + (now < 0)):
            try:
                return self.set_field(field.key, field.choices[(now + by) % len(field.choices)])
            except EditRefused as error:
                refused = error
        raise refused

    def needs_count(self, values: Mapping[str, str]) -> str | None:
        """The key among those to be written to the marked step that needs a number of times, which is not there."""
        block = self._marked()
        if not is_moved(self.kind) or values.get("reps") or "reps" in step_values.in_force(block.values, self.moves):
            return None
        return next((key for key in ("hold", "tempo") if values.get(key)), None)

    def set_values(self, values: Values) -> str:
        """Give the marked step these values."""
        path, block = self._step(), self._marked()
        changes = step_values.agreeing(values, block.values, self.kind)
        return self._do(step_values.said(values), lambda text: self.checked(step_edits.set_values(text, path, changes)))

    def checked(self, edited: Edited) -> Edited:
        """What an edit gives, unless it cannot be read any more: then EditRefused with what is wrong."""
        file, text = str(self.file.path), self.file.document.text
        if self._judged[0] != text:
            self._judged = text, errors_in(text, file)
        before = {problem.message for problem in self._judged[1]}
        found = errors_in(edited.text, file)
        wrong = next((each for each in found if each.message not in before), None)
        if wrong is not None:
            raise EditRefused(wrong.message)
        # What is read now is what the next edit is compared with.
        self._judged = edited.text, found
        return edited

    def _set_top(self, key: str, text: str) -> str:
        text = text.strip()
        if key.startswith(DEFAULT):
            value = step_form.typed(key.removeprefix(DEFAULT), text, "stretch")
            changed = step_edits.set_defaults(self.file.document.text, {key.removeprefix(DEFAULT): value})
        else:
            parts = [part.strip() for part in text.split(",") if part.strip()] if key in ("tags", "source") else text
            value = step_form.typed(key, text, "") if key == "short" else parts or None
            changed = step_edits.set_top(self.file.document.text, {key: value})
        self.file.document.change(changed, step_form.top_label(key), self._place())
        return f"{step_form.top_label(key.removeprefix(DEFAULT))}: {text or pgettext('value', 'as usual')}."

    def more(self, by: int, key: str = "") -> str:
        """Five seconds or a repetition more, or less where `by` is negative; of a key that can be counted, that."""
        block = self._marked()
        values = step_values.more(block.values, self.moves, by, key)
        if not values:
            given = step_values.in_force(block.values, self.moves)
            counted = any(key in given for key in ("hold", "duration", "reps", "repeat"))
            edge = gettext("this is the most that is ever played") if by > 0 else gettext("this is the least")
            raise EditRefused(edge if counted else gettext("there is nothing here to count"))
        return self.set_values(values)

    def next_side(self) -> str:
        """The next of both, each, left, right, alternate."""
        values = step_values.next_side(self._marked().values, self.moves)
        if not values:
            message = gettext("this step has no sides")
            raise EditRefused(message)
        self.set_values(values)
        sides = step_values.in_force(self._marked().values, self.moves).get("sides", "both")
        return f"{step_form.label('sides')}: {sides}."

    def switch(self) -> str:
        """Leave the step out for now, or take it in again."""
        path = self._step()
        off = self._marked().values.get("enabled") is False
        if off and self.question is not None:
            self._do(pgettext("change", "answer"), lambda text: questions.answered(text, path))
            said = gettext("Step {number} is played now, as it is; its question is taken out.")
        elif off:
            self._do(pgettext("change", "switch on"), lambda text: step_edits.switch(text, path))
            said = gettext("Step {number} is played again.")
        else:
            self._do(pgettext("change", "switch off"), lambda text: step_edits.switch(text, path))
            said = gettext("Step {number} stays in the file, and is not played.")
        return said.format(number=number_of(path))

    def add_move(self, name: str) -> str:
        """Put a move of the catalogue behind the marked step."""
        if self.moves.keys_of(name) is None:
            message = gettext("no move is called {name}").format(name=name)
            raise EditRefused(message)
        return self.add({"move": name})

    def add(self, values: Values) -> str:
        """Put a step with these values behind the marked one, or before all where the routine is marked."""
        at = self.at
        self._do(pgettext("change", "add"), lambda text: step_edits.add(text, at, step_edits.new_step(values)))
        return self.added()

    def added(self) -> str:
        """What is said of the marked step when it was put in."""
        block = self._marked()
        return gettext("Added {title}: step {number}.").format(
            title=step_values.title(block.values, self.moves), number=block.number
        )

    def instead(self, name: str) -> str:
        """Let another move take the place of the marked step; its dose stays, if it is of the same kind.

        Its sides stay, and what it says of its own about whom it is not for: that is about a person.
        """
        block = self._marked()
        values, person = replaced(block.values, name, self.moves)
        asked = self.question is not None

        def replace(text: str) -> Edited:
            edited = step_edits.set_values(text, block.path, values)
            return questions.answered(edited.text, block.path, only_first=True) if asked else edited

        return f"{self._named(pgettext('change', 'another move'), replace)}{what_stayed(block.values, values, person)}"

    def copy(self) -> str:
        """Put a copy of the step behind it."""
        path = self._step()
        return self._named(pgettext("change", "copy"), lambda text: step_edits.copy(text, path))

    def remove(self, last: StepPath | None = None) -> str:
        """Take the marked step out, or all steps from it to `last`."""
        first, last = self._range(last)
        name = step_values.title(self.outline.at(first).values, self.moves)
        count = last[-1] - first[-1] + 1

        def remove(text: str) -> Edited:
            edited = Edited(text, first)
            for number in range(last[-1], first[-1] - 1, -1):
                edited = step_edits.remove(edited.text, (*first[:-1], number))
            return edited

        self._do(pgettext("change", "remove"), remove)
        what = name if count == 1 else count_of("{count} step", "{count} steps", count)
        return gettext("Removed {what}.").format(what=what)

    def move(self, by: int) -> str:
        """Move the step up or down."""
        path = self._step()
        return self._named(pgettext("change", "move"), lambda text: step_edits.move(text, path, by))

    def move_to(self, place: StepPath) -> str:
        """Move the step to the place of one of its neighbours."""
        path = self._step()

        def move(text: str) -> Edited:
            return step_edits.move_to(text, path, place[-1])

        return self._named(pgettext("change", "move"), move)

    def group(self, last: StepPath | None = None, rounds: int = 2) -> str:
        """Put the marked step, or all from it to `last`, into rounds."""
        first, last = self._range(last)
        paths = [(*first[:-1], number) for number in range(first[-1], last[-1] + 1)]
        self._do(pgettext("change", "group"), lambda text: step_edits.group(text, paths, rounds))
        return ngettext(
            "Step {number}: played in {rounds} round.", "Step {number}: played in {rounds} rounds.", rounds
        ).format(number=number_of(self._step()), rounds=rounds)

    def dissolve(self) -> str:
        """Put the steps of the marked group in its place."""
        path = self._step()
        self._do(pgettext("change", "dissolve"), lambda text: step_edits.dissolve(text, path))
        return gettext("No rounds any more: each step stands by itself.")

    def undo(self) -> str:
        """Take the last change back."""
        change = self.file.document.undo()
        if change is None:
            message = gettext("there is nothing to undo")
            raise EditRefused(message)
        self._back_to(change.place.step)
        return gettext(UNDONE).format(change=change.what)

    def redo(self) -> str:
        """Make the change again that was undone last."""
        change = self.file.document.redo()
        if change is None:
            message = gettext("there is nothing to do again")
            raise EditRefused(message)
        self._back_to(self.at)
        return gettext("Done again: {change}.").format(change=change.what)

    def typed(self, text: str, line: int, column: int, *, typing: bool) -> None:
        """Take a text over that was typed; letters that are taken out one by one are undone together as well."""
        typing = typing or abs(len(text) - len(self.file.document.text)) == 1
        self.file.document.change(text, pgettext("change", "typing"), Place(line, column, self.at), typing=typing)

    def from_here(self) -> str:
        """The text without the steps before the marked one, to play it from there; a group is played as a whole."""
        text = self.file.document.text
        for _ in range((self.at or (0,))[0]):
            text = step_edits.remove(text, (0,)).text
        if self.at and self.at[0]:
            title = gettext("{title}, from step {number}").format(title=self.title(), number=self.at[0] + 1)
            text = step_edits.set_top(text, {"title": title[:TITLE_LENGTH]})
        return text

    def in_place_of(self, step: Step | None) -> tuple[str, ...]:
        """The moves that may take the place of the marked step, the best first: those that are asked about, if any."""
        asked = self.question
        if asked is not None or step is None:
            return asked.moves if asked else ()
        from stretchplayer.routine.swaps import alternatives

        used = [str(block.values.get("move")) for block in self.outline.flat()]
        return tuple(name for name in alternatives(step, used) if name in catalogue_moves())

    def _unfold(self) -> None:
        """Put steps that stand in a list below headers of their own; in the list they could not be told apart."""
        document = self.file.document
        try:
            document.change(step_edits.unfold(document.text), pgettext("change", "steps below headers"))
        except EditRefused:
            # It cannot be read yet: the text view is where it is put right, and its problems say so.
            return

    def _do(self, what: str, edit: Callable[[str], Edited]) -> str:
        document = self.file.document
        edited = edit(document.text)
        document.change(edited.text, what, self._place())
        self._back_to(edited.path)
        return f"{what[:1].upper()}{what[1:]}."

    def take_over(self, what: str, edited: Edited) -> None:
        """Take over what an edit gives, and mark the step that it was about; `what` is what undo calls it."""
        self._do(what, lambda _: edited)

    def _named(self, what: str, edit: Callable[[str], Edited]) -> str:
        """Do it, and say of which step."""
        self._do(what, edit)
        block = self._marked()
        return gettext("Step {number}: {title}.").format(
            number=block.number, title=step_values.title(block.values, self.moves)
        )

    def _place(self) -> Place:
        return Place(line=self.line(), step=self.at)

    def _back_to(self, path: StepPath | None) -> None:
        """Mark the step at a path, or the nearest one that there is."""
        while path:
            beside = self._siblings(path)
            if beside:
                self.at = (*path[:-1], min(path[-1], len(beside) - 1))
                return
            path = path[:-1]
        self.at = None

    def _siblings(self, path: StepPath) -> tuple[Block, ...]:
        try:
            return self.outline.siblings(path)
        except KeyError:
            return ()

    def _step(self) -> StepPath:
        if self.at is None:
            message = gettext("choose a step first")
            raise EditRefused(message)
        return self.at

    def _marked(self) -> Block:
        return step_edits.step_at(self.outline, self._step())

    def _range(self, last: StepPath | None) -> tuple[StepPath, StepPath]:
        first = self._step()
        last = last or first
        if last[:-1] != first[:-1]:
            message = gettext("only steps beside each other can be taken together")
            raise EditRefused(message)
        return min(first, last), max(first, last)
