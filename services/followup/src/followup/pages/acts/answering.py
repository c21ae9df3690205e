"""Forms of whoever holds a case: start, a first word, the written reply with its legs and roadmap, what proves it, what was promised."""

from datetime import date

from chassis.web.dependencies import created_id
from contracts.envelope import Document
from contracts.fields import Id, Text
from contracts.labels import label
from contracts.vocabulary import Channel, Outcome, Satisfaction
from contracts.workdays import local_date, start_of_day
from followup.acting import Act
from followup.case import commands as c
from followup.case import permissions as p
from followup.case.case import Closed, Open, ReferredUp, Reopened, Replied, Running
from followup.case.vocabulary import LegEvidence, Reply, Roadmap
from followup.pages.acts.case_act import DOCUMENT, CaseAct, Choices, Field, Form, WithDocument, issuers
from followup.pages.words_promised import day, document

LEGS = (("party_committee", "cấp ủy cùng cấp"), ("government", "chính quyền cùng cấp"), ("chair", "người chủ trì"))


def _replies(act: Act) -> Choices:
    return [(each.reply.reply_id, document(each.reply.reply_doc)) for each in act.facts.in_force]


def _letters(act: Act) -> Choices:
    """Replies in force, and interim ones that have not reached everybody."""
    interim = [
        (each.reply_id, f"{document(each.reply_doc)} (trả lời bước đầu)")
        for each in act.facts.interim_replies
        if not act.facts.reached_all(each)
    ]
    return [*_replies(act), *interim]


def _outcomes(_: Act) -> Choices:
    return [(each.value, label(each)) for each in Outcome]


def _opinions(act: Act) -> Choices:
    return [(each, f"Ý kiến {number}") for number, each in enumerate(act.facts.opinion_ids, start=1)]


def _one_opinion(act: Act) -> str:
    return act.facts.opinion_ids[0] if len(act.facts.opinion_ids) == 1 else ""


class Nothing(Form):
    pass


class LegFields(Form):
    """The three further legs of a reply; a leg without a date was not told."""

    party_committee_on: date | None = None
    party_committee_doc: Text | None = None
    government_on: date | None = None
    government_doc: Text | None = None
    chair_on: date | None = None
    chair_doc: Text | None = None

    def evidence(self) -> tuple[LegEvidence, ...]:
        told = [(leg, getattr(self, f"{leg}_on"), getattr(self, f"{leg}_doc")) for leg, _ in LEGS]
        return tuple(LegEvidence(leg, on, Document(symbol=doc) if doc else None) for leg, on, doc in told if on)


def _committee(act: Act) -> str:
    """The Party committee of the host's level, where the directory names it."""
    return act.rules.organisations.name(act.rules.organisations.party_committee(act.facts.host_org_id, act.today))


def _host(act: Act) -> str:
    return act.rules.organisations.name(act.facts.host_org_id)


WHOM = {"party_committee": _committee, "chair": _host}
LEG_FIELDS = tuple(
    field
    for leg, name in LEGS
    for field in (
        Field(f"{leg}_on", f"Ngày báo cáo {name}", "date", hint="Để trống nếu chưa báo cáo", whom=WHOM.get(leg)),
        Field(f"{leg}_doc", f"Văn bản báo cáo {name}", hint="Số và ký hiệu, nếu có"),
    )
)


class InterimForm(WithDocument):
    issuing_org_id: Id
    summary_plain: Text
    expected_reply_on: date | None = None


def _interim(act: Act, form: InterimForm) -> c.IssueInterimReply:
    return c.IssueInterimReply(
        now=act.clock.now(),
        by=act.actor,
        reply_id=created_id(act.command_id),
        opinion_ids=act.facts.opinion_ids,
        issuing_org_id=form.issuing_org_id,
        reply_doc=form.document(),
        issued_on=form.doc_issued_on or act.today,
        summary_plain=form.summary_plain,
        expected_reply_on=form.expected_reply_on,
    )


class ReplyForm(WithDocument, LegFields):
    issuing_org_id: Id
    outcome: Outcome
    summary_plain: Text
    opinion_ids: tuple[Id, ...] = ()
    corrects: Id | None = None
    expected_on: date | None = None
    steps: Text = ""
    budget_note: Text = ""


def _reply(act: Act, form: ReplyForm) -> c.IssueReply:
    evidence = form.evidence()
    reply = Reply(
        reply_id=created_id(act.command_id),
        opinion_ids=form.opinion_ids or act.facts.opinion_ids,
        issuing_org_id=form.issuing_org_id,
        reply_doc=form.document(),
        outcome=form.outcome,
        summary_plain=form.summary_plain,
        reported_to=tuple(each.addressee for each in evidence),
        said_on=act.today,
        issued_on=form.doc_issued_on,
        corrects=form.corrects,
        roadmap=Roadmap(form.expected_on, form.steps, form.budget_note) if form.expected_on else None,
        evidence=evidence,
    )
    rules = act.rules
    return c.IssueReply(now=act.clock.now(), by=act.actor, reply=reply, calendar=rules.calendar, directory=rules.organisations.directory)


def together(act: Act) -> Choices:
    """Opinions this reply may answer: of this case, and of the other unanswered cases of the session that the same office holds."""
    own = [(each, "Ý kiến của vụ việc này" if len(act.facts.opinion_ids) == 1 else name) for each, name in _opinions(act)]
    return [*own, *act.beside]


class ReportingForm(LegFields):
    reply_id: Id


def _reporting(act: Act, form: ReportingForm) -> c.CompleteReporting:
    evidence = form.evidence()
    return c.CompleteReporting(
        now=act.clock.now(),
        by=act.actor,
        reply_id=form.reply_id,
        terms=act.terms,
        reported_to=tuple(each.addressee for each in evidence),
        directory=act.rules.organisations.directory,
        evidence=evidence,
    )


class DeliveryForm(Form):
    reply_id: Id
    opinion_id: Id
    channel: Channel
    delivered_on: date


def _delivery(act: Act, form: DeliveryForm) -> c.RecordDelivery:
    now = act.clock.now()
    delivered_at = now if form.delivered_on == local_date(now) else start_of_day(form.delivered_on)
    return c.RecordDelivery(
        now=now,
        by=act.actor,
        reply_id=form.reply_id,
        opinion_id=form.opinion_id,
        channel=form.channel,
        delivered_at=delivered_at,
        terms=act.terms,
    )


def _commitments(act: Act) -> Choices:
    def named(expected_on: date | None) -> str:
        return f"Dự kiến xong ngày {day(expected_on)}" if expected_on else "Chưa nêu thời gian"

    return [(each.commitment_id, named(each.expected_on)) for each in act.facts.open_commitments]


class MoveForm(Form):
    commitment_id: Id
    expected_on: date
    reason: Text


class ResolutionForm(Form):
    commitment_id: Id
    resolved_on: date
    summary_plain: Text
    doc_number: Text | None = None
    doc_symbol: Text | None = None

    def document(self) -> Document | None:
        return Document(number=self.doc_number, symbol=self.doc_symbol, issued_on=self.resolved_on) if self.doc_symbol else None


class SatisfactionForm(Form):
    opinion_id: Id
    satisfaction: Satisfaction


def running(act: Act) -> bool:
    return isinstance(act.state, Running)


def _promised(act: Act) -> bool:
    return bool(act.facts.open_commitments)


def _first_commitment(act: Act) -> str:
    return act.facts.open_commitments[0].commitment_id if act.facts.open_commitments else ""


def _first_reply(act: Act) -> str:
    return act.facts.in_force[-1].reply.reply_id if act.facts.in_force else ""


def _first_letter(act: Act) -> str:
    found = _letters(act)
    return _first_reply(act) or (found[0][0] if found else "")


COMMITMENT = Field("commitment_id", "Cam kết", "select", required=True, choices=_commitments, first=_first_commitment)
OPINION = Field("opinion_id", "Ý kiến", "select", required=True, choices=_opinions, first=_one_opinion)
REPLY = Field("reply_id", "Văn bản trả lời", "select", required=True, choices=_replies, first=_first_reply)
LETTER = Field("reply_id", "Văn bản trả lời", "select", required=True, choices=_letters, first=_first_letter)
ISSUER = Field("issuing_org_id", "Cơ quan trả lời", "select", required=True, choices=issuers, first=lambda act: issuers(act)[0][0])

ANSWERING: tuple[CaseAct, ...] = (
    CaseAct(
        "start",
        "Bắt đầu giải quyết",
        "Bắt đầu giải quyết",
        p.START,
        Nothing,
        lambda act, _: c.StartWork(now=act.clock.now(), by=act.actor),
        lambda act: isinstance(act.state, Open | Reopened),
    ),
    CaseAct(
        "reply",
        "Trả lời bằng văn bản",
        "Ghi nhận văn bản trả lời",
        p.REPLY,
        ReplyForm,
        _reply,
        lambda act: isinstance(act.state, Running | ReferredUp | Replied | Closed),
        (
            Field("opinion_ids", "Trả lời cho", "checks", choices=together, hint="Không chọn: mọi ý kiến của vụ việc này"),
            ISSUER,
            *DOCUMENT,
            Field("outcome", "Kết quả", "select", required=True, choices=_outcomes),
            Field("summary_plain", "Tóm tắt dễ hiểu", "area", required=True, hint="Công khai; không nêu tên, địa chỉ của cá nhân"),
            Field("expected_on", "Lộ trình: dự kiến giải quyết xong ngày", "date", hint="Khi kết quả là đưa vào kế hoạch, lộ trình"),
            Field("steps", "Lộ trình: các bước", "area"),
            Field("budget_note", "Lộ trình: kinh phí", hint="Công khai; đã được rà soát"),
            *LEG_FIELDS,
            Field(
                "corrects", "Đính chính văn bản", "select", choices=_replies, hint="Chỉ chọn khi văn bản này sửa một văn bản đã ban hành"
            ),
        ),
        intro="Gửi người có ý kiến, đồng thời báo cáo cấp ủy, chính quyền cùng cấp và người chủ trì. Thiếu nơi nào, vụ việc chưa kết thúc.",
    ),
    CaseAct(
        "interim-reply",
        "Trả lời bước đầu",
        "Ghi nhận trả lời bước đầu",
        p.REPLY,
        InterimForm,
        _interim,
        lambda act: isinstance(act.state, Running | ReferredUp),
        (
            ISSUER,
            *DOCUMENT,
            Field("summary_plain", "Tóm tắt dễ hiểu", "area", required=True, hint="Công khai; không nêu tên, địa chỉ của cá nhân"),
            Field("expected_reply_on", "Dự kiến trả lời ngày", "date"),
        ),
        intro="Trả lời bước đầu không kết thúc vụ việc và không dừng tính thời hạn.",
    ),
    CaseAct(
        "reporting",
        "Báo cáo đồng thời bổ sung",
        "Ghi nhận báo cáo",
        p.EVIDENCE,
        ReportingForm,
        _reporting,
        lambda act: any(each.missing_legs for each in act.facts.in_force),
        (REPLY, *LEG_FIELDS),
    ),
    CaseAct(
        "delivery",
        "Ghi nhận đã gửi đến người có ý kiến",
        "Ghi nhận đã gửi",
        p.EVIDENCE,
        DeliveryForm,
        _delivery,
        lambda act: bool(_letters(act)),
        (
            LETTER,
            OPINION,
            Field("channel", "Cách gửi", "select", required=True, choices=lambda _: [(each.value, label(each)) for each in Channel]),
            Field("delivered_on", "Ngày đến người có ý kiến", "date", required=True, first=lambda act: act.today),
        ),
    ),
    CaseAct(
        "resolution",
        "Ghi nhận đã giải quyết xong",
        "Ghi nhận đã giải quyết xong",
        p.EVIDENCE,
        ResolutionForm,
        lambda act, form: c.RecordResolution(
            now=act.clock.now(),
            by=act.actor,
            commitment_id=form.commitment_id,
            resolved_on=form.resolved_on,
            summary_plain=form.summary_plain,
            doc=form.document(),
        ),
        _promised,
        (
            COMMITMENT,
            Field("resolved_on", "Ngày giải quyết xong", "date", required=True, first=lambda act: act.today),
            Field("summary_plain", "Kết quả", "area", required=True, hint="Công khai; không nêu tên, địa chỉ của cá nhân"),
            Field("doc_number", "Số văn bản"),
            Field("doc_symbol", "Ký hiệu văn bản"),
        ),
        intro="Đã trả lời không phải là đã giải quyết: cam kết còn mở được chuyển sang kỳ báo cáo sau cho đến khi giải quyết xong.",
    ),
    CaseAct(
        "commitment",
        "Điều chỉnh lộ trình",
        "Ghi nhận lộ trình mới",
        p.EVIDENCE,
        MoveForm,
        lambda act, form: c.RescheduleCommitment(
            now=act.clock.now(), by=act.actor, commitment_id=form.commitment_id, expected_on=form.expected_on, reason=form.reason
        ),
        _promised,
        (
            COMMITMENT,
            Field("expected_on", "Dự kiến giải quyết xong ngày", "date", required=True),
            Field("reason", "Lý do", "area", required=True),
        ),
    ),
    CaseAct(
        "satisfaction",
        "Ghi ý kiến về việc trả lời",
        "Ghi nhận",
        p.EVIDENCE,
        SatisfactionForm,
        lambda act, form: c.RecordSatisfaction(
            now=act.clock.now(), by=act.actor, opinion_id=form.opinion_id, satisfaction=form.satisfaction
        ),
        lambda act: isinstance(act.state, Replied | Closed),
        (
            OPINION,
            Field(
                "satisfaction",
                "Người có ý kiến thấy",
                "select",
                required=True,
                choices=lambda _: [(each.value, label(each)) for each in Satisfaction],
            ),
        ),
        intro="Không bắt buộc; chỉ ghi khi người có ý kiến tự nói.",
    ),
)
