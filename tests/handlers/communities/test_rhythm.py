"""How capsules are posted in a community: what an animator may set, and what is refused."""

from __future__ import annotations

import pytest

from handlers.chat.replies import Open, Tell
from handlers.chat.words import Say
from handlers.communities.rules import known_country, whole_number
from storage.communities import Community
from tests.handlers.theatre import Theatre

USUAL = {"gap": "60", "late": "24", "country": "FR"}


async def kept(theatre: Theatre) -> tuple[int, int, str]:
    one = next(one for one in await theatre.rows(Community) if one.id == theatre.community_id)
    return one.gap_minutes, one.late_hours, one.holidays


async def test_the_form_shows_what_is_set_and_changes_it(theatre: Theatre) -> None:
    reply = await theatre.press("amina", "communities.rhythm")
    assert isinstance(reply, Open)
    assert {one.name: getattr(one, "value", "") for one in reply.form.fields} == USUAL  # the country of the zone
    filled = {"gap": "90", "late": "0", "country": " belgique "}
    await theatre.press("amina", "communities.set_rhythm", theatre.community_id, filled=filled)
    assert await kept(theatre) == (90, 0, "BE")
    await theatre.press("amina", "communities.set_rhythm", theatre.community_id, filled=filled | {"country": ""})
    assert await kept(theatre) == (90, 0, "")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("gap", wrong) for wrong in ("", "-1", "1441", "an hour")),
        *(("late", wrong) for wrong in ("169", "1.5", "٣")),
        *(("country", wrong) for wrong in ("Atlantis", "ZZ", "F")),
    ],
)
async def test_what_is_wrong_is_told_under_its_field_and_changes_nothing(
    theatre: Theatre, field: str, value: str
) -> None:
    before = await kept(theatre)
    reply = await theatre.press("amina", "communities.set_rhythm", theatre.community_id, filled=USUAL | {field: value})
    assert isinstance(reply, Tell)
    assert isinstance(reply.what, Say)
    assert (reply.what.key, reply.field) == (f"communities.bad_{field}", field)
    assert await kept(theatre) == before


async def test_only_its_animators_set_it(theatre: Theatre) -> None:
    before = await kept(theatre)
    for who in ("lina", "mona", "elsa"):
        reply = await theatre.press(who, "communities.set_rhythm", theatre.community_id, filled=USUAL | {"gap": "5"})
        assert isinstance(reply, Tell)
        assert reply.what == Say("help.only.animator")
    assert await kept(theatre) == before


def test_countries_are_known_by_code_and_by_name_in_both_languages() -> None:
    assert [known_country(one) for one in ("fr", "Germany", "allemagne", "Côte d’Ivoire", "DE")] == [
        "FR",
        "DE",
        "DE",
        "CI",
        "DE",
    ]
    assert [known_country(one) for one in ("", "001", "Europe", "zzz")] == [None] * 4
    assert [whole_number(one, 10) for one in ("0", " 10 ", "11", "1e1", "999999999999")] == [0, 10, None, None, None]
