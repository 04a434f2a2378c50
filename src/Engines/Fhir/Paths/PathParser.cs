using System.Globalization;

namespace LienY.Fhir;

/// <summary>Builds the tree of an expression by the precedence of the grammar, loosest first.</summary>
internal sealed class PathParser(List<PathToken> tokens)
{
    const int MaxDepth = 200;

    static readonly string[][] Levels =
    [
        ["implies"], ["or", "xor"], ["and"], ["in", "contains"], ["=", "~", "!=", "!~"], ["<=", "<", ">", ">="], ["|"], ["is", "as"], ["+", "-", "&"],
        ["*", "/", "div", "mod"],
    ];

    int at;
    int depth;

    PathToken Now => tokens[at];

    internal PathNode Read()
    {
        var whole = Binary(0);
        if (Now.Sign != PathSign.End) throw Odd();
        return whole;
    }

    PathFault Odd() => Now.Sign == PathSign.End
        ? PathFault.Syntax("The expression ends too early.")
        : PathFault.Syntax($"'{Now.Text}' at position {Now.At.ToString(CultureInfo.InvariantCulture)} does not belong there.");

    bool IsSymbol(string text) => Now.Sign == PathSign.Symbol && Now.Text == text;

    bool Take(string symbol)
    {
        if (!IsSymbol(symbol)) return false;
        at++;
        return true;
    }

    void Expect(string symbol)
    {
        if (!Take(symbol)) throw Odd();
    }

    PathNode Binary(int level)
    {
        if (++depth > MaxDepth) throw new PathFault(PathFaultKind.Limit, "The expression is nested too deeply.");
        var left = level == Levels.Length ? Polarity() : Binary(level + 1);
        if (level < Levels.Length)
        {
            while (Now.Sign is PathSign.Symbol or PathSign.Name && Levels[level].Contains(Now.Text))
            {
                var sign = tokens[at++].Text;
                left = sign is "is" or "as" ? new TypeNode(left, TypeSpecifier(), sign) : Operators.Node(sign, left, Binary(level + 1));
            }
        }
        depth--;
        return left;
    }

    PathNode Polarity()
    {
        if (Take("+")) return new PolarityNode(Binary(Levels.Length), false);
        return Take("-") ? new PolarityNode(Binary(Levels.Length), true) : Postfix();
    }

    PathNode Postfix()
    {
        var node = Term();
        while (true)
        {
            if (Take(".")) node = Invocation(node);
            else if (Take("["))
            {
                var index = Binary(0);
                Expect("]");
                node = new IndexNode(node, index);
            }
            else return node;
        }
    }

    PathNode Term()
    {
        var token = Now;
        switch (token.Sign)
        {
            case PathSign.Text:
                at++;
                return new LiteralNode(new PathValue(token.Text));
            case PathSign.Moment:
                at++;
                return new LiteralNode(new PathValue(token.Moment!));
            case PathSign.Long:
                at++;
                return long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var wide)
                    ? new LiteralNode(new PathValue(wide)) : throw PathFault.Syntax($"{token.Text}L is too large.");
            case PathSign.Number:
                at++;
                return Number(token);
            case PathSign.Percent:
                at++;
                return new VariableNode(token.Text);
            case PathSign.Dollar:
                at++;
                return new DollarNode(token.Text is "this" or "index" or "total" ? token.Text : throw PathFault.Syntax($"${token.Text} is unknown."));
            case PathSign.Name when token.Text is "true" or "false" && !(tokens[at + 1].Sign == PathSign.Symbol && tokens[at + 1].Text == "("):
                at++;
                return new LiteralNode(PathValue.Of(token.Text == "true"));
        }
        if (Take("("))
        {
            var inner = Binary(0);
            Expect(")");
            return new GroupNode(inner);
        }
        if (Take("{"))
        {
            Expect("}");
            return new LiteralNode(null);
        }
        return Invocation(null);
    }

    LiteralNode Number(PathToken token)
    {
        if (!PathNumbers.TryDecimal(token.Text, out var value)) throw PathFault.Syntax($"{token.Text} is not a number that can be kept exactly.");
        if (Now.Sign == PathSign.Text)
        {
            return new LiteralNode(new PathValue(new PathQuantity(value, tokens[at++].Text)));
        }
        if (Now.Sign == PathSign.Name && PathQuantity.CalendarWord(Now.Text) is { } word)
        {
            at++;
            return new LiteralNode(new PathValue(new PathQuantity(value, word, word)));
        }
        if (token.Text.Contains('.', StringComparison.Ordinal)) return new LiteralNode(new PathValue(value));
        return int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            ? new LiteralNode(new PathValue(whole)) : new LiteralNode(new PathValue(value));
    }

    PathNode Invocation(PathNode? source)
    {
        var token = Now;
        if (source is not null && token.Sign == PathSign.Dollar)
        {
            at++;
            return new DollarNode(token.Text);
        }
        if (token.Sign is not (PathSign.Name or PathSign.Quoted)) throw Odd();
        at++;
        if (token.Sign == PathSign.Quoted || !Take("(")) return new MemberNode(source, token.Text, token.Sign == PathSign.Quoted);
        var arguments = new List<PathNode>();
        if (!IsSymbol(")"))
        {
            do arguments.Add(token.Text is "is" or "as" or "ofType" ? new TypeNameNode(TypeSpecifier()) : Binary(0));
            while (Take(","));
        }
        Expect(")");
        return FunctionTable.Node(source, token.Text, arguments);
    }

    string TypeSpecifier()
    {
        if (Now.Sign is not (PathSign.Name or PathSign.Quoted)) throw Odd();
        var name = tokens[at++].Text;
        if (IsSymbol(".") && tokens[at + 1].Sign is PathSign.Name or PathSign.Quoted && name is "System" or "FHIR")
        {
            at++;
            name = $"{name}.{tokens[at++].Text}";
        }
        return PathTypes.IsKnown(name) ? name : throw PathFault.Semantic($"'{name}' is not a type.");
    }
}
