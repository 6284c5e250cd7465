"""Search over what was said: one engine, PostgreSQL, and one query language for every output."""
