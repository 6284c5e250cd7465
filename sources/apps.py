from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "sources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from people.importing.formats import Format, register
        from sources.importing.outlets import read_outlets
        from sources.importing.planning import plan_outlets

        register(Format("wikidata-outlets", "Wikidata CSV of outlets", read_outlets, plan_outlets))
