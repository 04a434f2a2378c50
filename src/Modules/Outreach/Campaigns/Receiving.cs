using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Outreach;

/// <summary>What became of one sent examination: <c>taken</c>, <c>known</c> (it was there already) or <c>refused</c>, with the reason and the field.</summary>
sealed record Received(Guid Id, string State, string Why, string Field);

/// <summary>An examination was taken; the record is told. Stream: <c>examination/{id}</c>.</summary>
sealed record ExaminationTaken(Guid Id);

/// <summary>
/// Takes examinations from tablets: each in a transaction of its own, each id once. Whatever comes twice, late or in another order changes nothing that is
/// there.
/// </summary>
sealed class Receiving(OutreachStore store, IPersons persons, Caller caller, Words words, TimeProvider clock)
{
    /// <summary>Most examinations in one message.</summary>
    public const int Most = 200;

    /// <summary>Takes a message.</summary>
    public async Task<IReadOnlyList<Received>> TakeAsync(Guid campaign, IReadOnlyList<ExaminationInput> sent, CancellationToken stop)
    {
        if (sent.Count > Most) throw new Refusal(RefusalKind.Invalid, "Mỗi lần gửi tối đa {0} phiếu. Xin chia nhỏ.", Most) { Code = "too-many-items" };
        var one = await CampaignAsync(campaign, stop);
        var answers = new List<Received>(sent.Count);
        foreach (var input in sent)
        {
            store.ChangeTracker.Clear();
            try
            {
                answers.Add(new(input.Id, await OneAsync(one, input, stop) ? "taken" : "known", "", ""));
            }
            catch (Refusal refusal) when (refusal.Kind is RefusalKind.Invalid or RefusalKind.Conflict && refusal.Code != "duplicate")
            {
                answers.Add(new(input.Id, "refused", words.Of(refusal), refusal.Field ?? ""));
            }
            catch (Refusal refusal) when (refusal.Code == "duplicate")
            {
                // The same id came by another line at the same moment.
                answers.Add(new(input.Id, "known", "", ""));
            }
        }
        return answers;
    }

    /// <summary>The campaign, for who examines there.</summary>
    public async Task<Campaign> CampaignAsync(Guid id, CancellationToken stop)
    {
        var one = await store.Campaigns.AsNoTracking().Include(c => c.Sites).SingleOrDefaultAsync(c => c.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy đợt khám này.");
        if (!caller.Holds(OutreachRights.Examine, one.OrganisationId)) throw Refusal.Forbidden("Chỉ người giữ quyền “{0}” tại đơn vị tổ chức mới nhập và xem phiếu khám.", OutreachRights.Examine.Title);
        return one;
    }

    /// <summary>Takes one; false where it was there already.</summary>
    public async Task<bool> OneAsync(Campaign campaign, ExaminationInput input, CancellationToken stop)
    {
        var there = await store.Examinations.IgnoreQueryFilters(["org"]).AsNoTracking().Where(x => x.Id == input.Id).Select(x => (Guid?)x.CampaignId).SingleOrDefaultAsync(stop);
        if (there is { } elsewhere) return elsewhere == campaign.Id ? false : throw Refusal.Conflict("Mã phiếu này đã dùng cho đợt khám khác. Xin nhập lại phiếu.");
        // Looked through before anybody is entered into the index of persons.
        var read = input.Into(campaign, clock.Today(), null, "", caller.UserId, caller.Name, clock.GetUtcNow());
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        var claim = new PersonClaim(campaign.OrganisationId, read.Local, read.Name, read.Birth, read.Sex, read.Personal.Length > 0 ? [(IdentifierSystems.Personal, read.Personal)] : [],
            "", read.Commune, "", read.Guardian);
        var linked = (await persons.LinkAsync(store.Database.GetDbConnection(), [claim], stop))[0];
        Add(campaign, input.Into(campaign, clock.Today(), linked.PersonId, persons.SubjectHash(linked.PersonId), caller.UserId, caller.Name, clock.GetUtcNow()), tellRecord: true);
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }

    /// <summary>Puts one into the books with its facts. The caller saves.</summary>
    public void Add(Campaign campaign, Examination x, bool tellRecord)
    {
        store.Examinations.Add(x);
        OutreachFacts.Examined(store, campaign, x);
        if (tellRecord) store.Publish("examination/" + x.Id, new ExaminationTaken(x.Id));
    }
}
