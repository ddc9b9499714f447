"""Note that the authority of somebody who writes for the keeper has been seen."""

from __future__ import annotations

from caseworker.casework.acting import acting, audited, own, recorded
from caseworker.casework.office import Office
from caseworker.casework.views import Done
from caseworker.law.refusals import Refused


def seen(office: Office, case_id: int, version: int) -> Done:
    """From now on the agent is answered, not the keeper.

    Raises:
        Refused: nobody writes for somebody else here, or it was noted before.
        Changed: somebody else changed the case.
    """
    from caseworker.store import cases

    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        if row.writer_role != "agent":
            raise Refused(
                f"{row.writer_name or 'Whoever wrote'} does not write for somebody else.",
                rule="Authority is asked for only where somebody writes for the keeper.",
                do="Go on with the case.",
            )
        if row.authority_seen:
            raise Refused(f"The authority of {row.writer_name} was noted before.", do="Go on with the case.")
        new = cases.change(tx, case_id, version, authority_seen=True)
        recorded(tx, office, row.pcn_id, case_id, "authority-seen", f"Authority of {row.writer_name} seen")
        audited(tx, office, case_id, "authority-seen", {"version": new})
    return Done(case_id, new, f"Noted: {row.writer_name} may be answered.")
