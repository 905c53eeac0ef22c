"""Records of consent for tests: everything invented."""

import yaml

RECORD = {
    "about": "self",
    "obtained": {
        "at": "2026-03-01", "place_general": "a town in Spain", "by": "our interviewer", "organisation_disclosed": True, "language": "es",
        "mode": "written",
    },
    "information_given": {
        "purpose": "a public record", "uses_explained": True, "storage": "sealed", "access_list": "two custodians",
        "risks": "relatives could be pressed", "worst_case": "somebody recognises the story", "benefits_none_promised": True,
        "legal_disclosure_limit": "a court could order it", "web_permanence": "it cannot be taken back", "withdrawal_how": "a message",
        "contact": "the safe channel",
    },
    "comprehension": {"own_words_note": "said it back"},
    "voluntariness": {"no_payment": True, "no_pressure": True, "may_stop": True},
    "competence_check": {"by": "our interviewer", "at": "2026-03-01", "concerns": False},
    "grants": [
        {"use": "aggregate_statistics", "decision": True, "from": "2026-03-01", "until": "2028-03-01"},
        {"use": "share_court", "whom": "a court of Spain", "decision": "yes", "conditions": "asks first"},
        {"use": "publish_name", "decision": False},
    ],
    "prior_statements": [{"to_whom": "another organisation", "when": 2025}],
}


def written(**more):
    """A record as its file holds it."""
    return yaml.safe_dump(RECORD | more, allow_unicode=True).encode("utf-8")
