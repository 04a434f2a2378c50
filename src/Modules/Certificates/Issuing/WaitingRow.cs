using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Certificates;

/// <summary>Where somebody who earned a certificate stands.</summary>
enum WaitingState
{
    /// <summary>Chờ ký cấp.</summary>
    Waiting,

    /// <summary>Trả lại để sửa.</summary>
    Returned,

    /// <summary>Đã cấp.</summary>
    Issued,
}

/// <summary>Somebody who earned a certificate and waits until the issuer signs it.</summary>
sealed class WaitingRow : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Source { get; init; }
    public required Guid IssuerId { get; init; }
    public required string Kind { get; init; }
    public Guid? PractitionerId { get; set; }
    public string Holder { get; set; } = "";
    public DateOnly? Born { get; set; }
    public string HolderAt { get; set; } = "";
    public string Course { get; set; } = "";
    public DateOnly FromDay { get; set; }
    public DateOnly ToDay { get; set; }
    public decimal Hours { get; set; }
    public string Grade { get; set; } = "";
    public string Techniques { get; set; } = "";
    public Guid? PlanId { get; set; }
    public Guid? TopicId { get; set; }
    public string Href { get; set; } = "";
    public WaitingState State { get; set; }

    /// <summary>Why it was sent back, or why it replaces another one.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The certificate that ends when this one is signed.</summary>
    public Guid? ReplacesId { get; init; }

    public Guid? CertificateId { get; private set; }

    /// <summary>The batch that a director has put together and will sign; a row that is changed falls out of it.</summary>
    public Guid? BatchId { get; set; }

    public required DateTimeOffset ArrivedAt { get; init; }
    public DateTimeOffset ChangedAt { get; set; }
    public string ChangedByName { get; set; } = "";
    public string Folded { get; set; } = "";
    public int Version { get; set; }

    /// <summary>Takes over what was earned.</summary>
    public void Take(CertificateEarned e, DateTimeOffset at)
    {
        (PractitionerId, Holder, Born, HolderAt, Course, FromDay, ToDay) = (e.PractitionerId, e.Holder, e.Born, e.HolderAt, e.Course, e.From, e.To);
        (Hours, Grade, Techniques, PlanId, TopicId, Href) = (e.Hours, e.Grade, string.Join(' ', e.Techniques), e.PlanId, e.TopicId, e.Href);
        Change("Liên Y", at);
        (State, Reason) = (WaitingState.Waiting, "");
    }

    /// <summary>Somebody changed it: whoever was about to sign must look again.</summary>
    public void Change(string by, DateTimeOffset at)
    {
        if (State == WaitingState.Issued) throw Refusal.Conflict("Chứng chỉ của {0} đã được ký cấp; muốn sửa xin cấp lại bản thay thế.", Holder);
        (ChangedByName, ChangedAt, BatchId) = (by, at, null);
        Folded = Fold.Of($"{Holder} {HolderAt} {Course}");
    }

    /// <summary>Signed.</summary>
    public void Issue(Guid certificate, string by, DateTimeOffset at) => (State, CertificateId, ChangedByName, ChangedAt) = (WaitingState.Issued, certificate, by, at);
}
