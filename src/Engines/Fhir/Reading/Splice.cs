using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LienY.Fhir;

/// <summary>Changes single places of a resource's bytes and leaves all others as they came.</summary>
public static class Splice
{
    /// <summary>
    /// The bytes that are stored: <paramref name="id"/> put in or in place of another, meta.versionId and meta.lastUpdated taken out, all else as it came.
    /// </summary>
    /// <param name="read">A resource without errors.</param>
    /// <param name="id">The logical id.</param>
    /// <param name="metaAt">Above 0: offset just behind the brace of meta; below 0: a meta is put in at that offset times -1.</param>
    public static byte[] Keep(ReadResource read, string id, out int metaAt)
    {
        var body = read.Body.Span;
        var edits = new List<(int Start, int Length, byte[] With)>();
        if (read.IdSpot.Length == 0) edits.Add((read.HeadEnd, 0, [.. ",\"id\":"u8, .. Escaped.Quoted(id)]));
        else if (read.Id != id) edits.Add((read.IdSpot.Start, read.IdSpot.Length, Escaped.Quoted(id)));
        foreach (var (start, length) in read.OwnMeta) edits.Add((start, length, []));
        metaAt = read.MetaSpot.Length > 0 ? read.MetaSpot.Start + 1 : -read.HeadEnd;
        if (edits.Count == 0) return body.ToArray();
        edits.Sort((a, b) => a.Start.CompareTo(b.Start));
        var kept = new byte[body.Length + edits.Sum(e => e.With.Length - e.Length)];
        var (from, to) = (0, 0);
        var place = Math.Abs(metaAt);
        var shift = 0;
        foreach (var (start, length, with) in edits)
        {
            body[from..start].CopyTo(kept.AsSpan(to));
            to += start - from;
            with.CopyTo(kept.AsSpan(to));
            to += with.Length;
            from = start + length;
            if (start + length <= place) shift += with.Length - length;
        }
        body[from..].CopyTo(kept.AsSpan(to));
        metaAt = metaAt > 0 ? place + shift : -(place + shift);
        return kept;
    }

    /// <summary>Writes a stored resource with its version and time.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="kept">What <see cref="Keep"/> gave.</param>
    /// <param name="metaAt">What it gave beside; -1: right behind the first brace.</param>
    /// <param name="version">meta.versionId.</param>
    /// <param name="at">meta.lastUpdated.</param>
    public static void Send(IBufferWriter<byte> to, ReadOnlySpan<byte> kept, int metaAt, int version, DateTimeOffset at) => Send(to, kept, metaAt, version, at, default);

    /// <summary>The same; <paramref name="source"/> becomes meta.source where the body has no meta of its own (ASCII, nothing to escape; empty: none).</summary>
    public static void Send(IBufferWriter<byte> to, ReadOnlySpan<byte> kept, int metaAt, int version, DateTimeOffset at, ReadOnlySpan<byte> source)
    {
        var place = Math.Abs(metaAt);
        to.Write(kept[..place]);
        var rest = kept[place..];
        if (metaAt > 0)
        {
            Own(to, version, at);
            if (rest.TrimStart(" \t\r\n"u8) is not [(byte)'}', ..]) to.Write(","u8);
        }
        else
        {
            to.Write(place == 1 ? "\"meta\":{"u8 : ",\"meta\":{"u8);
            Own(to, version, at);
            if (!source.IsEmpty)
            {
                to.Write(",\"source\":\""u8);
                to.Write(source);
                to.Write("\""u8);
            }
            to.Write(place == 1 ? "},"u8 : "}"u8);
        }
        to.Write(rest);
    }

    static void Own(IBufferWriter<byte> to, int version, DateTimeOffset at)
    {
        var room = to.GetSpan(96);
        var length = 0;
        Put("\"versionId\":\""u8, room, ref length);
        version.TryFormat(room[length..], out var written, provider: CultureInfo.InvariantCulture);
        length += written;
        Put("\",\"lastUpdated\":\""u8, room, ref length);
        at.UtcDateTime.TryFormat(room[length..], out written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        length += written;
        room[length++] = (byte)'"';
        to.Advance(length);
    }

    static void Put(ReadOnlySpan<byte> what, Span<byte> room, ref int length)
    {
        what.CopyTo(room[length..]);
        length += what.Length;
    }

    /// <summary>The bytes with references rewritten; null from <paramref name="to"/> leaves one as it is. The body itself where none changes.</summary>
    public static ReadOnlyMemory<byte> Rewrite(ReadResource read, Func<ReferenceSpot, string?> to)
    {
        ArrayBufferWriter<byte>? changed = null;
        var body = read.Body.Span;
        var from = 0;
        foreach (var spot in read.References)
        {
            if (to(spot) is not { } text || text == spot.Text) continue;
            changed ??= new ArrayBufferWriter<byte>(body.Length + 256);
            changed.Write(body[from..spot.Start]);
            changed.Write(Escaped.Quoted(text));
            from = spot.Start + spot.Length;
        }
        if (changed is null) return read.Body;
        changed.Write(body[from..]);
        return changed.WrittenMemory;
    }
}
