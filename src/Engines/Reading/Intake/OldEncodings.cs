using System.Text;

namespace LienY.Reading;

/// <summary>TCVN3 (ABC), VNI and Windows-1258 texts, recognised by the words they yield.</summary>
static class OldEncodings
{
    const string TcvnFrom = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§";
    const string TcvnTo = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ";
    const string VniMarks = "øùûõïâàáåãäêèéúüë";
    static readonly Dictionary<char, string> VniLetters = new()
    {
        ['a'] = "àáảãạâầấẩẫậăằắẳẵặ",
        ['e'] = "èéẻẽẹêềếểễệ",
        ['o'] = "òóỏõọôồốổỗộ",
        ['u'] = "ùúủũụ",
        ['y'] = "ỳýỷỹ",
        ['ô'] = "ờớởỡợ",
        ['ö'] = "ừứửữự",
    };
    static readonly Dictionary<char, char> VniSingles = new()
    {
        ['ñ'] = 'đ',
        ['æ'] = 'ỉ',
        ['ó'] = 'ĩ',
        ['ò'] = 'ị',
        ['î'] = 'ỵ',
        ['ô'] = 'ơ',
        ['ö'] = 'ư',
    };
    static readonly string[] Common =
        ["của", "và", "các", "kế hoạch", "y tế", "được", "thực hiện", "tỉnh", "bệnh viện", "năm", "đơn vị", "đến", "theo", "với", "tổ chức", "việc", "đảm bảo", "nội dung"];

    /// <summary>The text in Unicode and the name of the encoding it was in; refuses text of no known encoding.</summary>
    public static (string Text, string Encoding) Convert(string text, string encoding)
    {
        var known = encoding != "unknown";
        var letters = text.Count(c => c is >= '\u1EA0' and <= '\u1EF9' or 'đ' or 'ơ' or 'ư' or 'Đ');
        if (known && (letters * 12 > Letters(text) || Hits(text) >= 8)) return (text, encoding);
        var strange = text.Count(c => c is >= '\u00a1' and <= '\u00ff');
        if (known && strange * 30 < Letters(text)) return (text, encoding);
        (string Text, string Name, int Hits)[] candidates =
        [
            (Tcvn(text), "tcvn3", 0), (Vni(text), "vni", 0), (Windows1258(text), "windows-1258", 0),
        ];
        var best = candidates.Select(c => c with { Hits = Hits(c.Text) }).MaxBy(c => c.Hits);
        if (best.Hits >= Math.Max(3, Hits(text) + 2)) return (best.Text, best.Name);
        if (known) return (text, encoding);
        throw new ReadingRefusal("unknown-encoding", "Không nhận ra bảng mã chữ Việt của tệp.",
            "Hãy mở tệp, lưu lại với mã UTF-8 (Unicode) rồi nhập lại.");
    }

    /// <summary>Lines of a file whose format is known, in Unicode; <paramref name="font"/>: the old encoding that its fonts name.</summary>
    public static SourceText Whole(string format, IReadOnlyList<SourceLine> lines, string? font = null)
    {
        var (_, name) = Convert(string.Join('\n', lines.Select(l => l.Raw)), format);
        var result = name == format ? lines
            : [.. lines.Select(l => l with { Raw = Apply(name, l.Raw), Cells = l.Cells?.Select(c => c with { Text = Apply(name, c.Text) }).ToList() })];
        var encoding = name == format ? font ?? format : name;
        return new(format, encoding, result, encoding == format ? [] : [Warning(encoding, lines.Count)]);
    }

    /// <summary>A text of a named old encoding in Unicode.</summary>
    public static string Apply(string encoding, string text) => encoding switch
    {
        "tcvn3" => Tcvn(text),
        "vni" => Vni(text),
        "windows-1258" => Windows1258(text),
        _ => text,
    };

    public static ReadingWarning Warning(string encoding, int lines) => new("encoding-converted",
        $"Văn bản viết bằng bảng mã cũ {(encoding == "tcvn3" ? "TCVN3 (ABC)" : encoding == "vni" ? "VNI" : "Windows-1258")} đã được chuyển sang Unicode; hãy đối chiếu dấu và chữ hoa.",
        new(1, Math.Max(1, lines)), []);

    static int Letters(string text) => Math.Max(1, text.Count(char.IsLetter));

    static int Hits(string text)
    {
        var lower = Vietnamese.Lower(text.Length > 200_000 ? text[..200_000] : text);
        return Common.Sum(word =>
        {
            int at = 0, count = 0;
            while (count < 5 && (at = lower.IndexOf(word, at, StringComparison.Ordinal)) >= 0)
            {
                var end = at + word.Length;
                if ((at == 0 || !char.IsLetter(lower[at - 1])) && (end == lower.Length || !char.IsLetter(lower[end]))) count++;
                at = end;
            }
            return count;
        });
    }

    internal static string Tcvn(string text)
    {
        var to = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            // Symbol fonts of Word shift the code page to the private area.
            var code = c is >= '\uF0A0' and <= '\uF0FF' ? (char)(c - 0xF000) : c;
            var at = TcvnFrom.IndexOf(code, StringComparison.Ordinal);
            to.Append(at < 0 ? code : TcvnTo[at]);
        }
        return CapitalWords(to.ToString());
    }

    // The capital fonts of ABC keep small codes, so "KÕ HO¹CH" gives "Kế HOạCH": such words become capitals whole.
    static string CapitalWords(string text)
    {
        var to = text.ToCharArray();
        for (var i = 0; i < to.Length;)
        {
            if (!char.IsLetter(to[i])) { i++; continue; }
            var end = i;
            bool upper = false, plainLower = false;
            for (; end < to.Length && char.IsLetter(to[end]); end++)
            {
                upper |= char.IsUpper(to[end]) && end > i || (char.IsUpper(to[end]) && i == end && end + 1 < to.Length && IsMarked(to[end + 1]));
                plainLower |= to[end] is >= 'a' and <= 'z';
            }
            if (upper && !plainLower)
                for (var j = i; j < end; j++) to[j] = char.ToUpperInvariant(to[j]);
            i = end;
        }
        return RestoreShort(new string(to));
    }

    static bool IsMarked(char c) => c > 0x7f && char.IsLower(c);

    // "Sở Y tế" must not become "SỞ": a two-letter word is capital only between capital words.
    static string RestoreShort(string text)
    {
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Length != 2 || !Vietnamese.IsCaps(words[i]) || words[i][1] < 0x80) continue;
            var before = i > 0 && words[i - 1].Length > 0 && Vietnamese.IsCaps(words[i - 1]);
            var after = i + 1 < words.Length && words[i + 1].Length > 1 && Vietnamese.IsCaps(words[i + 1]);
            if (!before && !after) words[i] = words[i][0] + words[i][1..].ToLowerInvariant();
        }
        return string.Join(' ', words);
    }

    internal static string Vni(string text)
    {
        var to = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var small = char.ToLowerInvariant(c);
            if (i + 1 < text.Length && VniLetters.TryGetValue(small, out var letters))
            {
                var mark = VniMarks.IndexOf(char.ToLowerInvariant(text[i + 1]), StringComparison.Ordinal);
                if (mark >= 0 && mark < letters.Length)
                {
                    to.Append(char.IsUpper(c) ? char.ToUpperInvariant(letters[mark]) : letters[mark]);
                    i++;
                    continue;
                }
            }
            if (VniSingles.TryGetValue(small, out var single)) to.Append(char.IsUpper(c) ? char.ToUpperInvariant(single) : single);
            else to.Append(c);
        }
        return to.ToString();
    }

    static string Windows1258(string text)
    {
        if (text.Any(c => c > 0xff)) return text;
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(1258);
        return encoding is null ? text : encoding.GetString(Encoding.Latin1.GetBytes(text)).Normalize(NormalizationForm.FormC);
    }
}
