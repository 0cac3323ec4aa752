"""Words that cannot wait: to who is trusted with them, at once, and to nobody else."""

from __future__ import annotations

from datetime import timedelta

from storage import personal, result_words
from storage.followups import FollowUp
from tests.handlers.followups.steps import ALERTING, drawn, passes, shows, the_one, trusts, unhappy
from tests.handlers.theatre import Theatre


async def test_an_alert_goes_to_the_person_of_trust_alone_whatever_the_hour(play: Theatre) -> None:
    await trusts(play, "omar")
    play.clock.move_to(play.clock.now() + timedelta(hours=14))
    await unhappy(play, words=ALERTING)
    one = await the_one(play)
    assert (one.urgent, one.confided) == (True, True)
    assert "You alone are shown them" in (await drawn(play, "omar"))[-1]
    assert ALERTING not in "".join(await drawn(play, "omar")), "the words are read in private"
    assert ALERTING in await shows(play, "omar", "followups.read", 1)
    assert ALERTING in await shows(play, "omar", "followups.look", 1, 0)
    assert "Alert" in await shows(play, "omar", "followups.show")
    assert "call the emergency services" in (await drawn(play, "lina"))[-1]
    for who in ("amina", "bruno"):
        assert await drawn(play, who) == []
        assert "Nothing waits" in await shows(play, who, "followups.show")
        assert await play.told(who, "followups.read", 1) == "help.only.animator"
    async with play.database.reading() as db:
        seen = await result_words.words(db, [one.session_id or 0], animates=True, together=False, skip=0, most=9)
    assert seen == []
    await trusts(play, "amina")
    assert await play.told("amina", "followups.read", 1) == "help.only.animator", "it was told to another"


async def test_without_a_person_of_trust_every_animator_is_alerted(play: Theatre) -> None:
    await unhappy(play, words=ALERTING)
    for who in ("amina", "bruno"):
        assert "All the animators are shown them" in (await drawn(play, who))[-1]
    assert await drawn(play, "mona") == []


async def test_words_that_become_an_alert_leave_the_queue_of_the_team(play: Theatre) -> None:
    await trusts(play, "omar")
    session_id = await unhappy(play)
    await play.say("lina", session_id, words=ALERTING, stars=2, tone="unhappy")
    await passes(play, minutes=1)
    states = {(one.urgent, one.state, one.closed_by) for one in await play.rows(FollowUp)}
    assert states == {(False, "closed", "withdrawn"), (True, "open", None)}
    assert ALERTING not in await shows(play, "amina", "followups.look", 1, 0)


async def test_an_alert_whose_reader_left_waits_for_another_and_says_so(play: Theatre) -> None:
    await trusts(play, "omar")
    await unhappy(play, words=ALERTING)
    omar = await play.member("omar")
    async with play.database.transaction() as db:
        await personal.erase(db, omar.id, play.clock.now())
    assert "1 urgent message was for somebody who has left" in await shows(play, "amina", "followups.show")
    assert await play.told("amina", "followups.read", 1) == "help.only.animator"
    await trusts(play, "bruno")
    assert ALERTING in await shows(play, "bruno", "followups.read", 1)
