"""Pages of criteria, self-assessment, evidence, appraisal and ranking."""
