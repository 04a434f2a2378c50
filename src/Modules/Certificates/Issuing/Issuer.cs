using System.Globalization;
using LienY.Kernel;

namespace LienY.Certificates;

/// <summary>What an issuer prints on its certificates; the id is the organisation's.</summary>
sealed class Issuer : IVersioned
{
    public required Guid Id { get; init; }

    /// <summary>Short sign in the number, e.g. <c>BVNTW</c>.</summary>
    public string Symbol { get; set; } = "";

    /// <summary>Place of issue, e.g. "Hà Nội".</summary>
    public string Place { get; set; } = "";

    /// <summary>Position under which is signed, e.g. "GIÁM ĐỐC".</summary>
    public string Position { get; set; } = "";

    /// <summary>Code of the training institution; empty: none.</summary>
    public string Programme { get; set; } = "";

    public string ChangedByName { get; set; } = "";
    public DateTimeOffset ChangedAt { get; set; }
    public int Version { get; set; }

    /// <summary>A sign from a short name: "BV Nhi TW" gives BVNTW, "Sở Y tế Lào Cai" gives SYTLC.</summary>
    public static string SymbolOf(string name)
    {
        var words = name.Split([' ', '-', '.', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        var sign = string.Concat(words.Where(w => char.IsLetter(w[0])).Select(w => w.All(char.IsUpper) && w.Length <= 4 ? w : w[..1].ToUpper(Say.Vietnam)));
        return sign.Length switch { 0 => "LY", > 12 => sign[..12], _ => sign };
    }

    /// <summary>Number as printed: "12/2026/GCN-BVNTW".</summary>
    public static string NumberOf(int ordinal, int year, string kind, string symbol) =>
        string.Create(CultureInfo.InvariantCulture, $"{ordinal:00}/{year}/{Kinds.Abbreviation(kind)}-{symbol}");
}

/// <summary>The last number of a register; its row is the lock under which numbers are given.</summary>
sealed class RegisterRow
{
    public required Guid IssuerId { get; init; }

    /// <summary>Kind of certificate, or <c>status</c> for places in status lists.</summary>
    public required string Kind { get; init; }

    public required int Year { get; init; }
    public int Last { get; init; }
}

/// <summary>The public half of a key of an issuer; the private half is derived from the installation's secret and kept nowhere.</summary>
sealed class IssuerKey
{
    /// <summary>Thumbprint of RFC 7638.</summary>
    public required string Kid { get; init; }

    public required Guid IssuerId { get; init; }
    public required int Year { get; init; }

    /// <summary>JWK (RFC 7517).</summary>
    public required string PublicKey { get; init; }

    public required DateTimeOffset MadeAt { get; init; }
}

/// <summary>Kinds of certificates.</summary>
static class Kinds
{
    /// <summary>Giấy chứng nhận.</summary>
    public const string Attendance = "attendance";

    /// <summary>Chứng chỉ đào tạo liên tục.</summary>
    public const string Cme = "cme";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Attendance, Cme];

    /// <summary>In words (a Vietnamese key).</summary>
    public static string Name(string kind) => kind == Cme ? Words.Key("chứng chỉ đào tạo liên tục") : Words.Key("giấy chứng nhận");

    /// <summary>As it stands in the number.</summary>
    public static string Abbreviation(string kind) => kind == Cme ? "CCĐTLT" : "GCN";

    /// <summary>State in words (a Vietnamese key).</summary>
    public static string Name(CertificateState state) => state switch
    {
        CertificateState.Revoked => Words.Key("đã thu hồi"),
        CertificateState.Replaced => Words.Key("đã thay thế"),
        _ => Words.Key("còn hiệu lực"),
    };

    /// <summary>Colour of a state.</summary>
    public static string Colour(CertificateState state) => state switch { CertificateState.Revoked => "bad", CertificateState.Replaced => "warn", _ => "ok" };

    /// <summary>State in words (a Vietnamese key).</summary>
    public static string Name(WaitingState state) => state switch
    {
        WaitingState.Returned => Words.Key("trả lại để sửa"),
        WaitingState.Issued => Words.Key("đã cấp"),
        _ => Words.Key("chờ ký cấp"),
    };
}
