"""Help, as each reads it: what everybody may do, what their roles add, the commands that begin with a word."""

from __future__ import annotations

from handlers import load
from handlers.chat.replies import Replace
from handlers.chat.routes import registry
from handlers.help import rules
from tests.handlers.theatre import Theatre

load()


async def turned(play: Theatre, who: str, route: str) -> str:
    """What takes the place of the card somebody pressed a button of."""
    reply = await play.press(who, route)
    assert isinstance(reply, Replace)
    return play.read(reply.what, "en")


def test_every_command_has_its_topic() -> None:
    known = {word for words in rules.TOPICS.values() for word in words}
    assert {rules.first_word(found.command) for found in registry.commands() if found.command} == known


async def test_each_reads_what_they_may_type(play: Theatre) -> None:
    told = await play.told("lina", "help.show")
    assert ("/learn session rate –" in told, "/learn session new –" in told, "[With your roles]" in told) == (
        True,
        False,
        False,
    )
    assert "[With your roles]" in await play.told("amina", "help.show")
    hers = await turned(play, "amina", "help.roles")
    assert ("/learn session new –" in hers, "/learn session rate –" in hers) == (True, False)
    assert "/learn community new –" not in hers, "she administers nothing"
    assert await turned(play, "amina", "help.everybody") == await play.told("amina", "help.show")


async def test_a_button_of_a_role_that_was_lost_shows_what_everybody_may_do(play: Theatre) -> None:
    assert await turned(play, "lina", "help.roles") == await play.told("lina", "help.show")


async def test_the_first_word_of_commands_shows_them(play: Theatre) -> None:
    hers = await play.told("amina", "help.show", " Session")
    assert all(f"/learn {words} –" in hers for words in ("session list", "session new"))
    assert "/learn find" not in hers
    assert "/learn session new –" not in await play.told("lina", "help.show", "session")
    assert "Did you mean /learn session list" in await play.told("lina", "help.show", "sesion list")
