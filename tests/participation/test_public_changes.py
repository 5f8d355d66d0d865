"""Changes of a published text: what everybody can look back at, and who is asked to look again."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from django.test import Client

from cms import follow
from cms.crypto import decrypt
from cms.models import OutgoingMail, Purpose
from participation.changes import MOST_WORDS, Piece, compare
from participation.codes import State
from participation.models import Event, Initiative, PublicRevision, PublicVersion, Submission
from participation.selectors import initiative_path
from participation.services import moderate, news, support
from participation.services.errors import Refused
from tests.conftest import Mailbox
from tests.factories.cms import link_text
from tests.factories.pages import make_tree
from tests.factories.participation import House, confirm_support, gathering, give, make_house, move, published

OLD = "Twintig geveltuintjes maken de straat groen."


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def save(case: Submission, house: House, now: datetime, **changes: object) -> PublicVersion:
    case.refresh_from_db()
    words = {"title": "Geveltuinen", "summary": OLD, "body": "De buren planten en onderhouden zelf."}
    return moderate.save_public_text(
        submission=case, by=house.wijkregisseur, expected_version=case.version, now=now, **words | changes
    )


def followed_by(case: Submission, email: str, now: datetime) -> None:
    row = follow.ask(subject=f"initiative:{case.pk}", email=email, language="nl", now=now)
    follow.confirm(token_text=link_text(Purpose.CONFIRM_FOLLOW, f"follow:{row.pk}"), now=now)


def told(template: str) -> list[str]:
    rows = OutgoingMail.objects.filter(template=template).order_by("pk")
    return [decrypt(row.to_encrypted) for row in rows]


def test_words_are_compared() -> None:
    assert compare("een boom erbij", "twee bomen erbij") == [
        Piece("del", "een"),
        Piece("ins", "twee"),
        Piece("", " "),
        Piece("del", "boom"),
        Piece("ins", "bomen"),
        Piece("", " erbij"),
    ]
    assert compare("gelijk", "gelijk") == [Piece("", "gelijk")]
    assert compare("", "nieuw") == [Piece("ins", "nieuw")]
    long = "a " * (MOST_WORDS + 1)
    assert compare(long, "b") == [Piece("del", long), Piece("ins", "b")]


def test_a_change_keeps_the_old_words_and_saving_the_same_keeps_nothing(house: House, now: datetime) -> None:
    case = published(house)
    save(case, house, now)
    assert not PublicRevision.objects.exists()
    save(case, house, now, summary="Dertig geveltuintjes.", what_changed="Er komen er meer.")
    (old,) = PublicRevision.objects.all()
    assert (old.summary, old.what_changed, old.is_substantial) == (OLD, "Er komen er meer.", False)
    assert not Event.objects.filter(action="public_text_changed").exists()


def test_words_that_nobody_could_read_are_not_kept(house: House, now: datetime) -> None:
    case = published(house)
    PublicVersion.objects.update(is_public=False, published_at=None)
    save(case, house, now, summary="Anders.")
    assert not PublicRevision.objects.exists()


@pytest.mark.parametrize(
    ("changes", "is_public", "reason"),
    [
        ({"summary": "Anders."}, True, "Schrijf in één zin"),
        ({"what_changed": "Meer."}, True, "dezelfde als eerst"),
        ({"summary": "Anders.", "what_changed": "Meer."}, False, "staat niet op de site"),
    ],
)
def test_a_substantial_change_is_explained_real_and_public(
    house: House, now: datetime, changes: dict[str, str], is_public: bool, reason: str
) -> None:
    case = published(house)
    PublicVersion.objects.update(is_public=is_public)
    with pytest.raises(Refused, match=reason):
        save(case, house, now, is_substantial=True, **changes)
    assert not PublicRevision.objects.exists()


def test_everybody_with_an_address_is_asked_to_look_again_once(house: House, now: datetime) -> None:
    case = gathering(house)
    confirm_support(give(case, "steunt@example.org"))
    confirm_support(give(case, "beide@example.org", wants_news=True))
    confirm_support(give(case, "zorg@example.org", stance="concern", text="Te smal."))
    give(case, "onbevestigd@example.org")
    for email in ("BEIDE@example.org", "volgt@example.org"):
        followed_by(case, email, now + timedelta(minutes=10))
    follow.ask(subject=f"initiative:{case.pk}", email="vraagt@example.org", language="nl", now=now)
    later = now + timedelta(hours=1)
    save(case, house, later, summary="De boom gaat weg.", is_substantial=True, what_changed="De boom gaat weg.")

    assert news.tell_followers(later) == 4
    assert news.tell_followers(later + timedelta(hours=1)) == 0
    assert told("support_changed") == ["steunt@example.org", "beide@example.org", "zorg@example.org"]
    assert told("follow_changed") == ["volgt@example.org"]
    OutgoingMail.objects.exclude(template__endswith="_changed").delete()
    mails = Mailbox(later).deliver()
    assert all("De boom gaat weg." in mail.body and "20 november 2026" in mail.body for mail in mails)
    assert ["/steun/intrekken/" in mail.body for mail in mails] == [True, True, True, False]
    assert ["/volgen/stop/" in mail.body for mail in mails] == [False, False, False, True]


def test_a_small_change_is_no_news(house: House, now: datetime) -> None:
    case = gathering(house)
    confirm_support(give(case, "steunt@example.org", wants_news=True))
    save(case, house, now, summary="Een tikfout minder.")
    assert news.tell_followers(now) == 0


def test_followers_hear_that_a_plan_seeks_support_and_stops(house: House, now: datetime) -> None:
    case = published(house)
    followed_by(case, "volgt@example.org", now)
    support.open_support(submission=case, by=house.wijkregisseur, expected_version=case.version, now=now)
    move(case, State.WITHDRAWN, house.wijkregisseur)
    assert news.tell_followers(now) == 2
    OutgoingMail.objects.exclude(template="follow_news").delete()
    first, second = Mailbox(now).deliver()
    assert "Zoekt steun" in first.body
    assert "Ingetrokken" in second.body


def test_a_run_sends_at_most_so_many_mails_and_the_next_one_goes_on(
    house: House, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "MOST_MAILS", 2)
    case = gathering(house)
    for number in range(5):
        confirm_support(give(case, f"buur{number}@example.org"))
    save(case, house, now, summary="De boom gaat weg.", is_substantial=True, what_changed="De boom gaat weg.")
    assert [news.tell_followers(now) for _run in range(4)] == [2, 2, 1, 0]
    assert len(set(told("support_changed"))) == 5


def test_a_pin_is_rounded_and_comes_and_goes_by_the_tick(house: House, now: datetime) -> None:
    case = published(house)
    Initiative.objects.filter(submission=case).update(latitude="52.223456", longitude="5.176549")
    assert save(case, house, now).latitude is None
    text = save(case, house, now, shows_point=True)
    assert (text.latitude, text.longitude) == (Decimal("52.2235"), Decimal("5.1765"))
    assert save(case, house, now).latitude == Decimal("52.2235")
    assert save(case, house, now, shows_point=False).latitude is None
    assert not PublicRevision.objects.exists()


def test_the_page_tells_the_change_and_its_history_marks_the_words(house: House, now: datetime) -> None:
    make_tree(house.wijk)
    case = gathering(house)
    place = initiative_path(PublicVersion.objects.get(submission=case))
    assert "geschiedenis" not in Client().get(place).content.decode()
    save(case, house, now, summary="Twintig bomen maken de straat groen.", is_substantial=True, what_changed="Bomen.")
    place = initiative_path(PublicVersion.objects.get(submission=case))
    page = Client().get(place)
    assert "Dit plan veranderde op 20 november 2026" in page.content.decode()
    history = Client().get(f"{place}geschiedenis/")
    text = history.content.decode()
    assert "<del>geveltuintjes</del><ins>bomen</ins>" in text
    assert "Ingrijpende wijziging" in text
    for read in (page, history, Client().get(f"{place}vragen/")):
        assert "public" in read["Cache-Control"]
        assert not read.cookies and "csrfmiddlewaretoken" not in read.content.decode()
    assert Client().post(f"{place}geschiedenis/").status_code == 405
