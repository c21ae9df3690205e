"""What officials and citizens see of followup: cases, one case, the duties, the rules in force."""

from followup.pages import case_detail, case_list, case_papers, duty_list, escalation_list, rules

ROUTERS = (case_list.router, case_detail.router, duty_list.router, escalation_list.router, rules.router, case_papers.router)
