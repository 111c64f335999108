"""The pages for any WSGI server: `wsgi:app`. Letters wait for the worker's own minute."""

import os
import sys
from pathlib import Path

from service.app import create_app
from service.config import load
from service.setting_values import BadSetting

try:
    app = create_app(load(os.environ, Path.cwd()))
except BadSetting as wrong:
    sys.stderr.write(f"{wrong}\n")
    sys.exit(2)
