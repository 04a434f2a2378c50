using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LienY.Consults;

/// <summary>A diagnosis as it was told: ICD-10 and words.</summary>
sealed record CaseDiagnosis(string Code, string Text);

/// <summary>Something taken over from the record: a result, a drug, a technique.</summary>
/// <param name="Kind">FHIR type of the resource.</param>
/// <param name="At">When it was, as written; empty where unknown.</param>
sealed record CaseItem(string Kind, string At, string Code, string Title, string Value);

/// <summary>What is told of the patient: the clinical picture at one moment, without who they are.</summary>
sealed record SummaryText
{
    /// <summary>What the asker wants to know.</summary>
    public string Question { get; init; } = "";

    /// <summary>Bệnh sử.</summary>
    public string History { get; init; } = "";

    /// <summary>Tiền sử, dị ứng.</summary>
    public string Past { get; init; } = "";

    /// <summary>Diễn biến.</summary>
    public string Course { get; init; } = "";

    /// <summary>Khám: vital signs and findings.</summary>
    public string Findings { get; init; } = "";

    /// <summary>Xét nghiệm.</summary>
    public string Laboratory { get; init; } = "";

    /// <summary>Chẩn đoán hình ảnh, thăm dò chức năng.</summary>
    public string Imaging { get; init; } = "";

    /// <summary>Đã điều trị.</summary>
    public string Treatment { get; init; } = "";

    /// <summary>Diagnoses, the main one first.</summary>
    public IReadOnlyList<CaseDiagnosis> Diagnoses { get; init; } = [];

    /// <summary>What was taken over from the record.</summary>
    public IReadOnlyList<CaseItem> Items { get; init; } = [];

    static readonly JsonSerializerOptions Style = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As it is kept.</summary>
    public string Json() => JsonSerializer.Serialize(this, Style);

    /// <summary>From what was kept.</summary>
    public static SummaryText Of(string json) => JsonSerializer.Deserialize<SummaryText>(json, Style) ?? new();
}

/// <summary>A version of the summary. One that was sent never changes; a later one stands beside it.</summary>
sealed class CaseSummary
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>1, 2 … within the case.</summary>
    public required int Number { get; init; }

    /// <summary>The text as JSON (<see cref="SummaryText"/>).</summary>
    public string Content { get; private set; } = "";

    /// <summary>SHA-256 of the content.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>When it was written.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Who wrote it.</summary>
    public Guid MadeById { get; private set; }

    /// <summary>Their name.</summary>
    public string MadeByName { get; private set; } = "";

    /// <summary>When it went to the other side; null while it is worked on.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The text.</summary>
    public SummaryText Text => SummaryText.Of(Content);

    /// <summary>Writes the text; only before it was sent.</summary>
    public void Write(SummaryText text, Actor by, DateTimeOffset at)
    {
        if (SentAt is not null) throw new InvalidOperationException("A summary that was sent is never changed.");
        (Content, MadeAt, MadeById, MadeByName) = (text.Json(), at, by.UserId ?? Guid.Empty, by.Name);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Content)));
    }
}
