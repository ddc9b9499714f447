"""Retire a paragraph: it is no longer planned or offered; what it was, and where it stands, is kept."""

from __future__ import annotations

from caseworker.casework import shelf
from caseworker.casework.acting import acting
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.text import clean, one_line


def retire(office: Office, paragraph: str, words: str) -> str:
    """Retire a paragraph with all its wordings, and give what was done in words.

    Args:
        paragraph: the name of its file.

    Raises:
        Refused: whoever acts is no leader, no words are given, none such stands, or the library could not do
            without it.
    """
    from caseworker.store import library as kept

    shelf.check_leader(office, "retire wording")
    why = clean(words).strip()
    if len(why.split()) < 3:
        raise Refused(
            f"{one_line(paragraph)[:60]} was not retired: the words are missing.",
            rule="Whoever misses it reads why.",
            do="Say in at least three words why it goes.",
        )
    path = shelf.path_of(office.library, paragraph)
    if not path or not path.endswith(f"/{paragraph}.md"):
        raise Refused(
            f"No paragraph called “{one_line(paragraph)[:60]}” stands in the library.",
            rule="A paragraph is retired whole, by the name of its file.",
            do=f"Its file is called {path.rpartition('/')[2][:-3]}." if path else "Look it up in the list.",
        )
    shelf.check_sound(shelf.made_worse(office, {path: None}), f"{paragraph} was not retired")
    now, me = office.now(), office.officer.id
    with acting(office) as tx:
        rows = [one for one in kept.versions(tx, paragraph) if one.state == "published"]
        text = rows[-1].text if rows else shelf.shipped_text(office, path)
        judged = {"judged_by": me, "judged_at": now, "words": why}
        if rows:
            kept.change(tx, rows[-1].id, state="retired", **judged)
            version = rows[-1].id
        else:
            theme = path.partition("/")[0]
            row = {"paragraph": paragraph, "theme": theme, "state": "retired", "text": text}
            version = kept.add(tx, **row, author=me, changed_at=now, **judged)
        shelf.entered(tx, office, "paragraph-retired", shelf.fresh(tx, version), reason=why)
    return f"{paragraph} is retired: it is no longer planned or offered. Write it anew to bring it back."
