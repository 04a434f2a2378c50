using System.Globalization;
using LienY.Dicom;
using Microsoft.AspNetCore.Http;

namespace LienY.Imaging;

/// <summary>Frames of an instance (PS3.18 §10.4.1.1.6): as they are kept straight from the file, or in another form where the client needs it.</summary>
sealed class Frames(IImageArchive archive, ImageBook book, FrameForms forms)
{
    const int MostFrames = 10_000;

    /// <summary>Answers with the frames of a list such as <c>1,2,5</c>.</summary>
    public async Task AnswerAsync(HttpContext context, StoredImage image, string list, CancellationToken stop)
    {
        var numbers = Numbers(list);
        var read = book.Read(image);
        if (read.Frames is null && !read.Syntax.IsDeflated) throw WebProblem.Missing();
        if (numbers.Any(n => n > Math.Max(read.Count, read.Syntax.IsDeflated ? image.Frames : 0))) throw WebProblem.Missing();
        var (accepted, syntax) = Choose(Accepting.Of(context.Request), read);
        var tag = $"\"{Convert.ToHexStringLower(image.Sha256.AsSpan(0, 12))}-{syntax}-{(numbers.Count == 1 ? numbers[0].ToString(CultureInfo.InvariantCulture) : Fnv(list))}\"";
        if (Sending.IsKnown(context, tag)) return;
        var type = MediaTypes.Of(syntax);
        var partType = $"{type}; transfer-syntax={syntax}";
        await using var stream = archive.Open(image);
        // Made before the first byte leaves: what cannot be decoded is refused, never half an answer.
        var parts = new List<Part>(numbers.Count);
        foreach (var number in numbers) parts.Add(await PartAsync(read, stream, number - 1, syntax, stop));
        var response = context.Response;
        if (!accepted.IsMultipart && numbers.Count == 1 && !accepted.IsAny)
        {
            response.ContentType = partType;
            response.ContentLength = parts[0].Length;
            await parts[0].SendAsync(stream, response.BodyWriter, stop);
            return;
        }
        var multipart = new MultipartAnswer(type);
        response.ContentType = multipart.ContentType;
        var (head, end) = (multipart.Head(partType), multipart.End);
        response.ContentLength = parts.Sum(p => p.Length + head.Length + MultipartAnswer.Gap.Length) + end.Length;
        foreach (var part in parts)
        {
            await Sending.WriteAsync(response.BodyWriter, head, stop);
            await part.SendAsync(stream, response.BodyWriter, stop);
            await Sending.WriteAsync(response.BodyWriter, MultipartAnswer.Gap, stop);
        }
        await Sending.WriteAsync(response.BodyWriter, end, stop);
    }

    /// <summary>A frame in the file, or made anew.</summary>
    sealed record Part(Run[] Runs, ReadOnlyMemory<byte> Made)
    {
        public long Length => Made.Length + Runs.Sum(r => r.Length);

        public async Task SendAsync(Stream stream, System.IO.Pipelines.PipeWriter into, CancellationToken stop)
        {
            if (Made.Length > 0) await Sending.WriteAsync(into, Made, stop);
            foreach (var run in Runs) await Sending.CopyAsync(stream, run.Offset, run.Length, into, stop);
        }
    }

    async Task<Part> PartAsync(ReadImage read, Stream stream, int frame, string syntax, CancellationToken stop)
    {
        var asKept = syntax == read.Syntax.Uid || (syntax == Uids.ExplicitLittle && FrameForms.IsPlain(read, frame));
        return asKept && read.Frames is { } table ? new(table[frame].ToArray(), default) : new([], await forms.OfAsync(read, stream, frame, syntax, stop));
    }

    static (AcceptedType Accepted, string Syntax) Choose(IReadOnlyList<AcceptedType> accepted, ReadImage read)
    {
        var kept = read.Syntax.Uid;
        var keptType = MediaTypes.Of(kept);
        foreach (var one in accepted)
        {
            if (one is { IsMultipart: false, IsAny: false } && one.Media is "application/*" or "image/*" && one.Suits(keptType)) return (one, Kept(read));
            if (!one.IsAny && !one.IsMultipart && one.Part.Length > 0) continue;
            // Whatever there is: as it is kept; not said for plain bytes means not compressed.
            if (one.TransferSyntax == "*") return (one, Kept(read));
            if (one.IsAny || one.Content.Length == 0)
            {
                var wanted = one.TransferSyntax.Length > 0 ? one.TransferSyntax : Uids.ExplicitLittle;
                return (one, FrameForms.Can(read, wanted) ? wanted : Kept(read));
            }
            if (one.TransferSyntax.Length > 0)
            {
                if (one.TransferSyntax == kept && read.Syntax.IsEncapsulated) return (one, kept);
                if (FrameForms.Can(read, one.TransferSyntax) && one.Suits(MediaTypes.Of(one.TransferSyntax))) return (one, one.TransferSyntax);
                continue;
            }
            if (read.Syntax.IsEncapsulated && one.Suits(keptType) && keptType != MediaTypes.Plain) return (one, kept);
            if (MediaTypes.Usual(one.Content) is { } usual && FrameForms.Can(read, usual)) return (one, usual);
        }
        throw WebProblem.NotAcceptable(string.Join(", ", FrameForms.Offered(read).Select(s => $"{MediaTypes.Of(s)}; transfer-syntax={s}")));
    }

    // Native pixels of any byte order and VR go out as little endian.
    static string Kept(ReadImage read) => read.Syntax.IsEncapsulated ? read.Syntax.Uid : Uids.ExplicitLittle;

    static List<int> Numbers(string list)
    {
        var numbers = new List<int>();
        foreach (var part in list.Replace("%2C", ",", StringComparison.OrdinalIgnoreCase).Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1) throw WebProblem.Bad("Frames are numbers from 1, separated by commas.");
            numbers.Add(number);
            if (numbers.Count > MostFrames) throw WebProblem.Bad("Too many frames in one request.");
        }
        return numbers;
    }

    static string Fnv(string text) => text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619)).ToString("x8", CultureInfo.InvariantCulture);
}
