from django.db import models

from people.constraints import one_of
from people.curated import Curated, keeps_history
from sources.models import Document
from statements.models.statements import Statement


class RelationKind(models.TextChoices):
    REPEATS = "repeats", "repeats"
    CONTRADICTS = "contradicts", "contradicts"
    RESPONDS_TO = "responds_to", "responds to"
    CLARIFIES = "clarifies", "clarifies"
    RETRACTS = "retracts", "retracts"


@keeps_history()
class Relation(Curated):
    """One statement bears on another, says a curator, and on what ground."""

    Kind = RelationKind

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=11, choices=RelationKind.choices)
    to_statement = models.ForeignKey(Statement, models.PROTECT, related_name="relations_to")
    note = models.TextField(blank=True, help_text="Public.")
    source = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="relations"
    )

    class Meta(Curated.Meta):
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "kind", "to_statement"], name="statements_relation_unique"
            ),
            one_of("statements_relation_kind", "kind", RelationKind),
            models.CheckConstraint(
                name="statements_relation_of_two",
                condition=~models.Q(statement=models.F("to_statement")),
                violation_error_message="A statement has no relation to itself.",
            ),
        ]

    def __str__(self):
        return f"{self.statement} {self.get_kind_display()} {self.to_statement}"
