using LienY.Kernel;

namespace LienY.Network;

/// <summary>Kinds of agreements.</summary>
enum AgreementKind
{
    /// <summary>Bản ghi nhớ.</summary>
    Memorandum,

    /// <summary>Thỏa thuận.</summary>
    Accord,
}

/// <summary>Where an agreement stands on a day.</summary>
enum AgreementState
{
    /// <summary>Chưa có hiệu lực.</summary>
    Coming,

    /// <summary>Đang hiệu lực.</summary>
    InForce,

    /// <summary>Sắp hết hạn: 90 days or less.</summary>
    Ending,

    /// <summary>Hết hiệu lực.</summary>
    Ended,
}

/// <summary>A memorandum or accord between organisations: parties, contents, focal points, period, file.</summary>
sealed class Agreement : IVersioned
{
    /// <summary>Days before the end at which an agreement is about to end.</summary>
    public const int Notice = 90;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public int Version { get; set; }
    public AgreementKind Kind { get; set; }
    public required string Title { get; set; }
    public string Folded { get; set; } = "";
    public string Number { get; set; } = "";
    public DateOnly? SignedOn { get; set; }
    public DateOnly? ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    /// <summary>Last day where it was ended before its time.</summary>
    public DateOnly? EndedOn { get; set; }
    public string Note { get; set; } = "";
    public string FileName { get; set; } = "";
    public string FileHash { get; set; } = "";
    public long FileSize { get; set; }
    /// <summary>The organisation with whose key the file is kept.</summary>
    public Guid? FileHolder { get; set; }
    public List<AgreementParty> Parties { get; init; } = [];
    public List<AgreementContent> Contents { get; init; } = [];
    public List<AgreementFocal> Focals { get; init; } = [];

    /// <summary>Sets parties, contents and focal points anew, in this order.</summary>
    public void Fill(IEnumerable<Guid> parties, IEnumerable<string> contents, IEnumerable<(Guid? Organisation, string Text)> focals)
    {
        Parties.Clear();
        Contents.Clear();
        Focals.Clear();
        foreach (var party in parties.Distinct()) Parties.Add(new() { AgreementId = Id, OrganisationId = party, Position = Parties.Count });
        foreach (var text in contents) Contents.Add(new() { AgreementId = Id, Text = text, Position = Contents.Count });
        foreach (var (organisation, text) in focals) Focals.Add(new() { AgreementId = Id, OrganisationId = organisation, Text = text, Position = Focals.Count });
    }

    /// <summary>Where it stands on a day.</summary>
    public AgreementState StateOn(DateOnly day)
    {
        var first = ValidFrom ?? SignedOn;
        var last = EndedOn ?? ValidTo;
        if (first is { } f && day < f) return AgreementState.Coming;
        if (last is not { } l) return AgreementState.InForce;
        return l < day ? AgreementState.Ended : l <= day.AddDays(Notice) ? AgreementState.Ending : AgreementState.InForce;
    }
}

/// <summary>A party of an agreement.</summary>
sealed class AgreementParty
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid AgreementId { get; init; }
    public Guid OrganisationId { get; init; }
    public int Position { get; init; }
}

/// <summary>One content of an agreement.</summary>
sealed class AgreementContent
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid AgreementId { get; init; }
    public int Position { get; init; }
    public required string Text { get; init; }
}

/// <summary>A focal point: an organisation, or words, or both.</summary>
sealed class AgreementFocal
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid AgreementId { get; init; }
    public int Position { get; init; }
    public Guid? OrganisationId { get; init; }
    public required string Text { get; init; }
}
