"""Writes src/test/resources/golden/tokenizer/cleaning.json: texts that ftfy changes, and CLIP's ids of them.

    python src/golden/cleaning.py

needs transformers 4.36.0 and ftfy 6. Run it in the project's folder.
"""

import json
from pathlib import Path

from transformers import CLIPTokenizer

FOLDER = Path("src/test/resources/golden/tokenizer")
TEXTS = [
    "\u01c4 \u01c5 \u01c6 \u01c7 \u01c8 \u01c9 \u01ca \u01cb \u01cc \u01f1 \u01f2 \u01f3",
    "\u01c6ungla \u01c4EP Ne\u01c8i \u01ccu \u01f3eta",
    "o\ufb00ice \ufb01n \ufb02y o\ufb03ce wa\ufb04e \ufb05ick la\ufb06",
    "\u0132sberg vr\u0133 ma\u0149k",
    "\uff26\u01c6 \ufb01\uff52\uff45 e\ufb01\u0301",
    "\u2018a\u2019 \u201ab\u201b c\u02bcd \u201ce\u201d \u201ef\u201f",
    "a\u0007b c\u200bd e\ufefff g\u206ah i\ufff9j k\u007fl m\u000bn o\u000cp",
    "line\u2028and\u2029paragraph next\u3000wide",
]


def main():
    tokenizer = CLIPTokenizer(str(FOLDER / "vocab.json"), str(FOLDER / "merges.txt"))
    assert tokenizer.fix_text is not None, "ftfy is missing"
    ids = [tokenizer(text, padding="max_length", max_length=77, truncation=True).input_ids for text in TEXTS]
    cases = [json.dumps({"text": text, "ids": row}) for text, row in zip(TEXTS, ids)]
    (FOLDER / "cleaning.json").write_text("[\n" + ",\n".join(cases) + "\n]\n")


if __name__ == "__main__":
    main()
