"""Note that the council's care route was followed: once for a case, before its decision."""

from __future__ import annotations

from caseworker.casework.acting import acting, audited, own, recorded
from caseworker.casework.office import Office
from caseworker.casework.owing import CARE
from caseworker.casework.views import Done
from caseworker.law.refusals import Refused


def follow(office: Office, case_id: int, version: int) -> Done:
    """Note with officer and time that each step of the care route was followed, or did not apply.

    Raises:
        Refused: it was noted before.
        Changed: somebody else changed the case.
    """
    from caseworker.store import cases

    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        if (noted := cases.recorded(tx, case_id, CARE)) is not None:
            raise Refused(
                f"That the care route was followed was noted on {noted.on:%d %B %Y}.",
                do="Go on with the case.",
            )
        recorded(tx, office, row.pcn_id, case_id, CARE, "Care route followed")
        audited(tx, office, case_id, CARE, {"steps": len(office.council.care_route)})
    return Done(case_id, version, "Noted: the care route was followed.")
