import reports


def run(session, event, rows):
    return getattr(reports, f"_{event}")(session, rows)
