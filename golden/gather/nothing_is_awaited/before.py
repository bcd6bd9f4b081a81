import sqlite3


def count(connection: sqlite3.Connection, table: str) -> int:
    (number,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return number


def compare(connection: sqlite3.Connection) -> bool:
    users = count(connection, "users")
    accounts = count(connection, "accounts")
    return users == accounts
