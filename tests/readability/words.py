"""Words that our texts avoid, each with the better one. From the voice of the house and plain-language guides."""

from __future__ import annotations

import re

# Regular expression of the whole word or phrase, and what to write instead.
AVOID = (
    (r"aangaande", "over"),
    (r"aangezien", "omdat"),
    (r"adhesie", "steun"),
    (r"alsmede|alsook", "en, ook"),
    (r"alvorens", "voordat"),
    (r"bedoelde|desbetreffende?", "deze, dit"),
    (r"belanghebbenden?", "bewoners, buren"),
    (r"betreffende|betrekkende", "over"),
    (r"met betrekking tot", "over"),
    (r"beschikking(?:en)?", "besluit"),
    (r"bewerkstelligen", "zorgen voor"),
    (r"bijgevolg", "daarom"),
    (r"bovengenoemde?|bovenstaande?|onderstaande?|ondergetekenden?", "zeg wat je bedoelt"),
    (r"burgers?", "bewoners, inwoners"),
    (r"conform", "volgens"),
    (r"dan ?wel", "of"),
    (r"derhalve", "daarom"),
    (r"desalniettemin|desondanks", "toch"),
    (r"desgewenst", "als je wilt"),
    (r"(?:dient|dienen) te", "moet, moeten"),
    (r"doch", "maar"),
    (r"door middel van|middels", "met, door"),
    (r"draagvlakmeting", "kijken hoeveel buren meedoen"),
    (r"echter", "maar"),
    (r"eveneens|tevens", "ook"),
    (r"faciliteren|gefaciliteerd", "helpen, mogelijk maken"),
    (r"geconstateerd|constateren", "gezien, zien"),
    (r"gecommitteerde?", "toegezegd"),
    (r"geenszins", "niet"),
    (r"gelieve", "wil je"),
    (r"geïmplementeerd|implementeren|implementatie", "invoeren"),
    (r"gerealiseerd|realiseren|realisatie", "maken, bouwen, doen"),
    (r"heden|thans", "nu"),
    (r"hetgeen", "wat"),
    (r"hiertoe|hieromtrent|hierbij delen", "zeg het gewoon"),
    (r"in het kader van", "voor, door"),
    (r"in verband met", "door, voor, vanwege"),
    (r"indien", "als"),
    (r"ingevolge|krachtens|uit hoofde van", "volgens"),
    (r"initiëren|geïnitieerd", "beginnen"),
    (r"inzake", "over"),
    (r"jegens", "tegen"),
    (r"klik hier", "zeg waar de link naartoe gaat"),
    (r"met inachtneming van|met in acht neming van", "volgens"),
    (r"mits", "als"),
    (r"naar aanleiding van", "door, na, over"),
    (r"nopens|omtrent", "over"),
    (r"onderhavige?", "deze, dit"),
    (r"ongeldige?", "zeg wat de lezer moet doen"),
    (r"onverwijld", "meteen"),
    (r"op basis van", "door, met, volgens"),
    (r"op grond van", "volgens"),
    (r"participanten|participeren", "meedoen"),
    (r"pleegt te|plegen te", "doet meestal"),
    (r"raadplegen|geraadpleegd", "bekijken"),
    (r"reeds", "al"),
    (r"respectievelijk(?:e)?", "en, of"),
    (r"resterende?", "nog vrij, over"),
    (r"slechts", "alleen, maar"),
    (r"stakeholders?|actoren", "noem ze"),
    (r"te allen tijde", "altijd"),
    (r"te zijner tijd", "zeg wanneer"),
    (r"ten aanzien van|ten opzichte van", "over, vergeleken met"),
    (r"ten behoeve van|t\.b\.v\.", "voor"),
    (r"ten gevolge van|als gevolg van", "door"),
    (r"ten ?einde", "om"),
    (r"ter zake|terzake", "daarover"),
    (r"trachten", "proberen"),
    (r"uitsluitend", "alleen"),
    (r"uwerzijds|onzerzijds", "van u, van ons"),
    (r"van toepassing", "geldt"),
    (r"verplicht veld|verplichte velden", "zeg wat de lezer moet invullen"),
    (r"verstrekken|verstrekt|verstrekte", "geven, geeft"),
    (r"vigerende?", "geldend, van nu"),
    (r"voorn(?:oemde?|emens)", "deze, van plan"),
    (r"voorts", "ook, verder"),
    (r"waarborgen|gewaarborgd", "zorgen voor"),
    (r"wederom", "weer"),
    (r"zodanige?", "zo"),
    (r"zorg ?dragen|draagt zorg", "zorgen voor"),
    (r"zulks", "dit, dat"),
    (r"m\.b\.t\.|i\.v\.m\.|n\.a\.v\.|m\.u\.v\.|i\.o\.m\.|o\.b\.v\.|o\.g\.v\.", "schrijf het uit"),
)
_AVOID = [(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), better) for pattern, better in AVOID]
_FORMAL = re.compile(r"(?<![\w.'’\\-])(?:u|uw|uzelf)(?![\w'’\\-]|\.\w)", re.IGNORECASE)
_FAMILIAR = re.compile(r"(?<![\w'’-])(?:je|jij|jou|jouw|jullie)(?![\w-])", re.IGNORECASE)


def avoided(sentence: str) -> list[tuple[str, str]]:
    """Words of the sentence that we avoid, each with what to write instead."""
    return [(match[0].lower(), better) for pattern, better in _AVOID for match in pattern.finditer(sentence)]


def formal(sentence: str) -> list[str]:
    """Where the sentence says "u" or "uw"."""
    return _FORMAL.findall(sentence)


def familiar(sentence: str) -> list[str]:
    """Where the sentence says "je", "jij", "jouw" or "jullie"."""
    return _FAMILIAR.findall(sentence)
