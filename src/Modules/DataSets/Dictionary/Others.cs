namespace LienY.DataSets;

/// <summary>A number that formulas use by name (<c>C{code}</c>).</summary>
sealed class Constant : Term
{
    /// <summary>The number.</summary>
    public decimal Value { get; set; }
}

/// <summary>A group of organisations that formulas use by name (<c>OUG{code}</c>).</summary>
sealed class UnitGroup : Term
{
    /// <summary>Its members.</summary>
    public List<GroupUnit> Units { get; } = [];
}

/// <summary>A member of a group.</summary>
sealed class GroupUnit
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The group.</summary>
    public Guid GroupId { get; init; }

    /// <summary>The unit.</summary>
    public Guid UnitId { get; init; }
}

/// <summary>A name under which another system knows a unit or a cell: its DHIS2 uid or code.</summary>
sealed class OtherName
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary><c>unit</c> or <c>combo</c>.</summary>
    public string Kind { get; init; } = "unit";

    /// <summary>What it names.</summary>
    public Guid TargetId { get; set; }

    /// <summary><c>uid</c> or <c>code</c>.</summary>
    public string Scheme { get; init; } = "uid";

    /// <summary>The text.</summary>
    public string Text { get; init; } = "";
}

/// <summary>Which edition of the dictionary this is; changes with every change of a word.</summary>
sealed class Edition
{
    /// <summary>Always 1.</summary>
    public int Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid Stamp { get; set; }
}
