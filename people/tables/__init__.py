"""Reading tables: a file in, its rows out, each numbered as the file numbers them.

CSV and TSV (of any encoding and delimiter), XLSX, XLS, ODS, JSON and JSON Lines. Pure: no Django.
`open_table` reads in a process apart, which a hostile file may ruin and nothing else.
"""

from people.tables.apart import open_table
from people.tables.headers import Header, find_header
from people.tables.table import Choices, Found, Row, TableError

__all__ = ["Choices", "Found", "Header", "Row", "TableError", "find_header", "open_table"]
