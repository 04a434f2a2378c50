namespace LienY.Evidence;

/// <summary>
/// What is added up in one series: facts of a plan, topic and unit with the same words (kind and dimensions). A tree series adds up, over all plans,
/// what happened below a unit (not at the unit itself).
/// </summary>
readonly record struct SeriesKey(Guid Plan, Guid Topic, Guid Unit, int Words);

/// <summary>Kind and dimensions of a series.</summary>
readonly record struct SeriesWords(string Kind, string Dims, bool IsTree);

/// <summary>Gives each pair of kind and dimensions a number, so that keys are small.</summary>
sealed class Vocabulary
{
    readonly Dictionary<(string, string), int> numbers = [];
    readonly Dictionary<(string, string), int> asReported = [];
    readonly List<SeriesWords> words = [];

    /// <summary>How many texts are held.</summary>
    public int Count => asReported.Count;

    public SeriesWords this[int number] => words[number];

    /// <summary>The number of a kind with dimensions as a fact has them; the tree's words have the next number.</summary>
    public int Of(string kind, string dims)
    {
        if (asReported.TryGetValue((kind, dims), out var number)) return number;
        number = OfKept(kind, Dimensions.Kept(dims));
        // What only describes differs from fact to fact; it is not worth keeping.
        if (words[number].Dims == dims) asReported[(kind, dims)] = number;
        return number;
    }

    /// <summary>The number of a kind with dimensions as a series has them.</summary>
    public int OfKept(string kind, string dims)
    {
        if (numbers.TryGetValue((kind, dims), out var number)) return number;
        number = words.Count;
        words.Add(new(kind, dims, false));
        words.Add(new(kind, dims, true));
        return numbers[(kind, dims)] = number;
    }
}
