"""Who may do what: the four groups that the record begins with.

Each role is the set of permission codenames it is given, `app.action_model`. The migration
that makes the groups reads it; later changes are an administrator's, in the admin.

Topics are a tree that curators keep: contributors choose among them, and leave it open where none
fits (docs/decisions/0038).
"""

CONTRIBUTOR = "Contributor"
CURATOR = "Curator"
STAFF = "Staff"
ADMINISTRATOR = "Administrator"

_NAMED = ("person", "personname", "organization", "organizationname", "office", "tenure")
_IDENTIFIERS = ("personidentifier", "organizationidentifier", "officeidentifier")
_IMPORTS = ("import", "importquestion")
_SOURCES = ("outlet", "outletdomain", "document", "documenturl", "capture")
_ENTERED = ("statement", "addressee", "translation", "appearance", "occasion")
_CURATED = ("topic", "relation", "dossier", "dossierentry", "review", "correction", "distinctpair")


def _permissions(app: str, models: tuple[str, ...], *actions: str) -> set[str]:
    return {f"{app}.{action}_{model}" for model in models for action in actions}


_VIEW = (
    _permissions("people", _NAMED + _IDENTIFIERS, "view")
    | _permissions("sources", _SOURCES, "view")
    | _permissions("statements", _ENTERED + _CURATED, "view")
)

_ENTER = (
    _permissions("people", _NAMED + _IDENTIFIERS, "add", "change")
    | _permissions("sources", _SOURCES, "add", "change")
    | _permissions("statements", _ENTERED, "add", "change")
    | _permissions("statements", ("addressee", "translation", "appearance"), "delete")
    | _permissions("statements", ("statementimport",), "view", "add", "delete")
    | {"statements.submit_statement"}
)

_CURATE = (
    _permissions("people", _IMPORTS, "view", "add", "change")
    | _permissions("people", _NAMED + _IDENTIFIERS, "delete")
    | _permissions("sources", ("outlet", "outletdomain", "document", "documenturl"), "delete")
    | _permissions("statements", ("statement", "occasion"), "delete")
    | _permissions(
        "statements", ("topic", "relation", "dossier", "dossierentry"), "add", "change", "delete"
    )
    | {
        "sources.override_robots",
        "statements.add_distinctpair",
        "statements.delete_distinctpair",
        "statements.change_correction",
        "statements.review_statement",
        "statements.withdraw_statement",
    }
)

_EXPORT = {"statements.export_statement"}

_ADMINISTER = _permissions("auth", ("user",), "add", "change", "delete", "view") | _permissions(
    "auth", ("group",), "view", "change"
)

ROLES: dict[str, set[str]] = {
    CONTRIBUTOR: _VIEW | _ENTER,
    CURATOR: _VIEW | _ENTER | _CURATE | _EXPORT,
    STAFF: _VIEW | _EXPORT,
    ADMINISTRATOR: _VIEW | _ENTER | _CURATE | _EXPORT | _ADMINISTER,
}
