"""Tests, one file per subject."""
