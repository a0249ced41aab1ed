#!/usr/bin/env python3
"""A picture of a terminal screen: reads what `tmux capture-pane -e -p` prints, writes SVG.

    tmux new -d -s picture -x 100 -y 30 'target/release/gouji --lang zh'
    tmux capture-pane -e -p -t picture | scripts/picture.py 100 30 > docs/pictures/agencies.svg

Every word is put where its first cell is and made as long as its cells, so that Han and Latin
stand in line in any font.
"""
import re
import sys
import unicodedata

WIDTH, HEIGHT = int(sys.argv[1]), int(sys.argv[2])
CELL_W, CELL_H, SIZE = 8, 18, 14
FORE, BACK = "#d8d8d8", "#16181d"
BASE = ["#1d1f21", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4",
        "#6b7280", "#f07178", "#b5e08a", "#ffd580", "#82c4ff", "#e0a3ff", "#7fdbe0", "#ffffff"]


def colour(index):
    if index < 16:
        return BASE[index]
    if index < 232:
        index -= 16
        levels = [0, 95, 135, 175, 215, 255]
        return "#%02x%02x%02x" % (levels[index // 36], levels[index // 6 % 6], levels[index % 6])
    return "#%02x%02x%02x" % ((8 + (index - 232) * 10,) * 3)


def apply(style, codes):
    codes = [int(code or 0) for code in codes.split(";")]
    while codes:
        code = codes.pop(0)
        if code == 0:
            style.clear()
        elif code in (1, 2, 3, 4, 7):
            style[code] = True
        elif code in (22, 23, 24, 27):
            for off in {22: (1, 2), 23: (3,), 24: (4,), 27: (7,)}[code]:
                style.pop(off, None)
        elif code in (38, 48):
            kind = codes.pop(0)
            value = colour(codes.pop(0)) if kind == 5 else "#%02x%02x%02x" % tuple(codes[:3])
            if kind == 2:
                del codes[:3]
            style["fg" if code == 38 else "bg"] = value
        elif code in (39, 49):
            style.pop("fg" if code == 39 else "bg", None)
        elif 30 <= code <= 37 or 90 <= code <= 97:
            style["fg"] = BASE[code - 30 if code < 90 else code - 82]
        elif 40 <= code <= 47 or 100 <= code <= 107:
            style["bg"] = BASE[code - 40 if code < 100 else code - 92]


def words(chars):
    """Runs without a space: each is put in its place, so that no font can move the next."""
    word = []
    for cell in chars + [(0, " ", 1)]:
        if cell[1] != " ":
            word.append(cell)
        elif word:
            yield word
            word = []


def main():
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * CELL_W} {HEIGHT * CELL_H}" '
           f'font-family="ui-monospace, Menlo, Consolas, \'Noto Sans Mono CJK SC\', monospace" font-size="{SIZE}">',
           f'<rect width="100%" height="100%" fill="{BACK}"/>']
    style = {}
    for row, line in enumerate(sys.stdin.read().split("\n")[:HEIGHT]):
        column = 0
        runs = []
        for part in re.split(r"(\x1b\[[0-9;]*m)", line):
            if part.startswith("\x1b["):
                apply(style, part[2:-1])
                continue
            for char in part:
                wide = 2 if unicodedata.east_asian_width(char) in "WF" else 1
                fore, back = style.get("fg", FORE), style.get("bg")
                if style.get(7):
                    fore, back = back or BACK, fore
                key = (fore, back, bool(style.get(1)), bool(style.get(2)))
                if not runs or runs[-1][0] != key:
                    runs.append((key, []))
                runs[-1][1].append((column, char, wide))
                column += wide
        for (fore, back, bold, dim), chars in runs:
            x, end = chars[0][0] * CELL_W, (chars[-1][0] + chars[-1][2]) * CELL_W
            if back:
                out.append(f'<rect x="{x}" y="{row * CELL_H}" width="{end - x}" height="{CELL_H}" fill="{back}"/>')
            extra = (' font-weight="bold"' if bold else "") + (' opacity="0.6"' if dim else "")
            for word in words(chars):
                column, cells = word[0][0], sum(wide for _, _, wide in word)
                text = "".join(char for _, char, _ in word)
                text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                out.append(f'<text x="{column * CELL_W}" y="{row * CELL_H + 14}" fill="{fore}"{extra} '
                           f'textLength="{cells * CELL_W}" lengthAdjust="spacingAndGlyphs">{text}</text>')
    out.append("</svg>")
    print("\n".join(out))


main()
