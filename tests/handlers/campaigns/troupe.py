"""A theatre whose community has capsules, and a campaign of them; buttons are pressed where they are shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handlers.chat.cards import Card
from handlers.chat.replies import Replace, Reply, Tell
from storage import campaigns, capsules, communities, sessions
from storage.campaigns import Outline
from storage.capsules import Source
from storage.communities import Community
from storage.schedules import Schedule
from tests.handlers.theatre import Theatre

TITLES = ("Say what you saw", "Ask first", "Thank precisely", "Look ahead")
DAYS = (0, 1, 7, 30)


def card_of(reply: Reply | None) -> Card:
    assert isinstance(reply, Tell | Replace), reply
    assert isinstance(reply.what, Card), reply.what
    return reply.what


class Troupe(Theatre):
    """`ids` are the capsules, `campaign_id` one of the shelf with one capsule on each of DAYS."""

    ids: tuple[int, ...] = ()
    campaign_id = 0

    async def set_up(self) -> None:
        await super().set_up()
        sources = [Source(f"t/{t}", None, t, "Facts", "text", "Look.", "", 1, "easy", "en", t) for t in TITLES]
        async with self.database.transaction() as db:
            kept = await capsules.keep(db, sources, self.clock.now())
            self.ids = tuple(kept[source.origin][0] for source in sources)
            steps = tuple((id_, days, "") for id_, days in zip(self.ids, DAYS, strict=True))
            await campaigns.keep(db, Outline("t/c.yaml", None, "First month", "09:00", steps), self.clock.now())
            ((found, _),) = await campaigns.offered(db, self.community_id, most=5)
            self.campaign_id = found.id

    async def home(self) -> Community:
        async with self.database.reading() as db:
            found = await communities.by_id(db, self.community_id)
            assert found is not None
            return found

    async def coming_session(self, days: int = 10) -> int:
        """A session of the community at two in the afternoon, so many days from now."""
        async with self.database.transaction() as db:
            home = await communities.by_id(db, self.community_id)
            assert home is not None
            at = (self.clock.now() + timedelta(days=days)).replace(hour=13)
            made = await sessions.create(
                db, community=home, title="Feedback", starts_at=at, ends_at=at + timedelta(hours=2), created_by=None
            )
            return made.id

    async def filled(self, **answers: str) -> Card:
        """What is shown to be confirmed, for the campaign started as the form says."""
        said = {"date": "2026-12-01", "session": "none", "time": "09:00", "holidays": "keep"} | answers
        return card_of(await self.press("amina", "campaigns.start", self.campaign_id, self.community_id, filled=said))

    async def goes(self, card: Card, route: str, who: str = "amina") -> Card:
        """The card that the button of this route leads to."""
        link = next(link for link in card.links() if link.route == route)
        return card_of(await self.press(who, route, *link.values))

    async def mistaken(self, card: Card, route: str, who: str = "amina") -> str:
        """The phrase that answers the button of this route."""
        link = next(link for link in card.links() if link.route == route)
        return await self.told(who, route, *link.values)

    async def started(self, **answers: str) -> Card:
        return await self.goes(await self.filled(**answers), "campaigns.confirm")

    async def coming(self) -> list[str]:
        """When what is planned is posted next, on the clocks of UTC, soonest first."""
        found = [one.next_at for one in await self.rows(Schedule) if one.next_at]
        return [f"{at:%m-%d %H:%M}" for at in sorted(found)]

    def moment(self, text: str) -> None:
        """`2026-12-01 08:00`, in UTC."""
        self.clock.move_to(datetime.fromisoformat(text).replace(tzinfo=UTC))
