using System.Globalization;
using System.Text;

namespace LienY.Signatures;

/// <summary>Reads values at a place of a file or of an object stream; what is not PDF is a <see cref="SignatureFault"/>.</summary>
sealed class PdfLexer(byte[] data, int start, int end, PdfBudget budget, bool inFile)
{
    const int Deepest = 64;

    public int At { get; set; } = start;

    static bool IsSpace(byte b) => b is 0 or 9 or 10 or 12 or 13 or 32;

    static bool IsDelimiter(byte b) =>
        b is (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%';

    static SignatureFault Bad => new(Codes.PdfUnreadable);

    public void Skip()
    {
        var from = At;
        while (At < end)
        {
            if (IsSpace(data[At])) At++;
            else if (data[At] == '%') while (At < end && data[At] is not (10 or 13)) At++;
            else break;
        }
        // Many objects may begin within one long comment or string: what is walked over is counted.
        if (At - from > 256) budget.Unpack(At - from);
    }

    /// <summary>The next word of regular letters; empty at a delimiter or the end.</summary>
    public string Word()
    {
        Skip();
        var from = At;
        while (At < end && !IsSpace(data[At]) && !IsDelimiter(data[At])) At++;
        if (At - from > 64) throw Bad;
        return Encoding.Latin1.GetString(data, from, At - from);
    }

    public bool Takes(string word)
    {
        var before = At;
        if (Word() == word) return true;
        At = before;
        return false;
    }

    /// <summary>A whole number, or null and back where it was.</summary>
    public long? Whole()
    {
        var before = At;
        if (long.TryParse(Word(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        At = before;
        return null;
    }

    public PdfValue Value(int depth = 0)
    {
        if (depth > Deepest) throw new SignatureFault(Codes.Bounds);
        budget.Node();
        Skip();
        if (At >= end) throw Bad;
        switch (data[At])
        {
            case (byte)'/': return Name();
            case (byte)'(': return Literal();
            case (byte)'[': return Array(depth);
            case (byte)'<': return At + 1 < end && data[At + 1] == '<' ? Dict(depth) : Hex();
        }
        var word = Word();
        if (word.Length == 0) throw Bad;
        if (word is "true" or "false" or "null") return new PdfAtom(word);
        if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) throw Bad;
        return word.All(char.IsAsciiDigit) && Reference(word) is { } reference ? reference : new PdfAtom(word);
    }

    PdfRef? Reference(string first)
    {
        var before = At;
        if (Whole() is >= 0 and <= 65535 and var generation && Takes("R") && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new(number, (int)generation);
        At = before;
        return null;
    }

    PdfName Name()
    {
        At++;
        var name = new StringBuilder();
        while (At < end && !IsSpace(data[At]) && !IsDelimiter(data[At]))
        {
            var letter = data[At++];
            if (letter == '#' && At + 1 < end && char.IsAsciiHexDigit((char)data[At]) && char.IsAsciiHexDigit((char)data[At + 1]))
            {
                letter = (byte)(HexOf(data[At]) * 16 + HexOf(data[At + 1]));
                At += 2;
            }
            if (name.Length > 512) throw Bad;
            name.Append((char)letter);
        }
        return new(name.ToString());
    }

    static int HexOf(byte b) => b <= '9' ? b - '0' : (b | 32) - 'a' + 10;

    PdfText Hex()
    {
        var from = At++;
        var bytes = new MemoryStream();
        var half = -1;
        for (; ; At++)
        {
            if (At >= end) throw Bad;
            var b = data[At];
            if (b == '>') break;
            if (IsSpace(b)) continue;
            if (!char.IsAsciiHexDigit((char)b)) throw Bad;
            if (half < 0) half = HexOf(b);
            else
            {
                bytes.WriteByte((byte)(half * 16 + HexOf(b)));
                half = -1;
            }
        }
        if (half >= 0) bytes.WriteByte((byte)(half * 16));
        At++;
        budget.Unpack(At - from);
        return new(bytes.ToArray(), true, inFile ? from : -1, inFile ? At : -1);
    }

    PdfText Literal()
    {
        var from = At++;
        var bytes = new MemoryStream();
        for (var open = 1; ; At++)
        {
            if (At >= end) throw Bad;
            var b = data[At];
            if (b == '\\')
            {
                if (++At >= end) throw Bad;
                Escape(bytes);
                continue;
            }
            if (b == '(') open++;
            if (b == ')' && --open == 0) break;
            bytes.WriteByte(b);
        }
        At++;
        budget.Unpack(At - from);
        return new(bytes.ToArray(), false, inFile ? from : -1, inFile ? At : -1);
    }

    void Escape(MemoryStream to)
    {
        var b = data[At];
        switch (b)
        {
            case (byte)'n': to.WriteByte(10); break;
            case (byte)'r': to.WriteByte(13); break;
            case (byte)'t': to.WriteByte(9); break;
            case (byte)'b': to.WriteByte(8); break;
            case (byte)'f': to.WriteByte(12); break;
            case 13:
                if (At + 1 < end && data[At + 1] == 10) At++;
                break;
            case 10: break;
            case >= (byte)'0' and <= (byte)'7':
                var octal = b - '0';
                for (var i = 0; i < 2 && At + 1 < end && data[At + 1] is >= (byte)'0' and <= (byte)'7'; i++) octal = octal * 8 + data[++At] - '0';
                to.WriteByte((byte)octal);
                break;
            default: to.WriteByte(b); break;
        }
    }

    PdfArray Array(int depth)
    {
        At++;
        var items = new List<PdfValue>();
        for (Skip(); At < end && data[At] != ']'; Skip()) items.Add(Value(depth + 1));
        if (At >= end) throw Bad;
        At++;
        return new(items);
    }

    PdfDict Dict(int depth)
    {
        At += 2;
        var dict = new PdfDict();
        for (Skip(); ; Skip())
        {
            if (At + 1 >= end) throw Bad;
            if (data[At] == '>' && data[At + 1] == '>') break;
            if (data[At] != '/') throw Bad;
            var key = Name().Name;
            if (!dict.Entries.TryAdd(key, Value(depth + 1))) dict.IsTwice = true;
        }
        At += 2;
        return dict;
    }
}

/// <summary>What one reading may cost: values, and bytes unpacked or walked over.</summary>
sealed class PdfBudget(int nodes = 4_000_000, long unpacked = 128L << 20)
{

    public void Node()
    {
        if (--nodes < 0) throw new SignatureFault(Codes.Bounds);
    }

    public void Unpack(long bytes)
    {
        if ((unpacked -= bytes) < 0) throw new SignatureFault(Codes.Bounds);
    }
}
