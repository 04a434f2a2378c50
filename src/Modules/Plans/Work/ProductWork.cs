using LienY.Kernel;

namespace LienY.Plans;

/// <summary>The way of a product: delivered, accepted by the plan's owner or returned with a reason, delivered again.</summary>
static class ProductWork
{
    /// <summary>Delivered for a task or an activity on a day, with or without a file.</summary>
    public static async Task<Product> DeliverAsync(PlansStore store, Plan plan, Act act, PlanTask? task, Activity? activity, string name, DateOnly on, string note,
        KeptUpload? file, Guid fileOrganisation, CancellationToken stop)
    {
        MustFit(plan, act, on);
        var product = new Product
        {
            PlanId = plan.Id,
            TaskId = task?.Id,
            ActivityId = activity?.Id,
            Name = name,
            DeliveredOn = on,
            DeliveredBy = act.UserId,
            Note = note,
        };
        store.Products.Add(product);
        await HandInAsync(store, plan, act, product, Topic(task, activity), file, fileOrganisation, stop);
        return product;
    }

    /// <summary>A returned product is delivered again.</summary>
    public static async Task DeliverAgainAsync(PlansStore store, Plan plan, Act act, Product product, PlanTask? task, Activity? activity, DateOnly on, string note,
        KeptUpload? file, Guid fileOrganisation, CancellationToken stop)
    {
        if (product.ReturnedOn is null) throw Refusal.Conflict("Sản phẩm này chưa bị trả lại nên không cần nộp lại.");
        MustFit(plan, act, on);
        (product.DeliveredOn, product.Note, product.ReturnedOn, product.ReturnReason) = (on, note.Length > 0 ? note : product.Note, null, "");
        await HandInAsync(store, plan, act, product, Topic(task, activity), file, fileOrganisation, stop);
    }

    /// <summary>Accepted by the plan's owner.</summary>
    public static async Task AcceptAsync(PlansStore store, Plan plan, Act act, Product product, PlanTask? task, Activity? activity, CancellationToken stop)
    {
        MustWait(product);
        (product.AcceptedOn, product.AcceptedBy) = (act.Today, act.UserId);
        var (unit, topic, path) = Topic(task, activity);
        await WorkFacts.StateAsync(store, WorkFacts.ProductAccepted, Source(product), unit ?? plan.OwnerId, act.Today, 1, plan.Id, topic, [("path", path)], stop);
        act.Remember(store, plan.Id, Words.Key("Nghiệm thu sản phẩm “{0}”"), "product", product.Id, product.Name);
    }

    /// <summary>Returned with a reason: the fact of its delivery is taken back until it is delivered again.</summary>
    public static async Task ReturnAsync(PlansStore store, Plan plan, Act act, Product product, string reason, CancellationToken stop)
    {
        MustWait(product);
        (product.ReturnedOn, product.ReturnReason) = (act.Today, reason);
        await WorkFacts.ReverseAsync(store, WorkFacts.ProductDelivered, Source(product), reason, stop);
        act.Remember(store, plan.Id, Words.Key("Trả lại sản phẩm “{0}”: {1}"), "product", product.Id, product.Name, reason);
    }

    static async Task HandInAsync(PlansStore store, Plan plan, Act act, Product product, (Guid? Unit, Guid? Topic, string Path) about, KeptUpload? file,
        Guid fileOrganisation, CancellationToken stop)
    {
        if (file is not null) (product.FileOrgId, product.FileName, product.FileHash, product.FileSize) = (fileOrganisation, file.Name, file.Hash, file.Size);
        await WorkFacts.StateAsync(store, WorkFacts.ProductDelivered, Source(product), about.Unit ?? plan.OwnerId, product.DeliveredOn, 1, plan.Id, about.Topic,
            [("path", about.Path)], stop);
        act.Remember(store, plan.Id, Words.Key("Nộp sản phẩm “{0}” ngày {1}"), "product", product.Id, product.Name, Say.Day(product.DeliveredOn));
    }

    static (Guid? Unit, Guid? Topic, string Path) Topic(PlanTask? task, Activity? activity) =>
        (task?.UnitId, task?.ActivityId ?? task?.Id ?? activity?.Id, task?.Path ?? activity?.Path ?? "");

    static void MustFit(Plan plan, Act act, DateOnly on)
    {
        if (on > act.Today) throw new Refusal(RefusalKind.Invalid, "Ngày nộp không được sau hôm nay.") { Field = "on" };
        if (on < plan.StartsOn) throw new Refusal(RefusalKind.Invalid, "Ngày nộp không được trước ngày bắt đầu kế hoạch ({0}).", plan.StartsOn) { Field = "on" };
    }

    static void MustWait(Product product)
    {
        if (product.AcceptedOn is { } on) throw Refusal.Conflict("Sản phẩm này đã được nghiệm thu ngày {0}.", on);
        if (product.ReturnedOn is not null) throw Refusal.Conflict("Sản phẩm này đã trả lại và đang chờ nộp lại.");
    }

    static string Source(Product product) => $"product/{product.Id}";
}
