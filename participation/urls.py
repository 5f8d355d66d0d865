"""Addresses of participation that are not pages of the tree."""

from django.urls import URLPattern, URLResolver, path, re_path

from participation import feeds
from participation.views import (
    activity,
    confirm,
    follow,
    help,
    kit,
    live_help,
    my_changes,
    my_company,
    my_link,
    my_plan,
    receipt,
    start,
    support,
    thermometer,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("agenda/aanmelden/", activity.suggest, name="suggest_activity"),
    path("start/", start.start, name="start"),
    path("start/lijkt-op/", live_help.look_alikes, name="look_alikes"),
    path("start/wie-beslist/", live_help.who_decides, name="who_decides"),
    path("start/ontvangen/<str:token>/", receipt.receipt, name="receipt"),
    path("bevestig/<str:token>/", confirm.confirm, name="confirm_email"),
    path("mijn-plan/", my_link.lost_link, name="lost_link"),
    path("mijn-plan/kijk-in-je-mail/", my_link.check_mail, name="lost_link_mailed"),
    path("mijn-plan/meedoen/<str:token>/", my_company.join, name="co_initiator"),
    path("mijn-plan/<str:token>/", my_plan.my_plan, name="my_plan"),
    path("mijn-plan/<str:token>/aanvullen/<str:step>/", my_changes.step, name="my_plan_change"),
    path("mijn-plan/<str:token>/bevestig/", my_plan.confirm_again, name="my_plan_confirm"),
    path("mijn-plan/<str:token>/maak-bekend/<slug:what>/", kit.sheet, name="my_plan_sheet"),
    path("mijn-plan/<str:token>/maak-bekend/<slug:what>.pdf", kit.pdf, name="my_plan_pdf"),
    path("mijn-plan/<str:token>/samen/", my_company.invite, name="my_plan_invite"),
    path("mijn-plan/<str:token>/samen/intrekken/", my_company.take_back, name="my_plan_take_back"),
    path("mijn-plan/<str:token>/stoppen/", my_company.leave, name="my_plan_leave"),
    path("mijn-plan/<str:token>/vraag/<int:question>/", my_plan.answer, name="my_plan_answer"),
    path("mijn-plan/<str:token>/bericht/", my_plan.message, name="my_plan_message"),
    path("mijn-plan/<str:token>/aanvragen/", my_plan.apply, name="my_plan_apply"),
    path("mijn-plan/<str:token>/intrekken/", my_plan.withdraw, name="my_plan_withdraw"),
    path("steun/bevestig/<str:token>/", support.confirm_support, name="confirm_support"),
    path("steun/intrekken/<str:token>/", support.withdraw_support, name="withdraw_support"),
    path("hulp/bevestig/<str:token>/", help.confirm_help, name="confirm_help"),
    path("hulp/intrekken/<str:token>/", help.withdraw_help, name="withdraw_help"),
    path("volgen/bevestig/<str:token>/", follow.confirm_follow, name="confirm_follow"),
    path("volgen/stop/<str:token>/", follow.stop_follow, name="stop_follow"),
    path("initiatieven.rss", feeds.city, name="plans_feed"),
    path("wijken/<slug:wijk>/initiatieven.rss", feeds.of_wijk, name="plans_feed_of_wijk"),
    re_path(r"^wijkthermometer\.(?P<extension>json|csv)$", thermometer.city_file, name="thermometer_file"),
    re_path(
        r"^wijken/(?P<slug>[-\w]+)/wijkthermometer\.(?P<extension>json|csv)$",
        thermometer.wijk_file,
        name="wijk_thermometer_file",
    ),
]
