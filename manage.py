#!/usr/bin/env python
"""Run Django's commands with this project's settings."""

import os
import sys

from django.core.management import execute_from_command_line

from ppks_service.logs import without_data

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppks_service.settings")
    sys.excepthook = without_data
    execute_from_command_line(sys.argv)
