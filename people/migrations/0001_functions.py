from django.db import migrations

# Fifty random bits as ten characters of Crockford's base 32: without order, so that nobody can
# guess the next one, and without the letters i, l, o and u, which are misread. Version 4 UUIDs
# have their fixed bits in bytes 6 and 8; bytes 0 to 5 and 9 to 12 are all random.
PUBLIC_ID = """
CREATE FUNCTION record_public_id() RETURNS text LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT string_agg(
        substr('0123456789abcdefghjkmnpqrstvwxyz', (get_byte(bytes, place) & 31) + 1, 1), ''
    )
    FROM (SELECT uuid_send(gen_random_uuid()) AS bytes OFFSET 0) AS random,
        unnest(ARRAY[0, 1, 2, 3, 4, 5, 9, 10, 11, 12]) AS place
$$
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(PUBLIC_ID, "DROP FUNCTION record_public_id()")]
