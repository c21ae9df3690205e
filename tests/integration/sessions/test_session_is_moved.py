from sessions_world import START, World, session_body

from contracts.envelope import Document
from contracts.notify import InvitationIssuedV1, InvitationLateV1, InvitationSentV1, NoticeSentV1, PublicAnnouncementPublishedV1
from contracts.vocabulary import Channel, NoticePurpose

SESSION = str(session_body()["session_id"])
AT = f"/sessions/{SESSION}"
LATER = {"starts_at": "2026-03-20T08:00:00+07:00", "ends_at": "2026-03-20T11:00:00+07:00"}


async def test_a_session_that_moves_names_who_must_be_told_again_and_can_still_be_cancelled(world: World) -> None:
    await world.post("/sessions", session_body(**LATER))
    invitees = [{"invitee_ref": "unit-snn", "role": "unit_head", "org_id": "snn"}, {"invitee_ref": "person-1", "role": "participant"}]
    await world.post(f"{AT}/invitations", {"invitees": invitees, "approved_by_role": "chairperson"})
    await world.tell(
        "notify",
        InvitationIssuedV1(
            invitation_id="gm-1", session_id=SESSION, invitee_ref="unit-snn", gm_doc=Document(symbol="GM-VPUB"), channel=Channel.EMAIL
        ),
        InvitationSentV1(invitation_id="gm-1", session_id=SESSION, sent_at=START),
        PublicAnnouncementPublishedV1(notice_id="n-1", session_id=SESSION, channel=Channel.PORTAL, published_at=START, ref="tb-1"),
    )
    await world.post(f"{AT}/postpone", {"reason": "Mưa lũ", "new_starts_at": "2026-03-27T08:00:00+07:00"})
    [moved] = [recorded.event for recorded in await world.log() if type(recorded.event).__name__ == "SessionPostponed"]
    assert moved.renotice == ("unit-snn",)
    found = await world.get("/sessions?status=SCHEDULED&level=PROVINCE&audience=PEOPLE&plan_year=2026")
    assert [(each["session_id"], each["day"], each["host_name"]) for each in found["items"]] == [
        (SESSION, "2026-03-27", "Văn phòng UBND tỉnh Sơn La")
    ]
    owed = await world.page(AT)
    assert "Còn thiếu: Báo lại người đã nhận ngày cũ" in owed
    assert "Còn thiếu: Thông báo công khai việc thay đổi" in owed
    change = {"session_id": SESSION, "purpose": NoticePurpose.CHANGE_OF_SESSION, "channel": Channel.EMAIL, "sent_at": START}
    await world.tell(
        "notify",
        NoticeSentV1(notice_id="n-2", invitee_ref="unit-snn", **change),
        NoticeSentV1(notice_id="n-3", **{**change, "channel": Channel.PORTAL}),
        InvitationIssuedV1(
            invitation_id="gm-2", session_id=SESSION, invitee_ref="person-1", gm_doc=Document(symbol="GM-VPUB"), channel=Channel.PAPER_POST
        ),
        InvitationLateV1(invitation_id="gm-2", session_id=SESSION, limit_on=START.date(), sent_on=START.date()),
    )
    told = await world.page(AT)
    assert "Báo lại người đã nhận ngày cũ" not in told
    assert "Còn thiếu: Giải trình giấy mời gửi muộn" in told
    await world.post(f"{AT}/justify", {"shortcoming": "LATE_INVITATIONS", "reason": "Bổ sung theo yêu cầu của cấp trên"})
    assert "Bổ sung theo yêu cầu của cấp trên" in await world.page(AT)
    await world.post(f"{AT}/cancel", {"reason": "Đã giải quyết xong"})
    read = await world.get(AT)
    assert (read["status"], read["cancelled_because"]) == ("CANCELLED", "Đã giải quyết xong")
    assert (await world.get("/sessions?status=SCHEDULED"))["total"] == 0
    assert "Đã hủy" in await world.page("/?status=CANCELLED")
