from sources.models.captures import Capture
from sources.models.checks import SourceCheck
from sources.models.documents import Document, DocumentURL
from sources.models.intakes import Intake
from sources.models.outlets import Outlet, OutletDomain

__all__ = ["Capture", "Document", "DocumentURL", "Intake", "Outlet", "OutletDomain", "SourceCheck"]
