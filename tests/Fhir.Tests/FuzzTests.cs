using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace LienY.Fhir.Tests;

/// <summary>Whatever bytes come, the reader answers with issues and within bounds.</summary>
public sealed class FuzzTests
{
    static readonly byte[][] seeds = [.. Given.Files, .. Findings()];

    static IEnumerable<byte[]> Findings()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Findings");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes) : [];
    }

    [Fact]
    public void Any_bytes_are_answered() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), (byte[] bytes) => Answers(bytes)));

    [Fact]
    public void A_mutated_instance_is_answered() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(ArbMap.Default.ArbFor<int>(), (int seed) => Answers(Mutated(new Random(seed)))));

    [Fact]
    public void Every_finding_of_earlier_runs_is_answered() => Assert.All(seeds, bytes => Assert.True(Answers(bytes)));

    /// <summary>As long as LIENY_FUZZ_SECONDS says (5 s where it says nothing); the seed of a failure is part of its message.</summary>
    [Fact]
    public void A_long_run_of_mutations_is_answered()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("LIENY_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var given) ? given : 5;
        var start = Random.Shared.Next();
        var clock = Stopwatch.StartNew();
        var count = 0;
        for (; clock.Elapsed.TotalSeconds < seconds; count++)
        {
            var bytes = Mutated(new Random(unchecked(start + count)));
            try
            {
                Answers(bytes);
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {start + count}: {Convert.ToBase64String(bytes)}\n{e}");
            }
        }
        Assert.True(count > 0);
    }

    /// <summary>Reads in every mode; a resource without errors can be kept and sent and is read again the same.</summary>
    static bool Answers(byte[] bytes)
    {
        foreach (var mode in new[] { ReadMode.Outline, ReadMode.Check, ReadMode.Index, Given.Whole })
        {
            var read = ResourceReader.Read(bytes, mode);
            Assert.True(read.Issues.Count <= ResourceReader.MostIssues + 1);
            if (read.IsBad || mode != Given.Whole) continue;
            var kept = Splice.Keep(read, "x1", out var metaAt);
            var to = new ArrayBufferWriter<byte>();
            Splice.Send(to, kept, metaAt, 2, DateTimeOffset.UnixEpoch);
            var again = ResourceReader.Read(to.WrittenMemory, Given.Whole);
            Assert.Empty(again.Issues);
            Assert.Equal("x1", again.Id);
            Assert.Equal(read.Values.Count, again.Values.Count);
            var rewritten = ResourceReader.Read(Splice.Rewrite(read, _ => "Patient/y"), Given.Whole);
            Assert.All(rewritten.References, r => Assert.Equal("Patient/y", r.Text));
        }
        foreach (var entry in BundleReader.Read(bytes).Entries) ResourceReader.Read(entry.Resource, Given.Whole);
        return true;
    }

    static readonly byte[][] pieces =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "null", "true", "{}", "[]", "\"\"", "\\u0000", "\\ud800", "1e999", "-0",
            "0.0000000000000000000000001", "9999999999999999999",
            "\"resourceType\":\"Patient\",",
            "\"resourceType\":\"Bundle\",", "\"contained\":[{\"resourceType\":\"Basic\"}],", "\"_given\":[null],",
            "\"id\":\"a\",", "\"meta\":{},",
            "\"meta\":{\"versionId\":\"1\"},", "\"extension\":[{\"url\":\"u\",", "\"value\":", "\"reference\":\"Patient/1\",", "\"coding\":[{", "\"code\":\"x\",",
            "\"start\":\"2020\",",
            "\"2026-02-30\"", "\"<div><script/></div>\"", "\u0301", "đ", "\uFEFF", "\t", "\u0001",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    static byte[] Mutated(Random random)
    {
        var bytes = seeds[random.Next(seeds.Length)].ToList();
        for (var times = random.Next(1, 8); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, pieces[random.Next(pieces.Length)]);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 4:
                    Swap(bytes, random);
                    break;
                case 5:
                    bytes.InsertRange(at, Enumerable.Repeat(pieces[random.Next(pieces.Length)], random.Next(1, 70)).SelectMany(p => p));
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(20) == 0 ? bytes.Count - at : 0);
                    break;
            }
        }
        return [.. bytes];
    }

    /// <summary>Puts one JSON name or text in the place of another.</summary>
    static void Swap(List<byte> bytes, Random random)
    {
        var (from, to) = (Quoted(bytes, random), Quoted(bytes, random));
        if (from.Length == 0 || to.Length == 0) return;
        var text = bytes.GetRange(from.Start, from.Length);
        bytes.RemoveRange(to.Start, to.Length);
        bytes.InsertRange(Math.Min(to.Start, bytes.Count), text);
    }

    static (int Start, int Length) Quoted(List<byte> bytes, Random random)
    {
        var start = bytes.IndexOf((byte)'"', random.Next(bytes.Count));
        var end = start < 0 ? -1 : bytes.IndexOf((byte)'"', start + 1);
        return end < 0 ? (0, 0) : (start, end + 1 - start);
    }
}
