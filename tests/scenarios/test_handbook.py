"""The peers' handbook: asked for by an animator, received as two documents, without what was taken back since."""

from __future__ import annotations

from tests.scenarios.opening import opening
from tests.scenarios.someone import Someone
from tests.scenarios.story import Story
from tests.scenarios.turns import crossed

NASTY = 'I *managed* to <script>alert("x")</script> & [listen](javascript:alert) @everyone'
PLAIN = r"\<script\>alert(\"x\")\</script\>".replace('\\"', '"')


async def asked(amina: Someone) -> dict[str, str]:
    """The two documents that come to Amina, by their ending."""
    await amina.types("handbook")
    return {name.rpartition(".")[2]: content.decode() for name, content in amina.letter.files.items()}


@crossed
async def test_an_animator_receives_what_people_share_now(story: Story) -> None:
    cast = await opening(story)
    lina, hugo, amina = cast.lina, cast.hugo, cast.amina
    await amina.types("handbook")
    assert amina.reads(amina.told, "handbook.nothing", community=story.community)
    await hugo.types("handbook")
    assert hugo.reads(hugo.told, "help.only.animator")
    await lina.types("win")
    await lina.fills(words=NASTY, shown_as="first_name")
    sent = lina.told
    await hugo.types("win")
    await hugo.fills(words="I managed to say no, kindly.", shown_as="anonymous")

    both = await asked(amina)
    assert amina.reads(amina.told, "handbook.coming", community=story.community)
    assert amina.reads(amina.letter, "handbook.written", community=story.community)
    assert set(both) == {"html", "md"}
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; [listen]" in both["html"]
    assert "<script" not in both["html"]
    assert PLAIN in both["md"]
    assert "> — Lina\n" in both["md"]
    assert "Hugo" not in both["md"] + both["html"]

    await lina.presses(sent, "pride.take_back")
    again = await asked(amina)
    assert "alert" not in again["html"] + again["md"]
    assert "I managed to say no, kindly." in again["md"]
