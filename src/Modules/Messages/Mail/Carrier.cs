using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using LienY.Contracts;

namespace LienY.Messages;

/// <summary>The mail server said no.</summary>
/// <param name="forGood">It will say no again: the address is wrong.</param>
sealed class MailRefused(string message, bool forGood) : Exception(message)
{
    public bool IsForGood => forGood;
}

/// <summary>Hands a mail to the mail server (SMTP, RFC 5321): plain text and HTML, Vietnamese encoded, the same Message-ID at each try.</summary>
sealed class Carrier(MailRules rules, Postbox postbox)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Sends; throws <see cref="MailRefused"/>.</summary>
    public async Task SendAsync(Letter letter, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new SmtpClient(rules.Host, rules.Port) { EnableSsl = rules.Tls != "none", DeliveryFormat = SmtpDeliveryFormat.SevenBit };
            if (rules.User.Length > 0) client.Credentials = new NetworkCredential(rules.User, await PasswordAsync(stop));
            using var message = Message(letter);
            await client.SendMailAsync(message, limit.Token);
        }
        catch (SmtpException problem)
        {
            throw new MailRefused(Say(problem), IsForGood(problem));
        }
        catch (Exception problem) when (problem is FormatException or InvalidOperationException)
        {
            throw new MailRefused(problem.Message, forGood: true);
        }
        catch (Exception problem) when (problem is IOException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            throw new MailRefused(problem is OperationCanceledException ? $"The mail server '{rules.Host}' did not answer within {Patience.TotalSeconds} seconds." : problem.Message, forGood: false);
        }
    }

    MailMessage Message(Letter letter)
    {
        var from = new MailAddress(rules.From);
        var message = new MailMessage { From = from, Subject = letter.Subject, SubjectEncoding = Encoding.UTF8, HeadersEncoding = Encoding.UTF8 };
        message.To.Add(new MailAddress(letter.Address));
        message.Headers.Add("Message-ID", $"<{letter.Id:N}@{from.Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("Content-Language", letter.Language);
        if (letter.UserId is { } person) message.Headers.Add("List-Unsubscribe", $"<{postbox.Unsubscribe(person)}>");
        message.AlternateViews.Add(View(letter.Body, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(letter.Page, MediaTypeNames.Text.Html));
        if (letter.Calendar is { } calendar) message.AlternateViews.Add(Event(calendar, letter.Method));
        return message;
    }

    static AlternateView View(string text, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(text, Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }

    // The last and best way to read the mail, as calendar programs expect it (RFC 6047).
    static AlternateView Event(string calendar, string method)
    {
        var type = new ContentType("text/calendar") { CharSet = "utf-8" };
        type.Parameters["method"] = method;
        var view = AlternateView.CreateAlternateViewFromString(calendar, type);
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }

    async Task<string> PasswordAsync(CancellationToken stop) =>
        rules.PasswordFile.Length == 0 ? "" : (await File.ReadAllLinesAsync(rules.PasswordFile, stop)).FirstOrDefault("").Trim();

    static string Say(SmtpException problem) => problem.InnerException is { } inner ? $"{problem.Message} {inner.Message}" : problem.Message;

    // 550–554 speak of the mailbox or the message; everything else (no connection, sign-in refused, 4xx) may pass.
    static bool IsForGood(SmtpException problem) => (int)problem.StatusCode is >= 550 and <= 554;
}
