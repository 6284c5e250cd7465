"""Public addresses: slugs that stay valid when they change, and short public ids."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, count

import pgtrigger
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.text import slugify

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

# A link once given works for ever: the slug that is left behind is kept, whoever changed it.
KEEP_FORMER_SLUG = pgtrigger.Trigger(
    name="keep_former_slug",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("slug"),
    condition=pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug")),
    func="""
        INSERT INTO people_formerslug (kind, slug, target_id)
        VALUES (TG_TABLE_NAME, OLD.slug, OLD.id)
        ON CONFLICT (kind, slug) DO UPDATE SET target_id = excluded.target_id;
        RETURN NULL;
    """,
)


def slug_constraint(name: str) -> models.CheckConstraint:
    """Return the constraint that a slug is lower-case words of a-z and 0-9 joined by hyphens."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(slug__regex=SLUG_PATTERN),
        violation_error_message="A slug is lower-case letters and digits joined by hyphens.",
    )


def free_slug(model: type[models.Model], name: str, *, besides: Collection[str] = ()) -> str:
    """Return a slug for `name` that no row of `model` has: "ann-lee", "ann-lee-2".

    Nor one of those given in `besides`, which rows about to be written have.
    """
    return next(slug for slug in _free(model, slug_for(model, name)) if slug not in besides)


def free_slugs(model: type[models.Model], names: Sequence[str]) -> list[str]:
    """Return a slug for each name as `free_slug` does, no two alike.

    One query for those that are free without a number, one more for each that is not.
    """
    bases = [slug_for(model, name) for name in names]
    taken = set(model._default_manager.filter(slug__in=bases).values_list("slug", flat=True))
    given: dict[str, None] = {}
    numbered: dict[str, Iterator[str]] = {}
    for base in bases:
        if base in taken or base in given:
            free = numbered.setdefault(base, _free(model, base))
            given[next(slug for slug in free if slug not in given)] = None
        else:
            given[base] = None
    return list(given)


def slug_for(model: type[models.Model], name: str) -> str:
    """Return the slug for `name`, taken or not.

    A name in other letters than Latin has none of its own and gets that of its table.
    """
    base = slugify(name)[:140].strip("-_").replace("_", "-") or str(model._meta.model_name)
    return re.sub(r"-+", "-", base)


def _free(model: type[models.Model], base: str) -> Iterator[str]:
    """Yield the slugs that begin with `base` and that no row has: the query is made once."""
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in count(2))
    yield from (slug for slug in chain([base], numbered) if slug not in taken)


class SluggedQuerySet(models.QuerySet):
    def by_slug(self, slug):
        """Rows that have this slug, or had it once while no other row has it now."""
        former = FormerSlug.objects.filter(kind=self.model._meta.db_table, slug=slug)
        taken = models.Exists(self.model._base_manager.filter(slug=slug))
        return self.filter(
            models.Q(slug=slug) | models.Q(~taken, pk__in=former.values("target_id"))
        )


class FormerSlug(models.Model):
    """A slug that a row had before; `kind` is the table of the row. Written by triggers alone."""

    kind = models.CharField(max_length=63)
    slug = models.SlugField(max_length=160, db_index=False)
    target_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="people_formerslug_unique")
        ]

    def __str__(self):
        return f"{self.kind}: {self.slug}"


PUBLIC_ID_PATTERN = r"^[0-9a-hjkmnp-tv-z]{10}$"


def public_id_field() -> models.CharField:
    """Return the column of a public id: drawn at random by the database, never changed.

    Ten characters of Crockford's base 32.
    """
    return models.CharField(
        max_length=10,
        unique=True,
        editable=False,
        db_default=RawSQL("record_public_id()", ()),
    )


KEEP_PUBLIC_ID = pgtrigger.ReadOnly(name="keep_public_id", fields=["public_id"])


def public_id_constraint(name: str) -> models.CheckConstraint:
    """Return the constraint that a public id has its ten characters."""
    return models.CheckConstraint(name=name, condition=models.Q(public_id__regex=PUBLIC_ID_PATTERN))
