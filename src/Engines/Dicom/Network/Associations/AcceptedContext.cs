namespace LienY.Dicom;

/// <summary>A presentation context that stands: what is spoken under this number, and who may ask what.</summary>
/// <param name="Id">The odd number.</param>
/// <param name="SopClass">The SOP class.</param>
/// <param name="TransferSyntax">The one transfer syntax of its data sets.</param>
/// <param name="RequestorProvides">The one who asked for the association may be sent requests too (C-GET, role selection).</param>
public sealed record AcceptedContext(byte Id, string SopClass, string TransferSyntax, bool RequestorProvides);
