using LienY.Fhir;

namespace LienY.Records;

/// <summary>One condition of a search on a resource.</summary>
abstract record Filter
{
    /// <summary>How few resources it is expected to let pass: the smallest drives the query.</summary>
    public abstract int Rank { get; }

    /// <summary>Whether an answer tells something that masking takes out (names, numbers, days …): such a question finds nothing that is seen only masked.</summary>
    public virtual bool Reveals => true;
}

/// <summary>A condition on the rows of one index table.</summary>
/// <param name="Pids">Numbers of the parameter, one for each type that is searched.</param>
abstract record IndexFilter(IReadOnlyList<int> Pids) : Filter
{
    /// <summary>The table.</summary>
    public abstract string Table { get; }

    /// <summary>A resource has at most one row that fits, and rows lie in the order of rid.</summary>
    public virtual bool IsSingle => false;

    /// <summary>Its rows can be found from the resource as quickly as from the value.</summary>
    public virtual bool IsProbe => true;
}

/// <summary>A code with its system; null: any. System 0: without one.</summary>
readonly record struct TokenValue(long? Code, long? System);

/// <summary>One of some codes.</summary>
/// <param name="Name">Code of the parameter: <c>identifier</c> finds few, <c>status</c> many.</param>
sealed record TokenFilter(string Name, IReadOnlyList<int> Pids, IReadOnlyList<TokenValue> Values) : IndexFilter(Pids)
{
    static readonly HashSet<string> Common = ["status", "gender", "category", "active", "class", "intent", "clinical-status", "verification-status", "deceased",
        "_security", "_tag"];
    static readonly HashSet<string> Telling = ["identifier", "phone", "email", "telecom", "_tag", "_source"];

    /// <inheritdoc/>
    public override string Table => "records_ix_token";

    /// <inheritdoc/>
    public override int Rank => Values.Any(v => v.Code is null) ? 15 : Name == "identifier" ? 1 : Common.Contains(Name) ? 9 : 6;

    /// <inheritdoc/>
    public override bool Reveals => Telling.Contains(Name) || Name.EndsWith("identifier", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool IsSingle => Pids.Count == 1 && Values is [{ Code: not null, System: not null }];

    /// <inheritdoc/>
    public override bool IsProbe => Values.All(v => v.Code is not null);
}

/// <summary>A reference to one of some resources.</summary>
sealed record ReferenceFilter(string Name, IReadOnlyList<int> Pids, IReadOnlyList<long> Targets) : IndexFilter(Pids)
{
    /// <inheritdoc/>
    public override string Table => "records_ix_reference";

    /// <inheritdoc/>
    public override int Rank => Name is "performer" or "author" or "organization" or "general-practitioner" or "service-provider" ? 8 : 3;

    /// <inheritdoc/>
    public override bool Reveals => Name is not ("patient" or "subject" or "encounter" or "context");

    /// <inheritdoc/>
    public override bool IsSingle => Pids.Count == 1 && Targets.Count == 1;
}

/// <summary>How a value compares (prefixes of FHIR).</summary>
enum Compare
{
    /// <summary>The value searched for contains it.</summary>
    Equal,

    /// <summary>Not equal.</summary>
    NotEqual,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>Less.</summary>
    Less,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,

    /// <summary>Less or equal.</summary>
    LessOrEqual,

    /// <summary>Begins after its end.</summary>
    StartsAfter,

    /// <summary>Ends before its beginning.</summary>
    EndsBefore,

    /// <summary>About.</summary>
    About,
}

/// <summary>A span of time searched for, UTC milliseconds, its end not included; for <see cref="Compare.About"/> already widened.</summary>
readonly record struct DateSpan(Compare How, long From, long To);

/// <summary>A date within one of some spans.</summary>
sealed record DateFilter(IReadOnlyList<int> Pids, IReadOnlyList<DateSpan> Spans) : IndexFilter(Pids)
{
    /// <inheritdoc/>
    public override string Table => "records_ix_date";

    /// <inheritdoc/>
    public override int Rank => Spans.All(s => s.How is Compare.Equal or Compare.About) ? 7 : 14;
}

/// <summary>A number searched for: as written, with the room that its precision leaves, and in which unit (0: the bare number).</summary>
readonly record struct NumberSpan(Compare How, double Value, double Low, double High, long Unit);

/// <summary>A number, or a number with a unit.</summary>
sealed record NumberFilter(bool HasUnit, IReadOnlyList<int> Pids, IReadOnlyList<NumberSpan> Spans) : IndexFilter(Pids)
{
    /// <inheritdoc/>
    public override string Table => HasUnit ? "records_ix_quantity" : "records_ix_number";

    /// <inheritdoc/>
    public override int Rank => 11;

    /// <inheritdoc/>
    public override bool Reveals => false;
}

/// <summary>Where a text must stand in the other.</summary>
enum TextMatch
{
    /// <summary>At the beginning.</summary>
    Start,

    /// <summary>Anywhere.</summary>
    Anywhere,

    /// <summary>From end to end.</summary>
    Whole,
}

/// <summary>A text without case and marks; <see cref="TextMatch.Whole"/> is looked at again in the body, where case and marks count.</summary>
sealed record StringFilter(IReadOnlyList<int> Pids, TextMatch How, IReadOnlyList<string> Folded) : IndexFilter(Pids)
{
    /// <inheritdoc/>
    public override string Table => "records_ix_string";

    /// <inheritdoc/>
    public override int Rank => How switch { TextMatch.Whole => 3, TextMatch.Start => 5, _ => 12 };
}

/// <summary>How addresses are compared.</summary>
enum UriMatch
{
    /// <summary>The same.</summary>
    Whole,

    /// <summary>The one searched for, or below it.</summary>
    Below,

    /// <summary>The one searched for, or above it.</summary>
    Above,
}

/// <summary>One of some addresses.</summary>
sealed record UriFilter(IReadOnlyList<int> Pids, UriMatch How, IReadOnlyList<string> Uris) : IndexFilter(Pids)
{
    /// <inheritdoc/>
    public override string Table => "records_ix_uri";

    /// <inheritdoc/>
    public override int Rank => How == UriMatch.Below ? 10 : 4;
}

/// <summary>A composite: the code of the first part, and the second part whatever it is.</summary>
readonly record struct PairValue(TokenValue First, TokenValue? Token = null, long? Target = null, DateSpan? Date = null, NumberSpan? Number = null,
    string? Folded = null);

/// <summary>Two values that belong together in one element.</summary>
sealed record PairFilter(IReadOnlyList<int> Pids, IReadOnlyList<PairValue> Values) : IndexFilter(Pids)
{
    /// <inheritdoc/>
    public override string Table => "records_ix_pair";

    /// <inheritdoc/>
    public override int Rank => 7;

    /// <inheritdoc/>
    public override bool IsProbe => false;

    /// <inheritdoc/>
    public override bool Reveals => Values.Any(v => v.Date is not null || v.Folded is not null || v.Target is not null);
}

/// <summary>A resource has no value at all for a parameter.</summary>
sealed record MissingFilter(string Table, IReadOnlyList<int> Pids) : Filter
{
    /// <inheritdoc/>
    public override int Rank => 25;
}

/// <summary>What another condition does not let pass.</summary>
sealed record NotFilter(Filter Inner) : Filter
{
    /// <inheritdoc/>
    public override int Rank => 26;

    /// <inheritdoc/>
    public override bool Reveals => Inner.Reveals;
}

/// <summary>One of some logical ids.</summary>
/// <param name="OfPatients">Patients may be among them: their ids tell who is meant.</param>
sealed record IdFilter(IReadOnlyList<string> Ids, bool OfPatients) : Filter
{
    /// <inheritdoc/>
    public override int Rank => 0;

    /// <inheritdoc/>
    public override bool Reveals => OfPatients;
}

/// <summary>When the present version was written.</summary>
sealed record UpdatedFilter(IReadOnlyList<DateSpan> Spans) : Filter
{
    /// <inheritdoc/>
    public override int Rank => 24;
}

/// <summary>A reference leads to a resource that meets a condition.</summary>
sealed record ChainFilter(IReadOnlyList<int> Pids, IReadOnlyList<string> Types, Filter Inner) : Filter
{
    /// <inheritdoc/>
    public override int Rank => Inner.Rank + 2;

    /// <inheritdoc/>
    public override bool Reveals => Inner.Reveals;
}

/// <summary>Another resource that meets a condition refers to it.</summary>
sealed record HasFilter(int Pid, string Type, Filter Inner) : Filter
{
    /// <inheritdoc/>
    public override int Rank => 27;

    /// <inheritdoc/>
    public override bool Reveals => Inner.Reveals;
}

/// <summary>At least one of several conditions.</summary>
sealed record AnyFilter(IReadOnlyList<Filter> Parts) : Filter
{
    /// <inheritdoc/>
    public override int Rank => 28;

    /// <inheritdoc/>
    public override bool Reveals => Parts.Any(p => p.Reveals);
}

/// <summary>All of several conditions.</summary>
sealed record AllFilter(IReadOnlyList<Filter> Parts) : Filter
{
    /// <inheritdoc/>
    public override int Rank => Parts.Count == 0 ? 99 : Parts.Min(p => p.Rank);

    /// <inheritdoc/>
    public override bool Reveals => Parts.Any(p => p.Reveals);
}

/// <summary>Belongs to the record of a patient by the first reference that says so, or is the patient.</summary>
/// <param name="Patient">Hash of <c>Patient/x</c>.</param>
/// <param name="OrOpen">Types that speak of nobody pass too.</param>
sealed record CompartmentFilter(long Patient, bool OrOpen) : Filter
{
    /// <inheritdoc/>
    public override int Rank => OrOpen ? 29 : 3;

    /// <inheritdoc/>
    public override bool Reveals => false;
}

/// <summary>Lets nothing pass.</summary>
sealed record NoneFilter : Filter
{
    /// <inheritdoc/>
    public override int Rank => 0;

    /// <inheritdoc/>
    public override bool Reveals => false;
}

/// <summary>What has to be looked at again in the body: the index knows it without case, marks or kind only.</summary>
/// <param name="Params">The parameter in each type that is searched.</param>
sealed record BodyCheck(IReadOnlyList<SearchParam> Params, BodyLook Look, IReadOnlyList<string> Values);

/// <summary>What is looked for in the body.</summary>
enum BodyLook
{
    /// <summary>A text that is one of the values, case and marks included.</summary>
    Exact,

    /// <summary>Words beside a code (text, display) that begin with or contain one of the values, folded.</summary>
    Words,

    /// <summary>An identifier of a kind: <c>system|code|value</c>.</summary>
    OfType,
}
