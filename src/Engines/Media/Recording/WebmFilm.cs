namespace LienY.Media;

/// <summary>Makes one WebM file of the recorded tracks of a room: each opened and checked, put in one order of time. Read twice, a segment at a time, so that
/// hours need no more memory than minutes.</summary>
public static class WebmFilm
{
    /// <summary>One recorded track: how to open its file, the key, the name to show.</summary>
    public readonly record struct Source(Func<Stream> Open, ReadOnlyMemory<byte> Key, string Name);

    /// <summary>One track being read.</summary>
    sealed class Strand(Source source) : IDisposable
    {
        readonly Queue<MediaFrame> frames = new();
        Stream? file;
        TrackReading? reading;
        FrameAssembly? assembly;

        public TrackCheck Check { get; private set; }

        public TrackHead Head { get; private set; }

        public bool Any { get; private set; }

        public (int Width, int Height) Size { get; private set; }

        public int Number { get; set; }

        public IReadOnlyList<long> Fits { get; private set; } = [];

        // The time of the recording: every file tells when its media clock stood where, so that several runs meet on one line.
        long Shift => Head.Began - Head.Origin;

        public void First()
        {
            using var from = source.Open();
            using var all = new TrackReading(from, source.Key.Span);
            Head = all.Head;
            var parts = new FrameAssembly(Head.PayloadType, Math.Max(Head.Clock, 1), Note);
            while (all.Next((time, packet) => parts.Add(time + Shift, packet))) { }
            parts.End();
            (Check, Fits) = (all.Found!.Value, parts.Fits);
        }

        void Note(MediaFrame frame)
        {
            if (Head.PayloadType != Wire.Vp8) Any = true;
            else if (!Any && frame.Key && Vp8Descriptor.TrySize(frame.Bytes, out var width, out var height)) (Any, Size) = (true, (width, height));
        }

        public bool TryPeek(out MediaFrame frame)
        {
            if (reading is null)
            {
                file = source.Open();
                reading = new(file, source.Key.Span);
                assembly = new(Head.PayloadType, Head.Clock, frames.Enqueue, Fits);
            }
            while (frames.Count == 0)
            {
                if (reading.Next((time, packet) => assembly!.Add(time + Shift, packet))) continue;
                assembly!.End();
                break;
            }
            return frames.TryPeek(out frame);
        }

        public MediaFrame Take() => frames.Dequeue();

        public void Dispose()
        {
            reading?.Dispose();
            file?.Dispose();
        }
    }

    /// <summary>Writes the film; returns what checking each track found, in order. What is not true is left out.</summary>
    public static TrackCheck[] Make(IReadOnlyList<Source> sources, Stream to, Guid id)
    {
        var strands = sources.Select(s => new Strand(s)).ToList();
        try
        {
            var writer = new WebmWriter(to, id);
            for (var i = 0; i < strands.Count; i++)
            {
                var strand = strands[i];
                strand.First();
                if (!strand.Any) continue;
                var (name, (width, height)) = (sources[i].Name, strand.Size);
                strand.Number = strand.Head.PayloadType == Wire.Vp8 ? writer.Picture(name, width, height) : writer.Sound(name);
            }
            while (true)
            {
                Strand? next = null;
                var least = long.MaxValue;
                foreach (var strand in strands.Where(s => s.Number > 0))
                    if (strand.TryPeek(out var frame) && frame.Time < least) (next, least) = (strand, frame.Time);
                if (next is null) break;
                writer.Add(next.Number, next.Take());
            }
            writer.End();
            return [.. strands.Select(s => s.Check)];
        }
        finally
        {
            foreach (var strand in strands) strand.Dispose();
        }
    }
}
