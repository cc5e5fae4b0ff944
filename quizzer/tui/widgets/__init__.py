"""Widgets: values in, messages out; none of them asks a service for anything."""
