"""Forms about time, class and authority: what the agency asks, what the chair decides (domain rules, section 18)."""

from datetime import date

from contracts.fields import Id, Text
from contracts.labels import label
from contracts.vocabulary import Complexity, SuperiorOutcome
from followup.acting import Act
from followup.case import commands as c
from followup.case import permissions as p
from followup.case.case import Extended, InProgress, Open, ReferredUp, Reopened
from followup.pages.acts.case_act import DOCUMENT, NOTICE, CaseAct, Choices, Field, Form, WithDocument, WithNotice, organisations


def extensible(act: Act) -> bool:
    return isinstance(act.state, Open | InProgress | Extended | Reopened)


def _wished(act: Act) -> bool:
    return act.facts.wish is not None


def _advised(act: Act) -> bool:
    return act.facts.referral_asked is not None and extensible(act)


def _bodies(act: Act) -> Choices:
    named = [(each, act.rules.organisations.name(each)) for each in act.report_bodies]
    return sorted(named, key=lambda each: each[1]) or organisations(act)


class ExtensionForm(WithNotice):
    proposed_due_on: date
    reason: Text
    reported_to_org_id: Id | None = None
    legal_basis: Text | None = None


def _ask_extension(act: Act, form: ExtensionForm) -> c.RequestExtension:
    return c.RequestExtension(
        now=act.clock.now(),
        by=act.actor,
        proposed_due_on=form.proposed_due_on,
        reason=form.reason,
        citizen_notice_doc=form.notice(),
        reported_to_org_id=form.reported_to_org_id,
        legal_basis=form.legal_basis,
        terms=act.terms,
        report_bodies=act.report_bodies,
    )


class GrantForm(Form):
    doc_number: Text | None = None
    doc_symbol: Text | None = None
    doc_issued_on: date | None = None


def _grant(act: Act, form: GrantForm) -> c.GrantExtension:
    doc = None
    if form.doc_symbol:
        given = {"doc_number": form.doc_number, "doc_symbol": form.doc_symbol, "doc_issued_on": form.doc_issued_on}
        doc = WithDocument.model_validate(given).document()
    return c.GrantExtension(now=act.clock.now(), by=act.actor, terms=act.terms, decision_doc=doc)


class BecauseForm(Form):
    because: Text


class DelayForm(WithDocument):
    expected_reply_on: date


class AdviceForm(Form):
    superior_org_id: Id
    reason: Text


class ReferralForm(WithDocument, WithNotice):
    superior_org_id: Id


def _refer(act: Act, form: ReferralForm) -> c.ReferUpward:
    return c.ReferUpward(
        now=act.clock.now(),
        by=act.actor,
        superior_org_id=form.superior_org_id,
        doc=form.document(),
        citizen_notice_doc=form.notice(),
        terms=act.terms,
    )


class ResponseForm(WithDocument):
    outcome: SuperiorOutcome


def _response(act: Act, form: ResponseForm) -> c.RecordSuperiorResponse:
    return c.RecordSuperiorResponse(
        now=act.clock.now(),
        by=act.actor,
        superior_org_id=act.facts.superior_org_id or "",
        doc=form.document(),
        outcome=form.outcome,
        terms=act.terms,
    )


class ClassForm(Form):
    complexity: Complexity
    reason: Text


def _advised_superior(act: Act) -> str:
    return act.facts.referral_asked.superior_org_id if act.facts.referral_asked else ""


REASON = Field("reason", "Lý do", "area", required=True)
BECAUSE = Field("because", "Lý do", "area", required=True)
SUPERIOR = Field("superior_org_id", "Cơ quan cấp trên", "select", required=True, choices=organisations, first=_advised_superior)

DECIDING: tuple[CaseAct, ...] = (
    CaseAct(
        "extension",
        "Đề nghị gia hạn",
        "Gửi đề nghị",
        p.REQUEST,
        ExtensionForm,
        _ask_extension,
        lambda act: extensible(act) and act.facts.schedule is not None and not _wished(act),
        (
            Field("proposed_due_on", "Hạn mới đề nghị", "date", required=True),
            REASON,
            *NOTICE,
            Field("reported_to_org_id", "Đã báo cáo ngày dự kiến với", "select", choices=_bodies),
            Field("legal_basis", "Căn cứ pháp luật", hint="Bắt buộc khi vượt mức trần"),
        ),
        intro="Chậm nhất vào ngày hết hạn, sau khi đã thông báo cho người có ý kiến và báo cáo ngày dự kiến. Người chủ trì quyết định.",
    ),
    CaseAct(
        "extension-grant",
        "Đồng ý gia hạn",
        "Đồng ý gia hạn",
        p.DECIDE,
        GrantForm,
        _grant,
        lambda act: extensible(act) and _wished(act),
        tuple(Field(each.name, each.label, each.kind, hint="Bắt buộc khi vượt mức trần") for each in DOCUMENT),
    ),
    CaseAct(
        "extension-refuse",
        "Không đồng ý gia hạn",
        "Không đồng ý",
        p.DECIDE,
        BecauseForm,
        lambda act, form: c.RefuseExtension(now=act.clock.now(), by=act.actor, because=form.because),
        lambda act: extensible(act) and _wished(act),
        (BECAUSE,),
    ),
    CaseAct(
        "delay-notice",
        "Thông báo chậm trả lời cho người có ý kiến",
        "Ghi nhận thông báo",
        p.REQUEST,
        DelayForm,
        lambda act, form: c.SendDelayNotice(
            now=act.clock.now(), by=act.actor, doc=form.document(), expected_reply_on=form.expected_reply_on
        ),
        extensible,
        (*DOCUMENT, Field("expected_reply_on", "Dự kiến trả lời ngày", "date", required=True)),
        intro="Thông báo này không thay đổi thời hạn.",
    ),
    CaseAct(
        "referral-request",
        "Đề xuất trình cấp trên",
        "Gửi đề xuất",
        p.REQUEST,
        AdviceForm,
        lambda act, form: c.RequestReferral(now=act.clock.now(), by=act.actor, superior_org_id=form.superior_org_id, reason=form.reason),
        extensible,
        (SUPERIOR, REASON),
        intro="Khi vượt thẩm quyền, cơ quan tham mưu người chủ trì trình cấp trên; thời hạn chỉ dừng khi người chủ trì đã trình.",
    ),
    CaseAct(
        "referral",
        "Trình cấp trên",
        "Trình cấp trên",
        p.DECIDE,
        ReferralForm,
        _refer,
        extensible,
        (SUPERIOR, *DOCUMENT, *NOTICE),
        intro="Thời hạn dừng từ ngày trình; người có ý kiến phải được thông báo.",
    ),
    CaseAct(
        "referral-decline",
        "Không trình cấp trên",
        "Không trình",
        p.DECIDE,
        BecauseForm,
        lambda act, form: c.DeclineReferral(now=act.clock.now(), by=act.actor, because=form.because),
        _advised,
        (BECAUSE,),
    ),
    CaseAct(
        "superior-response",
        "Ghi nhận ý kiến cấp trên",
        "Ghi nhận",
        p.COORDINATE,
        ResponseForm,
        _response,
        lambda act: isinstance(act.state, ReferredUp),
        (
            *DOCUMENT,
            Field(
                "outcome",
                "Ý kiến cấp trên",
                "select",
                required=True,
                choices=lambda _: [(each.value, label(each)) for each in SuperiorOutcome],
            ),
        ),
        intro="Số ngày còn lại được tính tiếp từ hôm nay.",
    ),
    CaseAct(
        "classification",
        "Xác định tính chất vụ việc",
        "Xác định",
        p.DECIDE,
        ClassForm,
        lambda act, form: c.Reclassify(now=act.clock.now(), by=act.actor, to=form.complexity, reason=form.reason, terms=act.terms),
        extensible,
        (
            Field(
                "complexity",
                "Tính chất",
                "select",
                required=True,
                choices=lambda _: [(each.value, label(each)) for each in Complexity],
                first=lambda act: act.facts.complexity.value,
            ),
            REASON,
        ),
        intro="Chậm nhất vào hạn trả lời thông thường; thời hạn của vụ việc phức tạp vẫn tính từ ngày đối thoại.",
    ),
)
