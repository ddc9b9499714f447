"""The day's target as words, a bar and a colour: each says the same."""

from __future__ import annotations

from textual.content import Content

DAY_HOURS = 8.0
"""Hours of a working day, for the pace that is still needed."""


def target_bar(
    done: int,
    target: float,
    weighted: float | None = None,
    width: int = 10,
    *,
    passed: float = 0.0,
    day_hours: float = DAY_HOURS,
    away: bool = False,
    working: bool = True,
) -> Content:
    """Draw ``Today 9/14 ▓▓▓▓▓▓░░░░ on pace``.

    Args:
        done: cases decided today.
        target: the officer's own target for today; 0 where none is set.
        weighted: the same cases by weight, where weights are kept; the bar and the pace go by it.
        width: cells of the bar.
        passed: share of the working day that has passed, 0 to 1.
        day_hours: hours of the working day.
        away: nothing is asked of the officer today, whatever the target.
        working: whether today is a working day; on others nothing is asked of anybody.
    """
    if not working:
        return Content(f"Today {done} · no working day, no pace asked")
    if away:
        return Content(f"Today {done} · away, no pace asked")
    if target <= 0:
        return Content(f"Today {done} · no target set")
    counted = float(done) if weighted is None else weighted
    said = f"Today {done}/{_number(target)}"
    if weighted is not None and weighted != done:
        said += f" ({_number(weighted)} weighted)"
    full = max(0, min(width, int(width * counted / target + 1e-9)))
    words, style = _pace(counted, target, min(1.0, max(0.0, passed)), day_hours)
    if done < target <= counted:
        words += " by weight"
    return Content.assemble(
        f"{said} ",
        ("▓" * full, style),
        ("░" * (width - full), "$text-muted"),
        " ",
        (words, style),
    )


def _pace(counted: float, target: float, passed: float, day_hours: float) -> tuple[str, str]:
    """Words and colour. One case begun but not finished is not behind: the whole case counts from its end."""
    if counted >= target:
        return "target met", "$text-success"
    if counted + 1 > target * passed:
        return "on pace", "$text-success"
    behind = _number(round(target * passed - counted, 1))
    hours = day_hours * (1 - passed)
    if hours < 0.25:
        return f"{behind} short", "$text-warning"
    return f"{behind} behind, {_number(round((target - counted) / hours, 1))} an hour needed", "$text-warning"


def _number(value: float) -> str:
    return f"{value:g}"
