"""Codes that the tables of participation store, with their Dutch words. Data, no rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What was sent in (inbox.md section 1)."""

    INITIATIVE = "initiative", _("initiatief")
    CHALLENGE = "challenge", _("taak overnemen")
    ACTIVITY = "activity", _("activiteit")
    SIGNAL = "signal", _("signaal")
    UPKEEP = "upkeep", _("iets kleins")


class State(models.TextChoices):
    """Where a case stands, in the words that staff use (inbox.md section 4). Moves between them: workflow.py."""

    RECEIVED = "received", _("Ontvangen")
    IN_REVIEW = "in_review", _("In behandeling")
    WAITING_INITIATOR = "waiting_initiator", _("Wacht op indiener")
    GATHERING_SUPPORT = "gathering_support", _("Zoekt steun")
    ADVICE = "advice", _("Wacht op advies")
    TO_DECIDE = "to_decide", _("Ter besluit")
    GRANTED = "granted", _("Toegekend")
    PARTLY_GRANTED = "partly_granted", _("Voor een deel toegekend")
    REJECTED = "rejected", _("Afgewezen")
    SET_ASIDE = "set_aside", _("Buiten behandeling gesteld")
    TAKEN_ALONG = "taken_along", _("Meegenomen in werk")
    REFERRED = "referred", _("Doorverwezen")
    STOPPED = "stopped", _("Gestopt")
    WITHDRAWN = "withdrawn", _("Ingetrokken")
    MERGED = "merged", _("Samengevoegd")
    SPAM = "spam", _("Ongewenst")
    EXECUTING = "executing", _("In uitvoering")
    COMPLETED = "completed", _("Afgerond")
    REOPENED = "reopened", _("Heropend")


class Channel(models.TextChoices):
    """How it came in."""

    WEB = "web", _("website")
    BALIE = "balie", _("balie")
    PHONE = "telefoon", _("telefoon")
    EMAIL = "e-mail", _("e-mail")
    PAPER = "papier", _("papier")


class Scope(models.TextChoices):
    """How far a plan reaches; the draagvlak rule follows from it."""

    STRAAT = "straat", _("voor onze straat")
    BUURT = "buurt", _("voor onze buurt")
    WIJK = "wijk", _("voor de hele wijk")


class Stance(models.TextChoices):
    """What a neighbour says of a plan."""

    SUPPORT = "support", _("steun")
    CONCERN = "concern", _("zorg")


class SupportChannel(models.TextChoices):
    """How support was given; all count alike and are shown apart."""

    EMAIL = "email", _("e-mail")
    PAPER = "paper", _("papier")
    PHONE = "phone", _("telefoon")


class Party(models.TextChoices):
    """Kinds of party besides residents (domain: a person's belief is never recorded)."""

    ENTREPRENEUR = "ondernemer", _("ondernemer")
    ASSOCIATION = "vereniging", _("vereniging of stichting")
    SCHOOL = "school", _("school")
    RELIGIOUS = "kerk_moskee", _("kerk of moskee")
    HOUSING = "corporatie", _("woningcorporatie")
    OTHER = "anders", _("andere organisatie")


class Reason(models.TextChoices):
    """Why a case was moved; the text to the resident says it in words."""

    INCOMPLETE = "incompleet", _("Er ontbreekt nog iets")
    NOT_FROM_WIJK = "niet_uit_wijk", _("Niet van bewoners uit de wijk (criterium 1)")
    NO_SUPPORT = "geen_draagvlak", _("Te weinig draagvlak (criterium 2)")
    OTHER_FUNDING = "andere_financiering", _("Er is ander geld voor (criterium 4)")
    AGAINST_POLICY = "strijdig_beleid", _("Strijdig met beleid (criterium 4)")
    NOT_LAWFUL = "niet_rechtmatig", _("Mag niet of is onvoldoende uitgewerkt (criterium 5)")
    OTHER_BODY = "andere_instantie", _("Hoort bij een andere afdeling of organisatie")
    INVESTMENT = "investering", _("Is een investeringsproject")
    IN_WORK = "in_werk", _("De gemeente neemt het mee in haar werk")
    DUPLICATE = "dubbel", _("Hoort bij een andere zaak")
    AT_REQUEST = "op_verzoek", _("Op verzoek van de indiener")
    NO_ANSWER = "geen_reactie", _("De indiener reageert niet")
    NEW_FACTS = "nieuwe_feiten", _("Er zijn nieuwe feiten")
    OBJECTION = "bezwaar", _("Na een bezwaar")
    BUDGET = "geen_budget", _("Er is geen geld meer")
    OTHER = "anders", _("Anders")


class QuestionRefusal(models.TextChoices):
    """Why a neighbour's question about a plan is not on the site."""

    PERSONAL = "persoonlijk", _("Er staan gegevens van mensen in")
    OFF_TOPIC = "ander_onderwerp", _("De vraag gaat niet over dit plan")
    DUPLICATE = "al_beantwoord", _("De vraag is al beantwoord")
    RUDE = "niet_netjes", _("De vraag is niet vriendelijk gesteld")
    SPAM = "reclame", _("Het is reclame of onzin")


class Verdict(models.TextChoices):
    """What the wijkregisseur finds of one criterion."""

    YES = "ja", _("Ja")
    NO = "nee", _("Nee")
    DOUBT = "twijfel", _("Twijfel")


class Outcome(models.TextChoices):
    """What is decided."""

    GRANT = "grant", _("Toekennen")
    GRANT_PART = "grant_part", _("Voor een deel toekennen")
    REJECT = "reject", _("Afwijzen")


class PotKind(models.TextChoices):
    """Two pots a wijk, and the city-wide ones (domain, Table 1)."""

    SUBSIDY = "subsidy", _("subsidiebudget")
    HAND_MONEY = "hand_money", _("handgeld")
    WIJKKANSEN = "wijkkansen", _("bijzondere wijkkansen")
    PLATFORM = "platform", _("digitaal platform")


class LineKind(models.TextChoices):
    """Kinds of ledger line; what each does to the sums stands in ledger.py."""

    ALLOCATION = "allocation", _("toewijzing")
    TRANSFER = "transfer", _("overheveling")
    CARRY_OVER = "carry_over", _("overloop")
    RESERVATION = "reservation", _("reservering")
    COMMITMENT = "commitment", _("toezegging")
    PAYMENT = "payment", _("betaling")
    EXPENSE = "expense", _("kleine uitgave")
    RELEASE = "release", _("vrijval")
    SETTLEMENT = "settlement", _("vaststelling")
    RECOVERY = "recovery", _("terugvordering")
    CORRECTION = "correction", _("correctie")


# The label of cases that the municipality decides too late on; the standard view of objections counts on it.
LATE_LABEL = ("te-laat-gemeld", "Te laat gemeld")
