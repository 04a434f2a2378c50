using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LienY.Kernel;
using LienY.Sheets;

namespace LienY.Codes;

/// <summary>A code as a file says it; <paramref name="From"/> and <paramref name="To"/> where the file narrows the edition's own days.</summary>
sealed record ReadCode(string Code, string Display, string DisplayEn, string Parent, DateOnly? From, DateOnly? To, string Properties);

/// <summary>A list as a file holds it (TSV, CSV or Excel, one head row): its codes in order, and how many lines were left out because their code came before.</summary>
sealed record CodeTable(IReadOnlyList<ReadCode> Codes, int Twice)
{
    const int Look = 30;
    const int MostFaults = 5;

    /// <summary>Which heads mean what, folded; the first that stands in the file is taken.</summary>
    static readonly Dictionary<string, string[]> Heads = new()
    {
        ["code"] = ["code", "ma benh", "ma icd", "ma icd10", "ma icd-10", "ma ky thuat", "ma tuong duong", "ma dich vu", "ma_dich_vu", "ma thuoc", "ma_thuoc",
            "ma hoat chat",
            "ma cskcb", "ma_cskcb", "ma co so", "ma"],
        ["name"] = ["name_vi", "ten benh", "ten ky thuat", "ten dich vu", "ten_dich_vu", "ten thuoc", "ten_thuoc", "ten hoat chat", "ten cskcb", "ten_cskcb", "ten co so",
            "ten tieng viet", "ten", "display", "name"],
        ["english"] = ["name_en", "ten tieng anh", "disease name", "english", "display_en"],
        ["parent"] = ["parent", "category", "ma cha", "ma nhom"],
        ["from"] = ["valid_from", "hieu luc tu", "tu ngay"],
        ["to"] = ["valid_to", "hieu luc den", "den ngay"],
    };

    /// <summary>Reads a file; <paramref name="columns"/> names heads where the usual ones do not stand (code=Mã bệnh phụ). Refuses what is no such list.</summary>
    public static CodeTable Read(string system, Stream content, IReadOnlyDictionary<string, string> columns)
    {
        try
        {
            using var rows = TableReader.Rows(content).GetEnumerator();
            var (heads, at) = HeadOf(rows, columns);
            return Read(system, rows, heads, at);
        }
        catch (TableFault fault)
        {
            throw new Refusal(RefusalKind.Invalid, fault.Text, fault.Args) { Field = "file" };
        }
    }

    static (IReadOnlyList<string> Heads, Dictionary<string, int> At) HeadOf(IEnumerator<TableRow> rows, IReadOnlyDictionary<string, string> columns)
    {
        for (var line = 0; line < Look && rows.MoveNext(); line++)
        {
            var heads = rows.Current.Texts.Select(t => t.Trim().TrimStart('\uFEFF')).ToList();
            var folded = heads.ConvertAll(Fold.Of);
            var at = new Dictionary<string, int>();
            foreach (var (what, usual) in Heads)
                foreach (var head in columns.TryGetValue(what, out var told) ? [Fold.Of(told)] : usual)
                    if (folded.IndexOf(head) is >= 0 and var place && at.TryAdd(what, place)) break;
            if (at.ContainsKey("code") && at.ContainsKey("name")) return (heads, at);
        }
        throw new Refusal(RefusalKind.Invalid,
            "Không thấy dòng tiêu đề có cột mã và cột tên. Xin ghi tiêu đề “code” và “name_vi”, hoặc cho biết tên cột mã và cột tên của tệp.")
        { Field = "file" };
    }

    static CodeTable Read(string system, IEnumerator<TableRow> rows, IReadOnlyList<string> heads, Dictionary<string, int> at)
    {
        var (codes, seen, twice, faults) = (new List<ReadCode>(), new HashSet<(string, DateOnly?)>(), 0, new List<string>());
        string Cell(string what) => at.TryGetValue(what, out var place) ? rows.Current[place].Text.Trim() : "";
        DateOnly? Day(string what) => Cell(what) is not { Length: > 0 } text ? null
            : rows.Current[at[what]].Day ?? (DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyyMMdd", "dd/MM/yyyy"], CultureInfo.InvariantCulture,
                DateTimeStyles.None, out var day) ? day
            : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là ngày hợp lệ. Ví dụ đúng: 15/09/2025.", text) { Field = "file" });
        while (rows.MoveNext())
        {
            var (code, name, english) = (CodeKinds.Form(system, Cell("code")), Cell("name"), Cell("english"));
            if (code.Length == 0 && name.Length == 0) continue;
            if (code.Length is 0 or > 100 || (name.Length == 0 && english.Length == 0) || name.Length > 4000)
            {
                faults.Add(rows.Current.Number.ToString(CultureInfo.InvariantCulture));
                continue;
            }
            var from = Day("from");
            if (!seen.Add((code, from)))
            {
                twice++;
                continue;
            }
            codes.Add(new(code, name.Length > 0 ? name : english, english, CodeKinds.Form(system, Cell("parent")), from, Day("to"), Others(rows.Current, heads, at)));
        }
        if (faults.Count > 0)
            throw new Refusal(RefusalKind.Invalid, "Có {0} dòng thiếu mã hoặc tên, hoặc quá dài (dòng {1}). Xin sửa tệp rồi nạp lại; chưa nạp dòng nào.", faults.Count,
                string.Join(", ", faults.Take(MostFaults)))
            { Field = "file" };
        if (codes.Count == 0) throw new Refusal(RefusalKind.Invalid, "Tệp không có mã nào.") { Field = "file" };
        return new(codes, twice);
    }

    static string Others(TableRow row, IReadOnlyList<string> heads, Dictionary<string, int> at)
    {
        Dictionary<string, string>? others = null;
        for (var i = 0; i < heads.Count; i++)
            if (heads[i].Length > 0 && !at.ContainsValue(i) && row[i].Text.Trim() is { Length: > 0 } text)
                (others ??= [])[heads[i]] = text.Length > 500 ? text[..500] : text;
        return others is null ? "{}" : JsonSerializer.Serialize(others, Plain);
    }

    static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>SHA-256 over the codes; the same list in another file or form has the same.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var c in Codes) hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{c.Code}\t{c.Display}\t{c.DisplayEn}\t{c.Parent}\t{c.From:O}\t{c.To:O}\t{c.Properties}\n")));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
