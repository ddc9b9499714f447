"""One case on the desk, from its letter to the reply."""

from __future__ import annotations

from caseworker.screens.desk.explaining import Explaining
from caseworker.screens.desk.linking import Linking
from caseworker.screens.desk.proofing import Proofing
from caseworker.screens.desk.remembering import Remembering
from caseworker.screens.desk.spelling import Spelling
from caseworker.screens.desk.viewing import Viewing
from caseworker.screens.desk.waiting import Waiting


class CaseFile(Linking, Viewing, Waiting, Spelling, Proofing, Remembering, Explaining):
    """The room of one case with all that officers do in it."""
