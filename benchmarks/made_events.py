"""A made table of events in the shape of GDELT 1.0, as large as asked for; a row follows from its number."""

from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path

import duckdb

CHUNK = 5_000_000
"""Rows of a file: one is made at a time, so that memory stays small."""
FIRST, DAYS = "1979-01-01", 16_801
"""The rows run over the days from 1979 to the end of 2024, as those of GDELT do."""

CODES = """
USA RUS CHN ISR GBR IRN IRQ PAK IND FRA PSE SYR JPN DEU TUR AFG UKR EGY KOR AUS SAU PRK LBN ZAF NGA CAN ITA VAT ESP
VNM MEX BRA PHL IDN POL GRC CUB LBY KEN TWN NZL JOR YEM VEN COL MYS THA ETH ARE QAT SDN SRB SOM GEO UGA BGD NPL LKA
MMR KWT HUN CZE ROM BGR AUT BEL NLD SWE NOR DNK FIN IRL CHE PRT ARG CHL PER BOL ECU URY PRY DZA MAR TUN GHA SEN CIV
CMR COD AGO MOZ ZMB ZWE TZA RWA BDI NAM BWA MDG MLI NER TCD BFA BEN TGO GIN SLE LBR GMB GAB COG CAF ERI DJI ARM AZE
KAZ UZB TKM TJK KGZ MNG BLR MDA LTU LVA EST SVK SVN HRV BIH MKD ALB MNE KHM LAO SGP BRN TMP PNG FJI AFR EUR MEA ASA
LAM WST IGO
"""
"""Codes of actors as they stand in such tables, the most frequent first; the last stand for regions, not states."""


def make_events(folder: Path, rows: int) -> list[Path]:
    """Write ``rows`` rows as Parquet files of at most ``CHUNK`` rows into ``folder``; give their paths, in order.

    58 columns: those that a series does not need hold what they mostly hold in such tables, nothing. A third of the
    rows lack the second state, some name a region. What stands in a row follows from its number alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        con.execute("SET memory_limit = '1500MB'")
        con.execute("SET preserve_insertion_order = true")
        con.execute("CREATE TABLE who (n INTEGER, code VARCHAR)")
        con.executemany("INSERT INTO who VALUES (?, ?)", [[n, code] for n, code in enumerate(CODES.split())])
        con.execute("CREATE TABLE act (n INTEGER, code VARCHAR, goldstein DOUBLE, quad INTEGER)")
        con.executemany("INSERT INTO act VALUES (?, ?, ?, ?)", _acts())
        paths = []
        for number, first in enumerate(range(0, rows, CHUNK)):
            path = folder / f"events-{number:03}.parquet"
            paths.append(path)
            chunk = SELECT.format(first=first, last=min(first + CHUNK, rows), rows=rows, codes=len(CODES.split()))
            con.execute(f"COPY ({chunk}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        return paths


def _acts() -> list[list[object]]:
    """The CAMEO codes of three and more digits with their values, those of verbal cooperation most often."""
    text = (resources.files("dragoman.vocab") / "data" / "cameo.csv").read_text(encoding="utf-8")
    listed = [row for row in csv.DictReader(text.splitlines()) if len(row["code"]) > 2]
    often = [row for row in listed for _ in range(8 if row["code"][:2] in ("01", "03", "04", "05", "11") else 2)]
    return [[n, row["code"], float(row["goldstein"]), _quad(int(row["code"][:2]))] for n, row in enumerate(often)]


def _quad(root: int) -> int:
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


def _empty(*names: str) -> str:
    return ", ".join(f"NULL::VARCHAR AS {name}" for name in names)


_ACTOR = ["KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code"]
_TYPES = ["Type2Code", "Type3Code"]
_PLACE = ["FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID"]

SELECT = f"""
    WITH numbered AS (
        SELECT i, hash(i) AS h, hash(i, 7) AS g,
               DATE '{FIRST}' + CAST(floor({DAYS} * sqrt(i / {{rows}}::DOUBLE)) AS INTEGER) AS day
        FROM range({{first}}, {{last}}) numbers(i)
    ), drawn AS (
        SELECT i, day, h, g, year(day) * 10000 + month(day) * 100 + day(day) AS ymd,
               CAST(floor({{codes}} * pow((h % 1000003) / 1000003.0, 3)) AS INTEGER) AS one,
               CASE WHEN g % 3 = 0 THEN NULL
                    ELSE CAST(floor({{codes}} * pow((g % 999983) / 999983.0, 3)) AS INTEGER) END AS other,
               CAST((h // 1000003) % (SELECT count(*) FROM act) AS INTEGER) AS what
        FROM numbered
    )
    SELECT i AS GLOBALEVENTID, CAST(ymd AS INTEGER) AS SQLDATE, CAST(ymd // 100 AS INTEGER) AS MonthYear,
           CAST(year(day) AS INTEGER) AS "Year", year(day) + (dayofyear(day) / 365.0)::DOUBLE AS FractionDate,
           a.code || CASE WHEN h % 5 = 0 THEN 'GOV' ELSE '' END AS Actor1Code, lower(a.code) AS Actor1Name,
           a.code AS Actor1CountryCode, {_empty(*(f"Actor1{one}" for one in _ACTOR))},
           CASE WHEN h % 5 = 0 THEN 'GOV' END AS Actor1Type1Code, {_empty(*(f"Actor1{one}" for one in _TYPES))},
           b.code AS Actor2Code, lower(b.code) AS Actor2Name,
           b.code AS Actor2CountryCode, {_empty(*(f"Actor2{one}" for one in _ACTOR))},
           CASE WHEN g % 7 = 0 THEN 'GOV' END AS Actor2Type1Code, {_empty(*(f"Actor2{one}" for one in _TYPES))},
           CAST(h % 2 AS INTEGER) AS IsRootEvent, act.code AS EventCode, act.code[:3] AS EventBaseCode,
           act.code[:2] AS EventRootCode, act.quad AS QuadClass, act.goldstein AS GoldsteinScale,
           CAST(1 + h % 10 AS INTEGER) AS NumMentions, 1 AS NumSources, CAST(1 + h % 10 AS INTEGER) AS NumArticles,
           (h % 2000) / 100.0 - 10.0 AS AvgTone,
           NULL::INTEGER AS Actor1Geo_Type, {_empty(*(f"Actor1Geo_{one}" for one in _PLACE))},
           NULL::INTEGER AS Actor2Geo_Type, {_empty(*(f"Actor2Geo_{one}" for one in _PLACE))},
           CAST(g % 5 AS INTEGER) AS ActionGeo_Type, {_empty(*(f"ActionGeo_{one}" for one in _PLACE))},
           CAST(ymd AS INTEGER) AS DATEADDED,
           CASE WHEN year(day) >= 2013 THEN 'https://example.org/' || (i // 20) END AS SOURCEURL
    FROM drawn JOIN act ON act.n = what JOIN who a ON a.n = one LEFT JOIN who b ON b.n = other
"""
"""The rows of one chunk. More of them lie late than early, as the press of later years is better covered."""
