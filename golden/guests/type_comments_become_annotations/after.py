"""A cache of exchange rates."""

from typing import Dict, Optional

RATES: Dict[str, float] = {}


def rate(currency: str, default: Optional[float]=None) -> Optional[float]:
    """The rate of a currency."""
    return RATES.get(currency, default)


def refresh(source: Dict[str, str]) -> int:
    count = 0
    for currency, text in source.items():
        RATES[currency] = float(text)
        count += 1
    return count
