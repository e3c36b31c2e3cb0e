"""Where the project lies; the settings' own answer cannot be asked before the environment is prepared."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
