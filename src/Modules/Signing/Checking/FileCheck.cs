using LienY.Kernel;
using LienY.Signatures;

namespace LienY.Signing;

/// <summary>Checks a file of any of the kinds that bear signatures here.</summary>
static class FileCheck
{
    /// <summary>Bytes of the largest file checked.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>What was found; refused where the bytes are neither PDF nor XML.</summary>
    public static FileReport Run(byte[] file, Trust trust)
    {
        try
        {
            if (PdfCheck.Is(file)) return PdfCheck.Run(file, trust);
            // Some axes of documents write four digits before the XML.
            if (file.Length > 5 && file.AsSpan(0, 4).IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0) file = file[4..];
            return XmlCheck.Is(file) ? XmlCheck.Run(file, trust)
                : throw new Refusal(RefusalKind.Invalid, "Tệp không phải là PDF, XML hoặc edXML nên không kiểm tra được chữ ký số.")
                {
                    Field = "file",
                    Code = "signing-file"
                };
        }
        finally
        {
            foreach (var certificate in trust.Certificates) certificate.Dispose();
        }
    }
}
