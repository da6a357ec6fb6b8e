"""Whom the Prefect server tells when a run goes wrong: an automation that calls a web address."""

from __future__ import annotations

from datetime import timedelta
from typing import cast
from uuid import UUID

from flows.settings import set_up_engine

set_up_engine()

from prefect.automations import (  # noqa: E402 (reads its settings when it is imported)
    Automation,
    EventTrigger,
    Posture,
    ResourceSpecification,
)
from prefect.blocks.webhook import Webhook  # noqa: E402
from prefect.client.orchestration import get_client  # noqa: E402
from prefect.events.actions import CallWebhook  # noqa: E402

from flows.artifacts import DOCUMENTS_FAILED  # noqa: E402

_BLOCK = "shubiao-notification"
# Runs that failed for good (one that is tried again is not among them), whose process is gone, and that nobody has
# taken up for a while after their time: then the worker is not there.
_ENDS = ("Failed", "Crashed", "TimedOut", "Late")
# What chat programs take: an object with the member `text`. `tojson` puts the quotation marks.
_RUN = (
    '{"text": {{ ("shubiao: " ~ flow_run.name ~ ": " ~ flow_run.state.name ~ ". " '
    '~ (flow_run.state.message or "")) | tojson }}}'
)
_DOCUMENTS = (
    '{"text": {{ ("shubiao: " ~ event.payload["failed"] ~ " document(s) could not be read into " '
    '~ event.resource["prefect.resource.name"] ~ ": " ~ event.payload["sources"] | join(", ")) | tojson }}}'
)


def notify_at(address: str) -> tuple[str, ...]:
    """Let the server call an address (http or https) when a run goes wrong or documents fail. Returns the automations' names.

    What an earlier call set up is replaced. The address is kept as a secret.
    """
    webhook = {"url": address, "headers": {"content-type": "application/json"}}
    block = cast("UUID", Webhook.model_validate(webhook).save(_BLOCK, overwrite=True))
    run = EventTrigger(
        expect={f"prefect.flow-run.{end}" for end in _ENDS},
        match=ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"}),
        match_related=ResourceSpecification({"prefect.resource.role": "flow", "prefect.resource.name": "ingest"}),
        for_each={"prefect.resource.id"},
        posture=Posture.Reactive,
        threshold=1,
        within=timedelta(0),
    )
    documents = EventTrigger(expect={DOCUMENTS_FAILED}, posture=Posture.Reactive, threshold=1, within=timedelta(0))
    automations = (
        Automation(
            name="shubiao: a run went wrong",
            trigger=run,
            actions=[CallWebhook(block_document_id=block, payload=_RUN)],
        ),
        Automation(
            name="shubiao: documents could not be read",
            trigger=documents,
            actions=[CallWebhook(block_document_id=block, payload=_DOCUMENTS)],
        ),
    )
    with get_client(sync_client=True) as client:
        for automation in automations:
            for old in client.read_automations_by_name(automation.name):
                client.delete_automation(old.id)
            automation.create()
    return tuple(automation.name for automation in automations)
