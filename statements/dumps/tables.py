"""What a dump tells of each table, column by column, and how each column is read back."""

from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField
from django.db import models

from people import models as people
from people.addresses import FormerSlug
from sources import models as sources
from statements import models as statements

# Which curator did it, when a row was entered, and bytes that belong to their publisher.
LEFT_OUT = {
    "created_at", "updated_at", "entered_by", "reviewed_by", "captured_by", "decided_by",
    "raw", "failure", "headers", "fingerprint", "overrode_robots",
    "status", "withdrawn_at", "withdrawal_reason",
}  # fmt: skip
TIME = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
TIME_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: what it is, the SQL it is told by and the SQL it is read back by.

    `told` speaks of the row as `t`; `read` of the text of the column, by its name. `into` is the
    column of the table it goes to.
    """

    name: str
    type: str
    description: str
    told: str
    read: str
    into: str
    refers_to: str = ""
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A file, or one a month: `joins` are the temporary tables that say which rows are public."""

    name: str
    model: type[models.Model]
    description: str
    columns: tuple[Column, ...]
    joins: str
    order: str
    is_monthly: bool = False
    has_key: bool = True

    @property
    def table(self) -> str:
        return self.model._meta.db_table


@dataclass(slots=True)
class _Maker:
    model: type[models.Model]
    keys: tuple[str, ...]
    columns: list[Column] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)

    def add(self, one: models.Field) -> None:
        if one.name in LEFT_OUT:
            return
        if one.primary_key:
            self._add_key(one)
        elif one.is_relation:
            self._add_reference(one)
        else:
            self._add_value(one)

    def _add_key(self, one: models.Field) -> None:
        name = self.model._meta.model_name or ""
        if name not in self.keys:
            return
        self.joins.append(f"JOIN key_{name} k ON k.id = t.id")
        column = Column(
            "id", "integer", "Number of the row in this dump.", "k.key", "id::bigint", "id",
            is_required=True,
        )  # fmt: skip
        self.columns.append(column)

    def _add_reference(self, one: models.Field) -> None:
        target = one.related_model._meta.model_name  # type: ignore[union-attr]
        if target not in self.keys:
            if one.name == "checked_by":
                self._add_check()
            return
        alias = f"to_{one.name}"
        kind = "LEFT JOIN" if one.null else "JOIN"
        self.joins.append(f"{kind} key_{target} {alias} ON {alias}.id = t.{one.column}")
        self.columns.append(
            Column(
                one.column or "",
                "integer",
                _described(one, f"The {one.verbose_name}: an id of {plural(str(target))}."),
                f"{alias}.key",
                f"{one.column}::bigint",
                one.column or "",
                refers_to=str(target),
                is_required=not one.null,
            )
        )

    def _add_check(self) -> None:
        told = "Whether a reviewer gave their word to have looked there."
        read = "CASE WHEN is_checked::boolean THEN (SELECT id FROM restorer) END"
        self.columns.append(
            Column("is_checked", "boolean", told, "(t.checked_by_id IS NOT NULL)::text", read,
                   "checked_by_id", is_required=True)
        )  # fmt: skip

    def _add_value(self, one: models.Field) -> None:
        name, told, read, kind = one.column or "", f't."{one.column}"', f'"{one.column}"', "string"
        if isinstance(one, models.DateTimeField):
            told, read, kind = TIME.format(told), f"{read}::timestamptz", "datetime"
        elif isinstance(one, models.DateField):
            read, kind = f"{read}::date", "date"
        elif isinstance(one, models.BooleanField):
            # COPY writes "t" and "f", which only PostgreSQL takes for booleans.
            told, read, kind = f"{told}::text", f"{read}::boolean", "boolean"
        elif isinstance(one, models.IntegerField):
            read, kind = f"{read}::bigint", "integer"
        elif isinstance(one, ArrayField):
            told = f"array_to_json({told})::text"
            read, kind = f"translate({read}, '[]', '{{}}')::int[]", "array"
        elif isinstance(one, models.JSONField):
            told = CHANGES if one.name == "changes" else f"{told}::text"
            read, kind = f"{read}::jsonb", "object"
        self.columns.append(
            Column(name, kind, _described(one), told, read, name, is_required=not one.null)
        )


# A correction names rows by number; in a dump these are the dump's own, or nothing at all.
_RENUMBERED = {
    "person_id": "person",
    "organization_id": "organization",
    "tenure_id": "tenure",
    "occasion_id": "occasion",
}


def _renumbered() -> str:
    cases = " ".join(
        f"WHEN '{name}' THEN jsonb_build_array("
        f"(SELECT key FROM key_{model} WHERE id = (value->>0)::bigint), "
        f"(SELECT key FROM key_{model} WHERE id = (value->>1)::bigint))"
        for name, model in _RENUMBERED.items()
    )
    return (
        f"(SELECT jsonb_object_agg(key, CASE key {cases} ELSE value END) "
        "FROM jsonb_each(t.changes) AS changed (key, value))::text"
    )


CHANGES = _renumbered()


def _described(one: models.Field, otherwise: str = "") -> str:
    """Return what a column is, in one line of plain text."""
    told = str(one.help_text or otherwise or str(one.verbose_name).capitalize() + ".")
    if one.choices:
        told = f"{told.rstrip('.')}: {', '.join(str(value) for value, _ in one.choices)}."
    return told


def plural(model: str) -> str:
    """Return the name of the file of a model's rows."""
    return {"person": "people", "dossier": "dossiers"}.get(model, f"{model}s")


KEYS = (
    "organization", "person", "office", "tenure", "outlet", "document", "capture", "topic",
    "occasion", "statement", "appearance", "translation", "correction", "relation", "dossier",
)  # fmt: skip


def _table(
    model: type[models.Model],
    name: str,
    description: str,
    *,
    monthly: str = "",
    where: str = "",
) -> Table:
    """Return the table of a model; `monthly` is the alias of the statement whose month it is in."""
    maker = _Maker(model, KEYS)
    for one in model._meta.concrete_fields:
        maker.add(one)
    has_key = any(column.name == "id" for column in maker.columns)
    # Rows without a key of their own keep their order too: they are numbered as they are read.
    order = "k.key" if has_key else "t.id"
    joins = " ".join(maker.joins) + (f" WHERE {where}" if where else " WHERE true")
    if monthly:
        joins += f" AND {monthly}.month = %s"
    return Table(
        name, model, description, tuple(maker.columns), joins, order, bool(monthly), has_key
    )


def _former_slugs() -> Table:
    """Return the table of addresses that lead to a row which is public."""
    kinds = {
        "people_person": "person",
        "people_organization": "organization",
        "people_office": "office",
        "sources_outlet": "outlet",
        "statements_topic": "topic",
        "statements_occasion": "occasion",
        "statements_dossier": "dossier",
    }
    targets = " UNION ALL ".join(
        f"SELECT '{kind}' AS kind, id, key FROM key_{model}" for kind, model in kinds.items()
    )
    columns = (
        Column("kind", "string", "The table of the row.", "t.kind", "kind", "kind",
               is_required=True),
        Column("slug", "string", "An address that leads there.", "t.slug", "slug", "slug",
               is_required=True),
        Column("target_id", "integer", "The id of the row.", "target.key", "target_id::bigint",
               "target_id", is_required=True),
    )  # fmt: skip
    joins = f"JOIN ({targets}) target ON target.kind = t.kind AND target.id = t.target_id"
    told = "Addresses that rows had before, and that still lead there."
    return Table("former_slugs", FormerSlug, told, columns, joins, "t.kind, t.slug", has_key=False)


# In an order in which each row's references are read before it.
TABLES: tuple[Table, ...] = (
    _table(people.Organization, "organizations", "Who speaks, hosts, or has offices."),
    _table(people.OrganizationName, "organization_names", "Other forms of their names."),
    _table(people.OrganizationIdentifier, "organization_identifiers", "What others call them."),
    _table(people.Person, "people", "Who speaks, or is spoken to."),
    _table(people.PersonName, "person_names", "Other forms of their names."),
    _table(people.PersonIdentifier, "person_identifiers", "What others call them."),
    _table(people.Office, "offices", "Titles in organizations."),
    _table(people.OfficeIdentifier, "office_identifiers", "What others call them."),
    _table(people.Tenure, "tenures", "Who held which office, from when to when."),
    _table(sources.Outlet, "outlets", "Who publishes, or is credited."),
    _table(sources.OutletDomain, "outlet_domains", "Domains whose pages are the outlet's."),
    _table(sources.Document, "documents", "What was published."),
    _table(sources.DocumentURL, "document_urls", "Other addresses of it."),
    _table(sources.Capture, "captures", "Texts that quotes were found in."),
    _table(statements.Topic, "topics", "What statements are about."),
    _table(statements.Occasion, "occasions", "What statements were made at."),
    _table(statements.Occasion.participants.through, "occasion_participants", "Who took part."),
    _table(statements.Statement, "statements", "What was said.", monthly="k"),
    _table(statements.Statement.topics.through, "statement_topics", "Their topics.",
           monthly="to_statement"),
    _table(statements.Addressee, "addressees", "To whom they were said.", monthly="to_statement"),
    _table(statements.Translation, "translations", "Their words in other languages.",
           monthly="to_statement"),
    _table(statements.Appearance, "appearances", "Where they stand.", monthly="to_statement"),
    _table(statements.Correction, "corrections", "What was changed in public.",
           monthly="to_statement"),
    _table(statements.Relation, "relations", "How they bear on one another."),
    _table(statements.Dossier, "dossiers", "Selections of statements."),
    _table(statements.DossierEntry, "dossier_entries", "Their entries, in order.",
           where="(t.statement_id IS NULL OR to_statement.id IS NOT NULL)"),
    _former_slugs(),
)  # fmt: skip
