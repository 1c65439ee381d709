"""A page of advice has all that the catalogue says, and the warning signs and limits as they bind."""

import pytest

from stretchplayer.advice import TOPICS, page, topic_for
from stretchplayer.caps.limits import LIMITS, bound
from stretchplayer.catalog import advice, advice_page
from stretchplayer.model.steps import Topic
from stretchplayer.phrases.warning_signs import warning_signs


@pytest.mark.parametrize("topic", TOPICS)
def test_nothing_of_the_catalogue_is_lost(topic: Topic) -> None:
    made = page(topic)
    assert made.title == advice(topic).title
    assert made.line == advice(topic).line
    assert made.text.split() == advice(topic).text.split()
    assert set(advice_page(topic).section) <= set(made.section)
    assert made.source == advice_page(topic).source
    assert len({section.title for section in made.section}) == len(made.section)


def test_the_warning_signs_come_first_the_most_urgent_before_all() -> None:
    first = page("professional").section[: len(warning_signs())]
    assert [(section.title, section.points) for section in first] == [*warning_signs().values()]


@pytest.mark.parametrize(
    ("topic", "names"),
    [
        ("stretching", ["static.hold", "static.reps", "static.session", "static.week"]),
        ("heat", ["heat.time", "heat.gap", "heat.day"]),
        ("cold", ["cold.time", "cold.time.lean", "cold.gap", "cold.day"]),
        ("massage", ["massage.set", "massage.sets", "massage.spot", "massage.pressure", "massage.gun"]),
    ],
)
def test_what_binds_is_told_where_it_belongs(topic: Topic, names: list[str]) -> None:
    told = page(topic).section[-1].points
    for name in names:
        what = LIMITS[name].what[1:]
        (line,) = (point for point in told if point[1:].startswith(f"{what}:"))
        assert line.endswith(f"{bound(LIMITS[name])}.")


def test_a_topic_is_found_by_its_key_and_by_its_title() -> None:
    for topic in TOPICS:
        assert topic_for(topic) == topic
        assert topic_for(f" {page(topic).title.upper()} ") == topic
    assert topic_for("drugs") is None
    assert topic_for("") is None
