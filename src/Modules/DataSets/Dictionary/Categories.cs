namespace LienY.DataSets;

/// <summary>What a category is for.</summary>
enum Dimension
{
    /// <summary>Splits a data element (sex, age group).</summary>
    Disaggregation,

    /// <summary>Says more about a whole report (version of a population, project).</summary>
    Attribute,
}

/// <summary>One choice of a category (category option in DHIS2): Nữ, Dưới 5 tuổi.</summary>
sealed class Choice : Term;

/// <summary>A way of splitting: sex, age group.</summary>
sealed class Category : Term
{
    /// <summary>What it is for.</summary>
    public Dimension Dimension { get; set; }

    /// <summary>Its choices.</summary>
    public List<CategoryChoice> Choices { get; } = [];
}

/// <summary>A choice of a category, in its order.</summary>
sealed class CategoryChoice
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The category.</summary>
    public Guid CategoryId { get; init; }

    /// <summary>The choice.</summary>
    public Guid ChoiceId { get; init; }

    /// <summary>Order, from 0.</summary>
    public int Position { get; init; }
}

/// <summary>Several ways of splitting together (category combination in DHIS2): sex × age group.</summary>
sealed class Combination : Term
{
    /// <summary>The combination of everything that is not split.</summary>
    public static readonly Guid DefaultId = new("00000000-0000-0000-0000-000000000004");

    /// <summary>What it is for.</summary>
    public Dimension Dimension { get; set; }

    /// <summary>Its categories.</summary>
    public List<CombinationCategory> Categories { get; } = [];
}

/// <summary>A category of a combination, in its order.</summary>
sealed class CombinationCategory
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The combination.</summary>
    public Guid CombinationId { get; init; }

    /// <summary>The category.</summary>
    public Guid CategoryId { get; init; }

    /// <summary>Order, from 0.</summary>
    public int Position { get; init; }
}

/// <summary>One cell of a combination (category option combination in DHIS2): Nữ, dưới 5 tuổi.</summary>
sealed class Combo : Term
{
    /// <summary>The cell of everything that is not split.</summary>
    public static readonly Guid DefaultId = new("00000000-0000-0000-0000-000000000006");

    /// <summary>The combination.</summary>
    public Guid CombinationId { get; init; }

    /// <summary>Ids of its choices, one of each category, separated by spaces.</summary>
    public string Choices { get; init; } = "";

    /// <summary>Order within the combination.</summary>
    public int Position { get; init; }

    /// <summary>Ids of its choices.</summary>
    public IEnumerable<Guid> ChoiceIds => Choices.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse);

    /// <summary>True for the cell of everything that is not split.</summary>
    public bool IsDefault => Id == DefaultId;
}
