"""Bone density: DXA reports as typed and judged, what is published beside them, and all else on one axis of time."""
