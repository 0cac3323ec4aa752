"""What animators do to write a capsule: choose its format, fill its form, go on with what they had begun."""

from __future__ import annotations

from handlers.capsules import writing_cards, writing_rules
from handlers.capsules.formats import FORMATS, Details
from handlers.capsules.views import preview_of
from handlers.capsules.writing_cards import Begun
from handlers.capsules.writing_forms import words_form
from handlers.capsules.writing_rules import WITH_FILE, Answers, Written
from handlers.chat.asks import Ask
from handlers.chat.files import Kind
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Link, Role, route, to
from handlers.chat.words import Say
from handlers.desk import Desk
from storage import drafts, editing
from storage.communities import Community
from storage.drafts import Key
from storage.editing import Words

MOST_BEGUN = 3
"""Unfinished capsules shown above the formats."""

STATE = "state"
"""Among the answers of a draft: what its form was opened on (see `writing_rules.state_of`)."""


@route("capsules.new", who=Role.ANIMATOR, command="capsule new")
async def new(ask: Ask, desk: Desk) -> Reply:
    """The formats to choose from, and what the asker had begun."""
    community = await desk.animated(ask.channel)
    begun = await drafts.begun(desk.db, desk.member.id, community.id, MOST_BEGUN)
    shown = [Begun(about.removeprefix("new:"), answers.get("title", "").strip()) for about, answers in begun]
    return Tell(writing_cards.choose(community.id, community.name, shown))


@route("capsules.write", who=Role.ANIMATOR, opens_form=True)
async def write(_ask: Ask, desk: Desk, community_id: int, format_: str, _begun: str = "") -> Reply:
    """The form of a new capsule, filled with what the asker had begun. `_begun`: see `writing_cards.BEGUN`."""
    community = await _writing(desk, community_id, format_)
    begun = await drafts.find(desk.db, Key(desk.member.id, community.id, f"new:{format_}"))
    return Open(words_form(format_, begun or {}, to("capsules.save", community.id, format_)))


@route("capsules.save", who=Role.ANIMATOR)
async def save(ask: Ask, desk: Desk, community_id: int, format_: str) -> Reply:
    """Keeps a new capsule as the form says and shows it; what is wrong is said, and what was typed kept."""
    community = await _writing(desk, community_id, format_)
    key = Key(desk.member.id, community.id, f"new:{format_}")
    answers = await with_file(desk, format_, ask.answers, key, {})
    try:
        written = await read_words(desk, format_, answers)
    except Mistake as wrong:
        return await set_aside(desk, key, answers, to("capsules.write", community.id, format_), wrong)
    words = _words(written, format_, community)
    capsule = await editing.create(desk.db, words, community.id, desk.member.id, desk.now)
    await drafts.drop(desk.db, key)
    return Tell(await preview_of(desk, community, capsule))


@route("capsules.discard", who=Role.ANIMATOR)
async def discard(_ask: Ask, desk: Desk, community_id: int, about: str) -> Reply:
    """Forgets what the asker had typed and not finished."""
    community = await desk.community(community_id, Role.ANIMATOR)
    if not await drafts.drop(desk.db, Key(desk.member.id, community.id, about)):
        raise Mistake(Say("help.outdated"))
    return Replace(writing_cards.choose(community.id, community.name, []))


async def with_file(desk: Desk, format_: str, answers: Answers, key: Key, present: Answers) -> dict[str, str]:
    """The answers, with the file that was sent with an earlier try, or is shown at present, where none is new."""
    if format_ not in WITH_FILE:
        return dict(answers)
    earlier = await drafts.find(desk.db, key) or present
    return {**answers, "file": writing_rules.asked_file(answers, earlier)}


async def read_words(desk: Desk, format_: str, answers: Answers, before: Details = None) -> Written:
    """What the form of a capsule says. Raises Mistake."""
    kind: Kind = "audio" if format_ == "audio" else "image"
    uploaded = await desk.file(answers.get("file", ""), kind, "file") if format_ in WITH_FILE else None
    return writing_rules.read_words(format_, answers, before, uploaded)


async def set_aside(desk: Desk, key: Key, answers: Answers, form: Link, wrong: Mistake, state: str = "") -> Reply:
    """Keeps what was typed as a draft and says what is wrong: where a form cannot stay open, it reopens filled."""
    kept = {**answers, "file": ""} if wrong.field == "file" else answers
    await drafts.keep(desk.db, key, {**kept, **({STATE: state} if state else {})}, desk.now)
    return Tell(writing_cards.to_correct(wrong.say, form, key.community_id, key.about), wrong.field)


async def _writing(desk: Desk, community_id: int, format_: str) -> Community:
    """The community the asker animates. Raises Mistake, also for a format that does not exist."""
    community = await desk.community(community_id, Role.ANIMATOR)
    if format_ not in FORMATS:
        raise Mistake(Say("help.outdated"))
    return community


def _words(written: Written, format_: str, community: Community) -> Words:
    """The columns of a new capsule: what the form does not ask is worked out, and can be corrected."""
    values = {"theme": community.name, "key_message": "", **written.values}
    return Words(**values, format=format_, minutes=written.minutes, effort="easy", language=community.language)
