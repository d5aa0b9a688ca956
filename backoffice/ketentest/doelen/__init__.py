"""The systems that gesprekken can be played against: our own back office, a folder, or an address."""
