using System.Collections.Concurrent;
using System.Text.Json;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Dimensions as roll-ups keep them: what only describes a fact (the period of an entered figure) is left out, so that it makes no series of its own.</summary>
static class Dimensions
{
    /// <summary>The dimension that describes and does not divide: the days of an entered figure.</summary>
    public const string Period = "period";

    const string OnlyPeriod = "{\"period\":\"";
    const int Most = 20_000;
    static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> Known = new(StringComparer.Ordinal);

    /// <summary>The canonical JSON without what only describes.</summary>
    public static string Kept(string dims)
    {
        if (dims.Length < 3 || !dims.Contains("\"period\":", StringComparison.Ordinal)) return dims;
        if (dims.StartsWith(OnlyPeriod, StringComparison.Ordinal) && dims.IndexOf('"', OnlyPeriod.Length) == dims.Length - 2) return "{}";
        var all = JsonSerializer.Deserialize<Dictionary<string, string>>(dims) ?? [];
        all.Remove(Period);
        return all.Count == 0 ? "{}" : Fact.DimsOf([.. all.Select(d => (d.Key, d.Value))]);
    }

    /// <summary>By name; the few different texts of kept dimensions are read once.</summary>
    public static IReadOnlyDictionary<string, string> Read(string dims)
    {
        if (Known.TryGetValue(dims, out var read)) return read;
        if (Known.Count > Most) Known.Clear();
        return Known[dims] = JsonSerializer.Deserialize<Dictionary<string, string>>(dims) ?? [];
    }
}
