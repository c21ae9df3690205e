"""SMS through a provider's HTTP gateway: unaccented text, one part, the office's brand name as sender."""

import re
from datetime import datetime

from notify.channels.gateway import Gateway
from notify.channels.port import Accepted, Answer, NotAccepted
from notify.notice.message import Message
from notify.notice.vocabulary import Purpose

_BRAND = re.compile(r"^(?=.*[A-Za-z])[A-Za-z0-9 ._-]{1,11}$")
_NUMBER_AT_FAULT = frozenset({410, 422})
"""Any other refusal may be a wrong address or key of ours: tried again, and the alarm rises."""


class Sms:
    """`brand` has at most eleven Latin characters, not all digits (Nghị định 91/2020/NĐ-CP)."""

    def __init__(self, gateway: Gateway, brand: str) -> None:
        if not _BRAND.match(brand):
            raise ValueError("an SMS brand name has 1 to 11 Latin characters, not all digits")
        self.gateway = gateway
        self.brand = brand

    def carries(self, purpose: Purpose) -> bool:
        return True

    async def send(self, address: str, purpose: Purpose, message: Message, now: datetime) -> Answer:
        """`address` is E.164."""
        if not message.sms:
            return NotAccepted("no_channel_left", permanent=True)
        body = {"to": address, "from": self.brand, "text": message.sms, "reference": message.key}
        answer = await self.gateway.post(message.key, body)
        if isinstance(answer, NotAccepted):
            return answer
        status, said = answer
        if 200 <= status < 300:
            return Accepted(f"sms:{said.get('id') or said.get('message_id') or message.key}")
        if status in _NUMBER_AT_FAULT:
            return NotAccepted("number_refused", permanent=True)
        return NotAccepted("gateway_busy")
