"""What a run says of itself."""

import logging

log = logging.getLogger(__name__)


def greeting(user: str) -> str:
    return f"hello {user}"


def progress(done: int, total: int) -> str:
    return f"{done} of {total}"


def shares(part: float) -> str:
    return "%.1f percent" % part


def tell(user: str) -> None:
    log.info("seen %s", user)
