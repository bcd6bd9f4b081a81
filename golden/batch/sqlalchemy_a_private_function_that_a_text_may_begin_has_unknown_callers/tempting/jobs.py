import reports


def run(session, event, rows):
    return getattr(reports, "_on_" + event)(session, rows)
