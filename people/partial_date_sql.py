"""Partial dates in SQL, written as `PartialDate.isoformat` writes them."""

from people.partial_dates import CIRCA_MARGIN


def edtf(table: str, name: str) -> str:
    """Return the SQL of a PartialDateField of `table` as EDTF; "" where there is no date."""
    earliest = f"{table}.{name}_earliest"
    return f"""CASE {table}.{name}_precision
        WHEN 'day' THEN to_char({earliest}, 'YYYY-MM-DD')
        WHEN 'month' THEN to_char({earliest}, 'YYYY-MM')
        WHEN 'year' THEN to_char({earliest}, 'YYYY')
        WHEN 'circa' THEN (extract(year FROM {earliest})::int + {CIRCA_MARGIN})::text || '~'
        ELSE '' END"""
