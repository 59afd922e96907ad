"""Write the example's brief and post again, to be read by eye before they are committed."""

from __future__ import annotations

from pathlib import Path

import sayso

FOLDER = Path(__file__).parent.parent / "examples" / "guernica"

if __name__ == "__main__":
    items = sorted(file for file in FOLDER.iterdir() if file.suffix in {".html", ".txt"})
    incidents = sayso.propose([sayso.read(item) for item in items])
    for style in ("brief", "post"):
        (FOLDER / f"{style}.md").write_text(sayso.write(incidents, style=style), encoding="utf-8")
