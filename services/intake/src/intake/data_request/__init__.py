"""Requests of persons about the data held on them (Luật 91/2025/QH15): registered with what was asked, answered with what was done."""
