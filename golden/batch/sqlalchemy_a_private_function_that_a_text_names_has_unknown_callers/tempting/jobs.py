import reports


def run(session, rows):
    return getattr(reports, "_on_users")(session, rows)
