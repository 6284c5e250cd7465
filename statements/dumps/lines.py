"""A statement as one line of JSON: all that its page says, for those who want no tables."""

STATEMENT_LINES = """
SELECT json_build_object(
    'public_id', t.public_id,
    'kind', t.kind,
    'text', t.text,
    'language', t.language,
    'speaker', CASE
        WHEN person.id IS NOT NULL THEN
            json_build_object('type', 'person', 'name', person.name, 'slug', person.slug)
        WHEN organization.id IS NOT NULL THEN
            json_build_object(
                'type', 'organization', 'name', organization.name, 'slug', organization.slug
            )
    END,
    'attribution', t.attribution,
    'office', CASE WHEN office.id IS NOT NULL THEN json_build_object(
        'title', office.title, 'organization', body.name, 'slug', office.slug
    ) END,
    'said_on_earliest', t.said_on_earliest,
    'said_on_latest', t.said_on_latest,
    'said_on_precision', t.said_on_precision,
    'occasion', CASE WHEN occasion.id IS NOT NULL THEN json_build_object(
        'name', occasion.name, 'kind', occasion.kind, 'slug', occasion.slug
    ) END,
    'topics', coalesce((
        SELECT json_agg(topic.slug ORDER BY topic.slug)
        FROM statements_statement_topics link
        JOIN statements_topic topic ON topic.id = link.topic_id
        WHERE link.statement_id = t.id
    ), '[]'),
    'translations', coalesce((
        SELECT json_agg(json_build_object(
            'language', translation.language, 'text', translation.text,
            'translator', translation.translator, 'is_official', translation.is_official
        ) ORDER BY translation.id)
        FROM statements_translation translation WHERE translation.statement_id = t.id
    ), '[]'),
    'appearances', coalesce((
        SELECT json_agg(json_build_object(
            'document', document.public_id, 'title', document.title,
            'url', document.canonical_url, 'outlet', outlet.name,
            'credited_outlet', credited.name, 'exact', appearance.exact,
            'prefix', appearance.prefix, 'suffix', appearance.suffix,
            'locator', appearance.locator, 'state', appearance.state
        ) ORDER BY appearance.id)
        FROM statements_appearance appearance
        JOIN sources_document document ON document.id = appearance.document_id
        JOIN sources_outlet outlet ON outlet.id = document.outlet_id
        LEFT JOIN sources_outlet credited ON credited.id = appearance.credited_outlet_id
        WHERE appearance.statement_id = t.id
    ), '[]'),
    'note', t.note,
    'version', t.version,
    'published_at', to_char(t.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
)
FROM statements_statement t
JOIN key_statement k ON k.id = t.id
LEFT JOIN people_person person ON person.id = t.person_id
LEFT JOIN people_organization organization ON organization.id = t.organization_id
LEFT JOIN people_tenure tenure ON tenure.id = t.tenure_id
LEFT JOIN people_office office ON office.id = tenure.office_id
LEFT JOIN people_organization body ON body.id = office.organization_id
LEFT JOIN statements_occasion occasion ON occasion.id = t.occasion_id
WHERE k.month = %s
ORDER BY k.key
"""
