"""A revoked token, a platform out of reach: messages wait for as long as it lasts, and it is said once."""

from __future__ import annotations

from datetime import timedelta

from slack_sdk.errors import SlackApiError
from structlog.testing import capture_logs

from bot.delivery import MOST_TRIES
from bot.platforms import Shut
from bot.platforms.slack.errors import NOT_LET_IN, sorted_out
from storage.database import Database
from storage.outbox import DUE, SENT
from tests.bot.test_delivery import Post
from tests.conftest import StillClock


async def test_what_is_owed_waits_until_the_bot_is_let_in_again(database: Database, clock: StillClock) -> None:
    post = Post(database, clock)
    await post.owe("one")
    post.chat.faults = [Shut("token_revoked", 60, NOT_LET_IN) for _ in range(MOST_TRIES + 2)]
    with capture_logs() as logs:
        for _ in range(MOST_TRIES + 2):
            await post.flow()
            waiting = await post.state("one")
            assert (waiting.state, waiting.attempts, waiting.failure) == (DUE, 0, "token_revoked")
            clock.move_to(clock.now() + timedelta(seconds=61))
        await post.flow()
    assert (await post.state("one")).state == SENT
    assert len(post.chat.kept) == 1
    assert post.chat.asked == [], "it was never sent: there was nothing to look for"
    said = [line["event"] for line in logs if line["event"].startswith("platform.")]
    assert said == ["platform.shut", "platform.open_again"]


def test_slack_says_that_a_token_is_revoked() -> None:
    for code in ("token_revoked", "invalid_auth", "account_inactive"):
        found = sorted_out(SlackApiError("no", Answer(code)))  # type: ignore[no-untyped-call]
        assert isinstance(found, Shut)
        assert (found.code, found.what) == (code, NOT_LET_IN)


class Answer(dict[str, str]):
    """What Slack answers with an error."""

    status_code = 200
    headers: dict[str, str] = {}  # noqa: RUF012

    def __init__(self, error: str) -> None:
        super().__init__(error=error)
