using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Purposes for which records are read, with their names.</summary>
static class Purposes
{
    /// <summary>The usual one.</summary>
    public const string Treatment = "treatment";

    /// <summary>A citizen reads the own record.</summary>
    public const string Own = "own";

    /// <summary>All that a reader may name, in the order of lists.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [Treatment] = Words.Key("Điều trị"),
        ["consultation"] = Words.Key("Hội chẩn"),
        ["referral"] = Words.Key("Chuyển cơ sở"),
        ["payment"] = Words.Key("Thanh toán"),
        ["public-health"] = Words.Key("Y tế công cộng"),
        ["registry"] = Words.Key("Sổ đăng ký bệnh"),
        ["training"] = Words.Key("Đào tạo"),
    };

    /// <summary>Name of a purpose; the purpose itself where it is a stranger.</summary>
    public static string NameOf(string purpose) => purpose == Own ? Words.Key("Xem sổ của mình") : Names.GetValueOrDefault(purpose, purpose);

    /// <summary>A known purpose, treatment where none is named; refused where it is a stranger.</summary>
    public static string Known(string? purpose) => string.IsNullOrEmpty(purpose) ? Treatment : Names.ContainsKey(purpose) ? purpose
        : throw new Refusal(RefusalKind.Invalid, "Mục đích “{0}” không có trong danh sách.", purpose) { Field = "purpose" };
}

/// <summary>The present caller as a reader of records.</summary>
sealed class RecordReaders(Homes homes, Caller caller, TimeProvider clock) : IRecordReaders
{
    /// <inheritdoc/>
    public Task<RecordReader> ReaderAsync(string purpose, CancellationToken stop) => ReaderAsync(RecordsRights.Read, purpose, stop);

    /// <summary>The same for another right over data (export).</summary>
    public async Task<RecordReader> ReaderAsync(Right right, string purpose, CancellationToken stop)
    {
        var known = Purposes.Known(purpose);
        var held = await homes.ReadingAsync(right, stop);
        if (held.Count == 0) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.", right.Title);
        return new(caller.UserId, held, known, clock.GetUtcNow());
    }

    /// <summary>As what the caller reads in the name of an organisation: the first post that carries the right.</summary>
    public string Role(Right right) => caller.Posts.FirstOrDefault(p => right.Roles.Contains(p.Role))?.Role.ToString() ?? "";
}
