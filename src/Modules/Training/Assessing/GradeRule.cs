using System.Globalization;
using LienY.Kernel;

namespace LienY.Training;

/// <summary>Grades by score as a class states them: <c>9=Xuất sắc; 8=Giỏi; 7=Khá; 5=Trung bình</c>.</summary>
sealed record GradeRule(IReadOnlyList<(decimal From, string Name)> Steps)
{
    /// <summary>What most classes take.</summary>
    public const string Usual = "9=Xuất sắc; 8=Giỏi; 7=Khá; 5=Trung bình";

    /// <summary>Reads it; an empty text gives no grades.</summary>
    public static GradeRule Read(string text)
    {
        var steps = new List<(decimal, string)>();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var sides = part.Split('=', 2, StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || sides[1].Length == 0 || !decimal.TryParse(sides[0].Replace(',', '.'), NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var from)
                || from > 10)
                throw new Refusal(RefusalKind.Invalid, "Không đọc được thang xếp loại “{0}”. Ví dụ đúng: 9=Xuất sắc; 8=Giỏi; 7=Khá; 5=Trung bình.",
                    part)
                { Field = "grades" };
            steps.Add((from, sides[1]));
        }
        return new([.. steps.OrderByDescending(s => s.Item1)]);
    }

    /// <summary>The grade of a score; empty: none.</summary>
    public string Of(decimal? score) => score is { } s ? Steps.FirstOrDefault(g => s >= g.From).Name ?? "" : "";
}
