namespace LienY.Contracts;

/// <summary>What an installation may set about DICOM on the line (DIMSE); the door registers it from its settings.</summary>
/// <param name="Port">Port that listens; null: none.</param>
/// <param name="Address">Address it listens on; empty: all.</param>
/// <param name="Aet">Our application entity title.</param>
/// <param name="Certificate">Path of the certificate with its key (.pfx, or .pem with both); empty: no TLS.</param>
/// <param name="PasswordFile">File with the password of the certificate; empty: none.</param>
/// <param name="Clients">Path of the authorities (.pem) that certificates of devices must come from; empty: none is asked for.</param>
public sealed record ImagingRules(int? Port, string Address, string Aet, string Certificate, string PasswordFile, string Clients);
