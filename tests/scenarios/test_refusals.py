"""What is refused, kindly and without changing anything: forged buttons, other people's things, other workspaces."""

from __future__ import annotations

from datetime import timedelta

from handlers.chat.routes import Link, to
from handlers.chat.words import LANGUAGES, Say
from storage import capsules, comments, communities, people, schedules, sessions
from storage.capsules import Source
from storage.communities import ANIMATOR
from tests.scenarios.sessions import COURSE, HAPPY, a_session, it_ends, its_slot_comes, says
from tests.scenarios.someone import Someone
from tests.scenarios.story import ZONE, Story
from tests.scenarios.test_capsules import TITLE, a_post
from tests.scenarios.turns import crossed, crossed_again

A_DAY = timedelta(days=1)
THEME = {"en": "Facts before judgement", "fr": "Les faits d’abord"}
ANIMATORS_ONLY = "help.only.animator"


async def refused(story: Story, who: Someone, expected: dict[Link, str]) -> None:
    """Each of these links, pressed by somebody who may not, gets this answer."""
    forged = await story.forges(list(expected))
    for link, key in expected.items():
        before = len(who.private)
        await who.tries(forged, link)
        assert len(who.private) == before + 1, link
        assert who.reads(who.told, key, course=COURSE[story.language]), f"{link}: {who.told.text}"
        assert who.has_no_form, link


@crossed
async def test_a_learner_cannot_do_what_animators_do(story: Story) -> None:
    cast, _post = await a_post(story)
    for words in ("capsule list", "capsule schedule", "session new", "community settings"):
        await cast.lina.types(words)
        assert cast.lina.reads(cast.lina.told, ANIMATORS_ONLY), words
    await cast.lina.types("session end")
    assert cast.lina.reads(cast.lina.told, "help.only.trainer")
    await cast.lina.types("community new", channel=story.bench.other_channel)
    assert cast.lina.reads(cast.lina.told, "help.only.admin")
    await cast.lina.types("digest")
    assert cast.lina.reads(cast.lina.told, "help.only.manager")
    assert cast.lina.has_no_form


FORGED = {
    to("capsules.look", 1, 1): ANIMATORS_ONLY,
    to("schedules.plan_form", 1, 1): ANIMATORS_ONLY,
    to("schedules.post_now", 1, 2): ANIMATORS_ONLY,
    to("schedules.cancel", 2): ANIMATORS_ONLY,
    to("sessions.details", 1): ANIMATORS_ONLY,
    to("sessions.cancel", 1): ANIMATORS_ONLY,
    to("sessions.code", 1): "help.only.trainer",
    to("testimonials.approve", 1): ANIMATORS_ONLY,
    to("testimonials.decline", 1): ANIMATORS_ONLY,
    to("testimonials.agree", 1, "full_name"): "help.only.anyone",
    to("testimonials.withdraw", 1): "help.only.anyone",
    to("digests.so_far", 1): "help.only.manager",
    to("feedback.rate", 1, 5): "feedback.not_there",
    to("feedback.words", 1): "feedback.not_there",
    to("comments.take_back", 1): "help.outdated",
    to("comments.open", "session", 1): "help.outdated",
    to("likes.toggle", "session", 1): "help.outdated",
    to("likes.toggle", "capsule", 10**9): "help.outdated",
    to("capsules.look", 1): "help.outdated",
    to("feedback.rate", 1, "many"): "help.outdated",
    to("nowhere.at_all"): "help.outdated",
}
"""What somebody without a role sends by hand, and what they are told."""


@crossed_again
async def test_forged_buttons_change_nothing(story: Story) -> None:
    cast, post = await a_post(story)
    await cast.amina.types(f"capsule schedule {TITLE[story.language]}")
    await cast.amina.fills(date="2026-11-25", time="09:00", repeats="weekly")
    await cast.amina.presses(cast.amina.told, "schedules.confirm")
    await a_session(story, cast.amina, cast.lina)
    await it_ends(story)
    await says(story, cast.lina, HAPPY[story.language])
    await cast.lina.presses(cast.lina.letter, "testimonials.ask.button.full_name")
    await cast.lina.presses(post, "capsules.comment")
    await cast.lina.fills(words="A first comment")
    before = len(story.posts)

    await refused(story, cast.hugo, FORGED)
    await refused(story, cast.lina, {to("feedback.rate", 1, 6): "feedback.bad_stars"})

    assert cast.amina.may_press(cast.amina.letter, "testimonials.review.approve")
    assert cast.lina.reads(cast.lina.direct[0], "feedback.thanks", n=5, course=COURSE[story.language])
    assert story.shows(story.again(post), "capsules.comments", n=1)
    assert not story.shows(story.again(post), "capsules.likes", n=1)
    forged = len(story.posts) - before
    await story.comes("2026-11-25T09:00")
    assert len(story.posts) == before + forged + 1


@crossed
async def test_animating_one_community_opens_no_other(story: Story) -> None:
    cast, _post = await a_post(story)
    await cast.amina.types(f"capsule schedule {TITLE[story.language]}")
    await cast.amina.fills(date="2026-11-25", time="09:00", repeats="once")
    await cast.amina.presses(cast.amina.told, "schedules.confirm")
    await a_session(story, cast.amina, cast.lina)
    await cast.ada.types("community new", channel=story.bench.other_channel)
    await cast.ada.fills(name="Python", language=story.language, zone=ZONE)
    await cast.ada.types("community settings", channel=story.bench.other_channel)
    await cast.ada.fills(animators=cast.hugo.id, managers=cast.hugo.id)

    await refused(
        story,
        cast.hugo,
        {
            to("capsules.look", 1, 1): ANIMATORS_ONLY,
            to("schedules.plan_form", 1, 1): ANIMATORS_ONLY,
            to("schedules.post_now", 1, 2): ANIMATORS_ONLY,
            to("schedules.cancel", 2): ANIMATORS_ONLY,
            to("communities.set", 1): ANIMATORS_ONLY,
            to("sessions.details", 1): ANIMATORS_ONLY,
            to("sessions.cancel", 1): ANIMATORS_ONLY,
            to("digests.so_far", 1): "help.only.manager",
        },
    )
    await cast.hugo.types("capsule list")
    assert cast.hugo.reads(cast.hugo.told, "capsules.of", community="Python")
    await cast.ada.types("capsule list", channel=story.bench.other_channel)
    assert cast.ada.reads(cast.ada.told, "capsules.of", community=story.community)


async def elsewhere(story: Story) -> dict[str, int]:
    """Another workspace of the same installation, with one of everything; their ids."""
    now = story.clock.now()
    async with story.running.database.transaction() as db:
        space = await people.workspace(db, story.bench.name, "99")
        owner = await people.member(db, space.id, "98")
        home = await communities.create(
            db, workspace_id=space.id, name="Elsewhere", channel="97", language="en", zone="UTC", now=now
        )
        assert home is not None
        await communities.add_role(db, home.id, owner.id, ANIMATOR)
        session = await sessions.create(
            db, community=home, title="Their session", starts_at=now, ends_at=now + A_DAY, created_by=owner.id
        )
        capsule = Source("e", home.id, "Their capsule", "t", "text", "Theirs", "", 1, "easy", "en", "d")
        ((capsule_id, _kept),) = (await capsules.keep(db, [capsule], now)).values()
        schedule = await schedules.plan(
            db, community_id=home.id, capsule_id=capsule_id, rule="", local_start="2027-01-05T09:00", zone="UTC",
            next_at=now + 9 * A_DAY, created_by=owner.id,
        )  # fmt: skip
        comment = await comments.add(
            db, subject=f"capsule:{capsule_id}", community_id=home.id, member_id=owner.id, words="Theirs",
            channel="97", now=now,
        )  # fmt: skip
    return {
        "home": home.id, "session": session.id, "capsule": capsule_id, "schedule": schedule.id, "comment": comment.id,
    }  # fmt: skip


@crossed
async def test_the_ids_of_another_workspace_lead_nowhere(story: Story) -> None:
    cast, _post = await a_post(story)
    theirs = await elsewhere(story)
    home, capsule, session = theirs["home"], theirs["capsule"], theirs["session"]

    await refused(
        story,
        cast.amina,
        {
            to("capsules.look", home, capsule): ANIMATORS_ONLY,
            to("capsules.look", 1, capsule): "help.outdated",
            to("capsules.page", home, 0): ANIMATORS_ONLY,
            to("schedules.post_now", home, capsule): ANIMATORS_ONLY,
            to("schedules.plan", home, capsule): ANIMATORS_ONLY,
            to("schedules.cancel", theirs["schedule"]): ANIMATORS_ONLY,
            to("communities.set", home): ANIMATORS_ONLY,
            to("sessions.join", session): "sessions.unknown",
            to("sessions.details", session): "sessions.unknown",
            to("sessions.cancel", session): "sessions.unknown",
            to("feedback.rate", session, 5): "feedback.unknown",
            to("likes.toggle", "capsule", capsule): "help.outdated",
            to("comments.open", "capsule", capsule): "help.outdated",
            to("comments.take_back", theirs["comment"]): "help.outdated",
        },
    )
    await refused(story, cast.marc, {to("digests.of", home): "help.only.manager"})
    for words in ("community list", "session list", "capsule list"):
        await cast.amina.types(words)
    assert all(story.nobody_sees(name, cast.amina) for name in ("Elsewhere", "Their session", "Their capsule"))


@crossed
async def test_everybody_reads_their_own_language_and_the_channel_its_own(story: Story) -> None:
    (other,) = set(LANGUAGES) - {story.language}
    cast, post = await a_post(story)
    noor = await story.person("Noor Haddad", language=other)
    assert story.shows(post, "capsules.note", theme=THEME[story.language], effort=Say("capsules.effort.easy"), n=2)

    await noor.types("help")
    await noor.presses(post, "capsules.comment")
    assert noor.form.title == story.said(Say("comments.form.title"), other)
    await noor.fills(words="Ça marche — it works")
    assert noor.reads(noor.told, "comments.thanks")
    assert story.shows(story.again(post), "capsules.comments", n=1)

    await a_session(story, cast.amina, noor, cast.lina)
    await it_ends(story)
    assert noor.reads(noor.letter, "feedback.ask.stars", course=COURSE[story.language])
    assert cast.lina.reads(cast.lina.letter, "feedback.ask.stars", course=COURSE[story.language])
    await noor.presses(noor.letter, "feedback.stars", n=5)
    await noor.presses(noor.letter, "feedback.button.words")
    await noor.fills(words=HAPPY[other], scope="full_name")
    assert noor.reads(noor.letter, "testimonials.ask.title")
    await noor.presses(noor.letter, "testimonials.ask.button.full_name")
    assert cast.amina.reads(cast.amina.letter, "testimonials.review.heading")
    await cast.amina.presses(cast.amina.letter, "testimonials.review.approve")
    await its_slot_comes(story)
    assert story.shows(story.post, "testimonials.post.after", course=COURSE[story.language])
    assert noor.reads(noor.letter, "testimonials.news.published_next")

    await noor.types("me")
    await noor.presses(noor.told, "privacy.me.change_language")
    await noor.fills(language=story.language)
    noor.language = story.language
    assert noor.reads(noor.told, "privacy.language.kept")
    await noor.types("help")
    assert noor.reads(noor.told, "privacy.command.me")
