using LienY.Kernel;

namespace LienY.Records;

/// <summary>Bases in words.</summary>
static class BasisWords
{
    /// <summary>Kinds with their names, as the law lists them.</summary>
    public static readonly IReadOnlyDictionary<BasisKind, string> Kinds = new Dictionary<BasisKind, string>
    {
        [BasisKind.WrittenRequest] = Words.Key("Văn bản đề nghị của người bệnh"),
        [BasisKind.Law] = Words.Key("Luật quy định"),
        [BasisKind.Contract] = Words.Key("Hợp đồng"),
        [BasisKind.Emergency] = Words.Key("Khẩn cấp"),
    };

    /// <summary>Name of a kind.</summary>
    public static string Of(BasisKind kind) => Kinds[kind];

    /// <summary>Where a basis stands at a moment.</summary>
    public static (string Text, string Colour) State(Basis basis, DateTimeOffset now) =>
        basis.RevokedAt is not null ? (Words.Key("Đã thu hồi"), "bad")
        : basis.ValidTo <= now ? (Words.Key("Hết hạn"), "none")
        : basis.ValidFrom > now ? (Words.Key("Chưa bắt đầu"), "later")
        : (Words.Key("Đang hiệu lực"), "ok");
}
