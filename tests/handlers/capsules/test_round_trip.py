"""What an export writes, an import reads back as the same; and the same bytes are written again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from hypothesis import example, given, settings
from hypothesis import strategies as st

from handlers.capsules.files.gift_sources import Place, sources_of
from handlers.capsules.files.gift_writing import gift_of
from handlers.capsules.files.markdown_writing import markdown_of
from handlers.capsules.files.names import LONGEST_PATH, path_of
from handlers.capsules.formats import Choice, Quiz, written
from handlers.capsules.sources import digested, origin_in, origin_said, source_of
from storage.capsules import Source
from tests.handlers.capsules.sayings import sources, words

PLACE = PurePosixPath("notes/elsewhere.md")
PLAIN = Source("shelf/a.md", None, "no", "Thème / sub", "text", "# no\n\nWords.", "", 1, "easy", "fr", "")
ONE_OF_TWO = Quiz((Choice(" ~a ", 100.0, "[html]x"), Choice("%50%b", 0.0)), False, "\n\n#### x")


def of_body(body: str) -> Source:
    return digested(replace(PLAIN, body=body))


@settings(max_examples=80)
@given(sources())
@example(digested(PLAIN))
@example(of_body("\n\n  indented\n\n"))
@example(of_body("---\ntitle: x\n---\n"))
@example(of_body("[a]: /x\n# no\nwords"))
@example(digested(replace(PLAIN, title=" two  spaces\n", theme="null", key_message="yes")))
def test_markdown_is_read_back_as_the_same(source: Source) -> None:
    file = markdown_of(source, "shelf")
    read = source_of(file.encode(), PLACE, "shelf", None, None)
    assert read == source
    assert markdown_of(read, "shelf") == file


def of_quiz(quiz: Quiz, **values: str) -> Source:
    return digested(replace(PLAIN, format="quiz", details=written(quiz), **values))  # type: ignore[arg-type]


@settings(max_examples=40)
@given(st.lists(sources("quiz"), min_size=1, max_size=3, unique_by=lambda source: source.origin))
@example([of_quiz(ONE_OF_TWO, body="  Which? ", title="::a:: ", theme="$course$/x//")])
@example([of_quiz(ONE_OF_TWO, body="{TRUE}", theme="a/b"), of_quiz(ONE_OF_TWO, origin="shelf/b", theme="\nx")])
def test_gift_is_read_back_as_the_same(quizzes: Sequence[Source]) -> None:
    file = "".join(gift_of(quizzes, "shelf"))
    read, left = sources_of(file.encode(), Place(PLACE, "shelf", None, None))
    assert (read, left) == (list(quizzes), [])
    assert "".join(gift_of(read, "shelf")) == file


@given(words(250), st.sampled_from(["shelf", "community:3"]))
def test_an_origin_is_found_again_in_its_scope(name: str, scope: str) -> None:
    for origin in (f"{scope}/{name}", f"chat/{name}"):
        assert origin_in(scope, origin_said(scope, origin)) == origin
    assert origin_in("community:4", origin_said(scope, f"{scope}/{name}")) == f"community:4/{name}"
    assert origin_in("community:4", f"/shelf/{name}").startswith("community:4/")


@given(st.lists(words(120), min_size=2, max_size=6, unique=True))
@example(["A.md", "a.md", "a-.md", "é.md", "e.md", "con.md", "../x.md", "a/../x.md", ".md", "/", "x" * 250])
def test_file_names_are_taken_by_every_system_and_never_meet(origins: Sequence[str]) -> None:
    paths = [path_of(origin) for origin in origins]
    assert len({path.casefold() for path in paths}) == len(paths)
    for path in paths:
        assert len(path) <= LONGEST_PATH
        assert path.endswith(".md")
        for part in path.split("/"):
            assert set(part) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
            assert part.strip(".") == part
            assert part.split(".")[0] not in ("con", "nul", "aux", "prn", "com1", "lpt1")


def test_a_file_goes_back_where_it_was() -> None:
    assert path_of("giving-feedback/en/01-ask-first.md") == "giving-feedback/en/01-ask-first.md"
    assert path_of("notes/Été.md").startswith("notes/ete-")
