"""The sample's profile, scans and body measures alone: few enough rows to name each."""

from __future__ import annotations

from dataclasses import replace

from bonejournal.domain.body import BodyMeasure
from bonejournal.domain.bone.density import DxaScan
from bonejournal.domain.profile import Profile
from bonejournal.exchange.formats import sample as whole
from bonejournal.exchange.plan import Plan


def sample() -> Plan:
    made = whole()
    few = tuple(change for change in made.step.changes if isinstance(change.after, Profile | DxaScan | BodyMeasure))
    return replace(made, step=replace(made.step, changes=few), added=len(few))
