"""A cache of exchange rates."""

from typing import Dict

RATES = {}  # type: Dict[str, float]


def refresh(source):
    # type: (Dict[str, str]) -> int
    count = 0  # type: int
    for currency, text in source.items():
        RATES[currency] = float(text)
        count += 1
    return count
