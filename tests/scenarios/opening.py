"""How most stories begin: a community with its people."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.chat.words import Say
from tests.scenarios.someone import Someone
from tests.scenarios.story import ZONE, Story


@dataclass(frozen=True)
class Cast:
    """Ada administers the workspace, Amina animates the community, Marc follows it, Lina and Hugo learn there."""

    ada: Someone
    amina: Someone
    marc: Someone
    lina: Someone
    hugo: Someone


async def opening(story: Story) -> Cast:
    """Ada makes the community in its channel, and names Amina and Marc."""
    cast = Cast(
        ada=await story.person("Ada Roy", admin=True),
        amina=await story.person("Amina Diallo"),
        marc=await story.person("Marc Olsen"),
        lina=await story.person("Lina Moreau"),
        hugo=await story.person("Hugo Martin"),
    )
    await cast.ada.types("community new")
    assert cast.ada.form.title == story.said(Say("communities.form.new"))
    await cast.ada.fills(name=story.community, language=story.language, zone=ZONE)
    assert cast.ada.reads(cast.ada.told, "communities.made", name=story.community)
    await cast.ada.types("community settings")
    await cast.ada.fills(animators=f"{cast.ada.id} {cast.amina.id}", managers=cast.marc.id)
    assert cast.ada.reads(cast.ada.told, "communities.saved", name=story.community)
    return cast
