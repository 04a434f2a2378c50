using LienY.Kernel;

namespace LienY.Logbook;

/// <summary>Every change of an entry: each refuses what its state does not allow.</summary>
static class LogMoves
{
    /// <summary>To the state in which what is owed next is owed.</summary>
    public static void Settle(this LoggedCase one, LogRule rule)
    {
        one.IsIndependent = one.JudgeIndependence();
        one.State = one is { IsLate: true, LeaveAt: null } ? LogState.AwaitsLeave
            : one.NeedsSupervisor ? LogState.AwaitsSupervisor
            : rule.NeedsHead ? LogState.AwaitsHead
            : LogState.Counted;
    }

    /// <summary>Refuses unless it may still be corrected.</summary>
    public static void MustBeOpen(this LoggedCase one)
    {
        if (one.State is LogState.Counted)
            throw new Refusal(RefusalKind.Conflict,
                "Ca này đã được ký nên không sửa được nữa. Nếu ghi sai, xin nhờ người ký hoặc giám đốc rút lại, rồi ghi ca mới.")
            { Code = "case-signed" };
        if (!one.IsOpen) throw Refusal.Conflict("Ca này đã được rút lại nên không làm được việc này.");
    }

    /// <summary>The director allows a late entry.</summary>
    public static void Allow(this LoggedCase one, Guid? user, string name, DateTimeOffset at, LogRule rule)
    {
        if (one.State != LogState.AwaitsLeave) throw Refusal.Conflict("Ca này không chờ cho phép ghi muộn.");
        if (user is not null && user == one.LoggedBy) throw Refusal.Forbidden("Ông/bà không tự cho phép ca do chính mình ghi muộn. Xin nhờ lãnh đạo khác của đơn vị.");
        (one.LeaveAt, one.LeaveBy, one.LeaveByName) = (at, user, name);
        one.Settle(rule);
    }

    /// <summary>Somebody who must sign gives it back with words.</summary>
    public static void Return(this LoggedCase one, string reason)
    {
        one.MustBeOpen();
        (one.State, one.ReturnedReason) = (LogState.Returned, reason);
    }

    /// <summary>
    /// Signs it (<paramref name="role"/>: <c>supervisor</c>, <c>head</c>, or <c>none</c> where neither is needed): it counts from now on and never
    /// changes.
    /// </summary>
    public static void Sign(this LoggedCase one, Guid? user, string name, string role, string means, DateTimeOffset at, Func<byte[], byte[]> seal)
    {
        (one.State, one.SignedAt, one.SignedBy, one.SignedByName, one.SignedAs, one.SignedMeans) =
            (LogState.Counted, Commands.FromMicros(Commands.Micros(at)), user, name, role, means);
        one.SignedHash = one.Hash();
        one.SignedSeal = seal(one.Sealed());
    }

    /// <summary>Withdrawn before it counts.</summary>
    public static void Withdraw(this LoggedCase one, string name, string reason, DateTimeOffset at)
    {
        one.MustBeOpen();
        (one.State, one.Once, one.EndedAt, one.EndedByName, one.EndedReason) = (LogState.Withdrawn, null, at, name, reason);
    }

    /// <summary>Taken back after it counted.</summary>
    public static void TakeBack(this LoggedCase one, string name, string reason, DateTimeOffset at)
    {
        if (one.State != LogState.Counted) throw Refusal.Conflict("Chỉ rút lại ca đã được tính.");
        (one.State, one.Once, one.EndedAt, one.EndedByName, one.EndedReason) = (LogState.TakenBack, null, at, name, reason);
    }
}
