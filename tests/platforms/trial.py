"""A tiny bot to try a platform with: a few routes that show every card and form, and remember what they were asked."""

from __future__ import annotations

from pathlib import Path

from bot.texts import Texts
from handlers.chat.asks import EMOJI_ADDED, EMOJI_REMOVED, HOME_OPENED, REPLY_DELETED, REPLY_EDITED, REPLY_WRITTEN, Ask
from handlers.chat.cards import Button, Buttons, Card, Divider, Facts, Heading, Note, Picture, Prose, Quote, Text, card
from handlers.chat.files import file_name
from handlers.chat.forms import ChoiceField, DateField, FileField, Form, Option, PeopleField, TextField, TimeField
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Home, Open, Replace, Reply, Tell
from handlers.chat.routes import Registry, Role, to
from handlers.chat.words import Person, Say
from handlers.desk import Desk
from storage import files

ROOT = Path(__file__).resolve().parents[2]

QUOTED = "It *really* helped: <!channel> @everyone & `friends` _alike_ > **others**"
"""Somebody's words, full of signs that platforms read as markup."""

MARKDOWN = """\
Some **strong** words and [a link](https://example.org/a?b=c&d=e).

- one
- two

```python
print("three")
```"""


def texts() -> Texts:
    """The trial's phrases, and those of the help that platforms draw with."""
    return Texts.load(
        {"trial": Path(__file__).with_name("trial.toml"), "help": ROOT / "handlers" / "help" / "texts.toml"}
    )


def full_card(person: str) -> Card:
    """Every part a card may have."""
    return card(
        Say("trial.summary"),
        Heading(Say("trial.title")),
        Text(Say("trial.text", name=Person(person))),
        Prose(MARKDOWN),
        Quote(QUOTED, "Lina & <co>"),
        Facts(((Say("trial.place"), "Room _12_"), ("Somebody's *name*", Say("trial.note")))),
        Picture("https://example.org/bridge.png", Say("trial.picture")),
        Divider(),
        Note(Say("trial.note")),
        Buttons(
            Button(Say("trial.again"), to("trial.count", 1), "good"),
            Button("Somebody's <label>", to("trial.count", 10)),
            Button(Say("trial.remove"), to("trial.count", 100), "danger", Say("trial.remove.sure")),
        ),
    )


def full_form(words: str = "") -> Form:
    """Every field a form may have."""
    options = (Option("good", Say("trial.good")), Option("bad", Say("trial.bad")), Option("other", "Something <else>"))
    return Form(
        Say("trial.form"),
        Say("trial.send"),
        to("trial.filled", 7),
        (
            TextField("words", Say("trial.words"), Say("trial.words.hint"), words, long=True, longest=200),
            ChoiceField("mood", Say("trial.mood"), options, "good"),
            DateField("day", Say("trial.day"), "2026-11-24"),
            TimeField("hour", Say("trial.hour"), "09:00"),
            PeopleField("people", Say("trial.people")),
        ),
    )


def file_form() -> Form:
    """A form with a file."""
    return Form(
        Say("trial.form"),
        Say("trial.send"),
        to("trial.sent"),
        (
            FileField("picture", Say("trial.file"), ("image", "audio"), Say("trial.words.hint")),
            TextField("words", Say("trial.words")),
        ),
    )


def table_form() -> Form:
    """A form with a table."""
    return Form(
        Say("trial.form"), Say("trial.send"), to("trial.read"), (FileField("list", Say("trial.file"), ("table",)),)
    )


class Trial:
    """The routes, and the asks they took, oldest first."""

    def __init__(self) -> None:
        self.registry = Registry()
        self.asks: list[Ask] = []
        self.pressed = 0
        self._talk()
        self._ask()
        self._ask_for_a_file()
        self._ask_for_a_table()
        self._refuse()
        self._listen()

    def taken(self, route: str) -> list[Ask]:
        """The asks one route took."""
        return [ask for ask in self.asks if ask.link.route == route]

    def _talk(self) -> None:
        route = self.registry.route

        @route("help.show", who=Role.ANYONE, command="help")
        async def show(ask: Ask, desk: Desk, words: str = "") -> Reply:
            self.asks.append(ask)
            return Tell(card("Help", Text(f"Help for {words!r}")))

        @route("trial.card", who=Role.ANYONE, command="trial card")
        async def show_card(ask: Ask, desk: Desk) -> Reply:
            self.asks.append(ask)
            return Tell(full_card(ask.who))

        @route("trial.words", who=Role.ANYONE, command="trial words")
        async def words(ask: Ask, desk: Desk, words: str = "") -> Reply:
            self.asks.append(ask)
            return Tell(Say("trial.thanks"))

        @route("trial.count", who=Role.ANYONE)
        async def count(ask: Ask, desk: Desk, more: int) -> Reply:
            self.asks.append(ask)
            self.pressed += more
            again = Buttons(Button(Say("trial.again"), to("trial.count", 1)))
            return Replace(card(Say("trial.summary"), Text(Say("trial.count", n=self.pressed)), again))

        @route(HOME_OPENED, who=Role.ANYONE)
        async def home(ask: Ask, desk: Desk) -> Reply:
            self.asks.append(ask)
            return Home(card(Say("trial.summary"), Heading(Say("trial.title")), Text(Say("trial.thanks"))))

    def _ask(self) -> None:
        route = self.registry.route

        @route("trial.form", who=Role.ANYONE, opens_form=True, command="trial form")
        async def form(ask: Ask, desk: Desk) -> Reply:
            self.asks.append(ask)
            return Open(full_form("to begin with"))

        @route("trial.keep", who=Role.ANYONE, opens_form=True, shortcut="keep")
        async def keep(ask: Ask, desk: Desk) -> Reply:
            self.asks.append(ask)
            if ask.quoted is None or not ask.quoted.words:
                raise Mistake(Say("trial.wrong"))
            return Open(full_form(ask.quoted.words))

        @route("trial.filled", who=Role.ANYONE)
        async def filled(ask: Ask, desk: Desk, number: int) -> Reply:
            self.asks.append(ask)
            if "wrong" in ask.answers["words"]:
                raise Mistake(Say("trial.wrong"), "words")
            return Tell(Say("trial.thanks"))

    def _ask_for_a_file(self) -> None:
        route = self.registry.route

        @route("trial.file", who=Role.ANYONE, opens_form=True, command="trial file")
        async def file(ask: Ask, desk: Desk) -> Reply:
            return Open(file_form())

        @route("trial.sent", who=Role.ANYONE)
        async def sent(ask: Ask, desk: Desk) -> Reply:
            self.asks.append(ask)
            number = await desk.file(ask.answers["picture"], "image", "picture")
            if "wrong" in ask.answers["words"]:
                raise Mistake(Say("trial.wrong"), "words")
            shown = Picture(file_name(number), Say("trial.picture")) if number else None
            return Tell(card(Say("trial.summary"), Text(Say("trial.thanks")), shown))

    def _ask_for_a_table(self) -> None:
        route = self.registry.route

        @route("trial.table", who=Role.ANYONE, opens_form=True, command="trial table")
        async def table(ask: Ask, desk: Desk) -> Reply:
            return Open(table_form())

        @route("trial.read", who=Role.ANYONE)
        async def read(ask: Ask, desk: Desk) -> Reply:
            number = await desk.file(ask.answers["list"], "table", "list")
            return Tell(card(Say("trial.summary"), Text(await files.text_of(desk.db, number or 0) or "nothing")))

    def _refuse(self) -> None:
        route = self.registry.route

        @route("trial.no", who=Role.ANYONE, command="trial no")
        async def no(ask: Ask, desk: Desk) -> Reply:
            raise Mistake(Say("trial.wrong"))

        @route("trial.trouble", who=Role.ANYONE, command="trial trouble")
        async def trouble(ask: Ask, desk: Desk) -> Reply:
            self.asks.append(ask)
            raise RuntimeError("a fault in a feature")

    def _listen(self) -> None:
        async def emoji(ask: Ask, desk: Desk, emoji: str) -> Reply:
            self.asks.append(ask)
            return Done()

        async def reply(ask: Ask, desk: Desk) -> Reply:
            self.asks.append(ask)
            return Done()

        for name in (EMOJI_ADDED, EMOJI_REMOVED):
            self.registry.route(name, who=Role.ANYONE)(emoji)
        for name in (REPLY_WRITTEN, REPLY_EDITED, REPLY_DELETED):
            self.registry.route(name, who=Role.ANYONE)(reply)
