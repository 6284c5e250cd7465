"""What a file is, whatever it is called."""

import zipfile
from io import BytesIO

import pytest

from sources.failures import CaptureError, Failure
from sources.reading import Kind, kind_of


def packed(**files):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in files.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "declared", "kind"),
    [
        (b"<!DOCTYPE html><p>x", "", Kind.HTML),
        (b"\xef\xbb\xbf\n<!-- a -->\n<html>", "", Kind.HTML),
        ("<html lang=fa>".encode("utf-16"), "", Kind.HTML),
        (b'<?xml version="1.0"?><html>', "", Kind.HTML),
        (b"<center>Words</center>", "text/html; charset=utf-8", Kind.HTML),
        (b"Words and <p> in a text", "", Kind.TEXT),
        (b"<html>", "text/plain", Kind.HTML),
        (b"%PDF-1.4 ...", "text/html", Kind.PDF),
        (b"\n\n%PDF-1.7", "", Kind.PDF),
        (packed(word__document_xml="<w/>"), "application/zip", Kind.DOCX),
        (b"Words.", "application/octet-stream", Kind.TEXT),
        ("Слова".encode("cp1251"), "", Kind.TEXT),
    ],
)
def test_the_bytes_decide(raw, declared, kind):
    assert kind_of(raw, declared) == kind


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", Failure.EMPTY),
        (b" \n\t ", Failure.EMPTY),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Failure.UNKNOWN_TYPE),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", Failure.UNKNOWN_TYPE),
        (b"\x7fELF\x02\x01\x01\x00", Failure.UNKNOWN_TYPE),
        (packed(xl__workbook_xml="<w/>"), Failure.UNKNOWN_TYPE),
        (b"PK\x03\x04 cut off", Failure.DAMAGED),
    ],
)
def test_what_cannot_be_read_is_refused(raw, reason):
    with pytest.raises(CaptureError) as refused:
        kind_of(raw, "text/html")
    assert refused.value.failure == reason
