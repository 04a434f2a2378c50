namespace LienY.Kernel;

/// <summary>Why the house says no; each kind has one HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>The thing does not exist, or the caller may not know that it does (404).</summary>
    Missing,

    /// <summary>What was sent cannot be accepted as it is (422).</summary>
    Invalid,

    /// <summary>The caller may not do this (403).</summary>
    Forbidden,

    /// <summary>Somebody or something got there first (409).</summary>
    Conflict,

    /// <summary>Something that is needed is not there just now (503).</summary>
    Unavailable,
}

/// <summary>
/// The one currency of errors: thrown by the domain, turned into a page message or RFC 9457 problem details in one place.
/// <paramref name="text"/> is a whole polite Vietnamese sentence (the key of its translations) with places {0}, {1} for <paramref name="args"/>.
/// </summary>
public sealed class Refusal(RefusalKind kind, string text, params object[] args) : Exception(text)
{
    /// <summary>Why.</summary>
    public RefusalKind Kind => kind;

    /// <summary>The sentence in Vietnamese, with places; the key for <see cref="Words"/>.</summary>
    public string Text { get; } = text;

    /// <summary>What fills the places of <see cref="Text"/>.</summary>
    public object[] Args => args;

    /// <summary>Stable id for programs, e.g. <c>plan-not-adopted</c>; empty when the kind says enough.</summary>
    public string Code { get; init; } = "";

    /// <summary>Name of the form field at fault, so that the message can stand beside it.</summary>
    public string? Field { get; init; }

    /// <summary>The HTTP status that says the same.</summary>
    public int Status => kind switch
    {
        RefusalKind.Missing => 404,
        RefusalKind.Invalid => 422,
        RefusalKind.Forbidden => 403,
        RefusalKind.Conflict => 409,
        _ => 503,
    };

    /// <summary>Nothing there, or not for this caller.</summary>
    public static Refusal Missing(string text, params object[] args) => new(RefusalKind.Missing, text, args);

    /// <summary>Cannot be accepted as it is.</summary>
    public static Refusal Invalid(string text, params object[] args) => new(RefusalKind.Invalid, text, args);

    /// <summary>Not allowed.</summary>
    public static Refusal Forbidden(string text, params object[] args) => new(RefusalKind.Forbidden, text, args);

    /// <summary>Somebody was first.</summary>
    public static Refusal Conflict(string text, params object[] args) => new(RefusalKind.Conflict, text, args);

    /// <summary>Not available now.</summary>
    public static Refusal Unavailable(string text, params object[] args) => new(RefusalKind.Unavailable, text, args);
}
