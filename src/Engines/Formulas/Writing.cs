namespace LienY.Formulas;

/// <summary>Writes a formula back as text that reads as the same formula.</summary>
static class Writing
{
    public static string Of(Node node) => node switch
    {
        NumberNode n => Numerals.Write(n.Value),
        TruthNode t => t.Value ? "true" : "false",
        WordsNode w => Words.Quoted(w.Value),
        NothingNode => "null",
        PeriodNode p => $"[{p.Name}]",
        ItemNode i => i.Item.Key,
        UnitNode u => $"orgUnit.{u.Name}({string.Join(", ", u.Codes)})",
        UnaryNode u => (u.Operator == Operator.Not ? "!" : "-") + Inside(u.Operand, Operators.Unary),
        BinaryNode { Operator: Operator.Power } b => $"{Inside(b.Left, 81)} ^ {Inside(b.Right, Operators.Unary)}",
        BinaryNode b => $"{Inside(b.Left, Operators.Power(b.Operator))} {Operators.Written(b.Operator)} {Inside(b.Right, Operators.Power(b.Operator) + 1)}",
        CallNode c => $"{c.Function.Name}({string.Join(", ", c.Arguments.Select(Of))})",
        _ => "",
    };

    static string Inside(Node node, int floor) => Binding(node) < floor ? "(" + Of(node) + ")" : Of(node);

    /// <summary>How tightly a part holds together when it stands inside another.</summary>
    public static int Binding(Node node) => node switch { BinaryNode b => Operators.Power(b.Operator), UnaryNode => Operators.Unary, _ => 100 };
}
