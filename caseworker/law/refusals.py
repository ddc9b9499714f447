"""The one way in which the program says no."""

from __future__ import annotations

from caseworker.law.citations import Citation


class Refused(Exception):
    """The program said no: what was refused, by which rule, and what to do instead.

    Args:
        what: one sentence on what was refused, with the place (file, line, field) where there is one.
        rule: the rule that refused it, in words.
        do: what the person can do now.
        citation: the law behind the rule, where law is behind it.
    """

    def __init__(self, what: str, *, rule: str = "", do: str = "", citation: Citation | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.rule = rule
        self.do = do
        self.citation = citation

    def __str__(self) -> str:
        rule = self.rule or (str(self.citation) if self.citation else "")
        return " ".join(part for part in (self.what, rule, self.do) if part)
