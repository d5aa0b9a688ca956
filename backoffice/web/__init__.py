"""What portal and API share: the gate every request passes, and the rules of the wire."""
