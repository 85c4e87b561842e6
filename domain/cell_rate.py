"""The generic cell rate algorithm (ITU-T I.371): one moment says until when a share is used up."""

import math
from datetime import datetime, timedelta

from domain.ports import SKEW


def spend(
    now: datetime, used_until: datetime | None, window: timedelta, cost: timedelta
) -> tuple[datetime, int]:
    """Use up so much more of a window: give until when it is then used up, and the whole seconds to
    wait until that fits, 0 where it fits now."""
    used = max(now, used_until or now)
    if used > now + window + SKEW:  # only a clock that was set back since makes it so
        used = now
    used += cost
    beyond = used - now - window
    return used, max(1, math.ceil(beyond.total_seconds())) if beyond > timedelta(0) else 0
