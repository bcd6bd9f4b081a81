from unittest.mock import patch

from shop.books import Book


def no_page(song):
    return []


def test_pages_are_made(db):
    with patch.object(
        Book,
        "_page",
        staticmethod(no_page),
    ):
        assert Book(db).pages() == []
