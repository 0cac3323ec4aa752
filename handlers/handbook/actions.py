"""What animators do to have the handbook of their community."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.files import file_name
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.handbook import markdown, page, rules
from storage import files, handbook, outbox
from storage.communities import Community
from storage.files import DocumentType


@route("handbook.write", who=Role.ANIMATOR, command="handbook")
async def write(ask: Ask, desk: Desk) -> Reply:
    """Sends the asker what the community they animate shared, without what was taken back by now."""
    community = await desk.animated(ask.channel)
    found = await handbook.pieces(desk.db, community.id, desk.now)
    if not found:
        raise Mistake(Say("handbook.nothing", community=community.name))
    book = rules.arrange(community.name, found)
    html = await _keep(desk, community, "text/html", "html", page.write(book, community.language))
    plain = await _keep(desk, community, "text/markdown", "md", markdown.write(book, community.language))
    await outbox.owe(
        desk.db,
        # Asked for again, it comes again, be it the same.
        about=f"handbook:{html}:{int(desk.now.timestamp())}",
        draw=str(to("handbook.written", community.id, html, plain)),
        workspace_id=desk.workspace.id,
        due_at=desk.now,
        language=desk.language,
        member_id=desk.member.id,
        community_id=community.id,
        subject=file_name(html),
        at_once=True,
    )
    return Tell(Say("handbook.coming", community=community.name))


async def _keep(desk: Desk, community: Community, media_type: DocumentType, ending: str, text: str) -> int:
    try:
        return await files.keep_document(
            desk.db,
            workspace_id=desk.workspace.id,
            member_id=desk.member.id,
            name=f"handbook {community.name}.{ending}",
            media_type=media_type,
            content=text.encode(),
            now=desk.now,
        )
    except files.TooLarge as large:
        raise Mistake(Say("handbook.too_large")) from large
