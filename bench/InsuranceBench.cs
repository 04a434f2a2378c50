using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LienY.Insurance;

namespace LienY.Bench;

/// <summary>Reads and checks 10,000 invented episodes of the insurance feed on one core, in files of one and of a hundred, and checks signatures.</summary>
static class InsuranceBench
{
    const int Many = 10_000;

    static readonly DateOnly Day = new(2026, 11, 21);
    static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.FromHours(7));

    public static Task RunAsync()
    {
        var episodes = new EpisodeMaker(1, "99001", Day).Many(Many).ToList();
        var rows = new List<string[]>();
        foreach (var each in new[] { 1, 100 })
        {
            var files = episodes.Chunk(each).Select(c => Written(c)).ToList();
            var size = files.Sum(f => (double)f.Length) / Many;
            foreach (var f in files.Take(2_000 / each)) Read(f, check: true);
            rows.Add(Row($"files of {each}", "read", size, files, check: false));
            rows.Add(Row($"files of {each}", "read and check", size, files, check: true));
        }
        rows.Add(Row("in memory", "check alone", 0, () =>
        {
            var check = new EnvelopeCheck(RuleBook.Standard, Now);
            foreach (var episode in episodes) if (check.Of(episode).Grade != Grade.Accepted) throw new InvalidOperationException("An invented episode was not accepted.");
        }));
        Machine.Table($"Insurance feed: {Many:N0} episodes ({episodes.Average(e => e.Tables.Sum(t => e.Rows(t).Count)):0.0} rows each), one core",
            ["where", "what", "bytes an episode", "episodes/s", "µs of processor", "bytes allocated"], rows);
        Signatures(episodes[0]);
        return Task.CompletedTask;
    }

    static byte[] Written(IReadOnlyList<Episode> episodes)
    {
        var to = new MemoryStream();
        EnvelopeWriter.Write(to, "99001", Day, episodes, "3176");
        return to.ToArray();
    }

    static void Read(byte[] file, bool check)
    {
        using var reader = EnvelopeReader.Open(new MemoryStream(file), "");
        var checking = new EnvelopeCheck(RuleBook.Standard, Now);
        while (reader.Next() is { } episode)
            if (check && checking.Of(episode, reader.Head).Grade != Grade.Accepted) throw new InvalidOperationException("An invented episode was not accepted.");
    }

    static string[] Row(string where, string what, double size, List<byte[]> files, bool check) => Row(where, what, size, () =>
    {
        foreach (var file in files) Read(file, check);
    });

    static string[] Row(string where, string what, double size, Action run)
    {
        run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        // Processor time, because the machine may be shared.
        var start = Environment.CpuUsage.TotalTime;
        run();
        var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        return [where, what, Machine.Say(size, 0), Machine.Say(Many / seconds, 0), Machine.Say(seconds / Many * 1e6),
            Machine.Say((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Many, 0)];
    }

    static void Signatures(Episode episode)
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=bench", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
        var file = EnvelopeSigner.Sign(Written([episode]), certificate);
        var rows = new List<string[]>();
        (string, X509Certificate2[], SignatureState)[] ways =
            [("without roots", [], SignatureState.UnknownIssuer), ("with the chain to a root", [certificate], SignatureState.Trusted)];
        foreach (var (what, roots, state) in ways)
        {
            const int times = 1_000;
            for (var i = 0; i < 200; i++) EnvelopeSignature.Check(file, roots, Now);
            var start = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < times; i++)
                if (EnvelopeSignature.Check(file, roots, Now).State != state) throw new InvalidOperationException("A good signature was not found good.");
            rows.Add([what, Machine.Say((Environment.CpuUsage.TotalTime - start).TotalMicroseconds / times, 0)]);
        }
        Machine.Table("Checking the signature of a file of one episode, RSA 2048", ["what", "µs of processor"], rows);
    }
}
