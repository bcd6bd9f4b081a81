SCHEMA = """
CREATE TABLE members (
    team_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (team_id, user_id)
);
CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    team_id INTEGER,
    user_id INTEGER NOT NULL,
    page TEXT NOT NULL,
    kind TEXT NOT NULL
);
"""
