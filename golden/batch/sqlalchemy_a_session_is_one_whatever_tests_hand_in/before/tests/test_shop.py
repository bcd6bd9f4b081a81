from shop import totals


def test_totals(session):
    assert totals(session, []) == {}
