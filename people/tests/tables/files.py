"""Files for tests of reading: bytes as they come, and workbooks good and bad."""

import io
import tempfile
import zipfile

import openpyxl

from people.tables import find_header, open_table


def read(raw, name="table.csv", choices=None, **limits):
    """Return how `raw` is read, its rows and its header."""
    with tempfile.TemporaryFile() as file:
        file.write(raw)
        file.flush()
        with open_table(file, name, choices, **limits) as (found, rows):
            kept = list(rows)
            return found, kept, find_header(kept, found)


def cells(raw, name="table.csv", choices=None):
    return [row.cells for row in read(raw, name, choices)[1]]


def xlsx(*rows, merge=(), title="Sheet"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for span in merge:
        sheet.merge_cells(span)
    return saved(book)


def saved(book):
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def with_part(raw, name, change):
    """Return the package with what `change` makes of one of its parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(kept, "w", 8) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, change(content) if part.filename == name else content)
    return kept.getvalue()


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.3"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Said">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def ods(*rows):
    """Return an ODS of these rows; each cell is text, or a whole element."""

    def cell(value):
        if value.startswith("<"):
            return value
        return (
            '<table:table-cell office:value-type="string">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr("mimetype", ODS_TYPE)
        package.writestr("content.xml", _ODS.format(rows=lines))
        package.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest"
            ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
            "</manifest:manifest>",
        )
    return kept.getvalue()
