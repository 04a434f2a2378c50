namespace LienY.Practitioners;

/// <summary>What a span of a licence says.</summary>
enum SpanKind
{
    /// <summary>Issued or renewed: it stands.</summary>
    Valid,

    /// <summary>Đình chỉ: it does not stand for a while (Law 15/2023, article 34).</summary>
    Suspended,

    /// <summary>Thu hồi: it stands no more (Law 15/2023, article 35).</summary>
    Withdrawn,
}

/// <summary>Days for which something was decided about a licence; nothing is ever taken out, so that any day can be asked.</summary>
sealed class LicenceSpan
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The licence.</summary>
    public Guid LicenceId { get; init; }

    /// <summary>What it says.</summary>
    public required SpanKind Kind { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>Last day; null: without end.</summary>
    public DateOnly? ToDay { get; set; }

    /// <summary>Decision on which it rests; empty: none named.</summary>
    public required string Paper { get; init; }

    /// <summary>When the register learned of it.</summary>
    public required DateTimeOffset NotedAt { get; init; }

    /// <summary>Who noted it.</summary>
    public required string NotedBy { get; init; }

    /// <summary>Covers a day.</summary>
    public bool Covers(DateOnly day) => FromDay <= day && (ToDay is not { } last || last >= day);
}

/// <summary>A licence to practise: chứng chỉ hành nghề (Law 40/2009) or giấy phép hành nghề (Law 15/2023, article 27).</summary>
sealed class Licence
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whose.</summary>
    public Guid PersonId { get; init; }

    /// <summary>Number as printed, e.g. <c>012345/BYT-CCHN</c>.</summary>
    public required string Number { get; init; }

    /// <summary>The number as it is compared; one licence in the whole house.</summary>
    public required string NumberKey { get; init; }

    /// <summary>Who issued it, in words.</summary>
    public required string Issuer { get; set; }

    /// <summary>Phạm vi hành nghề in words.</summary>
    public required string Scope { get; set; }

    /// <summary>What was decided about it.</summary>
    public List<LicenceSpan> Spans { get; } = [];

    /// <summary>A number without spaces, in capitals.</summary>
    public static string KeyOf(string? number) => string.Concat((number ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    /// <summary>Day of the first issue.</summary>
    public DateOnly From => Spans.Where(s => s.Kind == SpanKind.Valid).Select(s => s.FromDay).DefaultIfEmpty(DateOnly.MinValue).Min();

    /// <summary>Last day by what was decided up to a day; null: without end.</summary>
    public DateOnly? ToAsOf(DateOnly day)
    {
        var known = Spans.Where(s => s.Kind == SpanKind.Valid && s.FromDay <= day).ToList();
        if (known.Count == 0) known = [.. Spans.Where(s => s.Kind == SpanKind.Valid)];
        return known.Any(s => s.ToDay is null) ? null : known.Select(s => s.ToDay).Max();
    }

    /// <summary>Stands on a day: issued, not ended, neither suspended nor withdrawn.</summary>
    public bool StandsOn(DateOnly day) => Spans.Any(s => s.Kind == SpanKind.Valid && s.Covers(day)) && !Spans.Any(s => s.Kind != SpanKind.Valid && s.Covers(day));

    /// <summary>State on a day: <c>valid</c>, <c>expiring</c> (within <paramref name="soon"/> days), <c>ended</c>, <c>suspended</c>, <c>withdrawn</c> or <c>future</c>.</summary>
    public string StateOn(DateOnly day, int soon = Terms.Soon)
    {
        if (Spans.Any(s => s.Kind == SpanKind.Withdrawn && s.Covers(day))) return "withdrawn";
        if (Spans.Any(s => s.Kind == SpanKind.Suspended && s.Covers(day))) return "suspended";
        if (!StandsOn(day)) return From > day ? "future" : "ended";
        return ToAsOf(day) is { } last && last <= day.AddDays(soon) ? "expiring" : "valid";
    }
}

/// <summary>Terms of the register.</summary>
static class Terms
{
    /// <summary>Days before its end from which a licence is said to end soon.</summary>
    public const int Soon = 90;
}
