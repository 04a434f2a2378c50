namespace LienY.Signatures;

/// <summary>
/// What became of a PDF after a signature: only further signatures, or something else. Whatever is not known to be harmless counts as a change, so that neither a
/// replaced object, nor one that the signed text named and that did not exist, nor bytes behind the end can show other content (shadow and incremental-saving attacks).
/// </summary>
static class PdfLater
{
    public static string Judge(PdfFile now, int end, PdfField field, int contentsAt, PdfBudget budget)
    {
        try
        {
            return IsHarmless(now, PdfFile.Open(now.Data, end, budget), field, contentsAt) ? Codes.LaterSignatures : Codes.LaterChange;
        }
        catch (Exception problem) when (SignatureFault.Is(problem))
        {
            return Codes.LaterChange;
        }
    }

    static bool IsHarmless(PdfFile now, PdfFile then, PdfField field, int contentsAt)
    {
        if (now.Newest < then.End || now.Root.Number != then.Root.Number) return false;
        // The signed revision itself must hold this signature at this place.
        if (!PdfPages.Fields(then).Exists(f => f.Name == field.Name && then.Dict(f.Value)?["Contents"] is PdfText c && c.Start == contentsAt)) return false;
        HashSet<int>? named = null;
        var roles = new PdfRoles(then);
        foreach (var (number, entry) in now.Entries)
        {
            var isOld = then.Entries.TryGetValue(number, out var before) && !before.IsFree;
            if (isOld && before == entry) continue;
            if (!isOld && entry.IsFree) continue;
            if (entry.IsFree) return false;
            var value = now.Object(number);
            // An object stream of the signed revision holds signed objects: only a new one, or a section in the place of a section, says nothing by itself.
            if (value is PdfStream { Dict: var d } && (now.Name(d["Type"]), isOld) is ("XRef" or "ObjStm", false)) continue;
            if (isOld && IsSection(value) && IsSection(then.Object(number))) continue;
            if (isOld)
            {
                if (!PdfWriting.Bytes(value).AsSpan().SequenceEqual(PdfWriting.Bytes(then.Object(number))) && !roles.May(number, then.Object(number), value,
                    now)) return false;
            }
            else if ((named ??= Named(then)).Contains(number)) return false;
        }
        return true;
    }

    static bool IsSection(PdfValue? value) => value is PdfStream { Dict: var d } && d["Type"] is PdfName { Name: "XRef" };

    // Numbers that the signed revision names anywhere.
    static HashSet<int> Named(PdfFile then)
    {
        var named = new HashSet<int>();
        void Walk(PdfValue? value)
        {
            switch (value)
            {
                case PdfRef r: named.Add(r.Number); break;
                case PdfArray a: a.Items.ForEach(Walk); break;
                case PdfDict d:
                    foreach (var entry in d.Entries.Values) Walk(entry);
                    break;
                case PdfStream s: Walk(s.Dict); break;
            }
        }
        foreach (var (number, entry) in then.Entries) if (!entry.IsFree) Walk(then.Object(number));
        Walk(then.Trailer);
        return named;
    }
}

/// <summary>What an object of a signed revision is there for, and so what of it may change without changing what was signed.</summary>
sealed class PdfRoles
{
    readonly PdfFile then;
    readonly HashSet<int> pages;
    readonly HashSet<int> lists = [];
    readonly HashSet<int> fields = [];
    readonly HashSet<int> free = [];
    readonly int form = -1;

    public PdfRoles(PdfFile then)
    {
        this.then = then;
        pages = [.. PdfPages.Of(then).Select(p => p.Number)];
        foreach (var page in pages) if (then.Dict(then.Object(page))?["Annots"] is PdfRef annots) lists.Add(annots.Number);
        foreach (var open in PdfPages.Fields(then).Where(f => f is { Type: "Sig", At: not null } && then.Resolve(f.Value) is null)) fields.Add(open.At!.Number);
        if (then.Catalog["AcroForm"] is PdfRef at) form = at.Number;
        if (then.Dict(then.Catalog["AcroForm"])?["Fields"] is PdfRef list) lists.Add(list.Number);
        foreach (var value in new[] { then.Catalog["Metadata"], then.Trailer["Info"], then.Catalog["DSS"] }) if (value is PdfRef harmless) free.Add(harmless.Number);
        if (then.Dict(then.Catalog["DSS"]) is { } dss) foreach (var value in dss.Entries.Values) if (value is PdfRef part) free.Add(part.Number);
    }

    public bool May(int number, PdfValue? before, PdfValue? after, PdfFile now)
    {
        if (free.Contains(number)) return true;
        if (lists.Contains(number)) return Grows(before, after, now);
        if (before is not PdfDict old || after is not PdfDict young || young.IsTwice) return false;
        if (number == then.Root.Number) return Same(old, young, "AcroForm", "DSS", "Extensions", "Metadata", "Version") && Form(old["AcroForm"],
            young["AcroForm"], now);
        if (number == form) return Form(old, young, now);
        if (pages.Contains(number)) return Same(old, young, "Annots") && List(old["Annots"], young["Annots"], now);
        return fields.Contains(number) && Same(old, young, "V", "AP", "M");
    }

    static bool Same(PdfDict old, PdfDict young, params string[] but) => old.Entries.Keys.Union(young.Entries.Keys).Except(but)
        .All(key => PdfWriting.Bytes(old[key]).AsSpan().SequenceEqual(PdfWriting.Bytes(young[key])));

    bool Form(PdfValue? old, PdfValue? young, PdfFile now)
    {
        // A form that stands by itself is judged as the object it is.
        if (old is PdfRef a && young is PdfRef b && a.Number == b.Number) return true;
        if (then.Dict(old) is not { } before) return young is null || (now.Dict(young) is { } made && now.Array(made["Fields"])?.Items.TrueForAll(f =>
            IsSignature(now, f)) == true);
        return now.Dict(young) is { } after && Same(before, after, "Fields", "SigFlags", "DR", "DA") && List(before["Fields"], after["Fields"], now);
    }

    bool List(PdfValue? old, PdfValue? young, PdfFile now) =>
        (old is PdfRef a && young is PdfRef b && a.Number == b.Number) || Grows(then.Resolve(old), now.Resolve(young), now);

    static bool Grows(PdfValue? old, PdfValue? young, PdfFile now)
    {
        var before = (old as PdfArray)?.Items ?? [];
        if (young is not PdfArray after || after.Items.Count < before.Count) return false;
        for (var i = 0; i < before.Count; i++) if (!PdfWriting.Bytes(before[i]).AsSpan().SequenceEqual(PdfWriting.Bytes(after.Items[i]))) return false;
        return after.Items.Skip(before.Count).All(f => IsSignature(now, f));
    }

    static bool IsSignature(PdfFile now, PdfValue? field) =>
        now.Dict(field) is { } dict && (now.Name(dict["FT"]) ?? now.Name(now.Dict(dict["Parent"])?["FT"])) == "Sig" && (dict["Subtype"] is null
            || now.Name(dict["Subtype"]) == "Widget");
}
