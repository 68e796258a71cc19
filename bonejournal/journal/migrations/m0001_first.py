"""Revision 1: steps, versions of records, drafts; profile, DXA reports with their sites, body measures."""

from __future__ import annotations

import sqlalchemy as sa

_DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"

_STATEMENTS = (
    """CREATE TABLE step (step INTEGER NOT NULL PRIMARY KEY, label TEXT NOT NULL, at TEXT NOT NULL,
        origin TEXT NOT NULL, digest BLOB NOT NULL) STRICT""",
    f"""CREATE TABLE record (row INTEGER NOT NULL PRIMARY KEY, id BLOB NOT NULL CHECK (length(id) = 16),
        kind INTEGER NOT NULL, date TEXT CHECK (date {_DAY}), since INTEGER NOT NULL REFERENCES step (step),
        until INTEGER REFERENCES step (step), live INTEGER NOT NULL CHECK (live = (until IS NULL)),
        cleared INTEGER NOT NULL CHECK (cleared IN (0, 1)), typed TEXT NOT NULL, kept TEXT NOT NULL,
        digest BLOB NOT NULL) STRICT""",
    "CREATE UNIQUE INDEX record_live_id ON record (id) WHERE live = 1",
    "CREATE INDEX record_live_kind ON record (kind, date, id) WHERE live = 1",
    "CREATE INDEX record_id ON record (id)",
    "CREATE INDEX record_since ON record (since)",
    "CREATE INDEX record_until ON record (until) WHERE until IS NOT NULL",
    "CREATE INDEX record_cleared ON record (cleared) WHERE cleared = 1",
    """CREATE TABLE draft (draft INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, at TEXT NOT NULL,
        texts TEXT NOT NULL, digest BLOB NOT NULL) STRICT""",
    """CREATE TABLE profile (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE,
        today TEXT, name TEXT NOT NULL, birth_date TEXT, sex TEXT, menopause_date TEXT, menopause_kind TEXT,
        height_cm REAL CHECK (abs(height_cm) < 9e99), peak_height_cm REAL CHECK (abs(peak_height_cm) < 9e99),
        impact_cleared INTEGER CHECK (impact_cleared IN (0, 1)), impact_cleared_by TEXT NOT NULL,
        impact_cleared_on TEXT, protein_target_g_kg REAL CHECK (abs(protein_target_g_kg) < 9e99),
        parent_hip_fracture INTEGER CHECK (parent_hip_fracture IN (0, 1)), smoking TEXT,
        alcohol_units_week REAL CHECK (abs(alcohol_units_week) < 9e99), units TEXT, notes TEXT NOT NULL) STRICT""",
    """CREATE TABLE dxa (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE,
        facility TEXT NOT NULL, make TEXT NOT NULL, model TEXT NOT NULL, serial TEXT NOT NULL,
        software TEXT NOT NULL, notes TEXT NOT NULL) STRICT""",
    """CREATE TABLE dxa_sites (row INTEGER NOT NULL REFERENCES dxa (row) ON DELETE CASCADE, pos INTEGER NOT NULL,
        site TEXT, side TEXT, vertebrae TEXT NOT NULL, exclusion_reason TEXT NOT NULL,
        bmd_g_cm2 REAL CHECK (abs(bmd_g_cm2) < 9e99), bmc_g REAL CHECK (abs(bmc_g) < 9e99),
        area_cm2 REAL CHECK (abs(area_cm2) < 9e99), t_score REAL CHECK (abs(t_score) < 9e99),
        z_score REAL CHECK (abs(z_score) < 9e99), tbs REAL CHECK (abs(tbs) < 9e99),
        lsc_g_cm2 REAL CHECK (abs(lsc_g_cm2) < 9e99), PRIMARY KEY (row, pos)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE body (row INTEGER NOT NULL PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE,
        weight_kg REAL CHECK (abs(weight_kg) < 9e99), height_cm REAL CHECK (abs(height_cm) < 9e99),
        waist_cm REAL CHECK (abs(waist_cm) < 9e99), lean_mass_kg REAL CHECK (abs(lean_mass_kg) < 9e99),
        fat_mass_kg REAL CHECK (abs(fat_mass_kg) < 9e99), source TEXT NOT NULL) STRICT""",
)


def migrate(connection: sa.Connection) -> None:
    """Make the first tables."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
