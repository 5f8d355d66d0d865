"""The page trees that editors write."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Page types of the site: home, wijken, content."""

    name = "pages"
    verbose_name = "Pagina's"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the ground floor what is kept here."""
        from cms.registries import DemoPart, data_classes, demo_parts, setup_parts, wijk_parts
        from pages.data_classes import PAGES, PICTURES
        from pages.demo import editor, news, pictures, social_base, stories
        from pages.town import build_editors_parts, build_pages

        for data_class in (PAGES, PICTURES):
            data_classes.register(data_class.name, data_class)
        wijk_parts.register("redactie", build_editors_parts)
        setup_parts.register("pagina's", DemoPart("pagina's", 50, build_pages))
        for part in (
            DemoPart("redactie", 20, editor.build_editor),
            DemoPart("beeld", 21, pictures.build_pictures),
            DemoPart("sociale basis", 22, social_base.build_social_base),
            DemoPart("nieuws", 23, news.build_news),
            DemoPart("wijkkranten", 24, stories.build_papers),
            DemoPart("campagne", 25, stories.build_campaign),
            DemoPart("speelstraat", 26, stories.build_showcase),
            DemoPart("cijfers", 27, stories.build_figures),
        ):
            demo_parts.register(part.name, part)
