"""Words for plans at scale: made by us, in the tone of residents, and the same for the same number every time."""

from __future__ import annotations

from random import Random

_WHAT = (
    "Geveltuinen", "Een bankje", "Een boekenkast", "Een moestuin", "Een speelplek", "Jeu de boules", "Een straatfeest",
    "Een koffieochtend", "Fietsnietjes", "Een waterpomp", "Een repaircafé", "Een wandelgroep", "Nestkasten",
    "Een muurschildering", "Een huiskamerconcert", "Een buitenbioscoop", "Een ruilwinkel", "Een bloemenberm",
    "Een klimboom", "Een taalcafé", "Een kookclub", "Samen vegen", "Een pluktuin", "Een schaaktafel",
)  # fmt: skip
_WHERE = (
    "aan de Taludweg", "bij de vijver", "in de Bosdrift", "op het plein", "langs het spoor", "achter de school",
    "aan de Kerkelandenlaan", "in het park", "bij de kinderboerderij", "in de Bloemenbuurt", "aan de Gijsbrecht",
    "naast het buurthuis", "in de Schilderswijk", "bij de flat", "aan de Larenseweg", "aan de Minckelersstraat",
)  # fmt: skip
_WHY = (
    "Dan leren we elkaar kennen.", "Dat maakt de straat groen en koel.", "Kinderen spelen nu tussen de auto's.",
    "Ouderen zitten nu veel alleen binnen.", "Het is er kaal en grijs.", "Zo houden we het samen schoon.",
    "Iedereen mag meedoen, ook wie hier net woont.", "Het kost weinig en het blijft lang mooi.",
)  # fmt: skip
_EFFORT = (
    "Tien buren helpen mee op een zaterdag.", "We geven om de beurt water.", "De klusser van nummer 12 timmert het.",
    "We vegen elke maand zelf.", "Een groep ouders let op.", "We vragen ook geld aan een fonds.",
)  # fmt: skip


def words_of(number: int) -> dict[str, str]:
    """Title, slug, summary, body, own effort and place of the plan with this number."""
    pick = Random(number)
    what, where = pick.choice(_WHAT), pick.choice(_WHERE)
    reasons, efforts = pick.sample(_WHY, 4), pick.sample(_EFFORT, 3)
    return {
        "title": f"{what} {where} ({number})",
        "slug": f"plan-{number}",
        "summary": f"{what} {where}. {reasons[0]}",
        "body": "\n\n".join(
            f"{what} {where}. {reason} {effort}" for reason, effort in zip(reasons, efforts, strict=False)
        ),
        "own_effort": " ".join(efforts),
        "place": where.capitalize(),
    }
