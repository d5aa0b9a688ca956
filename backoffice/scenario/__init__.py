"""Scenarios: what is given, what happens and what must follow, in the words of the domain.

A scenariobestand is a YAML file that people read and write (docs/scenario.md). Its form is declared once
(`vorm`, of `velden`), read with line numbers (`bestand`), played in a register of its own (`spelen`,
`uitvoeren`) and compared after every step (`vergelijk`).
"""
