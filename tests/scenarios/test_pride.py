"""What people managed: told in a channel, liked, answered, thanked if they wish, taken back; their path, for them."""

from __future__ import annotations

from handlers.chat.routes import to
from handlers.chat.words import Channel, Say
from tests.scenarios.opening import opening
from tests.scenarios.reading import holds
from tests.scenarios.story import Story
from tests.scenarios.turns import crossed, crossed_again

WORDS = "I *managed* to <b>listen</b> & say nothing, [once](https://e.org) @everyone"


@crossed
async def test_a_win_is_told_liked_thanked_for_and_taken_back(story: Story) -> None:
    cast = await opening(story)
    lina, hugo = cast.lina, cast.hugo
    await lina.types("win")
    await lina.fills(words=WORDS, shown_as="first_name")

    sent, post = lina.told, story.post
    assert lina.reads(sent, "pride.sent", channel=Channel(story.bench.channel))
    assert holds(post.text, f"{WORDS} Lina")
    assert not holds(post.text, "Moreau")
    await hugo.presses(post, "pride.post.like")
    await hugo.presses(post, "pride.post.comment")
    await hugo.fills(words="Well listened!")
    await cast.amina.puts("🎉", post)
    assert story.shows(story.again(post), "pride.post.likes", n=2)
    assert any(holds(reply.text, "Well listened!") for reply in story.thread(post))

    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.change_recognition")
    await lina.fills(recognition="yes")
    assert story.shows(story.again(post), "pride.post.thanks", name="Lina")

    forged = await story.forges([to("pride.take_back", 1), to("pride.take_out", 1), to("pride.wins", "all", 0)])
    await hugo.tries(forged, to("pride.take_back", 1))
    assert hugo.reads(hugo.told, "help.only.anyone")
    await hugo.tries(forged, to("pride.take_out", 1))
    assert hugo.reads(hugo.told, "help.only.animator")
    await hugo.tries(forged, to("pride.wins", "all", 0))
    assert hugo.reads(hugo.told, "help.outdated")
    assert holds(story.again(post).text, WORDS)

    await lina.presses(sent, "pride.take_back")
    assert lina.reads(lina.again(sent), "pride.author.taken_back")
    assert story.shows(story.again(post), "pride.post.taken_back")
    assert story.nobody_sees("say nothing", lina, hugo, cast.amina)


@crossed_again
async def test_ones_path_is_for_oneself_and_an_animator_may_take_a_win_out(story: Story) -> None:
    cast = await opening(story)
    lina, amina = cast.lina, cast.amina
    await lina.types("path")
    assert lina.reads(lina.told, "pride.path.nothing")
    await lina.types("win")
    start = story.said(Say("pride.form.start"))
    await lina.fills_wrongly("pride.wrong.words", {"shortest": 10, "longest": 1000}, words=start)
    if lina.has_no_form:
        await lina.types("win")
    await lina.fills(words=WORDS, shown_as="full_name")
    post = story.post
    await lina.types("path")
    assert lina.reads(lina.told, "pride.path.wins")
    await lina.presses(lina.told, "pride.mine")
    assert lina.reads(lina.told, "pride.list.mine")
    assert holds(lina.told.text, WORDS)

    await amina.types("path")
    await amina.presses(amina.told, "pride.around")
    await amina.presses(amina.told, "pride.take_out")
    await amina.fills(reason="It names a <client>")
    assert amina.reads(amina.told, "pride.taken_out_done")
    assert story.shows(story.again(post), "pride.post.taken_out")
    assert lina.reads(lina.letter, "pride.reason", reason="It names a <client>")
    assert story.nobody_sees("say nothing", cast.hugo)


@crossed
async def test_an_ambassador_is_offered_a_mission_and_stops(story: Story) -> None:
    cast = await opening(story)
    lina, amina = cast.lina, cast.amina
    await lina.types("path")
    await lina.presses(lina.told, "pride.roles")
    await lina.presses(lina.told, "pride.role.take")
    await lina.fills(every="7")
    assert lina.reads(lina.told, "pride.role.agreement")
    await story.passes(days=1)
    offered = lina.letter
    assert lina.reads(offered, "pride.mission.welcome", community=story.community)
    await lina.presses(offered, "pride.mission.not_now")
    assert lina.reads(lina.again(offered), "pride.mission.said_not_now")

    await amina.types("path")
    await amina.presses(amina.told, "pride.roles")
    assert holds(amina.told.text, "Lina Moreau")
    await story.passes(days=8)
    assert lina.reads(lina.letter, "pride.mission.answer", community=story.community)
    await lina.presses(lina.letter, "pride.role.stop")
    assert lina.reads(lina.letter, "pride.role.ended")
    await amina.types("path")
    await amina.presses(amina.told, "pride.roles")
    assert amina.reads(amina.told, "pride.role.nobody")


@crossed
async def test_what_ambassadors_wear_is_given_and_taken_away_where_the_bot_may(story: Story) -> None:
    cast = await opening(story)
    lina, amina, hugo, bench = cast.lina, cast.amina, cast.hugo, story.bench
    bench.make_badge("ambassadors", hugo.id)
    await amina.types("path")
    await amina.presses(amina.told, "pride.roles")
    await amina.presses(amina.told, "pride.badge.choose")
    await amina.fills(badge="@ambassadors")
    assert amina.reads(amina.told, "pride.badge.chosen", community=story.community, badge="ambassadors")
    for who in (lina, hugo):
        await who.types("path")
        await who.presses(who.told, "pride.roles")
        await who.presses(who.told, "pride.role.take")
        await who.fills(every="30")
    assert bench.wearers("ambassadors") == {lina.id, hugo.id}

    forged = await story.forges([to("pride.badge", 1), to("pride.choose_badge", 1)])
    await lina.tries(forged, to("pride.choose_badge", 1))
    assert lina.reads(lina.told, "help.only.animator")
    for who in (lina, hugo):
        await who.types("path")
        await who.presses(who.told, "pride.roles")
        await who.presses(who.told, "pride.role.stop")
    assert bench.wearers("ambassadors") == {hugo.id}, "the bot did not give it to Hugo"

    await bench.forbid_badges()
    await lina.presses(lina.told, "pride.role.take")
    await lina.fills(every="30")
    await story.passes(days=1)
    assert lina.reads(lina.letter, "pride.mission.welcome", community=story.community)
    assert bench.wearers("ambassadors") == {hugo.id}
    notice = {"badge": "ambassadors", "community": story.community}
    (told,) = [seen for seen in amina.direct if amina.reads(seen, "pride.badge.not_given", **notice)]
    reason = {"slack": "right", "discord": "not_allowed"}[bench.name]
    assert amina.reads(told, f"pride.badge.do.{reason}")
