using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using LienY.Contracts;
using LienY.Dicom;
using Microsoft.Extensions.Hosting;

namespace LienY.Imaging;

/// <summary>Listens for DICOM on the line where a port is set.</summary>
sealed class DimseHost(ImagingRules rules, DimseGate gate, TimeProvider clock) : IHostedService
{
    DimseListener? listener;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (rules.Port is not { } port) return Task.CompletedTask;
        if (rules.Aet.Length is 0 or > 16) throw new InvalidOperationException($"Setting 'DimseAet': '{rules.Aet}' does not have 1 to 16 characters.");
        listener = new(new DimseListening(port)
        {
            Address = rules.Address.Length > 0 ? IPAddress.Parse(rules.Address) : null,
            Tls = Tls(),
        }, gate, clock);
        try
        {
            listener.Start();
        }
        catch (SocketException problem)
        {
            throw new InvalidOperationException($"Setting 'DimsePort': port {port} cannot be listened on: {problem.Message}", problem);
        }
        return Task.CompletedTask;
    }

    DimseTls? Tls()
    {
        if (rules.Certificate.Length == 0) return null;
        var password = rules.PasswordFile.Length > 0 ? File.ReadAllText(rules.PasswordFile).TrimEnd('\r', '\n') : null;
        X509Certificate2Collection? authorities = null;
        if (rules.Clients.Length > 0) (authorities = []).ImportFromPemFile(rules.Clients);
        return new()
        {
            Certificate = rules.Certificate.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
                ? X509Certificate2.CreateFromPemFile(rules.Certificate, rules.Certificate)
                : X509CertificateLoader.LoadPkcs12FromFile(rules.Certificate, password),
            Authorities = authorities,
            NeedsClient = authorities is not null,
        };
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (listener is not null) await listener.DisposeAsync();
    }
}
