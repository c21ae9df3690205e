"""What officials and citizens see of followup: cases, one case, the duties, the rules in force."""

from followup.pages import (
    act_on_case,
    act_on_duty,
    case_detail,
    case_export,
    case_list,
    case_papers,
    commitments,
    duty_calendar,
    duty_list,
    escalation_list,
    rules,
    work_list,
)

ROUTERS = (
    work_list.router,
    case_list.router,
    case_export.router,
    commitments.router,
    case_detail.router,
    act_on_case.router,
    case_papers.router,
    duty_calendar.router,
    duty_list.router,
    act_on_duty.router,
    escalation_list.router,
    rules.router,
)
