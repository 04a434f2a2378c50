using LienY.Dicom;

namespace LienY.Imaging;

/// <summary>Media types of frames by transfer syntax (PS3.18 table 8.7.3-5).</summary>
static class MediaTypes
{
    /// <summary>Frames that are not compressed.</summary>
    public const string Plain = "application/octet-stream";

    /// <summary>The type in which the frames of a transfer syntax go out.</summary>
    public static string Of(string transferSyntax) => transferSyntax switch
    {
        "1.2.840.10008.1.2.4.50" or "1.2.840.10008.1.2.4.51" or "1.2.840.10008.1.2.4.57" or "1.2.840.10008.1.2.4.70" => "image/jpeg",
        "1.2.840.10008.1.2.4.80" or "1.2.840.10008.1.2.4.81" => "image/jls",
        "1.2.840.10008.1.2.4.90" or "1.2.840.10008.1.2.4.91" => "image/jp2",
        "1.2.840.10008.1.2.4.92" or "1.2.840.10008.1.2.4.93" => "image/jpx",
        "1.2.840.10008.1.2.4.201" or "1.2.840.10008.1.2.4.202" or "1.2.840.10008.1.2.4.203" => "image/jphc",
        "1.2.840.10008.1.2.5" => "image/dicom-rle",
        "1.2.840.10008.1.2.4.100" or "1.2.840.10008.1.2.4.101" => "video/mpeg2",
        var other when other.StartsWith("1.2.840.10008.1.2.4.10", StringComparison.Ordinal) => "video/mp4",
        _ => Plain,
    };

    /// <summary>The syntax that a type means where none is named; null: the type does not tell.</summary>
    public static string? Usual(string type) => type switch
    {
        Plain => Uids.ExplicitLittle,
        "image/jls" => TransferSyntax.JpegLsLossless.Uid,
        "image/dicom-rle" => TransferSyntax.Rle.Uid,
        _ => null,
    };
}
