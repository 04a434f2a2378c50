using LienY.Contracts;
using LienY.Dicom;
using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>
/// Three made-up studies at a hospital of the demonstration, tied to patients of its register where there are some; one more matches nobody and waits to be
/// reconciled. Every picture says that it was made by a computer.
/// </summary>
sealed class ImagingDemonstration(IImageArchive archive, Settling settling, Database database) : IDemonstration
{
    /// <inheritdoc/>
    public int Order => 49;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        if (!world.Organisations.TryGetValue("bv-san-nhi-lao-cai", out var holder)) return;
        var patients = await PatientsAsync(holder, stop);
        PhantomOf Of(int i, int daysAgo) => new(patients[i].Name, patients[i].Number, patients[i].Birth, patients[i].Sex, world.Today.AddDays(-daysAgo), $"CDHA{i + 1:000}", 7 * i + 3);
        var sender = new ImageSender(holder, "house", "Máy chụp mẫu");
        await SendAsync(sender, Phantoms.Ct(Of(0, 2)), stop);
        await SendAsync(sender, [Phantoms.Chest(Of(1, 1))], stop);
        await SendAsync(sender, [Phantoms.Heart(Of(2, 0))], stop);
        await SendAsync(sender, [Phantoms.Chest(new("GIANG^MAU^THI", "CHUA-RO-01", "19900101", "F", world.Today, "CDHA009", 91))], stop);
        await settling.RunAsync(TimeSpan.Zero, stop);
    }

    async Task SendAsync(ImageSender sender, IEnumerable<DataSet> sets, CancellationToken stop)
    {
        foreach (var set in sets)
        {
            await using var ingest = archive.Begin(new IngestStart(sender, Uids.ExplicitLittle));
            await ingest.WriteAsync(DataSetWriter.ToBytes(set, TransferSyntax.ExplicitLittle), stop);
            var outcome = await ingest.CommitAsync(stop);
            if (!outcome.IsTaken) throw new InvalidOperationException($"An image of the demonstration was not taken: '{outcome.Problem}'.");
        }
    }

    /// <summary>Three patients of the hospital's register, else three made-up ones.</summary>
    async Task<List<(string Name, string Number, string Birth, string Sex)>> PatientsAsync(Guid holder, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var found = await connection.RowsAsync("select name, local_number, birth, sex from records_patient where holder_id = @p0 and local_number <> '' order by seq limit 3",
            r => (PersonName.OfSaid(r.GetString(0)).ToString(), r.GetString(1), r.GetString(2) is { Length: 8 } day && !day.EndsWith("00", StringComparison.Ordinal) ? day : "",
                r.GetString(3) == "male" ? "M" : r.GetString(3) == "female" ? "F" : "O"), stop, holder);
        (string, string, string, string)[] otherwise = [("MẪU^MỘT^NGƯỜI", "MAU-1", "19750312", "M"), ("MẪU^HAI^NGƯỜI", "MAU-2", "19880620", "F"), ("MẪU^BA^NGƯỜI", "MAU-3", "20190815", "M")];
        return [.. found, .. otherwise.Skip(found.Count)];
    }
}
