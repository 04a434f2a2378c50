namespace LienY.Signatures;

/// <summary>A file or key that cannot be signed or read; <see cref="Code"/> is one of <see cref="Codes"/>.</summary>
/// <param name="code">Stable code.</param>
public sealed class SignatureFault(string code) : Exception("The file cannot be used: '" + code + "'.")
{
    /// <summary>Stable code of <see cref="Codes"/>.</summary>
    public string Code => code;

    internal static bool Is(Exception problem) =>
        problem is SignatureFault or System.Security.Cryptography.CryptographicException or FormatException or ArgumentException
        or NotSupportedException or InvalidOperationException or IOException or System.Formats.Asn1.AsnContentException or System.Xml.XmlException or OverflowException
        or IndexOutOfRangeException or NullReferenceException or InvalidCastException or KeyNotFoundException;
}
