using LienY.Fhir;

namespace LienY.Records;

/// <summary>Reads one condition of a search: name with chain, <c>_has</c> and modifier, value with its alternatives.</summary>
/// <param name="root">Address of this server: references to it are references of its own.</param>
/// <param name="sets">Codes of value sets and code systems; null where there is no database at hand.</param>
/// <param name="now">For what is "about" a date.</param>
sealed class FilterReading(string root, ValueSetCodes? sets, DateTimeOffset now)
{
    const int MostValues = 500;

    /// <summary>The parameter in each of the types that has it; <paramref name="all"/>: none unless each of them has.</summary>
    public static List<SearchParam> Params(IReadOnlyList<string> types, string code, bool all)
    {
        var found = new List<SearchParam>();
        var among = types.Count == 0 ? FhirTypes.All : types;
        foreach (var type in among)
            if (FhirTypes.Param(type, code) is { } param) found.Add(param);
        return all && found.Count < among.Count ? [] : found;
    }

    /// <summary>Reads a condition on any of the types (none: all types); null where the name is unknown to them.</summary>
    public Filter? Read(IReadOnlyList<string> types, string name, string value, List<BodyCheck>? checks, int depth, bool all = true)
    {
        if (depth == 0) throw new FhirProblem(400, "too-costly", name, $"{name}: the chain is too long.");
        if (name.StartsWith("_has:", StringComparison.Ordinal)) return Has(types, name, value, depth);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0) return Chain(types, name[..dot], name[(dot + 1)..], value, depth, all);
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var (code, modifier) = colon < 0 ? (name, "") : (name[..colon], name[(colon + 1)..]);
        switch (code)
        {
            case "_id":
                if (modifier is not ("" or "not")) throw Unfit(name, modifier);
                var ids = new IdFilter([.. Values(name, value).Select(v => SearchText.Plain(v)).Select(id => id[(id.LastIndexOf('/') + 1)..])],
                    types.Count == 0 || types.Contains("Patient"));
                return modifier == "not" ? new NotFilter(ids) : ids;
            case "_lastUpdated":
                if (modifier.Length > 0) throw Unfit(name, modifier);
                return new UpdatedFilter([.. Values(name, value).Select(v => ValueReading.Date(name, v, now))]);
        }
        var found = Params(types, code, all);
        if (found.Count == 0) return null;
        if (found.Any(p => p.Kind != found[0].Kind)) throw new FhirProblem(400, "invalid", name, $"{name}: the parameter means different things in the types searched.");
        return One(found, name, modifier, value, checks);
    }

    Filter One(List<SearchParam> found, string name, string modifier, string value, List<BodyCheck>? checks)
    {
        var (kind, pids) = (found[0].Kind, (IReadOnlyList<int>)[.. found.Select(p => p.Pid)]);
        if (modifier == "missing")
        {
            if (value is not ("true" or "false")) throw new FhirProblem(400, "invalid", name, $"{name}: '{value}' is neither true nor false.");
            var missing = new MissingFilter(TableOf(kind), pids);
            return value == "true" ? missing : new NotFilter(missing);
        }
        var values = Values(name, value);
        return kind switch
        {
            ParamKind.Token => Token(found, pids, name, modifier, values, checks),
            ParamKind.Reference => Reference(found, pids, name, modifier, values),
            ParamKind.Date when modifier == "" => new DateFilter(pids, [.. values.Select(v => ValueReading.Date(name, v, now))]),
            ParamKind.Number when modifier == "" => new NumberFilter(false, pids, [.. values.Select(v => ValueReading.Number(name, v))]),
            ParamKind.Quantity when modifier == "" => new NumberFilter(true, pids, [.. values.SelectMany(v => ValueReading.Quantity(name, v))]),
            ParamKind.String => Text(found, pids, name, modifier, values, checks),
            ParamKind.Uri => new UriFilter(pids, Match(name, modifier), [.. values.Select(SearchText.Plain)]),
            ParamKind.Composite when modifier == "" => new PairFilter(pids, [.. values.SelectMany(v => ValueReading.Pairs(found[0], name, v, root, now))]),
            ParamKind.Special => throw new FhirProblem(400, "not-supported", name, $"{name}: this special parameter is not supported."),
            _ => throw Unfit(name, modifier),
        };
    }

    static UriMatch Match(string name, string modifier) => modifier switch
    {
        "" => UriMatch.Whole,
        "below" => UriMatch.Below,
        "above" => UriMatch.Above,
        _ => throw Unfit(name, modifier),
    };

    Filter Token(List<SearchParam> found, IReadOnlyList<int> pids, string name, string modifier, List<string> values, List<BodyCheck>? checks)
    {
        var code = found[0].Code;
        switch (modifier)
        {
            case "":
                return new TokenFilter(code, pids, [.. values.Select(v => ValueReading.Token(name, v))]);
            case "not":
                return new NotFilter(new TokenFilter(code, pids, [.. values.Select(v => ValueReading.Token(name, v))]));
            case "in" or "not-in" or "below" or "above":
                if (sets is null) throw Unfit(name, modifier);
                var tokens = new List<TokenValue>();
                foreach (var value in values)
                    tokens.AddRange(modifier is "in" or "not-in" ? sets.Of(name, SearchText.Plain(value)) : sets.Around(name, value, modifier == "below"));
                Filter any = tokens.Count == 0 ? new NoneFilter() : new TokenFilter(code, pids, tokens);
                return modifier == "not-in" ? new NotFilter(any) : any;
            case "text":
                return new StringFilter(pids, TextMatch.Start, [.. values.Select(v => Folded(name, v))]);
            case "of-type":
                if (checks is null) throw Unfit(name, modifier);
                var parts = values.Select(v => SearchText.Split(v, '|')).ToList();
                if (parts.Any(p => p.Count != 3 || p[1].Length == 0 || p[2].Length == 0))
                    throw new FhirProblem(400, "invalid", name, $"{name}: the value is not system|code|value.");
                checks.Add(new(found, BodyLook.OfType, [.. values]));
                return new TokenFilter(code, pids, [.. parts.Select(p => new TokenValue(Hashes.Of(SearchText.Plain(p[2])), null))]);
            default:
                throw Unfit(name, modifier);
        }
    }

    Filter Reference(List<SearchParam> found, IReadOnlyList<int> pids, string name, string modifier, List<string> values)
    {
        if (modifier == "identifier") return new TokenFilter("identifier", pids, [.. values.Select(v => ValueReading.Token(name, v))]);
        if (modifier.Length > 0 && !FhirTypes.Is(modifier)) throw Unfit(name, modifier);
        var targets = new List<long>();
        foreach (var value in values) targets.AddRange(ValueReading.Targets(found, name, modifier, SearchText.Plain(value), root));
        return new ReferenceFilter(found[0].Code, pids, [.. targets.Distinct()]);
    }

    static Filter Text(List<SearchParam> found, IReadOnlyList<int> pids, string name, string modifier, List<string> values, List<BodyCheck>? checks)
    {
        if (modifier == "exact")
        {
            if (checks is null) throw new FhirProblem(400, "not-supported", name, $"{name}: ':exact' is not possible within a chain.");
            checks.Add(new(found, BodyLook.Exact, [.. values.Select(SearchText.Plain)]));
        }
        var how = modifier switch { "" => TextMatch.Start, "contains" => TextMatch.Anywhere, "exact" => TextMatch.Whole, _ => throw Unfit(name, modifier) };
        return new StringFilter(pids, how, [.. values.Select(v => Folded(name, v))]);
    }

    static string Folded(string name, string value) => Folds.Cut(SearchText.Plain(value)) is { Length: > 0 } folded ? folded
        : throw new FhirProblem(400, "invalid", name, $"{name}: the value is empty.");

    Filter? Chain(IReadOnlyList<string> types, string head, string rest, string value, int depth, bool all)
    {
        var colon = head.IndexOf(':', StringComparison.Ordinal);
        var (code, only) = colon < 0 ? (head, "") : (head[..colon], head[(colon + 1)..]);
        var found = Params(types, code, all);
        if (found.Count == 0) return null;
        var whole = $"{head}.{rest}";
        if (found.Any(p => p.Kind != ParamKind.Reference)) throw new FhirProblem(400, "invalid", whole, $"{whole}: '{code}' is no reference.");
        var targets = ValueReading.TargetTypes(found);
        if (only.Length > 0)
        {
            if (!FhirTypes.Is(only)) throw new FhirProblem(400, "invalid", whole, $"{whole}: there is no resource type '{only}'.");
            if (!targets.Contains(only)) throw new FhirProblem(400, "invalid", whole, $"{whole}: '{code}' never leads to {only}.");
            targets = [only];
        }
        // Of several types that the reference may lead to, those that know the parameter.
        var inner = Read(targets, rest, value, null, depth - 1, all: false);
        return inner is null ? null : new ChainFilter([.. found.Select(p => p.Pid)], targets, inner);
    }

    Filter? Has(IReadOnlyList<string> types, string name, string value, int depth)
    {
        var parts = name.Split(':', 4);
        if (parts.Length < 4) throw new FhirProblem(400, "invalid", name, $"{name}: not _has:Type:reference:parameter.");
        var (type, code, rest) = (parts[1], parts[2], parts[3]);
        if (!FhirTypes.Is(type)) throw new FhirProblem(400, "invalid", name, $"{name}: there is no resource type '{type}'.");
        if (FhirTypes.Param(type, code) is not { Kind: ParamKind.Reference } reference)
            throw new FhirProblem(400, "invalid", name, $"{name}: {type} has no reference parameter '{code}'.");
        if (types.Count > 0 && reference.Targets.Count > 0 && !types.Any(reference.Targets.Contains))
            throw new FhirProblem(400, "invalid", name, $"{name}: {type}.{code} never leads to {string.Join(", ", types)}.");
        var inner = Read([type], rest, value, null, depth - 1) ?? throw new FhirProblem(400, "invalid", name, $"{name}: {type} has no search parameter '{rest}'.");
        return new HasFilter(reference.Pid, type, inner);
    }

    static List<string> Values(string name, string value)
    {
        var values = SearchText.Split(value, ',');
        values.RemoveAll(v => v.Length == 0);
        if (values.Count == 0) throw new FhirProblem(400, "invalid", name, $"{name}: the value is empty.");
        return values.Count <= MostValues ? values : throw new FhirProblem(400, "too-costly", name, $"{name}: more than {MostValues} values.");
    }

    /// <summary>The index table of a kind.</summary>
    public static string TableOf(ParamKind kind) => kind switch
    {
        ParamKind.Token => "records_ix_token",
        ParamKind.Reference => "records_ix_reference",
        ParamKind.Date => "records_ix_date",
        ParamKind.Number => "records_ix_number",
        ParamKind.Quantity => "records_ix_quantity",
        ParamKind.String => "records_ix_string",
        ParamKind.Uri => "records_ix_uri",
        _ => "records_ix_pair",
    };

    static FhirProblem Unfit(string name, string modifier) => new(400, "not-supported", name, $"{name}: the modifier ':{modifier}' does not fit this parameter.");
}
