"""A small registry of routes, their phrases, and a door without a database: enough for what is Discord's own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.platforms import Door, Files, Kept
from bot.texts import Texts
from handlers.chat.asks import EMOJI_ADDED, EMOJI_REMOVED, HOME_OPENED, REPLY_DELETED, REPLY_EDITED, REPLY_WRITTEN, Ask
from handlers.chat.cards import Button, Buttons, Card, Heading, Text, card
from handlers.chat.forms import ChoiceField, DateField, Form, Option, PeopleField, TextField, TimeField
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Done, Home, Open, Replace, Reply, Tell
from handlers.chat.routes import Registry, Role, to
from handlers.chat.words import Say

PHRASES = {
    "help.trouble": {"en": "Something went wrong.", "fr": "Quelque chose s’est mal passé."},
    "help.outdated": {"en": "This leads nowhere.", "fr": "Cela ne mène nulle part."},
    "help.confirm.title": {"en": "Are you sure?", "fr": "Vous confirmez ?"},
    "help.confirm.yes": {"en": "Yes", "fr": "Oui"},
    "help.fact": {"en": "**{name}:** {value}", "fr": "**{name} :** {value}"},
    "help.rest.thread": {"en": "The rest is in the thread.", "fr": "La suite est dans le fil."},
    "tea.command.tea_make": {"en": "Makes tea", "fr": "Fait du thé"},
    "tea.command.tea_list": {"en": "The teas there are", "fr": "Les thés qu’il y a"},
    "tea.command.order": {"en": "Orders a tea", "fr": "Commande un thé"},
    "tea.poured": {"en": "**{name}** is poured.", "fr": "**{name}** est servi."},
    "tea.sure": {"en": "Throw away {n} cups of {name}?", "fr": "Jeter {n} tasses de {name} ?"},
    "tea.form": {"en": "A tea", "fr": "Un thé"},
    "tea.field": {"en": "What", "fr": "Quoi"},
    "tea.no": {"en": "That is not tea.", "fr": "Ce n’est pas du thé."},
    "tea.hello": {"en": "Hello", "fr": "Bonjour"},
}

BREW = Form(
    Say("tea.form"),
    Say("tea.form"),
    to("tea.brew", 7),
    (
        TextField("leaf", Say("tea.field"), long=True, hint=Say("tea.hello")),
        ChoiceField("cup", Say("tea.field"), (Option("s", "Small"), Option("l", "Large")), value="s"),
        DateField("day", Say("tea.field")),
        TimeField("hour", Say("tea.field"), value="16:00"),
        PeopleField("guests", Say("tea.field")),
    ),
)

LIST = card(
    Say("tea.hello"),
    Heading("Teas"),
    Buttons(Button("Throw away", to("tea.throw", 3), style="danger", confirm=Say("tea.sure", n=3, name="Earl_Grey"))),
)


def tea(registry: Registry) -> None:
    """What can be done with tea."""

    @registry.route("tea.list", who=Role.ANYONE, command="tea list")
    async def listed(_ask: Ask, _desk: object) -> Reply:
        return Tell(LIST)

    @registry.route("tea.make", who=Role.ANYONE, command="tea make", opens_form=True)
    async def make(_ask: Ask, _desk: object) -> Reply:
        return Open(BREW)

    @registry.route("tea.brew", who=Role.ANYONE)
    async def brew(ask: Ask, _desk: object, number: int) -> Reply:
        if ask.answers["leaf"].startswith("coffee"):
            raise Mistake(Say("tea.no"), "leaf")
        return Tell(Say("tea.poured", name=f"{number} {ask.answers['leaf']}"))

    @registry.route("tea.order", who=Role.ANYONE, command="order")
    async def order(_ask: Ask, _desk: object, name: str) -> Reply:
        return Tell(Say("tea.poured", name=name))

    @registry.route("tea.throw", who=Role.ANYONE)
    async def throw(_ask: Ask, _desk: object, _number: int) -> Reply:
        return Replace(thrown())

    @registry.route("tea.nothing", who=Role.ANYONE)
    async def nothing(_ask: Ask, _desk: object) -> Reply:
        return Done()

    @registry.route("tea.break", who=Role.ANYONE)
    async def breaks(_ask: Ask, _desk: object) -> Reply:
        raise RuntimeError("the pot is broken")


def heard(registry: Registry) -> None:
    """What Discord tells by itself."""

    @registry.route(HOME_OPENED, who=Role.ANYONE)
    async def home(_ask: Ask, _desk: object) -> Reply:
        return Home(card(Say("tea.hello"), Text(Say("tea.hello"))))

    async def nothing(_ask: Ask, _desk: object) -> Reply:
        return Done()

    for name in (REPLY_WRITTEN, REPLY_EDITED, REPLY_DELETED):
        registry.route(name, who=Role.ANYONE)(nothing)

    @registry.route(EMOJI_ADDED, who=Role.ANYONE)
    async def emoji(_ask: Ask, _desk: object, _emoji: str) -> Reply:
        return Done()

    registry.route(EMOJI_REMOVED, who=Role.ANYONE)(emoji)


def thrown() -> Card:
    return card(Say("tea.hello"), Text("Nothing is left."))


class NoFiles(Files):
    """No file is kept."""

    async def about(self, number: int) -> Kept | None:
        return None

    async def content(self, number: int) -> bytes:
        return b""

    async def place(self, kept: Kept, placed: str) -> None:
        raise AssertionError(f"{kept} is kept by nobody ({placed})")


class TeaDoor(Door):
    """Takes asks straight to the actions, each key once; keeps what it was asked. `pause` makes it slow."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._done: set[str] = set()
        self.asks: list[Ask] = []
        self.pause: Callable[[], Awaitable[object]] | None = None

    @property
    def files(self) -> Files:
        return NoFiles()

    async def handle(self, ask: Ask) -> Reply | None:
        self.asks.append(ask)
        if self.pause is not None:
            await self.pause()
        if ask.key in self._done:
            return None
        if ask.key:
            self._done.add(ask.key)
        route = self._registry.routes.get(ask.link.route)
        if route is None:
            return Tell(Say("help.outdated"))
        try:
            return await route.action(ask, None, **route.values_from(ask.link))
        except Mistake as mistake:
            return Tell(mistake.say, mistake.field, mistaken=True)

    async def language_of(self, ask: Ask) -> str:
        return "fr" if (ask.language or "").startswith("fr") else "en"


def texts() -> Texts:
    return Texts(PHRASES)


def registry() -> Registry:
    made = Registry()
    tea(made)
    heard(made)
    return made
