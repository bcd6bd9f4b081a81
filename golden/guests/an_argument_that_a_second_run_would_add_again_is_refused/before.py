"""Asking a partner."""

from urllib.request import urlopen


def fetch(url: str, retries: int = 3) -> bytes:
    for _ in range(retries):
        try:
            with urlopen(url) as answer:
                return answer.read()
        except OSError:
            continue
    raise OSError(url)


def fetch_all(urls: list[str]) -> list[bytes]:
    return [fetch(url) for url in urls]
