"""Weighs what was accepted: origins, proposals of questions, and the checks. It reads a view, says findings, and changes nothing."""
