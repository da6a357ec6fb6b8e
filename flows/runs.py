"""What the Prefect server remembers of earlier runs, put in order: those that nobody ends, those that are long over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

_KEPT = timedelta(days=30)
_AT_ONCE = 20  # deleted by one run, so that none has to wait for a heap of them


def end_abandoned_runs(deployment: str) -> int:
    """Mark the runs of a deployment as crashed that look as if they were going on, and return how many.

    To be called by the one process that carries its runs out, when it starts: what it did before is over, even if the
    machine lost its power and nobody could tell the server. Their slot would delay the next run.
    """
    states = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(
            deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=[deployment])),
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states))),
        )
        for run in runs:
            client.set_flow_run_state(run.id, Crashed(message="It was not over when the schedule ended."))
    return len(runs)


def forget_old_runs(now: datetime | None = None) -> int:
    """Delete runs that were over a month ago, with their tasks and artifacts, and return how many.

    A server that stays does so by itself; one that ends with a run never comes to it.
    """
    before = (now or datetime.now(UTC)) - _KEPT
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(
            flow_run_filter=FlowRunFilter(end_time=FlowRunFilterEndTime.model_validate({"before_": before})),
            limit=_AT_ONCE,
        )
        for run in runs:
            for artifact in client.read_artifacts(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run.id]))):
                client.delete_artifact(artifact.id)
            client.delete_flow_run(run.id)
    return len(runs)
