from statements.desk.models import ProposedStatement, Reading, ReadingVisit
from statements.importing.models import (
    CheckedRow,
    ImportFile,
    ImportMapping,
    ImportRow,
    ImportSpeaker,
    StatementImport,
)
from statements.models.appearances import Appearance
from statements.models.curation import Correction, DistinctPair, Review
from statements.models.dossiers import Dossier, DossierEntry
from statements.models.occasions import Occasion
from statements.models.relations import Relation
from statements.models.statements import (
    Addressee,
    Statement,
    StatementTopic,
    TenureOfStatements,
    Translation,
)
from statements.models.topics import Topic
from statements.reports.models import Report, ReportRun
from statements.search.models import SearchEntry, SearchSample

__all__ = [
    "Addressee",
    "Appearance",
    "CheckedRow",
    "Correction",
    "DistinctPair",
    "Dossier",
    "DossierEntry",
    "ImportFile",
    "ImportMapping",
    "ImportRow",
    "ImportSpeaker",
    "Occasion",
    "ProposedStatement",
    "Reading",
    "ReadingVisit",
    "Relation",
    "Report",
    "ReportRun",
    "Review",
    "SearchEntry",
    "SearchSample",
    "Statement",
    "StatementImport",
    "StatementTopic",
    "TenureOfStatements",
    "Topic",
    "Translation",
]
