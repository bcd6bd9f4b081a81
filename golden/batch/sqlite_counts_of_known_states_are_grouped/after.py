import json
import sqlite3

SCHEMA = "CREATE TABLE tasks (id INTEGER PRIMARY KEY, state TEXT NOT NULL, owner INT)"
COUNT = "SELECT COUNT(*) FROM tasks WHERE state = ?"


def counts(db: sqlite3.Connection) -> dict[str, int]:
    found = {}
    states = ["todo", "doing", "done"]
    task_counts_by_state: dict[str, int] = {}
    for state, count in db.execute(
        "SELECT state, COUNT(*) FROM tasks WHERE state IN (SELECT value FROM json_each(?)) GROUP BY state",
        (json.dumps(states),),
    ).fetchall():
        task_counts_by_state[state] = count
    found["todo"] = task_counts_by_state.get("todo", 0)
    found["doing"] = task_counts_by_state.get("doing", 0)
    found["done"] = task_counts_by_state.get("done", 0)
    return found


def rows(db: sqlite3.Connection) -> list[tuple]:
    asked = "SELECT id, owner FROM tasks WHERE id = ?"
    task_ids = [1, 2, 3]
    tasks_by_id = {}
    for row in db.execute(
        "SELECT id, owner FROM tasks WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(task_ids),),
    ).fetchall():
        tasks_by_id[row[0]] = row
    first = tasks_by_id.get(1)
    second = tasks_by_id.get(2)
    third = tasks_by_id.get(3)
    return [first, second, third]
