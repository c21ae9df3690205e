"""Reporting's part of the demonstration: the province's office closes the data of each periodic report and sends it on its day."""

from typing import Final, TypeAlias, assert_never

from doithoai.demo_acts import CloseReportData, SendReport
from doithoai.demo_stage import CHAIR, OFFICE, Stage, document

ReportAct: TypeAlias = CloseReportData | SendReport
OWNER: Final = "sl-vpub"
SYMBOL: Final = "BC-VPUB"


async def play_reports(stage: Stage, act: ReportAct) -> None:
    """Play one act."""
    path = f"/reporting/api/v1/reports/{act.year}/{act.key}"
    match act:
        case CloseReportData():
            await stage.offices.post(f"{path}/snapshots", {}, key=f"snapshot {path}", role=OFFICE, org_id=OWNER)
        case SendReport():
            await _send(stage, path, document(OWNER, act.number, SYMBOL, stage.now))
        case _:
            assert_never(act)


async def _send(stage: Stage, path: str, paper: dict[str, str]) -> None:
    report = await stage.offices.get(path)
    nil = bool(report["snapshots"][0]["nil"])
    for part in () if nil else report["texts"]:
        key = f"text {path} {part['part']}"
        await stage.offices.put(f"{path}/texts/{part['part']}", {"none": True}, key=key, role=OFFICE, org_id=OWNER)
    await stage.offices.post(f"{path}/compile", {"doc": paper, "nil": nil}, key=f"compile {path}", role=OFFICE, org_id=OWNER)
    sent = {"submitted_on": paper["issued_on"], "doc": paper}
    await stage.offices.post(f"{path}/submit", sent, key=f"submit {path}", role=CHAIR, org_id=OWNER)
