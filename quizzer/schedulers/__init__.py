"""Schedulers that need a library, each behind `domain.scheduling.Scheduler`."""
