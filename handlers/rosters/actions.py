"""What animators do with tables of sessions: look at one, take it in, have theirs written."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.files import file_name
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.tables import BadTableError
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.rosters import cards, importing, rules
from handlers.rosters.cards import Counts
from handlers.rosters.importing import Plan
from storage import files, outbox, rosters


@route("rosters.import", who=Role.ANIMATOR, opens_form=True, command="session import")
async def import_(ask: Ask, desk: Desk) -> Reply:
    """The form that takes a table of sessions for the community the asker animates."""
    return Open(cards.import_form((await desk.animated(ask.channel)).id))


@route("rosters.look", who=Role.ANIMATOR)
async def look(ask: Ask, desk: Desk, community_id: int) -> Reply:
    """What the table would do; nothing is done before the asker confirms."""
    community = await desk.community(community_id, Role.ANIMATOR)
    number = await desk.file(ask.answers.get("table", ""), "table", "table")
    if number is None:
        raise Mistake(Say("rosters.no_table"), "table")
    try:
        plan = await importing.plan(desk.db, community, await files.text_of(desk.db, number) or "", desk.now)
    except BadTableError as bad:
        raise Mistake(bad.say, "table") from bad
    return Tell(cards.preview((community.id, community.name), number, _counts(plan), plan.problems, plan.unknown))


@route("rosters.take", who=Role.ANIMATOR)
async def take(_ask: Ask, desk: Desk, community_id: int, number: int, announce: int) -> Reply:
    """Takes in the good lines of a table the asker looked at; what is there already stays as it is."""
    community = await desk.community(community_id, Role.ANIMATOR)
    found = await desk.file(file_name(number), "table", "table")
    text = await files.text_of(desk.db, found) if found else None
    if text is None:
        raise Mistake(Say("rosters.gone"))
    try:
        plan = await importing.take(desk.db, community, text, desk.now, by=desk.member.id, announce=bool(announce))
    except BadTableError as bad:
        raise Mistake(bad.say) from bad
    return Replace(cards.taken(_counts(plan), announced=bool(announce)))


def _counts(plan: Plan) -> Counts:
    return Counts(plan.sessions, plan.past, plan.already, plan.people)


@route("rosters.export", who=Role.ANIMATOR, command="session export")
async def export(ask: Ask, desk: Desk) -> Reply:
    """Sends the asker the sessions of the community they animate, with who is on the lists and who came."""
    community = await desk.animated(ask.channel)
    found = await rosters.every(desk.db, community.id)
    if not found:
        raise Mistake(Say("rosters.nothing_to_write", community=community.name))
    try:
        number = await files.keep_document(
            desk.db,
            workspace_id=desk.workspace.id,
            member_id=desk.member.id,
            name=f"sessions {community.name}.csv",
            media_type="text/csv",
            content=rules.write(found, desk.language),
            now=desk.now,
        )
    except files.TooLarge as large:
        raise Mistake(Say("rosters.too_large")) from large
    await outbox.owe(
        desk.db,
        about=f"session-table:{number}",
        draw=str(to("rosters.written", community.id, number)),
        workspace_id=desk.workspace.id,
        due_at=desk.now,
        language=desk.language,
        member_id=desk.member.id,
        community_id=community.id,
        subject=file_name(number),
        at_once=True,
    )
    return Tell(Say("rosters.coming", community=community.name))
