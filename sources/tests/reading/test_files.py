"""PDF and Word files, honest and hostile."""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml

from sources.failures import CaptureError, Failure
from sources.reading import read, read_apart

FILES = Path(__file__).parent / "files"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def failure(raw, reader=read, **options):
    with pytest.raises(CaptureError) as refused:
        reader(raw, **options)
    return refused.value.failure


# PDF


def make_pdf(stream, *, info=b"", trailer=b""):
    """A PDF of one page with this content, in Helvetica."""
    packed = zlib.compress(stream)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<<%s>>" % info,
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 7\n0000000000 65535 f \n%s" % table
        + b"trailer<</Size 7/Root 1 0 R/Info 6 0 R%s>>\nstartxref\n%d\n%%%%EOF"
        % (trailer, len(out))
    )


def lines(*printed):
    shown = b"".join(b"1 0 0 1 %d %d Tm(%s)Tj " % place for place in printed)
    return b"BT /F 12 Tf " + shown + b"ET"


def test_a_printed_report_keeps_its_paragraphs_and_marks():
    article = read((FILES / "report.pdf").read_bytes())
    paragraphs = article.text.split("\n")
    assert article.title == "Report on the straits"
    assert (
        "“We will not raise the tolls this year,” the harbour minister, Anna Lindqvist, told "
        "reporters on Tuesday. “Nor will we close the straits to anyone who pays – not to traders, "
        "not to fishermen, and not to the fleets of our neighbours.”"
    ) in paragraphs
    assert "“And we have to repair it.”" in paragraphs
    assert any("that well-known shipping companies had been told" in one for one in paragraphs)
    assert any("words of the commission’s secretary." in one for one in paragraphs)


def test_what_every_page_repeats_is_left_out():
    text = read((FILES / "report.pdf").read_bytes()).text
    assert text.count("Report on the straits") == 1


def test_an_indented_line_begins_a_paragraph():
    raw = make_pdf(
        lines(
            (50, 700, b"She said that the tolls would stay."),
            (62, 686, b"Her deputy said that they would"),
            (50, 672, b"not, or not for long."),
        )
    )
    assert read(raw).text == (
        "She said that the tolls would stay.\nHer deputy said that they would not, or not for long."
    )


@pytest.mark.parametrize(
    ("title", "kept"), [(b"A report", "A report"), (b"Microsoft Word - draft.doc", "")]
)
def test_a_title_made_by_a_program_is_none(title, kept):
    raw = make_pdf(lines((50, 700, b"Words.")), info=b"/Title(%s)/Author(M. Oduya)" % title)
    article = read(raw)
    assert (article.title, article.authors) == (kept, "M. Oduya")


def test_pictures_of_pages_have_no_text():
    assert failure(make_pdf(b"")) == Failure.NO_ARTICLE


def test_a_locked_pdf_is_told():
    locked = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(x)(x)]" % (
        b"o" * 32,
        b"u" * 32,
    )
    raw = make_pdf(lines((50, 700, b"Words.")), trailer=locked)
    assert failure(raw, read_apart) == Failure.ENCRYPTED


@pytest.mark.parametrize("raw", [b"%PDF-1.4\nnothing", b"%PDF-1.4 xref trailer startxref 9"])
def test_a_damaged_pdf_is_told(raw):
    assert failure(raw, read_apart) in (Failure.DAMAGED, Failure.NO_ARTICLE)


def test_a_pdf_bomb_ends_with_its_process():
    bomb = make_pdf(b"q " * 150_000_000)
    assert len(bomb) < 1_000_000
    assert failure(bomb, read_apart, seconds=3, memory=600_000_000) == Failure.TOO_COMPLEX


# DOCX


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def make_docx(**parts):
    """An empty Word file with some parts replaced."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(saved(Document()))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return out.getvalue()


def body(xml):
    return f'<w:document xmlns:w="{W}"><w:body>{xml}</w:body></w:document>'


def test_a_word_file_says_what_it_is():
    document = Document()
    document.add_heading("Statement on the straits", 0)
    document.add_paragraph("“We have kept our word,” the minister said.")
    document.add_paragraph("Nobody answered.")
    document.core_properties.author = "Harbour Ministry"
    document.core_properties.language = "en-GB"
    article = read(saved(document))
    assert article.title == "Statement on the straits"
    assert (article.authors, article.language) == ("Harbour Ministry", "en")
    assert article.text == (
        "Statement on the straits\n“We have kept our word,” the minister said.\nNobody answered."
    )


def test_words_in_links_fields_tables_and_accepted_changes_are_read():
    document = Document()
    document.add_paragraph("Before.")
    document.add_table(1, 2).cell(0, 1).text = "In a cell."
    paragraph = f"""<w:p xmlns:w="{W}"><w:r><w:t xml:space="preserve">We </w:t></w:r>
        <w:del><w:r><w:delText>won’t</w:delText></w:r></w:del>
        <w:ins><w:r><w:t>will</w:t></w:r></w:ins>
        <w:hyperlink><w:r><w:t xml:space="preserve"> keep</w:t></w:r></w:hyperlink>
        <w:sdt><w:sdtContent><w:r><w:t xml:space="preserve"> our</w:t></w:r></w:sdtContent></w:sdt>
        <w:r><w:tab/><w:t>word.</w:t></w:r></w:p>"""
    document.element.body.insert(0, parse_xml(paragraph))
    assert read(saved(document)).text == "We will keep our\tword.\nBefore.\nIn a cell."


def test_a_text_box_is_read_once():
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    xml = f"""<w:p><w:r><w:t>Around.</w:t><mc:AlternateContent xmlns:mc="{mc}">
        <mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>
        </mc:AlternateContent></w:r></w:p>"""
    assert read(make_docx(**{"word/document.xml": body(xml)})).text == "Around.\nIn the box."


def test_a_word_file_without_words_is_empty():
    assert failure(saved(Document())) == Failure.EMPTY


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    raw = make_docx(**{"word/document.xml": body("<w:p/>" + " " * 250_000_000)})
    assert len(raw) < 1_000_000
    assert failure(raw) == Failure.TOO_COMPLEX


def test_entities_neither_swell_nor_read_files():
    doctype = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    )
    xml = doctype + body("<w:p><w:r><w:t>Words &b;&file;.</w:t></w:r></w:p>")
    text = read_apart(make_docx(**{"word/document.xml": xml})).text
    assert "root:" not in text
    assert "aaaa" not in text


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
def test_a_damaged_word_file_is_told(part):
    assert failure(make_docx(**{part: "<nothing"}), read_apart) == Failure.DAMAGED


def test_the_process_apart_reads_what_the_reader_reads_and_knows_no_secrets(monkeypatch):
    raw = (FILES / "news.htm").read_bytes()
    monkeypatch.setenv("SECRET_KEY", "not for readers")
    assert read_apart(raw, url="https://courier.example/x") == read(
        raw, url="https://courier.example/x"
    )
