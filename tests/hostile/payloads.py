"""Words that somebody could send in, each made to do harm in one way. `PWN` marks what must not act."""

from __future__ import annotations

from caseworker.text import clean

MARKUP = {
    "click": "please [@click=app.quit]PWN[/] thanks",
    "click quoted": "[@click='app.quit']PWN[/]",
    "click called": "[@click=app.bell()]PWN[/]",
    "link": "pay at [link=https://evil.example/?q=1]https://council.example[/link]",
    "link to a file": "[link=file:///etc/passwd]x[/link]",
    "closing": "I parked [/] legally",
    "closing by name": "see paragraph [/b] and [/foo]",
    "never closed": "[bold not closed [",
    "brackets": "PCN [ZZ1234567A] bay [5] [ref: 7/b] see [annex a] and [Annex B]",
    "no such style": "[notacolour on alsono]hello[/]",
    "odd styles": "[red=]x[/] [=x] [$foo] [on $bar]x[/] [$error]y[/]",
    "backslashes": "C:\\[bold]x\\[/bold] \\",
    "address": "[me@motorist.example] [42]",
    "markdown": "[pay](https://evil.example) ![i](http://evil.example/x.png) <script>alert(1)</script>",
    "formula": '=HYPERLINK("https://evil.example")',
}
"""Text that a markup reader would act on, change or fall over."""

TERMINAL = {
    "clipboard": "a\x1b]52;c;UFdO\x07b",
    "clipboard, other end": "a\x1b]52;c;UFdO\x1b\\b",
    "terminal link": "a\x1b]8;;https://evil.example/PWN\x1b\\click\x1b]8;;\x1b\\b",
    "title": "a\x1b]0;PWN\x07b",
    "notification": "a\x1b]9;PWN\x07\x1b]777;notify;PWN;x\x07b",
    "file transfer": "a\x1b]1337;File=inline=1:UFdO\x07b",
    "erase scrollback": "a\x1b[3JPWN",
    "reset": "a\x1bcPWN",
    "print": "a\x1b[5iPWN\x1b[4i",
    "mouse": "a\x1b[?9hPWN",
    "questions": "a\x1b[6nPWN\x1b[21t\x1bP$qm\x1b\\",
    "privacy message": "a\x1b^PWN\x1b\\ \x1b_PWN\x1b\\ \x1bXPWN\x1b\\",
    "bell": "a\x07\x07PWN",
    "shift out": "a\x0ePWN\x0f",
    "C1 sequence": "a\x9b3JPWN\x9b31m",
    "C1 command": "a\x9d52;c;UFdO\x9cPWN",
    "bidi": "Fine \u202e00.07£\u202c PWN \u2066x\u2069",
    "marks of direction": "a\u200fPWN\u200e\u061c",
    "NUL": "a\x00b\x00PWN",
    "high surrogate": "a\ud800bPWN",
    "low surrogate": "a\udc80bPWN",
    "backspaces": "PAID\x08\x08\x08\x08PWN\x7f",
    "tag characters": "ok\U000e0041\U000e0042PWN",
    "ESC at the end": "PWN\x1b",
}
"""Text that a terminal would act on."""

SHAPES = {
    "zero width": "A\u200bB\u200d\ufeff\u2060CPWN",
    "zalgo": "Z" + "\u0301\u0327\u0353" * 300 + "PWN",
    "zalgo in many words": ("e" + "\u0301" * 2000 + " ") * 50,
    "families": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 40 + "PWN",
    "flags": "\U0001f1ec\U0001f1e7" * 50 + "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "tabs": "a\tb\t\tPWN\t",
    "line ends": "line1\rPWN\r\nline3\x0b\x0cfoo\x85bar\u2028baz\u2029q",
    "non-characters": "a\ufffeb\uffff\ufdd0\U0001ffffPWN",
    "Persian": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Polish": "Zażółć gęślą jaźń",
    "empty": "",
    "only a newline": "\n",
}
"""Text that is hard to lay out."""

BULK = {
    "one long line": "x" * 1_000_000,
    "one long line of words": "word " * 200_000,
    "many lines": "x\n" * 200_000,
    "many brackets": "[" * 200_000,
    "many wide letters": "\u6f22" * 200_000,
}
"""More text than a screen can hold."""

SHORT = {**MARKUP, **TERMINAL, **SHAPES}
ALL = {**SHORT, **BULK}


def words_of(payload: str) -> list[str]:
    """The words that must be found wherever the payload is shown."""
    return clean(payload).split()
