using LienY.Kernel;

namespace LienY.Plans;

/// <summary>A plan that its owner shows (or no longer shows) to everybody under a readable address, which it keeps.</summary>
sealed class Opening : IVersioned
{
    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Readable end of the address ("111-kh-syt-nang-cao-nang-luc").</summary>
    public required string Slug { get; init; }

    /// <summary>Everybody may read it now.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Search engines may list it.</summary>
    public bool MayIndex { get; set; }

    /// <summary>When it was last opened.</summary>
    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>Who opened it; null for the house.</summary>
    public Guid? OpenedBy { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }

    /// <summary>A readable address of number and title, at most some sixty characters.</summary>
    public static string SlugOf(Plan plan)
    {
        var words = new string([.. Fold.Of($"{plan.Number} {plan.Title}").Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var slug = "";
        foreach (var word in words)
        {
            if (slug.Length + word.Length > 60) break;
            slug += (slug.Length == 0 ? "" : "-") + word;
        }
        return slug.Length == 0 ? "ke-hoach" : slug;
    }
}
