import psycopg2.extensions


def email_of(connection: psycopg2.extensions.connection, user_id: int) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM users WHERE id = %s", (user_id,))
        row = cursor.fetchone()
    return row[0] if row else None
