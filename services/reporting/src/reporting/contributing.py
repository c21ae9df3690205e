"""Writing one's own part of a report, the same from the page and from another program."""

from chassis.decider import Refused
from chassis.handle import Handled
from chassis.identity.permissions import NotPermitted
from chassis.web.problems import NotFound
from contracts.workdays import local_date
from reporting.contribution.decide import WriteContribution, decider, stream_of
from reporting.permissions import CONTRIBUTE
from reporting.readmodel.organisations import Directory
from reporting.readmodel.report_list import SUBMITTED
from reporting.report.parts import Part
from reporting.report_acts import ReportActs, find_meant, must_reach


async def contribute(acts: ReportActs, directory: Directory, year: int, key: str, org_id: str, part: Part, text: str) -> Handled:
    """To the province's report, or to that of the commune one belongs to. Raises NotFound, NotPermitted, Refused."""
    meant = await find_meant(acts.reader, year, key)
    if org_id not in directory.units:
        raise NotFound
    await must_reach(acts.reader, acts.actor, org_id, CONTRIBUTE, local_date(acts.now))
    if meant.own is not None and meant.own[0] not in directory.line(org_id):
        raise NotPermitted(CONTRIBUTE, acts.actor)
    if meant.row is None:
        raise Refused("report_not_opened")
    if meant.row.state == SUBMITTED:
        raise Refused("report_already_submitted", day=f"{meant.row.submitted_on:%d/%m/%Y}")
    command = WriteContribution(meant.report_id, org_id, part, text, acts.now)
    handled = await acts.handler.handle(decider, stream_of(meant.report_id, org_id), command, actor=acts.actor, command_id=acts.command_id)
    await acts.wait(handled)
    return handled
