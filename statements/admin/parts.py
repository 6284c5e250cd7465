"""What belongs to statements and dossiers, from tables: translations, appearances, and so on."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from people.list_import import ListResource, PartAdmin
from statements.models import Addressee, Appearance, DossierEntry, Relation, Translation
from statements.verification import verify


class StatementPartResource(ListResource):
    """What readers see of a published statement changes on its page, where they are told why."""

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        if instance.pk is not None and instance.statement.is_public:
            raise ValueError(
                "This statement is published: change it on its page, where readers are told why."
            )
        if isinstance(instance, Appearance):
            # What came may be other words: they are looked up.
            verify(instance)


class StatementPartAdmin(PartAdmin):
    """Tables of what belongs to statements are a curator's."""

    resource_base = StatementPartResource
    list_select_related = ["statement__person", "statement__organization"]

    def has_import_permission(self, request: HttpRequest) -> bool:
        is_curator = request.user.has_perm("statements.review_statement")
        return is_curator and super().has_import_permission(request)


@admin.register(Appearance)
class AppearanceAdmin(StatementPartAdmin):
    list_display = ["statement", "document", "state", "locator"]
    list_filter = ["state"]
    list_select_related = [*StatementPartAdmin.list_select_related, "document"]


@admin.register(Translation)
class TranslationAdmin(StatementPartAdmin):
    list_display = ["statement", "language", "translator", "is_official"]


@admin.register(Addressee)
class AddresseeAdmin(StatementPartAdmin):
    list_display = ["statement", "person", "organization", "description"]
    list_select_related = [*StatementPartAdmin.list_select_related, "person", "organization"]


@admin.register(Relation)
class RelationAdmin(StatementPartAdmin):
    list_display = ["statement", "kind", "to_statement"]


@admin.register(DossierEntry)
class DossierEntryAdmin(PartAdmin):
    list_display = ["dossier", "position", "statement", "commentary"]
    list_select_related = ["dossier", "statement__person", "statement__organization"]
