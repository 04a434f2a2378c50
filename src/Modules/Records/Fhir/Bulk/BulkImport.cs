using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>
/// <c>$import</c>: NDJSON of resources with ids, read line by line with bounded memory. Lines go to the writer in groups; where one is refused its group is tried
/// line by line, so that the others are kept. What is there already, byte for byte, is left alone: a file may be sent again after a cut line.
/// </summary>
sealed class BulkImport(CommitQueue queue, FhirCheck check, ReadSeats reads)
{
    const int Group = 400, MostFaults = 1_000;

    /// <summary>Longest line.</summary>
    public const int MostLine = 16 * 1024 * 1024;

    sealed class Progress
    {
        public long Line, Kept, Same, Refused;
        public List<(long Line, string Name, Issue Issue)> Faults { get; } = [];

        public void Refuse(long line, string name, FhirProblem problem)
        {
            Refused++;
            if (Faults.Count < MostFaults) Faults.Add((line, name, problem.Issues.Count > 0 ? problem.Issues[0] : new("error", "processing", "", problem.Message)));
        }
    }

    /// <summary>Takes a stream of lines; answers what was kept, what was there already, and which line was refused and why.</summary>
    public async Task<FhirReply> TakeAsync(FhirSeat seat, PipeReader lines, CancellationToken stop)
    {
        seat.MustWrite();
        var progress = new Progress();
        var group = new List<(long Line, FhirChange Change)>();
        while (true)
        {
            var read = await lines.ReadAsync(stop);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                await LineAsync(seat, rest.Slice(0, end), progress, group, stop);
                rest = rest.Slice(rest.GetPosition(1, end));
                if (group.Count >= Group) await WriteAsync(seat, group, progress, stop);
            }
            if (rest.Length > MostLine)
            {
                lines.AdvanceTo(read.Buffer.End);
                throw new FhirProblem(413, "too-long", "", $"Line {progress.Line + 1} is longer than {MostLine / 1024 / 1024} MiB; what stood before it was kept.");
            }
            if (read.IsCompleted)
            {
                await LineAsync(seat, rest, progress, group, stop);
                await WriteAsync(seat, group, progress, stop);
                lines.AdvanceTo(read.Buffer.End);
                return new(200) { Body = Answer(progress) };
            }
            lines.AdvanceTo(rest.Start, rest.End);
        }
    }

    async Task LineAsync(FhirSeat seat, ReadOnlySequence<byte> line, Progress progress, List<(long, FhirChange)> group, CancellationToken stop)
    {
        progress.Line++;
        var bytes = line.ToArray();
        var text = bytes.AsMemory().TrimEnd((byte)'\r');
        if (progress.Line == 1 && text.Span.StartsWith("\uFEFF"u8)) text = text[3..];
        if (text.IsEmpty) return;
        try
        {
            var resource = FhirCheck.Resource(text, null);
            if (resource.Id is not { } id) throw new FhirProblem(422, "required", $"{resource.Type}.id", "A line of an import needs an id, so that it can be sent again without being made twice.");
            var change = new FhirChange(ChangeKind.Update, resource.Type) { Id = FhirChange.MustBeId(id), Read = resource, Entry = (int)Math.Min(progress.Line, int.MaxValue) };
            await check.ReadyAsync(change, stop);
            if (await reads.FindAsync(change.Type, id, stop) is { IsDeleted: false } now && now.HolderId == seat.HolderId && now.Body.AsSpan().SequenceEqual(change.Kept!.Value.Body)) progress.Same++;
            else group.Add((progress.Line, change));
        }
        catch (FhirProblem problem)
        {
            progress.Refuse(progress.Line, "", problem);
        }
    }

    async Task WriteAsync(FhirSeat seat, List<(long Line, FhirChange Change)> group, Progress progress, CancellationToken stop)
    {
        if (group.Count == 0) return;
        try
        {
            await queue.WriteAsync(new(seat, [.. group.Select(g => g.Change)]) { Action = "fhir.import", IsBundle = true, IsLinked = true, Size = group.Sum(g => g.Change.Kept!.Value.Body.Length) }, stop);
            progress.Kept += group.Count;
        }
        catch (FhirProblem) when (group.Count > 1)
        {
            foreach (var (line, change) in group) await OneAsync(seat, line, change, progress, stop);
        }
        catch (FhirProblem problem)
        {
            progress.Refuse(group[0].Line, $"{group[0].Change.Type}/{group[0].Change.Id}", problem);
        }
        group.Clear();
    }

    async Task OneAsync(FhirSeat seat, long line, FhirChange change, Progress progress, CancellationToken stop)
    {
        try
        {
            await queue.WriteAsync(new(seat, [change]) { Action = "fhir.import", Size = change.Kept!.Value.Body.Length }, stop);
            progress.Kept++;
        }
        catch (FhirProblem problem)
        {
            progress.Refuse(line, $"{change.Type}/{change.Id}", problem);
        }
    }

    static byte[] Answer(Progress progress)
    {
        List<Issue> issues =
        [
            new("information", "informational", "", string.Create(CultureInfo.InvariantCulture, $"{progress.Kept} kept, {progress.Same} there already, {progress.Refused} refused.")),
            .. progress.Faults.Select(f => f.Issue with
            {
                Text = string.Create(CultureInfo.InvariantCulture, $"line {f.Line}{(f.Name.Length > 0 ? " " + f.Name : "")}: {f.Issue.Text}"),
            }),
        ];
        return OperationOutcomes.Of(issues);
    }
}
