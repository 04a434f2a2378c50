namespace LienY.Dicom;

/// <summary>The bytes are not DICOM as PS3.5 and PS3.10 have it: where, in which element, and what was expected.</summary>
public sealed class DicomFormatException : FormatException
{
    /// <summary>A fault with no place.</summary>
    public DicomFormatException(string message) : base(message) { }

    /// <summary>A fault that another reader met.</summary>
    public DicomFormatException(string message, Exception inner) : base(message, inner) { }

    /// <summary>A fault at a byte of the data set, in an element where one is known.</summary>
    public DicomFormatException(long offset, Tag? tag, string message)
        : base(tag is { } known ? $"At byte {offset}, element ({known.Group:X4},{known.Element:X4}): {message}" : $"At byte {offset}: {message}") =>
        (Offset, Tag) = (offset, tag);

    /// <summary>The byte, counted from the start of what was read, or null.</summary>
    public long? Offset { get; }

    /// <summary>The element, or null.</summary>
    public Tag? Tag { get; }
}
