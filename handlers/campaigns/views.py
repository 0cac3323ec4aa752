"""What the actions on campaigns find and show together."""

from __future__ import annotations

from datetime import datetime

from handlers.campaigns import acts, cards
from handlers.campaigns.acts import Held
from handlers.campaigns.cards import MOST_UNDER_WAY, PAGE, Page, Row
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.routes import Role
from handlers.chat.words import Say, When
from handlers.desk import Desk
from storage import campaigns, dates, runs
from storage.campaigns import Campaign
from storage.communities import Community
from storage.runs import Planned
from storage.schedules import ACTIVE, PAUSED


async def one(
    desk: Desk, campaign_id: int, community_id: int, *, own: bool = False, alone: bool = False
) -> tuple[Community, Campaign]:
    """A community the asker animates, and a campaign it may start; `own`: that it may change. Raises Mistake.

    `alone`: others who would change it wait for this transaction.
    """
    community = await desk.community(community_id, Role.ANIMATOR)
    campaign = await campaigns.find(desk.db, campaign_id, community.id, alone=alone)
    if campaign is None or (own and campaign.community_id is None):
        raise Mistake(Say("help.outdated"))
    return community, campaign


async def page(desk: Desk, community: Community, number: int) -> Card:
    """What is under way, and a page of campaigns."""
    return cards.page(
        Page(
            community.id,
            community.name,
            await runs.under_way(desk.db, community.id, MOST_UNDER_WAY) if number == 0 else [],
            await campaigns.offered(desk.db, community.id, skip=number * PAGE, most=PAGE),
            await campaigns.count_offered(desk.db, community.id),
            community.zone,
            number,
        )
    )


async def held(desk: Desk, run_id: int) -> Held:
    """A run of a community the asker animates, held by this transaction. Raises Mistake."""
    found = await runs.find(desk.db, run_id)
    if found is None:
        raise Mistake(Say("help.outdated"))
    await desk.community(found.community_id, Role.ANIMATOR)
    run = await acts.hold(desk.db, run_id)
    if run is None:
        raise Mistake(Say("help.outdated"))
    return run


async def followed(desk: Desk, run_id: int, told: Say | None = None) -> Card:
    """A run as it is now."""
    run = await runs.find(desk.db, run_id)
    if run is None:
        raise Mistake(Say("help.outdated"))
    return cards.run(run, [_row(planned) for planned in await runs.posts(desk.db, run_id)], told)


def _row(planned: Planned) -> Row:
    schedule = planned.schedule
    waits = {ACTIVE: "coming", PAUSED: "paused"}.get(schedule.state, "left")
    at = schedule.next_at or dates.instant(datetime.fromisoformat(schedule.local_start), schedule.zone)
    return Row(planned.title, When(at, schedule.zone), planned.became or waits)
