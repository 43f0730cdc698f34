"""Criteria, self-assessment, evidence, appraisal, ranking."""
