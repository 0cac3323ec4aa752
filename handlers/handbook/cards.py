"""What animators see of the handbook."""

from __future__ import annotations

from handlers.chat.cards import Card, Document, Heading, Note, Text, card
from handlers.chat.words import Say


def written(community: str, html: Document, markdown: Document) -> Card:
    """The message that carries both documents."""
    title = Say("handbook.written", community=community)
    return card(
        title,
        Heading(title),
        Text(Say("handbook.written_next")),
        html,
        markdown,
        Note(Say("handbook.taken_back")),
    )


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    again, name = Say("handbook.document_again"), "Giving feedback"
    html = Document("file:12", Say("handbook.html", community=name), again)
    return {"written": written(name, html, Document("file:13", Say("handbook.markdown", community=name), again))}
