using System.Text.Json;

namespace LienY.Reading.Tests;

/// <summary>Plans to read: those of this project, and the shared samples with their answer keys where they are at hand.</summary>
static class Samples
{
    public static PlanReading Own(string name) => PlanReader.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Plans", name + ".txt")), name + ".txt");

    public static PlanReading Text(string text) => PlanReader.Read(System.Text.Encoding.UTF8.GetBytes(text), "plan.txt");

    /// <summary>The shared samples as text files; the test is skipped where the folder is absent.</summary>
    public static string[] SharedFiles() => [.. Directory.GetFiles(SharedFolder(), "*.txt").Order(StringComparer.Ordinal)];

    static string SharedFolder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "LienY.slnx"))) root = root.Parent;
        var folders = new[] { root?.Parent?.FullName, Environment.GetEnvironmentVariable("LIENY_SAMPLES") };
        var folder = folders.Where(f => f is not null).Select(f => f!.EndsWith("samples", StringComparison.Ordinal) ? f : Path.Combine(f, "shared", "samples")).FirstOrDefault(Directory.Exists);
        if (folder is null) Assert.Skip("The folder ../shared/samples with the two plans and their answer keys is not beside this repository (or in LIENY_SAMPLES).");
        return folder;
    }

    /// <summary>A shared sample and its key; the test is skipped where the folder is absent.</summary>
    public static (PlanReading Reading, JsonElement Key) Shared(string name)
    {
        var folder = SharedFolder();
        var text = File.ReadAllBytes(Path.Combine(folder, name + ".txt"));
        using var key = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name + ".key.json")));
        return (PlanReader.Read(text, name + ".txt"), key.RootElement.Clone());
    }

    public static LineSpan Lines(this JsonElement row)
    {
        var ends = row.GetProperty("lines");
        return new(ends[0].GetInt32(), ends[1].GetInt32());
    }

    public static bool Meets(this LineSpan a, LineSpan b) => a.First <= b.Last && b.First <= a.Last;

    public static string? Str(this JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static IEnumerable<JsonElement> Rows(this JsonElement key, string name) => key.TryGetProperty(name, out var rows) ? rows.EnumerateArray() : [];

    public static List<string> Strings(this JsonElement row, string name) => [.. row.Rows(name).Select(v => v.GetString()!)];

    public static string Doc(this JsonElement row) => row.Str("doc") ?? "D1";

    /// <summary>Letters and digits only, in lower case.</summary>
    public static string Bare(this string? text) => string.Concat((text ?? "").ToLowerInvariant().Where(char.IsLetterOrDigit));
}
