"""Revision 2: labs, training, eating, medicines, falls, visits and all the other kinds; the bytes of attachments."""

from __future__ import annotations

import sqlalchemy as sa

_STATEMENTS = (
    """CREATE TABLE labs (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, time TEXT,
        fasting INTEGER CHECK (fasting IN (0, 1)), lab TEXT NOT NULL, notes TEXT NOT NULL) STRICT""",
    """CREATE TABLE labs_results (row INTEGER NOT NULL REFERENCES labs (row) ON DELETE CASCADE, pos INTEGER NOT
        NULL, assay TEXT NOT NULL, specimen TEXT NOT NULL, analyte TEXT NOT NULL, value TEXT, comparator TEXT, unit
        TEXT NOT NULL, ref_low TEXT, ref_high TEXT, PRIMARY KEY (row, pos)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE workouts (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, start
        TEXT, minutes REAL CHECK (abs(minutes) < 9e99), kind TEXT, title TEXT NOT NULL, notes TEXT NOT NULL) STRICT""",
    """CREATE TABLE workouts_sets (row INTEGER NOT NULL REFERENCES workouts (row) ON DELETE CASCADE, pos INTEGER
        NOT NULL, exercise TEXT NOT NULL, "set" REAL CHECK (abs("set") < 9e99), set_type TEXT, reps REAL CHECK
        (abs(reps) < 9e99), load_kg REAL CHECK (abs(load_kg) < 9e99), seconds REAL CHECK (abs(seconds) < 9e99),
        impacts REAL CHECK (abs(impacts) < 9e99), rpe REAL CHECK (abs(rpe) < 9e99), PRIMARY KEY (row, pos)) STRICT,
        WITHOUT ROWID""",
    """CREATE TABLE intake (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, time TEXT,
        position REAL CHECK (abs(position) < 9e99), meal TEXT NOT NULL, item TEXT NOT NULL, amount REAL CHECK
        (abs(amount) < 9e99), unit TEXT NOT NULL, energy_kcal REAL CHECK (abs(energy_kcal) < 9e99), protein_g REAL
        CHECK (abs(protein_g) < 9e99), calcium_mg REAL CHECK (abs(calcium_mg) < 9e99), vitamin_d_ug REAL CHECK
        (abs(vitamin_d_ug) < 9e99), vitamin_k_ug REAL CHECK (abs(vitamin_k_ug) < 9e99), vitamin_k2_ug REAL CHECK
        (abs(vitamin_k2_ug) < 9e99), magnesium_mg REAL CHECK (abs(magnesium_mg) < 9e99), omega3_mg REAL CHECK
        (abs(omega3_mg) < 9e99), supplement INTEGER CHECK (supplement IN (0, 1)), course_id TEXT NOT NULL, source
        TEXT NOT NULL) STRICT""",
    "CREATE INDEX intake_course_id ON intake (course_id) WHERE course_id <> ''",
    """CREATE TABLE medications (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, name
        TEXT NOT NULL, drug TEXT NOT NULL, kind TEXT, dose TEXT NOT NULL, route TEXT NOT NULL, schedule TEXT NOT
        NULL, start TEXT, stop TEXT, reason TEXT NOT NULL, prescriber TEXT NOT NULL, food_id TEXT NOT NULL, notes
        TEXT NOT NULL) STRICT""",
    "CREATE INDEX medications_food_id ON medications (food_id) WHERE food_id <> ''",
    """CREATE TABLE doses (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE,
        medication_id TEXT NOT NULL, date TEXT, time TEXT, amount TEXT NOT NULL, site TEXT NOT NULL, taken INTEGER
        CHECK (taken IN (0, 1)), reason TEXT NOT NULL, notes TEXT NOT NULL) STRICT""",
    "CREATE INDEX doses_medication_id ON doses (medication_id) WHERE medication_id <> ''",
    """CREATE TABLE sleep (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, hours REAL
        CHECK (abs(hours) < 9e99), source TEXT NOT NULL) STRICT""",
    """CREATE TABLE activity (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, steps
        REAL CHECK (abs(steps) < 9e99), source TEXT NOT NULL) STRICT""",
    """CREATE TABLE falls (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, time TEXT,
        kind TEXT, place TEXT, activity TEXT NOT NULL, injury TEXT, fracture INTEGER CHECK (fracture IN (0, 1)),
        hit_head INTEGER CHECK (hit_head IN (0, 1)), cause TEXT, notes TEXT NOT NULL) STRICT""",
    """CREATE TABLE fractures (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, date
        TEXT, site TEXT, side TEXT, level TEXT NOT NULL, grade REAL CHECK (abs(grade) < 9e99), mechanism TEXT NOT
        NULL, fragility TEXT, confirmed_by TEXT NOT NULL, imaging TEXT NOT NULL, notes TEXT NOT NULL) STRICT""",
    """CREATE TABLE function_tests (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE,
        test TEXT, value REAL CHECK (abs(value) < 9e99), unit TEXT NOT NULL, side TEXT, notes TEXT NOT NULL) STRICT""",
    """CREATE TABLE risk (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, tool TEXT NOT
        NULL, model TEXT NOT NULL, major_percent REAL CHECK (abs(major_percent) < 9e99), hip_percent REAL CHECK
        (abs(hip_percent) < 9e99), with_bmd INTEGER CHECK (with_bmd IN (0, 1)), given_by TEXT NOT NULL, notes TEXT
        NOT NULL) STRICT""",
    """CREATE TABLE visits (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, time TEXT,
        kind TEXT, clinician TEXT NOT NULL, place TEXT NOT NULL, purpose TEXT NOT NULL, outcome TEXT NOT NULL,
        next_visit TEXT, next_scan TEXT, next_labs TEXT, notes TEXT NOT NULL) STRICT""",
    """CREATE TABLE questions (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, text
        TEXT NOT NULL, visit_id TEXT NOT NULL, position REAL CHECK (abs(position) < 9e99), answered INTEGER CHECK
        (answered IN (0, 1))) STRICT""",
    "CREATE INDEX questions_visit_id ON questions (visit_id) WHERE visit_id <> ''",
    """CREATE TABLE assessments (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, kind
        TEXT, result TEXT NOT NULL, notes TEXT NOT NULL) STRICT""",
    """CREATE TABLE targets (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, target
        TEXT NOT NULL, low REAL CHECK (abs(low) < 9e99), high REAL CHECK (abs(high) < 9e99), reason TEXT NOT NULL,
        set_by TEXT NOT NULL, date TEXT) STRICT""",
    """CREATE TABLE foods (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, name TEXT
        NOT NULL, portion TEXT NOT NULL, portion_g REAL CHECK (abs(portion_g) < 9e99), energy_kcal REAL CHECK
        (abs(energy_kcal) < 9e99), protein_g REAL CHECK (abs(protein_g) < 9e99), calcium_mg REAL CHECK
        (abs(calcium_mg) < 9e99), vitamin_d_ug REAL CHECK (abs(vitamin_d_ug) < 9e99), vitamin_k_ug REAL CHECK
        (abs(vitamin_k_ug) < 9e99), vitamin_k2_ug REAL CHECK (abs(vitamin_k2_ug) < 9e99), magnesium_mg REAL CHECK
        (abs(magnesium_mg) < 9e99), omega3_mg REAL CHECK (abs(omega3_mg) < 9e99), source TEXT NOT NULL) STRICT""",
    """CREATE TABLE exercises (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, key TEXT
        NOT NULL, name TEXT NOT NULL, classes TEXT NOT NULL, compound TEXT, pattern TEXT NOT NULL, groups TEXT NOT
        NULL, bone_sites TEXT NOT NULL, cautions TEXT NOT NULL) STRICT""",
    """CREATE TABLE templates (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE, name
        TEXT NOT NULL, kind TEXT, pin REAL CHECK (abs(pin) < 9e99), content TEXT NOT NULL) STRICT""",
    """CREATE TABLE attachments (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE,
        record_id TEXT NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL, sha256 TEXT NOT NULL, notes TEXT NOT
        NULL) STRICT""",
    "CREATE INDEX attachments_record_id ON attachments (record_id) WHERE record_id <> ''",
    "CREATE TABLE content (sha256 TEXT NOT NULL PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
)


def migrate(connection: sa.Connection) -> None:
    """Make the tables of the remaining kinds."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
