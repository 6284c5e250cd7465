"""Which rows are public: numbered anew, so that a gap tells nobody of a draft."""

from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import Office, Organization, Person, Tenure
from sources.models import Capture
from statements import visibility
from statements.models import (
    Addressee,
    Appearance,
    Correction,
    Relation,
    Statement,
    Translation,
)


def frame() -> dict[str, QuerySet[Any]]:
    """Return the public rows of each model that others refer to, by the model's name.

    Who and what a public page names is public, whether or not it has a page of its own.
    """
    statements = Statement.objects.filter(status=Statement.Status.PUBLISHED)
    said = {"statement__status": Statement.Status.PUBLISHED}
    addressed = Addressee.objects.filter(**said)
    speakers = visibility.public_people()
    tenures = Tenure.objects.filter(person__in=speakers.values("pk"))
    occasions = visibility.public_occasions()
    organizations = Organization.objects.filter(
        Q(pk__in=visibility.public_organizations().values("pk"))
        | Q(pk__in=tenures.values("office__organization"))
        | Q(pk__in=addressed.values("organization"))
        | Q(pk__in=occasions.values("host"))
    )
    stands_in = Appearance.objects.filter(capture=OuterRef("pk"), **said)
    return {
        "organization": organizations,
        "person": Person.objects.filter(
            Q(pk__in=speakers.values("pk")) | Q(pk__in=addressed.values("person"))
        ),
        "office": Office.objects.filter(pk__in=tenures.values("office")),
        "tenure": tenures,
        "outlet": visibility.public_outlets(),
        "document": visibility.public_documents(),
        "capture": Capture.objects.filter(Exists(stands_in)),
        "topic": visibility.public_topics(),
        "occasion": occasions,
        "statement": statements,
        "appearance": Appearance.objects.filter(**said),
        "translation": Translation.objects.filter(**said),
        "correction": Correction.objects.filter(**said),
        "relation": Relation.objects.filter(
            to_statement__status=Statement.Status.PUBLISHED, **said
        ),
        "dossier": visibility.public_dossiers(),
    }


def all_officials() -> dict[str, QuerySet[Any]]:
    """Return what the record knows of officials, whether or not it is public, by model."""
    models: tuple[Any, ...] = (Organization, Person, Office, Tenure)
    return {model._meta.model_name: model.objects.all() for model in models}


def number_rows(framed: dict[str, QuerySet[Any]]) -> None:
    """Make a temporary table `key_MODEL` (id, key) of each; the key counts from 1, in old order."""
    with connection.cursor() as cursor:
        for name, rows in framed.items():
            sql, params = rows.order_by().values_list("pk").query.sql_with_params()
            cursor.execute(f"DROP TABLE IF EXISTS key_{name}")
            cursor.execute(
                f"CREATE TEMPORARY TABLE key_{name} ON COMMIT DROP AS "
                f"SELECT id, row_number() OVER (ORDER BY id) AS key FROM ({sql}) AS rows (id)",
                params,
            )
            cursor.execute(f"CREATE UNIQUE INDEX ON key_{name} (id)")
            cursor.execute(f"ANALYZE key_{name}")
        if "statement" not in framed:
            return
        cursor.execute(
            "ALTER TABLE key_statement ADD COLUMN month text; "
            "UPDATE key_statement SET month = to_char(published_at AT TIME ZONE 'UTC', 'YYYY-MM') "
            "FROM statements_statement s WHERE s.id = key_statement.id"
        )
