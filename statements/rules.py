"""The record's rules that reach over several rows, kept by triggers in the database.

Each is checked at commit, so that a statement and its appearance, or a tenure and what was
said in it, can be written in any order; each names itself as a violated constraint.
"""

import pgtrigger

# What readers see of a statement: a change of these while it is public is a correction.
PUBLIC_COLUMNS = (
    "kind",
    "text",
    "language",
    "attribution",
    "person_id",
    "organization_id",
    "tenure_id",
    "said_on_earliest",
    "said_on_latest",
    "said_on_precision",
    "occasion_id",
    "note",
)

# The transaction's reason for changing published statements, read by the correction it makes.
REASON_SETTING = "on_record.reason"


def _refuse(name: str, message: str) -> str:
    """Return the PL/pgSQL that fails as a violated constraint called `name`."""
    return f"""
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{name}',
            TABLE = TG_TABLE_NAME, MESSAGE = '{message}';
    """


_TENURE_FITS = """
    tenure.start_earliest <= statement.said_on_latest IS NOT FALSE
    AND tenure.end_latest >= statement.said_on_earliest IS NOT FALSE
    AND tenure.person_id = statement.person_id
"""

TENURE_FITS_SPEAKER_AND_DAY = pgtrigger.Trigger(
    name="tenure_fits",
    when=pgtrigger.After,
    operation=pgtrigger.Insert
    | pgtrigger.UpdateOf("tenure_id", "person_id", "said_on_earliest", "said_on_latest"),
    condition=pgtrigger.Q(new__tenure__isnull=False),
    timing=pgtrigger.Deferred,
    func=f"""
        IF EXISTS (
            SELECT 1 FROM statements_statement statement
            JOIN people_tenure tenure ON tenure.id = statement.tenure_id
            WHERE statement.id = NEW.id AND ({_TENURE_FITS}) IS NOT TRUE
        ) THEN
            {
        _refuse(
            "statements_statement_tenure_fits",
            "The tenure must be the speaker’s own and hold on the day it was said.",
        )
    }
        END IF;
        RETURN NULL;
    """,
)

TENURE_STILL_FITS = pgtrigger.Trigger(
    name="still_fits_statements",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("person_id", "start_earliest", "end_latest"),
    timing=pgtrigger.Deferred,
    func=f"""
        IF EXISTS (
            SELECT 1 FROM statements_statement statement
            JOIN people_tenure tenure ON tenure.id = statement.tenure_id
            WHERE tenure.id = NEW.id AND ({_TENURE_FITS}) IS NOT TRUE
        ) THEN
            {
        _refuse(
            "people_tenure_still_fits_statements",
            "Statements on record were made in this tenure on days it would no longer cover.",
        )
    }
        END IF;
        RETURN NULL;
    """,
)

_NO_APPEARANCE = _refuse(
    "statements_statement_published_appears",
    "A published statement must have an appearance in a document.",
)

# A direct quote is published on its very words in the kept text, or on a place in the document
# and the word of a reviewer who looked there.
# Words that the source has lost since stand in the kept text all the same.
_IS_CHECKED = """(
    state = 'verified' OR source_changed_at IS NOT NULL
    OR (locator <> '' AND checked_by_id IS NOT NULL)
)"""
_NOT_CHECKED = _refuse(
    "statements_statement_published_checked",
    "A direct quote is published only when its exact words stand in the kept text, "
    "or with a locator and the word of a reviewer who checked it.",
)
_PUBLISHED_UNCHECKED = f"""
    EXISTS (
        SELECT 1 FROM statements_statement
        WHERE id = {{statement}} AND status = 'published' AND kind = 'direct'
    ) AND NOT EXISTS (
        SELECT 1 FROM statements_appearance
        WHERE statement_id = {{statement}} AND {_IS_CHECKED}
    )
"""

PUBLISHED_STATEMENT_APPEARS = pgtrigger.Trigger(
    name="published_appears",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("status", "kind", "text"),
    condition=pgtrigger.Q(new__status="published"),
    timing=pgtrigger.Deferred,
    # A source that changes later does not unpublish: the appearance says so instead. But what
    # becomes a direct quote, or a quote of other words, is checked again.
    func=f"""
        IF TG_OP = 'UPDATE' AND (OLD.status, OLD.kind, OLD.text) = (NEW.status, NEW.kind, NEW.text)
        THEN RETURN NULL; END IF;
        IF NOT EXISTS (
            SELECT 1 FROM statements_appearance WHERE statement_id = NEW.id
        ) AND EXISTS (
            SELECT 1 FROM statements_statement WHERE id = NEW.id AND status = 'published'
        ) THEN
            {_NO_APPEARANCE}
        END IF;
        IF {_PUBLISHED_UNCHECKED.format(statement="NEW.id")} THEN {_NOT_CHECKED} END IF;
        RETURN NULL;
    """,
)

# Who takes the checked appearance away, or makes another of it, leaves a checked one.
PUBLISHED_STATEMENT_STILL_APPEARS = pgtrigger.Trigger(
    name="published_still_appears",
    when=pgtrigger.After,
    operation=pgtrigger.Delete
    | pgtrigger.UpdateOf("statement_id", "document_id", "locator", "checked_by_id"),
    timing=pgtrigger.Deferred,
    func=f"""
        IF TG_OP = 'UPDATE' AND (
            OLD.statement_id, OLD.document_id, OLD.locator, OLD.checked_by_id
        ) IS NOT DISTINCT FROM (
            NEW.statement_id, NEW.document_id, NEW.locator, NEW.checked_by_id
        ) THEN RETURN NULL; END IF;
        IF EXISTS (
            SELECT 1 FROM statements_statement
            WHERE id = OLD.statement_id AND status = 'published'
        ) AND NOT EXISTS (
            SELECT 1 FROM statements_appearance WHERE statement_id = OLD.statement_id
        ) THEN
            {_NO_APPEARANCE}
        END IF;
        IF (
            OLD.state = 'verified' OR OLD.source_changed_at IS NOT NULL
            OR (OLD.locator <> '' AND OLD.checked_by_id IS NOT NULL)
        ) AND {_PUBLISHED_UNCHECKED.format(statement="OLD.statement_id")} THEN
            {_NOT_CHECKED}
        END IF;
        RETURN NULL;
    """,
)

_PARENT_OF_ANOTHER = f"""
    IF EXISTS (
        SELECT 1 FROM statements_appearance child
        JOIN statements_appearance parent ON parent.id = child.parent_id
        WHERE NEW.id IN (child.id, parent.id) AND child.statement_id <> parent.statement_id
    ) THEN
        {
    _refuse(
        "statements_appearance_parent_of_statement",
        "The report that it relies on must be an appearance of the same statement.",
    )
}
    END IF;
    RETURN NULL;
"""

# A report relies on another report of the same words.
PARENT_IS_OF_THE_STATEMENT = pgtrigger.Trigger(
    name="parent_of_statement",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),
    condition=pgtrigger.Q(new__parent__isnull=False),
    timing=pgtrigger.Deferred,
    func=_PARENT_OF_ANOTHER,
)
PARENT_STAYS_WITH_THE_STATEMENT = pgtrigger.Trigger(
    name="parent_stays",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("statement_id"),
    condition=pgtrigger.Q(old__statement__df=pgtrigger.F("new__statement")),
    timing=pgtrigger.Deferred,
    func=_PARENT_OF_ANOTHER,
)

FOLLOW_THE_WORKFLOW = pgtrigger.Trigger(
    name="follow_the_workflow",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("status"),
    condition=pgtrigger.Q(old__status__df=pgtrigger.F("new__status")),
    func=f"""
        IF (OLD.status, NEW.status) NOT IN (
            ('draft', 'in_review'), ('in_review', 'draft'), ('in_review', 'published'),
            ('published', 'withdrawn'), ('withdrawn', 'published')
        ) THEN
            {
        _refuse(
            "statements_statement_workflow",
            "A statement goes from draft to in review, to published, to withdrawn.",
        )
    }
        END IF;
        RETURN NEW;
    """,
)

PUBLISHED_STAYS = pgtrigger.Protect(
    name="published_stays",
    operation=pgtrigger.Delete,
    condition=pgtrigger.Q(old__status__in=["published", "withdrawn"]),
)

_REASON = f"coalesce(current_setting('{REASON_SETTING}', true), '')"

CORRECT_IN_PUBLIC = pgtrigger.Trigger(
    name="correct_in_public",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__status__in=["published", "withdrawn"]),
    declare=[("changes", "jsonb")],
    func=f"""
        SELECT jsonb_object_agg(key, jsonb_build_array(before.value, after.value))
        INTO changes
        FROM jsonb_each(to_jsonb(OLD)) before JOIN jsonb_each(to_jsonb(NEW)) after USING (key)
        WHERE key = ANY ('{{{",".join(PUBLIC_COLUMNS)}}}')
        AND before.value IS DISTINCT FROM after.value;
        IF changes IS NOT NULL THEN
            INSERT INTO statements_correction (statement_id, changes, reason, corrected_at)
            VALUES (NEW.id, changes, {_REASON}, now());
        END IF;
        RETURN NULL;
    """,
)

CORRECT_TRANSLATION_IN_PUBLIC = pgtrigger.Trigger(
    name="correct_in_public",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("text") | pgtrigger.Delete,
    declare=[("new_text", "text")],
    func=f"""
        IF TG_OP = 'UPDATE' THEN new_text := NEW.text; END IF;
        IF new_text IS DISTINCT FROM OLD.text THEN
            INSERT INTO statements_correction (statement_id, changes, reason, corrected_at)
            SELECT id, jsonb_build_object(
                'translation_' || OLD.language, jsonb_build_array(OLD.text, new_text)
            ), {_REASON}, now()
            FROM statements_statement
            WHERE id = OLD.statement_id AND status IN ('published', 'withdrawn');
        END IF;
        RETURN NULL;
    """,
)

# Where it stands, as far as curators enter it. That the words are looked up again is no correction.
CORRECT_APPEARANCE_IN_PUBLIC = pgtrigger.Trigger(
    name="correct_in_public",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf(
        "document_id", "locator", "credited_outlet_id", "source_changed_at"
    )
    | pgtrigger.Delete,
    declare=[("changes", "jsonb")],
    func=f"""
        SELECT jsonb_object_agg(key, jsonb_build_array(before, after)) INTO changes
        FROM (VALUES
            (
                'source',
                (SELECT title FROM sources_document WHERE id = OLD.document_id),
                CASE WHEN TG_OP = 'UPDATE' THEN
                    (SELECT title FROM sources_document WHERE id = NEW.document_id) END
            ),
            -- At the source itself the words stand no longer, or again.
            (
                'source_text',
                CASE WHEN TG_OP = 'UPDATE' AND
                    OLD.source_changed_at IS DISTINCT FROM NEW.source_changed_at
                THEN OLD.state END,
                CASE WHEN TG_OP = 'UPDATE' AND
                    OLD.source_changed_at IS DISTINCT FROM NEW.source_changed_at
                THEN NEW.state END
            ),
            ('locator', OLD.locator, CASE WHEN TG_OP = 'UPDATE' THEN NEW.locator END),
            (
                'credited_outlet',
                (SELECT name FROM sources_outlet WHERE id = OLD.credited_outlet_id),
                CASE WHEN TG_OP = 'UPDATE' THEN
                    (SELECT name FROM sources_outlet WHERE id = NEW.credited_outlet_id) END
            )
        ) AS told (key, before, after)
        WHERE before IS DISTINCT FROM after AND (key = 'source' OR TG_OP = 'UPDATE');
        IF changes IS NOT NULL THEN
            INSERT INTO statements_correction (statement_id, changes, reason, corrected_at)
            SELECT id, changes, {_REASON}, now() FROM statements_statement
            WHERE id = OLD.statement_id AND status IN ('published', 'withdrawn');
        END IF;
        RETURN NULL;
    """,
)

# “Verified” is a fact, not an opinion: the words stand in the kept text at that place. So do
# those that the source itself has lost since.
VERIFIED_WORDS_STAND_THERE = pgtrigger.Trigger(
    name="verified_words_stand_there",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert
    | pgtrigger.UpdateOf(
        "state", "exact", "start", "end", "capture_id", "document_id", "source_changed_at"
    ),
    condition=pgtrigger.Q(new__state="verified")
    | pgtrigger.Q(new__source_changed_at__isnull=False),
    func=f"""
        IF NOT EXISTS (
            SELECT 1 FROM sources_capture
            WHERE id = NEW.capture_id AND document_id = NEW.document_id
            AND substr(text, NEW.start + 1, NEW."end" - NEW.start) = NEW.exact
        ) THEN
            {
        _refuse(
            "statements_appearance_verified_words",
            "A verified appearance quotes the kept text of its document at its place.",
        )
    }
        END IF;
        RETURN NEW;
    """,
)
