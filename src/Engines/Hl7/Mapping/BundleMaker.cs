using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LienY.Hl7;

/// <summary>For whom messages are turned into resources: the organisation that will hold them, and its facility code.</summary>
public sealed record MakingContext(Guid OrganisationId, string Facility)
{
    /// <summary>A text of the map with <c>{facility}</c> filled.</summary>
    public string Fill(string text) => text.Replace("{facility}", Facility, StringComparison.Ordinal);
}

/// <summary>A resource of the bundle: type, and how it is written.</summary>
public sealed record MadeEntry(string Type, string Method, string Url);

/// <summary>Two numbers of patients that the sender says are one person (A40).</summary>
public sealed record MergeAsked(string Survivor, string Merged);

/// <summary>What a message became: a FHIR transaction Bundle (empty where a fault refuses it), and what is to be said about it.</summary>
public sealed record MadeBundle(ReadOnlyMemory<byte> Bundle, IReadOnlyList<MadeEntry> Entries, IReadOnlyList<MergeAsked> Merges, IReadOnlyList<Fault> Faults)
{
    /// <summary>It can be sent to the record.</summary>
    public bool IsSound => Faults.All(f => f.IsWarning);
}

/// <summary>Turns a message into one FHIR R4 transaction, by the map. The same message always gives the same bytes.</summary>
public static class BundleMaker
{
    const int MostEntries = 5_000;

    /// <summary>Makes the bundle.</summary>
    public static MadeBundle Make(Message message, MapBook book, MakingContext context)
    {
        var rules = book.Entries.Where(e => e.Events.Contains(message.Type)).ToList();
        if (rules.Count == 0)
            return Not(new Fault(FaultKind.Unsupported, "MSH-9", Fault.Short(message.Type), string.Join(", ", book.Types)));
        if (message.ControlId.Length == 0) return Not(new Fault(FaultKind.Required, "MSH-10"));
        var persons = Scope.Persons(message);
        if (persons.Count == 0) return Not(new Fault(FaultKind.SegmentMissing, "PID"));
        var work = new Work(book, context);
        foreach (var rule in rules) foreach (var person in persons) work.Plan(rule, person);
        if (work.Planned.Count > MostEntries) return Not(new Fault(FaultKind.TooLarge, "", null, FormattableString.Invariant($"≤ {MostEntries}")));
        foreach (var planned in work.Planned) work.Fill(planned);
        var merges = message.Event == "A40" ? persons.Where(p => p.Has("MRG")).Select(p => new MergeAsked(p.Text("PID-3.1"), p.Text("MRG-1.1"))).ToList() : [];
        if (message.Event == "A40" && (merges.Count == 0 || merges.Any(m => m.Merged.Length == 0 || m.Merged == m.Survivor)))
            work.Faults.Add(new(FaultKind.Required, "MRG-1", null, "MRG-1.1 ≠ PID-3.1"));
        var faults = work.Faults.DistinctBy(f => (f.Kind, f.Place)).ToList();
        var sound = faults.All(f => f.IsWarning);
        return new(sound ? Write(work.Planned) : default, [.. work.Planned.Select(p => new MadeEntry(p.Rule.Resource, p.Method, p.Url))], merges, faults);
    }

    static MadeBundle Not(Fault fault) => new(default, [], [], [fault]);

    static ReadOnlyMemory<byte> Write(IReadOnlyList<Planned> entries)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("resourceType", "Bundle");
        json.WriteString("type", "transaction");
        json.WriteStartArray("entry");
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("fullUrl", entry.FullUrl);
            json.WritePropertyName("resource");
            entry.Tree.Write(json);
            json.WriteStartObject("request");
            json.WriteString("method", entry.Method);
            json.WriteString("url", entry.Url);
            if (entry.IfNoneExist is { } query) json.WriteString("ifNoneExist", query);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>A resource that will be made.</summary>
    sealed record Planned(EntryRule Rule, Scope Scope, Guid Id)
    {
        public Tree Tree { get; } = new();
        public string FullUrl => $"urn:uuid:{Id}";
        public string Method { get; set; } = "PUT";
        public string Url { get; set; } = $"{Rule.Resource}/{Id}";
        public string? IfNoneExist { get; set; }
    }

    sealed class Work(MapBook book, MakingContext context)
    {
        /// <summary>Repetitions of a field that are taken.</summary>
        const int Most = 50;

        readonly HashSet<Guid> ids = [];
        readonly Dictionary<(string Entry, Scope Scope), Planned> of = [];

        public List<Planned> Planned { get; } = [];

        public List<Fault> Faults { get; } = [];

        public void Plan(EntryRule rule, Scope person)
        {
            var scopes = rule.Per switch
            {
                "person" => [person],
                "order" => person.Inner,
                "result" => person.Inner.SelectMany(o => o.Inner),
                var segment =>
                person.Each(segment)
            };
            var any = false;
            foreach (var scope in scopes)
            {
                any = true;
                if (!Condition.Holds(rule.When, scope, new())) continue;
                var places = rule.Identity.TrimStart('?').Split('+').Select(p => p.Trim()).ToList();
                if (scope.Text(places[0]).Length == 0)
                {
                    if (!rule.MayLack) Faults.Add(new(FaultKind.Required, Where(scope, places[0]), null, rule.Identity.TrimStart('?')
                        .Replace("|", " | ", StringComparison.Ordinal)));
                    continue;
                }
                var words = places.Select(scope.Text).Prepend(rule.Entry).ToArray();
                var id = Ids.Of(context.OrganisationId, words);
                // The same twice in one message: the second is told from the first by its place, which is the same when the message comes again.
                for (var n = 2; !ids.Add(id); n++) id = Ids.Of(context.OrganisationId, [.. words, "#" + n.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
                var planned = new Planned(rule, scope, id);
                Planned.Add(planned);
                of.TryAdd((rule.Entry, scope), planned);
            }
            if (!any && rule.Per == "order") Faults.Add(new(FaultKind.SegmentMissing, "OBR"));
        }

        static string Where(Scope scope, string places)
        {
            var place = Place.Of(places.Split('|')[0].Trim())!.Value;
            return (scope.Find(place.Segment)?.Called ?? place.Segment) + place.ToString()[3..];
        }

        public void Fill(Planned entry)
        {
            entry.Tree.Set("resourceType", entry.Rule.Resource);
            var byIdentifier = entry.Rule.Identity.StartsWith('?');
            if (!byIdentifier) entry.Tree.Set("id", entry.Id.ToString());
            foreach (var rule in book.Of(entry.Rule.Entry)) Apply(entry, rule);
            foreach (var missing in book.Of(entry.Rule.Entry).Where(r => r.Need == "must" && !entry.Tree.Has(ElementPath.Of(r.Element)[0].Name))
                .DistinctBy(r => r.Element))
                if (missing.Source[0] != '=' && !Faults.Any(f => !f.IsWarning && f.Place.StartsWith(Where(entry.Scope, missing.Source), StringComparison.Ordinal)))
                    Faults.Add(new(FaultKind.Required, Where(entry.Scope, missing.Source), null, $"{entry.Rule.Resource}.{missing.Element}"));
            if (!byIdentifier) return;
            if (Token(entry.Tree) is not { } token)
            {
                Faults.Add(new(FaultKind.Required, Where(entry.Scope, entry.Rule.Identity.TrimStart('?')), null, $"{entry.Rule.Resource}.identifier"));
                return;
            }
            (entry.Method, entry.Url, entry.IfNoneExist) = entry.Rule.IsEnsured ? ("POST", entry.Rule.Resource, $"identifier={token}")
                : ("PUT", $"{entry.Rule.Resource}?identifier={token}", (string?)null);
        }

        // The sender's own number is the identity; a number of the state is one only where there is no other.
        string? Token(Tree tree)
        {
            var items = (tree["identifier"] as Tree.Items)?.Worthy.OfType<Tree>().Where(i => i["value"] is string && i["system"] is string).ToList() ?? [];
            var one = items.FirstOrDefault(i => ((string)i["system"]!).EndsWith(":" + context.Facility, StringComparison.Ordinal)) ?? items.FirstOrDefault();
            return one is null ? null : Uri.EscapeDataString($"{one["system"]}|{one["value"]}");
        }

        void Apply(Planned entry, ElementRule rule)
        {
            var path = ElementPath.Of(rule.Element);
            var each = path.Select((p, i) => (p.Key, Index: i)).FirstOrDefault(p => p.Key is { } key && (key.Length == 0 || Place.IsName(key)));
            if (each.Key is null)
            {
                if (Condition.Holds(rule.When, entry.Scope, entry.Tree)) Put(entry, rule, path, entry.Scope, 0);
            }
            else if (each.Key.Length > 0)
            {
                foreach (var (scope, i) in entry.Scope.Each(each.Key).Select((s, i) => (s, i)))
                    if (Condition.Holds(rule.When, scope, entry.Tree)) Put(entry, rule, With(path, each.Index, $"{each.Key}#{i}"), scope, 0);
            }
            else if (rule.Source[0] == '=')
            {
                // Fixed words stand in every item that other lines have made, so these lines come behind them in the table.
                if (entry.Tree[path[0].Name] is Tree.Items items && Condition.Holds(rule.When, entry.Scope, entry.Tree))
                    for (var n = 1; n <= Most; n++) if (items.Holds($"#{n}")) entry.Tree.Put(With(path, each.Index, $"#{n}"),
                        context.Fill(rule.Source.TrimStart('=', '!')), false);
            }
            else if (Condition.Holds(rule.When, entry.Scope, entry.Tree) && Place.Of(rule.Source.Split('|', '+')[0].Trim()) is { } place
                && entry.Scope.Find(place.Segment) is { } segment)
            {
                var count = Math.Min(Most, segment[place.Field].Repetitions.Count());
                for (var n = 1; n <= count; n++) Put(entry, rule, With(path, each.Index, $"#{n}"), entry.Scope, n);
            }
        }

        static IReadOnlyList<(string, string?)> With(IReadOnlyList<(string Name, string? Key)> path, int at, string key) =>
            [.. path.Select((p, i) => i == at ? (p.Name, key) : p)];

        void Put(Planned entry, ElementRule rule, IReadOnlyList<(string, string?)> path, Scope scope, int repetition)
        {
            if (rule.Source[0] == '=')
            {
                var strong = rule.Source.StartsWith("=!", StringComparison.Ordinal);
                entry.Tree.Put(path, context.Fill(rule.Source[(strong ? 2 : 1)..]), strong);
                return;
            }
            if (rule.As.Length == 0 && rule.Source.Contains('+', StringComparison.Ordinal))
            {
                if (scope.Text(rule.Source) is { Length: > 0 } joined) entry.Tree.Put(path, joined, true);
                return;
            }
            if (scope.At(rule.Source, repetition) is not var (segment, place)) return;
            if (Turning.Of(new(book, context, scope, rule, segment, place, Faults, Reference)) is { } value) entry.Tree.Put(path, value, true);
        }

        // The entry made of this scope, or of one it stands in.
        string? Reference(string entry, Scope scope)
        {
            for (var at = scope; at is not null; at = at.Outer) if (of.TryGetValue((entry, at), out var found)) return found.FullUrl;
            return null;
        }
    }
}
