using LienY.Kernel;

namespace LienY.Documents;

/// <summary>What became of a number of the outgoing register; whatever becomes of it, the number is never given again.</summary>
enum OutgoingState
{
    /// <summary>The number is kept for a paper that is not issued yet, or was passed over.</summary>
    Reserved,

    /// <summary>Issued.</summary>
    Issued,

    /// <summary>Cancelled; the number stays in the register.</summary>
    Cancelled,
}

/// <summary>A line of the register of outgoing papers (sổ đăng ký văn bản đi; Nghị định 30/2020/NĐ-CP, Phụ lục VI).</summary>
sealed class Outgoing : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid OrganisationId { get; init; }
    public string Book { get; init; } = "";
    public int Year { get; init; }
    public int Number { get; init; }
    public string Symbol { get; set; } = "";
    public string Type { get; set; } = "";
    public string Code { get; set; } = "";
    public string CodeKey { get; set; } = "";
    public string Subject { get; set; } = "";
    public DateOnly Day { get; set; }
    public string Signer { get; set; } = "";
    public string Recipients { get; set; } = "";
    public int Copies { get; set; }
    public string Archive { get; set; } = "";
    public DateOnly? SentOn { get; set; }
    public string Note { get; set; } = "";
    public OutgoingState State { get; set; }
    public string StateReason { get; set; } = "";
    public string? Source { get; set; }
    public string Href { get; set; } = "";
    public Guid? PlanId { get; set; }
    public Guid? AnswersId { get; set; }
    public string MadeByName { get; init; } = "";
    public DateTimeOffset MadeAt { get; init; }
    public int Version { get; set; }

    /// <summary>Number and symbol as the decree writes them: 05/BC-SYT.</summary>
    public static string CodeOf(int number, string symbol) => number.ToString("00", System.Globalization.CultureInfo.InvariantCulture) + (symbol.Length > 0
        ? "/" + symbol : "");
}
