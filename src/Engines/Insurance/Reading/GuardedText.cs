namespace LienY.Insurance;

/// <summary>
/// Characters on their way into the XML parser, which holds a whole tag or comment in memory: refuses markup that is too long and a text that is
/// too long as a whole; lets white space and byte order marks before the first tag fall.
/// </summary>
sealed class GuardedText(TextReader inner, long most, int markup) : TextReader
{
    enum In
    {
        Text,
        Opened,
        Tag,
        Quoted,
        Comment,
        Instruction,
        Literal,
    }

    In place;
    char quote;
    int length, endings;
    long total;
    bool begun;

    public override int Read(char[] buffer, int index, int count)
    {
        while (true)
        {
            var read = inner.Read(buffer, index, count);
            if (read == 0) return 0;
            total += read;
            if (total > most) throw ReadingStop.Beyond("file.too-large", most);
            if (!begun)
            {
                var skip = 0;
                while (skip < read && (char.IsWhiteSpace(buffer[index + skip]) || buffer[index + skip] is '\uFEFF' or '\u200B')) skip++;
                if (skip == read) continue;
                begun = true;
                read -= skip;
                Array.Copy(buffer, index + skip, buffer, index, read);
            }
            Watch(buffer.AsSpan(index, read));
            return read;
        }
    }

    public override int Peek() => throw new NotSupportedException("The parser reads in blocks.");

    public override int Read() => throw new NotSupportedException("The parser reads in blocks.");

    void Watch(ReadOnlySpan<char> letters)
    {
        for (var i = 0; i < letters.Length; i++)
        {
            if (place == In.Text)
            {
                var next = letters[i..].IndexOf('<');
                if (next < 0) return;
                i += next;
                (place, length, endings) = (In.Opened, 0, 0);
                continue;
            }
            if (place != In.Literal && ++length > markup) throw new ReadingStop("file.too-deep");
            Step(letters[i]);
        }
    }

    void Step(char letter)
    {
        switch (place)
        {
            case In.Opened:
                // "<!--" and "<![CDATA[" are told apart by their third letter; a "<!D" is refused by the parser.
                if (length == 1) (place, quote) = letter switch { '?' => (In.Instruction, '\0'), '!' => (In.Opened, '\0'), _ => (In.Tag, '\0') };
                else place = letter switch { '-' => In.Comment, '[' => In.Literal, _ => In.Tag };
                break;
            case In.Tag when letter is '"' or '\'':
                (place, quote) = (In.Quoted, letter);
                break;
            case In.Tag when letter == '>':
                place = In.Text;
                break;
            case In.Quoted when letter == quote:
                place = In.Tag;
                break;
            case In.Comment:
                End(letter, '-', 2);
                break;
            case In.Instruction:
                End(letter, '?', 1);
                break;
            case In.Literal:
                End(letter, ']', 2);
                break;
        }
    }

    void End(char letter, char mark, int needed)
    {
        if (letter == mark) endings++;
        else if (letter == '>' && endings >= needed) place = In.Text;
        else endings = 0;
    }
}
