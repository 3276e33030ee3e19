"""What every page wears, whichever it is: the style sheet and the scripts. They never change while a server runs."""

from pathlib import Path

_HERE = Path(__file__).parent
STYLE = "\n".join(style.read_text(encoding="utf-8") for style in sorted((_HERE / "styles").glob("*.css")))
SCRIPT = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("pictures.js", "links.js"))
