"""A made-up survey export of 76 columns, and a pipeline folder that reads it. The same seed gives the same bytes."""

import csv
import io
from pathlib import Path

import numpy as np

SCALE = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]
NOT_APPLICABLE = "Not applicable"
QUESTIONS = [f"Q{n:02} I can say what I think about matter number {n} at work" for n in range(1, 61)]
DIRECTORATES = [f"Directorate of Matters {n:02}" for n in range(1, 13)]
SERVICES = [f"Service {n:02}" for n in range(1, 61)]
TEAMS = [f"Team {n:03}" for n in range(1, 401)]
CHARACTERISTICS = {
    "grade": ["Grades 1 to 3", "Grades 4 to 6", "Grades 7 to 9", "Grades 10 to 12", "Senior managers"],
    "length": ["Less than 1 year", "1 to 2 years", "3 to 5 years", "6 to 10 years", "More than 10 years"],
    "contract": ["Permanent", "Fixed term", "Apprentice", "Casual"],
    "age": ["Under 25", "25 to 34", "35 to 44", "45 to 54", "55 to 64", "65 and over"],
    "gender": ["Female", "Male", "In another way"],
    "ethnicity": ["White", "Asian or Asian British", "Black or Black British", "Mixed", "Another group"],
    "disability": ["Disabled", "Not disabled"],
    "caring": ["No caring responsibilities", "Children", "An adult", "Both"],
}
COMMENTS = ["", "", "", "More time for the things that matter, and fewer forms.", 'They said "soon", and it was.']
UNITS = ["directorate", "service", "team"]
HEADER = ["Response ID", "Completed", "Status", *UNITS, *CHARACTERISTICS, *QUESTIONS, "Anything else?"]
CHUNK = 50_000


def service_of(team):
    """The service of a team, by number; teams are spread evenly."""
    return team * len(SERVICES) // len(TEAMS)


def directorate_of(service):
    """The directorate of a service, by number."""
    return service * len(DIRECTORATES) // len(SERVICES)


def rows(start, count, random, year):
    """So many rows of text."""
    team = random.integers(0, len(TEAMS), count)
    service = service_of(team)
    answers = random.choice(7, size=(count, len(QUESTIONS)), p=[0.08, 0.15, 0.2, 0.34, 0.19, 0.03, 0.01])
    labels = np.array([*SCALE, "", NOT_APPLICABLE], dtype=object)[answers]
    columns = [
        [f"R{start + row:09}" for row in range(count)],
        [f"{year}-05-{13 + row % 18:02}T{row % 24:02}:{row % 60:02}:00" for row in range(count)],
        ["Complete"] * count,
        np.array(DIRECTORATES, dtype=object)[directorate_of(service)],
        np.array(SERVICES, dtype=object)[service],
        np.array(TEAMS, dtype=object)[team],
    ]
    for groups in CHARACTERISTICS.values():
        columns.append(np.array(groups, dtype=object)[random.integers(0, len(groups), count)])
    comment = np.array(COMMENTS, dtype=object)[random.integers(0, len(COMMENTS), count)]
    return zip(*columns, *labels.T, comment, strict=True)


def export(path, count, year=2024):
    """Writes the export of a year."""
    random = np.random.default_rng(year)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(HEADER)
        for start in range(0, count, CHUNK):
            buffer = io.StringIO()
            csv.writer(buffer, lineterminator="\r\n").writerows(rows(start, min(CHUNK, count - start), random, year))
            file.write(buffer.getvalue())


def pipeline(folder, exports):
    """Writes a pipeline folder with a wave for each year, which reads that year's export."""
    (folder / "waves").mkdir(parents=True, exist_ok=True)
    agree = ", ".join(f'"{label}"' for label in SCALE)
    years = ", ".join(f'"{year}"' for year in exports)
    survey = [
        f'[survey]\nname = "Staff Survey"\norganisation = "A large organisation"\nplan = "the plan"\nwaves = [{years}]\n',
        '[scales.agreement]\nkind = "choice"',
        f'labels = [{agree}]\nmost_favourable = "last"',
        'positive = ["Agree", "Strongly agree"]\nnegative = ["Strongly disagree", "Disagree"]\n',
        '[scales.comment]\nkind = "text"\n',
        '[[pillar]]\nid = "all"\nname = "All"\n',
    ]
    survey += [f'[[breakdown]]\nid = "{unit}"\nname = "{unit.title()}"\nkind = "level"\n' for unit in UNITS]
    for name, groups in CHARACTERISTICS.items():
        survey.append(f'[[breakdown]]\nid = "{name}"\nname = "{name.title()}"\nkind = "characteristic"\nprotected = true')
        survey += [f'[[breakdown.group]]\nid = "{name}-{n}"\nname = "{group}"' for n, group in enumerate(groups, 1)]
    (folder / "survey.toml").write_text("\n".join(survey) + "\n", encoding="utf-8")
    columns = "\n".join(f'{name} = "{name}"' for name in [*UNITS, *CHARACTERISTICS])
    for year, file in exports.items():
        (folder / "waves" / f"{year}.toml").write_text(
            f'label = "{year}"\nfieldwork = {{ start = "{year}-05-13", end = "{year}-06-21" }}\n'
            f'[[export]]\nfile = "{file}"\n[columns]\n{columns}\n'
            '[rows]\nresponse_id = "Response ID"\ncompleted = "Completed"\nduplicates = "first"\n'
            f'[missing]\nnot_applicable = ["{NOT_APPLICABLE}"]\n',
            encoding="utf-8",
        )
    (folder / "protection.toml").write_text('owner = "Nobody: the people are invented"\ndecided = "2024-05-01"\n', encoding="utf-8")
    registers(folder, list(exports))


def registers(folder, years):
    """The questions and the units."""
    with (folder / "questions.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text", "pillar", "role", "scale", "reverse", "sensitive", *years])
        for number, text in enumerate(QUESTIONS, 1):
            writer.writerow([f"q{number:02}", text, "all", "pride" if number == 1 else "", "agreement", "", "", *[text] * len(years)])
        writer.writerow(["comment", "Anything else?", "", "", "comment", "", "", *["Anything else?"] * len(years)])
    with (folder / "units.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "level", "parent", "from_wave", "to_wave", "labels"])
        for number, name in enumerate(DIRECTORATES):
            writer.writerow([f"d{number}", name, "directorate", "", "", "", ""])
        for number, name in enumerate(SERVICES):
            writer.writerow([f"s{number}", name, "service", f"d{directorate_of(number)}", "", "", ""])
        for number, name in enumerate(TEAMS):
            writer.writerow([f"t{number}", name, "team", f"s{service_of(number)}", "", "", ""])


if __name__ == "__main__":
    import sys

    place = Path(sys.argv[1])
    place.mkdir(parents=True, exist_ok=True)
    export(place / "export.csv", int(sys.argv[2]))
    pipeline(place / "pipeline", {2024: "../../export.csv"})
