"""Wagtail's user screens for people who are found by e-mail address and have a telephone number."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from cms.models import User


class _PersonForm(forms.ModelForm):
    """What making and changing an account share."""

    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"), help_text=gettext_lazy("Hiermee logt deze persoon in.")
    )

    def clean_email(self) -> str:
        """Refuse an address that another account has, capitals or not: signing in makes no difference either.

        Raises:
            ValidationError: when there is such an account.
        """
        email = User.objects.normalize_email(self.cleaned_data["email"])
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Er is al een medewerker met dit e-mailadres."), code="duplicate_username")
        return email


class PersonCreationForm(_PersonForm, UserCreationForm):
    """A new account."""

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"phone"}


class PersonEditForm(_PersonForm, UserEditForm):
    """A known account."""

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"phone"}


class UserViewSet(WagtailUserViewSet):
    """The user screens with our forms; their templates add the telephone number."""

    create_template_name = "cms/admin/user_create.html"
    edit_template_name = "cms/admin/user_edit.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The form for a new or a known account."""
        return PersonEditForm if for_update else PersonCreationForm
