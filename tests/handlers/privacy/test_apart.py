"""What was answered and who answered stay apart, whatever rows are put side by side; and erasing leaves nothing."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from storage import moments, seals
from storage.checks import CheckParticipation
from storage.feedback import STARS, Answer, Climb, Participation
from storage.likes import Like
from storage.told import MOMENT, ToldAnswer
from storage.verbatims import Verbatim
from tests.handlers.theatre import Theatre

PEOPLE = ("ana", "ben", "cleo", "dan", "eva", "finn", "gil", "hana")
TITLES = ("Round table", "Role plays", "The two questions")


async def test_the_sessions_somebody_came_to_do_not_tell_what_they_answered_there(play: Theatre) -> None:
    """One person alone may have come to three sessions: no seal may be found at three."""
    for number in range(3):
        session_id = await play.session(*PEOPLE[number:])
        for who in PEOPLE[number:]:
            await play.say(who, session_id, scope="anonymous")
    sessions_of = defaultdict(set)
    rows: list[Answer | Verbatim | Climb] = [*await play.rows(Answer), *await play.rows(Verbatim)]
    for one in [*rows, *await play.rows(Climb)]:
        sessions_of[one.respondent].add(one.session_id)
    assert len(sessions_of) == 8 + 7 + 6
    assert all(len(some) == 1 for some in sessions_of.values())


async def test_neither_order_nor_minute_nor_step_leads_from_who_answered_to_what(play: Theatre) -> None:
    session_id = await play.session(*PEOPLE)
    for number, who in enumerate(PEOPLE):
        play.clock.move_to(play.clock.now() + timedelta(minutes=7))
        await play.press(who, "feedback.rate", session_id, 1 + number % 5)
    took_part = sorted(await play.rows(Participation), key=lambda one: one.id)
    members = {(await play.member(who)).id: who for who in PEOPLE}
    assert [members[one.member_id or 0] for one in took_part] != list(PEOPLE), "in order: once in forty thousand"
    assert {one.created_at.minute for one in await play.rows(Answer)} == {0}
    assert {one.week for one in took_part} == {"2026-11-23"}
    for table in (Participation, CheckParticipation):
        assert not {"step", "day", "created_at"} & set(table.__table__.columns.keys())


async def test_likes_have_names_and_lead_to_no_other_answer(play: Theatre) -> None:
    session_id = await play.session(*PEOPLE)
    async with play.database.transaction() as db:
        await moments.write(db, session_id, [(title, None) for title in TITLES])
        agenda = await moments.of(db, session_id)
    for who in PEOPLE:
        await play.press(who, "feedback.rate", session_id, 4)
        for one in agenda[: 2 + PEOPLE.index(who) % 2]:
            await play.press(who, "feedback.like", session_id, one.id)
    await play.press("amina", "results.of", session_id)
    told = await play.rows(ToldAnswer)
    likers = {one.respondent for one in told if one.question.startswith(MOMENT)}
    raters = {one.respondent for one in told if one.question == STARS}
    assert (len(likers), len(raters)) == (8, 8)
    assert not likers & raters
    assert len({one.member_id for one in await play.rows(Like)}) == 8


async def test_nothing_stands_for_somebody_erased_in_any_table(play: Theatre) -> None:
    """Everything they may say about a session, signed or not, then the whole database read as text."""
    secret = "Zanzibar was what this day made me think of, honestly."
    ids = [await play.session(*PEOPLE[:5], "lina") for _ in range(2)]
    async with play.database.transaction() as db:
        await moments.write(db, ids[0], [(TITLES[0], None)])
        (moment,) = await moments.of(db, ids[0])
    said = {"words": secret, "scope": "anonymous"}
    await play.press("lina", "feedback.rate", ids[0], 1)
    await play.press("lina", "feedback.like", ids[0], moment.id)
    await play.press("lina", "feedback.say", ids[0], filled=said)
    await play.press("lina", "feedback.theme_said", ids[0], filled={"theme": secret})
    await play.press("lina", "feedback.rate", ids[1], 2)
    await play.press("lina", "feedback.say", ids[1], filled=said | {"scope": "full_name"})
    await play.press("lina", "agenda.send_question", ids[1], filled={"words": secret, "name": "anonymous"})
    about = {"words": secret, "wish": secret, "signed": "nameless", "about": f"s{ids[0]}"}
    await play.press("lina", "followups.complained", filled=about)
    await play.press(
        "lina", "followups.complained", filled=about | {"signed": "named", "about": f"c{play.community_id}"}
    )
    for who in PEOPLE[:5]:
        await play.press(who, "feedback.rate", ids[0], 4)
        await play.press(who, "feedback.like", ids[0], moment.id)
    play.clock.move_to(play.clock.now() + timedelta(hours=25))
    await play.press("amina", "results.of", ids[0])
    await play.tick("followups", "testimonials")
    lina = await play.member("lina")
    async with play.database.reading() as db:
        every_seal = await seals.own(db, lina.id)
    before = play.everything_kept()
    assert "Zanzibar" in before
    assert sum(one in before for one in every_seal) >= 3
    await play.press("lina", "privacy.erased", filled={"word": "erase"})
    await play.tick("followups", "testimonials", "digests", "privacy")
    after = play.everything_kept()
    assert "Zanzibar" not in after
    assert "Lina" not in after
    assert "'lina'" not in after
    assert not [one for one in every_seal if one in after]
