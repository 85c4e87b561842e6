"""What `spolvero doctor` says: to people a few lines, to programs one JSON object."""

import json
from dataclasses import asdict

from domain.doctor import Diagnosis, Finding


def to_text(diagnosis: Diagnosis) -> str:
    """Give one line for each kind of finding, and below it what it means and what mends it."""
    looked_at = f"{diagnosis.jobs} jobs, {diagnosis.images} images and {diagnosis.files} files"
    lines = []
    for kind, finding in diagnosis.findings.items():
        if finding.count:
            lines += [f"{kind.name}: {_some(finding)}", f"    {kind.means}", f"    {kind.mends}"]
    if diagnosis.clean:
        lines.append(f"Nothing is wrong with {looked_at}.")
    else:
        lines.append(f"Looked at {looked_at}.")
    if diagnosis.in_flight.count:
        lines.append(f"In flight, so neither right nor wrong: {_some(diagnosis.in_flight)}")
    if diagnosis.to_be_swept.count:
        lines.append(f"To be swept within the hour: {_some(diagnosis.to_be_swept)}")
    if diagnosis.deleted:
        lines.append(f"Jobs whose image was deleted since: {diagnosis.deleted}")
    return "\n".join(lines)


def _some(finding: Finding) -> str:
    more = ", …" if finding.count > len(finding.examples) else ""
    return f"{finding.count} ({', '.join(finding.examples)}{more})"


def to_json(diagnosis: Diagnosis) -> str:
    """Give the same, every kind of finding included, also those that nothing was found of."""
    findings = {
        kind.name: {**asdict(finding), "means": kind.means, "mends": kind.mends}
        for kind, finding in diagnosis.findings.items()
    }
    whole = {
        "clean": diagnosis.clean,
        "findings": findings,
        "in_flight": asdict(diagnosis.in_flight),
        "to_be_swept": asdict(diagnosis.to_be_swept),
        "jobs_with_deleted_image": diagnosis.deleted,
        "looked_at": {
            "jobs": diagnosis.jobs,
            "images": diagnosis.images,
            "files": diagnosis.files,
        },
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)
