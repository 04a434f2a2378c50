namespace LienY.Fhir;

/// <summary>How a value becomes rows of the index.</summary>
enum How : byte
{
    /// <summary>A code, id, boolean or text as a token.</summary>
    PlainToken,

    /// <summary>System and code.</summary>
    Coding,

    /// <summary>Text of a concept, for the modifier <c>:text</c>.</summary>
    TokenText,

    /// <summary>System and value.</summary>
    Identifier,

    /// <summary>System (phone, email …) and value.</summary>
    ContactPoint,

    /// <summary>Folded text.</summary>
    Text,

    /// <summary>The whole name in Vietnamese order.</summary>
    WholeName,

    /// <summary>A date, dateTime or instant.</summary>
    Date,

    /// <summary>From start to end.</summary>
    Period,

    /// <summary>From the first event to the last.</summary>
    Timing,

    /// <summary>A number as wide as it is written.</summary>
    Number,

    /// <summary>From low to high.</summary>
    NumberRange,

    /// <summary>A number with a unit.</summary>
    Quantity,

    /// <summary>From low to high with a unit.</summary>
    QuantityRange,

    /// <summary>An amount with a currency.</summary>
    Money,

    /// <summary>An address.</summary>
    Uri,

    /// <summary>A literal reference.</summary>
    Reference,

    /// <summary>A canonical or uri as a reference.</summary>
    Canonical,

    /// <summary>A resource that stands in a bundle.</summary>
    Inline,

    /// <summary>Latitude and longitude: a number row with both.</summary>
    Position,

    /// <summary>True where the element is there and is not false.</summary>
    Exists,
}

/// <summary>Values of one search parameter at one place.</summary>
sealed class IndexRule
{
    /// <summary>The parameter; a part of a composite has the number of the whole.</summary>
    public required int Pid { get; init; }

    /// <summary>What becomes of the value.</summary>
    public required How How { get; init; }

    /// <summary>System of the codes of a required binding.</summary>
    public CodeSet? Codes { get; init; }

    /// <summary>Only references that lead to this type.</summary>
    public string? Target { get; init; }

    /// <summary>Precedence as the main date; the lowest wins, 255: never.</summary>
    public byte Occurred { get; init; } = 255;

    /// <summary>Precedence as the way into a patient's compartment.</summary>
    public byte Patient { get; init; } = 255;

    /// <summary>Precedence as the way to the visit.</summary>
    public byte Encounter { get; init; } = 255;

    /// <summary>The composite that this is a part of; null for none.</summary>
    public IndexComposite? Composite { get; init; }

    /// <summary>Which part.</summary>
    public int Part { get; init; }
}

/// <summary>A composite parameter at one place: its parts meet within one element.</summary>
sealed class IndexComposite(int pid)
{
    /// <summary>The parameter; the same one may stand at several places.</summary>
    public int Pid { get; } = pid;
}

/// <summary>A place in a resource that search parameters speak of, with the places below it.</summary>
sealed class SearchNode(int fields)
{
    readonly SearchNode?[] children = new SearchNode?[fields];

    /// <summary>What to take here.</summary>
    public IndexRule[] Rules { get; set; } = [];

    /// <summary>Composites whose parts lie below here.</summary>
    public IndexComposite[] Composites { get; set; } = [];

    /// <summary>Only the first of several counts.</summary>
    public bool First { get; set; }

    /// <summary>Conditions and the nodes that take this one's place where one holds.</summary>
    public (PathGuard Guard, byte[] Literal, SearchNode Node)[] Variants { get; set; } = [];

    /// <summary>Numbers of parameters that ask whether something is there.</summary>
    public int[] Existing { get; set; } = [];

    /// <summary>Where this is, without indices; filled when first asked for.</summary>
    public string? Path { get; set; }

    /// <summary>The node of a JSON name; null where no parameter speaks of it.</summary>
    public SearchNode? Child(Field field) => children[field.Ordinal];

    /// <summary>Sets the node of a JSON name.</summary>
    public void Put(Field field, SearchNode node) => children[field.Ordinal] = node;
}
