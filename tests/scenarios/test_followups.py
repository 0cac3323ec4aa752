"""What went wrong is answered: who said so is found again without a name, and hears what was done."""

from __future__ import annotations

from datetime import date

from handlers.chat.routes import to
from handlers.chat.words import Say, When
from tests.scenarios.opening import Cast, opening
from tests.scenarios.reading import holds
from tests.scenarios.sessions import COURSE, UNHAPPY, a_session, it_ends, says
from tests.scenarios.someone import Someone
from tests.scenarios.story import ZONE, Story
from tests.scenarios.test_refusals import refused
from tests.scenarios.turns import crossed, crossed_again

ASKED = "Merci <!channel> *de l’avoir dit* & qu’est-ce qui aurait aidé ?"
REPLIED = "Un exemple par métier, <svp> @everyone."
DONE = {"en": "Every example was written again.", "fr": "Chaque exemple a été réécrit."}
ALERTING = {
    "en": "The trainer harassed me during the break and nobody said anything.",
    "fr": "Le formateur m’a humiliée pendant la pause et personne n’a rien dit.",
}


def about(story: Story) -> Say:
    held = When(story.at("2026-11-24T14:00"), ZONE, "day")
    return Say("followups.about", course=COURSE[story.language], day=held)


def by(story: Story, day: str) -> When:
    return When(story.at(f"{day}T12:00"), ZONE, "day")


async def rates_low(story: Story, cast: Cast) -> None:
    """Lina gives one star, and says nothing."""
    await a_session(story, cast.amina, cast.lina, cast.hugo)
    await it_ends(story)
    await cast.lina.presses(cast.lina.letter, "feedback.stars", n=1)


async def amina_asks(story: Story, amina: Someone) -> None:
    """Half an hour later the mark is in her queue; she takes it, and writes to she knows not whom."""
    assert list(amina.direct) == []
    await story.passes(minutes=91)
    assert amina.reads(amina.letter, "followups.arrived", n=1)
    await amina.presses(amina.letter, "followups.see")
    assert amina.reads(amina.told, "followups.state.open", owner="", day=by(story, "2026-12-01"))
    await amina.presses(amina.told, "followups.read")
    assert amina.reads(amina.told, "followups.mark_alone")
    assert holds(amina.told.text, nameless(story))
    await amina.presses(amina.told, "followups.take")
    await amina.presses(amina.told, "followups.write")
    await amina.fills(words=ASKED)


def nameless(story: Story) -> str:
    return story.said(Say("followups.nameless"))


@crossed
async def test_a_low_mark_is_answered_without_a_name_until_the_end(story: Story) -> None:
    cast = await opening(story)
    lina, amina = cast.lina, cast.amina
    await rates_low(story, cast)
    await amina_asks(story, amina)

    asked = lina.letter
    assert lina.reads(asked, "followups.news.answer", community=story.community, about=about(story))
    assert holds(asked.text, ASKED)
    assert lina.reads(asked, "followups.unsigned")
    await lina.presses(asked, "followups.reply")
    await lina.fills(words=REPLIED)
    assert holds(lina.again(asked).text, REPLIED)
    assert holds(amina.letter.text, REPLIED)
    assert holds(amina.letter.text, nameless(story))

    await amina.presses(amina.letter, "followups.read")
    await amina.presses(amina.told, "followups.close")
    await amina.fills(words=DONE[story.language])
    closing = lina.letter
    assert holds(closing.text, DONE[story.language])
    await lina.presses(closing, "followups.not_really")
    assert amina.reads(amina.letter, "followups.reopened", who=Say("followups.nameless"), about=about(story))

    await amina.presses(amina.letter, "followups.read")
    await amina.presses(amina.told, "followups.close")
    await amina.fills(words=f"{DONE[story.language]} ({ASKED})")
    assert not lina.may_press(lina.letter, "followups.not_really")
    await lina.types("followups mine")
    assert lina.reads(lina.told, "followups.end.team")
    await lina.presses(lina.told, "followups.read")
    assert holds(lina.told.text, ASKED)
    assert story.nobody_sees("Lina", amina, cast.ada)
    assert story.nobody_sees("Moreau", amina, cast.ada)


@crossed
async def test_a_complaint_is_promised_an_answer_recalled_when_late_and_settled(story: Story) -> None:
    cast = await opening(story)
    await cast.amina.types("community promise")
    await cast.amina.fills_wrongly("communities.bad_answer", {"least": 1, "most": 20}, days="21", cold="60")
    if cast.amina.has_no_form:
        await cast.amina.types("community promise")
    await cast.amina.fills(days="2", cold="60")
    await cast.hugo.types("complaint")
    await cast.hugo.fills(about="c1", words=UNHAPPY[story.language], wish=REPLIED, signed="named")
    promised = by(story, "2026-11-26")
    assert cast.hugo.reads(cast.hugo.told, "followups.complained_promise", community=story.community, day=promised)
    for late in ("2026-11-27T09:00", "2026-11-30T09:00", "2026-12-01T09:00", "2026-12-02T09:00", "2026-12-04T09:00"):
        await story.comes(late)
    assert [cast.amina.reads(seen, "followups.late", n=1) for seen in cast.amina.direct].count(True) == 3
    await cast.amina.types("followups")
    assert cast.amina.reads(cast.amina.told, "followups.state.late_open", owner="", day=promised)

    await cast.amina.presses(cast.amina.told, "followups.read")
    assert holds(cast.amina.told.text, cast.hugo.name)
    assert holds(cast.amina.told.text, REPLIED)
    await cast.amina.presses(cast.amina.told, "followups.write")
    await cast.amina.fills(words=ASKED)
    assert cast.amina.reads(cast.amina.letter, "followups.late_none")
    await cast.hugo.presses(cast.hugo.letter, "followups.settled")
    assert cast.hugo.reads(cast.hugo.letter, "followups.end.author")
    await cast.amina.types("followups")
    assert cast.amina.reads(cast.amina.told, "followups.queue.none")


@crossed_again
async def test_an_alert_reaches_the_person_of_trust_at_night_and_nobody_else(story: Story) -> None:
    cast, words = await opening(story), ALERTING[story.language]
    await cast.amina.types("community promise")
    await cast.amina.fills(days="5", cold="60", confidant=cast.marc.id)
    await a_session(story, cast.amina, cast.lina)
    await it_ends(story)
    await story.comes("2026-11-24T23:00")
    await says(story, cast.lina, words, stars=1, scope="anonymous")
    await story.passes(minutes=16)

    assert cast.marc.reads(cast.marc.letter, "followups.alert_confided")
    await cast.marc.presses(cast.marc.letter, "followups.read")
    assert holds(cast.marc.told.text, words)
    assert cast.lina.reads(cast.lina.letter, "followups.care.confided", community=story.community)
    await cast.marc.presses(cast.marc.told, "followups.write")
    await cast.marc.fills(words=ASKED)
    assert holds(cast.lina.letter.text, ASKED)
    await cast.lina.presses(cast.lina.letter, "followups.sign")
    await cast.marc.types("followups")
    await cast.marc.presses(cast.marc.told, "followups.read")
    assert holds(cast.marc.told.text, cast.lina.name)
    await story.comes("2026-11-27T10:00")
    for who in (cast.amina, cast.ada):
        await who.types("followups")
        assert who.reads(who.told, "followups.queue.none")
        assert list(who.direct) == []
        assert story.nobody_sees(words, who)


@crossed
async def test_words_taken_back_and_an_author_erased_leave_the_queue(story: Story) -> None:
    cast, words = await opening(story), UNHAPPY[story.language]
    await a_session(story, cast.amina, cast.lina, cast.hugo)
    await it_ends(story)
    ladder = await says(story, cast.lina, words, stars=2)
    await says(story, cast.hugo, words, stars=2)
    await cast.amina.types("followups")
    assert cast.amina.reads(cast.amina.told, "followups.queue.count", n=2)
    await cast.lina.presses(cast.lina.again(ladder), "feedback.button.change")
    await cast.lina.presses(cast.lina.told, "feedback.chosen", what=Say("feedback.name.words"))
    await cast.lina.presses(cast.lina.told, "feedback.button.remove")
    await cast.amina.types("followups")
    assert cast.amina.reads(cast.amina.told, "followups.queue.count", n=1)

    await cast.amina.presses(cast.amina.told, "followups.read")
    await cast.amina.presses(cast.amina.told, "followups.write")
    await cast.amina.fills(words=ASKED)
    await cast.hugo.presses(cast.hugo.letter, "followups.reply")
    await cast.hugo.fills(words=REPLIED)
    assert holds(cast.amina.letter.text, REPLIED)
    await cast.hugo.types("me")
    await cast.hugo.presses(cast.hugo.told, "privacy.me.erase")
    await cast.hugo.fills(word={"en": "erase", "fr": "effacer"}[story.language])
    assert cast.amina.reads(cast.amina.letter, "followups.said.gone")
    await cast.amina.presses(cast.amina.letter, "followups.read")
    assert cast.amina.reads(cast.amina.told, "followups.end.erased")
    assert holds(cast.amina.told.text, ASKED)
    assert not holds(cast.amina.told.text, REPLIED)


@crossed_again
async def test_two_animators_at_once_and_forged_buttons(story: Story) -> None:
    cast = await opening(story)
    await rates_low(story, cast)
    await story.passes(minutes=91)
    for who in (cast.ada, cast.amina):
        await who.types("followups")
        await who.presses(who.told, "followups.read")
    await cast.ada.presses(cast.ada.told, "followups.take")
    await cast.amina.presses(cast.amina.told, "followups.take")
    assert cast.amina.reads(cast.amina.told, "followups.wrong.owned", owner=cast.ada.name)
    await refused(
        story,
        cast.hugo,
        {
            to("followups.read", 1): "help.only.animator",
            to("followups.take", 1, 0, 0): "help.only.animator",
            to("followups.close", 1, 0): "help.only.animator",
            to("followups.reply", 1, 0): "help.outdated",
            to("followups.helped", 1, 1, 0): "help.outdated",
        },
    )
    assert story.clock.now().date() == date(2026, 11, 24)
