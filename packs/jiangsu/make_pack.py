#!/usr/bin/env python3
"""Makes regions, populations and plans of this pack from ../shared (see README.md for origins).

Run once from the repository's root when the sources change; the output is reviewed and committed.
"""
import csv, json, yaml

SHARED = "../shared/"
OUT = "packs/jiangsu/"
GOALS = {"ER": "rescue", "FA": "first_aid", "HA": "aid", "SD": "aid", "OG": "organisation",
         "SC": "governance", "VO": "governance", "PC": "governance", "GV": "governance",
         "PL": "governance", "DG": "governance", "EX": "governance", "BG": "background"}
SUCCESSORS = [  # code, name, level, kind, parent, until, successor (domain-rules §1)
    ("320611", "港闸区", "district", "3206", "2020-07-20", "320613"),
    ("320602", "崇川区", "district", "3206", "2020-07-20", "320613"),
    ("320684", "海门市", "county_city", "3206", "2020-07-20", "320614"),
    ("320621", "海安县", "county", "3206", "2018-07-31", "320685"),
    ("320124", "溧水县", "county", "3201", "2013-02-28", "320117"),
    ("320125", "高淳县", "county", "3201", "2013-02-28", "320118"),
    ("320103", "白下区", "district", "3201", "2013-02-28", "320104"),
    ("320107", "下关区", "district", "3201", "2013-02-28", "320106"),
]
REGISTERED_PROVINCE = 78_660_000
REGISTERED_SEEN = {"3203": 10_352_900, "3205": 7_621_100, "3206": 7_516_600, "3201": 7_225_700}
MEASURED = {
    "FA-01": ("ratio", "training.people_trained#ever", "series:registered"),
    "FA-02": ("ratio", "training.holders#ever", "series:registered"),
    "FA-03": ("ratio", "training.school_staff#ever", "series:pupils"),
    "FA-04": ("sum", "training.demonstration_bases", None),
    "FA-05": ("sum", "training.attendances", None),
    "FA-06": ("sum", "training.holders#year", None),
    "FA-07": ("sum", "training.holders#plan", None),
    "FA-08": ("ratio", "training.school_health_holders", "series:school_health"),
    "FA-09": ("sum", "training.instructors_trained#year", None),
    "FA-10": ("coverage", "training.areas_served", "training.scenic_areas"),
    "FA-11": ("coverage", "training.squads", "training.stations"),
    "FA-12": ("sum", "training.contests", None),
    "FA-13": ("sum", "training.selections", None),
    "FA-14": ("sum", "training.provincial_bases", None),
    "FA-15": ("sum", "training.rooms", None),
    "FA-16": ("coverage", "training.counties_with_base", "network.counties"),
    "FA-19": ("sum", "training.attendances", None),
    "FA-22": ("ratio", "training.valid_holders", "training.holders#ever"),
    "OG-01": ("sum", "network.grassroots", None),
    "FA-23": ("sum", "training.rescues", None),
}
# Counted from records since 2026; the plan before has figures reported by hand.
SINCE_2026 = ("FA-03", "FA-04", "FA-08", "FA-09", "FA-10", "FA-11", "FA-12", "FA-13", "FA-14",
              "FA-15", "FA-16", "FA-23")
# The plan's definitions in Chinese; the English ones stand in plan-indicators.yaml.
DEFINITIONS = {row["id"]: row for row in csv.DictReader(open(OUT + "definitions.csv"))}
NAMES_EN = {row["code"]: row["name_en"] for row in csv.DictReader(open(OUT + "names_en.csv"))}


def largest_remainder(total, weights):
    whole = sum(weights)
    shares = [total * w // whole for w in weights]
    rest = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in rest[: total - sum(shares)]:
        shares[i] += 1
    return shares


def regions():
    rows = list(csv.DictReader(open(SHARED + "data/jiangsu/regions.csv")))
    out = csv.writer(open(OUT + "regions.csv", "w", newline=""), lineterminator="\n")
    out.writerow("branch code name level kind parent host in_coverage since until successor longitude latitude name_en".split())
    for r in rows:
        area = r["in_coverage"] == "no"
        out.writerow(["32", r["code"], r["name"], "area" if area else r["level"],
                      "functional_area" if area else r["kind"], r["parent"],
                      r["city"] if area else "", "false" if area else "true", "2020-07-21"
                      if r["code"] in ("320613", "320614") else "2000-01-01", "", "", r["lon"], r["lat"], NAMES_EN[r["code"]]])
    for code, name, kind, parent, until, successor in SUCCESSORS:
        out.writerow(["32", code, name, "county", kind, parent, "", "false", "2000-01-01", until, successor, "", "", NAMES_EN[code]])
    return rows


def populations(rows):
    out = csv.writer(open(OUT + "populations.csv", "w", newline=""), lineterminator="\n")
    out.writerow("branch region year series persons source".split())
    cities = [r for r in rows if r["level"] == "city"]
    counties = [r for r in rows if r["level"] == "county" and r["in_coverage"] == "yes"]
    resident = {r["code"]: int(r["residents_2020"]) for r in rows if r["residents_2020"]}
    guessed = set()
    for city in cities:
        mine = [r for r in counties if r["parent"] == city["code"]]
        known = sum(resident.get(r["code"], 0) for r in mine)
        missing = [r for r in mine if r["code"] not in resident]
        rest = max(resident[city["code"]] - known, 0)
        for r, share in zip(missing, largest_remainder(rest, [100 + 7 * (i % 5) for i in range(len(missing))])):
            resident[r["code"]] = share
            guessed.add(r["code"])
    registered = dict(REGISTERED_SEEN)
    rest = REGISTERED_PROVINCE - sum(registered.values())
    others = [r["code"] for r in cities if r["code"] not in registered]
    for code, share in zip(others, largest_remainder(rest, [resident[c] for c in others])):
        registered[code] = share
        guessed.add(code + "r")
    for city in cities:
        mine = [r["code"] for r in counties if r["parent"] == city["code"]]
        for code, share in zip(mine, largest_remainder(registered[city["code"]], [resident[c] for c in mine])):
            registered[code] = share
            guessed.add(code + "r")
    registered["32"] = REGISTERED_PROVINCE
    demo = "示例推算，待统计部门核定"
    for year in range(2020, 2027):
        for code in ["32"] + [r["code"] for r in cities] + [r["code"] for r in counties]:
            census = "第七次人口普查公报（2020年11月1日）" if code not in guessed else demo
            if year > 2020 and code not in guessed:
                census += "，沿用"
            seen = "统计公报" if code in REGISTERED_SEEN else demo
            if code == "32":
                seen = "约数，由规划目标推算，待省统计局核定"
            out.writerow(["32", code, year, "resident", resident[code], census])
            out.writerow(["32", code, year, "registered", registered[code], seen])


def target_of(row):
    target = row.get("target")
    return "done" if target == "done" else target


def rule_of(row):
    if row["id"] in MEASURED:
        return MEASURED[row["id"]][0]
    if row["kind"] in ("binary", "milestone", "qualitative"):
        return "done" if row.get("unit") == "是否" else "sum"
    if row["kind"] in ("coverage", "maintain"):
        return "coverage"
    if row["kind"] == "ratio":
        return "ratio"
    return "per_unit_minimum" if row["per"] == "unit" else "sum"


def plan_row(row, successor):
    out = {"id": row["id"], "name": row["zh"], "en": row["en"], "goal": GOALS[row["id"][:2]]}
    for key in ("tier", "kind", "unit", "per", "level", "scope", "direction", "strength", "every_years"):
        if row.get(key) is not None:
            out[key] = row[key]
    out["rule"] = rule_of(row)
    if row["id"] in MEASURED and (successor or row["id"] not in SINCE_2026):
        _, numerator, denominator = MEASURED[row["id"]]
        out["measure"] = numerator
        if denominator:
            out["denominator_measure"] = denominator
        if row["id"] in ("FA-05", "FA-19"):
            out["kind"] = "annual"
    else:
        out["manual"] = True
    if row.get("derives"):
        out["derives"] = row["derives"]
    if not successor:
        out["target"] = target_of(row)
        out["target_year"] = row.get("target_year") or 2025
        baseline = row.get("baseline")
        if baseline is None:
            baseline = row.get("implied_baseline")
        if isinstance(baseline, dict):
            out["baseline"] = baseline.get("value")
            out["baseline_year"] = str(baseline.get("year", ""))
        elif baseline is not None:
            out["baseline"] = baseline
            out["baseline_year"] = "2020"
    else:
        out["target"] = None
        out["target_year"] = 2030
    said = DEFINITIONS.get(row["id"], {})
    for key in ("numerator", "denominator", "note"):
        if said.get(key):
            out[key + "_text"] = said[key]
        if row.get(key) is not None:
            out[key + "_en"] = row[key]
    for key in ("source", "origin", "nature"):
        if row.get(key) is not None:
            out[key] = row[key]
    return out


def plans():
    data = yaml.safe_load(open(SHARED + "plan-indicators.yaml"))
    rows = data["indicators"]
    assert len(rows) == 159, len(rows)
    assert sum(r["tier"] == "main" for r in rows) == 24
    for code, name, en, start, end, successor in [
        ("jiangsu-2021-2025", "江苏省红十字事业发展第十四个五年规划（2021—2025年）",
         "Jiangsu Red Cross 14th Five-Year Plan (2021-2025)", 2021, 2025, False),
        ("jiangsu-2026-2030", "江苏省红十字事业发展第十五个五年规划（2026—2030年，指标待定）",
         "Jiangsu Red Cross 15th Five-Year Plan (2026-2030, targets to be set)", 2026, 2030, True)]:
        with open(OUT + "plans/" + code + ".yaml", "w") as f:
            f.write("# Made by ../make_pack.py from the plan's prose (苏发改社会发〔2021〕1039号) as kept in\n"
                    "# plan-indicators.yaml; rows with origin ours are asked in words, without a number.\n")
            head = {"code": code, "name": name, "en": en, "from": start, "to": end,
                    "opening_document": "2021—2026年上半年历史台账（示例）",
                    "status": {"on_track": 95, "at_risk": 80},
                    "goals": [{"code": c, "name": n, "en": e} for c, n, e in [
                        ("rescue", "应急救援", "Emergency rescue"), ("first_aid", "应急救护", "First aid"),
                        ("aid", "人道救助", "Humanitarian aid"), ("organisation", "组织体系", "Organisation"),
                        ("governance", "治理与传播", "Governance and outreach"),
                        ("background", "规划背景", "Background")]],
                    "units": {k: v for k, v in data["units_of_level"].items() if isinstance(v, int)}}
            f.write(yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=200))
            f.write("indicators:\n")
            for row in rows:
                text = yaml.safe_dump([plan_row(row, successor)], allow_unicode=True, sort_keys=False, width=200)
                f.write("".join("  " + line + "\n" for line in text.splitlines()))


rows = regions()
populations(rows)
plans()
