namespace LienY.Dicom;

/// <summary>A Part 10 file as read (PS3.10 §7).</summary>
/// <param name="Meta">Group 0002; empty where the file has none.</param>
/// <param name="Syntax">How the data set is really written.</param>
/// <param name="DataSet">The object; its values lie in the bytes that were read.</param>
public sealed record DicomFile(DataSet Meta, TransferSyntax Syntax, DataSet DataSet)
{
    /// <summary>The first byte of the data set in the file.</summary>
    public long DataSetOffset { get; init; }

    /// <summary>True where the pixels ended before their length said.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>SOP Class UID, from the data set or else from the meta information.</summary>
    public string? SopClass => DataSet.Text(Tags.SopClassUid) ?? Meta.Text(Tags.MediaStorageSopClassUid);

    /// <summary>SOP Instance UID, from the data set or else from the meta information.</summary>
    public string? SopInstance => DataSet.Text(Tags.SopInstanceUid) ?? Meta.Text(Tags.MediaStorageSopInstanceUid);
}

/// <summary>The start of a Part 10 file: meta information, and where and how the data set begins.</summary>
/// <param name="Meta">Group 0002; empty where the file has none.</param>
/// <param name="Syntax">The syntax the file declares, or the one its first bytes show.</param>
/// <param name="DataSetOffset">The first byte of the data set.</param>
public sealed record FileStart(DataSet Meta, TransferSyntax Syntax, int DataSetOffset);
