using System.Text.Json;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>Who does something to a plan, and when: the caller now, or a person of the demonstration on a day of its told year.</summary>
sealed record Act(DateTimeOffset At, Guid? UserId, string UserName)
{
    /// <summary>The day at Hà Nội.</summary>
    public DateOnly Today => Say.DayOf(At);

    /// <summary>The caller, now.</summary>
    public static Act Of(Caller caller, TimeProvider clock) => new(clock.GetUtcNow(), caller.UserId, caller.Name);

    /// <summary>Adds a line to the plan's history.</summary>
    public void Remember(PlansStore store, Guid planId, string what, string objectKind, Guid? objectId, params string[] args) => store.Changes.Add(new Change
    {
        PlanId = planId,
        At = At,
        UserId = UserId,
        UserName = UserName,
        What = what,
        Args = JsonSerializer.Serialize(args),
        ObjectKind = objectKind,
        ObjectId = objectId,
    });
}
