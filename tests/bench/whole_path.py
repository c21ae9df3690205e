from pathlib import Path
def whole_path(root: Path, scale: float) -> list:
    return []
