"""Which function each measure is that `targets.toml` names, and each rule that sets bounds of its own."""

from __future__ import annotations

from collections.abc import Callable

from bonejournal.domain.meaning.measures import blood, body, bone, falls, markers, nutrition, training
from bonejournal.domain.meaning.measures.common import Bounds, Measure
from bonejournal.domain.profile import Profile

MEASURES: dict[str, Measure] = {
    "resistance_days": training.resistance_sessions,
    "intensity": training.intensity,
    "reps": training.reps,
    "sets": training.sets,
    "patterns": training.patterns,
    "overload": training.overload,
    "groups": training.groups,
    "impact_days": training.impact_sessions,
    "balance_days": training.balance_sessions,
    "protein": nutrition.protein,
    "calcium": nutrition.calcium,
    "vitamin_d": nutrition.vitamin_d,
    "magnesium": nutrition.magnesium,
    "vitamin_k": nutrition.vitamin_k,
    "vitamin_k2_days": nutrition.vitamin_k2_days,
    "omega3_days": nutrition.omega3_days,
    "synergy": nutrition.synergy,
    "vitamin_d_serum": blood.vitamin_d_serum,
    "insulin": blood.insulin,
    "inflammation_markers": blood.inflammation_markers,
    "resorption": markers.resorption,
    "formation": markers.formation,
    "sleep": body.sleep,
    "waist": body.waist,
    "lean_mass": body.lean_mass,
    "dxa_due": bone.dxa_due,
    "t_score": bone.t_score,
    "density_rate": bone.density_rate,
    "fracture_risk": bone.fracture_risk,
    "falls": falls.falls,
    "fall_assessment": falls.fall_assessment,
    "hormone_review": falls.hormone_review,
}
BOUNDS: dict[str, Callable[[Bounds, Profile | None], Bounds]] = {"protein_choice": nutrition.protein_choice}
