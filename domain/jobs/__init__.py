"""Jobs: pictures asked for, from the queue to their end. Drawing them is in domain/rendering.py.

How a job waits, is held by one worker and comes back from a dead one is in domain/leases.py; here
is what it is about: what it is (`job.py`), asking for pictures (`asking.py`), where jobs stand
(`looking.py`), and what people do with them (`acting.py`).
"""

from domain.jobs.acting import Changed, cancel, cancel_many, retry, retry_many, update_job
from domain.jobs.asking import Picture, Receipt, draw_seed, later, must_take, promise, queue
from domain.jobs.job import Job, recipe
from domain.jobs.looking import look_at, page

__all__ = [
    "Changed",
    "Job",
    "Picture",
    "Receipt",
    "cancel",
    "cancel_many",
    "draw_seed",
    "later",
    "look_at",
    "must_take",
    "page",
    "promise",
    "queue",
    "recipe",
    "retry",
    "retry_many",
    "update_job",
]
