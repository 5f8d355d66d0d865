""" "Klopt dit nog?": which pages are asked about, whom, how often; and saying that a page is right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile

from cms.models import AuditEvent, OutgoingMail, User
from cms.registries import periodic_jobs
from pages import reviews
from pages.languages import translate
from pages.models import ActivityPage, AgendaPage, ContentPage, NewsIndexPage, NewsPage, PageReview
from pages.recurrence import Repeat
from pages.services import give_editors_rights, give_editors_rights_everywhere
from tests.conftest import NOW, Mailbox
from tests.factories.calendar import make_activity, make_agenda, page_of
from tests.factories.cms import UserFactory, make_wijk
from tests.factories.pages import Tree, make_content_page, make_tree

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HALF_A_YEAR = timedelta(days=183)


@pytest.fixture(autouse=True)
def friday() -> Iterator[None]:
    """It is Friday 20 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def tree() -> Tree:
    """The pages of Oost and Zuid, that were never published by anybody."""
    return make_tree(make_wijk("oost", "1221"), make_wijk("zuid", "1214"))


def aged(parent: Page, slug: str = "huisregels", ago: timedelta = HALF_A_YEAR + DAY, **fields: object) -> ContentPage:
    """A page that was published so long ago."""
    page = make_content_page(parent, slug.capitalize(), slug, **fields)
    Page.objects.filter(pk=page.pk).update(last_published_at=NOW - ago)
    return page


def editor(group: object, email: str) -> User:
    """An editor of this group."""
    user = UserFactory(email=email)
    user.groups.add(group)
    return user


def stale() -> list[str]:
    """The addresses of the pages to look at."""
    return [page.slug for page in reviews.stale_pages(NOW)]


def test_half_a_year_is_the_border(tree: Tree) -> None:
    aged(tree.home, "op-de-dag", HALF_A_YEAR)
    aged(tree.home, "een-dag-later", HALF_A_YEAR + DAY)
    aged(tree.home, "heel-oud", 3 * HALF_A_YEAR)

    assert stale() == ["heel-oud", "een-dag-later"]


def activity(tree: Tree, title: str, ago: timedelta, **fields: object) -> ActivityPage:
    """A weekly activity that was published so long ago."""
    agenda = AgendaPage.objects.first() or make_agenda(tree.home)
    page = page_of(make_activity(agenda, title, repeat=Repeat.WEEKLY.value, **fields))
    Page.objects.filter(pk=page.pk).update(last_published_at=NOW - ago)
    return page


def test_an_activity_is_asked_about_after_a_year_as_long_as_it_is_to_come(tree: Tree) -> None:
    year = timedelta(days=365)
    activity(tree, "Op de dag", year)
    old = activity(tree, "Een dag later", year + DAY)
    activity(tree, "Voorbij", 2 * year, starts_on=date(2026, 11, 1), until=date(2026, 11, 15))
    activity(tree, "Van het wijkcentrum", 2 * year, import_uid="1@wijkcentrum.example", import_source="x")

    assert stale() == ["een-dag-later"]
    reviews.confirm(page=old, by=UserFactory(), now=NOW - HALF_A_YEAR - DAY)
    assert stale() == []


def test_who_confirms_an_activity_reads_that_we_ask_again_in_a_year(tree: Tree, client: Client) -> None:
    page = activity(tree, "Koffie", timedelta(days=400))
    client.force_login(UserFactory(is_superuser=True))
    answer = client.post(reverse("editors:confirm", args=[page.pk]), follow=True)
    assert "Over een jaar vragen we weer of ‘Koffie’ nog klopt." in answer.text


def test_a_page_that_was_confirmed_is_quiet_for_half_a_year(tree: Tree) -> None:
    page = aged(tree.home, ago=3 * HALF_A_YEAR)
    person = UserFactory()
    reviews.confirm(page=page, by=person, now=NOW - HALF_A_YEAR - DAY)
    assert stale() == ["huisregels"]

    reviews.confirm(page=page, by=person, now=NOW)

    review = PageReview.objects.get()
    assert (review.checked_at, review.checked_by) == (NOW, person)
    assert stale() == []
    assert [event.action for event in AuditEvent.objects.filter(object_id=str(page.pk))] == ["page.confirmed"] * 2


def test_drafts_news_copies_and_translations_are_not_asked_about(tree: Tree) -> None:
    english = Locale.objects.create(language_code="en")
    tree.home.copy_for_translation(english, alias=True)
    aged(tree.home, "concept", live=False)
    news = tree.home.add_child(instance=NewsIndexPage(title="Nieuws", slug="nieuws"))
    news.add_child(instance=NewsPage(title="Bericht", slug="bericht"))
    page = aged(tree.home)
    translated = translate(page, "en", {"Huisregels": "House rules"})
    other = aged(tree.home, "privacy")
    copy = other.copy_for_translation(english, alias=True)
    old = {"last_published_at": NOW - 2 * HALF_A_YEAR}
    Page.objects.filter(pk__in=[translated.pk, copy.pk]).update(**old)
    Page.objects.descendant_of(news, inclusive=True).update(**old)

    assert sorted(stale()) == ["huisregels", "privacy"]
    assert {found.locale.language_code for found in reviews.stale_pages(NOW)} == {"nl"}


def test_the_editors_of_a_wijk_get_one_mail_with_its_pages(tree: Tree, mailbox: Mailbox) -> None:
    give_editors_rights_everywhere(tree.home)
    group = give_editors_rights(tree.wijk_pages["zuid"])
    editor(group, "zuid1@example.org")
    editor(group, "zuid2@example.org")
    editor(give_editors_rights(tree.wijk_pages["oost"]), "oost@example.org")
    page = aged(tree.wijk_pages["zuid"], "speeltuin")
    aged(tree.wijk_pages["zuid"], "buurthuis")

    assert reviews.remind(NOW) == 2

    sent = mailbox.deliver()
    assert sorted(message.to[0] for message in sent) == ["zuid1@example.org", "zuid2@example.org"]
    message = mailbox.to("zuid1@example.org")[0]
    html = str(message.alternatives[0][0])
    assert message.subject == "Kloppen deze 2 pagina's nog?"
    for part in (message.body, html):
        assert "Speeltuin" in part and "Buurthuis" in part
        assert f"https://wijkplein.example.org/beheer/redactie/klopt-dit-nog/{page.pk}/" in part
        assert "20 mei 2026" in part  # 184 days before 20 November 2026
        assert "Hallo," in part and "{{" not in part


def test_pages_without_own_editors_go_to_those_of_the_city(tree: Tree, mailbox: Mailbox) -> None:
    editor(give_editors_rights_everywhere(tree.home), "redactie@example.org")
    give_editors_rights(tree.wijk_pages["zuid"])
    gone = editor(give_editors_rights(tree.wijk_pages["oost"]), "weg@example.org")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    for parent in (tree.home, tree.wijk_pages["zuid"], tree.wijk_pages["oost"]):
        aged(parent)

    assert reviews.remind(NOW) == 1

    [message] = mailbox.deliver()
    assert message.to == ["redactie@example.org"]
    assert message.subject == "Kloppen deze 3 pagina's nog?"


def test_a_page_is_asked_about_once_a_month_at_most(tree: Tree, mailbox: Mailbox) -> None:
    editor(give_editors_rights_everywhere(tree.home), "redactie@example.org")
    aged(tree.home)

    assert [reviews.remind(NOW + days * DAY) for days in (0, 0, 1, 29, 31)] == [1, 0, 0, 0, 1]
    aged(tree.home, "nieuw-oud")
    assert reviews.remind(NOW + 32 * DAY) == 1
    assert OutgoingMail.objects.count() == 3


def test_a_page_that_nobody_may_change_is_kept_for_later(tree: Tree) -> None:
    aged(tree.home)

    assert reviews.remind(NOW) == 0
    editor(give_editors_rights_everywhere(tree.home), "redactie@example.org")
    assert reviews.remind(NOW + DAY) == 1


def test_a_second_worker_at_the_same_time_mails_nothing(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(give_editors_rights_everywhere(tree.home), "redactie@example.org")
    page = aged(tree.home)
    find = reviews.editors_of

    def meanwhile(pages: list[Page]) -> dict[int, list[int]]:
        PageReview.objects.update_or_create(page_id=page.pk, defaults={"reminded_at": NOW})
        return find(pages)

    monkeypatch.setattr(reviews, "editors_of", meanwhile)

    assert reviews.remind(NOW) == 0
    assert not OutgoingMail.objects.exists()


def test_a_page_that_was_looked_at_in_the_meantime_is_not_in_the_mail(tree: Tree, mailbox: Mailbox) -> None:
    person = editor(give_editors_rights_everywhere(tree.home), "redactie@example.org")
    first, second = aged(tree.home, "eerste"), aged(tree.home, "tweede")
    reviews.remind(NOW)
    reviews.confirm(page=first, by=person, now=NOW)

    [message] = mailbox.deliver()
    assert message.subject == "Klopt deze pagina nog?"
    assert "Tweede" in message.body and "Eerste" not in message.body

    reviews.confirm(page=second, by=person, now=NOW)
    with pytest.raises(Page.DoesNotExist):
        reviews.variables({"user": person.pk, "pages": [first.pk, second.pk]}, NOW)


def test_the_mail_is_in_the_language_that_somebody_chose(tree: Tree) -> None:
    person = editor(give_editors_rights_everywhere(tree.home), "redactie@example.org")
    UserProfile.objects.create(user=person, preferred_language="en")
    aged(tree.home)

    reviews.remind(NOW)

    assert OutgoingMail.objects.get().language == "en"


def test_a_long_list_is_cut_off_in_the_mail(tree: Tree, mailbox: Mailbox) -> None:
    editor(give_editors_rights_everywhere(tree.home), "redactie@example.org")
    for number in range(reviews.SHOWN_IN_MAIL + 3):
        aged(tree.home, f"pagina-{number}")

    reviews.remind(NOW)

    [message] = mailbox.deliver()
    assert message.body.count("klopt-dit-nog/") == reviews.SHOWN_IN_MAIL + 1
    assert "En nog 3 pagina's." in message.body


def test_who_stands_nearest_is_found_in_two_queries_however_many_pages(tree: Tree) -> None:
    editor(give_editors_rights_everywhere(tree.home), "redactie@example.org")
    counts = []
    for number in range(2):
        for place in range(1 + number * 50):
            aged(tree.home, f"pagina-{number}-{place}")
        pages = list(reviews.stale_pages(NOW))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = reviews.editors_of(pages)
        counts.append(len(asked))
        assert all(found[page.pk] for page in pages)

    assert counts == [2, 2]


def test_the_worker_asks_each_day(tree: Tree) -> None:
    editor(give_editors_rights_everywhere(tree.home), "redactie@example.org")
    aged(tree.home)
    job = periodic_jobs.get("page_reviews")

    job.run(datetime(2026, 11, 21, 2, tzinfo=NOW.tzinfo))

    assert job.every == DAY
    assert OutgoingMail.objects.count() == 1


def test_the_list_has_a_button_that_says_the_page_is_right(tree: Tree, client: Client) -> None:
    client.force_login(editor(give_editors_rights(tree.wijk_pages["zuid"]), "zuid@example.org"))
    own, foreign = aged(tree.wijk_pages["zuid"], "speeltuin"), aged(tree.wijk_pages["oost"], "museum")
    shown = client.get("/beheer/redactie/klopt-dit-nog/").content.decode()
    assert "Speeltuin" in shown and "Museum" not in shown

    response = client.post(f"/beheer/redactie/klopt-dit-nog/{own.pk}/", follow=True)

    assert "of ‘Speeltuin’ nog klopt" in response.content.decode()
    assert "Er is nu niets om na te kijken." in response.content.decode()
    assert PageReview.objects.get().page_id == own.pk
    client.post(f"/beheer/redactie/klopt-dit-nog/{foreign.pk}/")
    assert not PageReview.objects.filter(page_id=foreign.pk, checked_at__isnull=False).exists()


def test_the_page_that_asks_changes_nothing_when_it_is_opened(tree: Tree, client: Client) -> None:
    client.force_login(editor(give_editors_rights_everywhere(tree.home), "redactie@example.org"))
    page = aged(tree.home)

    shown = client.get(f"/beheer/redactie/klopt-dit-nog/{page.pk}/").content.decode()

    assert "Klopt ‘Huisregels’ nog?" in shown
    assert "Laatst nagekeken of veranderd op 20 mei 2026." in shown
    assert not PageReview.objects.exists()
