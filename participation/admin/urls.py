"""Addresses of the inbox, below /beheer/te-behandelen/."""

from django.urls import URLPattern, URLResolver, path

from participation.admin import (
    account,
    actions,
    activity,
    decisions,
    exporting,
    hand_money,
    marks,
    questions,
    saved_views,
    support_entry,
    term_actions,
)
from participation.admin.base import CaseView
from participation.admin.bulk import BulkView
from participation.admin.desk import ColumnsView
from participation.admin.files import attachment
from participation.admin.listing import InboxView

app_name = "inbox"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", InboxView.as_view(), name="list"),
    path("kolommen/", ColumnsView.as_view(), name="columns"),
    path("weergaven/", saved_views.ViewsView.as_view(), name="views"),
    path("weergaven/<int:pk>/weg/", saved_views.RemoveView.as_view(), name="remove_view"),
    path("samen/", BulkView.as_view(), name="bulk"),
    path("bestanden/", exporting.ExportsView.as_view(), name="exports"),
    path("bestanden/<uuid:uuid>/", exporting.DownloadView.as_view(), name="download"),
    path("handgeld/", hand_money.HandMoneyView.as_view(), name="hand_money"),
    path("handgeld/<int:pk>/bon/", hand_money.ReceiptView.as_view(), name="receipt"),
    path("handgeld/<int:pk>/terug/", hand_money.TakeBackView.as_view(), name="take_back"),
    path("aantallen/", saved_views.CountsView.as_view(), name="counts"),
    path("<int:pk>/", CaseView.as_view(), name="case"),
    path("<int:pk>/bijlagen/<int:attachment_pk>/", attachment, name="attachment"),
    path("<int:pk>/tekst/", actions.SaveText.as_view(), name="text"),
    path("<int:pk>/plaatsen/", actions.Publish.as_view(), name="publish"),
    path("<int:pk>/weghalen/", actions.Unpublish.as_view(), name="unpublish"),
    path("<int:pk>/gegevens/", actions.ChangeFacts.as_view(), name="facts"),
    path("<int:pk>/toewijzen/", actions.Assign.as_view(), name="assign"),
    path("<int:pk>/eigenaar/", marks.SetOwner.as_view(), name="owner"),
    path("<int:pk>/labels/", marks.SetLabels.as_view(), name="labels"),
    path("<int:pk>/gelezen/", marks.MarkRead.as_view(), name="read"),
    path("<int:pk>/criterium/<int:number>/", actions.Judge.as_view(), name="judge"),
    path("<int:pk>/steun/openen/", actions.OpenSupport.as_view(), name="open_support"),
    path("<int:pk>/steun/sluiten/", actions.CloseSupport.as_view(), name="close_support"),
    path("<int:pk>/steun/bewijs/", support_entry.AddProof.as_view(), name="add_proof"),
    path("<int:pk>/steun/bewijs/weg/", support_entry.RemoveProof.as_view(), name="remove_proof"),
    path("<int:pk>/steun/kaart/", support_entry.EnterCard.as_view(), name="enter_card"),
    path("<int:pk>/steun/kaart/terug/", support_entry.TakeBackCard.as_view(), name="take_back_card"),
    path("<int:pk>/steun/organisatie/", support_entry.CheckParty.as_view(), name="check_party"),
    path("<int:pk>/status/<slug:to>/", actions.Step.as_view(), name="step"),
    path("<int:pk>/concept/", activity.DraftActivity.as_view(), name="draft_activity"),
    path("<int:pk>/bericht/", actions.SendMessage.as_view(), name="message"),
    path("<int:pk>/notitie/", actions.AddNote.as_view(), name="note"),
    path("<int:pk>/aanvraag/", actions.Apply.as_view(), name="apply"),
    path("<int:pk>/verlengen/", term_actions.Extend.as_view(), name="extend"),
    path("<int:pk>/ingebreke/", term_actions.RegisterNotice.as_view(), name="default_notice"),
    path("<int:pk>/gebeld/", term_actions.RecordCall.as_view(), name="call"),
    path("<int:pk>/vragen/doorsturen/", questions.PassOn.as_view(), name="pass_on"),
    path("<int:pk>/vragen/antwoorden/", questions.Answer.as_view(), name="answer_question"),
    path("<int:pk>/vragen/plaatsen/", questions.PublishAnswer.as_view(), name="publish_answer"),
    path("<int:pk>/vragen/weigeren/", questions.Refuse.as_view(), name="refuse_question"),
    path("<int:pk>/contact/", actions.show_contact, name="contact"),
    path("<int:pk>/voorstel/", decisions.Propose.as_view(), name="propose"),
    path("<int:pk>/akkoord/", decisions.Sign.as_view(), name="sign"),
    path("<int:pk>/uitkomst/", decisions.RecordOutcome.as_view(), name="record"),
    path("<int:pk>/betaling/", account.Pay.as_view(), name="pay"),
    path("<int:pk>/vrijval/", account.Release.as_view(), name="release"),
    path("<int:pk>/vaststelling/", account.Settle.as_view(), name="settle"),
    path("<int:pk>/terugvordering/", account.Recover.as_view(), name="recover"),
]
