using LienY.Kernel;

namespace LienY.Network;

/// <summary>Something that holds from a day to a day, both included; null: since ever, until further notice.</summary>
interface IPeriod
{
    /// <summary>First day.</summary>
    DateOnly? ValidFrom { get; }

    /// <summary>Last day.</summary>
    DateOnly? ValidTo { get; }
}

/// <summary>Questions about periods.</summary>
static class Periods
{
    /// <summary>Holds on a day.</summary>
    public static bool Holds(this IPeriod period, DateOnly on) => (period.ValidFrom is not { } from || from <= on) && (period.ValidTo is not { } to || on <= to);

    /// <summary>The one that holds on a day; before the first the first, after the last the last; null where there is none.</summary>
    public static T? Nearest<T>(this IReadOnlyList<T> ordered, DateOnly on) where T : class, IPeriod
    {
        T? best = null;
        foreach (var period in ordered)
        {
            if (best is not null && period.ValidFrom is { } from && from > on) break;
            best = period;
        }
        return best;
    }

    /// <summary>Two periods have a day in common.</summary>
    public static bool Meets(this IPeriod a, DateOnly? from, DateOnly? to) =>
        (a.ValidFrom is not { } f || to is not { } t || f <= t) && (a.ValidTo is not { } l || from is not { } s || s <= l);
}

/// <summary>A name of an organisation for a time.</summary>
sealed class NamePeriod : IPeriod
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid OrganisationId { get; init; }
    public required string Text { get; init; }
    public string Folded { get; init; } = "";
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; set; }
}

/// <summary>The organisation above for a time; null: none.</summary>
sealed class ParentPeriod : IPeriod
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid OrganisationId { get; init; }
    public Guid? ParentId { get; init; }
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; set; }
}

/// <summary>Another name in use ("BV Nhi TW").</summary>
sealed class Alias
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid OrganisationId { get; init; }
    public required string Text { get; init; }
    public string Folded { get; init; } = "";
}

/// <summary>The two kinds of codes; they are never mixed.</summary>
enum CodeKind
{
    /// <summary>Mã cơ sở khám chữa bệnh: 5 characters, letters too (<c>01C51</c>).</summary>
    Facility,

    /// <summary>13-digit identification code (QĐ 1551/2026).</summary>
    Identification,
}

/// <summary>A code of an organisation for a time.</summary>
sealed class Code : IPeriod
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid OrganisationId { get; init; }
    public required CodeKind Kind { get; init; }
    public required string Text { get; init; }
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; set; }

    /// <summary>The code as it is kept: capital letters, without spaces; refused where it has not the shape of its kind.</summary>
    public static string Checked(CodeKind kind, string text)
    {
        var code = text.Trim().ToUpperInvariant();
        if (kind == CodeKind.Facility && !(code.Length == 5 && code.All(char.IsAsciiLetterOrDigit)))
            throw new Refusal(RefusalKind.Invalid, "Mã cơ sở “{0}” phải có đúng 5 ký tự chữ hoặc số, ví dụ 01C51.", text) { Field = "code" };
        if (kind == CodeKind.Identification && !(code.Length == 13 && code.All(char.IsAsciiDigit)))
            throw new Refusal(RefusalKind.Invalid, "Mã định danh “{0}” phải có đúng 13 chữ số.", text) { Field = "code" };
        return code;
    }
}

/// <summary>How one organisation became another.</summary>
enum PassageKind
{
    /// <summary>Merged into (sáp nhập, hợp nhất): the first ended.</summary>
    Merged,

    /// <summary>Split (chia, tách): the second came out of the first.</summary>
    Split,
}

/// <summary>A step of lineage: what became of an organisation.</summary>
sealed class Passage
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid FromId { get; init; }
    public Guid ToId { get; init; }
    public PassageKind Kind { get; init; }
    public DateOnly HappenedOn { get; init; }
}

/// <summary>Changes with each change of the tree, so that every process knows when its copy is old.</summary>
sealed class Edition
{
    public int Id { get; init; }
    public Guid Stamp { get; set; }
}
