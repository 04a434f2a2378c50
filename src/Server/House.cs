using LienY.Accounts;
using LienY.Apps;
using LienY.Boards;
using LienY.Certificates;
using LienY.Codes;
using LienY.Consults;
using LienY.Credits;
using LienY.DataSets;
using LienY.Documents;
using LienY.Evidence;
using LienY.Exchange;
using LienY.Feed;
using LienY.Imaging;
using LienY.Kernel;
using LienY.Logbook;
using LienY.Messages;
using LienY.Network;
using LienY.Outreach;
using LienY.Plans;
using LienY.Practitioners;
using LienY.Records;
using LienY.Reports;
using LienY.Rooms;
using LienY.Rotation;
using LienY.Signing;
using LienY.Training;
using LienY.Transfer;

namespace LienY.Server;

/// <summary>The rooms of the house.</summary>
public static class House
{
    /// <summary>Every module, in the order in which their tables are made.</summary>
    public static IReadOnlyList<Module> Modules { get; } =
    [
        new NetworkModule(), new AccountsModule(), new PlansModule(), new DataSetsModule(), new EvidenceModule(), new ReportsModule(), new BoardsModule(),
        new MessagesModule(), new CodesModule(), new RecordsModule(), new FeedModule(), new AppsModule(), new ExchangeModule(),
        new RoomsModule(), new ConsultsModule(), new PractitionersModule(), new CreditsModule(), new CertificatesModule(), new TrainingModule(), new TransferModule(),
        new LogbookModule(), new RotationModule(), new OutreachModule(), new SigningModule(), new DocumentsModule(),
        new ImagingModule(),
    ];

    /// <summary>Every assembly with words and assets.</summary>
    public static IReadOnlyList<System.Reflection.Assembly> Assemblies { get; } =
        [typeof(Store).Assembly, typeof(Design.Assets).Assembly, typeof(House).Assembly, .. Modules.Select(m => m.Assembly)];

    /// <summary>Every step of the schema for a database, in order.</summary>
    public static IEnumerable<SchemaStep> Schema(bool postgres) =>
        Migrator.Steps(typeof(Store).Assembly, "kernel", postgres).Concat(Modules.SelectMany(m => Migrator.Steps(m.Assembly, m.Name, postgres)));

    /// <summary>Brings the database to the present schema.</summary>
    public static Task<int> MigrateAsync(IServiceProvider services, CancellationToken stop = default)
    {
        var database = services.GetRequiredService<Database>();
        return services.GetRequiredService<Migrator>().RunAsync(Schema(database.IsPostgres), stop);
    }
}
