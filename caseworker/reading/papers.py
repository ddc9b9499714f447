"""Rows that name a file: evidence, signs and plans of an order, scanned post. The file is looked at too."""

from __future__ import annotations

import hashlib
from typing import Any, Protocol

from caseworker.reading import columns, forms
from caseworker.reading.cells import Cells, hash_of
from caseworker.reading.delimited import Fault, Row, quoted
from caseworker.reading.folder import Folder, Found
from caseworker.reading.pictures import SIZE_CAP, format_of
from caseworker.reading.rows import EvidenceRow, OrderPaperRow, PostRow
from caseworker.text import clean


class Looker(Protocol):
    """Whoever looks into a picture or a document: here, or in a process apart."""

    def fault_of(self, content: bytes, kind: str) -> tuple[str, str] | None:
        """What is wrong with a file: what was found and what was expected."""


def _looked(cells: Cells, found: Found | str, kind: str, look: Looker) -> Found | None:
    """The file a row names: there, inside its folder, what it says it is, and unchanged on the way."""
    row = cells.row
    if isinstance(found, str):
        cells.say("file", found)
        return None
    if cells.faults:
        return found
    told = row.cells.get("sha256", "").strip().lower()
    if kind != "film" and found.size > SIZE_CAP:
        wrong: tuple[str, str] | None = (f"{found.size:,} bytes", f"at most {SIZE_CAP:,} bytes (25 MB)")
    else:
        wrong = look.fault_of(found.head() if kind == "film" else found.content(), kind)
    if wrong:
        cells.faults.append(row.fault("file", wrong[1], f"{quoted(row.cells['file'])}: {wrong[0]}"))
    elif told and told != found.sha256:
        cells.say("sha256", f"{found.sha256}, which is what the file holds; it was changed on the way")
    return found


def evidence(row: Row, held: Folder, look: Looker) -> EvidenceRow | list[Fault]:
    """One row of `evidence/manifest.csv`."""
    cells = Cells(row)
    values: dict[str, Any] = {
        "id": cells.id(),
        "pcn": cells.pcn(),
        "kind": cells.choice("kind", columns.EVIDENCE_KINDS),
        "sent_by": cells.choice("sent_by", columns.SENDERS),
        "taken_at": cells.line("taken_at"),
        "caption": cells.line("caption"),
    }
    film = values["kind"] == "film"
    found = _looked(
        cells,
        held.paper("evidence", row.cells["file"].strip(), None if film else SIZE_CAP),
        values["kind"],
        look,
    )
    if film and found is not None and not found.path and held.packed:
        cells.say("file", "a film in a folder on disk: it is kept by its path, and in a zip it has none")
    if cells.faults or found is None:
        return cells.faults
    values |= {"name": clean(found.name), "size": found.size, "sha256": found.sha256}
    return EvidenceRow(
        line=row.line,
        path=found.path if film else "",
        # A film that lies nowhere, the practice office's, is kept with its bytes.
        content=None if film and found.path else found.source,
        row_hash=hash_of(*values.values()),
        file=row.file,
        **values,
    )


def order_paper(row: Row, held: Folder, look: Looker) -> OrderPaperRow | list[Fault]:
    """One row of `orders/manifest.csv`: a sign is a picture, a plan or an order may be a document."""
    cells = Cells(row)
    values: dict[str, Any] = {
        "id": cells.id(),
        "order": cells.line("order"),
        "location": cells.line("location"),
        "kind": cells.choice("kind", columns.PAPER_KINDS),
        "taken_on": cells.maybe_day("taken"),
        "caption": cells.line("caption"),
    }
    if not values["order"] and not values["location"]:
        cells.say("order", "the order or the location it belongs to: at least one of the two")
    kind = "photo" if values["kind"] == "sign" else "document"
    found = _looked(cells, held.paper("orders", row.cells["file"].strip(), SIZE_CAP), kind, look)
    if cells.faults or found is None:
        return cells.faults
    values |= {"name": clean(found.name), "size": found.size, "sha256": found.sha256}
    return OrderPaperRow(
        line=row.line, content=found.source, row_hash=hash_of(*values.values()), file=row.file, **values
    )


def post(row: Row, held: Folder, look: Looker) -> PostRow | list[Fault]:
    """One row of `post/post.csv`: the scan where there is one, else the words alone."""
    cells = Cells(row)
    words = row.cells.get("text", "")
    values: dict[str, Any] = {
        "id": cells.id(),
        "channel": cells.choice("channel", columns.CHANNELS),
        "received_on": cells.day("received"),
        "from_name": cells.line("from_name"),
        "from_address": cells.address("from_address"),
        "from_postcode": cells.postcode("from_postcode"),
        "subject": cells.line("subject"),
        "text": cells.words("text"),
        "pcn": cells.line("pcn"),
        "pages": cells.may("pages", forms.number, 0),
    }
    name = row.cells.get("file", "").strip()
    found: Found | None = None
    if name:
        found = _looked(cells, held.paper("post", name, SIZE_CAP), "document", look)
    elif not words.strip():
        cells.say("file", "a file, or the words in text: this row has neither")
    if cells.faults:
        return cells.faults
    original = words.encode() if found is None else found.content()
    values |= {
        "name": clean(found.name) if found else "",
        "kind": _kind(original) if found else "text",
        "size": len(original),
        "sha256": found.sha256 if found else hashlib.sha256(original).hexdigest(),
    }
    return PostRow(
        line=row.line,
        original=original,
        fault="",
        row_hash=hash_of(*values.values()),
        file=row.file,
        **values,
    )


def _kind(content: bytes) -> str:
    """``photo`` or ``document``."""
    return "document" if format_of(content) == "PDF" else "photo"
