using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using LienY.Kernel;

namespace LienY.Consults.Tests;

/// <summary>Invitations letter by letter, canonical JSON, personal signatures, prices.</summary>
public sealed class PaperTests
{
    static readonly DateTimeOffset At = new(2026, 11, 24, 7, 0, 0, TimeSpan.Zero);

    static InvitationText Text(bool off = false, int sequence = 0) =>
        new(Guid.Parse("0198aaaa-bbbb-7ccc-8ddd-eeeeffff0000"), sequence, off, "Hội chẩn tuần Bệnh viện Nhi Trung ương – các bệnh viện tỉnh Lào Cai; buổi 7",
        "Các cơ sở: A, B", "Phòng họp trên Liên Y", new Uri("https://lieny.vn/consults/sessions/0198aaaa-bbbb-7ccc-8ddd-eeeeffff0000"), At, At.AddHours(1),
        At.AddDays(-1), ("Liên Y", "lieny@syt.vn"),
        ("Bác sĩ, A", "a@bv.vn", "CHAIR"));

    [Fact]
    public void An_invitation_is_written_letter_by_letter()
    {
        var expected = string.Join("\r\n",
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lien Y//Hoi chan tu xa//VI", "CALSCALE:GREGORIAN", "METHOD:REQUEST", "BEGIN:VTIMEZONE",
            "TZID:Asia/Ho_Chi_Minh", "BEGIN:STANDARD",
            "DTSTART:19700101T000000", "TZOFFSETFROM:+0700", "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT",
            "UID:consult-session-0198aaaa-bbbb-7ccc-8ddd-eeeeffff0000@lieny", "DTSTAMP:20261123T070000Z", "LAST-MODIFIED:20261123T070000Z", "SEQUENCE:0",
            "DTSTART;TZID=Asia/Ho_Chi_Minh:20261124T140000", "DTEND;TZID=Asia/Ho_Chi_Minh:20261124T150000");
        var written = Invitation.Write(Text());
        Assert.StartsWith(expected, written, StringComparison.Ordinal);
        Assert.Contains("ATTENDEE;CN=\"Bác sĩ, A\";ROLE=CHAIR;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:a@bv.vn", written.Replace("\r\n ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains("TRIGGER:-PT10M", written, StringComparison.Ordinal);
        Assert.All(written.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.Contains("SUMMARY:Hội chẩn tuần Bệnh viện Nhi Trung ương – các bệnh viện tỉnh Lào Cai\\; buổi 7",
            written.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_meeting_called_off_sends_a_cancel_with_a_higher_sequence_and_no_alarm()
    {
        var written = Invitation.Write(Text(off: true, sequence: 3));
        Assert.Contains("METHOD:CANCEL", written, StringComparison.Ordinal);
        Assert.Contains("STATUS:CANCELLED", written, StringComparison.Ordinal);
        Assert.Contains("SEQUENCE:3", written, StringComparison.Ordinal);
        Assert.DoesNotContain("VALARM", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Canonical_json_sorts_names_and_escapes_as_little_as_may_be()
    {
        var node = new JsonObject { ["b"] = 1, ["a"] = new JsonArray("é\"\\\u0001\n", true, null), ["€"] = "€", ["A"] = -5 };
        Assert.Equal("{\"A\":-5,\"a\":[\"é\\\"\\\\\\u0001\\n\",true,null],\"b\":1,\"€\":\"€\"}", Encoding.UTF8.GetString(CanonicalJson.Of(node)));
        Assert.Throws<NotSupportedException>(() => CanonicalJson.Of(new JsonObject { ["x"] = 1.5 }));
    }

    [Fact]
    public void Weeks_of_a_line_are_every_seventh_day_within_its_days() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<int>().Where(n => n is >= 0 and < 5000).ToArbitrary(), Gen.Choose(1, 7).ToArbitrary(), Gen.Choose(0, 400).ToArbitrary(),
        (start, weekday, length) =>
        {
            var from = new DateOnly(2024, 1, 1).AddDays(start);
            var days = Series.Days(from, from.AddDays(length), (short)weekday).ToList();
            return days.All(d => d >= from && d <= from.AddDays(length) && (((int)d.DayOfWeek + 6) % 7) + 1 == weekday)
                && days.Zip(days.Skip(1)).All(p => p.Second == p.First.AddDays(7))
                && days.Count >= (length + 1) / 7 && days.Count <= (length / 7) + 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_closest_price_in_force_counts()
    {
        Price Of(string kind, string urgency, long amount, DateOnly from, DateOnly? to = null) =>
            new() { AgreementId = Guid.Empty, Kind = kind, Urgency = urgency, Amount = amount, FromDay = from, ToDay = to };
        var (start, later) = (new DateOnly(2026, 1, 1), new DateOnly(2026, 7, 1));
        Price[] list = [Of("", "", 1, start), Of("Advice", "", 2, start, later.AddDays(-1)), Of("Advice", "", 3, later), Of("", "Urgent", 4, start),
            Of("Surgery", "Urgent", 5, start)];
        Assert.Equal(2, Price.Of(list, ConsultKind.Advice, Urgency.Urgent, start));
        Assert.Equal(3, Price.Of(list, ConsultKind.Advice, Urgency.Urgent, later));
        Assert.Equal(4, Price.Of(list, ConsultKind.Paraclinical, Urgency.Urgent, later));
        Assert.Equal(5, Price.Of(list, ConsultKind.Surgery, Urgency.Urgent, later));
        Assert.Null(Price.Of(list, ConsultKind.Advice, Urgency.Planned, start.AddDays(-1)));
    }

    [Fact]
    public void A_reversal_and_its_successor_always_leave_the_new_amount() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (was, becomes) =>
    {
        var charge = new Charge
        {
            AgreementId = Guid.Empty,
            CaseId = Guid.CreateVersion7(),
            MinutesId = Guid.Empty,
            SupportedId = Guid.Empty,
            SupportingId = Guid.Empty,
            MinutesNumber = "",
            Kind = "",
            Urgency = "",
            OnDay = default,
            Amount = was,
            Once = "case/x",
            MadeAt = At,
        };
        var (reversal, again) = (charge.Reversal(null, At), charge.Again(null, becomes, At));
        return charge.Amount + reversal.Amount + again.Amount == becomes && reversal.Once != again.Once && charge.Reversal(null, At).Once == reversal.Once;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_personal_certificate_signs_only_for_its_name_its_text_and_under_a_trusted_root()
    {
        using var rootKey = RSA.Create(2048);
        var rootAsk = new CertificateRequest("CN=Gốc thử", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        rootAsk.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = rootAsk.CreateSelfSigned(At.AddYears(-1), At.AddYears(2));
        using var ownKey = RSA.Create(2048);
        var ask = new CertificateRequest("CN=Nguyễn Văn A", ownKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var bare = ask.Create(root.SubjectName, X509SignatureGenerator.CreateForRSA(rootKey, RSASignaturePadding.Pkcs1), At.AddMonths(-1), At.AddYears(1),
            [1, 2, 3]);
        using var own = bare.CopyWithPrivateKey(ownKey);
        var body = Encoding.UTF8.GetBytes("{\"a\":1}");
        var signed = new SignedCms(new ContentInfo(body), detached: true);
        signed.ComputeSignature(new CmsSigner(own) { DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1") });
        var cms = signed.Encode();
        Assert.Equal("Nguyễn Văn A", CmsCheck.Check(cms, body, "Nguyễn Văn A (mẫu)", [root], At).Name);
        void Refused(Action check) => Assert.Equal(RefusalKind.Invalid, Assert.Throws<Refusal>(check).Kind);
        Refused(() => CmsCheck.Check(cms, Encoding.UTF8.GetBytes("{\"a\":2}"), "Nguyễn Văn A", [root], At));
        Refused(() => CmsCheck.Check(cms, body, "Trần Thị B", [root], At));
        Refused(() => CmsCheck.Check(cms, body, "Nguyễn Văn A", [], At));
        Refused(() => CmsCheck.Check(cms, body, "Nguyễn Văn A", [root], At.AddYears(3)));
        for (var i = cms.Length - 64; i < cms.Length; i += 9)
        {
            var broken = (byte[])cms.Clone();
            broken[i] ^= 1;
            Refused(() => CmsCheck.Check(broken, body, "Nguyễn Văn A", [root], At));
        }
    }
}
