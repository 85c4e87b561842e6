"""What `rq worker --config` reads, after which the job's module need not be imported for a job."""

import os

from bench.peers.queues import SERVER, rq

REDIS_URL = os.environ[SERVER]
assert rq.nothing
