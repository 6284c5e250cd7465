"""The database's side of search: folding, the vector of a statement, and what keeps it current.

Migrations read this. A change needs a new migration that runs the changed part again and, where
the vectors change, `SELECT record_search_refresh(array_agg(id)) FROM statements_statement`.
"""

# Text as the record compares it. NFKD takes letters and their marks apart, so that leaving out
# the marks folds accents, vowel signs and the hamza on alef, waw and yeh in one step. What NFKD
# keeps whole is translated: the Arabic letters that Persian writes differently, digits, quotation
# marks, Latin letters with a stroke. Joiners, direction marks, tatweel and the half rings of
# transliteration say nothing. A slash would make the parser see a file name ("Iran/Iraq"), and
# points an abbreviation that nobody types ("I.R.G.C.").
_MARKS = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    r"\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u02bb\u02be\u02bf]"
)
_FROM = "يىكةٱەہھ" + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹" + "‘’‚‛ʼ“”„‟«»‹›" + "łøđıħ" + "/"
_TO = "ییکهاههه" + "0123456789" * 2 + "'" * 5 + '"' * 8 + "lodih" + " "

FOLD = rf"""
CREATE OR REPLACE FUNCTION record_fold(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        translate(
            lower(regexp_replace(normalize($1, NFKD), '{_MARKS}', '', 'g')),
            $from${_FROM}$from$, $to${_TO}$to$
        ),
        '\m([a-z])\.(?=[a-z]\M)', '\1', 'g'
    )
$$;
"""

# Languages whose word forms are folded together; every other one is searched as it stands.
CONFIGURATIONS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "ru": "russian",
}
_BRANCHES = " ".join(
    f"WHEN '{code}' THEN 'pg_catalog.{name}'::regconfig" for code, name in CONFIGURATIONS.items()
)
_WORD_IN_EACH = " || ".join(
    f"phraseto_tsquery('pg_catalog.{name}', record_fold($1))"
    for name in ("simple", *CONFIGURATIONS.values())
)

# A word is sought as typed and by its stem in each language, as nobody says in which they ask; a
# phrase and a prefix only as typed. Inside quotation marks to_tsquery reads no operators, and
# what could end them becomes a space. An empty query finds nothing.
QUERIES = rf"""
CREATE OR REPLACE FUNCTION record_search_configuration(language text) RETURNS regconfig
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE split_part(language, '-', 1)
        {_BRANCHES} ELSE 'pg_catalog.simple'::regconfig
    END
$$;
CREATE OR REPLACE FUNCTION record_word_query(text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT {_WORD_IN_EACH}
$$;
CREATE OR REPLACE FUNCTION record_phrase_query(text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT phraseto_tsquery('pg_catalog.simple', record_fold($1))
$$;
CREATE OR REPLACE FUNCTION record_prefix_query(text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN folded = '' THEN ''::tsquery
        ELSE to_tsquery('pg_catalog.simple', '''' || folded || ''':*') END
    FROM (SELECT trim(translate(record_fold($1), '''\', '  ')) AS folded) AS prefix
$$;
"""

# The pilcrow is a lexeme that no text yields. It stands between two parts, so that no phrase
# is found across the end of one and the beginning of the next.
VECTORS = """
CREATE OR REPLACE FUNCTION record_vector(configuration regconfig, words text, weight "char")
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight(
        to_tsvector('pg_catalog.simple', folded) || $pilcrow$'¶':1$pilcrow$::tsvector ||
        CASE WHEN configuration = 'pg_catalog.simple'::regconfig THEN ''::tsvector
            ELSE to_tsvector(configuration, folded) || $pilcrow$'¶':1$pilcrow$::tsvector END,
        weight
    )
    FROM (SELECT coalesce(record_fold(words), '') AS folded) AS words
$$;
CREATE OR REPLACE AGGREGATE record_vectors(tsvector)
    (SFUNC = tsvector_concat, STYPE = tsvector, INITCOND = '', PARALLEL = SAFE);
CREATE OR REPLACE FUNCTION record_search_refresh(statement_ids bigint[]) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO statements_searchentry (statement_id, vector)
    SELECT statement.id,
        record_vector(
            record_search_configuration(statement.language), statement.text, 'A'
        )
        || coalesce((
            SELECT record_vectors(record_vector(
                record_search_configuration(translation.language), translation.text, 'B'
            ) ORDER BY translation.id)
            FROM statements_translation translation
            WHERE translation.statement_id = statement.id
        ), ''::tsvector)
        || record_vector('pg_catalog.simple', concat_ws(' ',
            statement.attribution, person.name,
            (SELECT string_agg(name, ' ') FROM people_personname
                WHERE person_id = statement.person_id),
            organization.name, organization.short_name,
            (SELECT string_agg(name, ' ') FROM people_organizationname
                WHERE organization_id = organization.id),
            office.title
        ), 'C')
        || record_vector('pg_catalog.simple', concat_ws(' ',
            occasion.name, occasion.place,
            (SELECT string_agg(topic.name, ' ') FROM statements_topic topic
                JOIN statements_statement_topics tagged ON tagged.topic_id = topic.id
                WHERE tagged.statement_id = statement.id)
        ), 'D')
    FROM statements_statement statement
    LEFT JOIN people_person person ON person.id = statement.person_id
    LEFT JOIN people_tenure tenure ON tenure.id = statement.tenure_id
    LEFT JOIN people_office office ON office.id = tenure.office_id
    LEFT JOIN people_organization organization
        ON organization.id = coalesce(statement.organization_id, office.organization_id)
    LEFT JOIN statements_occasion occasion ON occasion.id = statement.occasion_id
    WHERE statement.id = ANY (statement_ids)
    -- In one order, so that two writers never wait for each other.
    ORDER BY statement.id
    ON CONFLICT (statement_id) DO UPDATE SET vector = EXCLUDED.vector
    WHERE statements_searchentry.vector IS DISTINCT FROM EXCLUDED.vector
$$;
"""

# The planner's default is wrong by a thousand times on rare words.
STATISTICS = "ALTER TABLE statements_searchentry ALTER COLUMN vector SET STATISTICS 2000;"

_OF_OFFICES = """
    SELECT statement.id FROM statements_statement statement
    JOIN people_tenure tenure ON tenure.id = statement.tenure_id
    JOIN people_office office ON office.id = tenure.office_id
    WHERE {}
"""


def _of_organization(column: str) -> str:
    return (
        "SELECT id FROM statements_statement WHERE organization_id IN "
        f"(OLD.{column}, NEW.{column}) UNION "
        + _OF_OFFICES.format(f"office.organization_id IN (OLD.{column}, NEW.{column})")
    )


def _of_statement(where: str) -> str:
    return f"SELECT id FROM statements_statement WHERE {where}"


_ANY = "INSERT OR DELETE OR UPDATE"

# Per table: the changes that matter, and which statements they touch. Of OLD and NEW, the one
# that there is not is NULL, which no IN finds.
WATCHED = {
    "statements_statement": (
        "INSERT OR UPDATE OF text, language, attribution, person_id, organization_id, tenure_id,"
        " occasion_id",
        "SELECT NEW.id",
    ),
    "statements_translation": (
        _ANY,
        _of_statement("id IN (OLD.statement_id, NEW.statement_id)"),
    ),
    "statements_statement_topics": (
        _ANY,
        _of_statement("id IN (OLD.statement_id, NEW.statement_id)"),
    ),
    "statements_topic": (
        "UPDATE OF name",
        "SELECT statement_id FROM statements_statement_topics WHERE topic_id = NEW.id",
    ),
    "statements_occasion": ("UPDATE OF name, place", _of_statement("occasion_id = NEW.id")),
    "people_person": ("UPDATE OF name", _of_statement("person_id = NEW.id")),
    "people_personname": (_ANY, _of_statement("person_id IN (OLD.person_id, NEW.person_id)")),
    "people_organization": ("UPDATE OF name, short_name", _of_organization("id")),
    "people_organizationname": (_ANY, _of_organization("organization_id")),
    "people_office": (
        "UPDATE OF title, organization_id",
        _OF_OFFICES.format("office.id = NEW.id"),
    ),
    "people_tenure": ("UPDATE OF office_id", _of_statement("tenure_id = NEW.id")),
}


def _trigger(table: str, changes: str, statements: str) -> str:
    return f"""
    CREATE OR REPLACE FUNCTION record_search_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM record_search_refresh(ARRAY({statements}));
        RETURN NULL;
    END $$;
    CREATE OR REPLACE TRIGGER record_search AFTER {changes} ON {table}
        FOR EACH ROW EXECUTE FUNCTION record_search_{table}();
    """


# A statement deleted by plain SQL takes its entry along, as one deleted through Django does.
_FORGET = """
CREATE OR REPLACE FUNCTION record_search_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM statements_searchentry WHERE statement_id = OLD.id;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER record_search_forget AFTER DELETE ON statements_statement
    FOR EACH ROW EXECUTE FUNCTION record_search_forget();
"""

# Plain SQL and not pgtrigger's, which would need a proxy model for each of the other apps'
# tables: people must not know of statements.
TRIGGERS = "".join(_trigger(table, *watched) for table, watched in WATCHED.items()) + _FORGET

FILL = "SELECT record_search_refresh(array_agg(id)) FROM statements_statement;"

_DROP_TRIGGERS = "".join(
    f"DROP TRIGGER record_search ON {table}; DROP FUNCTION record_search_{table}();"
    for table in WATCHED
)
DROP = f"""
{_DROP_TRIGGERS}
DROP TRIGGER record_search_forget ON statements_statement;
DROP FUNCTION record_search_forget();
DROP FUNCTION record_search_refresh(bigint[]);
DROP AGGREGATE record_vectors(tsvector);
DROP FUNCTION record_vector(regconfig, text, "char");
DROP FUNCTION record_prefix_query(text);
DROP FUNCTION record_phrase_query(text);
DROP FUNCTION record_word_query(text);
DROP FUNCTION record_search_configuration(text);
DROP FUNCTION record_fold(text);
"""
