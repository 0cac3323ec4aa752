"""What every platform folder promises of what it hears and answers, tried on each of them."""

from __future__ import annotations

from bot.platforms import Watched
from handlers.chat.asks import EMOJI_ADDED, EMOJI_REMOVED, HOME_OPENED, REPLY_DELETED, REPLY_EDITED, REPLY_WRITTEN
from handlers.chat.routes import to
from tests.platforms.bench import Bench
from tests.platforms.sending import in_order, post
from tests.platforms.trial import Trial, full_card


async def test_a_button_leads_where_it_says_even_pressed_by_somebody_else(bench: Bench, trial: Trial) -> None:
    lina, marc = await bench.person("Lina"), await bench.person("Marc")
    (seen,) = await post(bench, full_card(lina.external_id))

    await marc.press(seen, "Again")
    await lina.press(seen, "Remove")

    assert [(ask.who, ask.link.route, ask.link.values) for ask in trial.asks] == [
        (marc.external_id, "trial.count", ("1",)),
        (lina.external_id, "trial.count", ("100",)),
    ]
    assert (trial.asks[0].channel, trial.asks[0].message) == (bench.channel, seen.id)
    assert all(ask.workspace.external_id == bench.workspace for ask in trial.asks)


async def test_what_is_told_is_seen_by_its_person_alone(bench: Bench) -> None:
    lina, marc = await bench.person("Lina"), await bench.person("Marc")
    (seen,) = await post(bench, full_card(lina.external_id))

    await lina.command("trial words")
    await lina.press(seen, "Again")

    thanks, count = lina.private
    assert in_order("Thank you", thanks.text)
    assert in_order("Pressed 1 time", count.text)
    assert list(marc.private) == []
    assert [one.text for one in bench.seen(bench.channel)] == [seen.text]


async def test_a_private_card_is_replaced_by_what_its_button_does(bench: Bench, trial: Trial) -> None:
    lina = await bench.person("Lina")
    await lina.command("trial card")

    await lina.press(lina.private[-1], "Again")
    assert len(lina.private) == 1
    await lina.press(lina.private[-1], "Again")

    assert trial.pressed == 2
    assert len(lina.private) == 1
    assert in_order("Pressed 2 times", lina.private[-1].text)


async def test_a_form_brings_back_every_answer(bench: Bench, trial: Trial) -> None:
    lina, marc = await bench.person("Lina"), await bench.person("Marc")
    await lina.command("trial form")
    assert lina.form is not None
    assert lina.form.title == "Fill me in"
    assert lina.form.fields == {
        "words": "Your words", "mood": "Mood", "day": "Day", "hour": "Hour", "people": "People",
    }  # fmt: skip

    people = f"{lina.external_id} {marc.external_id}"
    words = "Line one\nline <two> & *three*"
    await lina.fill(words=words, mood="other", day="2027-01-31", hour="17:45", people=people)

    (ask,) = trial.taken("trial.filled")
    assert ask.link.values == ("7",)
    assert dict(ask.answers) == {
        "words": words, "mood": "other", "day": "2027-01-31", "hour": "17:45", "people": people,
    }  # fmt: skip
    assert (ask.who, ask.channel) == (lina.external_id, bench.channel)
    assert lina.errors in ([], ())
    assert in_order("Thank you, it is written down", lina.private[-1].text)


async def test_what_a_form_already_held_comes_back(bench: Bench, trial: Trial) -> None:
    lina = await bench.person("Lina")
    await lina.command("trial form")

    await lina.fill()

    (ask,) = trial.taken("trial.filled")
    assert dict(ask.answers) == {
        "words": "to begin with", "mood": "good", "day": "2026-11-24", "hour": "09:00", "people": "",
    }  # fmt: skip


async def test_a_mistake_is_explained_and_what_was_written_is_not_lost(bench: Bench, trial: Trial) -> None:
    lina = await bench.person("Lina")
    await lina.command("trial form")

    await lina.fill(words="wrong from end to end")
    assert in_order("Please choose other words", lina.errors[0])
    if lina.form is None:  # where a form cannot stay open, what was written is given back
        assert "wrong from end to end" in lina.private[-1].text
        await lina.command("trial form")
    await lina.fill(words="right")

    first, second = trial.taken("trial.filled")
    assert (first.answers["words"], second.answers["words"]) == ("wrong from end to end", "right")
    assert list(lina.errors) == []


async def test_emoji_are_heard_put_and_taken_back(bench: Bench, trial: Trial) -> None:
    lina = await bench.person("Lina")
    (seen,) = await post(bench, full_card("1"))

    await lina.react(seen, "👍")
    await lina.unreact(seen, "👍")

    assert [(ask.link, ask.who, ask.channel, ask.message) for ask in trial.asks] == [
        (to(EMOJI_ADDED, "👍"), lina.external_id, bench.channel, seen.id),
        (to(EMOJI_REMOVED, "👍"), lina.external_id, bench.channel, seen.id),
    ]


async def test_replies_are_heard_written_edited_and_deleted(bench: Bench, trial: Trial) -> None:
    lina = await bench.person("Lina")
    (seen,) = await post(bench, full_card("1"))

    reply = await lina.reply(seen, "Tried it: 2 < 3 & it works")
    await lina.edit_reply(reply, "Tried it twice")
    await lina.delete_reply(reply)

    assert [ask.link.route for ask in trial.asks] == [REPLY_WRITTEN, REPLY_EDITED, REPLY_DELETED]
    assert [ask.answers.get("words") for ask in trial.asks] == ["Tried it: 2 < 3 & it works", "Tried it twice", None]
    assert {(ask.who, ask.message, ask.thread) for ask in trial.asks[:2]} == {(lina.external_id, reply, seen.id)}
    assert trial.asks[2].message == reply


async def test_what_happened_while_the_bot_was_away_is_read_again(bench: Bench) -> None:
    lina, marc = await bench.person("Lina"), await bench.person("Marc")
    (seen,) = await post(bench, full_card("1"))
    await lina.reply(seen, "before")
    await bench.disconnect()
    await marc.react(seen, "🎉")
    late = await marc.reply(seen, "while you were away")
    await bench.reconnect()

    (read,) = await bench.platform.read_again(bench.workspace, [Watched(seen.channel, seen.id)])

    assert (read.post, read.all_emoji, read.all_replies) == (Watched(seen.channel, seen.id), True, True)
    assert [(ask.who, ask.link) for ask in read.emoji] == [(marc.external_id, to(EMOJI_ADDED, "🎉"))]
    written = read.replies
    assert [(ask.link, ask.who, ask.answers["words"]) for ask in written] == [
        (to(REPLY_WRITTEN), lina.external_id, "before"),
        (to(REPLY_WRITTEN), marc.external_id, "while you were away"),
    ]
    assert (written[1].message, written[1].thread, written[1].channel) == (late, seen.id, bench.channel)
    assert all(ask.key is None for ask in (*read.emoji, *read.replies))


async def test_the_bot_hears_again_after_an_absence(bench: Bench, trial: Trial) -> None:
    lina = await bench.person("Lina")
    await bench.disconnect()
    await bench.reconnect()

    await lina.command("trial words")

    assert len(trial.taken("trial.words")) == 1


async def test_people_are_answered_in_their_language(bench: Bench) -> None:
    lina, marc = await bench.person("Lina", language="fr"), await bench.person("Marc")

    await lina.command("trial words")
    await marc.command("trial words")
    await lina.command("trial form")

    assert in_order("Merci, c’est noté", lina.private[0].text)
    assert in_order("Thank you, it is written down", marc.private[0].text)
    assert lina.form is not None
    assert lina.form.title == "À remplir"


async def test_even_a_first_mistake_is_explained_in_ones_language(bench: Bench) -> None:
    lina = await bench.person("Lina", language="fr")

    await lina.command("trial no")

    assert in_order("Choisissez d’autres mots", lina.private[-1].text)


async def test_ones_own_page_opens(bench: Bench, trial: Trial) -> None:
    lina = await bench.person("Lina")

    await lina.open_home()

    assert [ask.who for ask in trial.taken(HOME_OPENED)] == [lina.external_id]
    assert lina.home is not None
    assert in_order("Everything at once", lina.home.text)


async def test_words_after_a_command_are_its_value(bench: Bench, trial: Trial) -> None:
    lina = await bench.person("Lina")

    await lina.command("trial words of mine")

    (ask,) = trial.taken("trial.words")
    assert ask.link.values == ("of mine",)
    assert ask.channel == bench.channel
