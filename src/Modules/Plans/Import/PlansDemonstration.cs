using LienY.Contracts;

namespace LienY.Plans;

/// <summary>The plans of the demonstration network, imported from their papers by the product itself; one paper is left under review.</summary>
sealed class PlansDemonstration(IPlanImport papers, Importing importing, IEvidence evidence) : IDemonstration
{
    /// <summary>Key of the plan, its paper, its owner; a parent stands before its child.</summary>
    static readonly IReadOnlyList<(string Plan, string Paper, string Owner)> Adopted =
    [
        ("ubnd-kien-giang", "ke-hoach-ubnd-kien-giang-2025.docx", "ubnd-kien-giang"),
        ("kien-giang", "ke-hoach-kien-giang-tphcm-2025.docx", "syt-kien-giang"),
        ("than-uyen", "ke-hoach-chuyen-doi-so-than-uyen-2026-2030.docx", "bvdk-than-uyen"),
        ("lao-cai", "ke-hoach-lao-cai-nhi-trung-uong-2023.docx", "syt-lao-cai"),
    ];

    /// <inheritdoc/>
    public int Order => 30;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        foreach (var (plan, paper, owner) in Adopted)
        {
            if (!world.Documents.TryGetValue(paper, out var content) || !world.Organisations.TryGetValue(owner, out var organisation)) continue;
            world.Plans[plan] = await papers.ImportAndAdoptAsync(organisation, paper, content, Measure, stop);
        }
        // The department of Kiên Giang has received the province's paper too and has not reviewed it yet.
        if (world.Documents.TryGetValue("ke-hoach-ubnd-kien-giang-2025.docx", out var received) && world.Organisations.TryGetValue("syt-kien-giang", out var department))
            await importing.ReceiveAsync(department, "ke-hoach-ubnd-kien-giang-2025.docx", received, again: false, stop);
    }

    MeasureChoice? Measure(string name, string unit) => evidence.Suggest(name, unit) is [var best, ..] ? best.Choice : null;
}
