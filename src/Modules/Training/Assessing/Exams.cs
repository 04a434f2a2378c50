using LienY.Kernel;

namespace LienY.Training;

/// <summary>Before or after the class.</summary>
enum TestKind
{
    /// <summary>What they know before.</summary>
    Pre,

    /// <summary>What they know in the end: the theory score.</summary>
    Post,
}

/// <summary>In which test a question is asked.</summary>
enum QuestionUse
{
    /// <summary>In both.</summary>
    Both,

    /// <summary>Before only.</summary>
    Pre,

    /// <summary>In the end only.</summary>
    Post,
}

/// <summary>A question of a class's bank: choices one a line, right ones by their numbers from 1.</summary>
sealed class Question
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClassId { get; init; }
    public required int Ordinal { get; init; }
    public QuestionUse Used { get; init; }
    public bool IsMultiple { get; init; }
    public required string Text { get; init; }
    public required string Choices { get; init; }
    public required string Answers { get; init; }
    public int Points { get; init; } = 1;

    /// <summary>The choices.</summary>
    public IReadOnlyList<string> Lines => Choices.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Numbers of the right ones.</summary>
    public IReadOnlySet<int> Right => Numbers(Answers);

    /// <summary>Is it asked in this test?</summary>
    public bool IsIn(TestKind kind) => Used == QuestionUse.Both || (Used == QuestionUse.Pre) == (kind == TestKind.Pre);

    /// <summary>Numbers out of "1,3".</summary>
    public static IReadOnlySet<int> Numbers(string text) =>
        text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).Select(n => int.TryParse(n, out var number) ? number : 0).Where(n => n > 0).ToHashSet();

    /// <summary>Its parts fit together.</summary>
    public void Check()
    {
        if (Lines.Count is < 2 or > 12) throw new Refusal(RefusalKind.Invalid, "Câu hỏi cần từ 2 đến 12 lựa chọn, mỗi dòng một lựa chọn.") { Field = "choices" };
        if (Right.Count == 0 || Right.Any(r => r > Lines.Count)) throw new Refusal(RefusalKind.Invalid,
            "Xin ghi số thứ tự lựa chọn đúng, ví dụ 2 hoặc 1,3.")
        { Field = "answers" };
        if (!IsMultiple && Right.Count > 1) throw new Refusal(RefusalKind.Invalid, "Câu một lựa chọn chỉ có một đáp án đúng.") { Field = "answers" };
        if (Points is < 1 or > 100) throw new Refusal(RefusalKind.Invalid, "Điểm của câu phải từ 1 đến 100.") { Field = "points" };
    }
}

/// <summary>A test of a class: when it is open, how long somebody may take, how often they may try.</summary>
sealed class Test : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClassId { get; init; }
    public required TestKind Kind { get; init; }
    public int Minutes { get; set; } = 30;
    public int Tries { get; set; } = 1;
    public DateTimeOffset OpensAt { get; set; }
    public DateTimeOffset ClosesAt { get; set; }
    public int Version { get; set; }
}

/// <summary>Somebody's try at a test; scored by itself when it is handed in.</summary>
sealed class Attempt : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid TestId { get; init; }
    public required Guid NominationId { get; init; }
    public required int Number { get; init; }

    /// <summary>Ids of the questions in the order in which they are asked.</summary>
    public required string Paper { get; init; }
    public string Answers { get; set; } = "";
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset? HandedAt { get; set; }

    /// <summary>Of ten, two decimals; null until handed in.</summary>
    public decimal? Score { get; set; }
    public int Version { get; set; }

    /// <summary>Score of ten for answers by question: a question counts when exactly the right choices were ticked.</summary>
    public static decimal Mark(IReadOnlyList<Question> questions, Func<Guid, IReadOnlySet<int>> given)
    {
        var all = questions.Sum(q => q.Points);
        return all == 0 ? 0 : decimal.Round(10m * questions.Where(q => q.Right.SetEquals(given(q.Id))).Sum(q => q.Points) / all, 2, MidpointRounding.AwayFromZero);
    }
}

/// <summary>A station of a practical examination (OSCE): a list of items with their points, one a line: <c>Rửa tay | 2</c>.</summary>
sealed class Station : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClassId { get; init; }
    public required int Ordinal { get; init; }
    public required string Name { get; set; }
    public required string Items { get; set; }
    public int Version { get; set; }

    /// <summary>The items with the points each may bring.</summary>
    public IReadOnlyList<(string Text, int Points)> List => [.. Items.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Item)];

    static (string, int) Item(string line)
    {
        var bar = line.LastIndexOf('|');
        if (bar <= 0) return (line, 1);
        if (!int.TryParse(line[(bar + 1)..].Trim(), out var points) || points is < 1 or > 100)
            throw new Refusal(RefusalKind.Invalid, "Không đọc được điểm của dòng “{0}”. Ví dụ đúng: Rửa tay | 2.", line) { Field = "items" };
        return (line[..bar].Trim(), points);
    }
}

/// <summary>What an examiner found at a station.</summary>
sealed class StationMark : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid StationId { get; init; }
    public required Guid NominationId { get; init; }

    /// <summary>Points by item, in order, parted by a comma.</summary>
    public string Points { get; set; } = "";

    /// <summary>Of ten.</summary>
    public decimal Score { get; set; }
    public string Note { get; set; } = "";
    public DateTimeOffset MadeAt { get; set; }
    public string MadeByName { get; set; } = "";
    public int Version { get; set; }
}

/// <summary>How often a value was given to a question of the feedback form.</summary>
sealed class FeedbackSum
{
    public required Guid ClassId { get; init; }
    public required int Question { get; init; }
    public required int Value { get; init; }
    public int Count { get; set; }
}

/// <summary>Somebody has given their feedback; what they said stands elsewhere.</summary>
sealed class FeedbackGiven
{
    public required Guid ClassId { get; init; }
    public required Guid NominationId { get; init; }
}

/// <summary>Words of a feedback form; nobody's.</summary>
sealed class FeedbackWord
{
    public Guid Id { get; init; }
    public required Guid ClassId { get; init; }
    public required string Text { get; init; }
}
