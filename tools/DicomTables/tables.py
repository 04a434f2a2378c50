"""Writes the tag and UID tables of the DICOM engine from the facts an installed pydicom carries."""
import pathlib

from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary
from pydicom._uid_dict import UID_dictionary

out = pathlib.Path(__file__).resolve().parents[2] / "src" / "Engines" / "Dicom" / "Data"
kinds = {"SOP Class": "C", "Meta SOP Class": "M", "Transfer Syntax": "T", "Well-known SOP Instance": "I"}


def line(tag, entry):
    vr, vm, _, _, keyword = entry
    return f"{tag} {vr.replace(' or ', '/')} {vm.replace(' or ', '/')} {keyword}"


tags = [line(f"{number:08X}", entry) for number, entry in sorted(DicomDictionary.items()) if entry[4] and entry[0] != "NONE"]
tags += [line(mask, entry) for mask, entry in sorted(RepeatersDictionary.items()) if entry[4]]
# What came after the pydicom that Debian has: PS3.6 2023-2024.
late = ["00020026 UR 1 SourcePresentationAddress", "7FE00001 OV 1 ExtendedOffsetTable", "7FE00002 OV 1 ExtendedOffsetTableLengths"]
tags += [text for text in late if not any(known.startswith(text[:8]) for known in tags)]
(out / "tags.txt").write_text("\n".join(tags) + "\n")

uids = {uid: (kinds[entry[1]], entry[0]) for uid, entry in UID_dictionary.items() if entry[1] in kinds}
uids.update({
    "1.2.840.10008.1.2.4.201": ("T", "High-Throughput JPEG 2000 Image Compression (Lossless Only)"),
    "1.2.840.10008.1.2.4.202": ("T", "High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)"),
    "1.2.840.10008.1.2.4.203": ("T", "High-Throughput JPEG 2000 Image Compression"),
    "1.2.840.10008.1.2.4.110": ("T", "JPEG XL Lossless"),
    "1.2.840.10008.1.2.4.111": ("T", "JPEG XL JPEG Recompression"),
    "1.2.840.10008.1.2.4.112": ("T", "JPEG XL"),
    "1.2.840.10008.1.2.8.1": ("T", "Deflated Image Frame Compression"),
})
order = sorted(uids, key=lambda uid: [int(part) for part in uid.split(".")])
(out / "uids.txt").write_text("".join(f"{uid} {uids[uid][0]} {uids[uid][1].replace(' (Retired)', '')}\n" for uid in order))
