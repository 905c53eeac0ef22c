"""Sealed things: age files for named people's keys, where they lie, and what a custodian opens in memory."""
