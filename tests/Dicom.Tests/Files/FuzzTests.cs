using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LienY.Dicom.Tests;

/// <summary>Whatever bytes come, reader and codecs answer with a DicomFormatException or a result, within bounds.</summary>
public sealed class FuzzTests
{
    static readonly (byte[] Bytes, string Name)[] seeds = [.. Seeds()];

    /// <summary>As long as LIENY_FUZZ_SECONDS says (5 s where it says nothing); the seed of a failure is part of its message.</summary>
    [Fact]
    public void A_long_run_of_mutations_is_answered()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("LIENY_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var given) ? given : 5;
        var start = Random.Shared.Next();
        var clock = Stopwatch.StartNew();
        var (count, read, drawn) = (0, 0, 0);
        for (; clock.Elapsed.TotalSeconds < seconds; count++)
        {
            var random = new Random(unchecked(start + count));
            var (bytes, name) = seeds[random.Next(seeds.Length)];
            bytes = Mutated(bytes, random);
            try
            {
                Answers(bytes, random, ref read, ref drawn);
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {unchecked(start + count)} of {name}, {bytes.Length} bytes: {e}");
            }
        }
        // Mutations that break everything at once would try nothing.
        Assert.True(read > count / 20 && drawn > count / 50, $"{read} read, {drawn} drawn of {count}");
    }

    [Fact]
    public void Every_seed_is_answered()
    {
        var (read, drawn) = (0, 0);
        Assert.All(seeds, seed => Answers(seed.Bytes, new Random(1), ref read, ref drawn));
        Assert.Equal(seeds.Length, read);
        Assert.Equal(seeds.Length - 2, drawn);
    }

    static void Answers(byte[] bytes, Random random, ref int read, ref int drawn)
    {
        try
        {
            Scan(bytes, random);
        }
        catch (DicomFormatException) { }
        DicomFile file;
        try
        {
            file = Part10.Read(bytes, ReadLimits.Default with { TakesTruncatedPixels = random.Next(2) == 0 });
            read++;
            foreach (var element in file.DataSet) file.DataSet.Texts(element.Tag);
            Given.Json(file.DataSet);
            DicomJson.Read(JsonDocument.Parse(Given.Json(file.DataSet)).RootElement);
            DataSetWriter.ToBytes(file.DataSet, file.Syntax);
            file.DataSet.Recode(Charset.Utf8);
        }
        catch (DicomFormatException)
        {
            return;
        }
        try
        {
            var frames = new FrameSource(file);
            for (var i = 0; i < Math.Min(frames.Count, 3); i++)
            {
                var native = frames.Native(i);
                Picture.Of(file.DataSet, native, i).Fit(16).ToJpeg(random.Next(1, 101));
                if (native.Layout.BitsAllocated is 8 or 16) PixelCodec.Encode(native, TransferSyntax.JpegLsLossless);
                drawn += i == 0 ? 1 : 0;
            }
        }
        catch (DicomFormatException) { }
    }

    static void Scan(byte[] bytes, Random random)
    {
        if (Part10.ReadStart(bytes) is not { } start) return;
        var scan = new HeaderScan(start.Syntax);
        for (var at = start.DataSetOffset; at < bytes.Length;)
        {
            var piece = Math.Min(bytes.Length - at, random.Next(1, 500));
            if (scan.Feed(bytes.AsSpan(at, piece))) break;
            at += piece;
        }
        scan.End();
        if (scan.PixelTag is null || start.Syntax.IsDeflated) return;
        var offset = start.DataSetOffset + scan.PixelOffset;
        var table = scan.PixelLength is { } length ? FrameTable.Native(scan.DataSet, offset, length)
            : FrameTable.Encapsulated(scan.DataSet, new MemoryStream(bytes), offset);
        for (var i = 0; i < Math.Min(table.Count, 5); i++) Assert.True(table.Length(i) >= 0);
    }

    static byte[] Mutated(byte[] bytes, Random random)
    {
        var copy = bytes.ToArray();
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            // Past the preamble, which says nothing.
            var at = random.Next(Math.Min(132, copy.Length - 1), copy.Length);
            switch (random.Next(6))
            {
                case 0: copy[at] = (byte)random.Next(256); break;
                case 1: copy[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: copy[at] = 0xFF; break;
                case 3 when random.Next(4) == 0: copy = copy[..at]; break;
                case 4 when random.Next(4) == 0: copy = [.. copy[..at], .. copy[random.Next(at, copy.Length)..]]; break;
                case 5 when random.Next(4) == 0: copy = [.. copy[..at], .. copy[(at / 2)..at], .. copy[at..]]; break;
            }
            if (copy.Length < 140) break;
        }
        return copy;
    }

    /// <summary>Small files of every kind, made by code, and what earlier runs found (Findings).</summary>
    static IEnumerable<(byte[] Bytes, string Name)> Seeds()
    {
        foreach (var syntax in new[] { TransferSyntax.ImplicitLittle, TransferSyntax.ExplicitLittle, TransferSyntax.ExplicitBig, TransferSyntax.Deflated })
        {
            var set = Pictures.Smooth(9, 7, 12);
            foreach (var element in Given.Random(new Random(7))) set.Set(element);
            set.Set(Tags.Rows, 7);
            yield return (Part10.ToBytes(set, syntax), syntax.Name);
        }
        yield return (Part10.ToBytes(Given.Random(new Random(3)), TransferSyntax.ExplicitLittle), "no pixels");
        yield return (Part10.ToBytes(Given.Random(new Random(8)), TransferSyntax.ImplicitLittle), "no pixels, implicit");
        foreach (var (bits, samples) in new[] { (8, 1), (12, 1), (8, 3) })
        {
            var source = Pictures.Smooth(13, 11, bits, samples);
            var native = PixelCodec.Native(source.Bytes(Tags.PixelData).Span, PixelLayout.Of(source));
            foreach (var syntax in new[] { TransferSyntax.JpegLsLossless, TransferSyntax.Rle })
            {
                yield return (Packed(source, syntax, PixelCodec.Encode(native, syntax)), $"{syntax.Name} {bits} {samples}");
            }
            if (bits == 8) yield return (Packed(source, TransferSyntax.JpegBaseline, Picture.Of(source, native).ToJpeg()), $"JPEG {samples}");
        }
        foreach (var (name, syntax, bits, samples, stream) in Streams.All)
        {
            yield return (Packed(Given.Image(17, 19, bits, samples), TransferSyntax.Of(syntax), Convert.FromBase64String(stream)), name);
        }
        var palette = Pictures.Smooth(8, 8, 8).Set(Tags.PhotometricInterpretation, "PALETTE COLOR");
        foreach (var colour in new[] { "Red", "Green", "Blue" })
        {
            palette.Set(Tag.Parse(colour + "PaletteColorLookupTableDescriptor"), 256, 0, 16).Set(Tag.Parse(colour + "PaletteColorLookupTableData"), Vr.OW, new byte[512]);
        }
        yield return (Part10.ToBytes(palette, TransferSyntax.ExplicitLittle), "palette");
        var folder = Path.Combine(AppContext.BaseDirectory, "Findings");
        if (!Directory.Exists(folder)) yield break;
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            yield return (File.ReadAllBytes(path), Path.GetFileName(path));
        }
    }

    static byte[] Packed(DataSet source, TransferSyntax syntax, byte[] frame) =>
        Part10.ToBytes(source.Copy().Set(new Element(Tags.PixelData, Vr.OB, default, [frame])), syntax);
}
