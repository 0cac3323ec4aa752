"""What Monday's colleagues say of the session: each goes up the ladder as far as they like."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app import App
from bot.demo.cast import Cast
from bot.demo.travel import phrases
from handlers.chat.words import Say
from playground import Message, Person


@dataclass(frozen=True)
class Opinion:
    """What somebody answers; `scope`: who may read their words, None when they write none."""

    stars: int
    emotion: int
    recommend: int
    scope: str | None = None


OPINIONS = (
    Opinion(5, 5, 9, "first_name"),
    Opinion(5, 5, 10, "team"),
    Opinion(4, 4, 8, "anonymous"),
    Opinion(5, 4, 9),
    Opinion(2, 2, 4, "anonymous"),
    Opinion(4, 4, 9),
)
"""One for each colleague. The fifth was not happy: the animators have somebody to answer."""


async def answer_about_the_session(app: App, cast: Cast) -> None:
    """Step by step, everybody at each step before the next one is drawn."""
    everybody = list(zip(cast.colleagues, OPINIONS, strict=True))
    for person, one in everybody:
        await _press(cast, person, "feedback.rate:", f":{one.stars}")
    await _drawn(app, cast)
    for person, one in everybody:
        await _press(cast, person, "feedback.answer:", f":emotion:{one.emotion}")
    await _drawn(app, cast)
    for person, _one in everybody:
        for moment in (2, 3):
            await _press(cast, person, "feedback.like:", f":{moment}")
        await _press(cast, person, "feedback.skip:")
    await _drawn(app, cast)
    for number, (person, one) in enumerate(everybody, 1):
        if one.scope is None:
            await _press(cast, person, "feedback.skip:")
        else:
            await _press(cast, person, "feedback.words:")
            said = phrases().plain(Say(f"demo.verbatim_{number}"), cast.language)
            await person.submit(person.views[-1], {"words": said, "scope": one.scope})
    await _drawn(app, cast)
    for person, one in everybody:
        await _press(cast, person, "feedback.answer:", f":recommend:{one.recommend}")
    await _drawn(app, cast)
    for person, _one in everybody:
        await _press(cast, person, "feedback.stop:")
    await _drawn(app, cast)


async def _drawn(app: App, cast: Cast) -> None:
    """What they pressed is kept, and their messages show what comes next."""
    await cast.playground.settled()
    await app.settle()


async def _press(cast: Cast, person: Person, start: str, end: str = "") -> None:
    """Presses the last button shown to this person whose link begins and ends so."""
    shown = [(one, link) for one in cast.playground.messages(person.dm) for link in buttons(one, start)]
    message, action_id = [one for one in shown if one[1].endswith(end)][-1]
    await person.click(message, action_id)


def buttons(message: Message, start: str) -> list[str]:
    """The buttons of a message whose links begin so, in order."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    links = [str(button["action_id"]) for row in rows for button in row]
    return [link for link in links if link.startswith(start)]
