"""Who spoke without a name is led to by nothing: no card, no row, no value that two rows share."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import inspect

from handlers.chat.replies import Done
from storage import seals, testimonials
from storage.consents import Consent
from storage.database import Table
from storage.followups import FollowUp, FollowUpLine
from tests.handlers.followups.steps import (
    ALERTING,
    LATER,
    UNHAPPY,
    drawn,
    passes,
    said,
    shows,
    the_one,
    trusts,
    unhappy,
)
from tests.handlers.theatre import Theatre

TELLING = 12
"""Characters from which a value tells one thing from another; numbers of communities and the like tell nothing."""


def rows(play: Theatre) -> Iterator[tuple[str, dict[str, object]]]:
    """Every row of every table."""
    file = play.database.address.database
    assert file is not None
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        for table in Table.metadata.tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                yield table, dict(row)


def leads_to(table: str, row: dict[str, object], member_id: int) -> bool:
    """Whether a row names a member, by a reference or in the middle of a text."""
    columns = Table.metadata.tables[table].columns
    refers = {one.name for one in columns if any(key.column.table.name == "members" for key in one.foreign_keys)}
    if table == "members":
        return row["id"] == member_id
    texts = [value for value in row.values() if isinstance(value, str)]
    return any(row[name] == member_id for name in refers) or any(
        re.search(rf"(?<![\d-]){member_id}(?![\d-])", text) for text in texts if ":" in text and " " not in text
    )


def telling(row: dict[str, object]) -> set[str]:
    """The values of a row by which another could be found: texts, instants, secrets."""
    found = {value for value in row.values() if isinstance(value, str) and len(value) >= TELLING}
    names = [value for value in found if not re.match(r"\d{4}-\d\d-\d\d", value)]
    return found | {piece for value in names for piece in re.split(r"[:#]", value) if len(piece) >= TELLING}


def joined(play: Theatre, seal: str, author_id: int) -> set[str]:
    """What the rows that name the author share with the rows that hold their seal, and with the lines of follow-ups."""
    sealed: set[str] = set()
    named: set[str] = set()
    for table, row in rows(play):
        if table.startswith("follow_up") or seal in row.values():
            sealed |= telling(row)
        elif leads_to(table, row, author_id):
            named |= telling(row)
    assert sealed
    assert named
    return sealed & named


async def seal_of(play: Theatre, who: str, session_id: int = 1) -> tuple[str, int]:
    member = await play.member(who)
    async with play.database.reading() as db:
        return await seals.seal(db, member.id, session_id), member.id


async def an_exchange(play: Theatre, follow_up_id: int = 1) -> None:
    await play.press("amina", "followups.written", follow_up_id, 0, filled=said("Thank you. What would have helped?"))
    await passes(play, minutes=7)
    assert await play.press("lina", "followups.replied", follow_up_id, 0, filled=said("One example a trade.")) == Done()
    await passes(play, minutes=7)
    await play.press("amina", "followups.closed", follow_up_id, 1, 0, filled=said("We changed every example."))
    await passes(play, minutes=7)


async def test_nothing_leads_from_a_nameless_mark_its_words_and_its_exchange_to_their_author(play: Theatre) -> None:
    session_id = await unhappy(play, words=None)
    await passes(play, seconds=LATER.total_seconds())
    assert (await the_one(play)).kind == "low_mark"
    await passes(play, minutes=3)
    await play.say("lina", session_id, words=UNHAPPY, stars=2, scope="anonymous", tone="unhappy")
    await passes(play, minutes=3)
    await an_exchange(play)
    seal, author_id = await seal_of(play, "lina")
    one = await the_one(play)
    assert (one.member_id, one.respondent, one.state) == (None, seal, "closed")
    assert len([text for text in await drawn(play, "lina") if "We changed every example." in text]) == 1
    assert joined(play, seal, author_id) == set()


async def test_nothing_leads_from_a_nameless_alert_and_a_nameless_complaint_either(play: Theatre) -> None:
    await trusts(play, "omar")
    await unhappy(play, scope="anonymous", words=ALERTING)
    await passes(play, minutes=16)
    filled = {"about": f"c{play.community_id}", "words": "The room is locked.", "signed": "nameless", "wish": "A key"}
    await shows(play, "lina", "followups.complained", filled=filled)
    await passes(play, minutes=5)
    await an_exchange(play, 2)
    seal, author_id = await seal_of(play, "lina")
    assert joined(play, seal, author_id) == set()
    (care,) = [text for text in await drawn(play, "lina") if "I passed your words on" in text]
    assert "the person of trust of Giving feedback" in care


async def test_the_message_to_an_author_tells_nothing_and_is_alike_for_who_signed(play: Theatre) -> None:
    for scope in ("anonymous", "team"):
        await unhappy(play, scope=scope)
    for follow_up in await play.rows(FollowUp):
        await play.press("amina", "followups.written", follow_up.id, 0, filled=said("Thank you for saying it."))
    await play.post()
    lina = await play.member("lina")
    told = [one for one in await play.sent_to(lina.id) if one.about.startswith("exchange:")]
    shapes = {(one.draw.split(":")[0], one.subject, one.community_id, len(one.about)) for one in told}
    assert (len(told), len(shapes)) == (2, 1)
    assert all(one.draw.split(":")[1:] == one.about.split(":")[1:] for one in told), "the secret, and nothing else"
    lines = await play.rows(FollowUpLine)
    assert not {line.ticket for line in lines} & {one.about.split(":")[1] for one in told}
    clocks = {column.name for column in inspect(FollowUpLine).columns if column.type.python_type is not str}
    assert clocks == {"id", "follow_up_id", "member_id"}, "no line tells an hour"


async def test_no_animator_reads_a_name_and_its_author_may_give_it(play: Theatre) -> None:
    session_id = await unhappy(play, scope="anonymous")
    await an_exchange_begins(play)
    for who in ("amina", "bruno"):
        for text in [await shows(play, who, "followups.read", 1), *await drawn(play, who)]:
            assert "Lina" not in text
            assert "Moreau" not in text
    assert "2 stars" in await shows(play, "amina", "followups.read", 1)
    await shows(play, "lina", "followups.sign", 1, 1)
    named = await shows(play, "amina", "followups.read", 1)
    assert "Lina Moreau" in named
    assert UNHAPPY in named
    assert "2 stars" not in named, "what was answered stays apart from who answered"
    one = await the_one(play)
    assert (one.respondent, one.scope) == (None, "team")
    assert session_id == one.session_id


async def test_a_name_given_to_the_team_leads_from_a_nameless_testimonial_to_no_seal(play: Theatre) -> None:
    """The same seal stands under all that its author answers without a name."""
    session_id = await unhappy(play, scope="anonymous")
    await play.press("lina", "testimonials.offer", session_id)
    await play.press("lina", "testimonials.agree", 1, "anonymous", 12, "public", "mine")
    await shows(play, "lina", "followups.sign", 1, 1)
    lina = await play.member("lina")
    (kept,), (agreed,) = await play.rows(testimonials.Testimonial), await play.rows(Consent)
    assert (kept.member_id, kept.respondent) == (agreed.member_id, agreed.respondent) == (lina.id, None)
    await play.press("amina", "testimonials.approve", 1)
    await play.press("amina", "testimonials.post_now", 1, play.community_id)
    await play.post()
    assert f"“{UNHAPPY}” — a learner" in play.wall["testimonial:1:post:1"]
    await play.press("lina", "testimonials.withdraw", 1)
    await play.post()
    assert UNHAPPY not in play.wall["testimonial:1:post:1"]


async def test_words_without_a_name_stay_so_when_named_ones_became_a_testimonial_before(play: Theatre) -> None:
    session_id = await play.session("lina", "omar")
    await play.say("lina", session_id, scope="full_name")
    await play.tick("testimonials")
    await play.say("lina", session_id, words=UNHAPPY, stars=2, scope="anonymous", tone="unhappy")
    await passes(play, minutes=1)
    seen = [await shows(play, "amina", "followups.read", 1), *await drawn(play, "amina")]
    assert UNHAPPY in seen[0]
    assert not [text for text in seen if "Lina" in text or "Moreau" in text]
    assert UNHAPPY not in await shows(play, "amina", "results.words", session_id, 0), "nor before five have answered"


async def an_exchange_begins(play: Theatre) -> None:
    await play.press("amina", "followups.written", 1, 0, filled=said("Thank you. What would have helped?"))
    await play.post()
    await play.press("lina", "followups.replied", 1, 0, filled=said("One example a trade."))
    await play.post()


async def test_named_words_join_a_nameless_mark_only_while_its_author_added_nothing(play: Theatre) -> None:
    for added in (False, True):
        session_id = await unhappy(play, words=None)
        await passes(play, seconds=LATER.total_seconds())
        mark = max(await play.rows(FollowUp), key=lambda one: one.id)
        if added:
            await play.press("lina", "followups.replied", mark.id, 0, filled=said("It was far too long."))
        await play.say("lina", session_id, words=UNHAPPY, stars=2, scope="team", tone="unhappy")
        await passes(play, minutes=1)
        found = [one for one in await play.rows(FollowUp) if one.session_id == session_id]
        assert [(one.member_id is None, one.kind) for one in found] == (
            [(True, "low_mark"), (False, "words")] if added else [(False, "words")]
        )


async def test_the_hour_of_a_look_is_not_kept(play: Theatre) -> None:
    await unhappy(play, scope="anonymous")
    (row,) = [row for table, row in rows(play) if table == "verbatims"]
    assert str(row["followed_at"]).startswith(f"{play.clock.now():%Y-%m-%d} 00:00:00")
