"""What was said of when is shown again as it now is, and told when it is not understood."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.chat.replies import Tell
from handlers.chat.words import Say
from tests.handlers.capsules.stage import Stage, dates_of, mistake, opened, shown_card
from tests.handlers.schedules.test_actions import asked, press


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("tomorrow 9:00", ""),
        ("le mercredi et le vendredi à 9h", "le mercredi et le vendredi à 10:00"),
        ("every Wednesday at 9am", "every Wednesday at 10:00"),
        ("every Wednesday and Friday", "every Wednesday and Friday 10:00"),
    ],
)
async def test_the_form_opens_again_with_the_free_moment_that_was_taken(stage: Stage, said: str, then: str) -> None:
    await stage.plan(await stage.capsule("First"), words="tomorrow at 9:00")
    card = await asked(stage, await stage.capsule("Second"), words=said)
    better = await press(stage, card, "schedules.shift")
    change = next(link for link in better.links() if link.route == "schedules.change")
    form = opened(await stage.ask(change.route, *change.values))
    filled = {field.name: getattr(field, "value", None) for field in form.fields}
    assert filled["words"] == then
    same = shown_card(await stage.ask(form.to.route, *form.to.values, answers=filled))
    assert dates_of(same) == dates_of(better)


async def test_tomorrow_stays_the_day_it_was_when_the_form_opens_again_later(stage: Stage) -> None:
    card = await asked(stage, await stage.capsule(), words="the day after tomorrow at 9:00")
    await press(stage, card, "schedules.confirm")
    stage.clock.move_to(stage.clock.now() + timedelta(days=1))
    form = opened(await stage.ask("schedules.change", 1))
    filled = {field.name: getattr(field, "value", None) for field in form.fields}
    assert dates_of(shown_card(await stage.ask(form.to.route, *form.to.values, answers=filled))) == dates_of(card)


async def test_a_date_that_is_not_understood_is_told_with_the_capsule_that_was_found(stage: Stage) -> None:
    await stage.capsule("Ask before you advise")
    told = await stage.ask("schedules.schedule", "ask before every blursday 9:00", channel="C1")
    assert isinstance(told, Tell)
    assert isinstance(told.what, Say)
    assert (told.what.key, told.what.values["title"]) == ("schedules.mistake.when", "Ask before you advise")
    assert told.what.values["words"] == "every blursday 9:00"
    assert mistake(await stage.ask("schedules.schedule", "nothing such", channel="C1"))[0] == "capsules.mistake.none"
