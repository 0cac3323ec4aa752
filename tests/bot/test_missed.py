"""What is kept beside what is shown: only what is sure is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.missed import SETTLED, Kept, differences
from bot.platforms import Read, Watched
from handlers.chat.asks import EMOJI_ADDED, EMOJI_REMOVED, REPLY_DELETED, REPLY_EDITED, REPLY_WRITTEN, Ask, Workspace
from handlers.chat.routes import to
from storage.comments import KeptReply

HERE = Workspace("stub", "W1")
POST = Watched("C1", "m1")
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
OLD = NOW - timedelta(hours=1)
NOTHING = Kept({}, {})
LIKE = ("lina", "👍")


def emoji(who: str = "lina", sign: str = "👍") -> Ask:
    return Ask(None, HERE, who, to(EMOJI_ADDED, sign), channel="C1", message="m1")


def reply(words: str = "hello", message: str = "r1") -> Ask:
    return Ask(None, HERE, "lina", to(REPLY_WRITTEN), {"words": words}, "C1", message, "m1")


def kept_reply(words: str | None = "hello", created_at: datetime = OLD) -> Kept:
    return Kept({}, {"r1": KeptReply("r1", "lina", words, created_at)})


def found(read: Read, before: Kept, after: Kept | None = None) -> list[tuple[str, str]]:
    return [
        (ask.link.route, ask.message or "")
        for ask in differences(read, before, before if after is None else after, HERE, NOW)
    ]


def whole(*, emoji: tuple[Ask, ...] = (), replies: tuple[Ask, ...] = ()) -> Read:
    return Read(POST, emoji, replies, all_emoji=True, all_replies=True)


def test_what_is_shown_and_not_kept_was_missed() -> None:
    assert list(differences(whole(emoji=(emoji(),), replies=(reply(),)), NOTHING, NOTHING, HERE, NOW)) == [
        emoji(),
        reply(),
    ]


def test_what_is_shown_as_it_is_kept_was_not() -> None:
    assert found(whole(emoji=(emoji(),)), Kept({LIKE: 1}, {})) == []
    assert found(whole(replies=(reply(),)), kept_reply()) == []


def test_what_is_kept_and_no_longer_shown_was_taken_back() -> None:
    (ask,) = differences(whole(), Kept({LIKE: 1}, {}), Kept({LIKE: 1}, {}), HERE, NOW)
    assert ask == Ask(None, HERE, "lina", to(EMOJI_REMOVED, "👍"), channel="C1", message="m1")
    (ask,) = differences(whole(), kept_reply(), kept_reply(), HERE, NOW)
    assert ask == Ask(None, HERE, "lina", to(REPLY_DELETED), channel="C1", message="r1")


def test_other_words_were_rewritten() -> None:
    (ask,) = differences(whole(replies=(reply("bye"),)), kept_reply(), kept_reply(), HERE, NOW)
    assert ask == replace(reply("bye"), link=to(REPLY_EDITED))


def test_what_was_not_read_wholly_proves_nothing() -> None:
    assert found(Read(POST), Kept({LIKE: 1}, kept_reply().replies)) == []
    part = Read(POST, (emoji("marc"),), (reply("new", "r2"),))
    assert found(part, Kept({LIKE: 1}, kept_reply().replies)) == [(EMOJI_ADDED, "m1"), (REPLY_WRITTEN, "r2")]


def test_what_was_done_during_the_reading_was_heard() -> None:
    liked, liked_again = Kept({LIKE: 1}, {}), Kept({LIKE: 2}, {})
    assert found(whole(), NOTHING, liked) == [], "liked after the reading"
    assert found(whole(emoji=(emoji(),)), NOTHING, liked) == [], "liked before the reading, and heard"
    assert found(whole(emoji=(emoji(),)), liked, NOTHING) == [], "taken back after the reading"
    assert found(whole(), liked, liked_again) == [], "taken back and liked again"
    assert found(whole(), NOTHING, kept_reply()) == [], "written after the reading"
    assert found(whole(replies=(reply(),)), kept_reply(), kept_reply("newer")) == [], "rewritten after the reading"
    assert found(whole(), kept_reply(), kept_reply("newer")) == [], "there, whatever the reading says"


def test_a_reply_just_written_may_not_be_shown_yet() -> None:
    assert found(whole(), kept_reply(created_at=NOW - SETTLED / 2)) == []


def test_forgotten_words_do_not_come_back() -> None:
    assert found(whole(replies=(reply(),)), kept_reply(None)) == []
    assert found(whole(), kept_reply(None)) == []


def test_words_that_cannot_be_read_are_still_there() -> None:
    assert found(whole(replies=(reply(""),)), kept_reply()) == []
    assert found(whole(replies=(reply(""),)), NOTHING) == []
