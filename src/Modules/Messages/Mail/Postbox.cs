using System.Security.Cryptography;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Messages;

/// <summary>Writes mail into the outbox, in the transaction of the store that is given.</summary>
sealed class Postbox(MailRules rules, Keys keys, Lexicon lexicon, TimeProvider clock)
{
    /// <summary>Mail leaves the house.</summary>
    public bool IsOn => rules.IsOn;

    /// <summary>The words of a language.</summary>
    public Words In(string language) => new(lexicon, language);

    /// <summary>An address of the house as a mail needs it.</summary>
    public string Href(string path) => rules.Site.TrimEnd('/') + path;

    /// <summary>Puts a mail into the box; <paramref name="once"/> keeps the same mail from being written twice.</summary>
    public Letter Write(MessagesStore store, Guid? user, string address, string kind, string language, string once, string subject, string opening, params IReadOnlyList<LetterPart> parts)
    {
        var words = In(language);
        var foot = new List<LetterItem> { new(words["Đổi cách nhận thông báo"], Href("/account/messages")) };
        if (user is { } person) foot.Add(new(words["Ngừng nhận thư"], Unsubscribe(person)));
        var text = new LetterText(subject, opening, parts, foot);
        var letter = new Letter
        {
            UserId = user,
            Address = address,
            Language = language,
            Kind = kind,
            Subject = subject.ReplaceLineEndings(" "),
            Body = text.Plain(),
            Page = text.Page(),
            Once = once,
            NextAt = clock.GetUtcNow(),
            CreatedAt = clock.GetUtcNow(),
        };
        store.Letters.Add(letter);
        return letter;
    }

    /// <summary>Where a person stops all mail without signing in.</summary>
    public string Unsubscribe(Guid person) => Href("/mail/unsubscribe/" + WebEncoders.Base64UrlEncode([.. person.ToByteArray(bigEndian: true), .. Seal(person)]));

    /// <summary>Whose the address is; null for a made-up one.</summary>
    public Guid? PersonOf(string token)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(token) is { Length: 32 } bytes && new Guid(bytes.AsSpan(0, 16), bigEndian: true) is var person
                && CryptographicOperations.FixedTimeEquals(bytes.AsSpan(16), Seal(person)) ? person : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    byte[] Seal(Guid person) => HMACSHA256.HashData(keys.Derive("unsubscribe", 32), person.ToByteArray(bigEndian: true))[..16];
}
