"""The crispy pack `wijkplein`: whole forms: the error summary, buttons, layouts and formsets."""

from crispy_forms.layout import ButtonHolder, Div, Fieldset, Hidden, Layout, Row
from crispy_forms.layout import Submit as CrispySubmit
from pytest_django.asserts import assertInHTML

from django import forms

from cms.forms import EuroField, ResidentForm, Submit, TextField
from tests.cms.example_form import PlanForm, doubles, draw, links, places


def test_the_error_summary_leads_to_every_field_that_is_wrong() -> None:
    html = draw(PlanForm({"titel": "x" * 21, "bedrag": "veel", "postcode": "1213", "wat": "Groen", "naam": "Bo"}))

    assert html.index("data-foutoverzicht") < html.index("<form")
    assertInHTML('<h2 id="foutoverzicht" tabindex="-1" data-foutoverzicht>Er is iets niet goed ingevuld</h2>', html)
    assert links(html) == ["id_titel", "id_bedrag", "id_buren_0", "id_wijk", "id_postcode", "id_akkoord"]
    assert all(f'id="{target}"' in html for target in links(html))
    assertInHTML('<a href="#id_titel">Maak dit korter: gebruik hoogstens 20 tekens. Nu zijn het er 21.</a>', html)
    assert 'role="alert"' not in html


def test_the_summary_and_the_field_say_the_same() -> None:
    html = draw(PlanForm({"postcode": "1213"}))

    assert html.count("Vul ook de twee letters van je postcode in, bijvoorbeeld 1211 AB.") == 2


def test_without_errors_there_is_no_summary() -> None:
    assert "foutoverzicht" not in draw(PlanForm())


def test_an_error_of_the_form_as_a_whole_stands_in_the_summary_without_a_link() -> None:
    form = PlanForm({})
    form.add_error(None, "Dit formulier is al verstuurd.")

    assertInHTML("<li>Dit formulier is al verstuurd.</li>", draw(form))


def test_a_page_can_show_the_summary_higher_up() -> None:
    class StepForm(PlanForm):
        show_errors_above = False

    form = StepForm({})
    html = draw(
        form, '{% include "components/error_summary.html" with form=form only %}<h1>Stap</h1>{% crispy form %}'
    )

    assert html.count("data-foutoverzicht") == 1
    assert html.index("data-foutoverzicht") < html.index("<h1>")
    assert 'id="id_titel_error"' in html


def test_two_buttons_can_be_told_apart() -> None:
    html = draw(PlanForm())

    assert (
        '<button type="submit" name="verder" value="Verder" class="wp-button" id="submit-id-verder">Verder<svg' in html
    )
    assertInHTML(
        '<button type="submit" name="bewaar" value="Bewaar" class="wp-button wp-button--subtle" '
        'id="submit-id-bewaar">Bewaar</button>',
        html,
    )


def test_the_text_of_a_button_is_no_template() -> None:
    class OddForm(PlanForm):
        buttons = (Submit("x", "{{ form }}<b>"),)
        layout = Layout("titel", ButtonHolder(Submit("y", "{% now 'Y' %}")))

    html = draw(OddForm())

    assert ">{{ form }}&lt;b&gt;</button>" in html
    assert ">{% now &#x27;Y&#x27; %}</button>" in html


def test_a_button_of_crispy_itself_looks_like_ours() -> None:
    class StockForm(PlanForm):
        buttons = (CrispySubmit("zoek", "Zoek", css_class="wp-button--gold"), Hidden("bron", "kaart"))

    html = draw(StockForm())

    assertInHTML(
        '<button type="submit" name="zoek" value="Zoek" class="wp-button wp-button--gold" '
        'id="submit-id-zoek">Zoek</button>',
        html,
    )
    assertInHTML('<input type="hidden" name="bron" value="kaart" id="hidden-id-bron">', html)


def test_a_layout_groups_fields() -> None:
    class AddressForm(PlanForm):
        layout = Layout(
            "titel",
            Fieldset("Waar woon je?", Row("postcode", "naam"), css_id="adres"),
            Div("bedrag", css_class="wp-mt-4"),
        )

    html = draw(AddressForm())

    assert '<fieldset id="adres" class="wp-fieldset">' in html
    assertInHTML('<legend class="wp-label">Waar woon je?</legend>', html)
    assert '<div class="wp-veldrij">' in html
    order = places(html, 'name="titel"', "Waar woon je?", 'name="postcode"', 'name="naam"', "wp-mt-4", 'name="bedrag"')
    assert order == sorted(order)
    assert 'name="wat"' not in html
    assert html.count("<form") == 1


def test_a_search_form_carries_no_token() -> None:
    class SearchForm(PlanForm):
        @property
        def helper(self):
            helper = super().helper
            helper.form_method = "get"
            return helper

    html = draw(SearchForm())

    assert 'method="get"' in html
    assert "csrfmiddlewaretoken" not in html


class CostForm(ResidentForm):
    """A line of a budget."""

    post = TextField(label="Waarvoor?")
    bedrag = EuroField(label="Bedrag")


def test_a_formset_has_one_summary_that_leads_to_the_right_line() -> None:
    formset = forms.formset_factory(CostForm, extra=0)(
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "0",
            "form-0-post": "Planten",
            "form-0-bedrag": "900",
            "form-1-post": "",
            "form-1-bedrag": "veel",
        },
        form_kwargs={"empty_permitted": False, "use_required_attribute": False},
    )

    html = draw(formset, "{% crispy formset helper %}", formset=formset, helper=CostForm().helper)

    assert links(html) == ["id_form-1-post", "id_form-1-bedrag"]
    assert html.count("data-foutoverzicht") == 1
    assert html.count("<form") == 1
    assert html.count('name="form-TOTAL_FORMS"') == 1
    assert 'value="Planten"' in html
    assert 'value="veel"' in html
    assert doubles(html) == []


def test_the_filter_draws_fields_and_nothing_around_them() -> None:
    html = draw(PlanForm(), "{{ form|crispy }}")

    assert "<form" not in html
    assertInHTML('<label class="wp-label" for="id_titel">Hoe heet je plan?</label>', html)


def test_one_field_can_be_drawn_alone() -> None:
    html = draw(PlanForm(), "{{ form.naam|as_crispy_field }}")

    assert html.count("<label") == 1
    assertInHTML('<label class="wp-label" for="id_naam">Je naam</label>', html)
