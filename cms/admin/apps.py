"""Wagtail's own user screens, with our fields."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersAppConfig(WagtailUsersAppConfig):
    """Stands in INSTALLED_APPS instead of wagtail.users: people have a telephone number and no user name."""

    user_viewset = "cms.admin.users.UserViewSet"
