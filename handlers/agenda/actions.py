"""What people do around a session: put it in their calendar, ask its trainer something; the trainer answers."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from handlers.agenda import cards, event, rules, sending, views
from handlers.chat.asks import Ask
from handlers.chat.files import file_name
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.words import Say
from handlers.desk import Desk
from storage import files, invitations, outbox, questions, sessions
from storage.questions import Asked
from storage.sessions import Outline


@route("agenda.file", who=Role.ANYONE)
async def file(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Sends the asker the file that puts the session in their calendar, as it is now."""
    outline = await _session(desk, session_id)
    told = views.told(outline, desk.workspace, await invitations.agenda(desk.db, session_id))
    version = await invitations.tell(desk.db, session_id, told.fingerprint, desk.now)
    number = await files.keep_document(
        desk.db,
        workspace_id=desk.workspace.id,
        member_id=desk.member.id,
        name=f"{outline.course}.ics",
        media_type="text/calendar",
        content=event.written(told, version.sequence, version.changed_at),
        now=desk.now,
    )
    await outbox.owe(
        desk.db,
        about=f"session-file:{number}",
        draw=str(to("agenda.file_sent", session_id, number)),
        workspace_id=desk.workspace.id,
        due_at=desk.now,
        language=desk.language,
        member_id=desk.member.id,
        community_id=outline.community.id,
        subject=file_name(number),
        at_once=True,
    )
    return Tell(Say("agenda.file_coming", course=outline.course))


@route("agenda.ask", who=Role.ANYONE, opens_form=True)
async def ask(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """The form of a question to the trainer."""
    await _open(desk, session_id)
    return Open(cards.ask_form(session_id))


@route("agenda.send_question", who=Role.ANYONE)
async def send_question(ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Keeps the question, and owes it to the thread of the session and to who can answer it."""
    outline = await _open(desk, session_id)
    words = rules.clean(ask.answers.get("words", ""), rules.LONGEST)
    if words is None:
        raise Mistake(Say("agenda.bad_words", shortest=rules.SHORTEST, longest=rules.LONGEST), "words")
    name = ask.answers.get("name", "")
    if name not in rules.NAMES:
        raise Mistake(Say("agenda.bad_name"), "name")
    if await questions.unanswered(desk.db, session_id, desk.member.id) >= rules.MOST_WAITING:
        raise Mistake(Say("agenda.too_many", n=rules.MOST_WAITING), "words")
    question_id = await questions.ask(
        desk.db,
        session_id=session_id,
        member_id=desk.member.id,
        words=words,
        anonymous=name == rules.ANONYMOUS,
        day=desk.now.astimezone(ZoneInfo(outline.session.zone)).date().isoformat(),
    )
    asked = await _question(desk, question_id)
    in_thread = await sending.to_thread(desk, asked, "asked")
    await sending.to_trainer(desk, asked)
    return Tell(cards.sent(await views.shown(desk.db, asked), in_thread=in_thread))


@route("agenda.withdraw", who=Role.ANYONE)
async def withdraw(_ask: Ask, desk: Desk, question_id: int) -> Reply:
    """The author takes a question back: its words go from every message."""
    asked = await _question(desk, question_id)
    if not await questions.is_by(desk.db, asked.question, desk.member.id):
        raise Mistake(Say("help.outdated"))
    await questions.withdraw(desk.db, question_id)
    await outbox.touch(desk.db, questions.subject_for(asked.session.id, desk.member.id))
    return Replace(cards.withdrawn())


@route("agenda.answer", who=Role.ANYONE, opens_form=True)
async def answer(_ask: Ask, desk: Desk, question_id: int) -> Reply:
    """The form of the answer, to who may give it."""
    return Open(cards.reply_form(question_id, (await _answerable(desk, question_id)).question.answer or ""))


@route("agenda.reply", who=Role.ANYONE)
async def reply(ask: Ask, desk: Desk, question_id: int) -> Reply:
    """Keeps the answer, and owes it to the thread and, in private, to who asked."""
    asked = await _answerable(desk, question_id)
    words = rules.clean(ask.answers.get("words", ""), rules.LONGEST_ANSWER)
    if words is None:
        raise Mistake(Say("agenda.bad_words", shortest=rules.SHORTEST, longest=rules.LONGEST_ANSWER), "words")
    is_first = asked.question.answer is None
    if not await questions.answer(desk.db, question_id, words, desk.member.id):
        raise Mistake(Say("agenda.gone"))
    await outbox.touch(desk.db, questions.subject(question_id))
    await sending.to_thread(desk, asked, "answered")
    await sending.to_author(desk, asked, is_first=is_first)
    return Tell(Say("agenda.thanks_answer"))


@route("agenda.mine", who=Role.ANYONE, command="session questions")
async def mine(_ask: Ask, desk: Desk) -> Reply:
    """The questions the asker asked, and those that wait for them."""
    asked = await questions.of_member(desk.db, desk.member.id, most=rules.MOST_LISTED)
    waiting = await questions.to_answer(desk.db, desk.workspace.id, desk.member.id, rules.MOST_LISTED)
    return Tell(
        cards.mine(
            [await views.shown(desk.db, one) for one in asked], [await views.shown(desk.db, one) for one in waiting]
        )
    )


async def _session(desk: Desk, session_id: int) -> Outline:
    """The session, of the asker's workspace. Raises Mistake."""
    outline = await sessions.outline(desk.db, session_id, desk.workspace.id)
    if outline is None:
        raise Mistake(Say("help.outdated"))
    return outline


async def _open(desk: Desk, session_id: int) -> Outline:
    """The session, when its trainer may still be asked. Raises Mistake."""
    outline = await _session(desk, session_id)
    why = rules.refusal(outline.session.state, outline.session.ends_at, desk.now)
    if why is not None:
        raise Mistake(Say(f"agenda.no_more.{why}", course=outline.course))
    return outline


async def _question(desk: Desk, question_id: int) -> Asked:
    """The question, of the asker's workspace. Raises Mistake."""
    asked = await questions.find(desk.db, question_id, desk.workspace.id)
    if asked is None:
        raise Mistake(Say("help.outdated"))
    return asked


async def _answerable(desk: Desk, question_id: int) -> Asked:
    """The question, when the asker is the trainer of its session or animates its community. Raises Mistake."""
    asked = await _question(desk, question_id)
    if asked.session.trainer_id != desk.member.id:
        await desk.community(asked.community.id, Role.ANIMATOR)
    if asked.question.words is None:
        raise Mistake(Say("agenda.gone"))
    return asked
