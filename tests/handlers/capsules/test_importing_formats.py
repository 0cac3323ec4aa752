"""The front matter of every format, and GIFT files beside: what is kept, and the line of every mistake."""

from __future__ import annotations

import pytest

from bot.texts import Texts
from handlers import load
from handlers.capsules.formats import Choice, Details, Media, Page, Poll, Quiz, read
from handlers.chat.words import LANGUAGES
from storage.database import Database
from tests.conftest import StillClock
from tests.handlers.capsules.stage import Stage
from tests.handlers.capsules.test_importing import NOTE, Importer, importer

__all__ = ("importer",)

QUIZ = """---
quiz:
  choices:
    - right: You came at 9:20.
      feedback: |
        A camera would have seen it.

        Nobody can argue.
    - wrong: no
      worth: -50
    - You never listen.
  explanation: >
    A fact can
    be filmed.
---
Which one is a fact?
"""


async def details(importer: Importer, content: str) -> Details:
    capsule = await importer.one(content)
    return read(capsule.format, capsule.details)


async def test_a_quiz_reads_as_it_is_written(importer: Importer) -> None:
    capsule = await importer.one(QUIZ)
    assert (capsule.format, capsule.body) == ("quiz", "Which one is a fact?")
    told = "A camera would have seen it.\n\nNobody can argue."
    choices = (Choice("You came at 9:20.", 100, told), Choice("no", -50), Choice("You never listen.", 0))
    assert read("quiz", capsule.details) == Quiz(choices, False, "A fact can be filmed.")


async def test_right_answers_share_what_a_quiz_is_worth(importer: Importer) -> None:
    choices = "[{right: a}, {right: b, worth: 20%}, {right: c}, d]"
    made = await details(importer, f"---\nquiz: {{several: yes, choices: {choices}}}\n---\nWhich?\n")
    assert isinstance(made, Quiz)
    assert [choice.weight for choice in made.choices] == [33.33333, 20, 33.33333, 0]


async def test_short_forms(importer: Importer) -> None:
    assert await details(importer, "---\npoll:\n- Monday\n- yes\n---\nWhen?\n") == Poll(("Monday", "yes"))
    made = await details(importer, "---\ntitle: T\nlink: https://example.org\n---\n")
    assert made == Page("https://example.org/", "T")
    capsule = (await importer.capsules())[0]
    assert (capsule.format, capsule.body, capsule.minutes) == ("link", "", 1)


@pytest.mark.parametrize("format_", ["image", "audio", "video"])
async def test_media_have_their_words(importer: Importer, format_: str) -> None:
    said = (
        f"{format_}:\n  address: https://example.org/é\n  alternative: Two  chairs\n  fallback: https://example.org/b"
    )
    expected = Media("https://example.org/%C3%A9", "Two chairs", "https://example.org/b")
    assert await details(importer, f"---\n{said}\n---\n") == expected


@pytest.mark.parametrize(
    ("said", "line", "key"),
    [
        ("format: quiz", 2, "bad.no_details"),
        ("quiz:", 2, "bad.quiz_empty"),
        ("title: x\nquiz:\n  several: yes", 4, "bad.quiz_empty"),
        ("quiz:\n  choices: []", 3, "bad.quiz_empty"),
        ("quiz:\n  choices: all", 3, "bad.not_a_list"),
        ("quiz: maybe", 2, "bad.not_pairs"),
        ("quiz:\n- a\n- b", 3, "bad.quiz_no_right"),
        ("quiz:\n- right: a\n- right: b\n- c", 4, "bad.quiz_two_right"),
        ("quiz:\n- right: a", 3, "bad.one_choice"),
        ("quiz:\n- right: a\n- wrong:", 4, "bad.blank_choice"),
        ("quiz:\n- right: a\n- a", 4, "bad.same_choice"),
        ("quiz:\n- right: a\n  wrong: b\n- c", 3, "bad.right_or_wrong"),
        ("quiz:\n- right: a\n  worth: lots\n- c", 4, "bad.worth"),
        ("quiz:\n- right: a\n  worth: -10\n- c", 4, "bad.worth"),
        ("quiz:\n- right: a\n  feedbak: b\n- c", 4, "bad.key_near"),
        ("quiz:\n- [a]\n- c", 3, "bad.not_pairs"),
        ("quiz:\n  several: often\n  choices: [{right: a}, b]", 3, "bad.choice"),
        ("poll:", 2, "bad.poll_empty"),
        ("poll: [a]", 2, "bad.one_choice"),
        ("poll:\n" + "\n".join(f"- {number}" for number in range(11)), 13, "bad.many_choices"),
        ("format: poll\nquiz: [a]", 3, "bad.two_formats"),
        ("poll: [a, b]\nlink: https://example.org", 3, "bad.two_formats"),
        ("image:\n  address: https://example.org/a.png", 3, "media.no_alternative"),
        ("image: https://example.org/a.png", 2, "media.no_alternative"),
        ("image:\n  address: http://example.org/a.png\n  alternative: A door", 3, "media.not_https"),
        ("video:\n  address: https://example.org/a\n  alternative: A door\n  fallback: x", 5, "media.not_https"),
        ("audio:\n  alternative: A bell", 3, "media.no_address"),
        ("image:\n  address: file:1\n  alternative: Theirs", 3, "media.not_https"),
        ("image:\n  file: a.png\n  alternative: A", 4, "media.no_alternative"),
        ("image:\n  file: a.png\n  alternative: A door\n  address: https://example.org/a", 3, "bad.two_places"),
        ("video:\n  file: a.mp4\n  alternative: A door", 3, "media.video_is_an_address"),
        ("link:\n  title: x\n  address: javascript:x()", 4, "media.not_https"),
        ("link:", 2, "media.no_address"),
        ("link:\n  address: https://example.org\n  title: " + "x" * 201, 4, "bad.long"),
        ("body: more", 4, "bad.two_bodies"),
        ('title: "a\\0b"', 2, "bad.binary"),
        ('theme: " "', 2, "bad.value"),
    ],
)
async def test_each_mistake_has_its_line(importer: Importer, said: str, line: int, key: str) -> None:
    importer.write("bad.md", f"---\n{said}\n---\nWords.\n")
    importer.write("good.md", NOTE)
    report = await importer()
    (bad,) = report.bad
    assert (bad.path, bad.line, bad.reason.key) == ("bad.md", line, f"capsules.{key}")
    assert [capsule.origin for capsule in await importer.capsules()] == ["shelf/notes/good.md"]
    texts = Texts.load(load().texts)
    assert all(texts.plain(bad.reason, language) for language in LANGUAGES)


async def test_a_text_nobody_would_read_in_a_chat_is_refused(importer: Importer) -> None:
    importer.write("long.md", "---\ntitle: x\n---\n\n" + "word " * 8_000)
    (bad,) = (await importer()).bad
    assert (bad.line, bad.reason.key, bad.reason.values) == (
        5,
        "capsules.bad.long_body",
        {"n": 40_000, "longest": 20_000},
    )


async def test_questions_come_in_with_their_file_or_not_at_all(importer: Importer) -> None:
    importer.write("a.gift", "One? {=a ~b}\n\nTell us. {}\n\nTwo? {T}\n")
    importer.write("b.txt", "::Three:: Three? {=a ~b}\n\nFour? {=a ~b\n")
    importer.write("c.txt", "Read me: {nothing} here.\n")
    importer.write("d.txt", b"caf\xe9")
    importer.write("e.GIFT", b"caf\xe9")
    report = await importer()
    assert report.added == 2
    assert [(left.path, left.line, left.kind.key) for left in report.skipped] == [
        ("a.gift", 3, "capsules.gift_kind.essay")
    ]
    assert [(bad.path, bad.line, bad.reason.key) for bad in report.bad] == [
        ("b.txt", 3, "capsules.bad.gift_not_closed"),
        ("e.GIFT", 1, "capsules.bad.not_utf8"),
    ]
    assert importer.told == [(5, 5)]
    assert (await importer()).unchanged == 2


async def test_one_file_alone_is_the_same_as_with_its_folder(importer: Importer) -> None:
    importer.write("b.md", NOTE)
    path = importer.write("a.gift", "One? {=a ~b}\n")
    await importer()
    importer.folder = path
    assert (await importer()).unchanged == 1


async def test_two_files_of_one_capsule_are_not_both_taken_in(importer: Importer) -> None:
    importer.write("a.md", NOTE)
    importer.write("b.md", "---\norigin: notes/a.md\n---\nOther words.\n")
    report = await importer()
    assert [(bad.path, bad.reason.key) for bad in report.bad] == [("b.md", "capsules.bad.same_origin")]
    assert report.added == 1


async def test_a_file_never_reaches_another_community(
    importer: Importer, database: Database, clock: StillClock
) -> None:
    stage = Stage(database, clock)
    await stage.set_up()
    importer.write("a.md", "---\norigin: /chat/1\n---\nOurs.\n")
    await importer(community_id=stage.community_id)
    importer.write("a.md", "---\norigin: /chat/1\n---\nTheirs.\n")
    report = await importer()
    assert [(bad.path, bad.reason.key) for bad in report.bad] == [("a.md", "capsules.bad.elsewhere")]
    assert [capsule.body for capsule in await importer.capsules()] == ["Ours."]
