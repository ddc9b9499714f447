"""Lettering: the letter planned, changed, kept as it is typed, checked, and issued by one key."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.timer import Timer
from textual.widgets import OptionList

from caseworker.screens.desk.compose import BlockList, ComposePane
from caseworker.screens.desk.room import CaseRoom
from caseworker.text import counted

if TYPE_CHECKING:
    from caseworker.casework.desk.compose import Checked, Composition
    from caseworker.casework.views import CaseView, Receipt
    from caseworker.law.findings import Finding
    from caseworker.letters.library import Paragraph
    from caseworker.letters.plan import Block

PAUSE = 0.3
"""Seconds after the last key at which a draft is kept."""
LONGEST = 1.0
"""Seconds of typing after which it is kept all the same: at most two seconds are ever lost."""
PATIENCE = 0.2
"""Seconds for which what was done is kept back, to be drawn with the next case."""
AGAIN = 3.0
"""Seconds after which a draft that the store would not take is tried again."""


class Lettering(CaseRoom):
    """What an officer does with the letter."""

    def __init__(self) -> None:
        self.newest: dict[int, tuple[Block, ...]] = {}
        self.saving = asyncio.Lock()
        self.last_issued = ""
        """Number of the letter issued last in this sitting, until it is recalled."""
        self.opening_letter = self.then_preflight = False
        super().__init__()

    def begin(self) -> None:
        """Forget the letter of the case before."""
        super().begin()
        self.blocks: tuple[Block, ...] = ()
        self.kept_words = ""
        self.unkept_since: float | None = None
        self.timer: Timer | None = None
        self.reasons: dict[str, tuple[str, str]] = {}
        self.checked: Checked | None = None
        self.together: tuple[CaseView, ...] = ()

    @property
    def answered(self) -> tuple[CaseView, ...]:
        """The cases that the letter answers; its draft lies with the first."""
        return self.together or (self.seen,)

    async def which_letter(self) -> tuple[CaseView, ...] | None:
        """The cases that the letter is to answer; None where the officer leaves it."""
        return (self.seen,)

    # -- the plan -----------------------------------------------------------------------------------

    @work
    async def action_letter(self) -> None:
        """Open the kept draft, or plan the letter from points and decision."""
        from caseworker.casework.desk.compose import open_letter

        self.opening_letter, self.then_preflight = True, False
        views = await self.which_letter()
        opened = None if views is None else await self.desk.try_act(open_letter, views[0], views[1:])
        self.opening_letter = False
        if opened is not None:
            self.together = views or ()
            self.opened(opened)

    def opened(self, opened: Composition) -> None:
        """Show the letter that was opened; then preflight, where its key was pressed meanwhile."""
        self.blocks = opened.blocks
        self.go("compose")
        if opened.kept_at is not None:
            self.kept_words = f"draft of {opened.kept_at.astimezone():%H:%M:%S} opened again"
            planned = "planned anew, your own words are kept in it" if opened.replanned else "opened again"
            self.app.say(f"Your draft of {opened.kept_at.astimezone():%H:%M on %d %b}: {planned}.")
        self.letter.begin()
        self.letter.show(self.blocks)
        self.check()
        if self.then_preflight:
            self.action_preflight()

    def leave_pane(self) -> None:
        """Esc: from preflight to the letter, from the letter to the case; the draft is kept first."""
        if self.desk.mode.name == "preflight":
            self.go("compose")
            return
        if self.desk.mode.name == "compose":
            self.keep_draft()
        super().leave_pane()

    def change(self, blocks: tuple[Block, ...], *, at: int, show: bool = True) -> None:
        """Take the letter as it now is: shown, checked and kept after a pause."""
        self.blocks = blocks
        if show:
            self.letter.show(blocks, at=at)
        now = asyncio.get_running_loop().time()
        self.unkept_since = self.unkept_since or now
        if self.timer is not None:
            self.timer.stop()
        left = self.unkept_since + LONGEST - now
        if left <= 0:
            # At once: a timer would be put off again by the next key.
            self.pause()
        else:
            self.timer = self.set_timer(min(PAUSE, left), self.pause)

    def pause(self) -> None:
        """A pause in the typing: keep the draft, check the letter."""
        self.keep_draft()
        self.check()

    def keep_draft(self) -> None:
        """Keep the draft now, where something is not kept yet; no pause is waited for any more."""
        if self.timer is not None:
            self.timer.stop()
        if self.unkept_since is not None:
            self.unkept_since = None
            self.save(self.answered[0].id, self.answered[0].version, self.blocks)

    async def keep_what_is_written(self) -> bool:
        """Keep the newest words at once, those too that were not taken from the editor yet; False if not."""
        if self.letter.editing is not None:
            self.on_compose_pane_edited(ComposePane.Edited(self.letter.editing, self.letter.editor.text))
        self.keep_draft()
        await self.app.workers.wait_for_complete([one for one in self.app.workers if one.group == "draft"])
        return not self.newest

    def save(self, case_id: int, version: int, blocks: tuple[Block, ...]) -> None:
        """Take this as the newest draft of a case, and write it to the store."""
        self.newest[case_id] = blocks
        self.write(case_id, version, blocks)

    @work(group="draft")
    async def write(self, case_id: int, version: int, blocks: tuple[Block, ...], again: bool = False) -> None:
        """Write a draft, one at a time in the order of typing; tried again until it or a newer one is kept.

        What was not kept is said once, not at each try.
        """
        from caseworker.casework.desk.compose import save

        async with self.saving:
            if self.newest.get(case_id) is not blocks:
                return
            try:
                at = await self.app.ask(save, case_id, version, blocks)
            except Exception as trouble:
                if not again:
                    self.app.say_trouble(trouble)
                self.set_timer(AGAIN, partial(self.write, case_id, version, blocks, again=True))
                return
        if self.newest.get(case_id) is blocks:
            del self.newest[case_id]
        if case_id == self.answered[0].id:
            self.kept_words = f"draft kept {at.astimezone():%H:%M:%S}"
            self.letter.kept(self.kept_words)

    @work(exclusive=True, group="check")
    async def check(self) -> None:
        """Check the letter as it stands, and show it as it will read."""
        from caseworker.casework.desk.compose import check

        checked = await self.desk.try_act(check, self.answered[0], self.blocks, self.answered[1:])
        if checked is not None:
            self.letter.preview(replace(checked, saved_words=self.kept_words))

    # -- changing paragraphs ------------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#blocks")
    def edit_block(self, message: OptionList.OptionSelected) -> None:
        """Enter on a paragraph of the plan opens it for changing."""
        if message.option_index < len(self.blocks):
            self.letter.edit(message.option_index, self.blocks[message.option_index].text)

    def on_compose_pane_edited(self, message: ComposePane.Edited) -> None:
        """Take each change of a paragraph's words."""
        index = message.index
        if index < len(self.blocks) and self.blocks[index].text != message.text:
            changed = replace(self.blocks[index], text=message.text, changed=True)
            self.change((*self.blocks[:index], changed, *self.blocks[index + 1 :]), at=index, show=False)

    def on_compose_pane_finished(self) -> None:
        """The editor was left: show the plan again."""
        self.letter.show(self.blocks, at=self.letter.listed.highlighted or 0)
        self.pause()

    def on_block_list_asked(self, message: BlockList.Asked) -> None:
        """Remove, add own words, move."""
        if message.verb == "own":
            self.add_own_words(-1 if message.index is None else message.index)
        elif message.index is None:
            return
        elif message.verb == "remove":
            self.remove_block(message.index)
        else:
            self.move_block(message.index, -1 if message.verb == "up" else 1)

    def add_own_words(self, index: int) -> None:
        """An empty paragraph below, open for writing."""
        from caseworker.letters.plan import free

        blocks = (*self.blocks[: index + 1], free(""), *self.blocks[index + 1 :])
        self.change(blocks, at=index + 1)
        self.letter.edit(index + 1, "")

    def remove_block(self, index: int) -> None:
        """Take a paragraph out; the picker puts a standard one back."""
        from caseworker.letters.joint import LIST

        gone = self.blocks[index]
        if gone.paragraph == LIST:
            self.app.hint("The list of PCNs stays: it says which this letter answers.")
            return
        self.change((*self.blocks[:index], *self.blocks[index + 1 :]), at=max(0, index - 1))
        self.app.say(f"“{gone.paragraph}” removed: k puts a paragraph back.")

    def move_block(self, index: int, by: int) -> None:
        """Move a paragraph up or down."""
        blocks, to = list(self.blocks), index + by
        if 0 <= to < len(blocks):
            blocks[index], blocks[to] = blocks[to], blocks[index]
            self.change(tuple(blocks), at=to)

    @work
    async def action_paragraphs(self) -> None:
        """Pick a standard paragraph, the best for this case first."""
        from caseworker.casework.desk.compose import choices
        from caseworker.screens.desk.picking import PickParagraph

        found = await self.desk.try_act(choices, self.seen)
        if found is None:
            return
        at = self.letter.listed.highlighted or 0
        here = self.blocks[at] if at < len(self.blocks) else None
        chosen = await self.app.push_screen_wait(PickParagraph(found, here))
        if chosen is not None:
            offers = found.picker.offers
            self.put_in(next(one.paragraph for one in offers if one.paragraph.id == chosen), at)

    def put_in(self, paragraph: Paragraph, at: int) -> None:
        """Put a paragraph in the place of another answer to the same point, or in its own part."""
        from caseworker.letters.plan import block

        here = self.blocks[at] if at < len(self.blocks) else None
        raised = {one.slug for view in self.answered for one in view.points}
        answers_here = here is not None and here.slot == paragraph.slot == "answer" and here.point != ""
        if here is not None and answers_here and (not paragraph.points or here.point in paragraph.points):
            fresh, after = block(paragraph, here.point), at + 1
        else:
            fresh = block(paragraph, next((slug for slug in paragraph.points if slug in raised), ""))
            at = after = self.room_for(paragraph.slot, at)
        self.change((*self.blocks[:at], fresh, *self.blocks[after:]), at=at)

    def room_for(self, slot: str, at: int) -> int:
        """Where a paragraph goes in: below the cursor, in its own part of the letter.

        What is chosen with the cursor elsewhere, as on the opening, would stand before the decision.
        """
        from caseworker.letters.paragraph import SLOTS

        if at < len(self.blocks) and self.blocks[at].slot == slot:
            return at + 1
        own = SLOTS.index(slot)
        before = [n for n, one in enumerate(self.blocks, 1) if SLOTS.index(one.slot) <= own]
        return before[-1] if before else 0

    # -- preflight and issue ------------------------------------------------------------------------

    @work
    async def action_preflight(self) -> None:
        """Check the whole letter, with what came in meanwhile looked up again."""
        from caseworker.casework.desk.compose import recheck

        if self.letter.editing is not None:
            self.letter.close_editor()
        self.keep_draft()
        checked = await self.desk.try_act(recheck, self.answered[0], self.blocks, self.answered[1:])
        if checked is not None:
            self.go("preflight")
            self.show_preflight(checked)

    def show_preflight(self, checked: Checked) -> None:
        """Show the letter as it was checked, from its head."""
        self.checked = checked
        self.preflight.begin(self.answered, checked, self.reasons)

    @work
    async def action_override(self) -> None:
        """Give a reason for an amber finding, or a second person's release of a judged red."""
        index = self.preflight.chosen
        if index is None or self.checked is None:
            self.app.hint("No finding is chosen.")
            return
        finding = self.checked.findings[index]
        if finding.level == "red" and finding.hard:
            words = f"{finding.words} This cannot be waved through: f4 goes back to the letter."
            self.app.say(words, severity="warning")
        else:
            await self.let_stand(finding)

    async def let_stand(self, finding: Finding) -> None:
        """Ask who releases a judged red, and why the finding may stand."""
        from caseworker.casework.desk.issue import mark
        from caseworker.screens.asking import AskWords
        from caseworker.screens.desk.releasing import who_releases

        who = await who_releases(self.app) if finding.level == "red" else ""
        if who is None or self.checked is None:
            return
        words = await self.app.push_screen_wait(AskWords("Why may this stand?", finding.words, least=3))
        if words is not None:
            self.reasons[mark(finding)] = (who, words)
            self.preflight.show(self.answered, self.checked, self.reasons)

    @work
    async def action_issue(self) -> None:
        """Issue the letter; then the next case opens."""
        from caseworker.casework.desk.issue import issue

        if self.busy or self.checked is None:
            return
        self.busy = True
        try:
            first, *linked = self.answered
            receipt = await self.desk.try_act(issue, first, self.blocks, dict(self.reasons), linked)
        finally:
            self.busy = False
        if receipt is not None:
            await self.issued(receipt)

    async def issued(self, receipt: Receipt) -> None:
        """Open the next case; only then move the bar, which would hold it up."""
        self.newest.pop(self.answered[0].id, None)
        self.last_issued = receipt.number
        again = "had been issued already" if receipt.again else "issued"
        posts = f"posts {receipt.posts_on:%a %d %b}"
        if self.seen.facts.by_hand:
            posts = f"hand it over on {receipt.posts_on:%a %d %b}, and say so there (:post, H)"
        self.unkept_since = None
        opened = asyncio.ensure_future(self.desk.open_case(None).wait())
        # One drawing shows what was done and the next case; only a claim that has to wait is not waited for.
        await asyncio.wait([opened], timeout=PATIENCE)
        also = f" and {counted(len(receipt.also), 'other')}" if receipt.also else ""
        said = f"Letter {receipt.number} on {receipt.pcn}{also} {again} to {receipt.recipient}; {posts}."
        slow = not opened.done()
        self.app.say(said)
        await opened
        self.just_issued = bool(self.last_issued)
        if slow:
            # The case that came meanwhile has taken away what was said before it.
            self.desk.unsay(said)
            self.app.say(said)
        self.call_after_refresh(self.desk.count_today)

    async def offer_recall(self) -> bool:
        """Offer to recall the open case's letter, or the one issued last in this sitting."""
        from caseworker.casework.desk.post import check_recall, recall
        from caseworker.screens.asking import AskWords

        here = [one.number for one in self.seen.letters if one.where in ("waiting", "batched")]
        number = self.last_issued if self.just_issued or not here else here[-1]
        self.just_issued = False
        if not number:
            return False
        on = await self.desk.try_act(check_recall, number)
        if on is None:
            return True
        prompt = f"Letter {number} on {on} is recalled: what it answers is open again. Why? esc leaves it."
        window = AskWords(
            "Recall the letter that was issued", prompt, keep=lambda why: self.app.ask(recall, number, why)
        )
        done = await self.app.push_screen_wait(window)
        if done is not None:
            self.last_issued = ""
            await self.desk.open_case(done.case_id).wait()
            self.desk.count_today()
            self.app.say(done.words)
        return True
