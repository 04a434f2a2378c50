using System.Globalization;

namespace LienY.Signatures;

/// <summary>An incremental update: objects behind the file as it is, with a section of the same sort as its newest (ISO 32000-1, 7.5.6).</summary>
sealed class PdfUpdate(PdfFile file)
{
    readonly SortedDictionary<int, (int Generation, PdfValue Value)> objects = [];
    int next = file.Size;

    public PdfRef Add(PdfValue value)
    {
        objects[next] = (0, value);
        return new(next++, 0);
    }

    public void Replace(PdfRef what, PdfValue value) => objects[what.Number] = (what.Generation, value);

    /// <summary>The object as it stands now, changed already or not.</summary>
    public PdfValue? Now(PdfRef what) => objects.TryGetValue(what.Number, out var changed) ? changed.Value : file.Resolve(what);

    /// <summary>The file with the update, and where each new object begins.</summary>
    public (byte[] File, IReadOnlyDictionary<int, int> Places) Write()
    {
        var to = new MemoryStream(file.End + 64 * 1024);
        to.Write(file.Data, 0, file.End);
        if (file.End > 0 && file.Data[file.End - 1] is not (10 or 13)) to.WriteByte(10);
        var places = new Dictionary<int, int>();
        foreach (var (number, (generation, value)) in objects)
        {
            places[number] = (int)to.Position;
            PdfWriting.Text(to, string.Create(CultureInfo.InvariantCulture, $"{number} {generation} obj\n"));
            PdfWriting.Write(to, value);
            PdfWriting.Text(to, "\nendobj\n");
        }
        var start = to.Position;
        if (file.IsStream) Stream(to, places);
        else Table(to, places);
        PdfWriting.Text(to, string.Create(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n"));
        return (to.ToArray(), places);
    }

    PdfDict Trailer(int size)
    {
        var trailer = new PdfDict { ["Size"] = PdfAtom.Of(size) };
        foreach (var key in new[] { "Root", "Info", "ID" }) if (file.Trailer[key] is { } value) trailer[key] = value;
        trailer["Prev"] = PdfAtom.Of(file.Newest);
        return trailer;
    }

    IEnumerable<List<int>> Runs(IEnumerable<int> numbers)
    {
        var run = new List<int>();
        foreach (var number in numbers)
        {
            if (run.Count > 0 && run[^1] + 1 != number)
            {
                yield return run;
                run = [];
            }
            run.Add(number);
        }
        if (run.Count > 0) yield return run;
    }

    void Table(MemoryStream to, Dictionary<int, int> places)
    {
        PdfWriting.Text(to, "xref\n");
        foreach (var run in Runs(objects.Keys))
        {
            PdfWriting.Text(to, string.Create(CultureInfo.InvariantCulture, $"{run[0]} {run.Count}\n"));
            foreach (var number in run) PdfWriting.Text(to, string.Create(CultureInfo.InvariantCulture, $"{places[number]:D10} {objects[number].Generation:D5} n\r\n"));
        }
        PdfWriting.Text(to, "trailer\n");
        PdfWriting.Write(to, Trailer(next));
        PdfWriting.Text(to, "\n");
    }

    void Stream(MemoryStream to, Dictionary<int, int> places)
    {
        var own = next;
        places[own] = (int)to.Position;
        var numbers = objects.Keys.Append(own).ToList();
        var rows = new MemoryStream();
        foreach (var number in numbers)
        {
            var (at, generation) = (places[number], objects.TryGetValue(number, out var o) ? o.Generation : 0);
            rows.Write([1, (byte)(at >> 24), (byte)(at >> 16), (byte)(at >> 8), (byte)at, (byte)(generation >> 8), (byte)generation]);
        }
        var dict = new PdfDict { ["Type"] = new PdfName("XRef") };
        foreach (var (key, value) in Trailer(own + 1).Entries) dict[key] = value;
        dict["Index"] = new PdfArray([.. Runs(numbers).SelectMany(r => new PdfValue[] { PdfAtom.Of(r[0]), PdfAtom.Of(r.Count) })]);
        dict["W"] = new PdfArray([PdfAtom.Of(1), PdfAtom.Of(4), PdfAtom.Of(2)]);
        dict["Length"] = PdfAtom.Of(rows.Length);
        PdfWriting.Text(to, string.Create(CultureInfo.InvariantCulture, $"{own} 0 obj\n"));
        PdfWriting.Write(to, new PdfStream(dict, rows.ToArray()));
        PdfWriting.Text(to, "\nendobj\n");
    }
}
