using LienY.Kernel;

namespace LienY.Plans;

/// <summary>Remarks on a plan or a task: plain words, told to whoever does the task.</summary>
static class Talk
{
    /// <summary>Says something; the task's person is told, else its unit; about the plan its owner is told.</summary>
    public static Comment Say(PlansStore store, Plan plan, PlanTask? task, Act act, string body)
    {
        var comment = new Comment { PlanId = plan.Id, TaskId = task?.Id, AuthorId = act.UserId, Author = act.UserName, Body = body, CreatedAt = act.At };
        store.Comments.Add(comment);
        if (task is null) act.Remember(store, plan.Id, Words.Key("Trao đổi về kế hoạch"), "comment", comment.Id);
        else act.Remember(store, plan.Id, Words.Key("Trao đổi về nhiệm vụ “{0}”"), "task", task.Id, task.Name);
        return comment;
    }

    /// <summary>The notice of a remark, null where nobody else is to be told.</summary>
    public static Notice? Notice(Plan plan, PlanTask? task, Comment comment)
    {
        if (task?.OwnerUserId is { } person && person == comment.AuthorId) return null;
        return new()
        {
            UserId = task?.OwnerUserId,
            OrganisationId = task?.OwnerUserId is null ? task?.UnitId ?? plan.OwnerId : null,
            Text = Words.Key("{0} trao đổi về “{1}”: {2}"),
            Args = Kernel.Notice.ArgsOf(comment.Author, task?.Name ?? plan.Title, comment.Body.Length > 120 ? comment.Body[..120] + "…" : comment.Body),
            Link = task is null ? $"/plans/{plan.Id}/comments" : $"/tasks/{task.Id}#comments",
            Once = $"comment/{comment.Id}",
        };
    }
}
