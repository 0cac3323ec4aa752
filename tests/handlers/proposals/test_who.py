"""Who may do what to a proposal, whatever is sent; what cannot become a capsule; what is left of who is erased."""

from __future__ import annotations

import pytest

from handlers.chat.asks import Quoted, Workspace
from handlers.chat.replies import Tell
from storage import communities, personal
from storage.capsules import Capsule
from storage.proposals import Proposal
from tests.handlers.proposals.steps import (
    AUTHOR,
    THEME,
    TITLE,
    WORDS,
    accepted,
    agreed,
    form,
    phrase,
    proposed,
    replaced,
    said,
    the_one,
)
from tests.handlers.theatre import ELSEWHERE, HERE, Theatre


@pytest.mark.parametrize(
    ("quoted", "key"),
    [
        (said(None), "nobodys"),
        (said(words=""), "no_words"),
        (said(words=" \n "), "no_words"),
        (said(words="x" * 40_000), "too_long"),
        (said(words="x" * 3_001), "too_long"),
        (said(words="ok"), "too_short"),
    ],
)
@pytest.mark.parametrize("shortcut", ["propose", "make"])
async def test_what_cannot_become_a_capsule_is_said_in_one_sentence(
    play: Theatre, quoted: Quoted, key: str, shortcut: str
) -> None:
    before = play.everything_kept()
    assert phrase(await play.press("amina", f"proposals.{shortcut}", quoted=quoted)) == f"proposals.wrong.{key}"
    assert play.everything_kept() == before


async def test_the_longest_message_there_may_be_is_taken(play: Theatre) -> None:
    assert phrase(await proposed(play, quoted=said(words="x" * 3_000))) == "proposals.sent"


async def test_a_workspace_without_community_says_how_to_begin(play: Theatre) -> None:
    lonely = Workspace("stage", "W3")
    for route, quoted in (("propose", said()), ("make", said()), ("new", None)):
        reply = await play.press("lina", f"proposals.{route}", where=lonely, quoted=quoted)
        assert phrase(reply) == "proposals.wrong.no_community"


@pytest.mark.parametrize(
    ("filled", "field", "key"),
    [
        ({"title": "  "}, "title", "title"),
        ({"title": "x" * 101}, "title", "title"),
        ({"words": "short"}, "words", "words"),
        ({"words": "x" * 3_001}, "words", "words"),
    ],
)
async def test_a_wrong_field_is_said_under_it_and_nothing_is_kept(
    play: Theatre, filled: dict[str, str], field: str, key: str
) -> None:
    reply = await proposed(play, filled=filled)
    assert phrase(reply) == f"proposals.wrong.{key}"
    assert isinstance(reply, Tell)
    assert (reply.field, reply.mistaken) == (field, True)
    assert await play.rows(Proposal) == []
    assert phrase(await proposed(play)) == "proposals.sent"


@pytest.mark.parametrize("community", ["", "0", "99", "-1", "x", "²", "9" * 12])
async def test_a_community_that_is_not_here_is_refused(play: Theatre, community: str) -> None:
    await play.community(HERE, "Python, le midi", {})
    key = phrase(await proposed(play, filled={"community": community}))
    assert key in ("proposals.wrong.community", "help.only.anyone")
    assert await play.rows(Proposal) == []


async def test_words_of_somebody_else_cannot_be_changed_by_a_forged_form(play: Theatre) -> None:
    await proposed(play, "omar", filled={"words": "Something that Lina never wrote.", "credit": "named"})
    one = await the_one(play)
    assert (one.words, one.credited, one.state) == (WORDS, None, "asked")


async def test_nobody_sends_the_form_of_somebody_else(play: Theatre) -> None:
    opened = form(await play.press("lina", "proposals.propose", quoted=said()))
    reply = await play.press("omar", opened.to.route, *opened.to.values, filled={"title": TITLE, "words": WORDS})
    assert phrase(reply) == "proposals.wrong.too_late"


async def test_who_animates_nothing_makes_no_capsule_by_a_forged_form(play: Theatre) -> None:
    opened = form(await play.press("lina", "proposals.propose", quoted=said()))
    answers = {"title": TITLE, "theme": THEME, "words": WORDS, "credit": "named"}
    reply = await play.press("lina", "proposals.make_it", *opened.to.values, filled=answers)
    assert phrase(reply) == "help.only.animator"
    elsewhere = await play.community(HERE, "Python, le midi", {"lina": "animator"})
    assert elsewhere.id != play.community_id
    reply = await play.press("lina", "proposals.make_it", opened.to.values[0], play.community_id, filled=answers)
    assert phrase(reply) == "help.only.animator"
    assert await play.rows(Proposal) == []


@pytest.mark.parametrize(
    ("who", "where"), [("elsa", ELSEWHERE), ("amina", ELSEWHERE), ("omar", HERE), ("lina", HERE), ("mona", HERE)]
)
@pytest.mark.parametrize("route", ["look", "accept", "accepted", "decline", "declined"])
async def test_only_who_animates_that_community_decides(play: Theatre, who: str, where: Workspace, route: str) -> None:
    await proposed(play)
    values = (1, 0) if route == "look" else (1,)
    filled = {"reason": "Because.", "title": TITLE, "theme": THEME}
    reply = await play.press(who, f"proposals.{route}", *values, where=where, filled=filled)
    assert phrase(reply) == "help.only.animator"
    assert (await the_one(play)).state == "waiting"


@pytest.mark.parametrize("route", ["agree", "refuse", "withdraw"])
@pytest.mark.parametrize(("who", "where"), [("mona", HERE), ("amina", HERE), ("lina", ELSEWHERE)])
async def test_only_its_author_answers(play: Theatre, who: str, where: Workspace, route: str) -> None:
    await proposed(play, "omar")
    values = (1, "named") if route == "agree" else (1,)
    assert phrase(await play.press(who, f"proposals.{route}", *values, where=where)) == "help.only.anyone"
    assert (await the_one(play)).state == "asked"


@pytest.mark.parametrize(
    ("who", "route", "values"),
    [
        ("lina", "agree", (1, "as_boss")),
        ("lina", "agree", (1,)),
        ("lina", "agree", (9, "named")),
        ("lina", "refuse", ("x",)),
        ("lina", "withdraw", (-1,)),
        ("omar", "agree", (1, "named")),
        ("lina", "propose", ()),
        ("lina", "make", ()),
        ("amina", "accepted", (1,)),
        ("amina", "declined", (10**9,)),
        ("amina", "queue_page", ("many",)),
        ("lina", "queue_page", (0,)),
    ],
)
async def test_a_forged_link_is_answered_and_changes_nothing(
    play: Theatre, who: str, route: str, values: tuple[int | str, ...]
) -> None:
    await proposed(play, "omar")
    before = play.everything_kept()
    assert phrase(await play.press(who, f"proposals.{route}", *values)).startswith("help.")
    assert play.everything_kept() == before


async def test_who_only_proposed_takes_back_until_it_is_decided(play: Theatre) -> None:
    await agreed(play)
    await accepted(play)
    assert phrase(await play.press("omar", "proposals.withdraw", 1, 0)) == "proposals.already.accepted"
    assert "Take it back" not in await play.told("omar", "proposals.mine")
    assert "Take it back" in await play.told("lina", "proposals.mine")


async def test_a_question_taken_back_no_longer_shows_the_words(play: Theatre) -> None:
    await proposed(play, "omar")
    await play.post()
    assert WORDS in play.wall[AUTHOR]
    assert "taken back" in replaced(play, await play.press("omar", "proposals.withdraw", 1, 0))
    await play.post()
    assert WORDS not in play.wall[AUTHOR]
    assert phrase(await play.press("lina", "proposals.agree", 1, "named")) == "proposals.author.withdrawn"


async def test_an_animator_who_was_replaced_meanwhile_no_longer_decides_alone(play: Theatre) -> None:
    opened = form(await play.press("amina", "proposals.make", quoted=said()))
    await play.press("amina", opened.to.route, *opened.to.values, filled={"title": TITLE, "theme": THEME})
    amina = await play.member("amina")
    async with play.database.transaction() as db:
        await communities.remove_role(db, play.community_id, amina.id, communities.ANIMATOR)

    await play.press("lina", "proposals.agree", 1, "named")

    assert (await the_one(play)).state == "waiting"
    assert await play.rows(Capsule) == []


async def test_who_is_erased_leaves_no_word_title_or_name(play: Theatre) -> None:
    await agreed(play)
    await accepted(play)
    (made,) = await play.rows(Capsule)
    await play.press("amina", "schedules.post_now", play.community_id, made.id)
    await play.post()
    await play.tick("proposals")
    await play.press("omar", "proposals.propose", quoted=said(message="m2"))

    async with play.database.transaction() as db:
        await personal.erase(db, (await play.member("lina")).id, play.clock.now())
    await play.post()

    kept = play.everything_kept() + "\n".join(play.wall.values())
    for trace in (WORDS, WORDS.split("\n")[1], TITLE, "Lina"):
        assert trace not in kept, trace


async def test_what_is_known_is_exported_and_others_words_are_not(play: Theatre) -> None:
    await proposed(play, "omar")
    async with play.database.reading() as db:
        omar = await personal.export(db, (await play.member("omar")).id)
        lina = await personal.export(db, (await play.member("lina")).id)
    assert [(one["title"], one["words"], one["mine"]) for one in omar["proposals"]] == [(TITLE, None, False)]
    assert [(one["title"], one["words"], one["mine"]) for one in lina["proposals"]] == [(TITLE, WORDS, True)]


async def test_long_lists_are_read_page_by_page(play: Theatre) -> None:
    for number in range(6):
        await proposed(play, quoted=said(message=f"m{number}"), filled={"title": f"Idea {number}"})
    mine, queue = await play.told("lina", "proposals.mine"), await play.told("amina", "proposals.queue")
    assert [f"Idea {number}" in mine for number in range(6)] == [False, False, True, True, True, True]
    assert [f"Idea {number}" in queue for number in range(6)] == [True, True, True, True, False, False]
    assert "Idea 1" in replaced(play, await play.press("lina", "proposals.mine_page", 1))
    last = replaced(play, await play.press("amina", "proposals.queue_page", 99))
    assert [f"Idea {number}" in last for number in range(6)] == [False, False, False, False, True, True]
