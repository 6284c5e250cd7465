from django.db import models
from django.urls import reverse

from people.addresses import KEEP_FORMER_SLUG, SluggedQuerySet, slug_constraint
from people.constraints import not_blank
from people.curated import Curated, keeps_history
from people.trees import REFUSE_CYCLE, TreeQuerySet


class TopicQuerySet(SluggedQuerySet, TreeQuerySet):
    pass


@keeps_history()
class Topic(Curated):
    name = models.CharField(max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    description = models.CharField(max_length=500, blank=True, help_text="One line, public.")
    slug = models.SlugField(max_length=160, unique=True)

    objects = TopicQuerySet.as_manager()

    class Meta(Curated.Meta):
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="statements_topic_unique",
                nulls_distinct=False,
                violation_error_message="There is a topic of that name at this place already.",
            ),
            not_blank("statements_topic_name_not_blank", "name"),
            slug_constraint("statements_topic_slug_form"),
        ]
        triggers = [*Curated.Meta.triggers, KEEP_FORMER_SLUG, REFUSE_CYCLE]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("topic-detail", args=[self.slug])
