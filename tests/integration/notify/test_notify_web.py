"""API and pages of notify on a real database: what officials read, and what they may do to a notice."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import httpx2
from notify_desk import NotifyDesk, notify_desk
from notify_examples import local
from notify_news import AGENCY, HOST, ORGANISATIONS, approaching, approved, case, invitee, missed, organisation, scheduled
from sheets import pdf_text, word_text, words

from chassis.clock import WallClock
from chassis.identity.actor import Actor
from chassis.identity.tokens import Tokens
from chassis.runtime import Runtime
from chassis.web.app import site
from contracts.sessions import OrgUnitClosedV1
from contracts.vocabulary import DeadlineLevel
from doithoai.embedded.databases import Database
from notify.courier.reach import Finder
from notify.documents.render import Desk
from notify.notice import events as e

MONDAY, THURSDAY = local("2026-02-09 08:00"), local("2026-02-26 08:00")


def headers(role: str = "dialogue_office", org_id: str = HOST, **more: str) -> dict[str, str]:
    token = Tokens("k" * 40, WallClock()).issue(Actor("acc-1", role, org_id), label="Văn phòng")
    return {"authorization": f"Bearer {token}", **more}


def in_browser(role: str = "dialogue_office", org_id: str = HOST) -> dict[str, str]:
    token = Tokens("k" * 40, WallClock()).issue(Actor("acc-1", role, org_id), label="Văn phòng")
    return {"cookie": f"doithoai_session={token}", "accept": "text/html", "sec-fetch-site": "same-origin"}


@asynccontextmanager
async def visiting(desk: NotifyDesk) -> AsyncIterator[httpx2.AsyncClient]:
    app = site([desk.service])
    inner = app.state.services["notify"]
    runtime = Runtime("notify", desk.settings, desk.handler.engine, desk.handler.engine, cast("Any", None), desk.clock, desk.handler)
    runtime.provide(Desk, Desk("Sơn La", "0212 3852 000"))
    runtime.provide(Finder, desk.finder)
    inner.state.runtime = runtime
    transport = httpx2.ASGITransport(app, raise_app_exceptions=True)
    async with httpx2.AsyncClient(transport=transport, base_url="http://notify.test/notify") as client:
        yield client


@asynccontextmanager
async def with_invitations(database: Database, tmp_path: Path, **given: Any) -> AsyncIterator[tuple[NotifyDesk, httpx2.AsyncClient, str]]:
    async with notify_desk(database, tmp_path, MONDAY, smtp_url="training:", **given) as desk:
        contact = await desk.vault.seal("person-1", "contact", "Giàng A Dơ; do@example.vn")
        await desk.hear(*ORGANISATIONS, scheduled(THURSDAY))
        await desk.hear(approved(invitee("office-1", org_id=AGENCY), invitee("person-1", contact, role="village_head")))
        await desk.settle()
        sent = next(one for one in await desk.log(e.NoticeSent) if one.about.person == "person-1")
        async with visiting(desk) as client:
            yield desk, client, sent.about.notice_id


async def keep_projecting(desk: NotifyDesk, request: Any) -> httpx2.Response:
    """The worker follows the log while the request waits."""
    going = asyncio.ensure_future(request)
    while not going.done():
        await desk.project()
        await asyncio.sleep(0.005)
    return cast("httpx2.Response", await going)


async def test_what_the_api_tells_and_takes(database: Database, tmp_path: Path) -> None:
    async with with_invitations(database, tmp_path) as (desk, client, notice_id):
        listed = (await client.get("/api/v1/notices?purpose=INVITATION&state=SENT", headers=headers())).json()
        assert listed["total"] == 2
        assert listed["counts"]["SENT"] == 5
        assert {item["recipient"] for item in listed["items"]} == {"Sở Nội vụ tỉnh Sơn La", "village_head"}

        detail = await client.get(f"/api/v1/notices/{notice_id}", headers=headers())
        assert detail.headers["etag"] == '"4"'
        told = detail.json()
        assert (told["limit_on"], told["target_on"], told["binding"]) == ("2026-02-10", "2026-02-09", True)
        assert [one["happened"] for one in told["history"]] == ["NoticeRequested", "DeliveryDue", "DeliveryAttempted", "NoticeSent"]
        assert "Giàng" not in detail.text

        session = (await client.get("/api/v1/sessions/session-1/invitations", headers=headers())).json()
        assert (session["limit_on"], session["round"], len(session["invitations"])) == ("2026-02-10", 1, 2)

        answer = {"rsvp": "DELEGATE"}
        first = await keep_projecting(
            desk,
            client.post(
                f"/api/v1/notices/{notice_id}/acknowledge", json=answer, headers=headers(**{"idempotency-key": "a1", "if-match": '"4"'})
            ),
        )
        assert first.json() == {"notice_id": notice_id, "version": 5, "repeated": False}
        again = await client.post(f"/api/v1/notices/{notice_id}/acknowledge", json=answer, headers=headers(**{"idempotency-key": "a1"}))
        assert again.json()["repeated"]
        stale = await client.post(f"/api/v1/notices/{notice_id}/acknowledge", json={"rsvp": "NO"}, headers=headers(**{"if-match": '"4"'}))
        assert stale.status_code == 412

        refused = await client.post(f"/api/v1/notices/{notice_id}/retry", headers=headers())
        assert (refused.status_code, refused.json()["slug"]) == (409, "notice_already_sent")
        assert refused.json()["detail"] == "Thông báo đã được gửi, không gửi lần thứ hai vì cùng một lý do."
        assert (await client.post("/api/v1/notices/nothing/retry", headers=headers())).status_code == 404
        assert (await client.get("/api/v1/notices/nothing", headers=headers())).status_code == 404
        assert (await client.get("/api/v1/sessions/nothing/invitations", headers=headers())).status_code == 404

        report = {"status": "DELIVERED", "reference": "dlr-1"}
        by_gateway = await client.post(f"/api/v1/notices/{notice_id}/delivery", json=report, headers=headers("message_gateway"))
        assert by_gateway.status_code == 200
        assert (await client.post(f"/api/v1/notices/{notice_id}/retry", headers=headers("chairperson"))).status_code == 403
        late = await client.post(f"/api/v1/notices/{notice_id}/hand-over", json={"channel": "IN_PERSON"}, headers=headers())
        assert late.json()["slug"] == "notice_already_sent"

        public = (await client.get("/api/v1/announcements", headers=headers("chairperson"))).json()
        assert public["total"] == 1
        assert "Hội nghị đối thoại trực tiếp" in public["items"][0]["title"]


async def test_the_list_names_a_matter_by_what_it_says_and_leads_to_it(database: Database, tmp_path: Path) -> None:
    async with notify_desk(database, tmp_path, MONDAY, smtp_url="training:") as desk:
        await desk.hear(*ORGANISATIONS, case(), approaching(DeadlineLevel.D5), missed())
        await desk.settle()
        async with visiting(desk) as client:
            shown = " ".join(words((await client.get("/?purpose=REMINDER", headers=in_browser())).text))
            late = " ".join(words((await client.get("/?purpose=OVERDUE", headers=in_browser())).text))
    assert "Báo quá hạn</a>" in late
    assert "<small>quá hạn</small>" not in late, "the second line adds nothing"
    opened = case()
    assert f'<a href="/followup/cases/{opened.case_id}">Vụ việc</a>' in shown
    assert f"<small>{opened.summary_redacted}</small>" in shown
    assert "<code>" not in shown


async def test_who_took_over_from_an_ended_office_acts_on_its_notices(database: Database, tmp_path: Path) -> None:
    async with with_invitations(database, tmp_path) as (desk, client, notice_id):
        heir = organisation("sl-moi", "Văn phòng mới", "vanthu@moi.sonla.gov.vn")
        path, answer = f"/api/v1/notices/{notice_id}/acknowledge", {"rsvp": "YES"}
        await desk.hear(heir, OrgUnitClosedV1(unit_id=HOST, valid_to=MONDAY.date(), successor_ids=("sl-moi",)))
        assert (await client.post(path, json=answer, headers=headers(org_id="sl-moi"))).status_code == 403
        await desk.pass_time(MONDAY + timedelta(days=1))
        assert (await client.post(path, json=answer, headers=headers(org_id="sl-khac"))).status_code == 403
        accepted = await keep_projecting(desk, client.post(path, json=answer, headers=headers(org_id="sl-moi")))
        assert accepted.status_code == 200


async def test_the_pages_show_it_in_vietnamese(database: Database, tmp_path: Path) -> None:
    async with with_invitations(database, tmp_path) as (desk, client, notice_id):
        for path, expected in {
            "/": "Thông báo, giấy mời và nhắc hạn",
            "/?purpose=INVITATION&state=SENT&stalled=false&page=1": "Sở Nội vụ tỉnh Sơn La",
            f"/notices/{notice_id}": "Giao cho kênh gửi",
            "/sessions/session-1/invitations": "Chậm nhất gửi giấy mời",
            "/announcements": "Thông báo tổ chức Hội nghị đối thoại",
        }.items():
            page = await client.get(path, headers=in_browser())
            assert page.status_code == 200, page.text
            assert expected in page.text
            assert "Giàng" not in page.text
        about = (await client.get("/?purpose=INVITATION", headers=in_browser())).text
        assert '<a href="/sessions/sessions/session-1">Hội nghị</a><br><small>Nhà văn hóa phường Tô Hiệu</small>' in about
        [portal] = [one.about.notice_id for one in await desk.log(e.NoticeSent) if one.channel == "PORTAL"]
        announcement = await client.get(f"/announcements/{portal}", headers=in_browser())
        assert "Nhà văn hóa phường Tô Hiệu" in announcement.text
        printed = await client.get(f"/notices/{notice_id}/document.docx", headers=in_browser())
        assert "kính mời: Ông/Bà Giàng A Dơ" in word_text(printed.content)
        assert printed.headers["cache-control"] == "no-store"
        assert (await client.get(f"/notices/{notice_id}/document.pdf", headers=in_browser("chairperson"))).status_code == 403
        public = await client.get(f"/announcements/{portal}/document.pdf", headers=in_browser("chairperson"))
        assert "Tổ chức Hội nghị đối thoại trực tiếp" in " ".join(words(pdf_text(public.content)))
        assert (await client.get("/notices/nothing", headers=in_browser())).status_code == 404
        await desk.vault.erase("person-1")  # type: ignore[attr-defined]
        erased = await client.get(f"/api/v1/notices/{notice_id}/document.docx", headers=headers())
        assert "kính mời: Ông/Bà ……" in word_text(erased.content)
        assert (await client.get("/announcements/nothing/document.pdf", headers=in_browser())).status_code == 404


async def test_a_clerk_records_the_answer_and_the_hand_over_in_the_page(database: Database, tmp_path: Path) -> None:
    async with with_invitations(database, tmp_path) as (desk, client, notice_id):
        page = await client.get(f"/notices/{notice_id}", headers=in_browser())
        assert "Ghi trả lời của người được mời" in page.text
        form = {"rsvp": "YES", "idempotency_key": "k-1", "expected_version": "4"}
        answered = await keep_projecting(desk, client.post(f"/notices/{notice_id}/acknowledge", data=form, headers=in_browser()))
        assert answered.status_code == 303
        assert answered.headers["location"] == f"/notify/notices/{notice_id}"
        await desk.hear(approved(invitee("person-2")))
        await desk.settle()
        [unreached] = [one.about.notice_id for one in await desk.log(e.NoticeUndeliverable)]
        shown = await client.get(f"/notices/{unreached}", headers=in_browser())
        assert "Đã giao trực tiếp" in shown.text
        handed = await keep_projecting(
            desk, client.post(f"/notices/{unreached}/hand-over", data={"channel": "IN_PERSON"}, headers=in_browser())
        )
        assert handed.status_code == 303
        again = await client.post(f"/notices/{unreached}/hand-over", data={"channel": "EMAIL"}, headers=in_browser())
        assert again.status_code == 409
        assert "Kênh này không phải hình thức giao trực tiếp." in again.text
        assert (await client.post(f"/notices/{unreached}/acknowledge", data={"rsvp": "?"}, headers=in_browser())).status_code == 409


async def test_without_public_pages_a_stranger_sees_nothing(database: Database, tmp_path: Path) -> None:
    async with notify_desk(database, tmp_path, MONDAY) as desk, visiting(desk) as client:
        assert (await client.get("/api/v1/notices")).status_code in {401, 403}


async def test_with_public_pages_anyone_reads_what_everybody_was_told_and_nothing_else(database: Database, tmp_path: Path) -> None:
    async with with_invitations(database, tmp_path, pages_public=True) as (desk, client, notice_id):
        stranger = {"accept": "text/html"}
        first = await client.get("/", headers=stranger)
        assert "Thông báo công khai" in first.text
        assert "Sở Nội vụ tỉnh Sơn La" not in first.text
        assert (await client.get("/announcements", headers=stranger)).status_code == 200
        assert (await client.get(f"/notices/{notice_id}", headers=stranger)).status_code == 404
        assert (await client.get("/sessions/session-1/invitations", headers=stranger)).status_code in {303, 401, 403}
        listed = (await client.get("/api/v1/notices")).json()
        assert (listed["total"], listed["counts"]) == (3, {"SENT": 3, "STALLED": 0})
        assert (await client.get(f"/api/v1/notices/{notice_id}")).status_code == 404
        [portal] = [one.about.notice_id for one in await desk.log(e.NoticeSent) if one.channel == "PORTAL"]
        assert (await client.get(f"/api/v1/notices/{portal}")).status_code == 200


async def test_officials_act_on_the_business_of_their_own_office_only(database: Database, tmp_path: Path) -> None:
    async with with_invitations(database, tmp_path) as (desk, client, notice_id):
        [to_agency] = [one.about.notice_id for one in await desk.log(e.NoticeSent) if one.about.person == "office-1"]
        yes = {"rsvp": "YES"}
        stranger = await client.post(f"/api/v1/notices/{notice_id}/acknowledge", json=yes, headers=headers(org_id="elsewhere"))
        assert stranger.status_code == 403
        not_theirs = headers("assigned_agency", AGENCY)
        assert (await client.post(f"/api/v1/notices/{notice_id}/acknowledge", json=yes, headers=not_theirs)).status_code == 403
        own = await keep_projecting(desk, client.post(f"/api/v1/notices/{to_agency}/acknowledge", json=yes, headers=not_theirs))
        assert own.status_code == 200
        assert (await client.get(f"/notices/{notice_id}/document.pdf", headers=in_browser(org_id="elsewhere"))).status_code == 403


async def test_notices_are_found_by_the_office_without_diacritics_and_with_a_misprint(database: Database, tmp_path: Path) -> None:
    async with with_invitations(database, tmp_path) as (_, client, _):
        for typed, found in (("so noi vu", True), ("so nooi vu", True), ("kilimanjaro", False)):
            shown = (await client.get("/", params={"purpose": "INVITATION", "q": typed}, headers=in_browser())).text
            assert ("Sở Nội vụ tỉnh Sơn La" in shown) is found, typed
            assert "Cá nhân" not in shown


async def test_the_list_of_notices_is_taken_away_with_its_filter_and_names_no_person(database: Database, tmp_path: Path) -> None:
    async with with_invitations(database, tmp_path) as (_, client, _):
        shown = (await client.get("/", params={"purpose": "INVITATION"}, headers=in_browser())).text
        assert "/notify/notices.xlsx?purpose=INVITATION" in shown
        told = await client.get("/notices.csv", params={"purpose": "INVITATION"}, headers=in_browser())
        rows = list(csv.reader(io.StringIO(told.content.decode("utf-8-sig"))))
        assert (rows[0][0], len(rows)) == ("Mã thông báo", 3)
        assert {row[3] for row in rows[1:]} == {"Sở Nội vụ tỉnh Sơn La", "Cá nhân (trưởng bản)"}
        assert "Giàng" not in told.text
