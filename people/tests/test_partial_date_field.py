"""PartialDateField: in a model, in the database's own check, in forms and in the admin."""

from datetime import date

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter
from django.test.utils import isolate_apps

from people.fields import (
    PartialDateField,
    PartialDateFormField,
    PartialDateModelFormMixin,
    overlapping,
    partial_date_constraint,
)
from people.partial_dates import PartialDate, Precision

# Models of these tests alone; kept out of the registry, so no migration asks for them.
with isolate_apps("people"):

    class Dated(models.Model):
        began_on = PartialDateField("day it began", blank=True)

        class Meta:
            app_label = "people"
            abstract = True
            constraints = [partial_date_constraint("began_on")]

    class Voyage(Dated):
        ship = models.CharField(max_length=40)
        sailed_on = PartialDateField()
        captain = models.CharField(max_length=40, blank=True)

        class Meta:
            app_label = "people"
            constraints = [
                *Dated.Meta.constraints,
                partial_date_constraint("sailed_on", required=True),
            ]

        def __str__(self):
            return self.ship

    class MailVoyage(Voyage):
        class Meta:
            app_label = "people"


class VoyageForm(PartialDateModelFormMixin, forms.ModelForm):
    class Meta:
        model = Voyage
        fields = ["ship", "sailed_on", "began_on"]


@pytest.fixture
def voyages(db):
    """The table of the test's model, which the end of the test rolls back."""
    with connection.schema_editor() as editor:
        editor.create_model(Voyage)
    return Voyage.objects


DECEMBER = PartialDate.month(2017, 12)


def test_a_date_may_be_given_assigned_and_read():
    voyage = Voyage(ship="Heron", sailed_on=DECEMBER)

    assert voyage.sailed_on == DECEMBER
    assert voyage.sailed_on_earliest == date(2017, 12, 1)
    assert voyage.sailed_on_latest == date(2017, 12, 31)
    assert voyage.sailed_on_precision == "month"
    assert voyage.began_on is None

    voyage.sailed_on = None
    assert voyage.sailed_on is None
    assert voyage.sailed_on_earliest is voyage.sailed_on_latest is None
    assert voyage.sailed_on_precision == ""


@pytest.mark.parametrize("value", ["Dec 2017", date(2017, 12, 13), 2017])
def test_only_a_partial_date_may_be_assigned(value):
    with pytest.raises(TypeError, match=r"PartialDate\.parse"):
        Voyage(sailed_on=value)


def test_columns_keep_the_place_of_their_field():
    names = [field.name for field in Voyage._meta.concrete_fields]

    assert names == [
        "id",
        "began_on_earliest",
        "began_on_latest",
        "began_on_precision",
        "ship",
        "sailed_on_earliest",
        "sailed_on_latest",
        "sailed_on_precision",
        "captain",
    ]


def test_models_with_the_field_pass_their_checks():
    assert Voyage.check() == MailVoyage.check() == []


def test_a_child_model_shares_the_columns_of_its_parent():
    voyage = MailVoyage(sailed_on=DECEMBER)

    assert voyage.sailed_on == DECEMBER
    assert [field.name for field in MailVoyage._meta.local_fields] == ["voyage_ptr"]


@pytest.mark.parametrize("text", ["13 December 2017", "Dec 2017", "2017", "c. 2015"])
def test_every_precision_is_kept_and_read_back(voyages, text):
    kept = voyages.create(ship="Heron", sailed_on=PartialDate.parse(text))

    assert voyages.get(pk=kept.pk).sailed_on == PartialDate.parse(text)
    assert voyages.defer("sailed_on_latest").get(pk=kept.pk).sailed_on == kept.sailed_on


def test_bulk_creation_keeps_dates(voyages):
    voyages.bulk_create([Voyage(ship="Heron", sailed_on=DECEMBER)])

    assert voyages.get().sailed_on == DECEMBER


def insert(**columns):
    """Insert a voyage by SQL alone; the given columns replace those of December 2017."""
    row = {
        "ship": "Heron",
        "captain": "",
        "began_on_precision": "",
        "sailed_on_earliest": "2017-12-01",
        "sailed_on_latest": "2017-12-31",
        "sailed_on_precision": "month",
    } | columns
    names, marks = ", ".join(row), ", ".join(["%s"] * len(row))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO people_voyage ({names}) VALUES ({marks})",
            list(row.values()),
        )


def dated(name, earliest, latest, precision):
    return {
        f"{name}_earliest": earliest,
        f"{name}_latest": latest,
        f"{name}_precision": precision,
    }


@pytest.mark.parametrize(
    ("earliest", "latest", "precision"),
    [
        pytest.param("2017-12-13", "2017-12-13", "day", id="day"),
        pytest.param("2016-02-29", "2016-02-29", "day", id="leap day"),
        pytest.param("2016-02-01", "2016-02-29", "month", id="leap month"),
        pytest.param("2017-02-01", "2017-02-28", "month", id="february"),
        pytest.param("2017-12-01", "2017-12-31", "month", id="december"),
        pytest.param("2016-01-01", "2016-12-31", "year", id="year"),
        pytest.param("2014-01-01", "2016-12-31", "circa", id="circa"),
        pytest.param("1500-01-01", "1500-01-01", "day", id="first day"),
        pytest.param("2999-12-31", "2999-12-31", "day", id="last day"),
    ],
)
def test_the_database_accepts_what_can_be(voyages, earliest, latest, precision):
    insert(**dated("sailed_on", earliest, latest, precision))

    assert voyages.get().sailed_on.precision == precision


REFUSED = [
    pytest.param("2017-12-13", "2017-12-14", "day", id="day of two days"),
    pytest.param("2017-12-02", "2017-12-31", "month", id="month begun late"),
    pytest.param("2017-12-01", "2017-12-30", "month", id="month cut short"),
    pytest.param("2017-11-01", "2017-12-31", "month", id="two months"),
    pytest.param("2017-01-01", "2017-12-30", "year", id="year cut short"),
    pytest.param("2017-02-01", "2018-01-31", "year", id="twelve months"),
    pytest.param("2014-01-01", "2015-12-31", "circa", id="circa of two years"),
    pytest.param("2014-02-01", "2017-01-31", "circa", id="circa begun late"),
    pytest.param("2017-12-13", "2017-12-12", "day", id="backwards"),
    pytest.param("2017-12-13", "2017-12-13", "hour", id="unknown precision"),
    pytest.param("2017-12-13", "2017-12-13", "", id="no precision"),
    pytest.param("2017-12-13", "2017-12-13", None, id="null precision"),
    pytest.param("2017-12-13", None, "day", id="no latest"),
    pytest.param(None, "2017-12-13", "day", id="no earliest"),
    pytest.param(None, None, "day", id="only a precision"),
    pytest.param("2017-12-13", None, "", id="only an earliest"),
    pytest.param(None, "2017-12-13", "", id="only a latest"),
    pytest.param("1396-09-22", "1396-09-22", "day", id="another calendar"),
    pytest.param("3000-01-01", "3000-01-01", "day", id="too late"),
    pytest.param("infinity", "infinity", "day", id="infinity"),
    pytest.param("0044-03-15 BC", "0044-03-15 BC", "day", id="before our era"),
]


@pytest.mark.parametrize(("earliest", "latest", "precision"), REFUSED)
@pytest.mark.parametrize("name", ["sailed_on", "began_on"])
def test_the_database_refuses_what_cannot_be(voyages, name, earliest, latest, precision):
    with pytest.raises(IntegrityError):
        insert(**dated(name, earliest, latest, precision))


def test_only_an_optional_date_may_be_missing(voyages):
    insert(**dated("began_on", None, None, ""))

    with pytest.raises(IntegrityError, match="people_voyage_sailed_on_partial"):
        insert(**dated("sailed_on", None, None, ""))


@pytest.mark.parametrize("zone", ["Asia/Tehran", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_check_does_not_depend_on_the_time_zone(voyages, zone):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('TimeZone', %s, true)", [zone])

    insert(**dated("sailed_on", "2017-03-01", "2017-03-31", "month"))
    insert(**dated("sailed_on", "2017-01-01", "2017-12-31", "year"))

    assert voyages.count() == 2


def test_the_constraint_is_checked_before_saving_too(voyages, caplog):
    Voyage(ship="Heron", sailed_on=DECEMBER).validate_constraints()

    backwards = Voyage(ship="Heron", sailed_on=DECEMBER)
    backwards.sailed_on_latest = date(2017, 12, 30)
    for refused in (backwards, Voyage(ship="Heron")):
        with pytest.raises(ValidationError, match="contradict each other"):
            refused.validate_constraints()
    assert caplog.records == []


def test_migrations_hold_the_columns_and_the_constraint_and_are_stable():
    state = ModelState.from_model(Voyage)

    assert "sailed_on" not in state.fields
    assert {"sailed_on_earliest", "sailed_on_latest", "sailed_on_precision"} <= set(state.fields)
    before, after = ProjectState(), ProjectState()
    before.add_model(ModelState.from_model(Voyage))
    after.add_model(state)
    assert MigrationAutodetector(before, after)._detect_changes() == {}
    written, imports = MigrationWriter.serialize(partial_date_constraint("sailed_on"))
    assert "date_trunc" in written
    assert not any("people" in line for line in imports)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (None, None, {"day", "month", "year", "circa", "none"}),
        (date(2017, 12, 31), None, {"month", "year"}),
        (date(2018, 1, 1), None, set()),
        (None, date(2014, 1, 1), {"circa"}),
        (date(2016, 12, 31), date(2017, 1, 1), {"circa", "year"}),
        (date(2017, 12, 13), date(2017, 12, 13), {"day", "month", "year"}),
        (date(2017, 12, 14), date(2017, 12, 20), {"month", "year"}),
    ],
)
def test_overlapping_finds_every_date_that_may_be_meant(voyages, start, end, found):
    for text in ("13 December 2017", "December 2017", "2017", "c. 2015"):
        began_on = PartialDate.parse(text)
        voyages.create(ship=began_on.precision, sailed_on=DECEMBER, began_on=began_on)
    voyages.create(ship="none", sailed_on=DECEMBER)

    ships = voyages.filter(overlapping("began_on", start, end)).values_list("ship", flat=True)

    assert set(ships) == found


@pytest.mark.parametrize(
    "query",
    [
        lambda: Voyage.objects.filter(sailed_on=DECEMBER),
        lambda: str(Voyage.objects.order_by("sailed_on").query),
        lambda: str(Voyage.objects.values_list("sailed_on").query),
        lambda: str(Voyage.objects.filter(sailed_on__isnull=True).query),
    ],
    ids=["filter", "order_by", "values_list", "isnull"],
)
def test_queries_must_name_a_column(query):
    with pytest.raises(FieldError, match="sailed_on_earliest"):
        query()


def test_a_form_understands_and_assigns_what_was_typed(voyages):
    form = VoyageForm({"ship": "Heron", "sailed_on": "Dec. 2017", "began_on": ""})

    voyage = form.save()

    assert voyages.get(pk=voyage.pk).sailed_on == DECEMBER
    assert voyage.began_on is None


def test_a_form_shows_the_date_as_understood():
    form = VoyageForm(instance=Voyage(ship="Heron", sailed_on=DECEMBER))

    assert 'value="December 2017"' in str(form["sailed_on"])
    assert form["began_on"].value() is None
    assert form["sailed_on"].help_text == "2017-12-13, 13 December 2017, Dec 2017, 2017 or c. 2015"
    assert form["began_on"].label == "Day it began"


def test_a_form_keeps_what_was_mistyped_and_says_why(db):
    form = VoyageForm({"ship": "Heron", "sailed_on": "30 February 2017"})

    assert form.errors == {"sailed_on": ["There is no 30 February 2017: that month has 28 days."]}
    assert 'value="30 February 2017"' in str(form["sailed_on"])


def test_a_form_requires_a_date_that_may_not_be_blank(db):
    form = VoyageForm({"ship": "Heron", "sailed_on": " ", "began_on": " "})

    assert form.errors == {"sailed_on": ["This field is required."]}


def test_a_form_empties_an_optional_date(voyages):
    voyage = voyages.create(ship="Heron", sailed_on=DECEMBER, began_on=DECEMBER)

    VoyageForm({"ship": "Heron", "sailed_on": "2017", "began_on": ""}, instance=voyage).save()

    kept = voyages.get()
    assert (kept.sailed_on, kept.began_on) == (PartialDate.year(2017), None)


def test_a_form_leaves_dates_alone_that_it_does_not_edit(voyages):
    class ShipForm(PartialDateModelFormMixin, forms.ModelForm):
        class Meta:
            model = Voyage
            fields = ["ship"]

    voyage = voyages.create(ship="Heron", sailed_on=DECEMBER)

    ShipForm({"ship": "Egret"}, instance=voyage).save()

    assert voyages.get().sailed_on == DECEMBER


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        ("December 2017", False),
        ("2017-12", False),
        ("2017", True),
        ("", True),
        ("nonsense", True),
    ],
)
def test_only_another_date_is_a_change(typed, changed):
    voyage = Voyage(ship="Heron", sailed_on=DECEMBER)

    form = VoyageForm({"ship": "Heron", "sailed_on": typed, "began_on": ""}, instance=voyage)

    assert ("sailed_on" in form.changed_data) == changed


def test_a_form_without_the_mixin_fails_rather_than_losing_the_date(voyages):
    form_class = forms.modelform_factory(Voyage, fields=["ship", "sailed_on"])
    voyage = voyages.create(ship="Heron", sailed_on=DECEMBER)

    with pytest.raises(TypeError, match="PartialDateModelFormMixin"), transaction.atomic():
        form_class({"ship": "Heron", "sailed_on": "2018"}, instance=voyage).save()


class VoyageAdmin(admin.ModelAdmin):
    form = VoyageForm
    fields = ["ship", "sailed_on", "began_on"]
    list_display = ["ship", "sailed_on"]


def test_the_admin_lists_and_edits_the_field_by_its_name(rf):
    model_admin = VoyageAdmin(Voyage, admin.AdminSite())

    form_class = model_admin.get_form(rf.get("/"))

    assert [error for error in model_admin.check() if error.is_serious()] == []
    assert list(form_class.base_fields) == ["ship", "sailed_on", "began_on"]
    assert isinstance(form_class.base_fields["sailed_on"], PartialDateFormField)


def test_a_form_field_stands_alone():
    field = PartialDateFormField(required=False)

    assert field.clean("c. 2015").precision is Precision.CIRCA
    assert field.clean("") is None
    assert field.clean("Today").precision is Precision.DAY
