namespace LienY.Formulas;

/// <summary>
/// A Pratt parser. Binding, tightest first: modifiers, ^ (to the right), unary - + !, * / %, + -, comparison, equality, &amp;&amp;, ||.
/// So -3^2 is -(3^2). What a part yields (number or truth) is checked while reading.
/// </summary>
sealed class Parser(List<Token> tokens)
{
    const int Unary = 70;
    const int Deepest = 100;
    static readonly Dictionary<string, (Operator Operator, int Power)> Infix = new()
    {
        ["||"] = (Operator.Or, 10),
        ["&&"] = (Operator.And, 20),
        ["=="] = (Operator.Same, 30),
        ["!="] = (Operator.Other, 30),
        ["<"] = (Operator.Less, 40),
        ["<="] = (Operator.AtMost, 40),
        [">"] = (Operator.More, 40),
        [">="] = (Operator.AtLeast, 40),
        ["+"] = (Operator.Plus, 50),
        ["-"] = (Operator.Minus, 50),
        ["*"] = (Operator.Times, 60),
        ["/"] = (Operator.Over, 60),
        ["%"] = (Operator.Modulo, 60),
        ["^"] = (Operator.Power, 80),
    };

    int at;
    int depth;

    Token Here => tokens[at];

    public static Node Read(string text)
    {
        var parser = new Parser(Lexer.Cut(text));
        if (parser.Here.Sign == Sign.End) throw new FormulaError("Công thức còn trống.", 0);
        var node = parser.Expression(0);
        if (parser.Here.Sign != Sign.End) throw new FormulaError("Không hiểu phần “{0}”.", parser.Here.Position, parser.Here.Shown);
        return node;
    }

    Node Expression(int floor)
    {
        if (++depth > Deepest) throw new FormulaError("Công thức lồng quá sâu.", Here.Position);
        var left = Modified(First());
        while (Here.Sign == Sign.Symbol && Infix.TryGetValue(Here.Text, out var infix) && infix.Power > floor)
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
        switch (token.Sign)
        {
            case Sign.Number: return new NumberNode(token.Position, token.Number);
            case Sign.Item: return new ItemNode(token.Position, Items.Read(token));
            case Sign.Bracket:
                return token.Text.Trim() == "days" ? new DaysNode(token.Position) : throw new FormulaError("Không có biến “[{0}]”. Biến dùng được: [days].", token.Position, token.Text.Trim());
            case Sign.Name: return Named(token);
            case Sign.Symbol when token.Text == "(":
                var inside = Expression(0);
                Take(")");
                return inside;
            case Sign.Symbol when token.Text is "-" or "+":
                var operand = Must(Expression(Unary), Yields.Number);
                return token.Text == "+" ? operand : new UnaryNode(token.Position, Operator.Minus, operand);
            case Sign.Symbol when token.Text == "!":
                return new UnaryNode(token.Position, Operator.Not, Must(Expression(Unary), Yields.Truth));
            case Sign.End: throw new FormulaError("Công thức kết thúc giữa chừng.", token.Position);
            default: throw new FormulaError("Không hiểu phần “{0}”.", token.Position, token.Shown);
        }
    }

    Node Named(Token name)
    {
        if (Here is not { Sign: Sign.Symbol, Text: "(" })
            return name.Text switch
            {
                "true" => new TruthNode(name.Position, true),
                "false" => new TruthNode(name.Position, false),
                "null" => new NothingNode(name.Position),
                _ => throw new FormulaError("Không hiểu phần “{0}”.", name.Position, name.Text),
            };
        at++;
        var arguments = new List<Node>();
        if (Here is not { Sign: Sign.Symbol, Text: ")" })
        {
            do arguments.Add(Expression(0));
            while (Took(","));
        }
        Take(")");
        return Functions.Call(name, arguments);
    }

    Node Modified(Node node)
    {
        while (Took("."))
        {
            var name = Here;
            if (name.Sign != Sign.Name) throw new FormulaError("Sau dấu chấm cần tên, ví dụ .window(24 months) hoặc .yearToDate().", name.Position);
            at++;
            Take("(");
            var from = at;
            while (Here.Sign != Sign.End && !Here.Is(")")) at++;
            var arguments = tokens[from..at];
            Take(")");
            node = ModifierReading.Apply(node, name, arguments);
        }
        return node;
    }

    static BinaryNode Checked(BinaryNode node)
    {
        if (node.Operator is Operator.Same or Operator.Other)
        {
            if (node.Left.Yields != Yields.Anything) Must(node.Right, node.Left.Yields);
            return node;
        }
        var needs = node.Operator is Operator.And or Operator.Or ? Yields.Truth : Yields.Number;
        Must(node.Left, needs);
        Must(node.Right, needs);
        return node;
    }

    internal static Node Must(Node node, Yields needs) =>
        node.Yields == needs || node.Yields == Yields.Anything || needs == Yields.Anything ? node
        : throw new FormulaError(needs == Yields.Number ? "Chỗ này cần một số." : "Chỗ này cần một điều kiện đúng hoặc sai.", node.Position);

    bool Took(string symbol)
    {
        if (Here.Sign != Sign.Symbol || Here.Text != symbol) return false;
        at++;
        return true;
    }

    void Take(string symbol)
    {
        if (!Took(symbol)) throw new FormulaError("Cần dấu “{0}” ở đây.", Here.Position, symbol);
    }
}
