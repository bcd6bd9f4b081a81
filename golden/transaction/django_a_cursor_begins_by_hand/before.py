from django.db import connection


def withdraw(source: int, amount: int) -> None:
    cursor = connection.cursor()
    cursor.execute("BEGIN")
    cursor.execute(
        "UPDATE accounts SET balance = balance - %s WHERE id = %s", [amount, source]
    )
    cursor.execute(
        "INSERT INTO transfers (source, amount) VALUES (%s, %s)", [source, amount]
    )
    cursor.execute("COMMIT")
