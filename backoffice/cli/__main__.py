"""`python -m backoffice.cli`, the same as `ijw`."""

import sys

from backoffice.cli import main

sys.exit(main())
