from django.db import models
from django.urls import reverse

from people.addresses import KEEP_FORMER_SLUG, SluggedQuerySet, slug_constraint
from people.constraints import (
    language_constraint,
    language_field,
    not_blank,
    one_of,
)
from people.curated import Curated, keeps_history
from people.fields import PartialDateField, partial_date_constraint


@keeps_history()
class Person(Curated):
    name = models.CharField(max_length=200, help_text="As the record prints it.")
    sort_name = models.CharField(
        max_length=200, help_text="As lists sort it, such as “Hajizadeh, Amir Ali”."
    )
    description = models.CharField(max_length=500, blank=True, help_text="One line, public.")
    born = PartialDateField(blank=True)
    died = PartialDateField(blank=True)
    slug = models.SlugField(max_length=160, unique=True)

    objects = SluggedQuerySet.as_manager()

    class Meta(Curated.Meta):
        ordering = ["sort_name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            not_blank("people_person_name_not_blank", "name"),
            not_blank("people_person_sort_name_not_blank", "sort_name"),
            slug_constraint("people_person_slug_form"),
            partial_date_constraint("born"),
            partial_date_constraint("died"),
            models.CheckConstraint(
                name="people_person_born_before_died",
                condition=models.Q(born_earliest__isnull=True)
                | models.Q(died_latest__isnull=True)
                | models.Q(born_earliest__lte=models.F("died_latest")),
                violation_error_message="A person cannot die before being born.",
            ),
        ]
        indexes = [models.Index(fields=["sort_name"])]
        triggers = [*Curated.Meta.triggers, KEEP_FORMER_SLUG]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("person-detail", args=[self.slug])


class NameKind(models.TextChoices):
    TRANSLITERATION = "transliteration", "transliteration"
    TRANSLATION = "translation", "translation"
    FORMER = "former", "former name"
    NICKNAME = "nickname", "nickname"
    FULL = "full", "full name"
    SHORT = "short", "short form or abbreviation"
    OTHER = "other", "other form"


@keeps_history()
class PersonName(Curated):
    """Another form of a person's name: search, autocomplete, import and extraction know it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=15, choices=NameKind.choices, default=NameKind.TRANSLITERATION
    )
    language = language_field(blank=True)

    class Meta(Curated.Meta):
        ordering = ["name"]
        verbose_name = "other name"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name", "language"], name="people_personname_unique"
            ),
            not_blank("people_personname_name_not_blank", "name"),
            one_of("people_personname_kind", "kind", NameKind),
            language_constraint("people_personname_language_form"),
        ]

    def __str__(self):
        return self.name
