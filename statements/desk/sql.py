"""Finding the names that a text may speak of: the last word of each form, folded and indexed.

The functions use nothing outside pg_catalog: an index is built without any other schema at hand.
"""

# Accents and vowel signs go, and the points of abbreviations: "I.R.G.C." is "irgc".
_FOLDED = r"""
    lower(regexp_replace(
        replace(normalize($1, NFKD), '.', ''), '[\u0300-\u036f\u064b-\u065f]', '', 'g'
    ))
"""

FUNCTIONS = rf"""
CREATE OR REPLACE FUNCTION record_words(text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_split_to_array(
        regexp_replace({_FOLDED}, '^[^[:alnum:]]+|[^[:alnum:]]+$', '', 'g'), '[^[:alnum:]]+'
    )
$$;
CREATE OR REPLACE FUNCTION record_last_word(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT substring({_FOLDED} FROM '([[:alnum:]]+)[^[:alnum:]]*$')
$$;
"""

_INDEXED = (
    ("people_person", "name"),
    ("people_personname", "name"),
    ("people_organization", "name"),
    ("people_organization", "short_name"),
    ("people_organizationname", "name"),
)

INDEXES = "".join(
    f"CREATE INDEX {table}_{column}_last_word ON {table} (record_last_word({column}));"
    for table, column in _INDEXED
)

DROP = (
    "".join(f"DROP INDEX {table}_{column}_last_word;" for table, column in _INDEXED)
    + "DROP FUNCTION record_words(text); DROP FUNCTION record_last_word(text);"
)
