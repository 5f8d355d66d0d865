"""Addresses of polls that are not pages of the tree: the forms, the links of mails, files."""

from django.urls import URLPattern, URLResolver, path, re_path

from polls.views import after, files, in_mail, result_mail, voting

_PAGE = r"^(?P<path>(?:wijken/[-\w]+/)?peilingen/[-\w]+)/"
_POLL = rf"{_PAGE}stemmen/"

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(rf"{_POLL}$", voting.vote, name="vote"),
    re_path(rf"{_POLL}(?P<number>[0-9]{{1,3}})/$", voting.survey_page, name="vote_page"),
    re_path(rf"{_POLL}versturen/$", voting.send, name="vote_send"),
    re_path(rf"{_POLL}bewaard/$", voting.saved_page, name="vote_saved"),
    re_path(rf"{_POLL}verder/(?P<key>[-\w:]{{1,200}})/$", voting.resume, name="vote_resume"),
    re_path(rf"{_POLL}uitslag-mailen/$", result_mail.ask, name="poll_result_mail"),
    re_path(rf"{_POLL}uitslag-mailen/gelukt/$", result_mail.asked, name="poll_result_mail_asked"),
    re_path(rf"{_POLL}kijk-in-je-mail/$", in_mail.check_mail, name="vote_mailed"),
    re_path(rf"{_POLL}bedankt/$", after.thanks, name="vote_thanks"),
    re_path(rf"{_PAGE}insluiten/$", files.framed, name="poll_framed"),
    re_path(r"^open-data/v1/polls\.(?P<extension>json|csv)$", files.data_set, name="polls_data"),
    path("stem/bevestig/<str:token>/", in_mail.confirm, name="confirm_vote"),
    path("stem/wijzigen/<str:token>/", after.change, name="change_vote"),
]
