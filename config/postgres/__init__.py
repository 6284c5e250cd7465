"""The embedded PostgreSQL: used wherever DATABASE_URL names no other database.

`server` starts, shares, mends and stops it; `base` is the Django database backend
that starts it with the first connection, so that importing the settings costs nothing.
"""
