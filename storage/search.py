"""Search: documents of every kind in one index, and what each reader may find in it.

Whoever keeps something that can be looked for tells it here, in the same transaction: `index` when it is new or has
changed, `forget` when it is withdrawn. Nothing else is needed for a new kind.

Who may find a document:
- everybody of a workspace, once a message about it stands in a channel there (`Delivery.subject`, sent): what was
  posted in a community is read by the whole workspace, as its channel is named on everybody's own page;
- everybody of the workspace it is given to as a whole (`workspace_id`);
- before that, the animators of its community; of what is on the shelf, whoever animates a community in which
  nothing replaces it;
- never another workspace because of what is posted here, nor anybody once it is forgotten.
A word typed wrongly is looked for among all known words, but only the reader's documents are found, and a word is only
proposed when it finds some: nothing tells that it stands elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, Text, delete, func, or_, select, union_all
from sqlalchemy.orm import Mapped, aliased, mapped_column

from storage import search_engines
from storage.communities import ANIMATOR, CommunityRole
from storage.database import Db, Table, inserting
from storage.outbox import SENT, Delivery
from storage.search_engines import Question
from storage.words import LONGEST_WORD, Sought, known_as, plain, slips, sought, terms

LONGEST_TITLE, LONGEST_THEME, LONGEST_BODY = 200, 100, 20_000
"""Characters of each part that are searched: a capsule is a few paragraphs."""

SHORTEST_START = 3
"""Letters of the shortest beginning of a word by which it is found."""

MOST_STARTS = 100
"""Longer words that one beginning may stand for, the shortest first."""

MOST_NEAR = 200
"""Words among which the nearest are looked for when nothing is found."""

AT_ONCE = 500

_AFTER_ALL = "\U0010ffff"
_BY_BYTES = String(LONGEST_WORD).with_variant(String(LONGEST_WORD, collation="C"), "postgresql")
"""Words in the order of their letters' numbers on every database: those that begin alike stand together."""


class Document(Table):
    """Something that can be found, by its `subject` (`capsule:42`), as it is shown and as it is searched.

    `body` is without Markdown; `…_words` hold the stems of each part (see `storage.words`), which the database's own
    index reads (see `storage.search_engines`). `community_id` None: on the shelf. `workspace_id`: see the module.
    `replaces`: the subject of the shelf whose place it takes in its community.
    """

    __tablename__ = "documents"
    __table_args__ = (
        Index("ix_documents_community_id", "community_id"),
        Index("ix_documents_workspace_id", "workspace_id"),
        Index("ix_documents_replaces", "replaces", "community_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(60), unique=True)
    community_id: Mapped[int | None] = mapped_column(ForeignKey("communities.id"))
    workspace_id: Mapped[int | None] = mapped_column(ForeignKey("workspaces.id"))
    replaces: Mapped[str | None] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(5))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    theme: Mapped[str] = mapped_column(String(LONGEST_THEME))
    body: Mapped[str] = mapped_column(Text)
    title_words: Mapped[str] = mapped_column(Text)
    theme_words: Mapped[str] = mapped_column(Text)
    body_words: Mapped[str] = mapped_column(Text)


class KnownWord(Table):
    """A word that stands in some document, and a stem under which it is indexed."""

    __tablename__ = "known_words"

    word: Mapped[str] = mapped_column(_BY_BYTES, primary_key=True)
    stem: Mapped[str] = mapped_column(_BY_BYTES, primary_key=True)


_documents = Document.metadata.tables["documents"]
search_engines.made_with(_documents)


@dataclass(frozen=True)
class Entry:
    """What is told of a document (see `Document`); `body` in Markdown. Without words, it only replaces another."""

    subject: str
    language: str
    title: str
    theme: str
    body: str
    community_id: int | None = None
    workspace_id: int | None = None
    replaces: str | None = None


@dataclass(frozen=True)
class Reader:
    """Somebody who looks for something."""

    workspace_id: int
    member_id: int


@dataclass(frozen=True)
class Found:
    """One page of what a reader may see, best first, out of `total`. `stems`: what to show as found.

    `nearly`: nothing holds the words as they were typed; these hold words a slip away, or only some of them.
    """

    documents: Sequence[Document] = ()
    total: int = 0
    stems: frozenset[str] = frozenset()
    nearly: bool = False


async def index(db: Db, entries: Iterable[Entry]) -> None:
    """Makes these documents found, as they are now; many at once in a few statements."""
    rows, known = {}, set()
    for entry in entries:
        rows[entry.subject], read = _read(entry)
        known |= read
    if not rows:
        return
    before = await _stems_of(db, list(rows))
    insert = inserting(db, Document)
    changed = {name: insert.excluded[name] for name in next(iter(rows.values())) if name != "subject"}
    await db.execute(insert.on_conflict_do_update(index_elements=["subject"], set_=changed), list(rows.values()))
    # In order: two who learn the same words at once wait for each other, never both.
    if words := [{"word": word, "stem": stem} for word, stem in sorted(known)]:
        await db.execute(inserting(db, KnownWord).on_conflict_do_nothing(), words)
    await _unlearn(db, before - {stem for _, stem in known})


def _read(entry: Entry) -> tuple[dict[str, Any], set[tuple[str, str]]]:
    """The row of a document, and its words with their stems."""
    parts = {
        "title": unicodedata.normalize("NFC", entry.title)[:LONGEST_TITLE],
        "theme": unicodedata.normalize("NFC", entry.theme)[:LONGEST_THEME],
        "body": plain(entry.body[:LONGEST_BODY]),
    }
    read = {name: list(terms(text, entry.language)) for name, text in parts.items()}
    stems = {f"{name}_words": " ".join(term.stem for term in found) for name, found in read.items()}
    known = {(word, term.stem) for found in read.values() for term in found for word in known_as(term)}
    kept = {"subject": entry.subject, "language": entry.language, "replaces": entry.replaces}
    places = {"community_id": entry.community_id, "workspace_id": entry.workspace_id}
    return kept | places | parts | stems, known


async def forget(db: Db, subjects: Sequence[str]) -> None:
    """Has these documents found by nobody any more; words that stood nowhere else are forgotten with them."""
    stems = await _stems_of(db, subjects)
    for some in _parts(subjects):
        await db.execute(delete(Document).where(Document.subject.in_(some)))
    await _unlearn(db, stems)


async def _stems_of(db: Db, subjects: Sequence[str]) -> set[str]:
    """The stems of what is indexed of these subjects."""
    held = (Document.title_words, Document.theme_words, Document.body_words)
    wanted = [select(*held).where(Document.subject.in_(some)) for some in _parts(subjects)]
    return {stem for one in wanted for row in await db.execute(one) for words in row for stem in words.split()}


async def _unlearn(db: Db, stems: Collection[str]) -> None:
    """Forgets the words of these stems, of those that stand in no document any more: somebody's name may be one."""
    nowhere = ~search_engines.stands(db.get_bind().dialect.name, KnownWord.stem)
    for some in _parts(sorted(stems)):
        gone = delete(KnownWord).where(KnownWord.stem.in_(some), nowhere)
        await db.execute(gone.execution_options(synchronize_session=False))


def _parts(every: Sequence[str]) -> Iterator[Sequence[str]]:
    return (every[first : first + AT_ONCE] for first in range(0, len(every), AT_ONCE))


async def find(db: Db, reader: Reader, words: str, *, skip: int = 0, most: int) -> Found:
    """The documents that hold all these words or begin with them; else a slip away; else some of the words."""
    wanted = sought(words)
    if not wanted:
        return Found()
    visible = _visible(reader)
    starting = await _starting(db, wanted)
    whole = [one.stems | starts.get(one.word, set()) for one, starts in zip(wanted, starting, strict=True)]
    groups = [stems.union(*starts.values()) for stems, starts in zip(whole, starting, strict=True)]
    found = await _page(db, visible, Question(groups, whole), skip, most)
    if found.total:
        return found
    wider = [group | slipped for group, slipped in zip(groups, await _slipped(db, wanted), strict=True)]
    for question in (Question(wider, whole), Question(wider, whole, every=False)):
        found = await _page(db, visible, question, skip, most)
        if found.total:
            return replace(found, nearly=True)
    return Found()


async def read(db: Db, reader: Reader, subject: str) -> Document | None:
    """The document, if this reader may find it."""
    wanted = select(Document).where(Document.subject == subject, _visible(reader))
    return (await db.scalars(wanted)).one_or_none()


async def nearest(db: Db, reader: Reader, words: str, most: int = 3) -> Sequence[str]:
    """Words that look like those typed and find something for this reader; the nearest of the first word first."""
    visible = _visible(reader)
    proposed: list[str] = []
    for one in sought(words):
        start = one.word[:SHORTEST_START]
        if len(start) == SHORTEST_START:
            known = await db.scalars(select(KnownWord.word).distinct().where(_begins(start)).limit(MOST_NEAR))
            proposed += get_close_matches(one.word, known.all(), n=most, cutoff=0.6)
    finding: list[str] = []
    for word in dict.fromkeys(proposed):
        stems = [sought_word.stems for sought_word in sought(word)]
        if len(finding) < most and stems and (await _page(db, visible, Question(stems, stems), 0, 1)).total:
            finding.append(word)
    return finding


def _visible(reader: Reader) -> ColumnElement[bool]:
    """The rule of this module's description, for one reader."""
    roles = select(CommunityRole.community_id).filter_by(member_id=reader.member_id, role=ANIMATOR)
    animated = select(func.count()).select_from(roles.subquery()).scalar_subquery()
    posted = select(Delivery.id).where(
        Delivery.subject == Document.subject,
        Delivery.workspace_id == reader.workspace_id,
        Delivery.channel.is_not(None),
        Delivery.state == SENT,
    )
    other = aliased(Document)
    replaced = select(func.count(other.id)).where(other.replaces == Document.subject, other.community_id.in_(roles))
    shelf = Document.community_id.is_(None) & Document.workspace_id.is_(None)
    return or_(
        Document.workspace_id == reader.workspace_id,
        Document.community_id.in_(roles),
        shelf & (replaced.scalar_subquery() < animated),
        posted.exists(),
    )


async def _page(db: Db, visible: ColumnElement[bool], question: Question, skip: int, most: int) -> Found:
    """One page of what answers a question, and how much there is in all."""
    answer = search_engines.answer(db.get_bind().dialect.name, _documents, question)
    wanted = select(Document.id, func.count().over()).where(answer.matched, visible)
    wanted = wanted.order_by(*answer.order, Document.id).offset(skip).limit(most)
    rows = (await db.execute(wanted)).all()
    if not rows:
        return Found()
    found = await db.scalars(select(Document).where(Document.id.in_([number for number, _ in rows])))
    documents = {document.id: document for document in found}
    stems = frozenset(stem for group in question.groups for stem in group)
    return Found([documents[number] for number, _ in rows], rows[0][1], stems)


async def _starting(db: Db, wanted: Sequence[Sought]) -> Sequence[Mapping[str, set[str]]]:
    """For each word, the known words that begin as it does, with their stems.

    Itself among them: typed without its accents, its ending may be cut elsewhere than where the text was read.
    """
    columns = select(KnownWord.word, KnownWord.stem).order_by(func.length(KnownWord.word), KnownWord.word)
    each = [_as_one(columns.where(_begins(one.word))) for one in wanted if len(one.word) >= SHORTEST_START]
    starts: list[dict[str, set[str]]] = [{} for _ in wanted]
    for word, stem in await db.execute(union_all(*each)) if each else ():
        for at, one in enumerate(wanted):
            if len(one.word) >= SHORTEST_START and word.startswith(one.word):
                starts[at].setdefault(word, set()).add(stem)
    return starts


def _as_one(wanted: Select[str, str]) -> Select[str, str]:
    """The first rows, as a part of a larger question: SQLite takes no limit there otherwise."""
    rows = wanted.limit(MOST_STARTS).subquery()
    return select(rows.c.word, rows.c.stem)


def _begins(start: str) -> ColumnElement[bool]:
    return (KnownWord.word >= start) & (KnownWord.word < start + _AFTER_ALL)


async def _slipped(db: Db, wanted: Sequence[Sought]) -> Sequence[frozenset[str]]:
    """For each word, the stems of the known words a slip of the pen away."""
    away = [slips(one.word) for one in wanted]
    known = select(KnownWord.word, KnownWord.stem).where(KnownWord.word.in_(frozenset().union(*away)))
    found = (await db.execute(known)).all()
    return [frozenset(stem for word, stem in found if word in near) for near in away]
