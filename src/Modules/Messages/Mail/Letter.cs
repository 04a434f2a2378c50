using LienY.Kernel;

namespace LienY.Messages;

/// <summary>Where a mail stands.</summary>
enum LetterState
{
    /// <summary>Waits for its time.</summary>
    Waiting,

    /// <summary>The mail server has taken it.</summary>
    Sent,

    /// <summary>Could not be delivered; an administrator may send it again.</summary>
    Dead,

    /// <summary>Given up on purpose: the person no longer wants it.</summary>
    Dropped,
}

/// <summary>A mail to one address. Its id is its Message-ID: sent twice after a crash it is still one message to the reader's program.</summary>
sealed class Letter : IVersioned
{
    /// <summary>Tries before it is given up.</summary>
    public const int MostAttempts = 9;

    static readonly int[] WaitMinutes = [1, 5, 15, 60, 180, 360, 720, 1440];

    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The person; null for a test.</summary>
    public Guid? UserId { get; init; }

    /// <summary>To whom.</summary>
    public required string Address { get; init; }

    /// <summary>Language it is written in.</summary>
    public required string Language { get; init; }

    /// <summary><c>notice</c>, <c>digest</c>, <c>confirm</c>, <c>invitation</c> or <c>test</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain text.</summary>
    public required string Body { get; init; }

    /// <summary>The same as HTML.</summary>
    public required string Page { get; init; }

    /// <summary>Lets the same mail be written once.</summary>
    public required string Once { get; init; }

    /// <summary>An event for the reader's calendar (iCalendar); null: none.</summary>
    public string? Calendar { get; set; }

    /// <summary>METHOD of that event.</summary>
    public string Method { get; set; } = "";

    /// <summary>Where it stands.</summary>
    public LetterState State { get; private set; }

    /// <summary>Tries so far, the running one included.</summary>
    public int Attempts { get; private set; }

    /// <summary>Not before.</summary>
    public required DateTimeOffset NextAt { get; set; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the mail server took it.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>What the mail server said last.</summary>
    public string? LastError { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; }

    /// <summary>Takes it for one try: who saves this first has it; after a crash it comes up again when the time has run out.</summary>
    public void Take(DateTimeOffset now)
    {
        Attempts++;
        NextAt = now + TimeSpan.FromMinutes(10);
    }

    /// <summary>The mail server has it.</summary>
    public void Deliver(DateTimeOffset now) => (State, SentAt, LastError) = (LetterState.Sent, now, null);

    /// <summary>It did not go; tried again later, unless the server said "never" or it was tried often enough.</summary>
    public void Fail(DateTimeOffset now, string error, bool forGood)
    {
        LastError = error.Length > 500 ? error[..500] : error;
        if (forGood || Attempts >= MostAttempts) State = LetterState.Dead;
        else NextAt = now + TimeSpan.FromMinutes(WaitMinutes[Math.Min(Attempts, WaitMinutes.Length) - 1]);
    }

    /// <summary>Puts a dead one back into the box.</summary>
    public void Again(DateTimeOffset now)
    {
        if (State is not LetterState.Dead) throw Refusal.Conflict("Chỉ gửi lại được thư không gửi được.");
        (State, Attempts, NextAt) = (LetterState.Waiting, 0, now);
    }

    /// <summary>The person does not want it any more.</summary>
    public void Drop() => State = LetterState.Dropped;
}
