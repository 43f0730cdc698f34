"""Criteria, rounds and registrations, returns, evidence, scores, results: a module per topic."""

from assessments.models.criteria import CriteriaSet, Criterion, FrameSet, leaves_of
from assessments.models.evidence import Evidence
from assessments.models.results import (
    Disqualification,
    Intake,
    PastRecord,
    Ranking,
    RankingRow,
)
from assessments.models.returns import Answer, Assessment, AssessmentSection, TargetProgress
from assessments.models.rounds import (
    AimedTitle,
    Extension,
    PlannedMovement,
    Registration,
    Round,
    Target,
    due_for,
)
from assessments.models.scores import Explanation, Score, ScoreSheet, Stage

__all__ = [
    "AimedTitle",
    "Answer",
    "Assessment",
    "AssessmentSection",
    "CriteriaSet",
    "Criterion",
    "Disqualification",
    "Evidence",
    "Explanation",
    "Extension",
    "FrameSet",
    "Intake",
    "PastRecord",
    "PlannedMovement",
    "Ranking",
    "RankingRow",
    "Registration",
    "Round",
    "Score",
    "ScoreSheet",
    "Stage",
    "Target",
    "TargetProgress",
    "due_for",
    "leaves_of",
]
