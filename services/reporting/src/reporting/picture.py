"""The picture of what reporting hears, as Mermaid for its README; a test keeps the two equal."""

from contracts.catalogue import CATALOGUE
from reporting.inbound import READINGS


def picture() -> str:
    """One box per source with the events that matter, its durable consumer on the arrow."""
    lines = ["flowchart LR"]
    for service, readings in READINGS.items():
        events = sorted(CATALOGUE[model.event_type].model.__name__ for model in readings)
        lines.append(f'  {service}["<b>{service}</b><br>{"<br>".join(events)}"] -->|reporting-{service}| facts')
    lines += [
        '  facts[("facts: one source writes each table")] --> rows["rows: sessions, opinions, cases, duties"]',
        '  rows --> figures["figures: a set of facts and its count"]',
        '  figures --> pages["pages, API, open data"]',
        '  facts --> causes["event ids behind each fact"] --> pages',
    ]
    return "\n".join(lines)
