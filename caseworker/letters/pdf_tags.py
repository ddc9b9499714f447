"""The order and the kinds of a PDF's parts, as a screen reader follows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from caseworker.letters.pdf_layout import Node


class Tags:
    """Notes which marked stretch of which page belongs to which element; written once at the end."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self.letters: list[tuple[Sequence[Node], dict[int, list[tuple[int, int]]]]] = []
        self.marks: list[list[tuple[int, int]]] = []
        """For each page: the letter and the node of each mark, in order."""

    def letter(self, nodes: Sequence[Node]) -> None:
        """Begin a letter."""
        self.letters.append((nodes, {}))

    def page(self) -> None:
        """Begin a page."""
        self.marks.append([])

    def begin(self, node: int) -> None:
        """Begin a stretch of an element; of page furniture where it is -1."""
        if node < 0:
            self.canvas._code.append("/Artifact BMC")
            return
        nodes, found = self.letters[-1]
        page = len(self.marks) - 1
        number = len(self.marks[page])
        self.marks[page].append((len(self.letters) - 1, node))
        found.setdefault(node, []).append((page, number))
        self.canvas._code.append(f"/{nodes[node].tag} <</MCID {number}>> BDC")

    def end(self) -> None:
        """End it."""
        self.canvas._code.append("EMC")

    def write(self) -> None:
        """Write the tree of elements into the document."""
        from reportlab.pdfbase import pdfdoc

        document = self.canvas._doc
        pages = document.Pages.pages
        root = pdfdoc.PDFDictionary({"Type": "/StructTreeRoot"})
        top = pdfdoc.PDFDictionary({"Type": "/StructElem", "S": "/Document", "P": document.Reference(root)})
        whole = document.Reference(top)
        made = [self._elements(number, whole) for number in range(len(self.letters))]
        top["K"] = pdfdoc.PDFArray([one for roots, _ in made for one in roots])
        numbers: list[Any] = []
        for number, (page, marks) in enumerate(zip(pages, self.marks, strict=True)):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = number, "/S"
            numbers += [number, pdfdoc.PDFArray([made[letter][1][node] for letter, node in marks])]
        root["K"] = whole
        root["ParentTree"] = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        root["ParentTreeNextKey"] = len(pages)
        document._catalog.StructTreeRoot = document.Reference(root)
        document._catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

    def _elements(self, letter: int, whole: Any) -> tuple[list[Any], list[Any]]:
        """A letter's elements: those at the top, and all by their place."""
        from reportlab.pdfbase import pdfdoc

        document = self.canvas._doc
        pages = document.Pages.pages
        nodes, found = self.letters[letter]
        dictionaries = [pdfdoc.PDFDictionary({"Type": "/StructElem", "S": f"/{one.tag}"}) for one in nodes]
        references = [document.Reference(one) for one in dictionaries]
        kids: list[list[Any]] = [[] for _ in nodes]
        tops: list[Any] = []
        for place, node in enumerate(nodes):
            own = dictionaries[place]
            own["P"] = whole if node.parent < 0 else references[node.parent]
            (tops if node.parent < 0 else kids[node.parent]).append(references[place])
            for page, mark in found.get(place, ()):
                on = document.Reference(pages[page])
                kids[place].append(pdfdoc.PDFDictionary({"Type": "/MCR", "Pg": on, "MCID": mark}))
            if node.tag == "TH":
                own["A"] = pdfdoc.PDFDictionary({"O": "/Table", "Scope": "/Row"})
            if node.words:
                own["Alt"] = pdfdoc.PDFString(node.words)
        for own, some in zip(dictionaries, kids, strict=True):
            own["K"] = pdfdoc.PDFArray(some)
        return tops, references
