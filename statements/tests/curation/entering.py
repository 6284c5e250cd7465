"""What a browser sends when a curator enters and changes rows."""

from django.urls import reverse

WORDS = "We will keep our word."


INLINES = ("appearances", "translations", "addressees", "relations")


def entry(**values):
    """What the browser sends for one statement with one appearance."""
    data = {"text": WORDS, "kind": "direct", "language": "en", **values}
    for inline in INLINES:
        data.setdefault(f"{inline}-TOTAL_FORMS", "0")
        data.setdefault(f"{inline}-INITIAL_FORMS", "0")
    return data


def with_appearance(document, **values):
    return {
        "appearances-TOTAL_FORMS": "1",
        "appearances-0-document": document.pk,
        **{f"appearances-0-{name}": value for name, value in values.items()},
    }


def add(client, **values):
    return client.post(reverse("admin:statements_statement_add"), entry(**values), follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


def change(client, row, **data):
    return client.post(change_address(row), data)


def change_address(row, page="change"):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def person_data(person, **values):
    """The page of a person as the browser sends it, with no row but what `values` adds."""
    data = {
        "name": person.name,
        "sort_name": person.sort_name,
        "slug": person.slug,
        "shown_version": person.version,
    }
    for inline in ("names", "tenures", "identifiers"):
        data |= {f"{inline}-TOTAL_FORMS": "0", f"{inline}-INITIAL_FORMS": "0"}
    return data | values


def statement_data(statement, **values):
    """The page of a statement with its first appearance, as the browser sends it."""
    data = entry(text=statement.text, person=statement.person_id, shown_version=statement.version)
    appearance = statement.appearances.first()
    data |= with_appearance(appearance.document, id=appearance.pk, statement=statement.pk)
    return data | {
        "appearances-INITIAL_FORMS": "1",
        "appearances-0-exact": appearance.exact,
        "appearances-0-shown_version": appearance.version,
        **values,
    }
