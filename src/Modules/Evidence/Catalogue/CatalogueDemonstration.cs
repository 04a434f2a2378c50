using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Evidence;

/// <summary>The national list is there before the demonstration's plans are read, so that the catalogue can suggest measures for them.</summary>
sealed class CatalogueDemonstration(EvidenceStore store, Cataloguing cataloguing, Analysis analysis) : IDemonstration
{
    public int Order => 25;

    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        await CatalogueLoading.NationalAsync(store, cataloguing, stop);
        await analysis.AtlasAsync(null, stop);
    }
}

/// <summary>Some targets of the demonstration measure themselves by the work of their plans, so that work done moves an indicator.</summary>
sealed class MeasuresDemonstration(EvidenceStore store, IPlans plans) : IDemonstration
{
    const string Certified = "E{training.person.certified; topic=this}";
    const string CertifiedNote = "Đếm người có chứng nhận, chứng chỉ đã ký của lớp gắn với chỉ tiêu này";

    static readonly (string Mark, MeasureKind Kind, string Formula, string Note)[] Told =
    [
        ("nguoi duoc cap giay chung nhan", MeasureKind.Formula, Certified, CertifiedNote),
        ("nguoi duoc cap chung chi", MeasureKind.Formula, Certified, CertifiedNote),
        ("nhiem vu cua don vi truc thuoc duoc theo doi", MeasureKind.Catalogue, "KH_SANPHAM", "Đo bằng sản phẩm nộp trên nền tảng và được nghiệm thu"),
        ("hoat dong quan ly, dieu hanh, quan tri noi bo", MeasureKind.Catalogue, "KH_NHIEMVU_DUNGHAN", "Đo bằng nhiệm vụ theo dõi trên nền tảng và xong đúng hạn"),
        ("lien thong voi so suc khoe dien tu", MeasureKind.Catalogue, "LT_TYLE", "Đo bằng hồ sơ khám chữa bệnh mà bệnh viện gửi sang và được nhận"),
        ("tham gia lop hoc hoac hoi chan tu xa voi", MeasureKind.Formula, "E{consult.week.met} / E{consult.week.due}", "Tuần mỗi bệnh viện có hội chẩn, biên bản đủ chữ ký, chia cho tuần đến hạn"),
        ("ekip lam duoc doc lap", MeasureKind.Formula, "E{transfer.ekip.independent; topic=this}", "Đếm ekip của gói đã qua cổng nghiệm thu"),
        ("kham thien nguyen", MeasureKind.Formula, "distinct(E{outreach.child.examined})", "Đếm trẻ khác nhau có phiếu khám của đợt thiện nguyện"),
        ("de tai nghien cuu ve tu vong tre duoi 5 tuoi", MeasureKind.Formula, "count(E{outreach.research.milestone; stage=started})", "Đếm đề tài đã bắt đầu"),
        ("huyen thi diem mo hinh tam soat", MeasureKind.Formula, "count(E{plan.product.accepted}.window(24 months))", "Đếm sản phẩm triển khai đã nghiệm thu"),
    ];

    public int Order => 35;

    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        foreach (var planId in world.Plans.Values.Distinct())
            foreach (var target in await plans.TargetsAsync(planId, stop))
                if (Told.FirstOrDefault(t => Fold.Of(target.Name).Contains(t.Mark, StringComparison.Ordinal)) is { Mark: not null } told) await SetAsync(target, told.Kind, told.Formula, told.Note, stop);
        await store.SaveChangesAsync(stop);
    }

    async Task SetAsync(Target target, MeasureKind kind, string formula, string note, CancellationToken stop) => store.Measures.Add(new()
    {
        IndicatorId = target.IndicatorId,
        PlanId = target.PlanId,
        Number = (await store.Measures.Where(m => m.IndicatorId == target.IndicatorId).MaxAsync(m => (int?)m.Number, stop) ?? 0) + 1,
        Kind = kind,
        Formula = formula,
        // A target of next year shows from today on how it will be measured.
        FromDay = target.From < store.Clock.Today() ? target.From : store.Clock.Today(),
        Author = "Cán bộ trình diễn",
        MadeAt = store.Clock.GetUtcNow(),
        Note = note,
    });
}
