"""The words all services share: closed lists of codes, and how Vietnamese text is folded and sorted."""

import unicodedata
from enum import StrEnum


class Level(StrEnum):
    """DISTRICT is valid up to 2025-06-30 (domain rules, section 9)."""

    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    COMMUNE = "COMMUNE"


class Regime(StrEnum):
    PERIODIC = "PERIODIC"
    AD_HOC = "AD_HOC"


class Audience(StrEnum):
    STAFF = "STAFF"
    PEOPLE = "PEOPLE"
    ORG_TTHC = "ORG_TTHC"


class Form(StrEnum):
    CONFERENCE = "CONFERENCE"
    SINGLE_TOPIC = "SINGLE_TOPIC"
    EMBEDDED = "EMBEDDED"


class Trigger(StrEnum):
    PLAN = "PLAN"
    HOT_ISSUE = "HOT_ISSUE"
    VOTERS_10_PERCENT = "VOTERS_10_PERCENT"
    SUPERIOR_REQUEST = "SUPERIOR_REQUEST"


class MeetingMode(StrEnum):
    """ONLINE has only an address, HYBRID an address and a room."""

    IN_PERSON = "IN_PERSON"
    ONLINE = "ONLINE"
    HYBRID = "HYBRID"


class SubmitterKind(StrEnum):
    CITIZEN = "CITIZEN"
    STAFF = "STAFF"
    ORGANISATION = "ORGANISATION"
    BUSINESS = "BUSINESS"
    MTTQ_BATCH = "MTTQ_BATCH"
    ANONYMOUS = "ANONYMOUS"


class OpinionKind(StrEnum):
    OPINION = "OPINION"
    RECOMMENDATION = "RECOMMENDATION"
    REFLECTION = "REFLECTION"


class Channel(StrEnum):
    """How a notice goes out (NĐ 49/2024: the first eight)."""

    LOUDSPEAKER = "LOUDSPEAKER"
    NOTICE_BOARD = "NOTICE_BOARD"
    BULLETIN = "BULLETIN"
    PRINTED = "PRINTED"
    IN_PERSON = "IN_PERSON"
    PORTAL = "PORTAL"
    SOCIAL_MESSAGING = "SOCIAL_MESSAGING"
    SMS = "SMS"
    DOC_EXCHANGE = "DOC_EXCHANGE"
    EMAIL = "EMAIL"
    PAPER_POST = "PAPER_POST"
    VNEID = "VNEID"


class OpinionChannel(StrEnum):
    """How an opinion came in."""

    IN_PERSON = "IN_PERSON"
    PAPER_POST = "PAPER_POST"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    SMS = "SMS"
    PORTAL = "PORTAL"
    SOCIAL_MESSAGING = "SOCIAL_MESSAGING"
    VNEID = "VNEID"
    DOC_EXCHANGE = "DOC_EXCHANGE"
    UNIT_LIST = "UNIT_LIST"
    AT_SESSION = "AT_SESSION"
    AGENCY_SYSTEM = "AGENCY_SYSTEM"


class DomainCode(StrEnum):
    LAND = "LAND"
    COMPENSATION_CLEARANCE = "COMPENSATION_CLEARANCE"
    ENVIRONMENT = "ENVIRONMENT"
    VILLAGE_MERGER = "VILLAGE_MERGER"
    POLICY_BENEFIT = "POLICY_BENEFIT"
    TTHC = "TTHC"
    CONDUCT = "CONDUCT"
    STAFF_RIGHTS = "STAFF_RIGHTS"
    PARTY_GOV_BUILDING = "PARTY_GOV_BUILDING"
    INFRASTRUCTURE = "INFRASTRUCTURE"
    EDUCATION = "EDUCATION"
    HEALTH = "HEALTH"
    AGRICULTURE = "AGRICULTURE"
    SECURITY_ORDER = "SECURITY_ORDER"
    BUSINESS = "BUSINESS"
    OTHER = "OTHER"


class Urgency(StrEnum):
    NORMAL = "NORMAL"
    HIGH = "HIGH"
    HOT = "HOT"


class Complexity(StrEnum):
    ORDINARY = "ORDINARY"
    COMPLEX = "COMPLEX"


class Authority(StrEnum):
    WITHIN = "WITHIN"
    BEYOND = "BEYOND"
    UNKNOWN = "UNKNOWN"


class Route(StrEnum):
    COMPLAINT = "COMPLAINT"
    DENUNCIATION = "DENUNCIATION"
    TTHC_PAKN = "TTHC_PAKN"
    JUDICIAL = "JUDICIAL"
    OTHER_AGENCY = "OTHER_AGENCY"


class RejectReason(StrEnum):
    ABUSIVE = "ABUSIVE"
    BASELESS = "BASELESS"
    STATE_SECRET_SUSPECTED = "STATE_SECRET_SUSPECTED"  # noqa: S105
    NO_CAPACITY = "NO_CAPACITY"
    FINAL_DECISION_EXISTS = "FINAL_DECISION_EXISTS"
    DUPLICATE = "DUPLICATE"
    OUT_OF_SCOPE = "OUT_OF_SCOPE"


class PreparationOutcome(StrEnum):
    ANSWER = "ANSWER"
    ALREADY_RESOLVED = "ALREADY_RESOLVED"
    PROPOSAL = "PROPOSAL"


class Disposition(StrEnum):
    """What became of an opinion at its session. NOT_STATED: history whose source is silent."""

    ANSWERED_ON_SPOT = "ANSWERED_ON_SPOT"
    ASSIGNED = "ASSIGNED"
    NOT_RAISED = "NOT_RAISED"
    REJECTED = "REJECTED"
    ROUTED_OUT = "ROUTED_OUT"
    WITHDRAWN = "WITHDRAWN"
    BEYOND_AUTHORITY = "BEYOND_AUTHORITY"
    NOT_STATED = "NOT_STATED"


class Outcome(StrEnum):
    """What a reply says: answered is not the same as resolved."""

    RESOLVED = "RESOLVED"
    EXPLAINED = "EXPLAINED"
    IN_PLAN = "IN_PLAN"
    REFUSED_WITH_REASON = "REFUSED_WITH_REASON"
    REFERRED = "REFERRED"


class SuperiorOutcome(StrEnum):
    ANSWERED = "ANSWERED"
    RETURNED = "RETURNED"
    TAKEN_OVER = "TAKEN_OVER"


class Satisfaction(StrEnum):
    """What the submitter says of the reply, when asked."""

    SATISFIED = "SATISFIED"
    PARTLY = "PARTLY"
    DISSATISFIED = "DISSATISFIED"


class Timeliness(StrEnum):
    """NO_LIMIT: no rule pack covered the date, nothing to be late for."""

    ON_TIME = "ON_TIME"
    LATE = "LATE"
    NO_LIMIT = "NO_LIMIT"


class DatePrecision(StrEnum):
    DAY = "DAY"
    MONTH = "MONTH"
    YEAR = "YEAR"
    UNKNOWN = "UNKNOWN"


class OrgClass(StrEnum):
    PARTY = "PARTY"
    GOV = "GOV"
    DEPARTMENT = "DEPARTMENT"
    MASS_ORG = "MASS_ORG"
    UNIT = "UNIT"


class TargetKind(StrEnum):
    CASE = "CASE"
    DUTY = "DUTY"


class DutyKind(StrEnum):
    """What an office owes by a date (domain rules, section 19), beside the replies to cases: DL-01 to DL-06, DL-12 to DL-20 and the result notice."""

    OPINION_LIST = "OPINION_LIST"
    ACKNOWLEDGEMENT = "ACKNOWLEDGEMENT"
    INVITATIONS = "INVITATIONS"
    ANNOUNCEMENT = "ANNOUNCEMENT"
    CONCLUSION_NOTICE = "CONCLUSION_NOTICE"
    RESULTS_PUBLISHED = "RESULTS_PUBLISHED"
    AFTER_SESSION_REPORT = "AFTER_SESSION_REPORT"
    RESULT_NOTICE = "RESULT_NOTICE"
    PERIODIC_REPORT = "PERIODIC_REPORT"
    DATA_CUTOFF = "DATA_CUTOFF"
    MINIMUM_FREQUENCY = "MINIMUM_FREQUENCY"
    DOCUMENT_SENT = "DOCUMENT_SENT"
    DATA_REQUEST = "DATA_REQUEST"
    DATA_REQUEST_DONE = "DATA_REQUEST_DONE"


class DutySubject(StrEnum):
    """What a duty is about; `subject_id` names it: a session, an opinion, a report, a document, a request, or `<organisation>:<plan year>`."""

    SESSION = "SESSION"
    OPINION = "OPINION"
    REPORT = "REPORT"
    DOCUMENT = "DOCUMENT"
    DATA_REQUEST = "DATA_REQUEST"
    PLAN_YEAR = "PLAN_YEAR"


class DataRequestKind(StrEnum):
    """What a person may ask about the data held on them (Luật 91/2025/QH15)."""

    ACCESS = "ACCESS"
    CORRECTION = "CORRECTION"
    ERASURE = "ERASURE"
    RESTRICTION = "RESTRICTION"
    OBJECTION = "OBJECTION"
    CONSENT_WITHDRAWAL = "CONSENT_WITHDRAWAL"


class DataRequestOutcome(StrEnum):
    GRANTED = "GRANTED"
    PARTLY_GRANTED = "PARTLY_GRANTED"
    REFUSED_WITH_REASON = "REFUSED_WITH_REASON"


class DeadlineLevel(StrEnum):
    """Working days before the due date at which a reminder goes out; EARLY is a day of the calendar the rule names (1/10 for a plan year)."""

    EARLY = "EARLY"
    D5 = "D5"
    D2 = "D2"
    D0 = "D0"


class RecalculationCause(StrEnum):
    CALENDAR_VERSION = "CALENDAR_VERSION"
    RULEPACK = "RULEPACK"
    RECLASSIFIED = "RECLASSIFIED"
    EXTENDED = "EXTENDED"
    SESSION_DATE_CORRECTED = "SESSION_DATE_CORRECTED"
    SESSION_POSTPONED = "SESSION_POSTPONED"
    CLOCK_RESUMED = "CLOCK_RESUMED"
    REOPENED = "REOPENED"


class DayStatus(StrEnum):
    """Lower case as in the published calendar file. CONFIRM: policy announced, enacting text not found."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"
    CONFIRM = "confirm"


class Rsvp(StrEnum):
    YES = "YES"
    NO = "NO"
    DELEGATE = "DELEGATE"


class NoticePurpose(StrEnum):
    ACKNOWLEDGEMENT = "ACKNOWLEDGEMENT"
    CONCLUSION = "CONCLUSION"
    DELAY = "DELAY"
    REFERRAL = "REFERRAL"
    REPLY = "REPLY"
    RESULT = "RESULT"
    ESCALATION = "ESCALATION"
    CHANGE_OF_SESSION = "CHANGE_OF_SESSION"
    INTERIM = "INTERIM"
    URGING = "URGING"


class ReportType(StrEnum):
    MONTHLY = "MONTHLY"
    Q1 = "Q1"
    SIX_MONTH = "SIX_MONTH"
    NINE_MONTH = "NINE_MONTH"
    ANNUAL = "ANNUAL"
    INTERIM_MULTI_YEAR = "INTERIM_MULTI_YEAR"
    AFTER_SESSION = "AFTER_SESSION"


class ReceiptStatus(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    HELD = "held"


_STROKED = str.maketrans({"Đ": "D", "Ð": "D", "Ɖ": "D", "đ": "d", "ð": "d", "ɖ": "d"})
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_LETTERS = {letter: f"{place:02}" for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=12)}
_LETTERS.update({digit: f"{place:02}" for place, digit in enumerate("0123456789", start=2)})
_BETWEEN_WORDS, _END = "01", "00"


def fold(text: str) -> str:
    """Search form: stroked d first (it does not decompose), then NFD without marks, casefolded. `Liên Hoà` = `Liên Hòa`."""
    bare = unicodedata.normalize("NFD", text.translate(_STROKED))
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()


def _letters(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for sign in unicodedata.normalize("NFC", text.replace("Ð", "Đ").replace("Ɖ", "Đ")).casefold():
        parts = unicodedata.normalize("NFD", sign)
        tone = next((_TONES[mark] for mark in parts if mark in _TONES), "1")
        letter = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        found.append((_LETTERS.get(letter, _BETWEEN_WORDS), tone))
    return found


def collation_key(text: str) -> str:
    """Digits only, so any database collation sorts it alike: letters first (a ă â … d đ …), then tones ngang huyền hỏi ngã sắc nặng."""
    letters = _letters(" ".join(text.split()))
    return "".join(code for code, _ in letters) + _END + "".join(tone for _, tone in letters) + _END


def given_name_key(full_name: str) -> str:
    """Sort key of a person: given name (last word) first, then the full name (ICU `vi` order). Store it beside the name."""
    words = full_name.split()
    return collation_key(words[-1] if words else "") + collation_key(full_name)
