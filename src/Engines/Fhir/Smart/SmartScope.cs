using System.Text;

namespace LienY.Fhir;

/// <summary>What may be done with resources (SMART App Launch 2.2, "Scopes for requesting FHIR Resources"): the letters c, r, u, d, s in this order.</summary>
[Flags]
public enum ScopeVerbs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Create (c).</summary>
    Create = 1,

    /// <summary>Read, vread, history of one (r).</summary>
    Read = 2,

    /// <summary>Update, patch (u).</summary>
    Update = 4,

    /// <summary>Delete (d).</summary>
    Delete = 8,

    /// <summary>Search, history of a type or of all (s).</summary>
    Search = 16,

    /// <summary>All of them.</summary>
    All = 31,
}

/// <summary>Whose data a scope is about.</summary>
public enum ScopeSeat
{
    /// <summary>One patient, who was chosen when the application was opened.</summary>
    Patient,

    /// <summary>Whatever the person who opened it may see.</summary>
    User,

    /// <summary>Whatever the application itself may see, without a person.</summary>
    System,
}

/// <summary>One clinical scope, e.g. <c>patient/Observation.rs?category=laboratory</c>.</summary>
/// <param name="Seat">Whose data.</param>
/// <param name="Type">A resource type, or <c>*</c>.</param>
/// <param name="Verbs">What may be done.</param>
/// <param name="Query">Search parameters that every resource must meet, as they stand in an address; empty: none.</param>
public sealed record SmartScope(ScopeSeat Seat, string Type, ScopeVerbs Verbs, string Query)
{
    const string Letters = "cruds";

    /// <summary>Longest text of a scope.</summary>
    public const int Longest = 300;

    /// <summary>Reads a scope of version 2 (<c>.cruds</c>) or 1 (<c>.read</c> = rs, <c>.write</c> = cud, <c>.*</c> = cruds); null where it is none.</summary>
    public static SmartScope? Parse(string text)
    {
        if (text.Length > Longest || text.Split('/', 2) is not [var seat, var rest] || SeatOf(seat) is not { } whose) return null;
        var ask = rest.IndexOf('?', StringComparison.Ordinal);
        var (head, query) = ask < 0 ? (rest, "") : (rest[..ask], rest[(ask + 1)..]);
        if (head.Split('.') is not [var type, var verbs] || !IsType(type) || (ask >= 0 && !IsQuery(query))) return null;
        // Restrictions came with version 2; a scope of version 1 has none.
        if (Old(verbs) is { } old) return ask < 0 ? new(whose, type, old, "") : null;
        return New(verbs) is { } found ? new(whose, type, found, query) : null;
    }

    /// <summary>What this scope and another have in common; null where that is nothing.</summary>
    public SmartScope? Within(SmartScope allowed)
    {
        var verbs = Verbs & allowed.Verbs;
        if (Seat != allowed.Seat || verbs == ScopeVerbs.None || (Type != "*" && allowed.Type != "*" && Type != allowed.Type)) return null;
        var query = Query == allowed.Query || allowed.Query.Length == 0 ? Query : Query.Length == 0 ? allowed.Query : $"{allowed.Query}&{Query}";
        return new(Seat, Type == "*" ? allowed.Type : Type, verbs, query);
    }

    /// <summary>Allows all that another allows.</summary>
    public bool Covers(SmartScope other) => other.Within(this) == other;

    /// <summary>In the form of version 2.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Seat switch { ScopeSeat.Patient => "patient/", ScopeSeat.User => "user/", _ => "system/" }).Append(Type).Append('.');
        for (var i = 0; i < Letters.Length; i++)
            if (((int)Verbs & (1 << i)) != 0) text.Append(Letters[i]);
        return Query.Length == 0 ? text.ToString() : text.Append('?').Append(Query).ToString();
    }

    static ScopeSeat? SeatOf(string text) => text switch { "patient" => ScopeSeat.Patient, "user" => ScopeSeat.User, "system" => ScopeSeat.System, _ => null };

    static bool IsType(string text) => text == "*" || (text.Length is > 1 and <= 64 && char.IsAsciiLetterUpper(text[0]) && text.All(char.IsAsciiLetter));

    // Name=value pairs of visible ASCII without space, quote and backslash (RFC 6749 §3.3), so that a list of scopes stays a list.
    static bool IsQuery(string text) =>
        text.Length > 0 && text.All(c => c is > ' ' and < '\u007f' and not ('"' or '\\' or '#'))
        && text.Split('&').All(p => p.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && at < p.Length - 1);

    static ScopeVerbs? Old(string text) => text switch
    {
        "read" => ScopeVerbs.Read | ScopeVerbs.Search,
        "write" => ScopeVerbs.Create | ScopeVerbs.Update | ScopeVerbs.Delete,
        "*" => ScopeVerbs.All,
        _ => null,
    };

    // The letters stand in their order, each at most once; anything else is another scope of some other time.
    static ScopeVerbs? New(string text)
    {
        var (verbs, last) = (ScopeVerbs.None, -1);
        foreach (var letter in text)
        {
            var at = Letters.IndexOf(letter, StringComparison.Ordinal);
            if (at <= last) return null;
            verbs |= (ScopeVerbs)(1 << at);
            last = at;
        }
        return verbs == ScopeVerbs.None ? null : verbs;
    }
}
