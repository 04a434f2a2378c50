using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Signing;

/// <summary>Lists of revoked certificates and the check of a file from the command line.</summary>
static class SigningCommands
{
    /// <summary>The commands. Trusted roots are kept by <c>feed trust</c>.</summary>
    public static readonly IReadOnlyList<Command> All =
    [
        new("signing crl add", "signing crl add FILE.crl", "Nạp danh sách chứng thư bị thu hồi của một nơi cấp.", AddAsync),
        new("signing check", "signing check FILE", "Kiểm tra chữ ký số của tệp PDF, XML, edXML.", CheckAsync),
    ];

    static byte[] Read(string[] args, long most)
    {
        if (args.Length == 0 || !File.Exists(args[0])) throw Refusal.Invalid("Không có tệp hoặc thư mục “{0}”.", args.FirstOrDefault() ?? "");
        return new FileInfo(args[0]).Length <= most ? File.ReadAllBytes(args[0]) : throw Refusal.Invalid("Tệp lớn hơn {0} kB nên không nhận.", most / 1024);
    }

    static async Task<int> AddAsync(IServiceProvider services, string[] args)
    {
        var row = await services.GetRequiredService<TrustShelf>().AddAsync(Read(args, Signatures.RevocationList.MostBytes), default);
        Console.WriteLine($"{row.Hash}\t{row.Issuer}\t{row.Revoked}\t{Say.Moment(row.MadeAt)}\t{(row.NextAt is { } next ? Say.Moment(next) : "–")}");
        return 0;
    }

    static async Task<int> CheckAsync(IServiceProvider services, string[] args)
    {
        var report = FileCheck.Run(Read(args, FileCheck.MostBytes), await services.GetRequiredService<TrustShelf>().OfAsync(Guid.Empty, default));
        if (report.Fault is { } fault) throw Refusal.Invalid(Findings.Of(fault));
        var words = services.GetRequiredService<Words>();
        foreach (var one in report.Signatures)
        {
            var texts = string.Join(' ', Findings.Of(one).Select(t => words[t]));
            var at = one.At is { } when ? Say.Moment(when) : "–";
            Console.WriteLine($"{Findings.State(one.Verdict)}\t{(one.WholeFile ? "whole" : "part")}\t{at}\t{one.Signer?.Name ?? "–"}\t{texts}");
        }
        return report.Signatures.Count > 0 && report.Signatures.All(s => s.Verdict == Signatures.Verdict.Valid) ? 0 : 1;
    }
}
