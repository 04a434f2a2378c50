namespace LienY.DataSets;

/// <summary>A data element: what is counted.</summary>
sealed class Element : Term
{
    /// <summary>Short name for narrow tables.</summary>
    public string Short { get; set; } = "";

    /// <summary>What it means, how it is counted.</summary>
    public string Description { get; set; } = "";

    /// <summary>Unit of measure ("lượt", "giường").</summary>
    public string Unit { get; set; } = "";

    /// <summary>DHIS2 value type, see <see cref="ValueTypes"/>.</summary>
    public string ValueType { get; set; } = "NUMBER";

    /// <summary>DHIS2 aggregation type.</summary>
    public string Aggregation { get; set; } = "SUM";

    /// <summary>A zero is stored; otherwise it says no more than an empty cell.</summary>
    public bool ZeroCounts { get; set; }

    /// <summary>How it is split.</summary>
    public Guid CombinationId { get; set; } = Combination.DefaultId;

    /// <summary>Heading in lists ("Tiêm chủng").</summary>
    public string Heading { get; set; } = "";

    /// <summary>First day of periods that may be reported.</summary>
    public DateOnly? ValidFrom { get; set; }

    /// <summary>Last day of periods that may be reported.</summary>
    public DateOnly? ValidTo { get; set; }
}

/// <summary>A version of an element's figures ("Tổng điều tra 2019"), in force from a day: where a formula names none, the one in force counts.</summary>
sealed class AttributeVersion
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The element.</summary>
    public Guid ElementId { get; init; }

    /// <summary>The attribute option combination.</summary>
    public Guid ComboId { get; init; }

    /// <summary>In force from.</summary>
    public DateOnly ValidFrom { get; set; }
}

/// <summary>A data set: what a unit reports in each period.</summary>
sealed class DataSet : Term
{
    /// <summary>What it is for.</summary>
    public string Description { get; set; } = "";

    /// <summary>DHIS2 period type.</summary>
    public string PeriodType { get; set; } = "Monthly";

    /// <summary>Attribute combination of its reports.</summary>
    public Guid CombinationId { get; set; } = Combination.DefaultId;

    /// <summary>Days after the end of a period in which a report is on time.</summary>
    public int TimelyDays { get; set; } = 15;

    /// <summary>Days after the end of a period after which figures are closed; 0: never.</summary>
    public int ExpiryDays { get; set; }

    /// <summary>How many periods after the last ended one may be reported; 0: only ended periods.</summary>
    public int OpenFuturePeriods { get; set; }

    /// <summary>First day of periods that are expected.</summary>
    public DateOnly? ValidFrom { get; set; }

    /// <summary>Last day of periods that are expected.</summary>
    public DateOnly? ValidTo { get; set; }

    /// <summary>The way in which its figures are approved; null: they are not.</summary>
    public Guid? WorkflowId { get; set; }

    /// <summary>What it asks for.</summary>
    public List<SetElement> Elements { get; } = [];
}

/// <summary>An element of a data set, under a heading, in its order.</summary>
sealed class SetElement
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The data set.</summary>
    public Guid SetId { get; init; }

    /// <summary>The element.</summary>
    public Guid ElementId { get; init; }

    /// <summary>Heading in the form.</summary>
    public string Section { get; init; } = "";

    /// <summary>Order, from 0.</summary>
    public int Position { get; init; }
}

/// <summary>A unit that reports a data set, while it is assigned.</summary>
sealed class SetUnit
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The data set.</summary>
    public Guid SetId { get; init; }

    /// <summary>The unit.</summary>
    public Guid UnitId { get; init; }

    /// <summary>First day.</summary>
    public DateOnly? ValidFrom { get; set; }

    /// <summary>Last day.</summary>
    public DateOnly? ValidTo { get; set; }

    /// <summary>True where a period ends while it is assigned.</summary>
    public bool Covers(DateOnly last) => (ValidFrom is not { } from || from <= last) && (ValidTo is not { } to || last <= to);
}
