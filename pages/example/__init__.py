"""An example plan in Swedish and English, to begin from and to try things on."""
