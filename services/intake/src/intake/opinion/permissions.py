"""Who may ask what (domain rules, section 18), as data: role → permissions; what a role may do only to some opinions stands below."""

from contracts.vocabulary import Audience

READ = "opinion.read"
READ_PERSONAL = "opinion.read_personal"
REGISTER = "opinion.register"
IMPORT = "opinion.import"
ACKNOWLEDGE = "opinion.acknowledge"
CLASSIFY = "opinion.classify"
PREPARE = "opinion.prepare"
ANSWER = "opinion.answer"
READ_PREPARATION = "opinion.read_preparation"
SCHEDULE = "opinion.schedule"
MERGE = "opinion.merge"
REJECT = "opinion.reject"
ROUTE_OUT = "opinion.route_out"
WITHDRAW = "opinion.withdraw"
READ_LISTS = "opinion_list.read"
SUBMIT_LIST = "opinion_list.submit"
CLOSE_LISTS = "opinion_list.close"
ERASE = "submitter.erase"
ANSWER_DATA_REQUEST = "data_request.answer"
READ_SEAL_KEY = "seal_key.read"

EVERYTHING = frozenset(
    {
        READ,
        READ_PERSONAL,
        REGISTER,
        IMPORT,
        ACKNOWLEDGE,
        CLASSIFY,
        PREPARE,
        ANSWER,
        READ_PREPARATION,
        SCHEDULE,
        MERGE,
        REJECT,
        ROUTE_OUT,
        WITHDRAW,
        READ_LISTS,
        SUBMIT_LIST,
        CLOSE_LISTS,
        ERASE,
        ANSWER_DATA_REQUEST,
        READ_SEAL_KEY,
    }
)
LOOKS = frozenset({READ, READ_LISTS, READ_SEAL_KEY})
PUBLIC = frozenset({READ, READ_LISTS, READ_SEAL_KEY})

_SORTS = frozenset({REGISTER, IMPORT, ACKNOWLEDGE, CLASSIFY, PREPARE, SCHEDULE, MERGE, REJECT, ROUTE_OUT, WITHDRAW, READ_PERSONAL})
_UNIT = frozenset({REGISTER, IMPORT, ANSWER, SUBMIT_LIST, WITHDRAW, READ_PERSONAL})

ROLES: dict[str, frozenset[str]] = {
    "system": EVERYTHING,
    "administrator": EVERYTHING,
    "dialogue_office": EVERYTHING,
    "inspectorate": LOOKS | {READ_PREPARATION} | _SORTS | {SUBMIT_LIST},
    "secretary": LOOKS | {READ_PREPARATION} | {REGISTER, SCHEDULE, READ_PERSONAL},
    "chairperson": LOOKS | {READ_PREPARATION} | {READ_PERSONAL, CLASSIFY, REJECT, ROUTE_OUT, SCHEDULE},
    "unit_head": LOOKS | {READ_PREPARATION} | _UNIT,
    "assigned_agency": LOOKS | {READ_PREPARATION} | {READ_PERSONAL, ANSWER},
    "superior_authority": LOOKS | {READ_PERSONAL},
    "commune_people_committee": LOOKS | {READ_PREPARATION} | _SORTS | _UNIT | {CLOSE_LISTS, ANSWER_DATA_REQUEST},
    "fatherland_front": LOOKS | {REGISTER, IMPORT, SUBMIT_LIST},
    "home_affairs_department": LOOKS,
    "citizen_reception_board": LOOKS,
    "propaganda_mobilisation_board": LOOKS,
    "provincial_standing_committee": LOOKS,
    "provincial_party_standing_board": LOOKS,
    "operator": LOOKS,
}

REGISTERS_LIVE_ONLY = frozenset({"secretary"})
"""Roles that register what is raised at the session, and nothing else."""

PEOPLE_SIDE = frozenset({Audience.PEOPLE, Audience.ORG_TTHC})
SORTS_PEOPLE_SIDE_ONLY = frozenset({"inspectorate"})
"""Roles that classify, route out and reject what the people say, not what staff say."""
