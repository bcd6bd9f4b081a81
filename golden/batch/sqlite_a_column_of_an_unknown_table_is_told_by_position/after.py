import sqlite3
from collections import defaultdict


def totals(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(user_ids), 100):
        wanted = user_ids[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT total, {number} AS wanted_position FROM orders WHERE user_id = ?"
                for number in range(len(wanted))
            ]
        )
        for row in connection.execute(statement, wanted).fetchall():
            orders_by_user_id[wanted[row[-1]]].append(row[:-1])
    for user_id in ids:
        rows = orders_by_user_id.get(user_id, [])
        found.append(len(rows))
    return found


def by_day(connection: sqlite3.Connection, days: list[str], status: str) -> list[int]:
    found = []
    unique_days = list(dict.fromkeys(days))
    orders_by_day = defaultdict(list)
    for start in range(0, len(unique_days), 100):
        wanted = unique_days[start : start + 100]
        statement = (
            " UNION ALL ".join(
                [
                    f"SELECT id, {number_row} AS wanted_position FROM orders WHERE status = :status AND day = :day_{number_row}"
                    for number_row in range(len(wanted))
                ]
            )
            + " ORDER BY id"
        )
        values = {f"day_{number_row}": key for number_row, key in enumerate(wanted)}
        for row in connection.execute(
            statement, {"status": status, **values}
        ).fetchall():
            orders_by_day[wanted[row[-1]]].append(row[:-1])
    for day in days:
        for (number,) in orders_by_day.get(day, []):
            found.append(number)
    return found


def named(connection: sqlite3.Connection, names: list[str]) -> list[bool]:
    statuses = list(dict.fromkeys(names))
    statuses_with_orders: set[str] = set()
    for start in range(0, len(statuses), 100):
        wanted = statuses[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT DISTINCT {number} AS wanted_position FROM orders WHERE status = ?"
                for number in range(len(wanted))
            ]
        )
        for row in connection.execute(statement, wanted).fetchall():
            statuses_with_orders.add(wanted[row[-1]])
    return [int(name in statuses_with_orders) for name in names]
