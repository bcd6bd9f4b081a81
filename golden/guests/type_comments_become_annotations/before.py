"""A cache of exchange rates."""

from typing import Dict, Optional

RATES = {}  # type: Dict[str, float]


def rate(currency, default=None):
    # type: (str, Optional[float]) -> Optional[float]
    """The rate of a currency."""
    return RATES.get(currency, default)


def refresh(source):
    # type: (Dict[str, str]) -> int
    count = 0
    for currency, text in source.items():
        RATES[currency] = float(text)
        count += 1
    return count
