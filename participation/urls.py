"""Addresses of participation that are not pages of the tree."""

from django.urls import URLPattern, URLResolver, path, re_path

from participation.views import confirm, my_plan, receipt, start, support, thermometer

urlpatterns: list[URLPattern | URLResolver] = [
    path("start/", start.start, name="start"),
    path("start/ontvangen/<str:token>/", receipt.receipt, name="receipt"),
    path("bevestig/<str:token>/", confirm.confirm, name="confirm_email"),
    path("mijn-plan/<str:token>/", my_plan.my_plan, name="my_plan"),
    path("mijn-plan/<str:token>/bericht/", my_plan.message, name="my_plan_message"),
    path("mijn-plan/<str:token>/aanvragen/", my_plan.apply, name="my_plan_apply"),
    path("mijn-plan/<str:token>/intrekken/", my_plan.withdraw, name="my_plan_withdraw"),
    path("steun/bevestig/<str:token>/", support.confirm_support, name="confirm_support"),
    path("steun/intrekken/<str:token>/", support.withdraw_support, name="withdraw_support"),
    re_path(r"^wijkthermometer\.(?P<extension>json|csv)$", thermometer.city_file, name="thermometer_file"),
    re_path(
        r"^wijken/(?P<slug>[-\w]+)/wijkthermometer\.(?P<extension>json|csv)$",
        thermometer.wijk_file,
        name="wijk_thermometer_file",
    ),
]
