namespace LienY.Formulas;

/// <summary>
/// A Pratt parser. Binding, tightest first: modifiers, ^ (to the right), unary - + ! not, * / %, + -, comparison, equality, &amp;&amp;, ||.
/// So -3^2 is -(3^2). What a part yields (number, truth, words) is checked while reading.
/// </summary>
sealed class Parser(string text, List<Token> tokens)
{
    const int Deepest = 100;
    const int MostParts = 1000;

    int at;
    int depth;
    int parts;

    Token Here => tokens[at];

    public static Node Read(string text)
    {
        var parser = new Parser(text, Lexer.Cut(text));
        if (parser.Here.Sign == Sign.End) throw new FormulaError("Công thức còn trống.", 0);
        var node = parser.Expression(0);
        if (parser.Here.Sign != Sign.End) throw new FormulaError("Không hiểu phần “{0}”.", parser.Here.Position, parser.Here.Shown);
        return node.Yields == Yields.Words ? throw new FormulaError("Công thức phải cho một số hoặc một điều kiện, không phải chữ.", node.Position) : node;
    }

    Node Expression(int floor)
    {
        if (++depth > Deepest) throw new FormulaError("Công thức lồng quá sâu.", Here.Position);
        var left = Modified(First());
        while (Operators.Infix(Here) is { } infix && infix.Power > floor)
        {
            var position = Here.Position;
            at++;
            // ^ binds to the right: 2^3^2 is 2^(3^2).
            var right = Expression(infix.Operator == Operator.Power ? infix.Power - 1 : infix.Power);
            left = Checked(new BinaryNode(position, infix.Operator, left, right));
        }
        depth--;
        return left;
    }

    Node First()
    {
        var token = Here;
        at++;
        if (++parts > MostParts) throw new FormulaError("Công thức có quá {0} phần.", token.Position, MostParts);
        switch (token.Sign)
        {
            case Sign.Number: return new NumberNode(token.Position, token.Number);
            case Sign.Words: return new WordsNode(token.Position, token.Text);
            case Sign.Item: return new ItemNode(token.Position, Items.Read(token));
            case Sign.Bracket: return Period(token);
            case Sign.Name when token.Text == "not": return Not(token);
            case Sign.Name: return Named(token);
            case Sign.Symbol when token.Text == "(":
                var inside = Expression(0);
                Close(token);
                return inside;
            case Sign.Symbol when token.Text is "-" or "+":
                var operand = Functions.Must(Expression(Operators.Unary), Yields.Number);
                return token.Text == "+" ? operand : new UnaryNode(token.Position, Operator.Minus, operand);
            case Sign.Symbol when token.Text == "!": return Not(token);
            case Sign.End: throw new FormulaError("Công thức kết thúc giữa chừng.", token.Position);
            default: throw new FormulaError("Không hiểu phần “{0}”.", token.Position, token.Shown);
        }
    }

    UnaryNode Not(Token token) => new(token.Position, Operator.Not, Functions.Must(Expression(Operators.Unary), Yields.Truth));

    static PeriodNode Period(Token token) =>
        PeriodNode.Names.Contains(token.Text.Trim()) ? new(token.Position, token.Text.Trim())
        : throw new FormulaError("Không có biến “[{0}]”. Biến dùng được: {1}.", token.Position, token.Text.Trim(),
            string.Join(", ", PeriodNode.Names.Select(n => $"[{n}]")));

    Node Named(Token name)
    {
        if (name.Text == "orgUnit" && Here.Is(".")) return Unit(name);
        if (!Here.Is("("))
            return name.Text switch
            {
                "true" => new TruthNode(name.Position, true),
                "false" => new TruthNode(name.Position, false),
                "null" => new NothingNode(name.Position),
                _ => throw new FormulaError("Không hiểu phần “{0}”.", name.Position, name.Text),
            };
        var open = Here;
        at++;
        var arguments = new List<Node>();
        if (!Here.Is(")"))
        {
            do arguments.Add(Expression(0));
            while (Took(","));
        }
        Close(open);
        return Functions.Call(name, arguments);
    }

    /// <summary>orgUnit.group(code, code): codes are read as they stand, with or without quotes.</summary>
    UnitNode Unit(Token name)
    {
        at++;
        var question = Here;
        if (!UnitNode.Names.Contains(question.Text))
            throw new FormulaError("Không có hàm “{0}”.", name.Position, "orgUnit." + question.Text);
        at++;
        if (!Here.Is("(")) throw new FormulaError("Cần dấu “{0}” ở đây.", Here.Position, "(");
        var open = Here;
        var codes = new List<string>();
        do
        {
            at++;
            var from = Here.Position;
            while (Here.Sign != Sign.End && !Here.Is(",") && !Here.Is(")")) at++;
            var code = text[from..Here.Position].Trim().Trim('\'', '"');
            codes.Add(Items.IsCode(code) ? code : throw new FormulaError("Mã “{0}” viết chưa đúng: mã gồm chữ không dấu, chữ số, dấu - và _.", from, code));
        }
        while (Here.Is(","));
        Close(open);
        return new(name.Position, question.Text, codes);
    }

    Node Modified(Node node)
    {
        while (Here.Is("."))
        {
            at++;
            var name = Here;
            if (name.Sign != Sign.Name) throw new FormulaError("Sau dấu chấm cần tên, ví dụ .window(24 months) hoặc .yearToDate().", name.Position);
            at++;
            var open = Here;
            if (!open.Is("(")) throw new FormulaError("Cần dấu “{0}” ở đây.", open.Position, "(");
            var from = ++at;
            while (Here.Sign != Sign.End && !Here.Is(")")) at++;
            var arguments = tokens[from..at];
            Close(open);
            if (++parts > MostParts) throw new FormulaError("Công thức có quá {0} phần.", name.Position, MostParts);
            node = ModifierReading.Apply(node, name, arguments);
        }
        return node;
    }

    static BinaryNode Checked(BinaryNode node)
    {
        if (node.Operator is >= Operator.Less and <= Operator.Other)
        {
            if (node.Left.Yields != Yields.Anything) Functions.Must(node.Right, node.Left.Yields);
            return node;
        }
        var needs = node.Operator is Operator.And or Operator.Or ? Yields.Truth : Yields.Number;
        Functions.Must(node.Left, needs);
        Functions.Must(node.Right, needs);
        return node;
    }

    bool Took(string symbol)
    {
        if (!Here.Is(symbol)) return false;
        at++;
        return true;
    }

    void Close(Token open)
    {
        if (Took(")")) return;
        throw Here.Sign == Sign.End ? new FormulaError("Thiếu dấu “)” cho dấu “(” ở ký tự {0}.", Here.Position, open.Position + 1)
            : new FormulaError("Cần dấu “{0}” ở đây.", Here.Position, ")");
    }
}
