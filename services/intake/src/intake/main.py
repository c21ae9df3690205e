"""What intake is made of."""

from pathlib import Path

from chassis.composition import Effect, Service
from chassis.identity.permissions import Permissions
from chassis.observability.log import get_log
from chassis.privacy.local import LocalVault
from chassis.privacy.remote import KeyResponder
from chassis.runtime import Runtime
from intake.api import data_requests, imports, lists, look_up, opinion_actions, opinions, preparation, routing_slip, submitters
from intake.data_request.events import EVENTS as DATA_REQUEST_EVENTS
from intake.import_batch.events import EVENTS as IMPORT_EVENTS
from intake.importing.applying import Applier, pending
from intake.inbound.agencies import agency_inbox
from intake.inbound.followup import FOLLOWUP
from intake.inbound.sessions import SESSIONS
from intake.log_events import LogEvent
from intake.looking_up import Askers
from intake.opinion.events import EVENTS as OPINION_EVENTS
from intake.opinion.permissions import PUBLIC, ROLES
from intake.opinion_list.events import EVENTS as LIST_EVENTS
from intake.outbound import outbound
from intake.pages import data_requests as data_requests_page
from intake.pages import imports as imports_page
from intake.pages import look_up as look_up_page
from intake.pages import opinion_detail as detail_page
from intake.pages import opinion_export
from intake.pages import opinion_list as list_page
from intake.pages import preparation as preparation_page
from intake.pages import register_opinion as register_page
from intake.pages import routing_slip as slip_page
from intake.pages import unit_lists as lists_page
from intake.readmodel.data_requests import DATA_REQUESTS
from intake.readmodel.heard_facts import CalendarRow, CaseOpinionsRow, ForetoldRow, SessionSlipRow
from intake.readmodel.imports import IMPORTED_FILES, ImportedNoteRow, ImportedRow
from intake.readmodel.opinion_detail import OPINION_DETAIL
from intake.readmodel.opinion_history import OPINION_HISTORY
from intake.readmodel.opinion_list import OPINION_LIST
from intake.readmodel.organisations import OrganisationRow, TargetSessionRow
from intake.readmodel.possible_duplicates import POSSIBLE_DUPLICATES
from intake.readmodel.unit_lists import UNIT_LISTS
from intake.refusals import REFUSALS
from intake.seal_keys import SealKeys
from intake.settings import Settings
from intake.submitter.events import EVENTS as SUBMITTER_EVENTS
from intake.timers import TIMERS

log = get_log(__name__)
HERE = Path(__file__).parent


def compose(settings: Settings) -> Service:
    """The service. Raises ValueError when a key setting cannot be read."""
    masters, seal_keys = settings.masters(), settings.seal_keys()

    async def started(runtime: Runtime) -> None:
        vault = LocalVault(runtime.engine, masters, runtime.clock)
        runtime.provide(LocalVault, vault)
        runtime.provide(Applier, Applier(runtime.handler, vault))
        runtime.provide(SealKeys, seal_keys)
        runtime.provide(Askers, Askers())

    return Service(
        name="intake",
        title="Tiếp nhận ý kiến",
        summary="Ý kiến, kiến nghị, phản ánh và danh sách ý kiến của các đơn vị",
        settings=settings,
        events=(OPINION_EVENTS, LIST_EVENTS, SUBMITTER_EVENTS, IMPORT_EVENTS, DATA_REQUEST_EVENTS),
        outbound=outbound,
        migrations=HERE.parents[1] / "migrations",
        permissions=Permissions(roles=ROLES, public=PUBLIC),
        refusals=REFUSALS,
        routers=(
            opinions.router,
            opinion_actions.router,
            lists.router,
            imports.router,
            submitters.router,
            data_requests.router,
            preparation.router,
            preparation_page.router,
            look_up.router,
            routing_slip.router,
            list_page.router,
            opinion_export.router,
            register_page.router,
            detail_page.router,
            lists_page.router,
            imports_page.router,
            data_requests_page.router,
            data_requests_page.acts,
            look_up_page.router,
            slip_page.router,
        ),
        templates=HERE / "pages" / "templates",
        projections=(OPINION_LIST, OPINION_DETAIL, OPINION_HISTORY, POSSIBLE_DUPLICATES, UNIT_LISTS, IMPORTED_FILES, DATA_REQUESTS),
        heard_tables=(
            OrganisationRow,
            TargetSessionRow,
            SessionSlipRow,
            CaseOpinionsRow,
            ForetoldRow,
            CalendarRow,
            ImportedRow,
            ImportedNoteRow,
        ),
        sources=(SESSIONS, FOLLOWUP),
        agency_inbox=agency_inbox(masters, seal_keys.private),
        timers=TIMERS,
        effects=(Effect("imports", apply_imports, pending),),
        started=started,
        worker_started=serve_keys,
    )


async def apply_imports(runtime: Runtime) -> bool:
    """Register the next rows of an approved file."""
    return await runtime.part(Applier).step()


async def serve_keys(runtime: Runtime) -> None:
    """Move every key to the newest master key, then answer the services that must read sealed fields."""
    vault = runtime.part(LocalVault)
    if moved := await vault.rewrap():
        log.info(LogEvent.KEYS_REWRAPPED, count=moved)
    await KeyResponder(vault).serve(runtime.client)
    log.info(LogEvent.KEYS_SERVED)
