"""FHIR R4: what a clinic's system reads. Written, and our own file read back."""
