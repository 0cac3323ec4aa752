"""What people write in each field stays what they wrote on each platform: no markup is read, nobody is called."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.platforms.discord.render import Renderer as DiscordRenderer
from bot.platforms.discord.words import inside
from bot.platforms.slack.render import Renderer as SlackRenderer
from handlers.chat.cards import Card
from handlers.chat.words import When
from handlers.reviews import cards
from storage.feedback import HOT, STARS
from storage.intentions import NO, Mine
from storage.results import Figures
from storage.reviews import Opinion
from tests.scenarios.story import phrases

HOSTILE = "<script> *bold* <!channel> <@U1> `code` [here](https://x.example) @everyone"
FIELDS = ("title", "suits", "moment", "words", "name", "place", "community", "mine")


def course(**said: str) -> Card:
    """The reviews of a course whose words are harmless, but for these."""
    told = {name: said.get(name, f"{name} here") for name in FIELDS}
    when = When(datetime(2026, 12, 8, 13, tzinfo=UTC), "Europe/Paris")
    return cards.reviews(
        cards.Course(
            course_id=1,
            title=told["title"],
            suits=told["suits"],
            figures=Figures({(HOT, STARS): {5: 5}}, {told["moment"]: 5}),
            opinions=[Opinion(told["words"], told["name"], critical=False)],
            ahead=cards.Next(1, when, told["community"], told["place"], coming=False),
            watched=False,
            mine=Mine(NO, told["mine"]),
            animates=True,
        )
    )


CARDS = {
    **{field: course(**{field: HOSTILE}) for field in FIELDS},
    "typed": cards.nothing(HOSTILE, [(1, HOSTILE)]),
    "reason": cards.intentions((1, HOSTILE), {NO: 5}, [HOSTILE], 0, more=False),
    "opened": cards.opened(
        (1, HOSTILE), cards.Next(1, When(datetime(2026, 12, 8, tzinfo=UTC), "UTC"), HOSTILE, HOSTILE, coming=False)
    ),
}


def marked_up(drawn: object) -> Iterator[str]:
    """The texts of a Slack message in which Slack looks for markup: neither plain text nor the pieces of rich text."""
    if isinstance(drawn, dict):
        for key, value in drawn.items():
            if key == "text" and isinstance(value, str):
                if drawn.get("type") not in ("plain_text", "text"):
                    yield value
            else:
                yield from marked_up(value)
    elif isinstance(drawn, list):
        for one in drawn:
            yield from marked_up(one)


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_slack_reads_nothing_in_what_people_wrote(card: Card) -> None:
    drawn = SlackRenderer(phrases(), "en").message(card)
    assert "<!channel>" in json.dumps(drawn)
    assert not [text for text in marked_up(drawn) if "<!channel>" in text or "<script>" in text or "<@U1>" in text]


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_discord_reads_nothing_in_what_people_wrote(card: Card) -> None:
    drawn = [dict(body) for body in DiscordRenderer(phrases()).draw(card, "en")]
    contents = [one for one in _contents(drawn) if "channel" in one]
    assert contents
    assert all(inside(HOSTILE) in one and "@everyone" not in one and HOSTILE not in one for one in contents)


def _contents(drawn: object) -> Iterator[str]:
    if isinstance(drawn, dict):
        for key, value in drawn.items():
            if key == "content":
                yield str(value)
            else:
                yield from _contents(value)
    elif isinstance(drawn, list):
        for one in drawn:
            yield from _contents(one)
