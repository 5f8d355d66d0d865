"""A small world in which every address leads to something that exists: three wijken, their people and their cases.

Each wijk has the same cases, so that "own" and "foreign" differ in nothing but the wijk. A 404 because the thing is
not there would prove nothing.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import timedelta

from PIL import Image

from django.core.files.uploadedfile import SimpleUploadedFile

from cms import tokens
from cms.models import Follow, Purpose, Role, Token, Wijk
from cms.registries import DemoContext
from cms.town import build_places, read_town
from cms.uploads import clean_file, clean_image
from pages.calendar import signups
from pages.models import Occurrence
from participation.codes import Stance
from participation.models import (
    Applicant,
    EvaluationAnswer,
    Export,
    ExportRight,
    HandMoneyExpense,
    LetterTemplate,
    Outage,
    Owner,
    SavedView,
    StandardAnswer,
    Submission,
    TermRule,
)
from participation.services import (
    aftercare,
    answers,
    co_initiators,
    drafts,
    grant_account,
    hand_money,
    moderate,
    proof,
    submit,
    support_entry,
    upkeep,
)
from participation.services.public_decisions import publish_decision
from participation.town import build_rules
from tests.conftest import NOW
from tests.factories import participation as cases
from tests.factories.after import granted_with_deal, main_of
from tests.factories.cms import link_text, staff
from tests.factories.pages import Tree, make_tree
from tests.factories.personas import People, make_people
from tests.matrix.canaries import canary
from tests.matrix.editorial import Editorial, make_editorial
from tests.matrix.every_page import scale_pictures
from tests.matrix.neighbours import ask_help_and_follow
from tests.matrix.polls import poll_tokens

AREAS = {"zuid": "1214AA", "oost": "1221AB", "centrum": "1211AA"}
# What a case in each wijk is; a table row names the one that its action fits.
CASE_KINDS = ("bekeken", "geplaatst", "zoekt", "besluit", "voorstel", "college", "toegekend")


@dataclass
class World:
    """Everything that an address can name."""

    tree: Tree
    wijken: dict[str, Wijk]
    people: People
    editorial: Editorial
    # By kind and wijk; "nergens" is the wijk of a case without one.
    cases: dict[tuple[str, str], Submission] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    # Of somebody who is none of the personas: views kept alone and shared, and a file of cases.
    views: list[SavedView] = field(default_factory=list)
    exports: list[Export] = field(default_factory=list)
    # Paid from hand money, by wijk.
    expenses: dict[str, HandMoneyExpense] = field(default_factory=dict)

    def case(self, kind: str, wijk: str) -> Submission:
        """A case. Without a wijk there is only one that came in."""
        return self.cases["binnen" if wijk == "nergens" else kind, wijk]


def make_world() -> World:
    """Build it, all on NOW."""
    context = DemoContext(now=NOW, data={"town": read_town()})
    build_places(context)
    build_rules(context)
    wijken = {wijk.slug: wijk for wijk in Wijk.objects.all()}
    tree = make_tree(*(wijken[slug] for slug in AREAS))
    people = make_people(tree, wijken, today=NOW.date())
    world = World(tree, wijken, people, make_editorial(tree, people, wijken))
    for slug in AREAS:
        _cases_of(world, slug)
    world.cases["binnen", "nergens"] = _send(None, "nergens", title=canary("titel", "nergens"))
    _hidden_cases(world)
    _desk(world)
    _spend_hand_money(world)
    _links(world)
    scale_pictures()
    return world


def _desk(world: World) -> None:
    """An owner of cases, the right to files with contact data, and what a colleague keeps."""
    Owner.objects.create(name="Beheer groen")
    EvaluationAnswer.objects.create(year=NOW.year - 1, letter="a", question="Ging het goed?", answer="Ja.")
    answers.save_text(answer=StandardAnswer.objects.create(name="Dank"), text="Dank je wel.", by=None, now=NOW)
    LetterTemplate.objects.get_or_create(kind="grant")
    TermRule.objects.create(valid_from=NOW.date())
    Outage.objects.create(from_at=NOW - timedelta(hours=2), until_at=NOW, what="Onderhoud")
    colleague = staff(Role.TEAMMANAGER)
    ExportRight.objects.create(user=colleague)
    for name, is_shared in (("alleen", False), ("gedeeld", True)):
        given = {"query": "van=mij", "is_shared": is_shared, "created_at": NOW}
        world.views.append(SavedView.objects.create(maker=colleague, name=name, **given))
    expires_at = NOW + timedelta(hours=1)
    given = {"state": "ready", "file": "uitvoer/aa/x.json", "asked_at": NOW, "expires_at": expires_at}
    world.exports.append(Export.objects.create(user=colleague, **given))


def _spend_hand_money(world: World) -> None:
    """An expense in each wijk that has cases, booked by somebody who is none of the personas."""
    given = {"sort": "aankoop", "what": "Plantjes", "amount_cents": 1250, "spent_on": NOW.date()}
    for slug in AREAS:
        receipt, wijk = clean_file(picture("bon.png")), world.wijken[slug]
        by = staff(Role.WIJKREGISSEUR, wijk)
        world.expenses[slug] = hand_money.spend(wijk=wijk, receipt=receipt, by=by, now=NOW, **given)


def picture(name: str = "foto.png") -> SimpleUploadedFile:
    """A small picture as a browser sends it."""
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/png")


def _house(world: World, slug: str) -> cases.House:
    """The people who walk the cases: colleagues beside the personas, so that no persona signed or proposed before."""
    wijk = world.wijken[slug]
    cases.fill_pots(wijk, 5_000_000, 800_000)
    return cases.House(
        wijk=wijk,
        wijkregisseur=staff(Role.WIJKREGISSEUR, wijk),
        wijkwethouder=staff(Role.WIJKWETHOUDER, wijk),
        voorzitter=staff(Role.VOORZITTER, cluster=wijk.cluster),
        griffie=staff(Role.GRIFFIE),
    )


def _words(slug: str, number: int, **changes: object) -> dict[str, object]:
    """What the initiator sends: a canary in every field. Each case has an initiator of its own."""
    return {
        "title": f"Plan {canary('titel', slug)}",
        "what": canary("woorden", slug),
        "for_whom": canary("woorden", slug),
        "own_effort": canary("woorden", slug),
        "place_text": canary("woorden", slug),
        "postcode": AREAS.get(slug, ""),
        "name": canary("naam", slug),
        "email": f"{canary('mail', slug)}{number}@example.org",
        "phone": canary("telefoon", slug),
        "address": canary("adres", slug),
        "organisation": canary("groep", slug),
    } | changes


def _send(house: cases.House | None, slug: str, **changes: object) -> Submission:
    words = _words(slug, Submission.objects.count(), **changes)
    return cases.make_submission(house, **({} if house else {"wijk": None}) | words)


def _cases_of(world: World, slug: str) -> None:
    house = _house(world, slug)
    put = world.cases.__setitem__
    words = {key: value for key, value in _words(slug, 0).items() if key not in ("title", "email")}

    def common(number: int, **changes: object) -> dict[str, object]:
        return words | {"email": f"{canary('mail', slug)}{number}@example.org"} | changes

    put(("bekeken", slug), _looked_at(house, slug, common(1)))
    put(("geplaatst", slug), cases.published(house, **common(7, asked_cents=480_000)))
    put(("zoekt", slug), _seeking(house, slug, common(2)))
    put(("besluit", slug), cases.to_decide(house, **common(3, asked_cents=150_000)))
    proposed = cases.to_decide(house, **common(4, asked_cents=480_000))
    cases.propose(proposed, house.wijkregisseur)
    put(("voorstel", slug), proposed)
    put(("college", slug), cases.to_decide(house, **common(5, asked_cents=3_000_000)))
    put(("toegekend", slug), _going_on(house, common(6, asked_cents=480_000)))
    decided = world.cases["toegekend", slug]
    publish_decision(submission=decided, by=house.wijkregisseur, expected_version=decided.version, now=NOW)
    put(("klein", slug), _promised(house, slug))
    for kind in (*CASE_KINDS, "klein"):
        _talk(world.cases[kind, slug], house, slug)
    for case in Submission.objects.filter(wijk=house.wijk):
        case.verdicts.update(note=canary("oordeel", slug))


def _going_on(house: cases.House, words: dict[str, object]) -> Submission:
    """Granted, with a buurtdeal on offer, a photograph and a receipt that nobody looked at yet."""
    case = granted_with_deal(house, **words).submission
    by = main_of(case)
    image = clean_image(picture())
    aftercare.send_photo(applicant=by, image=image, alt="Een bank.", now=NOW)
    given = {"side": "cost", "description": "Planten", "amount_cents": 5_000, "receipt": image, "now": NOW}
    grant_account.add_line(applicant=by, **given)
    case.refresh_from_db()
    return case


def _promised(house: cases.House, slug: str) -> Submission:
    """Something small on a day, that a person looks at."""
    promise = upkeep.Promise(
        route="straatfeest",
        route_title=f"Feest {canary('titel', slug)}",
        promise="Ik ruim alles op.",
        name=canary("naam", slug),
        email=f"{canary('mail', slug)}8@example.org",
        place_text=canary("woorden", slug),
        remarks=canary("woorden", slug),
        wijk=house.wijk,
        happens_on=NOW.date() + timedelta(days=30),
    )
    return upkeep.sign(promise=promise, now=NOW)


def _looked_at(house: cases.House, slug: str, words: dict[str, object]) -> Submission:
    """In review: a text for the site that is not on it, and a picture."""
    title = f"Plan {canary('titel', slug)}"
    case = cases.confirmed(cases.in_review(house, title=title, files=[clean_image(picture())], **words))
    moderate.save_public_text(
        submission=case,
        by=house.wijkregisseur,
        expected_version=case.version,
        title=title,
        summary=canary("woorden", slug),
        body=canary("woorden", slug),
        now=NOW,
    )
    return case


def _seeking(house: cases.House, slug: str, words: dict[str, object]) -> Submission:
    """On the site, with a supporter, a concern, and two who did not confirm yet."""
    case = cases.gathering(house, **words)
    _without_mail(case, house, slug)
    ask_help_and_follow(case, house, slug)
    for number in range(2):
        email = f"{canary('steunermail', slug)}{number}@example.org"
        cases.confirm_support(cases.give(case, email, AREAS[slug]))
    concern = {"stance": Stance.CONCERN, "text": canary("zorg", slug)}
    cases.confirm_support(cases.give(case, f"{canary('steunermail', slug)}z@example.org", AREAS[slug], **concern))
    cases.give(case, f"{canary('steunermail', slug)}n@example.org", AREAS[slug])
    cases.give(case, f"{canary('steunermail', slug)}m@example.org", AREAS[slug])
    case.refresh_from_db()
    return case


def _without_mail(case: Submission, house: cases.House, slug: str) -> None:
    """Proof beside the figures, a card on paper, and an organisation that nobody checked yet."""
    by = house.wijkregisseur
    proof.add_proof(submission=case, by=by, kind="survey", text=canary("notitie", slug), now=NOW)
    card = {"postcode": AREAS[slug], "house_number": "7", "now": NOW}
    support_entry.enter(submission=case, by=by, channel="paper", initials="A.", **card)
    party = {"party": "school", "party_name": "De Hoeksteen"}
    support_entry.enter(submission=case, by=by, channel="phone", initials="B.", **card, **party)


def _talk(case: Submission, house: cases.House, slug: str) -> None:
    by = house.wijkregisseur
    moderate.send_message(submission=case, by=by, text=canary("bericht", slug), now=NOW)
    moderate.add_note(submission=case, by=by, text=canary("notitie", slug), now=NOW)
    applicant = Applicant.objects.select_related("submission").get(submission=case, is_main=True)
    moderate.receive_message(applicant=applicant, text=canary("antwoord", slug), now=NOW)
    case.refresh_from_db()


def _hidden_cases(world: World) -> None:
    """Once on the site, and not any more: taken off, spam, merged."""
    house = _house(world, "zuid")
    words = {key: value for key, value in _words("zuid", 0).items() if key != "title"}
    for number, kind in enumerate(("weggehaald", "spam", "samengevoegd"), start=10):
        case = cases.published(house, **words | {"email": f"{canary('mail', 'zuid')}{number}@example.org"})
        if kind == "weggehaald":
            moderate.unpublish(submission=case, by=house.wijkregisseur, expected_version=case.version, now=NOW)
        elif kind == "spam":
            cases.move(case, "spam", house.wijkregisseur)
        else:
            into = {"merged_into": world.case("zoekt", "zuid"), "reason": "dubbel", "text": "Samen verder."}
            cases.move(case, "merged", house.wijkregisseur, **into)
        world.cases[kind, "zuid"] = case


def _links(world: World) -> None:
    """One link of every kind, to things of Zuid."""
    case = world.case("zoekt", "zuid")
    applicant = Applicant.objects.get(submission=case, is_main=True)
    fresh = Applicant.objects.get(submission=world.case("binnen", "nergens"), is_main=True)
    (invited,) = co_initiators.invite(submission=case, by=applicant, emails=["mede@example.org"], now=NOW)
    voice = case.supports.filter(confirmed_at__isnull=True).latest("pk")
    given = case.supports.filter(confirmed_at__isnull=False, stance=Stance.SUPPORT).latest("pk")
    helper, follower = case.help_offers.get(), Follow.objects.get(subject=f"initiative:{case.pk}")
    draft = drafts.save(draft=None, data={"wat": canary("concept", "zuid"), "email": "concept@example.org"}, now=NOW)
    held = Occurrence.objects.filter(activity__takes_signups=True, activity__wijken=world.wijken["zuid"]).in_order()[0]
    comes = signups.sign_up(occurrence=held, name="Nadia", email="nadia@example.org", people=1, language="nl", now=NOW)
    world.tokens = {
        "confirm_signup": link_text(Purpose.CONFIRM_SIGNUP, f"signup:{comes.pk}"),
        "cancel_signup": link_text(Purpose.CANCEL_SIGNUP, f"signup:{comes.pk}"),
        "confirm_email": link_text(Purpose.CONFIRM_EMAIL, f"applicant:{fresh.pk}"),
        "my_plan": submit.my_plan_token(applicant=applicant, now=NOW),
        "co_initiator": link_text(Purpose.CO_INITIATOR, f"applicant:{invited.pk}"),
        "receipt": submit.receipt_token(submission=case, now=NOW),
        "confirm_support": link_text(Purpose.CONFIRM_SUPPORT, f"support:{voice.pk}"),
        "withdraw_support": withdraw_link(given.pk),
        "confirm_help": link_text(Purpose.CONFIRM_HELP, f"help:{helper.pk}"),
        "withdraw_help": link_text(Purpose.WITHDRAW_HELP, f"help:{helper.pk}"),
        "confirm_follow": link_text(Purpose.CONFIRM_FOLLOW, f"follow:{follower.pk}"),
        "stop_follow": link_text(Purpose.STOP_FOLLOW, f"follow:{follower.pk}"),
        "draft": drafts.token(draft=draft, now=NOW),
        **poll_tokens(world),
    }


def withdraw_link(pk: int) -> str:
    """The link in the mail that thanks for support."""
    found = Token.objects.filter(purpose=Purpose.WITHDRAW_SUPPORT, subject=f"support:{pk}").last()
    if found is None:
        found = tokens.issue(
            purpose=Purpose.WITHDRAW_SUPPORT, subject=f"support:{pk}", now=NOW, valid_for=timedelta(days=7)
        )
    return tokens.text_of(found)
