"""What people see of the ladder: the question, each next step, the summary."""

from __future__ import annotations

from handlers.chat.cards import Button, Buttons, Card, Facts, Note, Part, Text, card
from handlers.chat.forms import ChoiceField, Form, Option, TextField
from handlers.chat.routes import to
from handlers.chat.words import Channel, Say, When
from handlers.feedback import asking, lists, rules, samples
from handlers.feedback.given import Given, Rated
from handlers.feedback.rules import DIRECT, FORGOTTEN, LADDER, LIST, MOMENTS, STEPS, THEMES, WORDS
from storage.feedback import MINUTES, STARS
from storage.verbatims import SCOPES, TEAM


def ladder(rated: Rated, given: Given, place: int = DIRECT, *, again: bool = False) -> Card:
    """Where somebody is on the ladder. `again`: the question comes a second time, and the last."""
    step = given.next_step
    if step is None:
        return summary(rated, given, place)
    if step == STARS:
        return _question(rated, given, place, again=again)
    thanks = Say("feedback.thanks", course=rated.course, n=given.answers[STARS])
    asked = asking.question(step, rated, given, place)
    return card(
        asked,
        Text(thanks),
        Note(Say("feedback.low_is_told")) if rules.is_low(given.answers[STARS]) else None,
        *(asking.own_words(given) if _just_written(step, given) else ()),
        Text(asked),
        *asking.asked(step, rated, given, place),
        _sooner(step, rated, given, place),
        _way_on(step, rated, given, place),
        Note(Say("feedback.all_optional")) if step == STEPS[1] else None,
    )


def _just_written(step: str, given: Given) -> bool:
    """Words are shown once they are written; further up, they would only make the way longer."""
    return given.step == WORDS or STEPS.index(step) < STEPS.index(WORDS)


def _question(rated: Rated, given: Given, place: int, *, again: bool) -> Card:
    """The first step, the only one that is asked."""
    asked = asking.question(STARS, rated, given, place)
    before = "forgotten" if given.step == FORGOTTEN else "reminded" if again else None
    return card(
        asked,
        Text(Say(f"feedback.{before}", course=rated.course)) if before else None,
        Text(asked),
        *asking.asked(STARS, rated, given, place),
        Note(Say("feedback.question_note", when=rated.day)),
    )


def _sooner(step: str, rated: Rated, given: Given, place: int) -> Buttons | None:
    """Who has something to say need not go through the steps that come before."""
    early = STEPS.index(step) < STEPS.index(WORDS) and not given.words
    return Buttons(asking.written(rated.session_id, place)) if early else None


def _way_on(step: str, rated: Rated, given: Given, place: int) -> Buttons:
    """How to leave a step: go on, stop there, or come back on what was answered."""
    goes_on = step in {MOMENTS, THEMES} and given.holds(step)
    on = Say("feedback.button.go_on" if goes_on else "feedback.button.skip")
    row = [Button(on, to("feedback.skip", rated.session_id, step, place), "good" if goes_on else "plain")]
    if step != MINUTES:
        row.append(Button(Say("feedback.button.stop"), to("feedback.stop", rated.session_id, place)))
    return Buttons(*row, _change(rated, place))


def _change(rated: Rated, place: int) -> Button:
    here = () if place == DIRECT else (LIST,)
    return Button(Say("feedback.button.change"), to("feedback.change", rated.session_id, *here))


def summary(rated: Rated, given: Given, place: int = DIRECT) -> Card:
    """What was answered, once there is nothing more to offer."""
    said = Say("feedback.summary", course=rated.course)
    return card(
        said,
        Text(said),
        Facts(lists.facts(given)),
        *asking.own_words(given),
        asking.publish(rated.session_id, given),
        Note(Say("feedback.counted")),
        Buttons(_change(rated, place)),
    )


def referral(rated: Rated, community: str, channel: str, next_date: When | None, place: int = DIRECT) -> Card:
    """What somebody may copy and send to the colleague they thought of."""
    back = {
        LADDER: Button(Say("feedback.button.go_on"), to("feedback.open", rated.session_id, 1), "good"),
        LIST: Button(Say("feedback.button.back"), to("feedback.change", rated.session_id, LIST)),
    }
    parts: list[Part] = [Text(Say("feedback.referral.copy"))]
    invited = Say("feedback.referral.invitation", course=rated.course)
    where = Say("feedback.referral.where", community=community, channel=Channel(channel))
    parts += [Text(invited), Text(where)]
    if next_date is not None:
        parts.append(Text(Say("feedback.referral.next", when=next_date)))
    if place in back:
        parts.append(Buttons(back[place]))
    return card(Say("feedback.referral.copy"), *parts)


def words_form(session_id: int, words: str = "", scope: str = TEAM, *, place: int = DIRECT, starter: int = 0) -> Form:
    """A few words and who may read them, filled with what was there, or with the beginning that was chosen."""
    return Form(
        Say("feedback.form.title"),
        Say("feedback.form.send"),
        to("feedback.say", session_id, place),
        (
            TextField(
                "words",
                Say("feedback.form.words"),
                Say("feedback.form.words_hint"),
                value=words,
                long=True,
                shortest=rules.SHORTEST_WORDS,
                longest=rules.LONGEST_WORDS,
                start=Say(f"feedback.typed.{starter}") if starter in asking.STARTERS else None,
            ),
            ChoiceField(
                "scope",
                Say("feedback.form.scope"),
                tuple(Option(one, Say(f"feedback.scope.{one}")) for one in SCOPES),
                value=scope,
            ),
        ),
    )


def theme_form(session_id: int, words: str = "", place: int = DIRECT) -> Form:
    """Another theme, in somebody's own words."""
    field = TextField(
        "theme",
        Say("feedback.form.theme"),
        Say("feedback.form.theme_hint"),
        value=words,
        required=False,
        longest=rules.LONGEST_WISH,
    )
    to_ = to("feedback.theme_said", session_id, place)
    return Form(Say("feedback.form.theme_title"), Say("feedback.form.send"), to_, (field,))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    rated, all_given = samples.RATED, samples.GIVEN
    steps = {f"step {step}": ladder(rated, samples.before(step)) for step in STEPS}
    next_date = When(samples.RATED.starts_at, samples.RATED.zone)
    return {
        **steps,
        "step stars, once more": ladder(rated, Given(), again=True),
        "step stars, after forgetting": ladder(rated, Given(step=FORGOTTEN)),
        **{f"words for {scope}": ladder(rated, samples.said_to(scope)) for scope in SCOPES},
        "step themes, private": ladder(rated, samples.before(THEMES), LADDER),
        "summary": summary(rated, all_given),
        "summary, private": summary(rated, Given({STARS: 1}, step="end"), LADDER),
        "to forward": referral(rated, "Donner du feedback", "C1", next_date),
        "to forward, in private": referral(rated, "Donner du feedback", "C1", None, LADDER),
        "to forward, from the list": referral(rated, "Donner du feedback", "C1", None, LIST),
        "words": words_form(6, starter=1),
        "words again": words_form(6, samples.GIVEN.words or "", "first_name"),
        "theme": theme_form(6, "Mener une réunion courte"),
        **lists.examples(),
    }
