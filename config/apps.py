from django.apps import AppConfig


class OnRecordConfig(AppConfig):
    """The project itself as an app: its commands and its tests."""

    name = "config"
    verbose_name = "On Record"
