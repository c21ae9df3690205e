"""Zalo notification messages: one approved template per purpose, only to people who follow or accept the office's account."""

from collections.abc import Mapping
from datetime import datetime

from notify.channels.gateway import Gateway
from notify.channels.port import Accepted, Answer, NotAccepted
from notify.notice.message import Message
from notify.notice.vocabulary import Purpose

_NUMBER_AT_FAULT = frozenset({-108})
_RECIPIENT_CANNOT = frozenset({-110, -114, -118, -119})
"""Codes of the provider's documentation: version too old, refuses or inactive, no account, cannot receive."""


class Zalo:
    """`templates` maps a purpose to the id of its approved template; `tracking_id` makes a repeated request recognisable."""

    def __init__(self, gateway: Gateway, templates: Mapping[Purpose, str]) -> None:
        self.gateway = gateway
        self.templates = dict(templates)

    def carries(self, purpose: Purpose) -> bool:
        return purpose in self.templates

    async def send(self, address: str, purpose: Purpose, message: Message, now: datetime) -> Answer:
        """`address` is E.164."""
        body = {
            "phone": address.removeprefix("+"),
            "template_id": self.templates[purpose],
            "template_data": {"tieu_de": message.subject, "noi_dung": message.body, "ma_thong_bao": message.key},
            "tracking_id": message.key,
        }
        answer = await self.gateway.post(message.key, body)
        if isinstance(answer, NotAccepted):
            return answer
        status, said = answer
        error = said.get("error")
        if status == 200 and not error:
            data = said.get("data")
            return Accepted(f"zalo:{data.get('msg_id', message.key) if isinstance(data, dict) else message.key}")
        if error in _NUMBER_AT_FAULT:
            return NotAccepted("number_refused", permanent=True)
        if error in _RECIPIENT_CANNOT:
            return NotAccepted("not_opted_in", permanent=True)
        return NotAccepted("gateway_busy")
