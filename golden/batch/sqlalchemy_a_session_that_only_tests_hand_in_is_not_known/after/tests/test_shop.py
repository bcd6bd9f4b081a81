from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from shop import totals


def test_totals():
    with Session(create_engine("sqlite://")) as session:
        assert totals(session, []) == {}
