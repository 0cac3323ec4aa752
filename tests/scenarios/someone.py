"""Somebody of a story: what they do, in the words of the buttons they see, and what they read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handlers.chat.routes import Link
from handlers.chat.words import Say
from tests.platforms.bench import Actor, Chosen, OpenForm, Seen
from tests.scenarios.reading import holds

if TYPE_CHECKING:
    from tests.scenarios.story import Story, Value


class Someone:
    """A person, in the language they speak. Whatever they do, its consequences are there when it returns."""

    def __init__(self, story: Story, actor: Actor, language: str) -> None:
        self._story = story
        self._actor = actor
        self.language = language
        self.id = actor.external_id
        self.name = actor.name

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def form(self) -> OpenForm:
        """The form before them."""
        assert self._actor.form is not None, f"no form is open before {self.name}"
        return self._actor.form

    @property
    def has_no_form(self) -> bool:
        return self._actor.form is None

    @property
    def errors(self) -> Sequence[str]:
        """What was wrong with the form they sent last."""
        return self._actor.errors

    @property
    def private(self) -> Sequence[Seen]:
        return self._actor.private

    @property
    def told(self) -> Seen:
        """The last thing shown to them alone."""
        return self._actor.private[-1]

    @property
    def direct(self) -> Sequence[Seen]:
        """Their conversation with the bot, oldest first."""
        return self._actor.direct

    @property
    def letter(self) -> Seen:
        """The bot's last message in their conversation."""
        return self._actor.direct[-1]

    def again(self, seen: Seen) -> Seen:
        """What only they see, as it is now."""
        return next(one for one in (*self.private, *self.direct) if one.id == seen.id)

    def reads(self, seen: Seen, key: str, /, **values: Value) -> bool:
        """Whether a message says this phrase in their language."""
        return self._story.shows(seen, key, self.language, **values)

    def may_press(self, seen: Seen, key: str, /, **values: Value) -> bool:
        """Whether they see this button on a message."""
        return self._label(seen, key, **values) in seen.buttons

    async def types(self, words: str, *, channel: str | None = None) -> None:
        """`/learn` and these words, in the home channel or another."""
        await self._actor.command(words, channel=channel)
        await self._story.settle()

    async def presses(self, seen: Seen, key: str, /, **values: Value) -> None:
        """The button with this label."""
        await self._actor.press(seen, self._label(seen, key, **values))
        await self._story.settle()

    async def taps(self, seen: Seen, title: str) -> None:
        """The button that bears a title or a number, the same in every language."""
        await self._actor.press(seen, title)
        await self._story.settle()

    async def tries(self, seen: Seen, link: Link) -> None:
        """The button of a forged message that leads there."""
        await self._actor.press(seen, str(link))
        await self._story.settle()

    async def fills(self, **answers: str | Chosen) -> None:
        """The open form, which is taken."""
        await self._actor.fill(**answers)
        await self._story.settle()
        assert not self.errors, self.errors

    async def sends(self, **answers: str | Chosen) -> None:
        """The open form, whatever is answered."""
        await self._actor.fill(**answers)
        await self._story.settle()

    async def fills_wrongly(self, key: str, values: dict[str, Value], /, **answers: str) -> None:
        """The open form, in a way that is refused with this phrase."""
        await self._actor.fill(**answers)
        await self._story.settle()
        (error,) = self.errors
        assert holds(error, self._story.said(Say(key, **values), self.language)), error

    async def puts(self, emoji: str, seen: Seen) -> None:
        """An emoji on a message."""
        await self._actor.react(seen, emoji)
        await self._story.settle()

    async def takes_back(self, emoji: str, seen: Seen) -> None:
        """Their emoji."""
        await self._actor.unreact(seen, emoji)
        await self._story.settle()

    async def writes(self, words: str, *, channel: str | None = None) -> Seen:
        """In the home channel, or another."""
        written = await self._actor.write(words, channel=channel)
        await self._story.settle()
        return written

    async def uses(self, key: str, seen: Seen) -> None:
        """The entry with this name in the menu of a message."""
        await self._actor.use(seen, self._story.said(Say(key), "en"))
        await self._story.settle()

    async def replies(self, seen: Seen, words: str) -> str:
        """In the thread of a message; the id of what they wrote."""
        written = await self._actor.reply(seen, words)
        await self._story.settle()
        return written

    async def rewrites(self, reply: str, words: str) -> None:
        """What they wrote in a thread."""
        await self._actor.edit_reply(reply, words)
        await self._story.settle()

    async def deletes(self, reply: str) -> None:
        """What they wrote in a thread."""
        await self._actor.delete_reply(reply)
        await self._story.settle()

    def _label(self, seen: Seen, key: str, /, **values: Value) -> str:
        """A button speaks its reader's language in private, the community's in the channel."""
        mine = any(one.id == seen.id for one in (*self.private, *self.direct))
        return self._story.said(Say(key, **values), self.language if mine else None)
