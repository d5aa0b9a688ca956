"""The test kit: message conversations with their expected answers, against our own back office or anyone's.

A gesprek is a YAML file that people read (docs/ketentest.md). It is read (`gesprek`), worked out to messages
(`uitwerken`), played against a doel (`uitvoeren`, `doelen`), and its answers are compared (`vergelijk`).
"""
