"""Families of numbers in the formats that Prometheus reads, chosen by `Accept`.

prometheus-client writes them, and knows about the process itself (memory, file descriptors,
garbage); counting is not left to it, since a request would pay for that.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from domain.measures import Family, Times

if TYPE_CHECKING:
    from prometheus_client.registry import Collector, CollectorRegistry


def expose(families: Sequence[Family], accept: str) -> tuple[bytes, str]:
    """Give the text and its media type."""
    # Here, and not above: it is imported once somebody asks, and not at every start.
    from prometheus_client import CollectorRegistry
    from prometheus_client.exposition import choose_encoder
    from prometheus_client.gc_collector import GCCollector
    from prometheus_client.platform_collector import PlatformCollector
    from prometheus_client.process_collector import ProcessCollector

    registry = CollectorRegistry(auto_describe=False)
    registry.register(cast("Collector", _Collected(families)))
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    encode, media_type = choose_encoder(accept)
    write = cast("Callable[[CollectorRegistry], bytes]", encode)
    return write(registry), media_type


class _Collected:
    """What prometheus-client takes for a collector."""

    def __init__(self, families: Sequence[Family]) -> None:
        self._families = families

    def collect(self) -> Iterator[object]:
        """Give each family as prometheus-client has them."""
        from prometheus_client.core import (
            CounterMetricFamily,
            GaugeMetricFamily,
            HistogramMetricFamily,
        )

        for family in self._families:
            labels = list(family.labels)
            if family.kind == "histogram":
                times = HistogramMetricFamily(family.name, family.about, labels=labels)
                for of, each in family.values.items():
                    assert isinstance(each, Times)
                    times.add_metric(list(of), _cumulated(each), each.seconds)
                yield times
            else:
                kind = CounterMetricFamily if family.kind == "counter" else GaugeMetricFamily
                numbers = kind(family.name, family.about, labels=labels)
                for of, value in family.values.items():
                    assert not isinstance(value, Times)
                    numbers.add_metric(list(of), value)
                yield numbers


def _cumulated(times: Times) -> list[tuple[str, float]]:
    """Count at each bound what took up to it, as Prometheus wants."""
    from prometheus_client.utils import floatToGoString

    write = cast("Callable[[float], str]", floatToGoString)
    total, found = 0, []
    for bound, many in zip((*times.bounds, float("inf")), times.buckets, strict=True):
        total += many
        found.append((write(bound), float(total)))
    return found
