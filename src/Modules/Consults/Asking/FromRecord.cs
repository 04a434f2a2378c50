using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>Takes over what the own facility's record says of a person: in the seat of the doctor who asks, through the release gate, each reading in the
/// trail.</summary>
sealed class FromRecord(IPersons persons, IRecordReaders readers, IPatientIds patients, IFhirDoor door)
{
    const string Purpose = "treatment";

    /// <summary>What the record holds; missing (404) where the caller may not know the person.</summary>
    public async Task<TakenCase> ReadAsync(Guid person, Guid facility, Guid caseId, CancellationToken stop)
    {
        var reader = await readers.ReaderAsync(Purpose, stop);
        if (!reader.Homes.Contains(facility) || await persons.FindAsync(person, Purpose, stop) is not { } known)
            throw Refusal.Missing("Không có người bệnh này trong hồ sơ mà ông/bà được xem.");
        var taken = new TakenCase(new() { CaseId = caseId }, known.Sex, new(), []);
        if (await patients.OfPersonAsync(person, facility, stop) is { } id)
        {
            var answer = await door.ReadAsync($"Patient/{id}/$everything", stop);
            if (answer.IsDone)
            {
                using var bundle = JsonDocument.Parse(answer.Body);
                taken = BundleReading.Of(bundle.RootElement, caseId);
            }
        }
        if (taken.Identity.Name.Length == 0) taken.Identity.Name = known.Name;
        if (taken.Identity.Birth.Length == 0) taken.Identity.Birth = PatientAge.Iso(known.BirthDay);
        if (taken.Identity.Address.Length == 0) taken.Identity.Address = known.Address;
        return taken with { Sex = taken.Sex == "unknown" ? known.Sex : taken.Sex };
    }
}
