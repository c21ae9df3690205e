"""Every page, in the order of the menu."""

from reporting.pages import (
    case_page,
    duty_register_page,
    figure_page,
    province_page,
    report_desk,
    report_files,
    report_page,
    session_export,
    session_list_page,
    session_page,
)

ROUTERS = (
    province_page.router,
    session_list_page.router,
    session_export.router,
    session_page.router,
    figure_page.router,
    case_page.router,
    duty_register_page.router,
    report_page.router,
    report_desk.router,
    report_files.router,
)
