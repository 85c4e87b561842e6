"""The queue: Dramatiq over Redis, or over memory when this process is all there is.

Messages are wake-ups. Retries, delays and results are none of Dramatiq's business here (the row has
them), so its middleware for those is left out.
"""

from dramatiq import Broker, Message
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker
from dramatiq.middleware import Middleware, ShutdownNotifications
from redis import Redis

from domain.ports import QUEUES, Task

NAMESPACE = "spolvero"
"""What the keys in Redis begin with."""


def open_broker(redis_url: str | None) -> Broker:
    """Make the broker; with no URL its messages live and die with this process."""
    middleware: list[Middleware] = [ShutdownNotifications()]
    broker: Broker
    if redis_url is None:
        broker = StubBroker(middleware=middleware)
    else:
        # By default a dead worker's messages are only looked for on 0.1 % of commands.
        broker = RedisBroker(  # type: ignore[no-untyped-call]
            client=Redis.from_url(redis_url, socket_timeout=10, socket_connect_timeout=3),
            middleware=middleware,
            namespace=NAMESPACE,
            maintenance_chance=1_000_000,
        )
    for queue in QUEUES.values():
        broker.declare_queue(queue)
    return broker


class DramatiqQueue:
    """A TaskQueue that names the actor instead of importing it."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def wake(self, task: Task) -> None:
        """Wake a worker."""
        self._broker.enqueue(
            Message(queue_name=QUEUES[task], actor_name=task.value, args=(), kwargs={}, options={})
        )

    def messages(self, task: Task) -> int:
        """Count the messages that no worker has taken yet."""
        if isinstance(self._broker, RedisBroker):
            return self._broker.client.llen(f"{NAMESPACE}:{QUEUES[task]}")
        return self._broker.queues[QUEUES[task]].qsize()  # type: ignore[no-any-return]

    def check(self) -> None:
        """Raise ConnectionError when Redis does not answer; memory always does."""
        if isinstance(self._broker, RedisBroker):
            self._broker.client.ping()
