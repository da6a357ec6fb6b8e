"""When a run that failed is tried again: where the reason may pass, and later each time."""

from __future__ import annotations

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRunPolicy
from prefect.runtime import flow_run

from flows.failure import PassingError

_GROWTH = 4  # a minute, four minutes, a quarter of an hour


def decide_on_retry(error: Exception, retries: int, delay: float) -> None:
    """Tell the server whether the current run is tried again, after `delay` seconds the first time.

    A decorated flow has one delay for all its tries and tries again whatever the error was; a wrong path would be
    reported half an hour late. So the policy of the run is set when it has failed, from within it.
    """
    if not retries or flow_run.id is None:
        return
    passing = isinstance(error, PassingError | OSError)
    with get_client(sync_client=True) as client:
        tries = client.read_flow_run(flow_run.id).run_count
        wait = round(delay * _GROWTH ** (max(tries, 1) - 1))
        policy = FlowRunPolicy(retries=retries if passing else 0, retry_delay=wait)
        client.update_flow_run(flow_run.id, empirical_policy=policy)
