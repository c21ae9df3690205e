"""/api/v1 of followup: cases and every act on them, duties, calendars, rule packs, explained deadlines."""

from followup.api import case_acts, case_papers, cases, duties, organisations, replies, rules

ROUTERS = (cases.router, case_acts.router, replies.router, duties.router, rules.router, organisations.router, case_papers.router)
