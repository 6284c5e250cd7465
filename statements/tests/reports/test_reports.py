"""Reports are built, kept, run and sent; each run can be shown again."""

import csv
import datetime
import hashlib
import json
import shutil
import subprocess
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from config.testing.browser import in_ci
from people.partial_dates import PartialDate
from people.tests.factories import make_user
from statements.columns import COLUMNS
from statements.reports.definition import COUNTS, ROWS, Definition
from statements.reports.models import Report, ReportRun
from statements.reports.running import following, run_due, run_due_reports
from statements.tests.curation.entering import told
from statements.tests.factories import (
    make_person,
    make_published_statement,
    make_statement,
)

pytestmark = pytest.mark.django_db

BUILD = "admin:statements_report_add"
RTL = "ما به قول خود عمل خواهیم کرد"


def make_report(owner=None, definition=None, **overrides):
    values = {
        "name": f"Report {Report.objects.count()}",
        "owner": owner or make_user(f"owner-{Report.objects.count()}", "Staff"),
        "definition": (definition or Definition("", COUNTS, by="speaker")).as_json(),
    }
    return Report.objects.create(**{**values, **overrides})


def content(response):
    return b"".join(response.streaming_content)


def download(client, report, file_format):
    address = reverse("admin:statements_report_file", args=[report.pk, file_format])
    response = client.get(address)
    assert response.status_code == 200
    return response, content(response)


def form(**values):
    return {
        "report-name": "By kind",
        "report-format": "csv",
        "report-schedule": "",
        "report-form": "counts",
        "report-by": "kind",
        "report-across": "month",
        **values,
    }


def test_a_report_is_built_with_its_answer_beside_and_kept(client, staff):
    make_statement(kind="indirect")
    page = client.get(reverse(BUILD), form(status="draft")).content.decode()
    assert "1 statement." in page
    assert "<svg" in page
    response = client.post(reverse(BUILD), form(status="draft"))
    report = Report.objects.get()
    assert response["Location"] == reverse("admin:statements_report_change", args=[report.pk])
    assert Definition.of(report) == Definition("status=draft", COUNTS, (), "kind", "month")
    assert report.owner == staff
    shown = client.get(response["Location"]).content.decode()
    assert "Status: draft" in shown
    assert '<td dir="auto">1</td>' in shown


def test_columns_stand_in_the_order_of_their_numbers(client, staff):
    columns = {"report-column_text": "2", "report-column_speaker": "1", "report-column_note": ""}
    client.post(reverse(BUILD), form(**{"report-form": "rows", **columns}))
    assert Definition.of(Report.objects.get()).columns == ("speaker", "text")


def test_a_wrong_filter_is_told_and_nothing_is_kept(client, staff):
    for days, message in (
        ({"said_from": "soon"}, "was not understood as a date"),
        ({"said_from": "2018", "said_to": "2017"}, "Put the earlier day there"),
    ):
        page = client.post(reverse(BUILD), form(**days)).content.decode()
        assert message in page
    assert not Report.objects.exists()


def test_a_scheduled_report_needs_somebody_who_gets_it(client, staff):
    page = client.post(reverse(BUILD), form(**{"report-schedule": "daily"})).content.decode()
    assert "Say who gets it" in page
    client.post(
        reverse(BUILD),
        form(**{"report-schedule": "daily", "report-email": "desk@daily.example"}),
    )
    report = Report.objects.get()
    assert report.next_run_at > timezone.now()


@pytest.mark.parametrize("folder", ["../secret", "/etc", "a/b", "A"])
def test_a_folder_lies_below_the_reports_folder(client, staff, folder):
    client.post(reverse(BUILD), form(**{"report-schedule": "daily", "report-folder": folder}))
    assert not Report.objects.exists()


def test_csv_holds_all_rows_and_the_run_is_kept(client, staff):
    make_published_statement(text="Naïve “words”,\nof two lines", person=make_person(name="Åsa"))
    make_statement(text="=1+1")
    report = make_report(staff, Definition("", ROWS, columns=("text", "speaker", "status")))
    response, raw = download(client, report, "csv")
    rows = list(csv.DictReader(StringIO(raw.decode("utf-8-sig"), newline="")))
    assert {row["text"] for row in rows} == {"Naïve “words”,\nof two lines", "'=1+1"}
    assert response["On-Record-Count"] == "2"
    run = ReportRun.objects.get()
    assert (run.row_count, run.statement_count, run.format) == (2, 2, "csv")
    assert run.sha256 == hashlib.sha256(raw).hexdigest()
    assert (run.run_by, run.report) == (staff, report)


def test_addresses_in_files_are_whole(client, staff):
    statement = make_published_statement()
    report = make_report(staff, Definition("", ROWS, columns=("address",)))
    assert (
        f"http://testserver{statement.get_absolute_url()}"
        in download(client, report, "csv")[1].decode()
    )


def test_xlsx_has_dates_as_dates_and_nothing_to_execute(client, staff):
    make_statement(text="=HYPERLINK(1)\x01", said_on=PartialDate.parse("2017-12-13"))
    report = make_report(staff, Definition("", ROWS, columns=("said_on_earliest", "text")))
    sheet = openpyxl.load_workbook(BytesIO(download(client, report, "xlsx")[1])).active
    heads, row = sheet.iter_rows()
    assert [cell.value for cell in heads] == ["said_on_earliest", "text"]
    assert row[0].is_date
    assert row[0].value == datetime.datetime(2017, 12, 13)  # noqa: DTZ001 - as cells are
    assert (row[1].data_type, row[1].value) == ("s", "'=HYPERLINK(1)")


def test_json_is_a_list_of_objects(client, staff):
    make_statement(text=RTL, said_on=PartialDate.parse("2017-12-13"))
    report = make_report(staff, Definition("", ROWS, columns=("said_on_earliest", "text")))
    assert json.loads(download(client, report, "json")[1]) == [
        {"said_on_earliest": "2017-12-13", "text": RTL}
    ]


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
def test_counts_are_files_too(client, staff, file_format):
    make_statement(person=make_person(name="Åsa"))
    _, raw = download(client, make_report(staff), file_format)
    run = ReportRun.objects.get()
    assert (run.row_count, run.result["rows"]) == (1, [["Åsa", 1]])
    assert run.sha256 == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("definition", [Definition(""), Definition("", ROWS)])
def test_an_empty_answer_is_a_file_too(client, staff, file_format, definition):
    download(client, make_report(staff, definition), file_format)
    assert ReportRun.objects.get().row_count == 0


def test_a_figure_once_quoted_is_shown_again_as_it_was(client, staff):
    make_statement(person=make_person(name="Åsa"))
    report = make_report(staff)
    kept = client.post(reverse("admin:statements_report_change", args=[report.pk]))
    make_statement(person=make_person(name="Gunnar"))
    page = client.get(kept["Location"]).content.decode()
    assert "1 statement, 1 row" in page
    assert "Åsa" in page
    assert "Gunnar" not in page
    assert (
        "Gunnar"
        in client.get(reverse("admin:statements_report_change", args=[report.pk])).content.decode()
    )


def test_ready_reports_are_listed_opened_and_downloaded(client, staff):
    make_published_statement(said_on=PartialDate.parse("2020-05"))
    page = client.get(reverse("admin:statements_report_changelist")).content.decode()
    address = reverse("admin:statements_report_ready", args=["speakers-by-month"])
    assert address in page
    assert "2020-05" in client.get(address).content.decode()
    file = reverse("admin:statements_report_ready_file", args=["speakers-by-month", "csv"])
    assert b"2020-05" in content(client.get(file))


def test_a_sheet_that_would_be_cut_is_refused(client, staff, monkeypatch):
    monkeypatch.setattr("statements.reports.files.MOST_SHEET_ROWS", 1)
    make_statement()
    report = make_report(staff, Definition("", ROWS))
    response = client.get(reverse("admin:statements_report_file", args=[report.pk, "xlsx"]))
    assert response.status_code == 400
    assert "take CSV or JSON" in response.content.decode()


def test_reports_are_for_those_who_export(client):
    report = make_report()
    client.force_login(make_user("contributor", "Contributor"))
    for address in (
        reverse("admin:statements_report_changelist"),
        reverse(BUILD),
        reverse("admin:statements_report_change", args=[report.pk]),
        reverse("admin:statements_report_file", args=[report.pk, "csv"]),
        reverse("admin:statements_report_ready", args=["months"]),
    ):
        assert client.get(address).status_code == 403


def test_a_report_is_changed_by_its_owner(client, staff):
    theirs = make_report()
    address = reverse("admin:statements_report_build", args=[theirs.pk])
    response = client.post(address, form(), follow=True)
    assert "somebody else’s" in told(response)[-1]
    own = make_report(staff)
    client.post(reverse("admin:statements_report_build", args=[own.pk]), form())
    own.refresh_from_db()
    assert own.name == "By kind"


def test_names_from_outside_are_text_on_the_page(client, staff):
    attack = "<script>alert(1)</script>"
    make_statement(person=make_person(name=attack))
    page = client.get(reverse("admin:statements_report_change", args=[make_report(staff).pk]))
    assert attack not in page.content.decode()


# On schedule


def test_a_due_report_is_mailed_with_its_filter_time_count_and_checksum(staff):
    make_statement(person=make_person(name="Åsa"))
    report = make_report(
        staff, schedule="weekly", email="desk@daily.example", next_run_at=timezone.now()
    )
    assert run_due() == 1
    [sent] = mail.outbox
    run = ReportRun.objects.get()
    assert sent.to == ["desk@daily.example"]
    for part in ("all statements", "Rows: 1", run.sha256):
        assert part in sent.body
    name, raw, _ = sent.attachments[0]
    assert name.endswith(".csv")
    assert hashlib.sha256(raw.encode() if isinstance(raw, str) else raw).hexdigest() == run.sha256
    report.refresh_from_db()
    assert report.next_run_at > timezone.now() + datetime.timedelta(days=6)
    assert run_due() == 0


def test_a_due_report_goes_into_its_folder_whole(staff, settings, tmp_path):
    settings.REPORTS_DIR = tmp_path
    make_report(
        staff, name="Åsa’s list", schedule="daily", folder="weekly", next_run_at=timezone.now()
    )
    call_command("run_reports", verbosity=0, stdout=StringIO())
    [file] = (tmp_path / "weekly").iterdir()
    run = ReportRun.objects.get()
    assert run.delivered_to == f"weekly/{file.name}"
    assert hashlib.sha256(file.read_bytes()).hexdigest() == run.sha256


def test_a_report_that_fails_says_so_and_the_others_go_out(staff):
    due = {"schedule": "daily", "email": "desk@daily.example", "next_run_at": timezone.now()}
    make_report(staff, Definition("speaker=gone"), **due)
    make_report(staff, **due)
    run_due_reports.func()
    assert sorted(bool(run.failure) for run in ReportRun.objects.all()) == [False, True]
    assert len(mail.outbox) == 1


def test_days_that_were_missed_are_not_made_up_for(staff):
    long_ago = timezone.now() - datetime.timedelta(days=10)
    make_report(staff, schedule="daily", email="desk@daily.example", next_run_at=long_ago)
    assert run_due() == 1
    assert Report.objects.get().next_run_at > timezone.now()


@pytest.mark.parametrize(
    ("schedule", "after", "due"),
    [
        ("daily", "2020-02-28", "2020-02-29"),
        ("weekly", "2020-02-28", "2020-03-06"),
        ("monthly", "2020-01-31", "2020-02-29"),
        ("monthly", "2020-12-15", "2021-01-15"),
    ],
)
def test_when_a_report_is_due_next(schedule, after, due):
    start = datetime.datetime.fromisoformat(f"{after}T08:00+00:00")
    assert following(schedule, start).date().isoformat() == due


SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(
    not (SOFFICE or in_ci()),
    reason="LibreOffice is not installed: apt-get install libreoffice-calc",
)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_files_open_right_in_libreoffice(client, staff, tmp_path, file_format):
    make_statement(text=RTL, said_on=PartialDate.parse("2017-12-13"))
    make_statement(text="=1+1", person=make_person(name="Åsa Núñez"))
    columns = ("said_on_earliest", "text", "speaker")
    _, raw = download(
        client, make_report(staff, Definition("", ROWS, columns=columns)), file_format
    )
    source = tmp_path / f"report.{file_format}"
    source.write_bytes(raw)
    options = ["--infilter=CSV:44,34,76,1"] if file_format == "csv" else []
    assert SOFFICE, "To open reports as their readers do: apt-get install libreoffice-calc"
    subprocess.run(
        [SOFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", *options,
         "--convert-to", "ods", "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    from people.tests.tables.files import read

    _, rows, _ = read((tmp_path / "report.ods").read_bytes(), "report.ods")
    assert [row.cells for row in rows] == [
        list(columns),
        ["2017-12-13", RTL, rows[1].cells[2]],
        # Text, not 2: the apostrophe before it is taken off by the import.
        ["", "=1+1", "Åsa Núñez"],
    ]


def test_every_column_is_documented():
    from django.conf import settings

    page = (settings.BASE_DIR / "docs" / "reports.md").read_text()
    assert all(f"`{name}`" in page for name in COLUMNS)


def test_a_report_is_found_by_words_of_its_name(client):
    owner = make_user("finder", "Staff")
    make_report(owner, name="Harbours by month")
    make_report(owner, name="Topics of ministers")
    client.force_login(owner)
    told = client.get(reverse("admin:statements_report_changelist"), {"q": "mont harbuors"})
    assert "Harbours by month" in told.content.decode()
    assert "Topics of ministers" not in told.content.decode()
