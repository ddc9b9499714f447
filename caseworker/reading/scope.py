"""Whose words they are: what others wrote is left out, and what is denied, supposed or reported is known."""

from __future__ import annotations

import re

_HEADER = re.compile(
    r"^[ \t>]*(-{2,}.{0,40}(original|forwarded) message.{0,20}-*|on .{6,80} wrote:)[ \t]*$", re.M
)
_FROM = re.compile(r"^[ \t>]*from:[ \t]*(.+)$", re.M)
_COUNCIL = re.compile(
    r"council|parking|no-?reply|donotreply|enforcement|appeals|penalt|borough|challenges|\.gov"
)
_END = re.compile(r"^[ \t]*-{5,}[ \t]*$|^(dear|hi|hello|good (morning|afternoon|evening))\b", re.M)
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.M)
_THEY_SAID = re.compile(
    r"(you|your (letter|reply|rejection|email|notice|website)|the council|reply) "
    r"(say|said|says|wrote|state|states|stated|claim|claimed|claims)[^\"\n.]{0,30}(\"[^\"\n]{1,400}\")"
)
_SILENT = re.compile(r"<(style|script|head|title)\b[^<>]{0,300}>[^<]*</\1\s*>")
_TAG = re.compile(r"</?[a-z!][^<>]{0,1000}>|&(#[0-9]{1,6}|[a-z]{2,8});")
_DENIES = re.compile(
    r"(not|n'?t|never|nor|no) (\w+ )?(saying|say|said|claim\w*|argu\w*|disput\w*|suggest\w*|blam\w*"
    r"|complain\w*|pretend\w*|ask\w*|quarrel|mean)|nothing to do with|no complaint|no quarrel"
    r"|\bif (it|he|she|they|i|there|(the|my|your|that) \w+) (had|were|was)"
    r"|you(r letter|r reply)? (say|said|wrote|state)|i accept|i know|fair enough"
    r"|no excuse|wasn'?t (that|because)"
)

_NOTHING_HAPPENED = re.compile(
    r"(contravention|breach|infringement|offence)s? (did not|didn'?t|never|has not|cannot have) "
    r"(occur\w*|happen\w*|take place|taken place|(been )?committed)"
    r"|no (contravention|breach|infringement|offence)( of (the|a|any) [\w ]{1,30}?)? "
    r"((was|has|had|ever|been) )*(occurred|took place|taken place|happened|committed)"
    r"|(was|is|has been|be) no (contravention|breach|infringement|offence)( of (the|a|any) \w+( \w+)?)?"
)
_BESIDE_IT = 4
"""Words beside a denial of the contravention that add nothing to it: “I say that the alleged …”."""


def own_words(search: str) -> str:
    """A text with what somebody else wrote blanked out: the council's earlier letter, quoted lines.

    Args:
        search: the text as `phrases.searchable` makes it; each character keeps its place.
    """
    masked = _QUOTED_LINE.sub(_blank, _untagged(search))
    for header in _HEADER.finditer(masked):
        sender = _FROM.search(masked, header.start(), min(len(masked), header.end() + 400))
        if sender and not _COUNCIL.search(sender[1]):
            continue
        if not sender and "wrote:" in header[0] and not _COUNCIL.search(header[0]):
            continue
        after = _END.search(masked, header.end() + 1)
        first_blank = masked.find("\n\n", header.end())
        if after and "dear" in after[0] and first_blank >= 0 and after.start() <= first_blank + 3:
            # The greeting of the quoted letter itself, not of the answer to it.
            after = _END.search(masked, after.end())
        end = after.start() if after else len(masked)
        masked = masked[: header.start()] + " " * (end - header.start()) + masked[end:]
    return _THEY_SAID.sub(_blank, masked)


def _untagged(search: str) -> str:
    """A text without the marks of a web page; what stands in none keeps its place."""
    if "</" not in search and "<br" not in search and "<p" not in search:
        return search
    return _TAG.sub(_blank, _SILENT.sub(_blank, search))


def _blank(found: re.Match[str]) -> str:
    """As many blanks as what was found is long; a mark that ends a line ends the thought."""
    return (
        "\n\n".ljust(len(found[0]))
        if re.match(r"</?(p|div|br|tr|li|h\d)\b", found[0])
        else " " * len(found[0])
    )


def denies(clause: str) -> bool:
    """Whether a clause denies, supposes or grants rather than says outright.

    Args:
        clause: its words as `phrases.searchable` makes them.
    """
    return _DENIES.search(clause) is not None


def only_denies(clause: str) -> bool:
    """Whether a clause denies the contravention and gives no reason: a ground of the law and nothing more.

    Args:
        clause: its words as `phrases.searchable` makes them.
    """
    found = _NOTHING_HAPPENED.search(clause)
    return found is not None and len(clause.split()) - len(found[0].split()) <= _BESIDE_IT
